// Interleaved stereo from the thread that makes it to the thread that plays it, without a lock.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace continuo {

// One writer, one reader. Allocates in its constructor alone.
class SampleRing {
 public:
  explicit SampleRing(size_t capacity_frames);

  // Thread: writer. Returns the sample frames that fitted.
  size_t write(std::span<const float> interleaved) noexcept;
  size_t writable_frames() const noexcept;

  // Thread: reader (audio). Fills `interleaved`, with silence where the ring runs dry: the last
  // samples fade out and the next fade in, so that an underrun does not click. Returns the sample
  // frames that came from the ring.
  size_t read(std::span<float> interleaved) noexcept;

  // Thread: any.
  size_t readable_frames() const noexcept;
  // While idle, an empty ring is no underrun: nothing is meant to play.
  void set_idle(bool idle) noexcept;
  uint64_t underruns() const noexcept;
  uint64_t frames_read() const noexcept;

 private:
  std::vector<float> samples_;
  size_t capacity_ = 0;  // sample frames
  std::atomic<uint64_t> written_{0};
  std::atomic<uint64_t> read_{0};
  std::atomic<uint64_t> underruns_{0};
  std::atomic<bool> idle_{true};
  // Of the reader alone.
  float gain_ = 0;
  float last_left_ = 0;
  float last_right_ = 0;
};

}  // namespace continuo
