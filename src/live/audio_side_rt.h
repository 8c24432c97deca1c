// All that the audio thread of a device may touch.
#pragma once

#include <pthread.h>

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>

namespace continuo {

class SampleRing;

struct AudioSide {
  SampleRing* ring = nullptr;
  int channels = 2;  // of what the device takes: 1 or 2
  std::atomic<uint64_t> blocks{0};
  std::atomic<uint64_t> frames{0};
  std::atomic<uint64_t> xruns{0};
  std::atomic<pthread_t> thread{};  // who plays, once it does

  // What went wrong as the library tells it: counted, and the first kept, by note_trouble().
  std::atomic<uint64_t> troubles{0};
  std::array<char, 240> trouble{};       // ends with 0
  std::atomic<bool> has_trouble{false};  // `trouble` is written, and stays as it is

  // Of the audio thread alone.
  uint64_t troubles_before = 0;      // of `troubles`, at the block before
  int refused = 0;                   // blocks in a row that the device would not take
  std::array<float, 1024> stereo{};  // on its way to one channel
};

// RtAudio's callback: `user` is the AudioSide. Thread: audio.
int play_block(void* out, void* in, unsigned frames, double time_s, unsigned status,
               void* user) noexcept;

// The side whose block this thread played last; RtAudio tells of errors without saying whose.
AudioSide*& side_of_this_thread() noexcept;

// Thread: any, one at a time.
void note_trouble(AudioSide& side, const char* text, size_t length) noexcept;

}  // namespace continuo
