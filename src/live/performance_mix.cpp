// How loud each part of a performance is, and where it sits.
#include <algorithm>
#include <cmath>

#include "live/performance.h"
#include "synth/mix.h"

namespace continuo {

namespace {

constexpr double kTilt_db = 9;  // at the ends of brightness
constexpr int kBassCut = -120;  // tenths of dB

SoundEvent event_of(const Room& room) {
  return {.kind = SoundEventKind::kRoom, .a = room.size, .b = room.damping};
}

}  // namespace

int Performance::level_of(const PlanPart& part, double blended_db) const {
  const bool drums = part.program == kDrumKit;
  const bool bass = part.role == Role::kBass;
  const auto own = [&](int program) -> const PartControl* {
    for (const PartControl& control : controls_.parts) {
      if (control.program == program) return &control;
    }
    return nullptr;
  };
  bool someone_solo = false;
  for (const PlanPart& other : round_->style.plan.parts) {
    const PartControl* control = own(other.program);
    someone_solo = someone_solo || (control != nullptr && control->solo);
  }
  const PartControl* control = own(part.program);
  const bool muted = (controls_.mute_bass && bass) || (controls_.mute_drums && drums) ||
                     (controls_.only_bass_and_drums && !bass && !drums) ||
                     (control != nullptr && control->muted) ||
                     (someone_solo && (control == nullptr || !control->solo));
  if (muted) return kSilence;
  const double db = blended_db + (control != nullptr ? control->level_db : 0);
  return static_cast<int>(std::lround(db * 10));
}

void Performance::mix(bool reseat) {
  mix_waits_ = false;
  const Plan& plan = round_->style.plan;
  const std::vector<Seat> places = seats(plan.parts, plan.genre);
  const int kit = drum_kit_for(plan.genre);
  for (size_t i = 0; i < plan.parts.size(); ++i) {
    const PlanPart& part = plan.parts[i];
    const auto program = static_cast<size_t>(part.program);
    const int level = level_of(part, round_->style.levels_db[i]);
    // Above its seat's volume a part is seated louder; below, its level falls.
    Seat seat = places[i];
    if (level > 0) {
      const double louder = seat.volume * std::pow(10.0, level / 400.0);
      seat.volume = std::min(127, static_cast<int>(std::lround(louder)));
    }
    const SoundEvent seated{.kind = SoundEventKind::kSeat,
                            .program = part.program,
                            .a = seat.volume,
                            .b = reseat || !seats_[program] ? seat.pan : seats_[program]->b,
                            .c = seat.reverb,
                            .d = seat.chorus,
                            .e = kit};
    if (seats_[program] != seated) {
      seats_[program] = seated;
      emit(seated);
    }
    if (levels_[program] != std::min(level, 0)) {
      levels_[program] = std::min(level, 0);
      emit({.kind = SoundEventKind::kLevel, .program = part.program, .a = levels_[program]});
    }
  }
  const Room room = room_for(plan.genre);
  if (room_ != room) {
    room_ = room;
    emit(event_of(room));
  }
  const double bright = controls_.brightness ? (*controls_.brightness - 0.5) * 2 : 0;
  const int tilt = static_cast<int>(std::lround(bright * kTilt_db * 10));
  if (tilt != tilt_) emit({.kind = SoundEventKind::kTilt, .a = tilt_ = tilt});
  const int bass = controls_.mute_bass ? kBassCut : 0;
  if (bass != bass_) emit({.kind = SoundEventKind::kBass, .a = bass_ = bass});
}

std::vector<SoundEvent> Performance::state_events() const {
  std::vector<SoundEvent> events;
  if (room_) events.push_back(event_of(*room_));
  for (size_t program = 0; program < seats_.size(); ++program) {
    if (!seats_[program]) continue;
    events.push_back(*seats_[program]);
    events.push_back({.kind = SoundEventKind::kLevel,
                      .program = static_cast<int>(program),
                      .a = levels_[program]});
  }
  events.push_back({.kind = SoundEventKind::kTilt, .a = tilt_});
  events.push_back({.kind = SoundEventKind::kBass, .a = bass_});
  return events;
}

}  // namespace continuo
