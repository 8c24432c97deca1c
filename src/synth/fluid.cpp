#include "synth/fluid.h"

#include <fluidsynth.h>

#include <algorithm>
#include <new>
#include <utility>

#include "base/error.h"
#include "score/instrument.h"

namespace continuo {

namespace {

constexpr double kGain = 0.8;  // a band of six plays at about -20 LUFS

// FluidSynth's log is one for the process. What can go wrong is checked before it is asked, so it
// has nothing to say.
void silence_log() {
  static const bool once = [] {
    for (const int level : {FLUID_PANIC, FLUID_ERR, FLUID_WARN, FLUID_INFO, FLUID_DBG}) {
      fluid_set_log_function(level, nullptr, nullptr);
    }
    return true;
  }();
  static_cast<void>(once);
}

struct SettingsDeleter {
  void operator()(fluid_settings_t* settings) const { delete_fluid_settings(settings); }
};
struct SynthDeleter {
  void operator()(fluid_synth_t* synth) const { delete_fluid_synth(synth); }
};

std::unique_ptr<fluid_settings_t, SettingsDeleter> make_settings(int outputs) {
  std::unique_ptr<fluid_settings_t, SettingsDeleter> settings(new_fluid_settings());
  if (!settings) throw std::bad_alloc();
  const auto number = [&](const char* name, double value) {
    fluid_settings_setnum(settings.get(), name, value);
  };
  const auto integer = [&](const char* name, int value) {
    fluid_settings_setint(settings.get(), name, value);
  };
  number("synth.sample-rate", 48000.0);
  number("synth.gain", kGain);
  integer("synth.midi-channels", Fluid::kChannels);
  integer("synth.polyphony", 256);
  // More cores would make the order of sums, and so the samples, a matter of luck.
  integer("synth.cpu-cores", 1);
  integer("synth.lock-memory", 0);
  integer("synth.audio-channels", outputs);
  integer("synth.audio-groups", outputs);
  integer("synth.effects-groups", outputs);
  integer("synth.reverb.active", 1);
  number("synth.reverb.room-size", Room{}.size / 100.0);
  number("synth.reverb.damp", Room{}.damping / 100.0);
  number("synth.reverb.width", 0.85);
  number("synth.reverb.level", 0.5);
  integer("synth.chorus.active", 1);
  integer("synth.chorus.nr", 2);
  number("synth.chorus.level", 0.8);
  number("synth.chorus.speed", 0.25);
  number("synth.chorus.depth", 4.0);
  return settings;
}

// The least number by which the program's remainder is its own. FluidSynth has at most 128 outputs.
int outputs_for(int alone, const std::vector<int>& programs) {
  for (int outputs = 2; outputs <= 128; ++outputs) {
    const bool own = std::none_of(programs.begin(), programs.end(), [&](int other) {
      return other != alone && other % outputs == alone % outputs;
    });
    if (own) return outputs;
  }
  fail(ErrorKind::kInput, "soundfont", "expected fewer parts than {} to hear one alone.",
       programs.size());
}

}  // namespace

struct Fluid::Synth {
  std::unique_ptr<fluid_settings_t, SettingsDeleter> settings;
  BankAdapter adapter;  // outlives the synthesiser
  std::unique_ptr<fluid_synth_t, SynthDeleter> synth;
  int font = -1;

