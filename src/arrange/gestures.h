// What happens once in a section: crashes, fills, stops; and rests, which hold whatever else was
// written.
#pragma once

#include <vector>

#include "arrange/form.h"
#include "arrange/groove.h"
#include "base/rng.h"
#include "score/score.h"

namespace continuo {

// Strokes for kCrash and kFill, where the score has a drum kit.
void write_strokes(Score& score, const std::vector<SectionSpan>& sections, const Groove& groove,
                   int density, Rng& rng);

// Silence where the plan asks for it: players that rest, and the bars of kStop and kCut after their
// first beat. What rings into a rest is cut at its bar line.
void keep_rests(Score& score, const std::vector<SectionSpan>& sections);

}  // namespace continuo
