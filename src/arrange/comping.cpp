// Accompaniment patterns and how hands play them.
#include "arrange/comping.h"

#include <algorithm>
#include <cstdlib>

#include "arrange/comping_patterns.h"
#include "arrange/grid.h"
#include "arrange/harmony.h"
#include "arrange/voicing.h"
#include "score/instrument.h"

namespace continuo {
namespace {

bool has_bass_tokens(const Pattern& pattern) {
  return pattern.four.find_first_of("BCDO") != pattern.four.npos;
}

const Pattern& choose_pattern(const std::vector<Pattern>& patterns, double activity, int variant,
                              bool want_bass) {
  std::vector<const Pattern*> near;
  double best = 1e9;
  auto distance = [&](const Pattern& pattern) {
    return std::abs(pattern.busy - activity * 7.0) +
           (want_bass && !has_bass_tokens(pattern) ? 1.5 : 0.0);
  };
  for (const Pattern& pattern : patterns) best = std::min(best, distance(pattern));
  for (const Pattern& pattern : patterns) {
    if (distance(pattern) <= best + 0.6) near.push_back(&pattern);
  }
  return *near[static_cast<size_t>(variant) % near.size()];
}

// The lowest melody note that sounds in a span, or 128.
int melody_floor(const std::vector<Note>* melody, int from, int to) {
  int lowest = 128;
  if (melody == nullptr) return lowest;
  auto note = std::lower_bound(melody->begin(), melody->end(), from - 192,
                               [](const Note& n, int tick) { return n.start < tick; });
  for (; note != melody->end() && note->start < to; ++note) {
    if (note->start + note->duration > from) lowest = std::min(lowest, note->pitch);
  }
  return lowest;
}

// Chord by chord voicings of a section, each led from the one before.
class Hands {
 public:
  Hands(const Score& score, const CompRequest& request) : score_(score), request_(request) {
    spec_.lowest = request.range.lowest;
    spec_.highest = request.range.highest;
    spec_.centre = request.range.centre;
    spec_.voices = is_monophonic(request.program) ? 1 : 3;
    spec_.rootless = !request.with_bass;
    spec_.strict = request.strict;
    const Instrument& traits = instrument(request.program);
    lowest_bass_ = std::max(traits.lowest, std::min(request.range.lowest - 14, 36));
    highest_bass_ = std::max(lowest_bass_ + 11, std::min(traits.highest, request.range.lowest + 2));
  }

  void set_power() { power_ = true; }
  void set_voices(int voices) { spec_.voices = voices; }
  void set_open(bool open) { spec_.open = open; }
  VoicingSpec& spec() { return spec_; }

  const std::vector<int>& voicing(const Chord& chord, int from, int to) {
    if (&chord == current_) return pitches_;
    current_ = &chord;
    if (power_) {
      // Root, fifth and octave, as low as the instrument growls.
      const int lowest = instrument(request_.program).lowest;
      const int root =
          nearest_in(1u << chord.root, std::max(lowest, 43), lowest, std::max(lowest, 40) + 12);
      pitches_ = {root, root + 7, root + 12};
      if (request_.activity > 0.85) pitches_.pop_back();
      return pitches_;
    }
    VoicingSpec spec = spec_;
    // The tonic seventh of minor without its root is the relative major's triad.
    const Key& key = score_.plan.key;
    if (key.is_minor() && chord.root == key.tonic) spec.rooted = true;
    const int floor = melody_floor(request_.above, from, to);
    if (floor < 128) {
      spec.highest = std::min(spec.highest, floor - 1);
      spec.lowest = std::min(spec.lowest, spec.highest - 9);
      spec.centre = std::min(spec.centre, (spec.lowest + spec.highest) / 2 + 2);
      spec.lowest = std::max(spec.lowest, instrument(request_.program).lowest);
      spec.highest =
          std::max(spec.highest, std::min(instrument(request_.program).highest, spec.lowest + 4));
    }
    std::vector<int> next = voice_chord(chord, spec, pitches_, bass_class_);
    bass_class_ = chord.bass;
    if (!next.empty()) pitches_ = std::move(next);
    return pitches_;
  }

  int bass(const Chord& chord) {
    const int target = previous_bass_ < 0
                           ? (lowest_bass_ + highest_bass_) / 2
                           : (previous_bass_ + (lowest_bass_ + highest_bass_) / 2) / 2;
    const int pitch = nearest_in(1u << chord.bass, target, lowest_bass_, highest_bass_);
    if (pitch >= 0) previous_bass_ = pitch;
    return pitch;
  }

