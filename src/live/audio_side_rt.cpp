// What plays a block: the ring's samples, and nothing else.

#include "live/audio_side_rt.h"

#include <algorithm>
#include <cstring>
#include <span>

#include "dsp/denormals.h"
#include "rt/sample_ring.h"

namespace continuo {

namespace {

void play_in_one_channel(AudioSide& side, std::span<float> out) noexcept {
  while (!out.empty()) {
    const size_t frames = std::min(out.size(), side.stereo.size() / 2);
    side.ring->read(std::span<float>(side.stereo.data(), 2 * frames));
    for (size_t i = 0; i < frames; ++i)
      out[i] = 0.5f * (side.stereo[2 * i] + side.stereo[2 * i + 1]);
    out = out.subspan(frames);
  }
}

// A device that is gone refuses each block at once, and asks for the next: the music must not run
// away meanwhile.
bool refuses(AudioSide& side) noexcept {
  constexpr int kChance = 2;
  const uint64_t troubles = side.troubles.load(std::memory_order_relaxed);
  side.refused = troubles == side.troubles_before ? 0 : std::min(side.refused + 1, kChance);
  side.troubles_before = troubles;
  return side.refused == kChance;
}

}  // namespace

AudioSide*& side_of_this_thread() noexcept {
  static thread_local AudioSide* side = nullptr;
  return side;
}

int play_block(void* out, void* /*in*/, unsigned frames, double /*time_s*/, unsigned status,
               void* user) noexcept {
  const FlushDenormals flush;
  AudioSide& side = *static_cast<AudioSide*>(user);
  side_of_this_thread() = &side;
  side.thread.store(pthread_self(), std::memory_order_relaxed);
  const std::span<float> block(static_cast<float*>(out),
                               static_cast<size_t>(frames) * static_cast<size_t>(side.channels));
  side.blocks.fetch_add(1, std::memory_order_release);
  if (refuses(side)) {
    std::memset(block.data(), 0, block.size_bytes());
    return 0;
  }
  if (side.channels == 1) {
    play_in_one_channel(side, block);
  } else {
    side.ring->read(block);
  }
  // The only one of RtAudio's flags that a stream without input can have is that of an underflow.
  if (status != 0) side.xruns.fetch_add(1, std::memory_order_relaxed);
  side.frames.fetch_add(frames, std::memory_order_relaxed);
  return 0;
}

void note_trouble(AudioSide& side, const char* text, size_t length) noexcept {
  side.troubles.fetch_add(1, std::memory_order_relaxed);
  if (side.has_trouble.load(std::memory_order_relaxed)) return;
  const size_t kept = std::min(length, side.trouble.size() - 1);
  std::memcpy(side.trouble.data(), text, kept);
  side.has_trouble.store(true, std::memory_order_release);
}

}  // namespace continuo
