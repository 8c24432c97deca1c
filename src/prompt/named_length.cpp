#include "prompt/named_length.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <string>
#include <vector>

#include "score/plan.h"
#include "score/words.h"

namespace continuo {

namespace {

constexpr double kLongestSeconds = 3600;

std::vector<std::string> split(const std::string& text) {
  std::vector<std::string> words;
  size_t begin = 0;
  while (begin < text.size()) {
    const size_t end = std::min(text.find(' ', begin), text.size());
    if (end > begin) words.push_back(text.substr(begin, end - begin));
    begin = end + 1;
  }
  return words;
}

template <size_t N>
bool is_one_of(std::string_view word, const std::array<std::string_view, N>& words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

bool is_bar_unit(std::string_view word) {
  return is_one_of(word, std::array<std::string_view, 4>{"bar", "bars", "measure", "measures"});
}

// Seconds in one unit, or 0.
double unit_seconds(std::string_view word) {
  static constexpr std::array<std::string_view, 6> kSeconds = {"s",      "sec",     "secs",
                                                               "second", "seconds", "sek"};
  static constexpr std::array<std::string_view, 4> kMinutes = {"min", "mins", "minute", "minutes"};
  if (is_one_of(word, kSeconds)) return 1;
  return is_one_of(word, kMinutes) ? 60 : 0;
}

bool is_section(std::string_view word) {
  static constexpr std::array<std::string_view, 20> kSections = {
      "intro", "introduction", "verse",  "verses",  "chorus",    "choruses", "bridge",
      "outro", "ending",       "coda",   "break",   "breakdown", "solo",     "drop",
      "build", "fill",         "phrase", "phrases", "vamp",      "riff"};
  return is_one_of(word, kSections);
}

// "808s" are drums, and "the 80s" no 80 seconds, unless it goes on as a length does: "30s of rain".
bool is_decade(double number, std::string_view unit, std::string_view next) {
  static constexpr std::array<std::string_view, 4> kOfLengths = {"of", "long", "loop", "clip"};
  static constexpr std::array<double, 5> kMachines = {303, 606, 707, 808, 909};
  if (unit == "s" && std::find(kMachines.begin(), kMachines.end(), number) != kMachines.end())
    return true;
  return unit == "s" && number >= 20 && std::fmod(number, 10) == 0 && !is_one_of(next, kOfLengths);
}

// "30s" is a number and its unit in one word.
std::vector<std::string> with_units_apart(const std::vector<std::string>& words) {
  std::vector<std::string> result;
  for (const std::string& word : words) {
    const size_t digits = std::min(word.find_first_not_of("0123456789"), word.size());
    const std::string unit = word.substr(digits);
    if (digits > 0 && (unit_seconds(unit) > 0 || is_bar_unit(unit))) {
      result.push_back(word.substr(0, digits));
      result.push_back(unit);
    } else {
      result.push_back(word);
    }
  }
  return result;
}

}  // namespace

double number_of(std::string_view word) {
  static constexpr std::array<std::string_view, 17> kSmall = {
      "",     "one", "two",    "three",  "four",     "five",     "six",     "seven",  "eight",
      "nine", "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen"};
  static constexpr std::array<std::pair<std::string_view, int>, 8> kMore = {{{"a", 1},
                                                                             {"an", 1},
                                                                             {"twenty", 20},
                                                                             {"thirty", 30},
                                                                             {"forty", 40},
                                                                             {"ninety", 90},
                                                                             {"sixty", 60},
                                                                             {"half", 0}}};
  int number = 0;
  const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), number);
  if (error == std::errc() && end == word.data() + word.size()) return number;
  for (size_t i = 1; i < kSmall.size(); ++i) {
    if (word == kSmall[i]) return static_cast<double>(i);
  }
  for (const auto& [name, value] : kMore) {
    if (word == name) return value;
  }
  return 0;
}

NamedLength named_length(std::string_view prompt) {
  const std::vector<std::string> words = with_units_apart(split(plain_words(prompt)));
  const auto word = [&](size_t i) { return i < words.size() ? std::string_view(words[i]) : ""; };
  std::vector<double> bars, seconds;
  for (size_t unit = 1; unit < words.size(); ++unit) {
    const double in_seconds = unit_seconds(words[unit]);
    if (in_seconds == 0 && !is_bar_unit(words[unit])) continue;
    double number = number_of(words[unit - 1]);
    // "half a minute", "a minute and a half", "two and a half minutes"
    const bool half_before = unit >= 2 && words[unit - 2] == "half";
    const bool half_after =
        word(unit + 1) == "and" && word(unit + 2) == "a" && word(unit + 3) == "half";
    if (word(unit - 1) == "half" && unit >= 4 && word(unit - 2) == "a" && word(unit - 3) == "and") {
      number = number_of(words[unit - 4]) + 0.5;
    } else if (half_before) {
      number *= 0.5;
    }
    if (half_after) number += 0.5;
    if (number <= 0) continue;
    // "12 bar blues" is a form, not a length; "a second guitar" and "a bar" are neither.
    if (in_seconds == 0 && (word(unit + 1) == "blues" || word(unit - 1) == "a")) continue;
    if (in_seconds == 1 && (number < 2 || is_decade(number, words[unit], word(unit + 1)))) continue;
    if (is_section(word(unit + 1)) || (word(unit + 1) == "long" && is_section(word(unit + 2)))) {
      continue;
    }
    if (in_seconds > 0) {
      seconds.push_back(number * in_seconds);
    } else {
      bars.push_back(number);
    }
  }
  NamedLength length;
  if (bars.size() == 1 && bars[0] <= kMaxPlanBars && bars[0] == std::floor(bars[0])) {
    length.bars = static_cast<int>(bars[0]);
  } else if (bars.empty() && !seconds.empty() && seconds.size() <= 2) {
    // "1 minute 30 seconds"
    double total = 0;
    for (const double part : seconds) total += part;
    const bool minutes_and_seconds = seconds.size() == 1 || (seconds[0] >= 60 && seconds[1] < 60);
    if (minutes_and_seconds && total <= kLongestSeconds) length.seconds = total;
  }
  return length;
}

}  // namespace continuo
