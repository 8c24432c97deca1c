// Bass lines.
#include "arrange/bass.h"

#include <algorithm>
#include <cstdlib>

#include "arrange/bass_patterns.h"
#include "arrange/grid.h"
#include "arrange/harmony.h"
#include "arrange/voicing.h"

namespace continuo {
namespace {

// The pattern nearest to a level of activity; equally near ones take turns by variant.
const Pattern& choose_pattern(const std::vector<Pattern>& patterns, double activity, int variant) {
  std::vector<const Pattern*> near;
  double best = 1e9;
  for (const Pattern& pattern : patterns)
    best = std::min(best, std::abs(pattern.busy - activity * 7.0));
  for (const Pattern& pattern : patterns) {
    if (std::abs(pattern.busy - activity * 7.0) <= best + 0.6) near.push_back(&pattern);
  }
  return *near[static_cast<size_t>(variant) % near.size()];
}

int tone_or(const Chord& chord, size_t index, int otherwise) {
  return index < chord.tones().size() ? (chord.root + chord.tones()[index]) % 12 : otherwise;
}

// A fifth of the chord, or its root where it has none.
int fifth_of(const Chord& chord) {
  for (int tone : chord.tones()) {
    if (tone >= 6 && tone <= 8) return (chord.root + tone) % 12;
  }
  return chord.root;
}

class BassPlayer {
 public:
  BassPlayer(const Score& score, const Register& range) : score_(score), range_(range) {}

  // The root near the middle of the range, drawn towards the last one.
  int root(const Chord& chord) {
    const int target =
        previous_root_ < 0 ? range_.centre - 2 : (previous_root_ * 2 + range_.centre) / 3;
    int pitch = nearest_in(1u << chord.bass, target, range_.lowest, range_.highest);
    if (pitch < 0) pitch = range_.lowest;
    previous_root_ = pitch;
    return pitch;
  }

  int token_pitch(char token, const Chord& chord, const Chord& next, int root_pitch) const {
    const unsigned scale = chord_scale(score_.plan.key, chord);
    auto above = [&](int pitch_class) {
      int pitch = root_pitch + ((pitch_class - root_pitch) % 12 + 12) % 12;
      return pitch > range_.highest ? pitch - 12 : pitch;
    };
    int pitch = root_pitch;
    switch (token) {
      case '5': {
        const int fifth = above(fifth_of(chord));
        pitch =
            fifth - root_pitch > 7 || (fifth - 12 >= range_.lowest && root_pitch > range_.centre)
                ? fifth - 12
                : fifth;
        break;
      }
      case '8':
        pitch = root_pitch + 12 <= range_.highest + 5 ? root_pitch + 12 : root_pitch;
        break;
      case '3':
        pitch = above(tone_or(chord, 1, chord.root));
        break;
      case '7': {
        const int seventh = nearest_in(scale, root_pitch + 10, root_pitch + 8, root_pitch + 11);
        pitch = seventh < 0 ? root_pitch + 10 : seventh;
        if (pitch > range_.highest + 4) pitch -= 12;
        break;
      }
      case '6': {
        const int sixth = nearest_in(scale, root_pitch + 9, root_pitch + 8, root_pitch + 9);
        pitch = sixth < 0 ? root_pitch + 9 : sixth;
        if (pitch > range_.highest + 4) pitch -= 12;
        break;
      }
      case 's':
        pitch = step_in(scale, root_pitch, 1);
        break;
      case 'a':
        pitch = approach(chord, next, root_pitch);
        break;
      default:
        break;
    }
    return std::clamp(pitch, std::min(range_.lowest, root_pitch),
                      std::max(range_.highest + 5, root_pitch));
  }

  // A scale step, or a fifth, under or over the root to come; where the chord stays, the fifth.
  int approach(const Chord& chord, const Chord& next, int from) const {
    if (next.bass == chord.bass) return token_pitch('5', chord, next, from);
    const int goal = nearest_in(1u << next.bass, from, range_.lowest, range_.highest);
    if (goal < 0) return from;
    const unsigned scale = chord_scale(score_.plan.key, chord);
    const int pitch = step_in(scale, nearest_in(scale, goal, 0, 127), goal > from ? -1 : 1);
    return pitch == from ? step_in(scale, goal, goal > from ? 1 : -1) : pitch;
  }

  const Register& range() const { return range_; }

