#include "corpus_index.h"

#include <algorithm>
#include <array>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <regex>
#include <utility>

#include "base/error.h"

namespace continuo {

namespace fs = std::filesystem;

namespace {

std::string text_of(const nlohmann::json& object, const char* name) {
  const auto found = object.find(name);
  return found != object.end() && found->is_string() ? found->get<std::string>() : "";
}

CorpusEntry parse(const nlohmann::json& object) {
  CorpusEntry entry;
  entry.id = text_of(object, "id");
  entry.source = text_of(object, "source");
  entry.path = text_of(object, "path");
  entry.source_path = text_of(object, "source_path");
  entry.title = text_of(object, "title");
  entry.composer = text_of(object, "composer");
  entry.tempo_text = text_of(object, "tempo_text");
  entry.tempo_changes = object.value("tempo_changes", 1);
  if (object.contains("bpm") && object["bpm"].is_number()) entry.bpm = object["bpm"].get<double>();
  for (const auto& genre : object.value("genres", nlohmann::json::array())) {
    if (genre.is_string()) entry.genres.push_back(plain_text(genre.get<std::string>()));
  }
  for (const auto& program : object.value("programs", nlohmann::json::array())) {
    if (program.is_number_integer()) entry.programs.push_back(program.get<int>());
  }
  return entry;
}

uint64_t hash_of(std::string_view text) {
  uint64_t hash = 0xCBF29CE484222325ull;
  for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001B3ull;
  return hash ^ (hash >> 29);
}

bool is_instrumental(const CorpusEntry& entry) {
  if (entry.programs.empty()) return false;
  for (const int program : entry.programs) {
    if (program >= 52 && program <= 54) return false;
  }
  for (const char* vocal :
       {"mass", "sacred", "song", "opera", "requiem", "vespers", "children", "hymn", "oratorio"}) {
    for (const std::string& genre : entry.genres) {
      if (genre.find(vocal) != std::string::npos) return false;
    }
  }
  return true;
}

}  // namespace

std::string plain_text(std::string_view text) {
  // Latin letters with accents by their UTF-8 bytes; what is not listed becomes a space.
  static const std::vector<std::pair<std::string_view, std::string_view>> kPlain = {
      {"á", "a"}, {"à", "a"},  {"â", "a"},  {"ä", "a"}, {"ą", "a"}, {"å", "a"}, {"ã", "a"},
      {"é", "e"}, {"è", "e"},  {"ê", "e"},  {"ë", "e"}, {"ę", "e"}, {"í", "i"}, {"ì", "i"},
      {"î", "i"}, {"ï", "i"},  {"ó", "o"},  {"ò", "o"}, {"ô", "o"}, {"ö", "o"}, {"ø", "o"},
      {"ú", "u"}, {"ù", "u"},  {"û", "u"},  {"ü", "u"}, {"ñ", "n"}, {"ń", "n"}, {"ç", "c"},
      {"ć", "c"}, {"č", "c"},  {"ś", "s"},  {"š", "s"}, {"ł", "l"}, {"Ł", "l"}, {"ż", "z"},
      {"ź", "z"}, {"ž", "z"},  {"ý", "y"},  {"ř", "r"}, {"É", "e"}, {"Ö", "o"}, {"Ü", "u"},
      {"Ä", "a"}, {"ß", "ss"}, {"æ", "ae"}, {"Ś", "s"}, {"Ż", "z"}};
  std::string plain;
  for (size_t i = 0; i < text.size();) {
    const auto c = static_cast<unsigned char>(text[i]);
    if (c < 0x80) {
      plain += std::isalnum(c) != 0 ? static_cast<char>(std::tolower(c)) : ' ';
      ++i;
      continue;
    }
    size_t length = 1;
    std::string_view letters = " ";
    for (const auto& [accented, letter] : kPlain) {
      if (text.substr(i, accented.size()) == accented) {
        letters = letter;
        length = accented.size();
      }
    }
    if (length == 1) {
      while (i + length < text.size() &&
             (static_cast<unsigned char>(text[i + length]) & 0xC0) == 0x80)
        ++length;
    }
    plain += letters;
    i += length;
  }
  std::string single;
  for (const char c : plain) {
    if (c != ' ' || (!single.empty() && single.back() != ' ')) single += c;
  }
  while (!single.empty() && single.back() == ' ') single.pop_back();
  return single;
}

std::string surname_of(std::string_view composer) {
  std::string name(composer);
  if (plain_text(name).find("chopin") != std::string::npos) return "chopin";
  const size_t comma = name.find(',');
  if (comma != std::string::npos) {
    name.resize(comma);
  } else if (name.find(' ') == std::string::npos) {
    // Initials stand behind: "BeethovenLv", "BachJS".
    while (name.size() > 3 && std::isupper(static_cast<unsigned char>(name.back())) != 0)
      name.pop_back();
    const size_t size = name.size();
    if (size > 4 && std::isupper(static_cast<unsigned char>(name[size - 2])) != 0)
      name.resize(size - 2);
  } else {
    name = name.substr(name.rfind(' ') + 1);
  }
  return plain_text(name);
}

std::string work_of(const CorpusEntry& entry) {
  if (entry.source == "groove") {
    return "groove " + (entry.genres.empty() ? entry.title : entry.genres.front()) + " " +
           (entry.genres.size() > 1 ? entry.genres[1] : "");
  }
  if (entry.source == "fannon_drums") {
    // Stacks of clips: those that share the kick clip count as one work.
    const size_t hash = entry.source_path.find('#');
    return "fannon " + entry.source_path.substr(hash + 1, entry.source_path.find('+') - hash - 1);
  }
  if (entry.source == "freedoom" || entry.source == "blasphemer" || entry.source == "easyrpg")
    return entry.id;
  const std::string surname = surname_of(entry.composer);
  if (surname == "chopin") {
    std::smatch match;
    static const std::regex kKern(R"(kern/(\d+))");
    static const std::regex kOpus(R"((?:op\.?|/O)[ _-]*(\d+))", std::regex::icase);
    const std::string all = entry.title + " " + entry.source_path;
    if (entry.source == "nifc_chopin" && std::regex_search(entry.source_path, match, kKern)) {
      return "chopin " + std::to_string(std::stoi(match[1]));
    }
    if (std::regex_search(all, match, kOpus))
      return "chopin " + std::to_string(std::stol(match[1].str().substr(0, 5)));
    return "chopin";
  }
  const std::string all = " " + plain_text(entry.title) + " " + plain_text(entry.source_path) + " ";
  static const std::regex kWord(R"( (bwv|kv|k|d|rv|wab|woo|hwv|op|o) ?(\d+)[a-z]? )");
  std::smatch match;
  if (!surname.empty() && surname != "traditional" && surname != "anonymous" &&
      std::regex_search(all, match, kWord)) {
    std::string kind = match[1];
    if (kind == "o") kind = "op";
    if (kind == "kv") kind = "k";
    return surname + " " + kind + " " + match[2].str();
  }
  std::string title = plain_text(entry.title);
  while (!title.empty() &&
         (std::isdigit(static_cast<unsigned char>(title.front())) != 0 || title.front() == ' ')) {
    title.erase(0, 1);
  }
  return surname + " " + title;
}

std::vector<CorpusEntry> read_corpus_index(const fs::path& folder) {
  std::vector<fs::path> files;
  std::error_code error;
  for (const auto& item : fs::directory_iterator(folder, error)) {
    const std::string name = item.path().filename().string();
    if (name.starts_with("index_") && name.ends_with(".jsonl")) files.push_back(item.path());
  }
  if (error) fail(ErrorKind::kMissing, "corpus", "{}: {}.", folder.string(), error.message());
  if (files.empty())
    fail(ErrorKind::kMissing, "corpus", "{}: expected index_*.jsonl.", folder.string());
  std::sort(files.begin(), files.end());
  std::vector<CorpusEntry> entries;
  for (const fs::path& file : files) {
    std::ifstream stream(file);
    std::string line;
    for (int number = 1; std::getline(stream, line); ++number) {
      if (line.empty()) continue;
      try {
        CorpusEntry entry = parse(nlohmann::json::parse(line));
        if (entry.id.empty() || entry.path.empty() || entry.path.find("..") != std::string::npos) {
          fail(ErrorKind::kInput, "corpus", "expected an id and a path inside the corpus.");
        }
        entries.push_back(std::move(entry));
      } catch (const std::exception& problem) {
        fail(ErrorKind::kInput, "corpus", "{} line {}: {}", file.string(), number, problem.what());
      }
    }
  }
  return entries;
}

std::vector<CorpusEntry> select_entries(std::vector<CorpusEntry> entries, int polish_pieces) {
  std::vector<CorpusEntry> selected;
  std::vector<std::pair<uint64_t, CorpusEntry>> polish;
  std::map<std::string, int> editions;
  for (CorpusEntry& entry : entries) {
    if (entry.source == "nifc_polish") {
      // Chopin comes from his own set.
      if (is_instrumental(entry) && surname_of(entry.composer) != "chopin") {
        const uint64_t order = hash_of(entry.id);
        polish.emplace_back(order, std::move(entry));
      }
      continue;
    }
    if (entry.source == "nifc_chopin") {
      static const std::regex kPiece(R"(kern/(\d+)[^/]*?(?:-(\d{3}))?[^-]*\.krn)");
      std::smatch match;
      std::string piece = entry.source_path;
      if (std::regex_search(entry.source_path, match, kPiece))
        piece = match[1].str() + "-" + match[2].str();
      if (++editions[piece] > 2) continue;
    }
    selected.push_back(std::move(entry));
  }
  std::sort(polish.begin(), polish.end(), [](const auto& a, const auto& b) {
    return std::tie(a.first, a.second.id) < std::tie(b.first, b.second.id);
  });
  for (size_t i = 0; i < polish.size() && i < static_cast<size_t>(polish_pieces); ++i) {
    selected.push_back(std::move(polish[i].second));
  }
  return selected;
}

}  // namespace continuo
