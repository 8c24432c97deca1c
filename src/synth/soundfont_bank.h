// A soundfont as FluidSynth plays it: its presets start voices, and its samples are decoded when
// first needed.
#pragma once

#include <fluidsynth.h>

#include <filesystem>
#include <map>
#include <memory>
#include <vector>

#include "synth/soundfont_file.h"

namespace continuo {

// Decoded samples, shared by all synthesisers that play the same file. Belongs to one thread at a
// time.
class SoundfontBank {
 public:
  explicit SoundfontBank(const std::filesystem::path& path)
      : file_(path), samples_(file_.samples().size()) {}

  const SoundfontFile& file() const { return file_; }
  // Null where there is no such preset.
  const SoundfontLayer* preset(int bank, int program) const;
  // Decodes what a note needs; throws Error(kInput).
  void prepare(const SoundfontLayer& preset, int key, int velocity);
  // Starts the voices of a note on a channel.
  void note_on(const SoundfontLayer& preset, fluid_synth_t* synth, int channel, int key,
               int velocity);

 private:
  struct SampleDeleter {
    void operator()(fluid_sample_t* sample) const { delete_fluid_sample(sample); }
  };
  struct Loaded {
    std::vector<int16_t> data;
    std::unique_ptr<fluid_sample_t, SampleDeleter> sample;
  };
  fluid_sample_t* sample(size_t index);

  SoundfontFile file_;
  std::vector<Loaded> samples_;
};

// Gives a synthesiser the bank as a soundfont; returns its identifier. The synthesiser must not
// outlive the adapter.
class BankAdapter {
 public:
  explicit BankAdapter(std::shared_ptr<SoundfontBank> bank);
  ~BankAdapter();
  BankAdapter(const BankAdapter&) = delete;
  BankAdapter& operator=(const BankAdapter&) = delete;

  int attach(fluid_synth_t* synth);

 private:
  static fluid_preset_t* find(fluid_sfont_t* font, int bank, int program);
  static int note_on(fluid_preset_t* preset, fluid_synth_t* synth, int channel, int key,
                     int velocity);

  // What FluidSynth holds of a preset.
  struct Entry {
    BankAdapter* adapter;
    const SoundfontLayer* layer;
    fluid_preset_t* preset;
  };

  std::shared_ptr<SoundfontBank> bank_;
  std::map<const SoundfontLayer*, std::unique_ptr<Entry>> entries_;
};

}  // namespace continuo
