// How long each step of a course lasts.
#include <algorithm>
#include <cmath>
#include <numeric>

#include "compose/course_plan.h"
#include "compose/course_words.h"

namespace continuo {

namespace {

constexpr double kShortest_s = 32;  // of a piece whose length nobody names
constexpr double kLongest_s = 150;

// Bars that a step takes where nobody says.
double usual_bars(const CourseStep& step) {
  if (step.silent) return 1;
  if (step.kind) return habit_of(*step.kind).bars;
  return 8;
}

// Bars of each step, not yet whole; `fixed` where the words say them.
struct Lengths {
  std::vector<double> bars;
  std::vector<char> fixed;
};

Lengths lengths_of(const Course& course, const Plan& plan, std::optional<int> whole) {
  const double bar_s = bar_seconds(plan);
  const auto bars_of = [&](const CourseTime& time) {
    return time.in_bars ? time.value : time.value / bar_s;
  };
  const size_t count = course.steps.size();
  Lengths lengths{std::vector<double>(count), std::vector<char>(count, 0)};
  for (size_t i = 0; i < count; ++i) {
    const CourseStep& step = course.steps[i];
    lengths.bars[i] = usual_bars(step);
    if (step.length) {
      lengths.bars[i] = bars_of(*step.length);
      lengths.fixed[i] = 1;
    } else if (step.share > 0 && whole) {
      lengths.bars[i] = step.share * *whole;
      lengths.fixed[i] = 1;
    }
  }
  // Where a step begins says how long those before it last together.
  size_t first = 0;
  double at = 0;
  for (size_t i = 0; i <= count; ++i) {
    const bool end = i == count;
    const std::optional<CourseTime> begin =
        end ? (course.length ? course.length : std::optional<CourseTime>()) : course.steps[i].begin;
    if (!begin || (i == 0)) continue;
    double open = 0;
    double taken = at;
    for (size_t k = first; k < i; ++k) (lengths.fixed[k] ? taken : open) += lengths.bars[k];
    const double room = bars_of(*begin) - taken;
    if (open > 0 && room > 0) {
      for (size_t k = first; k < i; ++k) {
        if (lengths.fixed[k]) continue;
        lengths.bars[k] *= room / open;
        lengths.fixed[k] = 1;
      }
    }
    if (!end) {
      at = bars_of(*begin);
      first = i;
    }
  }
  // A step of no known length is about as long as those that have one.
  double known = 0;
  int steps = 0;
  for (size_t i = 0; i < count; ++i) {
    if (!lengths.fixed[i]) continue;
    known += lengths.bars[i];
    ++steps;
  }
  for (size_t i = 0; i < count && steps > 0; ++i) {
    if (!lengths.fixed[i] && !course.steps[i].kind && !course.steps[i].silent)
      lengths.bars[i] = std::clamp(known / steps, 2.0, 16.0);
    // What all leads to stays longer.
    const bool arrives = i + 1 == count && count > 1 && course.steps[i].from > 4.5;
    if (!lengths.fixed[i] && arrives && steps > 0) lengths.bars[i] *= 1.6;
  }
  return lengths;
}

}  // namespace

double bar_seconds(const Plan& plan) {
  return plan.metre.bar_ticks() * 60.0 / (kTicksPerQuarter * plan.bpm);
}

std::vector<int> bars_of_steps(const Course& course, const Plan& plan, std::optional<int> whole) {
  Lengths lengths = lengths_of(course, plan, whole);
  const size_t count = lengths.bars.size();
  const double sum = std::accumulate(lengths.bars.begin(), lengths.bars.end(), 0.0);
  double open = 0;
  for (size_t i = 0; i < count; ++i) open += lengths.fixed[i] ? 0 : lengths.bars[i];
  double total = sum;
  if (whole) {
    total = *whole;
  } else if (open > 0) {
    const double wanted = std::clamp(sum, kShortest_s / bar_seconds(plan),
                                     std::max(sum - open, kLongest_s / bar_seconds(plan)));
    total = std::max(wanted, sum - open + static_cast<double>(count));
  }
  total =
      std::clamp(std::round(total), static_cast<double>(count), static_cast<double>(kMaxPlanBars));
  // Open steps stretch; where there are none, or no room for them, all do.
  const double room = total - (sum - open);
  const bool stretch_open = open > 0 && room >= 0.25 * open;
  std::vector<int> bars;
  double at = 0;
  int written = 0;
  for (size_t i = 0; i < count; ++i) {
    const bool stretches = !stretch_open || !lengths.fixed[i];
    const double factor = stretch_open ? room / open : total / sum;
    at += lengths.bars[i] * (stretches ? factor : 1.0);
    const int left = static_cast<int>(count - i) - 1;
    const int most = static_cast<int>(total) - written - left;
    const int end = i + 1 == count ? static_cast<int>(total) : static_cast<int>(std::lround(at));
    bars.push_back(std::clamp(end - written, 1, std::max(1, most)));
    written += bars.back();
  }
  return bars;
}

}  // namespace continuo
