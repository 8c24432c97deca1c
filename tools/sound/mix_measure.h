// How a mix stands: the parts of takes against each other, the whole in level, width and colour.
#pragma once

#include <string>
#include <vector>

#include "score/score.h"
#include "synth/soundfont.h"

namespace continuo {

struct PartMeasure {
  int program = 0;
  Role role = Role::kLead;
  double lufs = 0;
  double share = 0;     // of the energy of all parts
  double width_db = 0;  // the sides against the middle
};

struct MixMeasure {
  std::string genre;
  int seed = 0;
  std::vector<PartMeasure> parts;
  double lead_db = 0;         // against all others in the bands that it has, where it sounds
  double bass_less_kick = 0;  // dB, 40 to 120 Hz; NaN where one is missing
  double low_sides_db = 0;    // the sides against the middle under 120 Hz
  double width_db = 0;        // over 300 Hz
  double slope = 0;           // dB an octave, 100 Hz to 8 kHz
  double low_db = 0;          // under 120 Hz, of the whole
  double raw_lufs = 0;        // as the synthesiser gives it
  double lufs = 0;
  double true_peak_db = 0;
  double crest_db = 0;
  double limited_db = 0;          // the deepest
  double limited_share = 0;       // of the time, by more than 1 dB
  double limited_hard_share = 0;  // by more than 3 dB
  double dc = 0;
};

MixMeasure measure_mix(const Score& score, SoundfontRenderer& renderer);

std::string mix_table(const std::vector<MixMeasure>& pieces);

}  // namespace continuo
