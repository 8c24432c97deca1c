// Swing, timing, loudness and rubato, in that order of layers on top of the written page.
#include "arrange/humanise.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <numbers>
#include <set>

#include "arrange/grid.h"
#include "score/frames.h"
#include "score/instrument.h"

namespace continuo {
namespace {

constexpr double kMostJitter = 4.0;  // ticks: 40 ms at 120 bpm, where ears begin to hear a mistake
constexpr double kPlainVelocity = 88;  // what writers of parts mean by a plain note
// Mean velocities of the dynamics levels ppp .. fff.
constexpr std::array<double, kLevelCount> kDynamics{28, 40, 52, 64, 77, 90, 103, 115};
// Spread of an onset: what all its notes share, and what each has of its own (0.7 ticks of 1.8 in
// a kit).
constexpr double kSharedShare = 0.87;
constexpr double kOwnShare = 0.6;
constexpr int kLoudest = 124;
constexpr int kSoftest = 6;

size_t bar_at(const std::vector<Bar>& bars, int tick) {
  const auto after = std::upper_bound(bars.begin(), bars.end(), tick,
                                      [](int t, const Bar& bar) { return t < bar.start; });
  return after == bars.begin() ? 0 : static_cast<size_t>(after - bars.begin()) - 1;
}

// Quarter pulses swing, dotted ones already have three eighths, and mixed ones only their
// sixteenths.
int swung_unit(const Metre& metre, const Feel& feel) {
  const std::vector<int> pulses = metre.pulses();
  const auto all = [&](int unit) {
    return std::all_of(pulses.begin(), pulses.end(), [&](int p) { return p % unit == 0; });
  };
  const bool quarters = all(kTicksPerQuarter);
  if (!quarters && all(kTicksPerQuarter * 3 / 2)) return 0;
  if (feel.swing_sixteenths) return kTicksPerQuarter / 2;
  return quarters ? kTicksPerQuarter : 0;
}

double swing_tick(int tick, const Bar& bar, const Feel& feel) {
  const int unit = swung_unit(bar.metre, feel);
  if (unit == 0 || feel.swing == 0.5) return tick;
  const int in_bar = tick - bar.start;
  const int whole = in_bar / unit * unit;
  const double share = static_cast<double>(in_bar - whole) / unit;
  const double warped =
      share < 0.5 ? share * 2 * feel.swing : feel.swing + (share - 0.5) * 2 * (1 - feel.swing);
  return bar.start + whole + warped * unit;
}

// Noise that wanders: control points a bar and a beat apart, cosine between them; unit variance at
// the points.
class Drift {
 public:
  Drift(const Rng& rng, double step_ticks) : rng_(rng), step_(step_ticks) {}

  double at(int tick) const {
    const double place = tick / step_;
    const double whole = std::floor(place);
    const double blend = 0.5 - 0.5 * std::cos(std::numbers::pi * (place - whole));
    return point(whole) * (1 - blend) + point(whole + 1) * blend;
  }

 private:
  double point(double index) const {
    Rng rng = rng_.fork(static_cast<uint64_t>(static_cast<int64_t>(index) + 1));
    return rng.normal(0, 1);
  }
  Rng rng_;
  double step_;
};

// Unit variance: two thirds wander over a bar, the rest over a beat and with each stroke.
// Measured on the Groove MIDI set (CC BY 4.0, 387 long takes): onsets spread 1.5 ticks about the
// beat below 85 bpm, 1.7 to 110, 1.9 to 140, 2.4 above; one beat's error predicts the next with a
// correlation of 0.43 to 0.57; voices struck together differ by 0.7.
class Wander {
 public:
  explicit Wander(const Rng& rng)
      : slow_(rng.fork(1), 4 * kTicksPerQuarter), beat_(rng.fork(2), kTicksPerQuarter) {}
  double at(int tick, Rng& rng) const {
    return 0.95 * slow_.at(tick) + 0.3 * beat_.at(tick) + 0.5 * rng.normal(0, 1);
  }

 private:
  Drift slow_;
  Drift beat_;
};

// How strong a place in the bar is: 1 the bar line, 0.6 its half, 0.3 other pulses, 0 eighths,
// -0.5 the rest.
double metrical_accent(const Bar& bar, int tick, bool aksak) {
  const int in_bar = tick - bar.start;
  if (in_bar == 0) return 1.0;
  int pulse_start = 0;
  for (int pulse : counted(bar.metre, aksak)) {
    if (in_bar == pulse_start) return in_bar * 2 == bar.metre.bar_ticks() ? 0.6 : 0.3;
    pulse_start += pulse;
  }
  return in_bar % (kTicksPerQuarter / 2) == 0 ? 0.0 : -0.5;
}

// -1..1 over phrases of four bars: rises to the third bar, falls to the cadence.
double phrase_arc(const Bar& bar, int tick) {
  const double bars =
      bar.bar_in_section % 4 + static_cast<double>(tick - bar.start) / bar.metre.bar_ticks();
  const double place = std::pow(bars / 4, 1.3);
  return 2 * std::sin(std::numbers::pi * place) - 1;
}

bool strums(int program) { return program >= 24 && program <= 31; }

class Player {
 public:
  // `levels`: of the score's bars, or none.
  Player(const Score& score, const std::vector<BarLevels>& levels, Part& part, const Feel& feel,
         const Rng& rng)
      : score_(score),
        levels_(levels),
        part_(part),
        feel_(feel),
        drums_(part.program == kDrumKit),
        rng_(rng),
        timing_(rng.fork(11)),
        loudness_(rng.fork(12)) {}

