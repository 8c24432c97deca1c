// Interleaved stereo from the thread that makes it to the thread that plays it, without a lock.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace continuo {

// One writer, one reader; all calls are wait-free. Allocates in its constructor alone.
class SampleRing {
 public:
  // The length of a fade, 3 ms at 48 kHz. A reader's block goes through untouched where this much
  // is left behind it: the writer keeps the ring at least a block and a fade full.
  static constexpr size_t kFadeFrames = 144;

  // Throws Error(kInternal) for a capacity of nothing.
  explicit SampleRing(size_t capacity_frames);

  // Thread: writer. Returns the sample frames that fitted.
  size_t write(std::span<const float> interleaved) noexcept;
  size_t writable_frames() const noexcept;

  // Thread: reader (audio). Fills `interleaved`, with silence where the ring runs dry: the last
  // samples fade out and the next fade in, so that an underrun does not click. Sound that begins at
  // rest, as music does, is not faded in. Returns the sample frames that came from the ring.
  size_t read(std::span<float> interleaved) noexcept;

  // Thread: any.
  size_t readable_frames() const noexcept;
  // While idle, an empty ring is no underrun: nothing is meant to play. A writer sets it before it
  // stops writing.
  void set_idle(bool idle) noexcept;
  // Interruptions of the sound, however long each was.
  uint64_t underruns() const noexcept;
  uint64_t frames_read() const noexcept;

 private:
  void copy_in(uint64_t position, std::span<const float> from) noexcept;
  void copy_out(uint64_t position, std::span<float> to) const noexcept;
  void shape(std::span<float> interleaved, size_t available) noexcept;
  void interrupted() noexcept;

  std::vector<float> samples_;
  size_t capacity_ = 0;  // sample frames
  // On cache lines of their own: each is written by one thread and read by the other.
  alignas(64) std::atomic<uint64_t> written_{0};
  alignas(64) std::atomic<uint64_t> read_{0};
  std::atomic<uint64_t> underruns_{0};
  // Of the reader alone.
  float gain_ = 0;
  bool whole_ = false;  // the gain has come to 1 since the sound was last interrupted
  alignas(64) std::atomic<bool> idle_{true};
};

}  // namespace continuo
