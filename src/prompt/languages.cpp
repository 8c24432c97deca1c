#include "prompt/languages.h"

#include <algorithm>
#include <array>
#include <optional>
#include <vector>

#include "prompt/english.h"
#include "prompt/gloss.h"
#include "prompt/key_phrase.h"
#include "prompt/prompt_words.h"

namespace continuo {

namespace {

// A prompt is in the language whose own words weigh this much at least, and more than this share of
// what only English has.
constexpr double kLeastWeight = 0.95;
constexpr double kShareOfEnglish = 0.6;
constexpr double kSmallWordWeight = 0.4;
constexpr int kLongestNumeral = 6;  // Chinese characters

const GlossTable& chinese() {
  static const GlossTable table(kChinese);
  return table;
}
const GlossTable& russian() {
  static const GlossTable table(kRussian);
  return table;
}

// The languages in Latin letters. Of two that know as many words the first is taken.
const std::array<GlossTable, 5>& latin_tables() {
  static const std::array<GlossTable, 5> tables = {GlossTable(kGerman), GlossTable(kFrench),
                                                   GlossTable(kSpanish), GlossTable(kItalian),
                                                   GlossTable(kPortuguese)};
  return tables;
}

bool is_latin(const std::string& word) { return word[0] >= 'a' && word[0] <= 'z'; }

// Whether a word is no English: English knows "bateria", but writes no accents.
bool is_foreign(const PromptWord& word) {
  const bool accents = word.end - word.begin > word.text.size();
  return accents || !is_english(word.text);
}

// The weight of the words that a language has and English has not.
double own_weight(const GlossTable& table, std::span<const PromptWord> words) {
  double weight = 0;
  for (size_t i = 0; i < words.size();) {
    const auto gloss = is_latin(words[i].text) ? table.at(words, i) : std::nullopt;
    const size_t count = gloss ? gloss->words : 1;
    if (gloss) {
      const bool own = std::any_of(words.begin() + i, words.begin() + i + count, is_foreign);
      const double each = gloss->word_class == WordClass::kSmall ? kSmallWordWeight : 1;
      if (own) weight += each;
    }
    i += count;
  }
  return weight;
}

// The weight of the words that English has and the language has not.
double english_weight(const GlossTable& table, std::span<const PromptWord> words) {
  double weight = 0;
  for (size_t i = 0; i < words.size();) {
    if (const auto key = foreign_key_at(words, i)) {
      i += key->words;
      continue;
    }
    const auto gloss = table.at(words, i);
    if (!gloss && is_latin(words[i].text) && is_english(words[i].text)) weight += 1;
    i += gloss ? gloss->words : 1;
  }
  return weight;
}

const GlossTable* latin_language_of(std::span<const PromptWord> words) {
  const GlossTable* best = nullptr;
  double most = 0;
  for (const GlossTable& table : latin_tables()) {
    const double own = own_weight(table, words);
    if (own < kLeastWeight || own <= most) continue;
    if (own <= kShareOfEnglish * english_weight(table, words)) continue;
    best = &table;
    most = own;
  }
  return best;
}

// "一百二十" is 120, "九十" 90; nothing where no numeral of more than one sign begins.
std::optional<std::pair<int, size_t>> chinese_number(std::span<const PromptWord> words, size_t at) {
  constexpr std::array<std::string_view, 10> kDigits = {"〇", "一", "二", "三", "四",
                                                        "五", "六", "七", "八", "九"};
  int total = 0;
  int digit = 0;
  size_t count = 0;
  bool has_unit = false;
  while (at + count < words.size() && count < kLongestNumeral) {
    const std::string& text = words[at + count].text;
    const auto found = std::find(kDigits.begin(), kDigits.end(), text);
    if (found != kDigits.end()) {
      digit = static_cast<int>(found - kDigits.begin());
    } else if (text == "十" || text == "百") {
      total += std::max(digit, 1) * (text == "十" ? 10 : 100);
      digit = 0;
      has_unit = true;
    } else if (text != "零") {
      break;
    }
    ++count;
  }
  if (count == 0 || !has_unit) return std::nullopt;
  return std::pair{total + digit, count};
}

// "A minor" is one where "a" is a preposition, too.
bool is_english_tonic(std::span<const PromptWord> words, size_t at) {
  const std::string& letter = words[at].text;
  if (!words[at].capital || letter.size() != 1 || letter[0] < 'a' || letter[0] > 'g') return false;
  if (at + 1 >= words.size() || words[at + 1].after_break) return false;
  const std::string& mode = words[at + 1].text;
  return mode == "minor" || mode == "major" || mode == "flat" || mode == "sharp";
}

struct Piece {
  std::string text;  // English
  std::string gap;   // before it
  WordClass word_class = WordClass::kNoun;
  bool glossed = false;
};

// Of punctuation around words that were dropped, what is left to say.
std::string tidy(const std::string& gap) {
  const size_t sign = gap.find_first_of(".,;:!?()[]\n");
  if (sign == std::string::npos) return " ";
  const std::string found(1, gap[sign]);
  if (found == "(" || found == "[") return " " + found;
  return found == "\n" ? found : found + " ";
}

class Glossing {
 public:
  explicit Glossing(std::string_view prompt)
      : prompt_(prompt), words_(prompt_words(prompt)), latin_(latin_language_of(words_)) {}

