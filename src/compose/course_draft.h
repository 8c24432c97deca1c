// The steps of a course as the words name them, before their levels are weighed against each other.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "compose/course.h"
#include "compose/course_words.h"

namespace continuo {

struct CourseDraft {
  CourseStep step;               // what needs no weighing
  std::optional<double> level;   // named
  std::optional<double> target;  // where a rise or fall ends, where that is named
  double rise = 0;               // 1 mentioned, 2 the words alone make a course
  double fall = 0;
  double more = 0;  // steps above what was before, below where negative
  bool most = false;
  bool back = false;
  bool from = false;
  bool waves = false;
  bool begins = false;
  bool ends = false;
  bool ordered = false;   // the words say that it has a place among others
  bool then = false;      // a word says that it comes after what stands before it
  bool contrast = false;  // it cannot be the same moment as what stands before it
};

struct CourseDrafts {
  std::vector<CourseDraft> steps;
  std::optional<CourseTime> length;
  std::vector<Gesture> ending;
  bool timed = false;
};

CourseDrafts draft_course(std::string_view words);

}  // namespace continuo
