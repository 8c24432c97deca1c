// Themes and their realisation.
#include "arrange/melody.h"

#include <algorithm>
#include <array>
#include <cstdlib>

#include "arrange/harmony.h"
#include "arrange/ornament.h"
#include "arrange/voicing.h"

namespace continuo {
namespace {

// Where a bar stands in its phrase.
struct PhrasePlace {
  int position = 0;
  int length = 4;
  int index = 0;  // which phrase of the section
};

PhrasePlace place_in_phrase(int bar, int bars) {
  PhrasePlace place;
  int start = 0;
  while (true) {
    const int left = bars - start;
    int length = std::min(4, left);
    if (left == 5) length = 5;
    if (left == 6) length = 3;
    if (left == 7) length = 4;
    if (bar < start + length) {
      place.position = bar - start;
      place.length = length;
      return place;
    }
    start += length;
    ++place.index;
  }
}

}  // namespace

bool OuterVoices::parallel_to(int top_now, int bass_now) const {
  if (top < 0 || bass == bass_now || top == top_now) return false;
  const int interval = ((top - bass) % 12 + 12) % 12;
  const int interval_now = ((top_now - bass_now) % 12 + 12) % 12;
  return interval_now == interval && (interval == 0 || interval == 7);
}

namespace {

unsigned tones_of(const Chord& chord) {
  unsigned classes = 0;
  for (int tone : chord.tones()) classes |= 1u << ((chord.root + tone) % 12);
  return classes == 0 ? 1u << chord.root : classes;
}

// Sings note by note: remembers what came before to keep leaps small and outer voices apart.
class Voice {
 public:
  Voice(const Score& score, const MelodyRequest& request, const Grid& grid)
      : score_(score), request_(request), grid_(grid), scale_(0), bar_line_(request.before) {
    for (int step : score.plan.key.scale()) scale_ |= 1u << ((score.plan.key.tonic + step) % 12);
    if (request.gamut != Gamut::kWhole) {
      const Chord tonic{0, score.plan.key.tonic, ChordQuality::kPower, score.plan.key.tonic};
      scale_ = melody_scale(score.plan.key, tonic, request.gamut);
    }
  }

  int anchor(int curve, int tick, bool opens) {
    int target = step_in(
        scale_,
        folded(nearest_in(scale_, request_.range.centre + request_.lift, 0, 127), request_.range),
        curve);
    // Inside a phrase the bars join; between phrases there is room for a leap.
    const int reach = opens ? 7 : 3;
    if (previous_ >= 0 && std::abs(target - previous_) > reach) {
      target = opens ? (target + previous_) / 2 : (target + 2 * previous_) / 3;
    }
    return nearest_tone(chord_at(score_, tick), folded(target, request_.range),
                        request_.range.lowest, request_.range.highest);
  }

  int pitch_for(int anchor_pitch, const MotifNote& note, int bar_start) {
    const int tick = bar_start + note.start;
    // An attack just before a chord change that sounds across it belongs to the new chord.
    const int change = chord_end(score_, tick);
    const bool early = change - tick <= 24 && change < tick + note.duration;
    const Chord& chord = chord_at(score_, early ? change : tick);
    const unsigned scale = melody_scale(score_.plan.key, chord, request_.gamut);
    int pitch = folded(step_in(scale, anchor_pitch, note.step), request_.range);
    const int weight = grid_.weight(note.start);
    const bool strong =
        weight >= 3 || (weight == 2 && note.duration >= 24) || note.duration >= 48 || early;
    if (strong) {
      const int snapped = nearest_tone(chord, pitch, request_.range.lowest, request_.range.highest);
      if (snapped >= 0 && (weight >= 3 || std::abs(snapped - pitch) <= 2)) pitch = snapped;
    }
    if (pitch == previous_ && note.step != step_before_) {
      const unsigned from = strong ? tones_of(chord) : scale;
      const int moved = step_in(from, pitch, note.step > step_before_ ? 1 : -1);
      if (moved >= request_.range.lowest && moved <= request_.range.highest) pitch = moved;
    }
    if (request_.strict && weight >= 3) pitch = without_parallels(pitch, chord);
    if (weight >= 3) {
      before_strong_ = strong_;
      strong_ = {pitch, chord.bass};
    }
    if (weight >= 4) {
      before_bar_line_ = bar_line_;
      bar_line_ = strong_;
    }
    previous_ = pitch;
    step_before_ = note.step;
    return pitch;
  }