  Synth(std::shared_ptr<SoundfontBank> bank, int outputs)
      : settings(make_settings(outputs)), adapter(std::move(bank)) {
    synth.reset(new_fluid_synth(settings.get()));
    if (!synth) throw std::bad_alloc();
    font = adapter.attach(synth.get());
    for (int channel = 0; channel < kChannels; ++channel) {
      fluid_synth_set_channel_type(synth.get(), channel,
                                   channel == kDrumKit ? CHANNEL_TYPE_DRUM : CHANNEL_TYPE_MELODIC);
      fluid_synth_unset_program(synth.get(), channel);
    }
  }
};

Fluid::Fluid(std::shared_ptr<SoundfontBank> bank) : bank_(std::move(bank)) {
  silence_log();
  synth_ = std::make_unique<Synth>(bank_, 1);
}

Fluid::Fluid(std::shared_ptr<SoundfontBank> bank, int alone, const std::vector<int>& programs)
    : bank_(std::move(bank)), outputs_(outputs_for(alone, programs)), heard_(alone % outputs_) {
  silence_log();
  synth_ = std::make_unique<Synth>(bank_, outputs_);
  // Each output has a room of its own; those that nobody hears cost nothing.
  for (int output = 0; output < outputs_; ++output) {
    fluid_synth_reverb_on(synth_->synth.get(), output, output == heard_ ? 1 : 0);
    fluid_synth_chorus_on(synth_->synth.get(), output, output == heard_ ? 1 : 0);
  }
}

Fluid::~Fluid() = default;

void Fluid::seat(const Seat& seat, int kit) {
  fluid_synth_t* synth = synth_->synth.get();
  const int channel = seat.program;
  const SoundfontLayer& preset = bank_->store().preset_for(channel, kit);
  fluid_synth_program_select(synth, channel, synth_->font, preset.bank, preset.program);
  presets_.at(static_cast<size_t>(channel)) = &preset;
  constexpr int kVolume = 7, kPan = 10, kReverb = 91, kChorus = 93;
  fluid_synth_cc(synth, channel, kVolume, seat.volume);
  fluid_synth_cc(synth, channel, kPan, seat.pan);
  fluid_synth_cc(synth, channel, kReverb, seat.reverb);
  fluid_synth_cc(synth, channel, kChorus, seat.chorus);
}

void Fluid::room(const Room& room) {
  constexpr int kAllGroups = -1;
  fluid_synth_set_reverb_group_roomsize(synth_->synth.get(), kAllGroups, room.size / 100.0);
  fluid_synth_set_reverb_group_damp(synth_->synth.get(), kAllGroups, room.damping / 100.0);
}

void Fluid::prepare(int channel, int key, int velocity) {
  bank_->prepare(*presets_.at(static_cast<size_t>(channel)), key, velocity);
}

void Fluid::note_on(int channel, int key, int velocity) {
  fluid_synth_noteon(synth_->synth.get(), channel, key, velocity);
}

void Fluid::note_off(int channel, int key) {
  fluid_synth_noteoff(synth_->synth.get(), channel, key);
}

void Fluid::expression(int channel, int value) {
  constexpr int kExpression = 11;
  fluid_synth_cc(synth_->synth.get(), channel, kExpression, value);
}

void Fluid::block(std::array<float, 2 * kFluidBlockFrames>& interleaved) {
  if (outputs_ > 1) return block_of_one(interleaved);
  fluid_synth_write_float(synth_->synth.get(), static_cast<int>(kFluidBlockFrames),
                          interleaved.data(), 0, 2, interleaved.data(), 1, 2);
}

void Fluid::block_of_one(std::array<float, 2 * kFluidBlockFrames>& interleaved) {
  fluid_synth_t* synth = synth_->synth.get();
  std::array<float, kFluidBlockFrames> left{};
  std::array<float, kFluidBlockFrames> right{};
  // Left and right of each output, then of each output's reverb and chorus: the ones that are null
  // are left out, the others are added up.
  std::vector<float*> dry(static_cast<size_t>(2 * outputs_), nullptr);
  const int effects = fluid_synth_count_effects_channels(synth);
  std::vector<float*> wet(static_cast<size_t>(2 * effects * outputs_), nullptr);
  const auto place = [&](std::vector<float*>& buffers, int pair) {
    buffers[static_cast<size_t>(2 * pair)] = left.data();
    buffers[static_cast<size_t>(2 * pair + 1)] = right.data();
  };
  place(dry, heard_);
  for (int effect = 0; effect < effects; ++effect) place(wet, heard_ * effects + effect);
  fluid_synth_process(synth, static_cast<int>(kFluidBlockFrames), static_cast<int>(wet.size()),
                      wet.data(), static_cast<int>(dry.size()), dry.data());
  for (size_t i = 0; i < kFluidBlockFrames; ++i) {
    interleaved[2 * i] = left[i];
    interleaved[2 * i + 1] = right[i];
  }
}

}  // namespace continuo
