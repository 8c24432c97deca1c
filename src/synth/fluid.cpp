#include "synth/fluid.h"

#include <fluidsynth.h>

#include <cstdint>
#include <fstream>
#include <new>
#include <string>
#include <string_view>

#include "base/error.h"
#include "score/instrument.h"

namespace continuo {

namespace {

constexpr int kDrumBank = 128;
constexpr double kGain = 0.6;  // a band of six plays at about -20 LUFS

thread_local std::string last_complaint;

void remember(int, const char* message, void*) { last_complaint = message; }

// FluidSynth's log is one for the process; ours only keeps the last line, for the error that
// follows it.
void silence_log() {
  static const bool once = [] {
    for (const int level : {FLUID_PANIC, FLUID_ERR, FLUID_WARN, FLUID_INFO, FLUID_DBG}) {
      fluid_set_log_function(level, level <= FLUID_WARN ? remember : nullptr, nullptr);
    }
    return true;
  }();
  static_cast<void>(once);
}

// FluidSynth hands what is no soundfont on to a reader of another format, which grumbles to stderr:
// so look first.
void check_riff(const std::filesystem::path& soundfont) {
  std::ifstream file(soundfont, std::ios::binary | std::ios::ate);
  const auto size = static_cast<int64_t>(file.tellg());
  std::array<char, 12> head{};
  file.seekg(0).read(head.data(), head.size());
  const std::string_view text(head.data(), head.size());
  if (!file || text.substr(0, 4) != "RIFF" || text.substr(8) != "sfbk") {
    fail(ErrorKind::kInput, "soundfont",
         "{}: expected a soundfont (.sf2, .sf3), found another kind of file.", soundfont.string());
  }
  int64_t claimed = 8;
  for (int i = 0; i < 4; ++i)
    claimed += int64_t{static_cast<uint8_t>(head[static_cast<size_t>(4 + i)])} << (8 * i);
  if (claimed > size) {
    fail(ErrorKind::kInput, "soundfont",
         "{}: expected {} bytes, found {}: the file was cut off. Install it again.",
         soundfont.string(), claimed, size);
  }
}

struct SettingsDeleter {
  void operator()(fluid_settings_t* settings) const { delete_fluid_settings(settings); }
};
struct SynthDeleter {
  void operator()(fluid_synth_t* synth) const { delete_fluid_synth(synth); }
};

std::unique_ptr<fluid_settings_t, SettingsDeleter> make_settings() {
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
  integer("synth.cpu-cores",
          1);  // more would make the order of sums, and so the samples, a matter of luck
  integer("synth.dynamic-sample-loading", 1);
  integer("synth.lock-memory", 0);
  integer("synth.reverb.active", 1);
  number("synth.reverb.room-size", 0.45);
  number("synth.reverb.damp", 0.35);
  number("synth.reverb.width", 0.85);
  number("synth.reverb.level", 0.5);
  integer("synth.chorus.active", 1);
  integer("synth.chorus.nr", 2);
  number("synth.chorus.level", 0.8);
  number("synth.chorus.speed", 0.25);
  number("synth.chorus.depth", 4.0);
  return settings;
}

}  // namespace

struct Fluid::Synth {
  std::unique_ptr<fluid_settings_t, SettingsDeleter> settings;
  std::unique_ptr<fluid_synth_t, SynthDeleter> synth;
  int font = -1;

  explicit Synth(const std::filesystem::path& soundfont) {
    silence_log();
    check_riff(soundfont);
    last_complaint.clear();
    settings = make_settings();
    synth.reset(new_fluid_synth(settings.get()));
    if (!synth) throw std::bad_alloc();
    font = fluid_synth_sfload(synth.get(), soundfont.c_str(), 0);
    if (font == FLUID_FAILED) {
      fail(ErrorKind::kInput, "soundfont",
           "{}: expected a soundfont (.sf2, .sf3), FluidSynth says: {}.", soundfont.string(),
           last_complaint);
    }
    for (int channel = 0; channel < kChannels; ++channel) {
      fluid_synth_set_channel_type(synth.get(), channel,
                                   channel == kDrumKit ? CHANNEL_TYPE_DRUM : CHANNEL_TYPE_MELODIC);
      fluid_synth_unset_program(synth.get(), channel);
    }
  }
};

Fluid::Fluid(const std::filesystem::path& soundfont)
    : soundfont_(soundfont), synth_(std::make_unique<Synth>(soundfont)) {}

Fluid::~Fluid() = default;

void Fluid::seat(const Seat& seat, int kit) {
  fluid_synth_t* synth = synth_->synth.get();
  const int channel = seat.program;
  const auto select = [&](int bank, int program) {
    return fluid_synth_program_select(synth, channel, synth_->font, bank, program) == FLUID_OK;
  };
  last_complaint.clear();
  const bool found = channel == kDrumKit
                         ? select(kDrumBank, kit) || select(kDrumBank, 0)
                         : select(0, channel) || select(0, channel / 8 * 8) || select(0, 0);
  if (!found) {
    fail(ErrorKind::kInput, "soundfont", "{}: expected an instrument for {}, found none ({}).",
         soundfont_.string(), instrument(seat.program).name, last_complaint);
  }
  constexpr int kVolume = 7, kPan = 10, kReverb = 91, kChorus = 93;
  fluid_synth_cc(synth, channel, kVolume, seat.volume);
  fluid_synth_cc(synth, channel, kPan, seat.pan);
  fluid_synth_cc(synth, channel, kReverb, seat.reverb);
  fluid_synth_cc(synth, channel, kChorus, seat.chorus);
}

void Fluid::note_on(int channel, int key, int velocity) {
  fluid_synth_noteon(synth_->synth.get(), channel, key, velocity);
}

void Fluid::note_off(int channel, int key) {
  fluid_synth_noteoff(synth_->synth.get(), channel, key);
}

void Fluid::block(std::array<float, 2 * kFluidBlockFrames>& interleaved) {
  fluid_synth_write_float(synth_->synth.get(), static_cast<int>(kFluidBlockFrames),
                          interleaved.data(), 0, 2, interleaved.data(), 1, 2);
}

}  // namespace continuo
