// What a user asks for: words, and what they fix beside the words.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "prompt/named.h"
#include "score/plan.h"

namespace continuo {

// Given fields win; the rest is read from the words.
struct Wish {
  std::string prompt;
  PartialPlan given;
  std::vector<int> instruments;  // programs whose roles stay open; used where given.parts is absent
  std::optional<int> bars;       // whole length, where the sections are not given
  std::optional<double> seconds;  // likewise, rounded to whole bars
  Named named;                    // bounds on what is not given (compose/named_wish.h)
};

}  // namespace continuo
