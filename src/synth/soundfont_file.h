// A reader of soundfonts, SF2 and SF3, that decodes a sample only when it is asked for.
//
// FluidSynth's own reader decodes all of an instrument before its first note: 0.9 s and 100 MB for
// a grand piano of which a piece touches a tenth. This one reads the tables (0.4 MB) and leaves the
// samples in the file. Reference: SoundFont Technical Specification 2.04; SF3 is SF2 with each
// sample as an Ogg Vorbis stream.
#pragma once

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace continuo {

struct SoundfontModulator {
  uint16_t source = 0;
  uint16_t destination = 0;
  int16_t amount = 0;
  uint16_t amount_source = 0;
  uint16_t transform = 0;
};

struct SoundfontZone {
  int low_key = 0, high_key = 127;
  int low_velocity = 0, high_velocity = 127;
  std::vector<std::pair<int, int16_t>> generators;  // ascending, each once
  std::vector<SoundfontModulator> modulators;
  size_t target = 0;  // index of an instrument (in a preset) or of a sample (in an instrument)

  bool holds(int key, int velocity) const {
    return key >= low_key && key <= high_key && velocity >= low_velocity &&
           velocity <= high_velocity;
  }
};

// A preset or an instrument: zones, and what holds for all of them.
struct SoundfontLayer {
  std::string name;
  int bank = 0;     // presets only
  int program = 0;  // likewise
  std::optional<SoundfontZone> common;
  std::vector<SoundfontZone> zones;
};

struct SoundfontSample {
  std::string name;
  uint32_t start = 0;  // in samples; in an SF3 file, bytes
  uint32_t end = 0;
  uint32_t loop_start = 0;  // from the sample's own beginning
  uint32_t loop_end = 0;
  uint32_t rate_hz = 0;
  int pitch = 60;
  int correction_cents = 0;
  bool vorbis = false;
};

class SoundfontFile {
 public:
  // Throws Error(kMissing) where there is no file, Error(kInput) where it is no soundfont or a
  // broken one: no index that comes from the file is used unchecked.
  explicit SoundfontFile(const std::filesystem::path& path);

  const std::filesystem::path& path() const { return path_; }
  const std::vector<SoundfontLayer>& presets() const { return presets_; }
  const std::vector<SoundfontLayer>& instruments() const { return instruments_; }
  const std::vector<SoundfontSample>& samples() const { return samples_; }

  // Throws Error(kInput) where the sample cannot be decoded.
  std::vector<int16_t> decode(const SoundfontSample& sample);

 private:
  std::vector<uint8_t> bytes_at(uint64_t offset, uint64_t count);

  std::filesystem::path path_;
  std::ifstream file_;
  uint64_t data_offset_ = 0;
  uint64_t data_bytes_ = 0;
  std::vector<SoundfontLayer> presets_;
  std::vector<SoundfontLayer> instruments_;
  std::vector<SoundfontSample> samples_;
};

}  // namespace continuo
