// A soundfont as FluidSynth plays it: its presets start voices, and its samples are decoded when
// first needed.
#pragma once

#include <fluidsynth.h>

#include <filesystem>
#include <map>
#include <memory>
#include <vector>

#include "synth/soundfont_store.h"

namespace continuo {

// A store's samples as FluidSynth holds them. Belongs to one thread at a time, as FluidSynth's
// counts of who plays a sample do; the samples themselves are shared.
class SoundfontBank {
 public:
  explicit SoundfontBank(std::shared_ptr<SoundfontStore> store)
      : store_(std::move(store)), samples_(store_->file().samples().size()) {}
  explicit SoundfontBank(const std::filesystem::path& path)
      : SoundfontBank(std::make_shared<SoundfontStore>(path)) {}

  const SoundfontStore& store() const { return *store_; }
  // Decodes what a note needs; throws Error(kInput).
  void prepare(const SoundfontLayer& preset, int key, int velocity);
  // Starts the voices of a note on a channel.
  void note_on(const SoundfontLayer& preset, fluid_synth_t* synth, int channel, int key,
               int velocity);

 private:
  struct SampleDeleter {
    void operator()(fluid_sample_t* sample) const { delete_fluid_sample(sample); }
  };
  fluid_sample_t* sample(size_t index);

  std::shared_ptr<SoundfontStore> store_;
  std::vector<std::unique_ptr<fluid_sample_t, SampleDeleter>> samples_;
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
