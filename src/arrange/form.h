// Sections laid out in bars, what returns where, and which players are in.
#pragma once

#include <vector>

#include "arrange/genre.h"
#include "base/rng.h"
#include "score/score.h"

namespace continuo {

struct SectionSpan {
  SectionKind kind = SectionKind::kVerse;
  int first_bar = 0;
  int bars = 8;
  int intensity = 4;
  int dynamics = 4;
  int material = 0;    // sections with the same material share harmony and themes
  int occurrence = 0;  // how many sections with this material stood before
  bool last = false;
  int course_bar = 0;      // bars of the same course before it (goes_on)
  bool course_on = false;  // the next section goes on with it
  bool glides = false;
  std::vector<int> tacet = {};  // programs that rest
  std::vector<Gesture> gestures = {};

  bool has(Gesture gesture) const;
  bool rests(int program) const;
};

inline constexpr int kMaterialCount = 6;

std::vector<SectionSpan> lay_out(const Plan& plan);

// active[section][part]: who plays where. Every part plays in the most intense section; every
// section has a player. Whoever is told somewhere to rest rests there and plays everywhere else.
// `by_program`: who enters when is each player's own affair, whoever else
// plays.
std::vector<std::vector<char>> choose_players(const Plan& plan,
                                              const std::vector<SectionSpan>& sections, Rng& rng,
                                              bool by_program = false);

// Sections for a new piece of about `bars` bars (8 to 48).
std::vector<Section> draw_form(const Genre& genre, int bars, Rng& rng);

// From how many bars on a piece needs a form of several rounds.
inline constexpr int kLongForm = 64;

// Sections for a long piece of exactly `bars` bars (kLongForm at least): rounds of verse and chorus,
// theme and variation or build and drop that rise, a contrast after two thirds, and a close. Around
// the levels given.
std::vector<Section> draw_long_form(const Genre& genre, int bars, int intensity, int dynamics,
                                    Rng& rng);

}  // namespace continuo
