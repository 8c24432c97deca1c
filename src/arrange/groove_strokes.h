// Strokes of a step string as notes, and fills.
#pragma once

#include <vector>

#include "arrange/groove.h"
#include "base/rng.h"
#include "score/score.h"

namespace continuo {

// Written velocities, before humanise() scales them by the bar's dynamics: 88 is a plain hit.
int stroke_velocity(char symbol, Rng& rng);

// Adds the strokes of one step at an absolute tick. Rolls crescendo slightly; nothing passes `end`;
// a flam's grace note is left out where it would fall before `start` (the bar line).
void strike(std::vector<Note>& notes, DrumKey key, int tick, char symbol, int velocity, int start,
            int end);

// A fill over whole pulses, the first at tick `start`: louder and (for toms) lower towards its end.
std::vector<Note> write_fill(FillKind kind, int start, const std::vector<int>& pulses,
                             int intensity, int density, Rng& rng);

// One bar of a snare roll (or what the groove has for it) that doubles its rate through a section:
// progress 0..1 at the bar's start and end.
std::vector<Note> write_build(DrumKey key, const Bar& bar, double from, double to, int intensity);

}  // namespace continuo
