// The course over time that words describe: "starting soft, then drums enter, building to a climax".
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "score/plan.h"

namespace continuo {

// A time or a length: seconds, or bars.
struct CourseTime {
  double value = 0;
  bool in_bars = false;
};

// Any one of these instruments is meant.
using AnyOf = std::vector<int>;

struct CourseStep {
  std::optional<SectionKind> kind;  // where it is named
  double from = 4;                  // level at its beginning, 0..7
  double to = 4;                    // and at its end
  std::optional<CourseTime> begin;  // from the start of the piece
  std::optional<CourseTime> length;
  double share = 0;  // of the piece, where that is said ("the first half")
  bool middle = false;
  std::vector<AnyOf> enters;  // who comes in, at the latest here
  std::vector<AnyOf> leaves;
  std::vector<AnyOf> alone;  // nobody else, where there are any
  bool everybody = false;
  bool silent = false;  // nobody
  double tempo = 1;     // of the plan's, at its beginning
  double tempo_to = 1;  // and at its end
  std::vector<Gesture> gestures;

  bool has(Gesture gesture) const;
};

struct Course {
  std::vector<CourseStep> steps;     // in order; none where only the ending is told
  std::vector<Gesture> ending;       // kCut, kRing
  std::optional<CourseTime> length;  // of the piece, where it is named
  bool timed = false;                // the words say when something happens, or for how long
};

// Nothing where the words tell no order in time: they describe the piece as a whole.
std::optional<Course> read_course(std::string_view words);

// "[0:10 - 0:25]" or "0:40" at `at`: seconds, and where the text goes on.
struct TimeStamp {
  double begin_s = 0;
  std::optional<double> end_s;
  size_t after = 0;
};
std::optional<TimeStamp> stamp_at(std::string_view text, size_t at);

}  // namespace continuo
