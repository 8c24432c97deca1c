#include "synth/program_loudness.h"

#include <algorithm>
#include <array>

#include "score/instrument.h"

namespace continuo {

namespace {

// LUFS of each program of MuseScore General: quarters at 120 bpm through its range, velocity 84. A
// line a family. Synth leads are 19 dB louder than a music box.
// clang-format off
constexpr std::array<double, 128> kPrograms{
    -29.5, -30.1, -30.2, -29.6, -25.9, -27.6, -30.7, -29.5,
    -30.5, -29.1, -37.1, -29.8, -29.1, -36.1, -25.9, -34.1,
    -29.7, -23.6, -27.4, -26.3, -27.3, -28.8, -27.6, -27.8,
    -28.2, -31.7, -26.9, -22.8, -32.2, -26.3, -26.1, -23.5,
    -24.5, -24.6, -24.7, -24.4, -28.7, -26.4, -25.7, -26.0,
    -26.7, -26.9, -26.2, -31.7, -31.2, -33.5, -30.1, -29.7,
    -27.8, -28.1, -31.0, -31.1, -30.8, -26.9, -27.8, -27.9,
    -23.3, -19.8, -22.0, -24.2, -24.5, -26.2, -27.9, -28.0,
    -23.3, -24.2, -25.9, -27.1, -23.2, -31.6, -25.5, -24.9,
    -22.1, -23.0, -22.1, -24.9, -24.1, -23.0, -20.9, -21.0,
    -23.9, -23.6, -21.5, -20.9, -21.0, -19.0, -24.5, -23.1,
    -26.3, -36.3, -22.6, -23.6, -25.2, -28.2, -27.2, -30.2,
    -26.1, -23.3, -23.7, -25.9, -24.0, -31.0, -26.5, -24.9,
    -29.3, -27.7, -35.0, -28.1, -30.6, -21.3, -30.0, -22.4,
    -29.8, -37.4, -30.0, -39.6, -29.6, -32.9, -22.6, -35.7,
    -25.2, -24.7, -27.3, -20.5, -21.1, -43.1, -25.7, -22.6,
};
// clang-format on

// Of its drum kits: kick, hi-hat, snare, hi-hat.
struct KitLoudness {
  int kit;
  double lufs;
};
constexpr std::array<KitLoudness, 8> kKits{{{0, -31.4},
                                            {8, -27.4},
                                            {16, -28.0},
                                            {24, -28.7},
                                            {25, -29.5},
                                            {32, -27.0},
                                            {40, -25.4},
                                            {48, -25.8}}};

constexpr double kOrdinary_lufs = -27;
constexpr double kMostTrim_db = 12;

double loudness_of(int program, int kit) {
  if (program != kDrumKit) return kPrograms.at(static_cast<size_t>(program));
  const auto found = std::find_if(kKits.begin(), kKits.end(),
                                  [&](const KitLoudness& row) { return row.kit == kit; });
  return found == kKits.end() ? kOrdinary_lufs : found->lufs;
}

}  // namespace

double loudness_trim_db(int program, int kit) {
  return std::clamp(kOrdinary_lufs - loudness_of(program, kit), -kMostTrim_db, kMostTrim_db);
}

}  // namespace continuo
