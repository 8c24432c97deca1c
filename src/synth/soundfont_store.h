// A soundfont's tables and decoded samples, shared by all that play it in this process.
#pragma once

#include <atomic>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <mutex>
#include <vector>

#include "synth/soundfont_file.h"

namespace continuo {

// Calls visit(zone of the preset, instrument, zone of the instrument) for each voice of a note.
void each_voice(const SoundfontFile& file, const SoundfontLayer& preset, int key, int velocity,
                const auto& visit) {
  for (const SoundfontZone& outer : preset.zones) {
    if (!outer.holds(key, velocity)) continue;
    const SoundfontLayer& instrument = file.instruments()[outer.target];
    for (const SoundfontZone& inner : instrument.zones) {
      if (inner.holds(key, velocity)) visit(outer, instrument, inner);
    }
  }
}

// Thread: any.
class SoundfontStore {
 public:
  explicit SoundfontStore(const std::filesystem::path& path)
      : file_(path), samples_(file_.samples().size()) {}

  // Its tables; decoding goes through samples().
  const SoundfontFile& file() const { return file_; }
  // Null where there is no such preset.
  const SoundfontLayer* preset(int bank, int program) const;
  // The preset that plays a program; `kit` is the drum kit's. Where the soundfont lacks it, its
  // family's first serves, then any. Throws Error(kInput) where there is none at all.
  const SoundfontLayer& preset_for(int program, int kit) const;
  // Decoded at the first call; stays where it is. Throws Error(kInput).
  const std::vector<int16_t>& samples(size_t index);
  // Decodes what a note needs; throws Error(kInput).
  void prepare(const SoundfontLayer& preset, int key, int velocity);
  // Of samples so far: at most all of the soundfont's.
  uint64_t decoded_bytes() const { return decoded_bytes_; }

 private:
  struct Decoded {
    std::vector<int16_t> data;
    std::atomic<bool> there{false};
  };

  SoundfontFile file_;
  std::mutex mutex_;  // of decoding, which reads the file
  std::vector<Decoded> samples_;
  std::atomic<uint64_t> decoded_bytes_{0};
};

}  // namespace continuo
