// Between the codes of a MusicGen and 48 kHz stereo: one codec of one channel, run once for each
// channel of the model.
//
// T frames, K codebooks. Codebook k belongs to channel k mod channels: left and right in turn.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "dsp/resample.h"
#include "dsp/stereo.h"
#include "models/encodec/encodec.h"

namespace continuo {

// Codes into sound as they come. One channel is heard on both sides. At first each frame is decoded
// by itself, so that sound begins as soon as the codec can say it, then more and more together,
// which costs less; the samples are the same.
class CodeRenderer {
 public:
  // The codec must outlive the renderer.
  CodeRenderer(const encodec::Encodec& codec, int codebooks, int channels);

  static constexpr int64_t kMostTogether = 16;  // frames

  // Appends to `out`, interleaved, what can be heard by now of a frame [K] and all before it.
  void take(std::span<const int32_t> frame, std::vector<float>& out);
  void finish(std::vector<float>& out);

 private:
  void say(bool last, std::vector<float>& out);

  const encodec::Encodec& codec_;
  size_t channels_;
  std::vector<encodec::DecodeState> states_;
  std::vector<std::vector<int32_t>> codes_;  // by channel, not yet decoded
  int64_t frames_ = 0;                       // in codes_
  int64_t together_ = 1;                     // frames that are decoded at once
  std::vector<float> sound_;
  Resampler resampler_;
};

// Codes [T][K] of the latest `most_frames` frames of a sound, its channels mixed down where the
// model has one. The codec must have been loaded with its encoder.
std::vector<int32_t> latest_codes(const encodec::Encodec& codec, const Stereo& sound, int codebooks,
                                  int channels, int64_t most_frames);

// Both channels as one, at another rate.
std::vector<float> mixed_down(const Stereo& sound, int rate_hz);

}  // namespace continuo
