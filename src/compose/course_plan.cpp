#include "compose/course_plan.h"

#include <algorithm>
#include <cmath>

#include "compose/course_players.h"
#include "compose/course_words.h"
#include "prompt/named_length.h"
#include "score/instrument.h"

namespace continuo {

namespace {

constexpr int kPieceOfRamp = 4;      // bars
constexpr int kLongestSection = 16;  // bars: a course has phrases

int level_of(double level) {
  return std::clamp(static_cast<int>(std::lround(level)), 0, kLevelCount - 1);
}

bool is_ramp(const CourseStep& step) {
  return std::abs(step.to - step.from) >= 0.8 || step.tempo != step.tempo_to;
}

// The kind of a section whose kind nobody named.
SectionKind kind_for(const std::vector<CourseStep>& steps, size_t index, double level) {
  using K = SectionKind;
  if (steps[index].kind) return *steps[index].kind;
  const bool only = steps.size() == 1;
  if (index == 0 && !only && level <= 3) return K::kIntro;
  if (index + 1 == steps.size() && !only && level <= 3) return K::kOutro;
  if (level >= 5.8) return K::kChorus;
  return K::kTheme;
}

// Sections of one step.
class StepWriter {
 public:
  StepWriter(const Course& course, const Plan& plan) : steps_(course.steps), plan_(plan) {}

  void write(size_t index, int bars, std::vector<Section>& sections) const {
    const CourseStep& step = steps_[index];
    const size_t first = sections.size();
    if (step.has(Gesture::kFadeOut)) {
      write_fade(index, bars, sections);
    } else if (is_ramp(step)) {
      write_ramp(index, bars, sections);
    } else {
      write_level(index, bars, sections);
    }
    for (const Gesture gesture : step.gestures) {
      // A fill leads into its step.
      if (gesture == Gesture::kFadeOut) continue;
      if (gesture == Gesture::kFill && first == 0) continue;
      sections[gesture == Gesture::kFill ? first - 1 : first].gestures.push_back(gesture);
    }
  }

 private:
  Section section(SectionKind kind, int bars, double level, double tempo) const {
    Section made{kind, bars, level_of(level), level_of(level)};
    const int bpm = std::clamp(static_cast<int>(std::lround(plan_.bpm * tempo)), kMinBpm, kMaxBpm);
    if (bpm != plan_.bpm) made.bpm = bpm;
    return made;
  }

  void write_level(size_t index, int bars, std::vector<Section>& sections) const {
    const CourseStep& step = steps_[index];
    const SectionKind kind = kind_for(steps_, index, step.from);
    for (int left = bars; left > 0;) {
      const int piece = left > kLongestSection ? std::max(8, kLongestSection / 2) : left;
      sections.push_back(section(kind, piece, step.from, step.tempo));
      left -= piece;
    }
  }

  // The music goes on as it was and fades; what is soft already falls no further.
  void write_fade(size_t index, int bars, std::vector<Section>& sections) const {
    const CourseStep& step = steps_[index];
    for (int left = bars; left > 0;) {
      const int piece =
          left > kLongestSection ? std::min(left - kLongestSection, kMaxSectionBars) : left;
      Section made = section(step.kind.value_or(SectionKind::kOutro), piece,
                             std::max(step.from, 2.0) - 0.7, step.tempo);
      if (piece == left) made.gestures.push_back(Gesture::kFadeOut);
      sections.push_back(std::move(made));
      left -= piece;
    }
  }

  void write_ramp(size_t index, int bars, std::vector<Section>& sections) const {
    const CourseStep& step = steps_[index];
    const bool up = step.to > step.from;
    const int pieces = std::clamp((bars + kPieceOfRamp / 2) / kPieceOfRamp, bars >= 2 ? 2 : 1, 16);
    // The last piece glides on where what follows lies in the same direction.
    bool on = false;
    if (index + 1 < steps_.size()) {
      const double next = steps_[index + 1].from;
      on = up ? next >= step.to - 0.6 : next <= step.to + 0.6;
    }
    const int spans = on ? pieces : std::max(1, pieces - 1);
    int written = 0;
    for (int piece = 0; piece < pieces; ++piece) {
      const int until = bars * (piece + 1) / pieces;
      const double along = std::min(1.0, static_cast<double>(piece) / spans);
      const double level = pieces == 1 && !on ? step.to : std::lerp(step.from, step.to, along);
      const double tempo = step.tempo * std::pow(step.tempo_to / step.tempo, along);
      Section made = section(kind_in_ramp(index, up, level, until - written, bars - until),
                             until - written, level, tempo);
      made.glide = on || piece + 1 < pieces;
      written = until;
      sections.push_back(std::move(made));
    }
  }

