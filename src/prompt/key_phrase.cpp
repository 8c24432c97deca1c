#include "prompt/key_phrase.h"

#include <algorithm>
#include <array>
#include <string>

namespace continuo {

namespace {

struct Tonic {
  std::string_view text;
  int pitch_class;
};

struct ModeWord {
  std::string_view text;  // folded; words joined by a space
  Mode mode;
};

// A language's way to write a key: a tonic, an accidental of its own, a mode.
struct Notation {
  std::span<const Tonic> tonics;
  std::span<const Tonic> accidentals;  // semitones
  std::span<const ModeWord> modes;
  bool accidental_first = false;
};

constexpr Tonic kGermanTonics[] = {
    {"c", 0},   {"cis", 1}, {"des", 1},  {"d", 2},   {"dis", 3}, {"es", 3},  {"e", 4},
    {"eis", 5}, {"fes", 4}, {"f", 5},    {"fis", 6}, {"ges", 6}, {"g", 7},   {"gis", 8},
    {"as", 8},  {"a", 9},   {"ais", 10}, {"b", 10},  {"h", 11},  {"his", 0}, {"ces", 11}};
constexpr ModeWord kGermanModes[] = {{"dur", Mode::kMajor}, {"moll", Mode::kMinor}};

constexpr Tonic kSolfege[] = {{"do", 0}, {"ut", 0},  {"re", 2}, {"mi", 4},
                              {"fa", 5}, {"sol", 7}, {"la", 9}, {"si", 11}};
constexpr Tonic kRomanceAccidentals[] = {{"diese", 1},     {"dieze", 1},  {"bemol", -1},
                                         {"sostenido", 1}, {"diesis", 1}, {"bemolle", -1},
                                         {"sustenido", 1}, {"#", 1},      {"b", -1}};
constexpr ModeWord kRomanceModes[] = {
    {"majeur", Mode::kMajor},        {"mineur", Mode::kMinor},
    {"mayor", Mode::kMajor},         {"menor", Mode::kMinor},
    {"maggiore", Mode::kMajor},      {"minore", Mode::kMinor},
    {"maior", Mode::kMajor},         {"dorien", Mode::kDorian},
    {"dorico", Mode::kDorian},       {"phrygien", Mode::kPhrygian},
    {"frigio", Mode::kPhrygian},     {"lydien", Mode::kLydian},
    {"lidio", Mode::kLydian},        {"mixolydien", Mode::kMixolydian},
    {"mixolidio", Mode::kMixolydian}};

constexpr Tonic kLetters[] = {{"c", 0},  {"d", 2},  {"e", 4},  {"f", 5},   {"g", 7},  {"a", 9},
                              {"b", 11}, {"c#", 1}, {"db", 1}, {"d#", 3},  {"eb", 3}, {"f#", 6},
                              {"gb", 6}, {"g#", 8}, {"ab", 8}, {"a#", 10}, {"bb", 10}};

constexpr Tonic kRussianTonics[] = {{"до", 0},   {"ре", 2}, {"ми", 4}, {"фа", 5},
                                    {"соль", 7}, {"ля", 9}, {"си", 11}};
constexpr Tonic kRussianAccidentals[] = {{"диез", 1}, {"бемоль", -1}};
constexpr ModeWord kRussianModes[] = {{"мажор", Mode::kMajor},  {"мажоре", Mode::kMajor},
                                      {"мажора", Mode::kMajor}, {"минор", Mode::kMinor},
                                      {"миноре", Mode::kMinor}, {"минора", Mode::kMinor}};

constexpr Tonic kChineseAccidentals[] = {{"升", 1}, {"降", -1}};
constexpr ModeWord kChineseModes[] = {{"大 调", Mode::kMajor},
                                      {"小 调", Mode::kMinor},
                                      {"大 調", Mode::kMajor},
                                      {"小 調", Mode::kMinor}};
constexpr Tonic kJapaneseTonics[] = {{"ハ", 0}, {"ニ", 2}, {"ホ", 4}, {"ヘ", 5},
                                     {"ト", 7}, {"イ", 9}, {"ロ", 11}};
constexpr Tonic kJapaneseAccidentals[] = {{"嬰", 1}, {"変", -1}};
constexpr ModeWord kJapaneseModes[] = {{"长 调", Mode::kMajor}, {"短 调", Mode::kMinor}};

constexpr Notation kNotations[] = {{kGermanTonics, {}, kGermanModes},
                                   {kLetters, kRomanceAccidentals, kRomanceModes},
                                   {kSolfege, kRomanceAccidentals, kRomanceModes},
                                   {kRussianTonics, kRussianAccidentals, kRussianModes},
                                   {kLetters, kChineseAccidentals, kChineseModes, true},
                                   {kJapaneseTonics, kJapaneseAccidentals, kJapaneseModes, true}};

class Reader {
 public:
  Reader(std::span<const PromptWord> words, size_t at) : words_(words), begin_(at), at_(at) {}

