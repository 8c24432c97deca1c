// What stands in the words of a course, in their order: cues, players, times.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "compose/course.h"
#include "compose/course_words.h"

namespace continuo {

// How strongly a word is parted from the one before it.
enum class Gap { kNone, kComma, kStop };

// What stands at some tokens.
struct Mark {
  std::optional<CueWord> cue;
  std::vector<int> players;
  std::optional<TimeStamp> stamp;
  std::optional<CourseTime> time;
  std::string before;  // the word before a time
  std::string after;   // and the one after it
  Gap gap = Gap::kNone;
  bool joined = false;  // by "and"
  bool colon = false;   // what stands before is a heading
};

std::vector<Mark> marks_of(std::string_view words);

}  // namespace continuo