 private:
  const Score& score_;
  const Register& range_;
  int previous_root_ = -1;
};

// General MIDI bends no single note: a slide is its last step, struck short and soft.
constexpr int kSlideTicks = 6;

int slide_from(int pitch, const BassRequest& request) {
  return pitch - 2 >= request.range.lowest ? pitch - 2 : pitch + 2;
}

void walk(const Score& score, const SectionSpan& section, const Grid& grid, const Register& range,
          double activity, Rng& rng, std::vector<Note>& notes) {
  int previous = range.centre;
  const bool two_feel = activity < 0.35;
  for (int bar = 0; bar < section.bars; ++bar) {
    const int bar_start = score.bars[static_cast<size_t>(section.first_bar + bar)].start;
    for (const Pulse& pulse : grid.pulses()) {
      if (two_feel && !pulse.group_start && !(pulse.start == grid.middle())) continue;
      const int tick = bar_start + pulse.start;
      const Chord& chord = chord_at(score, tick);
      const unsigned scale = chord_scale(score.plan.key, chord);
      const int change = chord_end(score, tick);
      const int next_tick = tick + pulse.length;
      int pitch = 0;
      if (chord.start == tick || tick == bar_start) {
        pitch = nearest_in(1u << chord.bass, (previous * 3 + range.centre) / 4, range.lowest,
                           range.highest);
        if (chord.start != tick && rng.chance(0.4))
          pitch = nearest_in(1u << fifth_of(chord), previous, range.lowest, range.highest);
      } else if (next_tick >= change && change < score.end()) {
        const int goal =
            nearest_in(1u << chord_at(score, change).bass, previous, range.lowest, range.highest);
        const int side = rng.chance(0.5) ? 1 : -1;
        pitch =
            rng.chance(0.4) ? goal + side : step_in(scale, nearest_in(scale, goal, 0, 127), side);
        if (pitch == previous) pitch = goal - side;
      } else {
        const int direction = previous >= range.highest - 2
                                  ? -1
                                  : (previous <= range.lowest + 2 ? 1 : (rng.chance(0.5) ? 1 : -1));
        pitch = rng.chance(0.5) ? step_in(scale, previous, direction)
                                : nearest_tone(chord, previous + direction * rng.range(3, 5),
                                               range.lowest, range.highest);
      }
      if (pitch < range.lowest || pitch > range.highest)
        pitch = nearest_in(scale, previous, range.lowest, range.highest);
      const int held = two_feel ? pulse.length * 2 : pulse.length;
      notes.push_back({tick, std::max(12, held - 3), pitch, 82});
      // Now and then a skipped eighth before the next beat.
      if (!two_feel && activity > 0.6 && pulse.length == 48 && rng.chance(0.12 * activity)) {
        notes.back().duration = 30;
        notes.push_back({tick + 24, 18, pitch, 70});
      }
      previous = pitch;
    }
  }
}

}  // namespace

std::vector<Note> write_bass(const Score& score, const BassRequest& request, const Grid& grid,
                             Rng& rng) {
  std::vector<Note> notes;
  const SectionSpan& section = request.section;
  if (request.style == BassStyle::kWalking) {
    walk(score, section, grid, request.range, request.activity, rng, notes);
  } else {
    BassPlayer player(score, request.range);
    const auto& patterns = bass_patterns(request.style);
    const Pattern& usual = choose_pattern(patterns, request.activity, request.variant);
    const Pattern& turn =
        choose_pattern(patterns, std::min(1.0, request.activity + 0.25), request.variant + 1);
    int root_pitch = -1;
    const Chord* current = nullptr;
    bool anticipated = false;
    for (int bar = 0; bar < section.bars; ++bar) {
      const int bar_start = score.bars[static_cast<size_t>(section.first_bar + bar)].start;
      const int bar_end = bar_start + grid.bar_ticks();
      const bool turns = bar % 4 == 3 && request.activity > 0.3;
      const auto hits = fit_pattern(turns ? turn : usual, grid, bar);
      if (!anticipated) current = nullptr;
      anticipated = false;
      bool first_of_chord = current == nullptr;
      for (const Hit& hit : hits) {
        const int tick = bar_start + hit.start;
        if (hit.token == 'n') {
          // What anticipates the next bar is held into it, to the place of the next stroke.
          const bool goes_on = bar + 1 < section.bars && bar_end < score.end();
          const Chord& ahead = chord_at(score, goes_on ? bar_end : tick);
          root_pitch = player.root(ahead);
          current = &ahead;
          first_of_chord = false;
          anticipated = goes_on;
          notes.push_back({tick, hit.duration + (goes_on ? 48 : 0), root_pitch, 88});
          continue;
        }
        const int change = chord_end(score, tick);
        // A pushed note that sounds over a change takes the new chord.
        const bool early =
            change - tick <= 24 && tick + hit.duration > change && change < score.end();
        const Chord& chord = chord_at(score, early ? change : tick);
        if (&chord != current) {
          current = &chord;
          root_pitch = player.root(chord);
          first_of_chord = true;
        }
        const Chord& next = chord_at(score, std::min(chord_end(score, tick), score.end() - 1));
        const char token = first_of_chord ? 'R' : hit.token;
        first_of_chord = false;
        int duration = hit.duration;
        if (!early && tick + duration > change) duration = change - tick;
        // What is split by a chord change speaks again on the new root.
        if (token == 'g' && tick > bar_start)
          notes.push_back({tick - kSlideTicks, kSlideTicks, slide_from(root_pitch, request), 66});
        notes.push_back(
            {tick, std::max(6, duration), player.token_pitch(token, chord, next, root_pitch), 84});
        if (!early && tick + hit.duration > change + 12 && change < bar_end) {
          const Chord& after = chord_at(score, change);
          root_pitch = player.root(after);
          current = &after;
          notes.push_back({change, tick + hit.duration - change, root_pitch, 80});
        }
      }
    }
  }
  std::sort(notes.begin(), notes.end());
  return notes;
}

}  // namespace continuo
