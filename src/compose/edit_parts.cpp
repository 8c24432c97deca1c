#include "compose/edit_parts.h"

#include <algorithm>

#include "base/error.h"
#include "base/text.h"
#include "compose/edit_vocabulary.h"
#include "score/instrument.h"

namespace continuo {

namespace {

struct RoleWord {
  std::string_view phrase;
  Role role;
};
constexpr RoleWord kRoleWords[] = {
    {"melody", Role::kLead},
    {"melodies", Role::kLead},
    {"tune", Role::kLead},
    {"lead", Role::kLead},
    {"theme", Role::kLead},
    {"solo", Role::kLead},
    {"bass", Role::kBass},
    {"bassline", Role::kBass},
    {"bass line", Role::kBass},
    {"drums", Role::kDrums},
    {"drum", Role::kDrums},
    {"beat", Role::kDrums},
    {"percussion", Role::kDrums},
    {"drummer", Role::kDrums},
    {"groove", Role::kDrums},
    {"chord", Role::kChords},
    {"comping", Role::kChords},
    {"accompaniment", Role::kChords},
    {"pad", Role::kPad},
    {"pads", Role::kPad},
    {"arpeggio", Role::kArpeggio},
    {"arpeggios", Role::kArpeggio},
    {"counter melody", Role::kCounter},
    {"countermelody", Role::kCounter},
    {"second voice", Role::kCounter},
};

}  // namespace

std::string list_of(const Score& score) {
  std::vector<std::string> names;
  for (const Part& part : score.parts)
    names.push_back(fmt::format("{} ({})", instrument(part.program).name, role_name(part.role)));
  std::string list;
  for (const std::string& name : names) list += (list.empty() ? "" : ", ") + name;
  return list;
}

std::optional<std::vector<int>> named_by(const std::string& phrase, const Score& score) {
  std::vector<int> programs;
  const auto add = [&](int program) {
    if (std::find(programs.begin(), programs.end(), program) == programs.end())
      programs.push_back(program);
  };
  bool known = false;
  for (const RoleWord& word : kRoleWords) {
    if (phrase != word.phrase) continue;
    known = true;
    for (const Part& part : score.parts) {
      if (part.role == word.role) add(part.program);
    }
  }
  if (phrase == "melody" && programs.empty()) {
    // Where nobody leads, the highest sings.
    const Part* highest = nullptr;
    double best = -1;
    for (const Part& part : score.parts) {
      if (part.program == kDrumKit || part.notes.empty()) continue;
      double sum = 0;
      for (const Note& note : part.notes) sum += note.pitch;
      const double mean = sum / static_cast<double>(part.notes.size());
      if (mean > best) best = mean, highest = &part;
    }
    if (highest != nullptr) add(highest->program);
  }
  const std::vector<int> meant = programs_named(phrase);
  known = known || !meant.empty();
  if (programs.empty()) {
    for (const Part& part : score.parts) {
      if (std::find(meant.begin(), meant.end(), part.program) != meant.end()) add(part.program);
    }
  }
  if (!known) return std::nullopt;
  return programs;
}

std::vector<int> parts_named(std::string_view words, const Score& score) {
  std::vector<int> programs;
  std::string text(words);
  for (const std::string_view also : {" and ", ";", "+"}) text = replaced(text, also, ",");
  for (size_t at = 0; at <= text.size();) {
    const size_t end = std::min(text.find(',', at), text.size());
    Words rest = words_of(std::string_view(text).substr(at, end - at));
    at = end + 1;
    std::erase_if(rest, is_filler);
    const std::string shown = phrase_of(rest);
    const auto found =
        take(rest, [&](const std::string& phrase) { return named_by(phrase, score); });
    if (!found || found->empty() || !rest.empty()) {
      fail(ErrorKind::kUsage, kEdit, "part \"{}\": no such part plays here. There are: {}.",
           printable(shown, 60), list_of(score));
    }
    for (int program : *found) {
      if (std::find(programs.begin(), programs.end(), program) == programs.end())
        programs.push_back(program);
    }
  }
  return programs;
}

}  // namespace continuo
