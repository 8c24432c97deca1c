// Traits of the General MIDI instruments as players.
#include "arrange/players.h"

#include <algorithm>

#include "score/instrument.h"

namespace continuo {

bool is_monophonic(int program) {
  if (program >= 40 && program <= 43) return true;                   // solo strings
  if (program >= 56 && program <= 60) return true;                   // solo brass
  if (program >= 64 && program <= 79) return true;                   // reeds and pipes
  if (program >= 32 && program <= 39) return true;                   // basses
  if (program == 22 || program == 47) return true;                   // harmonica, timpani
  if (program >= 80 && program <= 87 && program != 86) return true;  // synth leads
  return program == 109 || program == 110 || program == 111;         // bagpipe, fiddle, shanai
}

bool is_decaying(int program) {
  return program <= 15 || (program >= 24 && program <= 39) || program == 45 || program == 46 ||
         program == 47 || (program >= 104 && program <= 108) || (program >= 112 && program <= 115);
}

bool is_keyboard(int program) {
  return program <= 8 || program == 11 || (program >= 16 && program <= 21) || program == 23 ||
         program == 46;
}

int folded(int pitch, const Register& range) {
  while (pitch > range.highest) pitch -= 12;
  while (pitch < range.lowest) pitch += 12;
  return std::clamp(pitch, range.lowest, range.highest);
}

Register register_of(int program, Role role, int shift) {
  const Instrument& traits = instrument(program);
  static constexpr int kWished[kRoleCount] = {72, 65, 61, 67, 62, 38, 38};
  static constexpr int kSpan[kRoleCount] = {11, 10, 11, 14, 12, 11, 24};
  const auto index = static_cast<size_t>(role);
  const int span = std::min(kSpan[index], (traits.highest - traits.lowest) / 2);
  int wished = kWished[index] + shift;
  if (role == Role::kLead || role == Role::kCounter) {
    // Between where the ear wants a melody and where the instrument sings.
    const int sings = traits.lowest + (traits.highest - traits.lowest) * 55 / 100;
    const bool narrow = traits.highest - traits.lowest < 50;
    wished = (narrow ? (wished + 2 * sings) / 3 : (wished * 2 + sings) / 3) +
             (narrow ? shift / 2 : shift / 3);
  }
  Register found;
  found.centre = std::clamp(wished, traits.lowest + span,
                            std::max(traits.lowest + span, traits.highest - span));
  found.lowest = std::max(traits.lowest, found.centre - span);
  found.highest = std::min(traits.highest, found.centre + span);
  return found;
}

}  // namespace continuo
