// Bass lines.
#include "arrange/bass.h"

#include <algorithm>
#include <cstdlib>

#include "arrange/grid.h"
#include "arrange/harmony.h"
#include "arrange/voicing.h"

namespace continuo {
namespace {

// R chord's bass, 5 fifth, 8 octave, 3 third, 7 seventh or sixth, a approach to the next chord, s
// scale step up.
const std::vector<Pattern>& patterns_of(BassStyle style) {
  static const std::vector<Pattern> roots = {
      {"R---------------", "R-----------", "R-----------", 0},
      {"R-------R-------", "R-------R---", "R-----R-----", 1},
      {"R-------5-------", "R-------5---", "R-----5-----", 1},
      {"R-----R-R-----a-", "R-----R-5---", "R---R-R---a-", 3},
      {"R-----R-5---a---", "R---5---a---", "R---5-R---a-", 3},
      {"R---R---R---R-a-", "R---R---R-a-", "R-R-R-R-R-a-", 5}};
  static const std::vector<Pattern> root_fifth = {
      {"R-------5-------", "R-------5---", "R-----5-----", 1},
      {"R---..5-R---..5-", "R---....5---", "R---..5---..", 2},
      {"R---....5---..a-", "R-----..5-a-", "R---..5---a-", 3},
      {"R-..R-..5-..a-..", "R-..5-..5-..", "R-....5---a-", 4},
      {"R---5---R---5---", "R---5---5---", "R---R-5---5-", 4},
      {"R-R-5---R-5-a---", "R-R-5---a---", "R-R-5-R-5-a-", 5}};
  static const std::vector<Pattern> eighths = {
      {"R---R---R---R---", "R---R---R---", "R-----R-----", 2},
      {"R-R-R-R-R-R-R-R-", "R-R-R-R-R-R-", "R-R-R-R-R-R-", 4},
      {"R-R-R-R-R-R-R-a-", "R-R-R-R-R-a-", "R-R-R-R-R-a-", 5},
      {"R-R-R-R-R-R-5-a-", "R-R-R-R-5-a-", "R-R-5-R-5-a-", 5},
      {"R-RRR-RRR-RRR-RR", "R-RRR-RRR-RR", "R-RRR-R-RRR-", 6},
      {"R--R--R-R-R-R-R-", "R--R--R-R-R-", "R---R-R-R-R-", 4}};
  static const std::vector<Pattern> octaves = {
      {"R---8---R---8---", "R---8---8---", "R---8-R---8-", 3},
      {"R-8-R-8-R-8-R-8-", "R-8-R-8-R-8-", "R-8-R-R-8-R-", 5},
      {"R-8-R-8-5-8-a-8-", "R-8-R-8-a-8-", "R-8-5-R-8-a-", 6},
      {"R--8--R-8-R-8-5-", "R--8--R-8-5-", "R-8-R-5-8-5-", 5}};
  static const std::vector<Pattern> bossa = {
      {"R-----5-5-----R-", "R-----5-5---", "R---5-5---R-", 2},
      {"R-----5-5-----a-", "R-----5-5-a-", "R---5-5---a-", 3},
      {"R-----R-5-----5-R-----5-R-----a-", "R---R-5-a---", "R---R-5---a-", 4},
      {"R-----5---5---a-", "R---5-----a-", "R---5---5-a-", 4}};
  static const std::vector<Pattern> pedal = {
      {"R---------------", "R-----------", "R-----------", 0},
      {"R-------R-------", "R-------R---", "R-----R-----", 2}};
  static const std::vector<Pattern> sixteenths = {
      {"R---R---R---R---", "R---R---R---", "R-----R-----", 2},
      {"..R-..R-..R-..R-", "..R-..R-..R-", "..R-R-..R-R-", 3},
      {"..RR..RR..RR..RR", "..RR..RR..RR", "..RRRR..RRRR", 5},
      {".RRR.RRR.RRR.RRR", ".RRR.RRR.RRR", ".RRRRR.RRRRR", 6},
      {"RRRRRRRRRRRRRRRR", "RRRRRRRRRRRR", "RRRRRRRRRRRR", 7},
      {"R-R8R-R8R-R8R-R5", "R-R8R-R8R-R5", "R-R8R-R8R-R5", 6},
      {"R-RR8-RRR-RR7-8-", "R-RR8-RR7-8-", "R-RR8-R-R87-", 6},
      {"R.R.R.R.R.R.R.5.", "R.R.R.R.R.5.", "R.R.R.R.R.5.", 4}};
  static const std::vector<Pattern> syncopated = {
      {"R-----R---------", "R-----R-----", "R---R-------", 1},
      {"R--R--R---R-----", "R--R--R-----", "R---R-R-----", 3},
      {"R-----R---R--5--", "R-----R--5--", "R---R-R---5-", 3},
      {"R--R----R--R--5-", "R--R----R-5-", "R---R-R-5-a-", 4},
      {"R..R..R.5.R...a-", "R..R..R.a-..", "R...R.R.5.a-", 4},
      {"R--R--R-R--R--5-", "R--R--R--5--", "R---R-R-R-5-", 5}};
  static const std::vector<Pattern> reggae = {
      {"R-----..R---....", "R-----..R---", "R---..R---..", 1},
      {"R---..5-R-..3-5-", "R---..5-3-..", "R-..5-R-3-5-", 3},
      {"....R---R-5-R---", "....R---R-5-", "..R-R-..R-5-", 3},
      {"R--R--5-......R-", "R--R--5-..R-", "R-R-5-....R-", 3},
      {"..R-R-5-8-5-R---", "..R-R-5-R---", "..R-R-5-3-R-", 4}};
  static const std::vector<Pattern> funk = {
      {"R-----R-..7-8---", "R-----R-7-8-", "R---R-..7-8-", 3},
      {"R--R..R.7.8...R.", "R--R..R.7.8.", "R-R...R.7.8.", 4},
      {"R.R...8.R.7.8..R", "R.R...8.7.8.", "R.R...8.7.8.", 5},
      {"RR..8.R...R.5.7.", "RR..8.R.5.7.", "RR..8.R.5.7.", 5},
      {"R..R.R8..R.R7.8.", "R..R.R8..R7.", "R..R.R8..R7.", 6},
      {"R...R.8..7.5.RR.", "R...R.8..7.5", "R...8.7..5R.", 5}};
  static const std::vector<Pattern> subs = {
      {"R---------------", "R-----------", "R-----------", 0},
      {"R---------R-----", "R-------R---", "R-------R---", 1},
      {"R-----R---------", "R-----R-----", "R---R-------", 2},
      {"R-------..R-..R-", "R-----..R-R-", "R-----..R-R-", 3},
      {"R--R----R-----5-", "R--R----R-5-", "R---R---R-5-", 4},
      {"R--------R-R----", "R-----R-R---", "R-----R-R---", 3}};
  static const std::vector<Pattern> offbeat = {
      {"..R---R---R---R-", "..R---R---R-", "....R-....R-", 2},
      {"..R-..R-..R-..R-", "..R-..R-..R-", "..R-R-..R-R-", 3},
      {"..R-..R-..R-..8-", "..R-..R-..8-", "..R-R-..R-8-", 4},
      {"R.R-..R-R.R-..8R", "R.R-..R-..8R", "R.R-..R.R-8R", 5},
      {"R--R--R-..R-..8-", "R--R--R-..8-", "R-..R-..R-8-", 5}};
  static const std::vector<Pattern> melodic = {
      {"R-------3---5---", "R---3---5---", "R---3-5-----", 2},
      {"R---5---8---5---", "R---5---8---", "R---5-8---5-", 3},
      {"R-----s-3---5-a-", "R---3-s-5-a-", "R-3-5-8-5-a-", 4},
      {"R-5-8-5-R-5-3-a-", "R-5-8-5-3-a-", "R-5-8-5-3-a-", 5},
      {"R---3---5---a---", "R---3---a---", "R---3-5---a-", 3}};
  switch (style) {
    case BassStyle::kRootFifth:
      return root_fifth;
    case BassStyle::kEighths:
      return eighths;
    case BassStyle::kOctaves:
      return octaves;
    case BassStyle::kBossa:
      return bossa;
    case BassStyle::kPedal:
      return pedal;
    case BassStyle::kSixteenths:
      return sixteenths;
    case BassStyle::kSyncopated:
      return syncopated;
    case BassStyle::kReggae:
      return reggae;
    case BassStyle::kFunk:
      return funk;
    case BassStyle::kSubs:
      return subs;
    case BassStyle::kOffbeat:
      return offbeat;
    case BassStyle::kMelodic:
      return melodic;
    case BassStyle::kWalking:
    case BassStyle::kRoots:
      break;
  }
  return roots;
}

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
    const auto& patterns = patterns_of(request.style);
    const Pattern& usual = choose_pattern(patterns, request.activity, request.variant);
    const Pattern& turn =
        choose_pattern(patterns, std::min(1.0, request.activity + 0.25), request.variant + 1);
    for (int bar = 0; bar < section.bars; ++bar) {
      const int bar_start = score.bars[static_cast<size_t>(section.first_bar + bar)].start;
      const bool turns = bar % 4 == 3 && request.activity > 0.3;
      const auto hits = fit_pattern(turns ? turn : usual, grid, bar);
      int root_pitch = -1;
      const Chord* current = nullptr;
      bool first_of_chord = true;
      for (const Hit& hit : hits) {
        const int tick = bar_start + hit.start;
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
        notes.push_back(
            {tick, std::max(6, duration), player.token_pitch(token, chord, next, root_pitch), 84});
        if (!early && tick + hit.duration > change + 12 && change < bar_start + grid.bar_ticks()) {
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