  // A long rise is the theme growing; its last bars before what it leads to are a build.
  SectionKind kind_in_ramp(size_t index, bool up, double level, int bars, int bars_after) const {
    using K = SectionKind;
    const CourseStep& step = steps_[index];
    if (step.kind) return *step.kind;
    const bool leads = index + 1 < steps_.size() && steps_[index + 1].from >= step.to - 0.6;
    if (up && leads && bars_after + bars <= 8) return K::kBuild;
    if (!up && index + 1 == steps_.size() && level <= 3) return K::kOutro;
    return K::kTheme;
  }

  const std::vector<CourseStep>& steps_;
  const Plan& plan_;
};

void rest_everywhere(std::vector<Section>& sections, int program) {
  for (Section& section : sections) {
    section.tacet.push_back(program);
    std::sort(section.tacet.begin(), section.tacet.end());
    section.tacet.erase(std::unique(section.tacet.begin(), section.tacet.end()),
                        section.tacet.end());
  }
}

void end_with(std::vector<Section>& sections, const std::vector<Gesture>& gestures) {
  if (sections.empty()) return;
  std::vector<Gesture>& last = sections.back().gestures;
  last.insert(last.end(), gestures.begin(), gestures.end());
  for (Section& section : sections) {
    std::sort(section.gestures.begin(), section.gestures.end());
    section.gestures.erase(std::unique(section.gestures.begin(), section.gestures.end()),
                           section.gestures.end());
  }
}

std::optional<int> bars_wanted(const Wish& wish, const Course& course, const Plan& plan) {
  const auto of_seconds = [&](double seconds) {
    return std::clamp(static_cast<int>(std::lround(seconds / bar_seconds(plan))), 1, kMaxPlanBars);
  };
  if (wish.bars) return *wish.bars;
  if (wish.seconds) return of_seconds(*wish.seconds);
  const auto of_bars = [](double bars) {
    return static_cast<int>(std::clamp(bars, 1.0, static_cast<double>(kMaxPlanBars)));
  };
  if (course.length) {
    return course.length->in_bars ? of_bars(course.length->value)
                                  : of_seconds(course.length->value);
  }
  // A time within the course is not the piece's length.
  if (course.timed) return std::nullopt;
  const NamedLength named = named_length(wish.prompt);
  if (named.bars) return of_bars(*named.bars);
  if (named.seconds) return of_seconds(*named.seconds);
  return std::nullopt;
}

}  // namespace

std::vector<Section> sections_of(const Course& given, const Plan& plan, std::optional<int> bars) {
  Course course = given;
  // A piece of fewer bars than steps leaves the steps between out.
  while (bars && static_cast<size_t>(*bars) < course.steps.size()) {
    course.steps.erase(course.steps.begin() + static_cast<std::ptrdiff_t>(course.steps.size() / 2));
  }
  const std::vector<int> lengths = bars_of_steps(course, plan, bars);
  const std::vector<std::vector<char>> resting = rests_of(course, plan);
  const StepWriter writer(course, plan);
  std::vector<Section> sections;
  for (size_t step = 0; step < course.steps.size(); ++step) {
    const size_t first = sections.size();
    writer.write(step, lengths[step], sections);
    for (size_t s = first; s < sections.size(); ++s) {
      for (size_t part = 0; part < plan.parts.size(); ++part) {
        if (resting[step][part]) sections[s].tacet.push_back(plan.parts[part].program);
      }
    }
  }
  end_with(sections, course.ending);
  return sections;
}

Plan with_course(Plan plan, const Wish& wish) {
  if (wish.given.sections) return plan;
  const std::optional<Course> course = read_course(wish.prompt);
  if (!course) return plan;
  if (course->steps.empty()) {
    end_with(plan.sections, course->ending);
    return plan;
  }
  const bool parts_given = wish.given.parts.has_value() || !wish.instruments.empty();
  if (!parts_given) add_pitched(plan, *course);
  const bool cymbal_alone = !parts_given && add_parts(plan, *course);
  plan.sections = sections_of(*course, plan, bars_wanted(wish, *course, plan));
  if (cymbal_alone) rest_everywhere(plan.sections, kDrumKit);
  check_plan(plan);
  return plan;
}

}  // namespace continuo
