// Levels: each step weighed against those around it.
#include "compose/course.h"

#include <algorithm>
#include <cmath>

#include "compose/course_draft.h"
#include "score/instrument.h"

namespace continuo {

namespace {

constexpr double kLowest = 0.3;
constexpr double kHighest = 7;
constexpr double kMiddleLevel = 3.7;

// The level that a step has by itself.
std::optional<double> own_level(const CourseDraft& draft) {
  if (draft.level) {
    const bool bare = !draft.step.alone.empty() && *draft.level < 5;
    return bare ? std::min(*draft.level, 2.5) : *draft.level;
  }
  if (draft.step.everybody) return 6.3;
  if (!draft.step.alone.empty()) return 1.7;
  if (draft.step.kind) return habit_of(*draft.step.kind).level;
  return std::nullopt;
}

class Levels {
 public:
  explicit Levels(std::vector<CourseDraft>& drafts) : drafts_(drafts) {}

  void weigh() {
    for (size_t i = 0; i < drafts_.size(); ++i) weigh(i);
  }

 private:
  void weigh(size_t i) {
    CourseDraft& draft = drafts_[i];
    CourseStep& step = draft.step;
    const std::optional<double> own = own_level(draft);
    const double before = i > 0 ? drafts_[i - 1].step.to : 0;
    double level = 0;
    if (draft.most) {
      level = std::max(own.value_or(6), highest_ + 0.8);
    } else if (draft.back && !own) {
      level = i >= 2 ? drafts_[i - 2].step.from : i == 1 ? drafts_[0].step.from + 1 : 4;
      level += 0.6 * draft.more;
    } else if (draft.more != 0 && i > 0 && (!own || step.kind)) {
      level = own && !draft.level ? *own + 0.5 * draft.more : before + 1.5 * draft.more;
    } else if (!step.enters.empty() && !draft.level && !step.kind && i > 0) {
      // Who comes in adds to what was there.
      const bool drums = std::any_of(step.enters.begin(), step.enters.end(),
                                     [](const AnyOf& who) { return who == AnyOf{kDrumKit}; });
      level = std::max(before, std::min(before + (drums ? 2.2 : 1.2), 6.5));
      if (step.everybody) level = std::max(level, 6.3);
    } else if (!step.leaves.empty() && !own && i > 0) {
      level = before - 1.6;
    } else {
      level = own.value_or(i > 0 ? before : first_guess(draft, next_level(i)));
    }
    if (!step.leaves.empty() && step.kind) level = std::min(level, *own_level(draft)) - 0.8;
    level = std::clamp(level, kLowest, kHighest);
    step.from = step.to = level;
    step.silent = draft.level && *draft.level == 0 && draft.rise == 0 && draft.fall == 0 &&
                  step.enters.empty() && step.alone.empty();
    if (draft.rise > 0 || draft.fall > 0 || (draft.from && draft.target)) ramp(i, own, level);
    step.from = std::clamp(step.from, kLowest, kHighest);
    step.to = std::clamp(step.to, kLowest, kHighest);
    highest_ = std::max({highest_, step.from, step.to});
  }

  // Of a first step that says nothing of itself: the contrast to what comes next.
  static double first_guess(const CourseDraft& draft, std::optional<double> next) {
    if (draft.rise > 0) return 1.5;
    if (draft.fall > 0) return 6;
    if (next && *next >= 5.5) return 2;
    if (next && *next <= 2.5) return 5.5;
    return draft.step.enters.empty() ? 3.5 : 2.5;
  }

  // What the next step has by itself, where it says so.
  std::optional<double> next_level(size_t i) const {
    return i + 1 < drafts_.size() ? own_level(drafts_[i + 1]) : std::nullopt;
  }

  void ramp(size_t i, std::optional<double> own, double level) {
    CourseDraft& draft = drafts_[i];
    CourseStep& step = draft.step;
    const bool alone = drafts_.size() == 1 || (i == 0 && draft.target);
    const bool up = draft.from && draft.target ? *draft.target > level
                                               : draft.rise > 0 && draft.rise >= draft.fall;
    const double before = i > 0 ? drafts_[i - 1].step.to : level;
    step.from = draft.from || i == 0 ? level : before;
    const std::optional<double> next = next_level(i);
    if (draft.target) {
      step.to = *draft.target;
    } else if (up) {
      // A level beside a rise is where it leads, unless it leads on.
      const double least = step.from + (alone || i + 1 == drafts_.size() ? 4 : 2);
      step.to = std::max(own && i > 0 && *own > step.from ? *own : 0, least);
      if (next && *next > step.from + 1) step.to = std::min(std::max(step.to, *next - 0.3), *next);
    } else {
      if (i == 0) step.from = std::max(level, draft.level ? level : 6.0);
      step.to = std::min(own && i > 0 ? *own : kHighest, step.from - 2);
      const bool last = i + 1 == drafts_.size();
      if (last) step.to = std::min(step.to, 1.0);
      if (next && *next < step.from) step.to = std::max(*next, step.to - 2);
    }
  }

