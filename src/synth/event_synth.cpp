#include "synth/event_synth.h"

#include <algorithm>
#include <cmath>

namespace continuo {

namespace {

// 60 dB in 20 blocks: 27 ms, as quick as can be without a click.
constexpr int kStep = 30;

int controller_of(int tenths_db) {
  if (tenths_db <= kSilence) return 0;
  const double gain = std::pow(10.0, std::min(tenths_db, 0) / 400.0);  // as General MIDI says
  return std::max(1, static_cast<int>(std::lround(127.0 * gain)));
}

std::optional<MixBus> bus_of(int mix) {
  return mix >= 2 ? std::optional<MixBus>(kMixGain_db) : std::nullopt;
}

}  // namespace

EventSynth::EventSynth(std::shared_ptr<SoundfontStore> store, int mix)
    : fluid_(std::make_shared<SoundfontBank>(std::move(store))), bus_(bus_of(mix)) {}

EventSynth::EventSynth(std::shared_ptr<SoundfontStore> store, int alone,
                       const std::vector<int>& programs, int mix)
    : fluid_(std::make_shared<SoundfontBank>(std::move(store)), alone, programs),
      bus_(bus_of(mix)) {}

void EventSynth::move(int program, bool at_once) {
  Level& level = levels_[static_cast<size_t>(program)];
  level.now =
      at_once ? level.target : std::clamp(level.target, level.now - kStep, level.now + kStep);
  const int value = controller_of(level.now);
  if (value == level.said) return;
  level.said = value;
  fluid_.expression(program, value);
}

void EventSynth::play(const SoundEvent& event) {
  if (event.program < 0 || event.program >= kProgramCount) return;
  Level& level = levels_[static_cast<size_t>(event.program)];
  switch (event.kind) {
    case SoundEventKind::kNoteOn:
      if (!level.seated) return;
      fluid_.prepare(event.program, event.a, event.b);
      fluid_.note_on(event.program, event.a, event.b);
      return;
    case SoundEventKind::kNoteOff:
      if (level.seated) fluid_.note_off(event.program, event.a);
      return;
    case SoundEventKind::kSeat:
      fluid_.seat({event.program, event.a, event.b, event.c, event.d}, event.e);
      level.seated = true;
      return;
    case SoundEventKind::kLevel:
      level.target = std::clamp(event.a, kSilence, 0);
      return;
    case SoundEventKind::kTilt:
      tone_.tilt(static_cast<float>(event.a) / 10.0f);
      return;
    case SoundEventKind::kBass:
      tone_.bass(static_cast<float>(event.a) / 10.0f);
      return;
    case SoundEventKind::kRoom:
      fluid_.room({event.a, event.b});
      return;
  }
}

void EventSynth::settle() {
  for (int program = 0; program < kProgramCount; ++program) move(program, true);
  tone_.settle();
}

void EventSynth::block(Block& interleaved) {
  for (int program = 0; program < kProgramCount; ++program) {
    const Level& level = levels_[static_cast<size_t>(program)];
    if (level.now != level.target) move(program, false);
  }
  fluid_.block(interleaved);
  tone_.process(interleaved);
  if (bus_) bus_->process(interleaved);
}

}  // namespace continuo
