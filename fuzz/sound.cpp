// A sound file of any kind that libsndfile reads.
#include <cmath>

#include "dsp/sound_file.h"
#include "memory_file.h"

using namespace continuo;
using namespace continuo::fuzz;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  constexpr double kLongest_s = 5;
  const MemoryFile file(data, size);
  accepted([&] {
    const Stereo sound = read_sound(file.path(), kLongest_s);
    expect(sound.frames() > 0 && sound.samples.size() == 2 * sound.frames(), "whole frames");
    expect(sound.seconds() <= kLongest_s, "no more than was asked for");
    for (const float sample : sound.samples) expect(std::isfinite(sample), "finite samples");
  });
  return 0;
}
