// The length that a prompt names outright: "16 bars", "30 seconds", "a minute and a half", "1:30".
#pragma once

#include <optional>
#include <string_view>

namespace continuo {

struct NamedLength {
  std::optional<int> bars;
  std::optional<double> seconds;
};

// Nothing where the words name no length, or a length or a place within the piece ("an 8 bar
// intro", "every 4 bars", "at 2:30"), or name two. Bars go before seconds. A number that no plan can have (0 bars) is not a length.
NamedLength named_length(std::string_view prompt);

// The number that a word spells, or 0: "16", "sixteen", "a".
double number_of(std::string_view word);

}  // namespace continuo