  void play() {
    std::sort(part_.notes.begin(), part_.notes.end());
    written_ = part_.notes;
    set_velocities();
    set_times();
    cut_repeats();
    std::sort(part_.notes.begin(), part_.notes.end());
  }

 private:
  void set_velocities() {
    Rng rng = rng_.fork(13);
    std::vector<double> wanted(written_.size());
    for (size_t i = 0; i < written_.size(); ++i) wanted[i] = velocity(written_[i], rng);
    widen(wanted, rng);
    for (size_t i = 0; i < written_.size(); ++i)
      part_.notes[i].velocity =
          std::clamp(static_cast<int>(std::lround(wanted[i])), kSoftest, kLoudest);
  }

  // Between two levels where the section glides.
  double mean_velocity(const Bar& bar, int tick) const {
    const auto index = static_cast<size_t>(&bar - score_.bars.data());
    double level = bar.dynamics;
    if (index < levels_.size() && levels_[index].dynamics != levels_[index].dynamics_after) {
      const double done = static_cast<double>(tick - bar.start) / bar.metre.bar_ticks();
      level = levels_[index].dynamics +
              done * (levels_[index].dynamics_after - levels_[index].dynamics);
    }
    level = std::clamp(level, 0.0, kLevelCount - 1.0);
    const auto below = static_cast<size_t>(level);
    const size_t above = std::min(below + 1, kDynamics.size() - 1);
    return kDynamics[below] +
           (kDynamics[above] - kDynamics[below]) * (level - static_cast<double>(below));
  }

  double velocity(const Note& note, Rng& rng) const {
    const Bar& bar = score_.bars[bar_at(score_.bars, note.start)];
    const double mean = mean_velocity(bar, note.start);
    // Written accents are ratios to a plain note; above it they are halved towards the top of the
    // scale, so that an accent at fff still fits.
    double ratio = note.velocity / kPlainVelocity;
    if (ratio > 1) ratio = 1 + (ratio - 1) * (1.2 - mean / 127);
    // Drum grooves carry their accents; other parts get them from the metre.
    const double accent = (drums_ ? 2.0 : 8.0) * metrical_accent(bar, note.start, feel_.aksak);
    const double arc = 3.0 * phrase_arc(bar, note.start);
    // Drummers vary most: a hat on the same step differs by 14 to 18 (one deviation) in the Groove
    // MIDI set.
    const double spread =
        (drums_ ? 1.4 : 1.0) * feel_.velocity_spread * loudness_.at(note.start, rng);
    // A player at ppp varies less than at fff.
    const double room = 0.5 + 0.5 * mean / 115;
    const double ghost_room = note.velocity < 50 ? 0.6 : 1.0;
    return mean * ratio + (accent + arc + spread * ghost_room) * room;
  }

  // A person's sixty notes hold at least a dozen shades (counted on the frames' scale of 32): a
  // part that comes out flatter, for want of dynamics, is stretched about its mean.
  void widen(std::vector<double>& wanted, Rng& rng) const {
    constexpr size_t kManyNotes = 60;
    constexpr size_t kShades = 12;
    if (wanted.size() < kManyNotes || feel_.velocity_spread < 3) return;
    for (int round = 0; round < 12; ++round) {
      std::set<int> shades;
      double sum = 0;
      for (double v : wanted) {
        shades.insert(
            velocity_code(std::clamp(static_cast<int>(std::lround(v)), kSoftest, kLoudest)));
        sum += v;
      }
      if (shades.size() >= kShades) return;
      const double mean = sum / static_cast<double>(wanted.size());
      for (double& v : wanted) v = mean + (v - mean) * 1.15 + rng.normal(0, 1.5);
    }
  }

  void set_times() {
    Rng rng = rng_.fork(14);
    int previous = -1;
    for (size_t first = 0; first < written_.size();) {
      size_t last = first;
      const int start = written_[first].start;
      while (last < written_.size() && written_[last].start == start) ++last;
      const int before = first > 0 ? start - written_[first - 1].start : kTicksPerQuarter;
      const int after = last < written_.size() ? written_[last].start - start : kTicksPerQuarter;
      const Bar& bar = score_.bars[bar_at(score_.bars, start)];
      const double at = swing_tick(start, bar, feel_) + offset(start, std::min(before, after), rng);
      previous = place_group(first, last, at, previous, bar, after, rng);
      first = last;
    }
  }

  // The shift of one onset; rolls and runs move less than their own gaps, so they stay even.
  double offset(int start, int gap, Rng& rng) const {
    const double most = std::min(kMostJitter, gap / 3.0);
    const double jitter =
        std::clamp(feel_.timing_ticks * kSharedShare * timing_.at(start, rng), -most, most);
    return jitter + (drums_ ? 0.0 : std::min(feel_.laid_back_ticks, gap / 3.0));
  }

