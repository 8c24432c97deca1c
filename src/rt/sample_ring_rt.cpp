// What the audio thread and the writing thread do with a SampleRing: no allocation, no lock, no
// loop longer than the block.

#include <algorithm>
#include <cmath>
#include <cstring>

#include "rt/sample_ring.h"

namespace continuo {

namespace {

constexpr float kStep = 1.0f / SampleRing::kFadeFrames;
constexpr float kAtRest = 1e-4f;  // -80 dB

}  // namespace

void SampleRing::copy_in(uint64_t position, std::span<const float> from) noexcept {
  const size_t begin = 2 * (position % capacity_);
  const size_t to_the_end = std::min(from.size(), samples_.size() - begin);
  std::memcpy(samples_.data() + begin, from.data(), to_the_end * sizeof(float));
  std::memcpy(samples_.data(), from.data() + to_the_end,
              (from.size() - to_the_end) * sizeof(float));
}

void SampleRing::copy_out(uint64_t position, std::span<float> to) const noexcept {
  const size_t begin = 2 * (position % capacity_);
  const size_t to_the_end = std::min(to.size(), samples_.size() - begin);
  std::memcpy(to.data(), samples_.data() + begin, to_the_end * sizeof(float));
  std::memcpy(to.data() + to_the_end, samples_.data(), (to.size() - to_the_end) * sizeof(float));
}

size_t SampleRing::write(std::span<const float> interleaved) noexcept {
  const uint64_t position = written_.load(std::memory_order_relaxed);
  const size_t count = std::min(interleaved.size() / 2, writable_frames());
  if (count == 0) return 0;
  copy_in(position, interleaved.first(2 * count));
  written_.store(position + count, std::memory_order_release);
  return count;
}

size_t SampleRing::writable_frames() const noexcept {
  return capacity_ - static_cast<size_t>(written_.load(std::memory_order_relaxed) -
                                         read_.load(std::memory_order_acquire));
}

size_t SampleRing::read(std::span<float> interleaved) noexcept {
  const size_t frames = interleaved.size() / 2;
  if (frames == 0) return 0;
  const uint64_t position = read_.load(std::memory_order_relaxed);
  const auto available = static_cast<size_t>(written_.load(std::memory_order_acquire) - position);
  const size_t count = std::min(frames, available);
  if (count > 0) copy_out(position, interleaved.first(2 * count));
  read_.store(position + count, std::memory_order_release);

  const bool running_dry = available + 1 < frames + kFadeFrames;
  if (gain_ < 1 || running_dry) shape(interleaved.first(2 * count), available);
  if (gain_ >= 1) whole_ = true;
  if (running_dry) interrupted();
  if (count < frames) {
    gain_ = 0;
    const std::span<float> silent = interleaved.subspan(2 * count);
    std::memset(silent.data(), 0, silent.size() * sizeof(float));
  }
  return count;
}

// The gain rises to 1 by a step a sample, but no higher than lets it fall again by such steps until
// the ring is dry. Only a reader takes samples away, so that the limit never falls faster.
void SampleRing::shape(std::span<float> interleaved, size_t available) noexcept {
  if (gain_ == 0 && !interleaved.empty() && std::abs(interleaved[0]) < kAtRest &&
      std::abs(interleaved[1]) < kAtRest) {
    gain_ = 1;
    whole_ = true;
  }
  for (size_t i = 0; 2 * i < interleaved.size(); ++i) {
    const size_t left = available - i;
    const float limit = left < kFadeFrames ? static_cast<float>(left) * kStep : 1.0f;
    gain_ = std::min(gain_ + kStep, limit);
    interleaved[2 * i] *= gain_;
    interleaved[2 * i + 1] *= gain_;
    if (gain_ >= 1) whole_ = true;
  }
}

// Sound that stops, or begins to.
void SampleRing::interrupted() noexcept {
  if (!whole_) return;
  whole_ = false;
  if (idle_.load(std::memory_order_relaxed)) return;
  underruns_.store(underruns_.load(std::memory_order_relaxed) + 1, std::memory_order_relaxed);
}

size_t SampleRing::readable_frames() const noexcept {
  // In this order the difference is never negative, whoever asks.
  const uint64_t taken = read_.load(std::memory_order_acquire);
  const uint64_t ahead = written_.load(std::memory_order_acquire) - taken;
  return static_cast<size_t>(std::min<uint64_t>(ahead, capacity_));
}

void SampleRing::set_idle(bool idle) noexcept { idle_.store(idle, std::memory_order_relaxed); }

uint64_t SampleRing::underruns() const noexcept {
  return underruns_.load(std::memory_order_relaxed);
}

uint64_t SampleRing::frames_read() const noexcept { return read_.load(std::memory_order_acquire); }

}  // namespace continuo
