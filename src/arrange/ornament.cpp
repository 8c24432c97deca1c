// Graces and heterophony.
#include "arrange/ornament.h"

#include <algorithm>

#include "arrange/harmony.h"
#include "arrange/voicing.h"

namespace continuo {

// About a twentieth of a second each; the main note yields its beginning.
void add_graces(const Score& score, const MelodyRequest& request, std::vector<Note>& notes,
                Rng& rng) {
  constexpr double kGraceSeconds = 0.05;
  const int ticks =
      std::clamp(static_cast<int>(kGraceSeconds * score.plan.bpm / 60.0 * kTicksPerQuarter), 3, 8);
  std::vector<Note> result;
  for (const Note& note : notes) {
    const int needed = ticks * (request.grace == Grace::kMordent ? 4 : 3);
    if (note.duration < std::max(18, needed) || !rng.chance(request.graces)) {
      result.push_back(note);
      continue;
    }
    const unsigned scale = melody_scale(score.plan.key, chord_at(score, note.start), request.gamut);
    const int side = request.grace == Grace::kCut ? 1 : -1;
    const int other = step_in(scale, note.pitch, side);
    Note main = note;
    if (other < request.range.lowest || other > request.range.highest || other == note.pitch) {
      result.push_back(note);
      continue;
    }
    if (request.grace == Grace::kMordent) {
      result.push_back({main.start, ticks, note.pitch, note.velocity});
      main.start += ticks;
      main.duration -= ticks;
    }
    result.push_back({main.start, ticks, other, note.velocity - 12});
    main.start += ticks;
    main.duration -= ticks;
    result.push_back(main);
  }
  notes = std::move(result);
}

std::vector<Note> heterophony(const Score& score, const std::vector<Note>& lead,
                              const Register& range, Gamut gamut, Rng& rng) {
  std::vector<Note> notes;
  for (const Note& note : lead) {
    Note own = note;
    own.pitch = folded(note.pitch, range);
    own.velocity -= 8;
    const bool light = note.duration <= 12;
    if (light || (note.duration <= 24 && rng.chance(0.3))) {
      // What is left out is covered by the note before it.
      if (!notes.empty() && notes.back().start + notes.back().duration == note.start)
        notes.back().duration += note.duration;
      continue;
    }
    if (note.duration >= 48 && rng.chance(0.3)) {
      const unsigned scale = melody_scale(score.plan.key, chord_at(score, note.start), gamut);
      const int neighbour = step_in(scale, own.pitch, rng.chance(0.6) ? 1 : -1);
      if (neighbour >= range.lowest && neighbour <= range.highest) {
        own.duration = note.duration / 2 / 12 * 12;
        notes.push_back(own);
        notes.push_back({own.start + own.duration, 12, neighbour, own.velocity - 6});
        notes.push_back({own.start + own.duration + 12, note.duration - own.duration - 12,
                         own.pitch, own.velocity});
        continue;
      }
    }
    notes.push_back(own);
  }
  return notes;
}

}  // namespace continuo