  // Places the notes of one written onset; returns the latest start so that the next onset stays
  // behind it.
  int place_group(size_t first, size_t last, double at, int previous, const Bar& bar, int after,
                  Rng& rng) {
    const int final_tick = std::max(bar.end() - 1, written_[first].start);
    const int earliest = std::min(std::max(bar.start, previous + 1), final_tick);
    const int gaps = static_cast<int>(last - first) - 1;
    const bool human = feel_.timing_ticks > 0;
    // A strum crosses its strings in 10 to 30 ms; other hands land within a tick.
    const bool strum = human && gaps > 0 && strums(part_.program);
    const int width = strum ? std::min({gaps, 3, after / 4}) : 0;
    const bool loose = human && !strum && after >= kTicksPerQuarter / 4;
    int latest = previous;
    for (size_t i = first; i < last; ++i) {
      double apart = strum ? width * static_cast<int>(i - first) / gaps : 0;
      if (loose) {
        const double own = rng.normal(0, kOwnShare * feel_.timing_ticks);
        apart = drums_ ? std::clamp(own, -2.0, 2.0) : std::clamp(own, -1.0, 1.0);
      }
      Note& note = part_.notes[i];
      note.start = std::clamp(static_cast<int>(std::lround(at + apart)), earliest, final_tick);
      // A late note ends late: what a player shifts is the whole note. Drum strokes have no length
      // to keep.
      const double shift = at - swing_tick(written_[i].start, bar, feel_);
      const int end = static_cast<int>(std::lround(swung_end(written_[i]) + shift));
      note.duration = drums_ ? written_[i].duration : std::max(1, end - note.start);
      latest = std::max(latest, note.start);
    }
    return latest;
  }

  double swung_end(const Note& note) const {
    const int end = note.start + note.duration;
    if (end >= score_.end()) return end;
    return swing_tick(end, score_.bars[bar_at(score_.bars, end)], feel_);
  }

  // Moved notes must not run into their own repetition where the page left them apart.
  void cut_repeats() {
    std::map<int, size_t> previous;
    for (size_t i = 0; i < part_.notes.size(); ++i) {
      Note& note = part_.notes[i];
      const auto before = previous.find(note.pitch);
      if (before != previous.end()) {
        Note& last = part_.notes[before->second];
        const Note& last_written = written_[before->second];
        const bool apart = last_written.start + last_written.duration <= written_[i].start;
        if (apart && last.start < note.start)
          last.duration = std::max(1, std::min(last.duration, note.start - last.start));
      }
      previous[note.pitch] = i;
    }
  }

  const Score& score_;
  const std::vector<BarLevels>& levels_;
  Part& part_;
  const Feel& feel_;
  bool drums_;
  Rng rng_;
  Wander timing_;
  Wander loudness_;
  std::vector<Note> written_;
};

// Phrases push on to their middle and yield at their end; the piece broadens over its last two
// bars.
void bend_tempo(std::vector<Bar>& bars, double rubato, double ritardando, bool ends, Rng& rng) {
  const size_t count = bars.size();
  constexpr std::array<double, 3> kEnd{1.0, 0.55, 0.25};  // from the last bar back
  for (size_t i = 0; i < count; ++i) {
    Bar& bar = bars[i];
    constexpr std::array<double, 4> kArc{-0.01, 0.02, 0.025, -0.03};
    double change = kArc[static_cast<size_t>(bar.bar_in_section % 4)] + rng.normal(0, 0.008);
    if (ends && i + 2 == count) change -= 0.03;
    if (ends && i + 1 == count) change -= 0.06;
    double factor = 1 + std::clamp(rubato, 0.0, 1.0) * std::clamp(change, -0.1, 0.05);
    const size_t left = count - 1 - i;
    if (ends && left < kEnd.size()) factor *= 1 - std::clamp(ritardando, 0.0, 0.5) * kEnd[left];
    bar.bpm = std::clamp(static_cast<int>(std::lround(bar.bpm * factor)), 30, 300);
  }
}

}  // namespace

void humanise(Score& score, const Feel& feel, Rng& rng) {
  const Rng own(rng.next());
  if (score.bars.empty()) return;
  if (feel.rubato > 0 || feel.ritardando > 0) {
    Rng tempo = own.fork(1);
    // What is cut off or fades keeps its pace.
    const std::vector<Section>& sections = score.plan.sections;
    const bool ends = sections.empty() || !(sections.back().has(Gesture::kCut) ||
                                            sections.back().has(Gesture::kFadeOut));
    bend_tempo(score.bars, feel.rubato, feel.ritardando, ends, tempo);
  }
  std::vector<BarLevels> levels = bar_levels(score.plan);
  if (levels.size() != score.bars.size()) levels.clear();
  for (Part& part : score.parts)
    Player(score, levels, part, feel, own.fork(100 + static_cast<uint64_t>(part.program))).play();
}

}  // namespace continuo
