// Shorthand for the files that write out the genres' rows; nothing else includes it.
#pragma once

#include "arrange/genre.h"

namespace continuo {

std::vector<Genre> keyboard_and_roots();
std::vector<Genre> band_genres();
std::vector<Genre> electronic_genres();
std::vector<Genre> concert_genres();

namespace rows {

using B = BassStyle;
using C = CompStyle;
using D = DrumStyle;
using F = Form;
using H = HarmonyStyle;
using R = Role;

inline constexpr Metre k24{2, 4};
inline constexpr Metre k34{3, 4};
inline constexpr Metre k44{4, 4};
inline constexpr Metre k54{5, 4};
inline constexpr Metre k74{7, 4};
inline constexpr Metre k68{6, 8};
inline constexpr Metre k78{7, 8};
inline constexpr Metre k98{9, 8};
inline constexpr Metre k128{12, 8};

inline Feel straight(double timing, double velocity, double rubato = 0) {
  Feel feel;
  feel.timing_ticks = timing;
  feel.velocity_spread = velocity;
  feel.rubato = rubato;
  return feel;
}

inline Feel swung(double swing, double timing, bool sixteenths = false, double laid_back = 0) {
  Feel feel = straight(timing, 7);
  feel.swing = swing;
  feel.swing_sixteenths = sixteenths;
  feel.laid_back_ticks = laid_back;
  return feel;
}

}  // namespace rows
}  // namespace continuo