  std::string run() {
    const bool foreign_script = std::any_of(
        words_.begin(), words_.end(),
        [](const PromptWord& word) { return is_cyrillic(word.text) || is_ideograph(word.text); });
    if (latin_ == nullptr && !foreign_script) return std::string(prompt_);
    for (size_t i = 0; i < words_.size();) i += take(i);
    if (latin_ != nullptr && latin_->adjectives_follow()) adjectives_first();
    return joined();
  }

 private:
  const GlossTable* table_of(const PromptWord& word) const {
    if (is_cyrillic(word.text)) return &russian();
    if (is_ideograph(word.text)) return &chinese();
    return latin_;
  }

  // Writes what begins at a word, and returns how many words that was.
  size_t take(size_t i) {
    const PromptWord& word = words_[i];
    std::string gap = plain_gap(prompt_.substr(end_, word.begin - end_));
    const auto write = [&](std::string text, size_t count, WordClass word_class, bool glossed) {
      end_ = words_[i + count - 1].end;
      if (text.empty()) {
        dropped_ += gap + " ";
        return count;
      }
      if (!dropped_.empty()) gap = tidy(dropped_ + gap);
      const bool elided = gap == "'" || gap == "\u2019";
      if (!pieces_.empty() && (gap.empty() || (elided && pieces_.back().glossed))) gap = " ";
      dropped_.clear();
      pieces_.push_back({std::move(text), std::move(gap), word_class, glossed});
      return count;
    };
    if (const auto key = foreign_key_at(words_, i))
      return write(key->key.name(), key->words, WordClass::kNoun, false);
    if (const auto number = chinese_number(words_, i))
      return write(std::to_string(number->first), number->second, WordClass::kNoun, false);
    const GlossTable* table = table_of(word);
    if (table != nullptr && !is_number(word.text) && !is_english_tonic(words_, i)) {
      if (const auto gloss = table->at(words_, i))
        return write(gloss->english, gloss->words, gloss->word_class, true);
      if (table == &russian() || table == &chinese()) return write("", 1, WordClass::kNoun, false);
    }
    const std::string_view own = prompt_.substr(word.begin, word.end - word.begin);
    const bool plain = std::all_of(own.begin(), own.end(), [](char c) { return (c & 0x80) == 0; });
    return write(plain ? std::string(own) : word.text, 1, WordClass::kNoun, false);
  }

  // "musique lente et triste" has its adjectives behind: "slow music and sad".
  void adjectives_first() {
    join_adverbs();
    for (size_t i = 0; i + 1 < pieces_.size(); ++i) {
      if (!pieces_[i].glossed || pieces_[i].word_class != WordClass::kNoun) continue;
      size_t end = i + 1;
      while (end < pieces_.size() && pieces_[end].glossed && pieces_[end].gap == " " &&
             pieces_[end].word_class == WordClass::kAdjective)
        ++end;
      if (end == i + 1) continue;
      const auto first = pieces_.begin() + static_cast<std::ptrdiff_t>(i);
      std::swap(pieces_[i].gap, pieces_[end - 1].gap);
      std::reverse(first, pieces_.begin() + static_cast<std::ptrdiff_t>(end));
      i = end - 1;
    }
  }

  void join_adverbs() {
    std::vector<Piece> joined;
    for (Piece& piece : pieces_) {
      const bool goes_with = !joined.empty() && joined.back().glossed &&
                             joined.back().word_class == WordClass::kAdverb && piece.glossed &&
                             piece.word_class == WordClass::kAdjective && piece.gap == " ";
      if (goes_with) {
        joined.back().text += " " + piece.text;
        joined.back().word_class = WordClass::kAdjective;
      } else {
        joined.push_back(std::move(piece));
      }
    }
    pieces_ = std::move(joined);
  }

  std::string joined() {
    std::string text;
    for (const Piece& piece : pieces_) text += piece.gap + piece.text;
    // What the words were not read of is left as it is only where it is English's own letters.
    const std::string_view rest = prompt_.substr(std::min(end_, prompt_.size()));
    if (rest.size() <= kReadBytes) text += dropped_.empty() ? plain_gap(rest) : "";
    const size_t first = text.find_first_not_of(" ,;");
    const size_t last = text.find_last_not_of(" ,;");
    return first == std::string::npos ? "" : text.substr(first, last + 1 - first);
  }

  std::string_view prompt_;
  std::vector<PromptWord> words_;
  const GlossTable* latin_;
  std::vector<Piece> pieces_;
  std::string dropped_;  // what stood around words that English drops
  size_t end_ = 0;       // of the prompt that is written
};

}  // namespace

std::string in_english(std::string_view prompt) { return Glossing(prompt).run(); }

}  // namespace continuo
