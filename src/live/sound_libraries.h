// The libraries beneath sound and MIDI, kept from writing to a terminal that is not theirs.
#pragma once

namespace continuo {

// ALSA and JACK report on standard error whatever they did not find on their way to a device. Call
// it before anything of theirs. Thread: any.
void silence_sound_libraries();

}  // namespace continuo
