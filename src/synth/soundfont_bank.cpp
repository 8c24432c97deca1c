#include "synth/soundfont_bank.h"

#include <algorithm>
#include <array>

#include "base/error.h"

namespace continuo {

namespace {

// The hardware that soundfonts were made for took only this share of a zone's attenuation, and so
// they are written.
constexpr float kAttenuationShare = 0.4f;

struct ModulatorDeleter {
  void operator()(fluid_mod_t* modulator) const { delete_fluid_mod(modulator); }
};
using Modulator = std::unique_ptr<fluid_mod_t, ModulatorDeleter>;

// A source's flags as FluidSynth names them (specification, section 8.2); false for a curve that is
// not known.
bool source_flags(uint16_t source, int& flags) {
  static constexpr std::array kCurves{FLUID_MOD_LINEAR, FLUID_MOD_CONCAVE, FLUID_MOD_CONVEX,
                                      FLUID_MOD_SWITCH};
  const size_t curve = source >> 10;
  flags = (source & 0x80 ? FLUID_MOD_CC : FLUID_MOD_GC) |
          (source & 0x100 ? FLUID_MOD_NEGATIVE : FLUID_MOD_POSITIVE) |
          (source & 0x200 ? FLUID_MOD_BIPOLAR : FLUID_MOD_UNIPOLAR);
  if (curve >= kCurves.size()) return false;
  flags |= kCurves[curve];
  return true;
}

Modulator made(const SoundfontModulator& from) {
  Modulator modulator(new_fluid_mod());
  if (!modulator) throw std::bad_alloc();
  const bool no_source = (from.source & 0xFF) == 0;
  const bool no_amount_source = (from.amount_source & 0xFF) == 0;
  int flags = 0;
  int amount_flags = 0;
  bool works = source_flags(from.source, flags) && !no_source;
  works = source_flags(from.amount_source, amount_flags) && works && from.transform == 0;
  if (no_amount_source) amount_flags &= ~FLUID_MOD_BIPOLAR;
  fluid_mod_set_source1(modulator.get(), from.source & 0x7F, flags);
  fluid_mod_set_source2(modulator.get(), from.amount_source & 0x7F, amount_flags);
  fluid_mod_set_dest(modulator.get(), from.destination);
  fluid_mod_set_amount(modulator.get(), works ? from.amount : 0);
  return modulator;
}

bool same_terms(const SoundfontModulator& a, const SoundfontModulator& b) {
  return a.source == b.source && a.destination == b.destination &&
         a.amount_source == b.amount_source;
}

float amount_of(int generator, int16_t amount) {
  return generator == GEN_ATTENUATION ? kAttenuationShare * static_cast<float>(amount)
                                      : static_cast<float>(amount);
}

bool defines(const SoundfontZone& zone, int generator) {
  return std::any_of(zone.generators.begin(), zone.generators.end(),
                     [&](const auto& item) { return item.first == generator; });
}

// What a zone says, and what holds for all zones of its layer where the zone does not say
// otherwise.
void apply(const SoundfontLayer& layer, const SoundfontZone& zone, bool add, fluid_voice_t* voice) {
  const auto generators = [&](const SoundfontZone& from, const SoundfontZone* over) {
    for (const auto& [generator, amount] : from.generators) {
      if (over && defines(*over, generator)) continue;
      if (add) {
        fluid_voice_gen_incr(voice, generator, amount_of(generator, amount));
      } else {
        fluid_voice_gen_set(voice, generator, amount_of(generator, amount));
      }
    }
  };
  const auto modulators = [&](const SoundfontZone& from, const SoundfontZone* over) {
    for (const SoundfontModulator& modulator : from.modulators) {
      if (modulator.destination >= GEN_LAST) continue;
      const bool hidden =
          over && std::any_of(over->modulators.begin(), over->modulators.end(),
                              [&](const auto& other) { return same_terms(modulator, other); });
      const Modulator ready = made(modulator);
      if (hidden || (add && fluid_mod_get_amount(ready.get()) == 0)) continue;
      fluid_voice_add_mod(voice, ready.get(), add ? FLUID_VOICE_ADD : FLUID_VOICE_OVERWRITE);
    }
  };
  generators(zone, nullptr);
  if (layer.common) generators(*layer.common, &zone);
  modulators(zone, nullptr);
  if (layer.common) modulators(*layer.common, &zone);
}

}  // namespace

fluid_sample_t* SoundfontBank::sample(size_t index) {
  auto& held = samples_.at(index);
  if (held) return held.get();
  const SoundfontSample& header = store_->file().samples()[index];
  const std::vector<int16_t>& data = store_->samples(index);
  const auto length = static_cast<unsigned>(data.size());
  unsigned from = std::min(header.loop_start, header.loop_end);
  unsigned to = std::max(header.loop_start, header.loop_end);
  if (from > length) from = 0;
  if (to > length) to = length;
  held.reset(new_fluid_sample());
  if (!held) throw std::bad_alloc();
  fluid_sample_t* made = held.get();
  // FluidSynth does not write to what it does not own.
  fluid_sample_set_sound_data(made, const_cast<int16_t*>(data.data()), nullptr, length,
                              header.rate_hz, 0);
  fluid_sample_set_loop(made, from, to);
  fluid_sample_set_pitch(made, header.pitch, header.correction_cents);
  fluid_voice_optimize_sample(made);
  return made;
}

void SoundfontBank::prepare(const SoundfontLayer& preset, int key, int velocity) {
  each_voice(store_->file(), preset, key, velocity,
             [&](const SoundfontZone&, const SoundfontLayer&, const SoundfontZone& inner) {
               sample(inner.target);
             });
}

void SoundfontBank::note_on(const SoundfontLayer& preset, fluid_synth_t* synth, int channel,
                            int key, int velocity) {
  each_voice(store_->file(), preset, key, velocity,
             [&](const SoundfontZone& outer, const SoundfontLayer& instrument,
                 const SoundfontZone& inner) {
               fluid_voice_t* voice =
                   fluid_synth_alloc_voice(synth, sample(inner.target), channel, key, velocity);
               if (!voice) return;
               apply(instrument, inner, false, voice);
               apply(preset, outer, true, voice);
               fluid_synth_start_voice(synth, voice);
             });
}

BankAdapter::BankAdapter(std::shared_ptr<SoundfontBank> bank) : bank_(std::move(bank)) {}

BankAdapter::~BankAdapter() {
  for (const auto& [layer, entry] : entries_) delete_fluid_preset(entry->preset);
}

int BankAdapter::attach(fluid_synth_t* synth) {
  const auto name = [](fluid_sfont_t*) { return "soundfont"; };
  const auto release = [](fluid_sfont_t* font) { return delete_fluid_sfont(font); };
  fluid_sfont_t* font = new_fluid_sfont(name, find, nullptr, nullptr, release);
  if (!font) throw std::bad_alloc();
  fluid_sfont_set_data(font, this);
  return fluid_synth_add_sfont(synth, font);
}

fluid_preset_t* BankAdapter::find(fluid_sfont_t* font, int bank, int program) {
  auto& self = *static_cast<BankAdapter*>(fluid_sfont_get_data(font));
  const SoundfontLayer* layer = self.bank_->store().preset(bank, program);
  if (!layer) return nullptr;
  std::unique_ptr<Entry>& entry = self.entries_[layer];
  if (!entry) {
    fluid_preset_t* made = new_fluid_preset(
        font,
        [](fluid_preset_t* preset) {
          return static_cast<Entry*>(fluid_preset_get_data(preset))->layer->name.c_str();
        },
        [](fluid_preset_t* preset) {
          return static_cast<Entry*>(fluid_preset_get_data(preset))->layer->bank;
        },
        [](fluid_preset_t* preset) {
          return static_cast<Entry*>(fluid_preset_get_data(preset))->layer->program;
        },
        note_on, [](fluid_preset_t*) {});
    if (!made) return nullptr;
    entry = std::make_unique<Entry>(Entry{&self, layer, made});
    fluid_preset_set_data(made, entry.get());
  }
  return entry->preset;
}

int BankAdapter::note_on(fluid_preset_t* preset, fluid_synth_t* synth, int channel, int key,
                         int velocity) {
  const auto& entry = *static_cast<Entry*>(fluid_preset_get_data(preset));
  // The notes were prepared, so nothing is left that could fail; and nothing may be thrown through
  // FluidSynth.
  try {
    entry.adapter->bank_->note_on(*entry.layer, synth, channel, key, velocity);
    return FLUID_OK;
  } catch (const std::exception&) {
    return FLUID_FAILED;
  }
}

}  // namespace continuo