  // The last note was moved after it was sung.
  void corrected(int pitch) {
    if (strong_.top == previous_) strong_.top = pitch;
    if (bar_line_.top == previous_) bar_line_.top = pitch;
    previous_ = pitch;
  }
  void remember(int pitch) { previous_ = pitch; }
  unsigned scale() const { return scale_; }
  // Whether a note in the place of the last one would run parallel with the bass.
  bool would_be_parallel(int pitch, int tick, int weight) const {
    if (!request_.strict || weight < 3) return false;
    const int bass = chord_at(score_, tick).bass;
    return before_strong_.parallel_to(pitch, bass) ||
           (weight == 4 && before_bar_line_.parallel_to(pitch, bass));
  }

 private:
  int without_parallels(int pitch, const Chord& chord) const {
    for (int offset : {0, 1, -1, 2, -2}) {
      const int other = step_in(tones_of(chord), pitch, offset);
      if (other < request_.range.lowest || other > request_.range.highest) continue;
      if (!strong_.parallel_to(other, chord.bass) && !bar_line_.parallel_to(other, chord.bass)) {
        return other;
      }
    }
    return pitch;
  }

  const Score& score_;
  const MelodyRequest& request_;
  const Grid& grid_;
  unsigned scale_;
  int previous_ = -1;
  int step_before_ = 0;
  OuterVoices strong_;
  OuterVoices bar_line_;
  OuterVoices before_strong_;
  OuterVoices before_bar_line_;
};

void close_on_tonic(const Score& score, const MelodyRequest& request, Note& note) {
  const int tonic = score.plan.key.tonic;
  const Chord& chord = chord_at(score, note.start);
  if (!chord.contains(tonic)) return;
  const int pitch =
      nearest_in(1u << tonic, note.pitch, request.range.lowest, request.range.highest);
  if (pitch >= 0) note.pitch = pitch;
}

// Divides long notes by a neighbour, and bends light notes towards strong ones by a semitone.
void decorate(const Score& score, const MelodyRequest& request, const Grid& grid,
              std::vector<Note>& notes, Rng& rng) {
  std::vector<Note> result;
  for (size_t i = 0; i < notes.size(); ++i) {
    Note note = notes[i];
    const bool followed = i + 1 < notes.size() && notes[i + 1].start - note.start <= 96;
    const unsigned scale = melody_scale(score.plan.key, chord_at(score, note.start), request.gamut);
    if (note.duration >= 48 && followed && rng.chance(request.ornament)) {
      const int direction = notes[i + 1].pitch >= note.pitch ? 1 : -1;
      Note light = note;
      note.duration = note.duration / 2 / 12 * 12;
      light.start += note.duration;
      light.duration -= note.duration;
      light.pitch = step_in(scale, note.pitch,
                            std::abs(notes[i + 1].pitch - note.pitch) > 2 ? direction : -direction);
      light.velocity -= 6;
      result.push_back(note);
      if (light.pitch >= request.range.lowest && light.pitch <= request.range.highest)
        result.push_back(light);
      continue;
    }
    if (followed && i > 0 && note.duration <= 24 && request.chromatic > 0 &&
        rng.chance(request.chromatic)) {
      const int bar_ticks = grid.bar_ticks();
      const int from = score.bars.front().start;
      if (grid.weight((notes[i + 1].start - from) % bar_ticks) >= 2 &&
          grid.weight((note.start - from) % bar_ticks) <= 1) {
        const int below = notes[i + 1].pitch - 1;
        if (below >= request.range.lowest && std::abs(below - notes[i - 1].pitch) <= 5)
          note.pitch = below;
      }
    }
    result.push_back(note);
  }
  notes = std::move(result);
}

const Motif& motif_of(const Theme& theme, char letter) {
  return theme.motifs[std::min(theme.motifs.size() - 1, static_cast<size_t>(letter - 'a'))];
}

}  // namespace

Theme draw_theme(const Grid& grid, const MotifStyle& style, Rng& rng) {
  static const std::vector<std::string_view> kOrders = {"aba", "abc", "aab", "aac",
                                                        "abb", "acb", "aba"};
  static const std::vector<std::vector<int>> kCurves = {
      {0, 2, 3, 1, 1, 3, 5, 0},  {0, 1, 2, 0, 2, 4, 2, 0},  {3, 2, 1, 0, 4, 3, 2, 0},
      {0, 0, 3, 2, 0, 2, 5, -1}, {2, 0, 2, -1, 2, 1, 4, 0}, {-2, 0, 2, 1, -1, 2, 4, 0},
      {4, 2, 3, 1, 5, 3, 1, -2}, {0, 3, 0, 4, 0, 5, 2, 0},  {-1, -1, 1, 0, 1, 1, 3, 0},
      {1, -1, 2, 0, 3, 1, 4, 0}};
  Theme theme;
  const Motif a = draw_motif(grid, style, rng);
  MotifStyle other = style;
  other.busy = std::clamp(style.busy + rng.uniform(-0.25, 0.15), 0.0, 1.0);
  // The second motif is kin of the first or its contrast.
  const int kin = rng.range(0, 4);
  Motif b = kin == 0 ? inverted(a)
                     : (kin == 1 ? rhythm_varied(a, grid, rng) : draw_motif(grid, other, rng));
  if (kin == 2) b = contour_varied(a, rng);
  const Motif c = rng.chance(0.4) ? rhythm_varied(a, grid, rng) : draw_motif(grid, other, rng);
  theme.motifs = {a, b, c, contour_varied(a, rng), inverted(a), rhythm_varied(b, grid, rng)};
  theme.order = rng.pick(kOrders);
  static const std::vector<std::string_view> kAnswers = {"abd", "adb", "aef", "dbc",
                                                         "aba", "dba", "afc"};
  theme.answer = rng.chance(0.45) ? theme.order : rng.pick(kAnswers);
  theme.open = draw_cadence(grid, style, rng);
  theme.closed = draw_cadence(grid, style, rng);
  theme.curve = rng.pick(kCurves);
  theme.pickup = rng.chance(0.35);
  return theme;
}

std::vector<Note> sing(const Score& score, const Theme& theme, const MelodyRequest& request,
                       const Grid& grid, Rng& rng) {
  std::vector<Note> notes;
  Voice voice(score, request, grid);
  const SectionSpan& section = request.section;
  for (int bar = 0; bar < section.bars; ++bar) {
    const int bar_start = score.bars[static_cast<size_t>(section.first_bar + bar)].start;
    const PhrasePlace place = place_in_phrase(bar, section.bars);
    const bool answers = place.index % 2 == 1;
    const bool ends = place.position == place.length - 1 && place.length > 1;
    const bool final_bar = bar == section.bars - 1;
    const std::string_view order = answers ? theme.answer : theme.order;
    const Motif& motif =
        ends ? (answers || final_bar ? theme.closed : theme.open)
             : motif_of(theme, order[static_cast<size_t>(place.position) % order.size()]);
    const int along = place.position * 4 / place.length + (answers ? 4 : 0);
    const int anchor = voice.anchor(theme.curve[static_cast<size_t>(along)],
                                    bar_start + motif.front().start, place.position == 0);
    const size_t first_of_bar = notes.size();
    for (const MotifNote& wanted : motif) {
      const int weight = grid.weight(wanted.start);
      if (request.thin && (weight == 0 || (weight == 1 && wanted.duration < 24))) continue;
      const int pitch = voice.pitch_for(anchor, wanted, bar_start);
      // Phrases swell towards their third bar.
      const int swell = place.position == place.length - 2 ? 4 : (ends ? -3 : 0);
      notes.push_back(
          {bar_start + wanted.start, wanted.duration, pitch, 84 + swell + (weight >= 3 ? 3 : 0)});
    }
    if (notes.size() == first_of_bar) continue;
    if (ends && (final_bar || answers)) {
      Note closing = notes.back();
      close_on_tonic(score, request, closing);
      const int weight = grid.weight(closing.start - bar_start);
      if ((section.last && final_bar) ||
          !voice.would_be_parallel(closing.pitch, closing.start, weight)) {
        notes.back() = closing;
        voice.corrected(closing.pitch);
      }
    }
    // An upbeat leads from the breath into the next phrase.
    if (ends && theme.pickup && !final_bar && !request.thin) {
      const Pulse& last = grid.pulses().back();
      const int from = bar_start + last.end() - 48;
      Note& held = notes.back();
      if (last.end() >= 96 && held.start < from) {
        held.duration = std::min(held.duration, from - held.start);
        const unsigned scale = melody_scale(score.plan.key, chord_at(score, from), request.gamut);
        const int goal =
            voice.anchor(theme.curve[answers ? 0 : 4], bar_start + grid.bar_ticks(), true);
        const int side = goal > held.pitch ? -1 : 1;
        for (int i = 0; i < 2; ++i) {
          const int pitch = folded(step_in(scale, nearest_in(scale, goal, 0, 127), side * (2 - i)),
                                   request.range);
          notes.push_back({from + i * 24, 24, pitch, 78});
          voice.remember(pitch);
        }
      }
    }
  }
  if (request.ornament > 0 || request.chromatic > 0) decorate(score, request, grid, notes, rng);
  for (size_t i = 0; i + 1 < notes.size(); ++i) {
    notes[i].duration =
        std::max(6, std::min(notes[i].duration, notes[i + 1].start - notes[i].start));
  }
  if (request.grace != Grace::kNone) add_graces(score, request, notes, rng);
  return notes;
}

std::vector<Note> answer_melody(const Score& score, const SectionSpan& section,
                                const std::vector<Note>& lead, const Register& range,
                                const Grid& grid, Rng& rng) {
  std::vector<Note> notes;
  int previous = range.centre;
  const double eager = 0.25 + 0.08 * section.intensity;
  for (int bar = 0; bar < section.bars; ++bar) {
    const int bar_start = score.bars[static_cast<size_t>(section.first_bar + bar)].start;
    int free_from = -1;  // a run of pulses in which the lead does not attack
    std::vector<std::pair<int, int>> gaps;
    for (const Pulse& pulse : grid.pulses()) {
      const int from = bar_start + pulse.start;
      const int to = bar_start + pulse.end();
      const bool attacked = std::any_of(lead.begin(), lead.end(), [&](const Note& note) {
        return note.start >= from && note.start < to;
      });
      if (!attacked && free_from < 0) free_from = from;
      if (attacked && free_from >= 0) {
        gaps.emplace_back(free_from, from);
        free_from = -1;
      }
    }
    if (free_from >= 0) gaps.emplace_back(free_from, bar_start + grid.bar_ticks());
    bool filled = false;
    for (const auto& [from, to] : gaps) {
      if (to - from < 48 || !rng.chance(eager + 0.3)) continue;
      filled = true;
      const bool quick = rng.chance(eager) && to - from >= 96;
      const int length = quick ? 24 : 48;
      const int direction = previous > range.centre ? -1 : 1;
      for (int tick = from + (quick && rng.chance(0.4) ? 24 : 0), i = 0; tick < to;
           tick += length, ++i) {
        const unsigned scale = chord_scale(score.plan.key, chord_at(score, tick));
        const bool strong = i == 0 || tick + length >= to;
        int pitch = step_in(scale, nearest_in(scale, previous, 0, 127), i == 0 ? 0 : direction);
        if (strong) pitch = nearest_tone(chord_at(score, tick), pitch, range.lowest, range.highest);
        pitch = folded(pitch, range);
        notes.push_back({tick, std::min(length, to - tick), pitch, 74});
        previous = pitch;
      }
    }
    if (filled && rng.chance(0.6)) continue;
    // Otherwise a long tone that the lead does not have.
    if (!filled && rng.chance(0.35 + eager)) {
      const Chord& chord = chord_at(score, bar_start);
      const size_t guide = chord.tones().size() > 3 ? 3 : 1;
      const int pitch_class =
          chord.tones().size() > 1 ? (chord.root + chord.tones()[guide]) % 12 : chord.root;
      const int pitch = nearest_in(1u << pitch_class, previous, range.lowest, range.highest);
      if (pitch < 0) continue;
      notes.push_back({bar_start,
                       std::min(grid.bar_ticks(), chord_end(score, bar_start) - bar_start), pitch,
                       70});
      previous = pitch;
    }
  }
  return notes;
}

std::vector<Note> harmonise(const Score& score, const std::vector<Note>& lead,
                            const Register& range, int distance) {
  std::vector<Note> notes;
  for (const Note& note : lead) {
    const Chord& chord = chord_at(score, note.start);
    const unsigned scale = chord_scale(score.plan.key, chord);
    int pitch = step_in(scale, nearest_in(scale, note.pitch, 0, 127), -distance);
    if (note.duration >= 48) {
      const int tone = nearest_tone(chord, pitch, 0, 127);
      if (tone >= 0 && tone < note.pitch - 1) pitch = tone;
    }
    while (pitch > range.highest) pitch -= 12;
    while (pitch < range.lowest) pitch += 12;
    if (pitch > range.highest || pitch == note.pitch) continue;
    notes.push_back({note.start, note.duration, pitch, note.velocity - 12});
  }
  return notes;
}

}  // namespace continuo
