#include "score/midi_marks.h"

#include <algorithm>
#include <charconv>
#include <map>
#include <vector>

#include "base/error.h"
#include "score/instrument.h"
#include "score/words.h"

namespace continuo {

namespace {

// The text after "continuo KIND ", if the mark is of that kind.
std::optional<std::string_view> body_of(std::string_view text, std::string_view kind) {
  for (std::string_view word : {std::string_view("continuo "), kind, std::string_view(" ")}) {
    if (!text.starts_with(word)) return std::nullopt;
    text.remove_prefix(word.size());
  }
  return text;
}

std::vector<std::string_view> words_of(std::string_view text) {
  std::vector<std::string_view> words;
  while (!text.empty()) {
    const size_t end = std::min(text.find(' '), text.size());
    if (end > 0) words.push_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return words;
}

std::optional<int> number_within(std::string_view text, int low, int high) {
  int value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  if (value < low || value > high) return std::nullopt;
  return value;
}

template <typename Enum, typename NameOf>
std::optional<Enum> named(std::string_view text, int count, NameOf name_of) {
  for (int i = 0; i < count; ++i) {
    if (name_of(static_cast<Enum>(i)) == text) return static_cast<Enum>(i);
  }
  return std::nullopt;
}

const std::map<std::string, Chord>& chords_by_name() {
  static const std::map<std::string, Chord> table = [] {
    std::map<std::string, Chord> chords;
    for (int quality = 0; quality < kChordQualityCount; ++quality) {
      for (int root = 0; root < 12; ++root) {
        for (int bass = 0; bass < 12; ++bass) {
          const Chord chord{0, root, static_cast<ChordQuality>(quality), bass};
          chords.emplace(chord.name(), chord);
        }
      }
    }
    return chords;
  }();
  return table;
}

}  // namespace

SectionMark SectionMark::next() const {
  SectionMark mark = *this;
  ++mark.bar_in_section;
  return mark;
}

std::string plan_mark(const Plan& plan) { return "continuo plan " + plan_to_json(plan); }

std::string section_mark(const SectionMark& mark) {
  return fmt::format("continuo bar {} {} {} {}", section_kind_name(mark.kind), mark.bar_in_section,
                     mark.intensity, mark.dynamics);
}

std::string key_mark(Key key) { return "continuo key " + key.name(); }

std::string chord_mark(const Chord& chord) { return "continuo chord " + chord.name(); }

std::string part_mark(int program, Role role) {
  return fmt::format("continuo part {} {}", program, role_name(role));
}

std::optional<PartialPlan> parse_plan_mark(std::string_view text) {
  const auto body = body_of(text, "plan");
  if (!body) return std::nullopt;
  try {
    return partial_plan_from_json(*body);
  } catch (const Error&) {
    return std::nullopt;
  }
}

std::optional<SectionMark> parse_section_mark(std::string_view text) {
  const auto body = body_of(text, "bar");
  if (!body) return std::nullopt;
  const auto words = words_of(*body);
  if (words.size() != 4) return std::nullopt;
  const auto kind = named<SectionKind>(words[0], kSectionKindCount, section_kind_name);
  const auto bar = number_within(words[1], 0, 100'000);
  const auto intensity = number_within(words[2], 0, kLevelCount - 1);
  const auto dynamics = number_within(words[3], 0, kLevelCount - 1);
  if (!kind || !bar || !intensity || !dynamics) return std::nullopt;
  return SectionMark{*kind, *bar, *intensity, *dynamics};
}

std::optional<Key> parse_key_mark(std::string_view text) {
  const auto body = body_of(text, "key");
  if (!body) return std::nullopt;
  try {
    return parse_key(*body);
  } catch (const Error&) {
    return std::nullopt;
  }
}

std::optional<Chord> parse_chord_mark(std::string_view text) {
  const auto body = body_of(text, "chord");
  if (!body) return std::nullopt;
  const auto at = chords_by_name().find(std::string(body->substr(0, 32)));
  if (at == chords_by_name().end()) return std::nullopt;
  return at->second;
}

std::optional<PlanPart> parse_part_mark(std::string_view text) {
  const auto body = body_of(text, "part");
  if (!body) return std::nullopt;
  const auto words = words_of(*body);
  if (words.size() != 2) return std::nullopt;
  const auto program = number_within(words[0], 0, kDrumKit);
  const auto role = named<Role>(words[1], kRoleCount, role_name);
  if (!program || !role) return std::nullopt;
  return PlanPart{*program, *role};
}

std::optional<SectionKind> section_kind_in(std::string_view marker) {
  const std::string plain = plain_words(marker.substr(0, 64));
  for (int i = 0; i < kSectionKindCount; ++i) {
    const std::string name = plain_words(section_kind_name(static_cast<SectionKind>(i)));
    if (!plain.starts_with(name)) continue;
    const std::string_view rest = std::string_view(plain).substr(name.size());
    if (rest.empty() || rest.front() == ' ' || (rest.front() >= '0' && rest.front() <= '9')) {
      return static_cast<SectionKind>(i);
    }
  }
  return std::nullopt;
}

}  // namespace continuo
