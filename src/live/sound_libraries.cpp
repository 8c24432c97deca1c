#include "live/sound_libraries.h"

#include <alsa/asoundlib.h>

#include "live/jack_library.h"

namespace continuo {

namespace {

void say_nothing(const char*, int, const char*, int, const char*, ...) {}

}  // namespace

void silence_sound_libraries() {
  snd_lib_error_set_handler(say_nothing);
  JackLibrary::get();  // silenced as it is opened
}

}  // namespace continuo
