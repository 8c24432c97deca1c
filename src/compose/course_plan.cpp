#include "compose/course_plan.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "arrange/genre.h"
#include "compose/course_words.h"
#include "prompt/named_length.h"
#include "score/instrument.h"

namespace continuo {

namespace {

constexpr double kShortest_s = 32;  // of a piece whose length nobody names
constexpr double kLongest_s = 150;
constexpr size_t kMostParts = 12;
constexpr int kPieceOfRamp = 4;      // bars
constexpr int kLongestSection = 16;  // bars: a course has phrases

double bar_seconds(const Plan& plan) {
  return plan.metre.bar_ticks() * 60.0 / (kTicksPerQuarter * plan.bpm);
}

int level_of(double level) {
  return std::clamp(static_cast<int>(std::lround(level)), 0, kLevelCount - 1);
}

bool is_ramp(const CourseStep& step) {
  return std::abs(step.to - step.from) >= 0.8 || step.tempo != step.tempo_to;
}

bool has(const CourseStep& step, Gesture gesture) {
  return std::find(step.gestures.begin(), step.gestures.end(), gesture) != step.gestures.end();
}

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
    if (has(step, Gesture::kFadeOut)) {
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
      const int piece = left > kLongestSection ? left - kLongestSection : left;
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

// The plan's parts that one of many instruments can be.
std::vector<size_t> parts_of(const AnyOf& who, const Plan& plan) {
  std::vector<size_t> found;
  for (size_t i = 0; i < plan.parts.size(); ++i) {
    if (std::find(who.begin(), who.end(), plan.parts[i].program) != who.end()) found.push_back(i);
  }
  return found;
}

// resting[step][part], from who comes in, leaves and plays alone.
std::vector<std::vector<char>> rests_of(const Course& course, const Plan& plan) {
  constexpr double kFull = 4.5;
  const size_t parts = plan.parts.size();
  std::vector<char> in(parts, 1), met(parts, 0);
  const auto each = [&](const std::vector<AnyOf>& list, auto&& visit) {
    for (const AnyOf& who : list) {
      for (const size_t part : parts_of(who, plan)) visit(part);
    }
  };
  // Who is first named as coming in later is not there before.
  for (size_t s = 0; s < course.steps.size(); ++s) {
    const CourseStep& step = course.steps[s];
    each(step.enters, [&](size_t part) {
      if (!met[part] && s > 0) in[part] = 0;
      met[part] = 1;
    });
    each(step.leaves, [&](size_t part) { met[part] = 1; });
    each(step.alone, [&](size_t part) { met[part] = 1; });
  }
  std::vector<char> aside(parts, 0);  // not named, and silent since somebody began alone
  std::vector<std::vector<char>> resting;
  for (size_t s = 0; s < course.steps.size(); ++s) {
    const CourseStep& step = course.steps[s];
    std::vector<char> alone(parts, 0);
    bool anyone_alone = false;
    each(step.alone, [&](size_t part) {
      alone[part] = in[part] = 1;
      anyone_alone = true;
    });
    each(step.enters, [&](size_t part) { in[part] = 1; });
    each(step.leaves, [&](size_t part) { in[part] = 0; });
    if (step.everybody) std::fill(in.begin(), in.end(), 1);
    if (s == 0 && anyone_alone) {
      for (size_t part = 0; part < parts; ++part) {
        aside[part] = !alone[part];
        if (!alone[part] && met[part]) in[part] = 0;
      }
    }
    const bool full = step.everybody || step.from >= kFull;
    std::vector<char> rests(parts, 0);
    for (size_t part = 0; part < parts; ++part) {
      if (full || (met[part] && in[part])) aside[part] = 0;
      const bool with_them = !step.enters.empty() && in[part] && met[part] && s > 0;
      rests[part] =
          step.silent || !in[part] || aside[part] || (anyone_alone && !alone[part] && !with_them);
    }
    // Somebody plays.
    if (!step.silent && std::all_of(rests.begin(), rests.end(), [](char r) { return r != 0; }))
      std::fill(rests.begin(), rests.end(), 0);
    resting.push_back(std::move(rests));
  }
  return resting;
}

Role role_for(int program, const Plan& plan) {
  if (program == kDrumKit) return Role::kDrums;
  for (const Chair& chair : genre_of(plan.genre).chairs) {
    if (std::find(chair.programs.begin(), chair.programs.end(), program) != chair.programs.end())
      return chair.role;
  }
  const std::string_view family = instrument(program).family;
  if (family == "bass") return Role::kBass;
  if (family == "pad" || family == "ensemble" || family == "choir" || family == "strings")
    return Role::kPad;
  if (family == "piano" || family == "organ" || family == "guitar") return Role::kChords;
  const bool led = std::any_of(plan.parts.begin(), plan.parts.end(),
                               [](const PlanPart& part) { return part.role == Role::kLead; });
  return led ? Role::kCounter : Role::kLead;
}

void add_part(Plan& plan, int program) {
  if (plan.has_part(program) || plan.parts.size() >= kMostParts) return;
  plan.parts.push_back({program, role_for(program, plan)});
  std::sort(plan.parts.begin(), plan.parts.end(),
            [](const PlanPart& a, const PlanPart& b) { return a.program < b.program; });
}

// A course needs somebody with pitches, unless the words want nobody.
void add_pitched(Plan& plan, const Course& course) {
  const auto pitched = [](const PlanPart& part) { return part.program != kDrumKit; };
  if (std::any_of(plan.parts.begin(), plan.parts.end(), pitched)) return;
  for (const CourseStep& step : course.steps) {
    for (const AnyOf& who : step.alone) {
      if (who == AnyOf{kDrumKit}) return;
    }
  }
  const Genre& genre = genre_of(plan.genre);
  for (const Role role : {Role::kChords, Role::kPad, Role::kLead, Role::kBass}) {
    for (const Chair& chair : genre.chairs) {
      if (chair.role == role && !plan.has_part(chair.programs.front())) {
        add_part(plan, chair.programs.front());
        break;
      }
    }
  }
}

// Who is named is among the parts; true where only a cymbal is wanted of the kit.
bool add_parts(Plan& plan, const Course& course) {
  bool crash = false;
  for (const CourseStep& step : course.steps) {
    for (const auto* list : {&step.enters, &step.alone}) {
      for (const AnyOf& who : *list) {
        if (parts_of(who, plan).empty()) add_part(plan, who.front());
      }
    }
    crash = crash || has(step, Gesture::kCrash) || has(step, Gesture::kFill);
  }
  if (!crash || plan.has_part(kDrumKit)) return false;
  add_part(plan, kDrumKit);
  return true;
}

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
  if (course.length) {
    return course.length->in_bars ? static_cast<int>(course.length->value)
                                  : of_seconds(course.length->value);
  }
  // A time within the course is not the piece's length.
  for (const CourseStep& step : course.steps) {
    if (step.begin || step.length) return std::nullopt;
  }
  const NamedLength named = named_length(wish.prompt);
  if (named.bars) return *named.bars;
  if (named.seconds) return of_seconds(*named.seconds);
  return std::nullopt;
}

}  // namespace

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
