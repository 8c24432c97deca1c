#include "prompt/reading.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <iterator>

#include "prompt/spelling.h"

namespace continuo {

namespace {

constexpr std::array<std::string_view, 20> kSmall = {
    "zero",     "one",     "two",     "three",     "four",     "five",    "six",
    "seven",    "eight",   "nine",    "ten",       "eleven",   "twelve",  "thirteen",
    "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"};
constexpr std::array<std::string_view, 10> kTens = {
    "", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"};

template <size_t N>
std::optional<int> index_in(const std::array<std::string_view, N>& words, std::string_view word) {
  for (size_t i = 0; i < N; ++i) {
    if (!word.empty() && words[i] == word) return static_cast<int>(i);
  }
  return std::nullopt;
}

double digits(std::string_view word) {
  int value = 0;
  std::from_chars(word.data(), word.data() + word.size(), value);
  return value;
}

// "92.5" is two words; a comma may be one between two numbers, so that but one digit follows it.
std::optional<SpokenNumber> written_number(const Reading& reading, size_t at) {
  if (!is_number(reading.word(at))) return std::nullopt;
  const SpokenNumber whole{digits(reading.word(at)), 1};
  const std::string_view point = reading.gap(at + 1);
  const std::string_view decimals = reading.word(at + 1);
  const size_t most = point == "." ? 3 : point == "," ? 1 : 0;
  if (!is_number(decimals) || decimals.size() > most) return whole;
  return SpokenNumber{
      whole.value + digits(decimals) / std::pow(10.0, static_cast<double>(decimals.size())), 2};
}

// "seven", "ninety", "forty five".
std::optional<SpokenNumber> below_hundred(const Reading& reading, size_t at) {
  if (const auto small = index_in(kSmall, reading.word(at)))
    return SpokenNumber{static_cast<double>(*small), 1};
  const auto tens = index_in(kTens, reading.word(at));
  if (!tens) return std::nullopt;
  const auto ones = index_in(kSmall, reading.word(at + 1));
  if (!ones || *ones == 0 || *ones > 9 || reading.ends_before(at + 1))
    return SpokenNumber{10.0 * *tens, 1};
  return SpokenNumber{10.0 * *tens + *ones, 2};
}

}  // namespace

Reading::Reading(std::string_view text) : text_(text), words_(prompt_words(text)) {
  for (PromptWord& word : words_) word.text = std::string(spelt(word.text));
}

std::string_view Reading::gap(size_t i) const {
  if (i > size()) return {};
  const size_t begin = i == 0 ? 0 : words_[i - 1].end;
  return text_.substr(begin, (i == size() ? text_.size() : words_[i].begin) - begin);
}

bool Reading::all_capitals(size_t i) const {
  if (i >= size() || words_[i].end < words_[i].begin + 2) return false;
  const std::string_view own = text_.substr(words_[i].begin, words_[i].end - words_[i].begin);
  return std::all_of(own.begin(), own.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
}

bool Reading::touches(size_t i) const {
  return i > 0 && i < size() && !words_[i].after_break && !gap(i).empty() &&
         plain_gap(gap(i)).find_first_not_of(" \t") == std::string::npos;
}

bool Reading::is_one_of(size_t i, std::string_view spaced_words) const {
  return i < size() && among(words_[i].text, spaced_words);
}

bool Reading::goes(size_t i, std::string_view spaced_words) const {
  for (size_t at = 0; at < spaced_words.size(); ++i) {
    const size_t end = std::min(spaced_words.find(' ', at), spaced_words.size());
    if (word(i) != spaced_words.substr(at, end - at)) return false;
    at = end + 1;
  }
  return true;
}

std::string Reading::joined(size_t begin, size_t count) const {
  std::string text;
  for (size_t i = begin; i < begin + count && i < size(); ++i) {
    if (i > begin) text += ' ';
    text += words_[i].text;
  }
  return text;
}

bool among(std::string_view word, std::string_view spaced_words) {
  for (size_t at = 0; at < spaced_words.size();) {
    const size_t end = std::min(spaced_words.find(' ', at), spaced_words.size());
    if (!word.empty() && spaced_words.substr(at, end - at) == word) return true;
    at = end + 1;
  }
  return false;
}

std::optional<SpokenNumber> number_at(const Reading& reading, size_t at) {
  if (const auto written = written_number(reading, at)) return written;
  std::optional<SpokenNumber> number = below_hundred(reading, at);
  if (reading.word(at) == "a" && reading.word(at + 1) == "hundred") number = SpokenNumber{1, 1};
  if (!number || number->value < 1 || number->value > 9) return number;
  size_t next = at + number->words;
  if (reading.word(next) != "hundred" || reading.ends_before(next)) return number;
  number = SpokenNumber{100 * number->value, number->words + 1};
  ++next;
  if (reading.ends_before(next)) return number;
  if (reading.word(next) == "and") ++next;
  const auto rest = below_hundred(reading, next);
  if (rest && !reading.ends_before(next))
    number = SpokenNumber{number->value + rest->value, next - at + rest->words};
  return number;
}

bool is_denied(const Reading& reading, size_t at) {
  constexpr int kMostFillers = 4;  // "not in any real": a longer row is no sentence
  constexpr std::string_view kFillers = "a an any the other in like real more";
  constexpr std::string_view kNegators =
      "no not without minus sans avoid avoiding except excluding exclude lacking nor neither never "
      "remove skip nothing unlike non";
  constexpr std::string_view kPairs[] = {
      "instead of", "rather than", "free of",  "leave out", "devoid of",    "other than",
      "apart from", "t use",       "t want",   "t need",    "t add",        "t like",
      "t include",  "t have",      "not use",  "not want",  "not need",     "not add",
      "not like",   "not include", "not have", "not with",  "isn t",        "aren t",
      "w o",        "don t",       "no need",  "need no",   "anything but", "everything but",
      "all but"};
  for (int filler = 0; filler < kMostFillers; ++filler) {
    if (at > 0 && !reading.ends_before(at) && reading.is_one_of(at - 1, kFillers)) --at;
  }
  if (at == 0 || reading.ends_before(at)) return false;
  if (reading.is_one_of(at - 1, kNegators)) {
    const std::string_view before = at > 1 ? reading.word(at - 2) : std::string_view();
    const bool turned = reading.word(at - 1) == "not" ? before == "why" : before == "not";
    return !turned;  // "why not", "not without"
  }
  if (at > 2 && reading.goes(at - 3, "no need for")) return true;
  return at > 1 && std::any_of(std::begin(kPairs), std::end(kPairs),
                               [&](std::string_view pair) { return reading.goes(at - 2, pair); });
}

bool goes_on_denied(const Reading& reading, size_t end, size_t begin) {
  if (begin != end + 1) return false;
  // "noch" is German for more, too, but not behind what was denied.
  return reading.is_one_of(end, "or nor noch") ||
         (reading.word(end) == "and" && !reading.ends_before(end));
}

}  // namespace continuo