  int other_bass(const Chord& chord) {
    int fifth = chord.root;
    for (int tone : chord.tones()) {
      if (tone >= 6 && tone <= 8) fifth = (chord.root + tone) % 12;
    }
    if (fifth == chord.bass) fifth = chord.root;
    return nearest_in(1u << fifth, previous_bass_ < 0 ? lowest_bass_ + 5 : previous_bass_ - 3,
                      lowest_bass_, highest_bass_);
  }

 private:
  const Score& score_;
  const CompRequest& request_;
  VoicingSpec spec_;
  const Chord* current_ = nullptr;
  std::vector<int> pitches_;
  bool power_ = false;
  int bass_class_ = -1;
  int previous_bass_ = -1;
  int lowest_bass_ = 36;
  int highest_bass_ = 52;
};

bool plays_power_chords(CompStyle style) {
  switch (style) {
    case CompStyle::kPowerEighths:
    case CompStyle::kChug:
    case CompStyle::kTremolo:
    case CompStyle::kBreakdown:
    case CompStyle::kGallop:
      return true;
    default:
      return false;
  }
}

// Stride and oom-pah hands let go early: the bass detached, the chords short.
int spoken(CompStyle style, char token, int duration) {
  if (style != CompStyle::kStride && style != CompStyle::kOomPah && style != CompStyle::kVienna)
    return duration;
  const bool is_chord = token == 'x' || token == 'X';
  return is_chord ? duration * 5 / 9 : duration * 7 / 8;
}

void play_token(char token, const Note& shape, const Chord& chord, const std::vector<int>& voicing,
                Hands& hands, bool with_bass, std::vector<Note>& notes) {
  auto add = [&](int pitch, int velocity) {
    if (pitch < 0) return;
    notes.push_back({shape.start, shape.duration, pitch, velocity});
  };
  const bool has_chord = !voicing.empty();
  switch (token) {
    case 'B':
    case 'b': {
      if (!with_bass) {
        // Someone else has the bass: the lowest note of the chord keeps the figure going.
        if (has_chord) add(voicing.front(), shape.velocity - 4);
        break;
      }
      add(token == 'B' ? hands.bass(chord) : hands.other_bass(chord), shape.velocity + 6);
      break;
    }
    case 'O':
    case 'o': {
      if (!with_bass) {
        if (has_chord) add(voicing.front(), shape.velocity - 4);
        break;
      }
      const int low = token == 'O' ? hands.bass(chord) : hands.other_bass(chord);
      add(low, shape.velocity + 6);
      if (low >= 0 && (!has_chord || low + 12 < voicing.front())) add(low + 12, shape.velocity);
      break;
    }
    case 'C':
    case 'D':
      if (with_bass) add(hands.bass(chord), shape.velocity + 4);
      if (token == 'D') {
        if (has_chord) add(voicing.back(), shape.velocity);
        break;
      }
      for (int pitch : voicing) add(pitch, shape.velocity);
      break;
    case 'u':
      for (size_t i = voicing.size() > 2 ? voicing.size() - 2 : 0; i < voicing.size(); ++i)
        add(voicing[i], shape.velocity - 8);
      break;
    case 'X':
      for (int pitch : voicing) add(pitch, shape.velocity + 6);
      break;
    case 'E':
      if (!has_chord) break;
      add(voicing.back(), shape.velocity + 4);
      if (voicing.size() > 1) add(voicing.back() - 12, shape.velocity);
      break;
    case 'r':
      // Rolled: two ticks apart, all let go together.
      for (size_t i = 0; i < voicing.size(); ++i) {
        const int late = std::min(2 * static_cast<int>(i), shape.duration / 3);
        notes.push_back(
            {shape.start + late, shape.duration - late, voicing[i], shape.velocity - 2});
      }
      break;
    case 'x':
      for (int pitch : voicing) add(pitch, shape.velocity);
      break;
    default: {
      if (!has_chord) break;
      const size_t index = static_cast<size_t>(token - '1');
      const int octave = static_cast<int>(index / voicing.size());
      add(voicing[index % voicing.size()] +
              12 * (octave > 0 && voicing.front() + 12 <= hands.spec().highest + 7 ? 1 : 0),
          shape.velocity - 2);
      break;
    }
  }
}

}  // namespace

std::vector<Note> write_chords_part(const Score& score, const CompRequest& request,
                                    const Grid& grid, Rng& rng) {
  std::vector<Note> notes;
  Hands hands(score, request);
  const bool strummed = request.style == CompStyle::kStrum;
  if (!is_monophonic(request.program)) {
    const int voices = strummed || (request.above == nullptr && request.activity > 0.75) ? 4 : 3;
    if (plays_power_chords(request.style)) hands.set_power();
    hands.set_voices(voices);
  }
  const auto& patterns = comp_patterns(request.style);
  const Pattern& usual =
      choose_pattern(patterns, request.activity, request.variant, request.with_bass);
  const Pattern& other = choose_pattern(patterns, std::clamp(request.activity + 0.12, 0.0, 1.0),
                                        request.variant + 1, request.with_bass);
  const bool bass_in_pattern = has_bass_tokens(usual);
  const bool varies = rng.chance(0.5);
  for (int bar = 0; bar < request.section.bars; ++bar) {
    const int bar_start = score.bars[static_cast<size_t>(request.section.first_bar + bar)].start;
    const int bar_end = bar_start + grid.bar_ticks();
    const auto hits = fit_pattern(varies && bar % 4 == 3 ? other : usual, grid, bar);
    for (const Hit& hit : hits) {
      const int tick = bar_start + hit.start;
      const int change = chord_end(score, tick);
      const bool early = change - tick <= 24 && tick + hit.duration >= change &&
                         change < score.end() && hit.token != 'B' && hit.token != 'b' &&
                         hit.token != 'O' && hit.token != 'o' && grid.weight(hit.start) < 2 &&
                         hit.duration > 12 && tick + hit.duration > change;
      const Chord& chord = chord_at(score, early ? change : tick);
      const int duration = early ? hit.duration : std::min(hit.duration, change - tick);
      const auto voicing =
          hands.voicing(chord, tick, std::max(tick + duration, chord_end(score, chord.start)));
      const Note shape{tick, std::max(6, spoken(request.style, hit.token, duration)), 0,
                       72 + (grid.weight(hit.start) >= 3 ? 3 : 0)};
      play_token(hit.token, shape, chord, voicing, hands, request.with_bass, notes);
      if (!early && tick + hit.duration > change + 12 && change < bar_end) {
        const Chord& after = chord_at(score, change);
        const Note again{change, tick + hit.duration - change, 0, 70};
        const auto next = hands.voicing(after, change, chord_end(score, change));
        play_token(hit.token == 'b' ? 'B' : hit.token, again, after, next, hands, request.with_bass,
                   notes);
      }
    }
    if (request.with_bass && !bass_in_pattern) {
      // The left hand holds the bass under patterns that leave it out.
      for (int tick = bar_start; tick < bar_end;) {
        const int end = std::min(bar_end, chord_end(score, tick));
        const Chord& chord = chord_at(score, tick);
        const int pitch = hands.bass(chord);
        if (pitch >= 0) notes.push_back({tick, end - tick, pitch, 76});
        const int middle = bar_start + grid.middle();
        if (pitch >= 0 && request.activity > 0.55 && tick < middle && end > middle) {
          notes.back().duration = middle - tick;
          const int fifth = hands.other_bass(chord);
          if (fifth >= 0) notes.push_back({middle, end - middle, fifth, 72});
        }
        tick = end;
      }
    }
  }
  std::sort(notes.begin(), notes.end());
  return notes;
}

std::vector<Note> write_arpeggio(const Score& score, const CompRequest& request, const Grid& grid,
                                 Rng& rng) {
  std::vector<Note> notes;
  Hands hands(score, request);
  hands.set_voices(4);
  static const std::vector<std::vector<int>> kShapes = {
      {0, 1, 2, 3},       {3, 2, 1, 0}, {0, 1, 2, 3, 2, 1}, {0, 2, 1, 3}, {0, 3, 1, 2},
      {0, 1, 2, 0, 1, 3}, {0, 2, 3, 2}, {3, 1, 2, 0},       {0, 1, 2, 1}, {0, 3, 2, 3, 1, 3, 2, 3}};
  const auto& shape = kShapes[static_cast<size_t>(request.variant) % kShapes.size()];
  // Notes a quarter by activity: one, two, or four; figures of three on eighths are left to dotted
  // metres.
  const double seconds_a_quarter = 60.0 / score.plan.bpm;
  int step = request.activity < 0.18 ? 48 : (request.activity < 0.62 ? 24 : 12);
  if (step == 12 && seconds_a_quarter < 0.38 && !is_decaying(request.program)) step = 24;
  if (step == 12 && seconds_a_quarter < 0.33) step = 24;
  const bool restart = rng.chance(0.7);
  const bool gaps = rng.chance(0.3);  // some arpeggios are rhythms rather than streams
  size_t index = 0;
  for (int bar = 0; bar < request.section.bars; ++bar) {
    const int bar_start = score.bars[static_cast<size_t>(request.section.first_bar + bar)].start;
    if (restart) index = 0;
    for (int tick = bar_start; tick < bar_start + grid.bar_ticks(); tick += step, ++index) {
      const Chord& chord = chord_at(score, tick);
      if (restart && chord.start == tick) index = 0;
      if (gaps && index % 8 == 3 && grid.weight(tick - bar_start) < 2) continue;
      const auto& voicing = hands.voicing(chord, tick, chord_end(score, tick));
      if (voicing.empty()) continue;
      const size_t wanted = static_cast<size_t>(shape[index % shape.size()]);
      int pitch = voicing[wanted % voicing.size()];
      if (wanted >= voicing.size() && pitch + 12 <= request.range.highest) pitch += 12;
      const int held = is_decaying(request.program) ? step * 2 : step;
      notes.push_back({tick, std::min(held, bar_start + grid.bar_ticks() - tick), pitch,
                       68 + (index % shape.size() == 0 ? 5 : 0)});
      if (request.with_bass && chord.start == tick) {
        const int bass = hands.bass(chord);
        if (bass >= 0)
          notes.push_back({tick,
                           std::min(chord_end(score, tick), bar_start + grid.bar_ticks()) - tick,
                           bass, 74});
      }
    }
  }
  std::sort(notes.begin(), notes.end());
  return notes;
}

std::vector<Note> write_pad(const Score& score, const CompRequest& request, const Grid& grid,
                            int voice) {
  std::vector<Note> notes;
  Hands hands(score, request);
  hands.set_voices(voice >= 0 ? 1 : (request.activity > 0.5 ? 4 : 3));
  hands.set_open(voice < 0 && request.variant % 2 == 0);
  int line = request.range.centre;
  for (int bar = 0; bar < request.section.bars; ++bar) {
    const int bar_start = score.bars[static_cast<size_t>(request.section.first_bar + bar)].start;
    const int bar_end = bar_start + grid.bar_ticks();
    for (int tick = bar_start; tick < bar_end;) {
      const Chord& chord = chord_at(score, tick);
      const int end = std::min(bar_end, chord_end(score, tick));
      if (voice >= 0) {
        // One line of the harmony: each player owns a chord tone and moves to the nearest.
        const size_t index =
            static_cast<size_t>(voice + 1) % std::max<size_t>(1, chord.tones().size());
        const int pitch_class =
            chord.tones().empty() ? chord.root : (chord.root + chord.tones()[index]) % 12;
        int pitch =
            nearest_in(1u << pitch_class, line, request.range.lowest, request.range.highest);
        if (std::abs(pitch - line) > 5)
          pitch = nearest_tone(chord, line, request.range.lowest, request.range.highest);
        if (pitch >= 0) {
          notes.push_back({tick, end - tick, pitch, 68});
          line = (pitch * 3 + request.range.centre) / 4;
        }
      } else {
        for (int pitch : hands.voicing(chord, tick, end))
          notes.push_back({tick, end - tick, pitch, 64});
      }
      tick = end;
    }
  }
  // Tied where nothing moves, at most two bars at low activity; struck again when there is more
  // going on.
  std::sort(notes.begin(), notes.end());
  if (request.activity < 0.55) {
    std::vector<Note> tied;
    for (const Note& note : notes) {
      auto open = std::find_if(tied.rbegin(), tied.rend(), [&](const Note& before) {
        return before.pitch == note.pitch && before.start + before.duration == note.start &&
               before.duration + note.duration <= 2 * grid.bar_ticks();
      });
      if (open != tied.rend()) {
        open->duration += note.duration;
      } else {
        tied.push_back(note);
      }
    }
    notes = std::move(tied);
  } else if (request.activity > 0.75 && request.variant % 3 != 0) {
    std::vector<Note> struck;
    for (const Note& note : notes) {
      const int bar_at = (note.start - score.bars.front().start) % grid.bar_ticks();
      const int split = note.start - bar_at + grid.middle();
      if (note.start < split && split < note.start + note.duration) {
        struck.push_back({note.start, split - note.start, note.pitch, note.velocity});
        struck.push_back(
            {split, note.start + note.duration - split, note.pitch, note.velocity - 3});
      } else {
        struck.push_back(note);
      }
    }
    notes = std::move(struck);
  }
  std::sort(notes.begin(), notes.end());
  return notes;
}

}  // namespace continuo
