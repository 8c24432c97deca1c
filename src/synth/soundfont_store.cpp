#include "synth/soundfont_store.h"

#include "base/error.h"
#include "score/instrument.h"

namespace continuo {

namespace {

constexpr int kDrumBank = 128;

}  // namespace

const SoundfontLayer* SoundfontStore::preset(int bank, int program) const {
  for (const SoundfontLayer& layer : file_.presets()) {
    if (layer.bank == bank && layer.program == program) return &layer;
  }
  return nullptr;
}

const SoundfontLayer& SoundfontStore::preset_for(int program, int kit) const {
  const auto first_of = [this](int bank, std::initializer_list<int> programs) {
    for (const int wanted : programs) {
      if (const SoundfontLayer* found = preset(bank, wanted)) return found;
    }
    return static_cast<const SoundfontLayer*>(nullptr);
  };
  const SoundfontLayer* found = program == kDrumKit ? first_of(kDrumBank, {kit, 0})
                                                    : first_of(0, {program, program / 8 * 8, 0});
  if (!found) {
    fail(ErrorKind::kInput, "soundfont",
         "{}: expected an instrument for {}, found none. Name another soundfont.",
         file_.path().string(), instrument(program).name);
  }
  return *found;
}

const std::vector<int16_t>& SoundfontStore::samples(size_t index) {
  Decoded& decoded = samples_.at(index);
  if (decoded.there.load(std::memory_order_acquire)) return decoded.data;
  const std::lock_guard lock(mutex_);
  if (!decoded.there.load(std::memory_order_relaxed)) {
    decoded.data = file_.decode(file_.samples()[index]);
    decoded_bytes_ += decoded.data.size() * sizeof(int16_t);
    decoded.there.store(true, std::memory_order_release);
  }
  return decoded.data;
}

void SoundfontStore::prepare(const SoundfontLayer& preset, int key, int velocity) {
  each_voice(file_, preset, key, velocity,
             [&](const SoundfontZone&, const SoundfontLayer&, const SoundfontZone& inner) {
               samples(inner.target);
             });
}

}  // namespace continuo
