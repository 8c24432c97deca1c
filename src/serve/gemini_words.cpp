#include "serve/gemini_words.h"

#include <algorithm>
#include <array>

#include "score/words.h"

namespace continuo::gemini {

namespace {

constexpr std::array<std::string_view, 8> kVoices = {"vocals",  "vocal", "voice",   "voices",
                                                     "singing", "sung",  "singers", "lyrics"};
constexpr std::array<std::string_view, 8> kWithout = {"with no", "and no", "without any", "without",
                                                      "no",      "or",     "and",         "nor"};
constexpr std::array<std::string_view, 7> kInstrumental = {
    "instrumental",       "instrumental only", "only instrumental",      "purely instrumental",
    "fully instrumental", "all instrumental",  "instrumental music only"};

template <size_t N>
bool is_one_of(std::string_view text, const std::array<std::string_view, N>& list) {
  return std::find(list.begin(), list.end(), text) != list.end();
}

bool ends_with_word(std::string_view text, std::string_view word) {
  return text.ends_with(word) &&
         (text.size() == word.size() || text[text.size() - word.size() - 1] == ' ');
}

// Cuts a word off the end, and the space before it.
void drop_end(std::string& text, size_t bytes) {
  text.resize(text.size() - bytes);
  while (text.ends_with(' ')) text.pop_back();
}

// "disco without any vocals" is "disco", "no vocals or lyrics" is nothing. The clause is plain words
// with the same spaces as the text that it stands for.
std::string without_voices(std::string text) {
  std::string kept = text;
  bool denied = false;
  while (true) {
    const auto voice = std::find_if(kVoices.begin(), kVoices.end(), [&](std::string_view word) {
      return ends_with_word(text, word);
    });
    if (voice == kVoices.end()) return kept;
    drop_end(text, voice->size());
    const auto before = std::find_if(kWithout.begin(), kWithout.end(), [&](std::string_view word) {
      return ends_with_word(text, word);
    });
    if (before == kWithout.end()) return kept;
    denied = !is_one_of(*before, std::array<std::string_view, 3>{"or", "and", "nor"});
    drop_end(text, before->size());
    if (denied) kept = text;
  }
}

std::string lower_case(std::string_view text) {
  std::string lower(text);
  for (char& c : lower) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + ('a' - 'A'));
  }
  return lower;
}

}  // namespace

std::string without_vocals(std::string_view prompt) {
  std::string result;
  while (!prompt.empty()) {
    size_t end = 0;
    while (end < prompt.size()) {
      const char c = prompt[end];
      const bool stop = c == ',' || c == ';' || c == '\n' ||
                        (c == '.' && (end + 1 == prompt.size() || prompt[end + 1] == ' ' ||
                                      prompt[end + 1] == '\n'));
      if (stop) break;
      ++end;
    }
    const std::string_view clause = prompt.substr(0, end);
    const std::string_view mark = prompt.substr(end, 1);
    prompt.remove_prefix(std::min(end + 1, prompt.size()));
    if (is_one_of(plain_words(clause), kInstrumental)) continue;
    std::string lower = lower_case(clause);
    while (lower.ends_with(' ')) lower.pop_back();
    const size_t kept = without_voices(lower).size();
    if (kept < lower.size()) {
      if (kept == 0 || is_one_of(plain_words(clause.substr(0, kept)), kInstrumental)) continue;
      result.append(clause.substr(0, kept)).append(mark);
    } else {
      result.append(clause).append(mark);
    }
  }
  const size_t last = result.find_last_not_of(" ,;\n");
  result.resize(last == std::string::npos ? 0 : last + 1);
  return result;
}

}  // namespace continuo::gemini
