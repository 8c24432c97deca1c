#include "prompt/reading.h"

#include <array>
#include <charconv>

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

}  // namespace

Reading::Reading(std::string_view text) : text_(text), words_(prompt_words(text)) {
  for (PromptWord& word : words_) word.text = std::string(spelt(word.text));
}

std::string_view Reading::gap(size_t i) const {
  if (i >= size()) return {};
  if (i == 0) return text_.substr(0, words_[0].begin);
  return text_.substr(words_[i - 1].end, words_[i].begin - words_[i - 1].end);
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
  const std::string_view first = reading.word(at);
  if (is_number(first)) {
    const std::string_view point = reading.gap(at + 1);
    const bool decimal = (point == "." || point == ",") && is_number(reading.word(at + 1)) &&
                         reading.word(at + 1).size() == 1;
    if (!decimal) return SpokenNumber{digits(first), 1};
    return SpokenNumber{digits(first) + digits(reading.word(at + 1)) / 10, 2};
  }
  double total = 0;
  double part = 0;
  size_t count = 0;
  while (count < 6) {
    const std::string_view word = reading.word(at + count);
    if (const auto small = index_in(kSmall, word)) {
      part += *small;
    } else if (const auto tens = index_in(kTens, word)) {
      part += 10 * *tens;
    } else if (word == "hundred" && count > 0) {
      total += 100 * part;
      part = 0;
    } else if (word == "and" && total > 0 && number_at(reading, at + count + 1)) {
      ++count;
      continue;
    } else {
      break;
    }
    ++count;
  }
  if (count == 0) return std::nullopt;
  return SpokenNumber{total + part, count};
}

}  // namespace continuo
