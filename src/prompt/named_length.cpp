#include "prompt/named_length.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <vector>

#include "prompt/reading.h"
#include "score/plan.h"

namespace continuo {

namespace {

constexpr double kLongestSeconds = 3600;

constexpr std::string_view kBarUnits = "bar bars measure measures";
constexpr std::string_view kSecondUnits = "s sec secs second seconds sek";
constexpr std::string_view kMinuteUnits = "min mins minute minutes";

// Before a number these make it a place or a period in the piece, not its length.
constexpr std::string_view kPlaces =
    "every each after before first last final next per another until till at from other";
// Behind its unit these say that something else is as long.
constexpr std::string_view kOthers =
    "intro introduction verse verses chorus choruses bridge outro ending coda break breakdown solo "
    "drop build buildup fill phrase phrases vamp riff pattern patterns section sections fade fades "
    "fadeout fadein pause pauses silence rest rests delay reverb tail turnaround pickup";

// Seconds in one unit, or 0.
double unit_seconds(std::string_view word) {
  if (among(word, kSecondUnits)) return 1;
  return among(word, kMinuteUnits) ? 60 : 0;
}

// "808s" are drums, and "the 80s" no 80 seconds, unless it goes on as a length does: "30s of rain".
bool is_decade(const Reading& reading, size_t unit, double number) {
  static constexpr std::array<double, 5> kMachines = {303, 606, 707, 808, 909};
  if (reading.word(unit) != "s" || reading.touches(unit)) return false;
  if (std::find(kMachines.begin(), kMachines.end(), number) != kMachines.end()) return true;
  return number >= 20 && std::fmod(number, 10) == 0 &&
         !reading.is_one_of(unit + 1, "of long loop clip");
}

struct Amount {
  double value = 0;
  size_t begin = 0;  // of the words that say it
};

// The number that ends just before `unit`: of all that do the longest, so that "twenty-four bars"
// are not four.
std::optional<Amount> amount_before(const Reading& reading, size_t unit) {
  constexpr size_t kMostWords = 4;
  if (reading.ends_before(unit)) return std::nullopt;
  for (size_t words = std::min(kMostWords, unit); words > 0; --words) {
    const size_t begin = unit - words;
    const auto number = number_at(reading, begin);
    // "1.5" is two words, "5" its second alone is another number.
    if (number && number->words == words) return Amount{number->value, begin};
  }
  if (reading.is_one_of(unit - 1, "a an")) return Amount{1, unit - 1};
  return std::nullopt;
}

// "half a minute", "a minute and a half", "two and a half minutes"
std::optional<Amount> with_halves(const Reading& reading, size_t unit) {
  if (unit >= 4 && reading.goes(unit - 3, "and a half")) {
    auto whole = amount_before(reading, unit - 3);
    if (whole) whole->value += 0.5;
    return whole;
  }
  auto amount = amount_before(reading, unit);
  if (!amount) return std::nullopt;
  if (amount->begin > 0 && reading.before(amount->begin) == "half") {
    amount->value *= 0.5;
    --amount->begin;
  }
  if (!reading.ends_before(unit + 1) && reading.goes(unit + 1, "and a half")) amount->value += 0.5;
  return amount;
}

// Whether "8 bars", words [begin, unit], is the length of the piece and of nothing within it.
bool is_of_the_piece(const Reading& reading, size_t begin, size_t unit) {
  const bool placed =
      begin > 0 && !reading.ends_before(begin) && reading.is_one_of(begin - 1, kPlaces);
  if (placed) return false;
  if (reading.ends_before(unit + 1)) return true;
  size_t next = unit + 1;
  if (reading.is_one_of(next, "long of")) ++next;
  return !reading.is_one_of(next, kOthers);
}

// "1:30", which is two words.
std::optional<double> clock_at(const Reading& reading, size_t i) {
  if (!is_number(reading.word(i)) || !is_number(reading.word(i + 1))) return std::nullopt;
  if (reading.gap(i + 1) != ":" || reading.word(i + 1).size() != 2) return std::nullopt;
  const double minutes = number_of(reading.word(i));
  const double seconds = number_of(reading.word(i + 1));
  if (seconds >= 60 || reading.word(i).size() > 2) return std::nullopt;
  return 60 * minutes + seconds;
}

// A time on the clock is a length where the words say so, or where it stands in a list alone.
bool is_clock_length(const Reading& reading, size_t i) {
  const size_t end = i + 2;
  if (reading.is_one_of(end, "min mins minutes long")) return !reading.ends_before(end);
  if (i > 0 && reading.is_one_of(i - 1, "length duration lasting lasts runtime long")) return true;
  const auto is_comma = [](std::string_view gap) {
    return gap.find_first_not_of(" \t\r\n,;.!?") == std::string_view::npos;
  };
  return reading.ends_before(i) && reading.ends_before(end) && is_comma(reading.gap(i)) &&
         is_comma(reading.gap(end));
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
  const Reading reading(prompt);
  std::vector<double> bars, seconds;
  for (size_t i = 0; i < reading.size(); ++i) {
    if (const auto clock = clock_at(reading, i)) {
      if (is_clock_length(reading, i)) seconds.push_back(*clock);
      i += reading.is_one_of(i + 2, kMinuteUnits) ? 2 : 1;
      continue;
    }
    const double in_seconds = unit_seconds(reading.word(i));
    if (in_seconds == 0 && !reading.is_one_of(i, kBarUnits)) continue;
    const auto amount = with_halves(reading, i);
    if (!amount || amount->value <= 0 || !is_of_the_piece(reading, amount->begin, i)) continue;
    // "12 bar blues" is a form, not a length; "a second guitar" and "a bar" are neither, and of
    // "90 beats a minute" the minute is not.
    if (in_seconds == 0 && (reading.word(i + 1) == "blues" || reading.before(i) == "a")) continue;
    if (in_seconds == 1 && (amount->value < 2 || is_decade(reading, i, amount->value))) continue;
    if (in_seconds == 60 && amount->begin > 0 && reading.before(amount->begin) == "beats") continue;
    if (in_seconds > 0) {
      seconds.push_back(amount->value * in_seconds);
    } else {
      bars.push_back(amount->value);
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
    if (minutes_and_seconds && total > 0 && total <= kLongestSeconds) length.seconds = total;
  }
  return length;
}

}  // namespace continuo
