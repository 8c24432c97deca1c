#include "dsp/resample.h"

#include <soxr.h>

#include <algorithm>

#include "base/error.h"

namespace continuo {

namespace {

soxr_t soxr_of(void* state) { return static_cast<soxr_t>(state); }

}  // namespace

void Resampler::Closer::operator()(void* state) const { soxr_delete(soxr_of(state)); }

Resampler::Resampler(int from_hz, int to_hz, int channels)
    : from_hz_(from_hz), to_hz_(to_hz), channels_(channels) {
  if (from_hz < 1 || to_hz < 1 || channels < 1) {
    fail(ErrorKind::kInput, "resample",
         "expected rates and channels over 0, found {} Hz to {} Hz, {} channels.", from_hz, to_hz,
         channels);
  }
  if (from_hz == to_hz) return;
  soxr_error_t error = nullptr;
  const soxr_io_spec_t format = soxr_io_spec(SOXR_FLOAT32_I, SOXR_FLOAT32_I);
  const soxr_quality_spec_t quality = soxr_quality_spec(SOXR_HQ, 0);
  state_.reset(soxr_create(from_hz, to_hz, static_cast<unsigned>(channels), &error, &format,
                           &quality, nullptr));
  if (error != nullptr) fail(ErrorKind::kInternal, "resample", "{}.", soxr_strerror(error));
}

Resampler::~Resampler() = default;

void Resampler::push(std::span<const float> interleaved, std::vector<float>& out) {
  if (interleaved.empty()) return;  // libsoxr would take it for the end
  if (state_ == nullptr) {
    out.insert(out.end(), interleaved.begin(), interleaved.end());
    return;
  }
  const auto channels = static_cast<size_t>(channels_);
  const size_t frames = interleaved.size() / channels;
  // As much as these frames are worth, and what may have been held back before them.
  constexpr size_t kHeldBack = 8192;
  const double ratio = static_cast<double>(to_hz_) / from_hz_;
  const auto room = static_cast<size_t>(static_cast<double>(frames) * ratio) + kHeldBack;
  size_t taken = 0;
  while (true) {
    const size_t begin = out.size();
    out.resize(begin + room * channels);
    size_t read = 0, written = 0;
    const soxr_error_t error =
        soxr_process(soxr_of(state_.get()), interleaved.data() + taken * channels, frames - taken,
                     &read, out.data() + begin, room, &written);
    out.resize(begin + written * channels);
    if (error != nullptr) fail(ErrorKind::kInternal, "resample", "{}.", soxr_strerror(error));
    taken += read;
    if (taken == frames && written < room) return;
  }
}

void Resampler::finish(std::vector<float>& out) {
  if (state_ == nullptr) return;
  constexpr size_t kRoom = 8192;
  const auto channels = static_cast<size_t>(channels_);
  size_t written = 0;
  do {
    const size_t begin = out.size();
    out.resize(begin + kRoom * channels);
    const soxr_error_t error = soxr_process(soxr_of(state_.get()), nullptr, 0, nullptr,
                                            out.data() + begin, kRoom, &written);
    out.resize(begin + written * channels);
    if (error != nullptr) fail(ErrorKind::kInternal, "resample", "{}.", soxr_strerror(error));
  } while (written > 0);
}

std::vector<float> resampled(std::span<const float> interleaved, int channels, int from_hz,
                             int to_hz) {
  Resampler resampler(from_hz, to_hz, channels);
  std::vector<float> out;
  resampler.push(interleaved, out);
  resampler.finish(out);
  return out;
}

}  // namespace continuo
