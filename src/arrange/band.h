// The rule-based band: whole pieces from a plan. Teacher of the embedded model and fallback for a
// missed deadline.
#pragma once

#include <cstdint>

#include "score/score.h"

namespace continuo {

// Every note of a piece that obeys the plan: its genre, tempo, metre, key, parts, sections,
// intensity and dynamics. The same plan and seed give the same score. The result's plan carries the
// measured density and brightness.
Score arrange(const Plan& plan, uint64_t seed);

// One round of music that has no end: no ending is written, and what a player does hangs on its
// instrument, the harmony and the themes on the seed alone, so that a change of the plan changes no
// more than it must. Another `variation` of the same seed brings the same themes back, played
// anew.
Score arrange_round(const Plan& plan, uint64_t seed, uint64_t variation);

// A loop: the plan's bars, whose last lead back to the first. No upbeat, no ending, no chord that
// closes; notes may ring over the end, by two bars at most, and go on at the beginning.
Score arrange_loop(const Plan& plan, uint64_t seed);
// Music that the band comes into: what is there already, in ticks from the plan's first bar.
struct Surroundings {
  std::vector<Bar> bars;      // as many as the plan has, of its metre
  std::vector<Chord> chords;  // the first at tick 0; none: the band's own choice
  std::vector<Part> heard;    // what parts of the plan play already, and go on playing
  bool ends = false;          // the last bar is the ending
  int register_shift = 0;     // semitones that the players lie higher
};

// The plan's other parts, each playing in every bar, over that harmony and beside what is heard.
// What a player does hangs on its instrument, the harmony and the seed. The result has no notes of
// the parts that are heard.
Score arrange_among(const Plan& plan, uint64_t seed, const Surroundings& around);

// A plan as a musician of some genre would draw it: instruments, metre, tempo, key and form that
// belong together, with the rarer choices (odd metres, unusual line-ups) often enough to be learnt.
Plan random_plan(uint64_t seed);

// Fills what the user left open: the given fields of `wanted` stay, the rest is drawn to suit them.
Plan random_plan_of_genre(int genre, uint64_t seed);

}  // namespace continuo
