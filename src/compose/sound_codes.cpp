#include "compose/sound_codes.h"

#include <algorithm>

namespace continuo {

namespace {

// One channel of two, or the mean of both.
std::vector<float> channel_of(std::span<const float> stereo, int channel, int channels) {
  std::vector<float> mono(stereo.size() / 2);
  for (size_t i = 0; i < mono.size(); ++i) {
    const float left = stereo[2 * i], right = stereo[2 * i + 1];
    mono[i] = channels == 1 ? 0.5f * (left + right) : channel == 0 ? left : right;
  }
  return mono;
}

}  // namespace

CodeRenderer::CodeRenderer(const encodec::Encodec& codec, int codebooks, int channels)
    : codec_(codec),
      channels_(static_cast<size_t>(channels)),
      codes_(channels_),
      resampler_(static_cast<int>(codec.config().sampling_rate), kSampleRateHz, 2) {
  for (int channel = 0; channel < channels; ++channel)
    states_.push_back(codec.start(codebooks / channels, kMostTogether));
}

void CodeRenderer::take(std::span<const int32_t> frame, std::vector<float>& out) {
  for (size_t k = 0; k < frame.size(); ++k) codes_[k % channels_].push_back(frame[k]);
  if (++frames_ < together_) return;
  const size_t before = out.size();
  say(false, out);
  if (out.size() > before) together_ = std::min(2 * together_, kMostTogether);
}

void CodeRenderer::finish(std::vector<float>& out) {
  say(true, out);
  resampler_.finish(out);
}

void CodeRenderer::say(bool last, std::vector<float>& out) {
  sound_.clear();
  for (size_t channel = 0; channel < channels_; ++channel) {
    const std::span<const float> mono =
        codec_.decode(states_[channel], codes_[channel], {.scale = 1, .last = last});
    sound_.resize(2 * mono.size());
    for (size_t i = 0; i < mono.size(); ++i) {
      if (channel == 0) sound_[2 * i] = mono[i];
      if (channel == 1 || channels_ == 1) sound_[2 * i + 1] = mono[i];
    }
    codes_[channel].clear();
  }
  frames_ = 0;
  resampler_.push(sound_, out);
}

std::vector<int32_t> latest_codes(const encodec::Encodec& codec, const Stereo& sound, int codebooks,
                                  int channels, int64_t most_frames) {
  const auto rate_hz = static_cast<int>(codec.config().sampling_rate);
  const std::vector<float> all = resampled(sound.samples, 2, sound.rate_hz, rate_hz);
  const auto most_samples = static_cast<size_t>(most_frames * codec.config().hop());
  const size_t kept = std::min(all.size() / 2, most_samples);
  const auto latest = std::span(all).last(2 * kept);
  const auto K = static_cast<size_t>(codebooks), C = static_cast<size_t>(channels);
  std::vector<int32_t> codes;
  for (size_t channel = 0; channel < C; ++channel) {
    const std::vector<float> mono = channel_of(latest, static_cast<int>(channel), channels);
    const std::vector<int32_t> own = codec.encode(mono, codebooks / channels).chunks.at(0).codes;
    codes.resize(own.size() * C);
    for (size_t i = 0; i < own.size(); ++i) {
      const size_t frame = i / (K / C), k = i % (K / C);
      codes[frame * K + k * C + channel] = own[i];
    }
  }
  return codes;
}

std::vector<float> mixed_down(const Stereo& sound, int rate_hz) {
  return resampled(channel_of(sound.samples, 0, 1), 1, sound.rate_hz, rate_hz);
}

}  // namespace continuo