  std::vector<CourseDraft>& drafts_;
  double highest_ = 0;
};

// "Swells and recedes, three times": a rise and a fall each time, a little higher each.
void lay_waves(std::vector<CourseDraft>& drafts) {
  constexpr int kTimes = 3;
  for (size_t i = 0; i < drafts.size(); ++i) {
    if (!drafts[i].waves) continue;
    // "The strings swell and recede in waves": the swell is said twice.
    const auto bare = [](const CourseDraft& draft) {
      return (draft.rise > 0 || draft.fall > 0) && !draft.level && !draft.step.kind;
    };
    for (; i > 0 && bare(drafts[i - 1]); --i)
      drafts.erase(drafts.begin() + static_cast<std::ptrdiff_t>(i) - 1);
    std::vector<CourseDraft> waves;
    for (int time = 0; time < kTimes; ++time) {
      CourseDraft up = drafts[i];
      up.waves = false;
      up.rise = 2;
      up.fall = 0;
      up.from = true;
      up.level = 1.8;
      up.target = std::min(kHighest, 4.2 + 1.3 * time);
      CourseDraft down = up;
      down.rise = 0;
      down.fall = 2;
      down.level = up.target;
      down.target = 1.8;
      waves.push_back(up);
      waves.push_back(down);
    }
    drafts.erase(drafts.begin() + static_cast<std::ptrdiff_t>(i));
    drafts.insert(drafts.begin() + static_cast<std::ptrdiff_t>(i), waves.begin(), waves.end());
    return;
  }
}

// What stands in the middle is followed by what came before it.
void close_the_arch(std::vector<CourseDraft>& drafts) {
  if (drafts.size() == 2 && drafts[1].step.middle && !drafts[1].begins) drafts.push_back(drafts[0]);
  if (drafts.size() > 1 && drafts[0].step.middle) {
    CourseDraft before;
    before.begins = true;
    before.level = drafts[0].level.value_or(4) < kMiddleLevel ? 5.8 : 2;
    drafts.insert(drafts.begin(), before);
  }
}

// A mere description before the first step that has a place ("post rock with guitars: quiet ...").
void drop_the_heading(std::vector<CourseDraft>& drafts) {
  const auto says_something = [](const CourseDraft& draft) {
    return draft.ordered || draft.begins || draft.level || draft.step.everybody ||
           !draft.step.alone.empty();
  };
  // What the next step changes is what the heading was.
  const auto changes = [](const CourseDraft& draft) {
    const bool later = draft.step.begin && draft.step.begin->value > 0;
    return later || draft.back || !draft.step.leaves.empty() ||
           (!draft.step.enters.empty() && draft.ordered);
  };
  while (drafts.size() > 1 && !says_something(drafts[0]) && !changes(drafts[1]))
    drafts.erase(drafts.begin());
}

bool is_course(const std::vector<CourseDraft>& drafts) {
  const bool contrasts = drafts.size() >= 3;
  const auto ordered = std::count_if(drafts.begin(), drafts.end(), [&](const CourseDraft& draft) {
    return draft.ordered || draft.begins || draft.ends || draft.step.begin ||
           (contrasts && draft.contrast);
  });
  if (drafts.size() >= 2 && ordered >= 2) return true;
  for (size_t i = 1; i < drafts.size(); ++i) {
    const CourseDraft& draft = drafts[i];
    if (!draft.step.enters.empty() && draft.ordered) return true;
    if (!draft.step.leaves.empty() || draft.back || draft.step.middle) return true;
    if (draft.then && (draft.level || draft.more != 0 || draft.rise > 0 || draft.fall > 0 ||
                       draft.step.everybody || !draft.step.alone.empty()))
      return true;
  }
  return std::any_of(drafts.begin(), drafts.end(), [](const CourseDraft& draft) {
    return draft.rise >= 2 || draft.fall >= 2 || draft.waves ||
           (draft.from && draft.level && (draft.target || draft.rise > 0 || draft.fall > 0));
  });
}

}  // namespace

bool CourseStep::has(Gesture gesture) const {
  return std::find(gestures.begin(), gestures.end(), gesture) != gestures.end();
}

std::optional<Course> read_course(std::string_view words) {
  CourseDrafts read = draft_course(words);
  Course course;
  course.length = read.length;
  course.timed = read.timed;
  course.ending = read.ending;
  std::sort(course.ending.begin(), course.ending.end());
  course.ending.erase(std::unique(course.ending.begin(), course.ending.end()), course.ending.end());
  std::vector<CourseDraft>& drafts = read.steps;
  const bool course_told = is_course(drafts);
  if (!course_told) {
    if (course.ending.empty()) return std::nullopt;
    return course;
  }
  drop_the_heading(drafts);
  lay_waves(drafts);
  close_the_arch(drafts);
  Levels(drafts).weigh();
  for (CourseDraft& draft : drafts) {
    // An ending that is nothing but an ending is no step of its own.
    const bool bare = draft.ends && !draft.level && draft.rise == 0 && draft.fall == 0 &&
                      !draft.step.kind && draft.step.enters.empty() && draft.step.alone.empty() &&
                      !draft.step.everybody && draft.more == 0 && !draft.step.begin;
    if (bare && &draft != &drafts.front()) continue;
    course.steps.push_back(std::move(draft.step));
  }
  return course;
}

}  // namespace continuo
