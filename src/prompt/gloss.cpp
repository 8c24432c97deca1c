#include "prompt/gloss.h"

#include <array>

#include "base/error.h"

namespace continuo {

namespace {

// What stands between the two words of a German compound: "Entspannungsmusik".
constexpr std::array<std::string_view, 5> kJoints = {"", "s", "n", "en", "es"};
constexpr size_t kShortestPart_bytes = 3;
constexpr int kMostParts = 3;
constexpr size_t kLongestCompound_bytes = 48;

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  return text;
}

WordClass class_of(std::string_view heading) {
  if (heading == "[nouns]") return WordClass::kNoun;
  if (heading == "[adjectives]") return WordClass::kAdjective;
  if (heading == "[adverbs]") return WordClass::kAdverb;
  if (heading == "[small words]") return WordClass::kSmall;
  fail(ErrorKind::kInternal, "gloss", "{}: no heading of a language's table.", heading);
}

}  // namespace

GlossTable::GlossTable(const Language& language)
    : phrases_(language.endings, language.compounds),
      compounds_(language.compounds),
      adjectives_follow_(language.adjectives_follow) {
  WordClass word_class = WordClass::kNoun;
  std::string_view rest = language.table;
  while (!rest.empty()) {
    const size_t end = std::min(rest.find('\n'), rest.size());
    const std::string_view line = trimmed(rest.substr(0, end));
    rest.remove_prefix(std::min(end + 1, rest.size()));
    if (line.empty()) continue;
    if (line.front() == '[') {
      word_class = class_of(line);
      continue;
    }
    const size_t colon = line.find(':');
    if (colon == std::string_view::npos)
      fail(ErrorKind::kInternal, "gloss", "{}: \"{}\" has no colon.", language.name, line);
    const std::string_view english = trimmed(line.substr(0, colon));
    const int value = static_cast<int>(glosses_.size());
    glosses_.push_back({english == "-" ? "" : std::string(english), word_class, 1});
    std::string_view forms = line.substr(colon + 1);
    while (!forms.empty()) {
      const size_t bar = std::min(forms.find('|'), forms.size());
      phrases_.add(trimmed(forms.substr(0, bar)), value);
      forms.remove_prefix(std::min(bar + 1, forms.size()));
    }
  }
}

std::optional<Gloss> GlossTable::at(std::span<const PromptWord> words, size_t at) const {
  if (const auto match = phrases_.longest_at(words, at)) {
    Gloss gloss = glosses_[static_cast<size_t>(match->value)];
    gloss.words = match->words;
    return gloss;
  }
  if (compounds_) return compound(words[at], 1);
  return std::nullopt;
}

// The longest first part whose rest is known too.
std::optional<Gloss> GlossTable::compound(const PromptWord& word, int depth) const {
  const auto known = [&](const std::string& text) -> std::optional<Gloss> {
    PromptWord part;
    part.text = text;
    const auto match = phrases_.longest_at(std::span(&part, 1), 0);
    if (!match) return std::nullopt;
    const Gloss& gloss = glosses_[static_cast<size_t>(match->value)];
    if (gloss.english.empty() || gloss.word_class == WordClass::kSmall) return std::nullopt;
    return gloss;
  };
  const std::string& text = word.text;
  if (text.size() > kLongestCompound_bytes) return std::nullopt;
  for (size_t cut = text.size(); cut-- > kShortestPart_bytes;) {
    if (text.size() - cut < kShortestPart_bytes) continue;
    for (const std::string_view joint : kJoints) {
      const std::string first = text.substr(0, cut);
      if (!first.ends_with(joint) || first.size() < joint.size() + kShortestPart_bytes) continue;
      const auto head = known(first.substr(0, first.size() - joint.size()));
      if (!head) continue;
      PromptWord rest;
      rest.text = text.substr(cut);
      std::optional<Gloss> tail = known(rest.text);
      if (!tail && depth < kMostParts) tail = compound(rest, depth + 1);
      if (tail) return Gloss{head->english + " " + tail->english, tail->word_class, 1};
    }
  }
  return std::nullopt;
}

}  // namespace continuo