  std::optional<int> take(std::span<const Tonic> table) {
    if (!stays()) return std::nullopt;
    for (const Tonic& row : table) {
      if (words_[at_].text != row.text) continue;
      ++at_;
      return row.pitch_class;
    }
    return std::nullopt;
  }

  std::optional<Mode> take(std::span<const ModeWord> table) {
    for (const ModeWord& row : table) {
      const size_t space = row.text.find(' ');
      const size_t count = space == std::string_view::npos ? 1 : 2;
      if (!stays() || at_ + count > words_.size()) continue;
      if (words_[at_].text != row.text.substr(0, space)) continue;
      if (count == 2 && words_[at_ + 1].text != row.text.substr(space + 1)) continue;
      at_ += count;
      return row.mode;
    }
    return std::nullopt;
  }

  size_t count() const { return at_ - begin_; }

 private:
  bool stays() const { return at_ < words_.size() && (at_ == begin_ || !words_[at_].after_break); }

  std::span<const PromptWord> words_;
  size_t begin_;
  size_t at_;
};

// "la mayor parte", "mi menor problema", "a maior festa": articles and possessives that are tonics
// too, before words that compare. Such a key ends the thought, or a preposition goes on behind it;
// where "en" introduces it, an adjective may.
bool compares(std::span<const PromptWord> words, size_t begin, size_t end) {
  constexpr std::string_view kArticles[] = {"la", "mi", "a", "e"};
  constexpr std::string_view kCompared[] = {"mayor", "menor", "maggiore", "minore", "maior"};
  constexpr std::string_view kIn[] = {"en", "in", "em", "tono", "tonalidad", "tom", "tonalita"};
  constexpr std::string_view kBehind[] = {"con", "com", "para", "per",    "pour",  "y",
                                          "e",   "a",   "sin",  "sem",    "senza", "with",
                                          "for", "and", "at",   "without"};
  constexpr std::string_view kShares[] = {"parte",  "part",     "brevedad", "medida",
                                          "misura", "cantidad", "grado"};
  const auto is_one_of = [&](size_t i, std::span<const std::string_view> list) {
    return i < words.size() && std::find(list.begin(), list.end(), words[i].text) != list.end();
  };
  if (end != begin + 2 || !is_one_of(begin, kArticles) || !is_one_of(begin + 1, kCompared))
    return false;
  if (end >= words.size() || words[end].after_break || is_number(words[end].text)) return false;
  if (is_one_of(end, kShares)) return true;
  const bool introduced = begin > 0 && is_one_of(begin - 1, kIn);
  return !introduced && !is_one_of(end, kBehind);
}

}  // namespace

std::optional<KeyPhrase> foreign_key_at(std::span<const PromptWord> words, size_t at) {
  for (const Notation& notation : kNotations) {
    Reader reader(words, at);
    int semitones = 0;
    if (notation.accidental_first) semitones = reader.take(notation.accidentals).value_or(0);
    const std::optional<int> tonic = reader.take(notation.tonics);
    if (!tonic) continue;
    if (!notation.accidental_first) semitones = reader.take(notation.accidentals).value_or(0);
    const std::optional<Mode> mode = reader.take(notation.modes);
    if (mode && compares(words, at, at + reader.count())) return std::nullopt;
    if (mode) return KeyPhrase{{(*tonic + semitones + 12) % 12, *mode}, reader.count()};
  }
  return std::nullopt;
}

}  // namespace continuo
