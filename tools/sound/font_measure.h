// What a General MIDI soundfont is like, program by program, as the synthesiser plays it.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace continuo {

struct ProgramMeasure {
  bool present = false;
  double loudness_lufs = 0;  // of quarters through its range at velocity 84
  double range_db = 0;       // from velocity 20 to 127
  double worst_fall_db = 0;  // of the next louder velocity; 0 where it only rises
  int layers = 0;            // sets of samples that velocities choose among, in the middle
  double brighter = 1;       // centroid at velocity 116 against 36
  double tuning_cents = 0;   // the worst of five pitches; 0 where it has none
  double dc_db = 0;          // under the sound's own level
  double width_db = 0;       // the sides against the middle
  double register_db = 0;    // loudness of the highest of five pitches less the lowest
};

struct FontMeasure {
  std::string name;
  double file_mb = 0;
  double decoded_mb = 0;                 // of all that was measured
  std::vector<ProgramMeasure> programs;  // 128, then the drum kits
};

// The kits of bank 128 that a band may ask for.
const std::vector<int>& measured_kits();

FontMeasure measure_font(const std::filesystem::path& path);

// As tables of Markdown: one line a font; and all that was measured of one.
std::string font_summary(const std::vector<FontMeasure>& fonts);
std::string font_details(const FontMeasure& font);

}  // namespace continuo
