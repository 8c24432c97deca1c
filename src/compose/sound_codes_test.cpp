#include "compose/sound_codes.h"

#include <gtest/gtest.h>

#include "base/rng.h"
#include "models/musicgen/tiny_config_test.h"
#include "nn/random_weights.h"

namespace continuo {
namespace {

// A codec with the published kernels and strides, and so with its look-ahead, but few channels.
struct Codec {
  Codec()
      : codec(encodec::Encodec::load(HfConfig::parse(musicgen::tiny_config(), "config.json"),
                                     RandomWeights(1, pool), {.encoder = false, .pool = pool})) {}

  std::vector<int32_t> codes(size_t frames, int codebooks) const {
    Rng rng(2);
    std::vector<int32_t> made(frames * static_cast<size_t>(codebooks));
    for (int32_t& code : made) code = rng.range(0, 63);
    return made;
  }

  ThreadPool pool{2};
  encodec::Encodec codec;
};

// A frame's first sample waits for the codec's own look-ahead (3 frames in the first convolution,
// less than 1 in those after it), and the change of sampling rate lets the fifth through: nothing is
// held back beside. Each frame is a step of the decoder, 20 ms of sound.
TEST(CodeRenderer, TheFirstSoundTakesAsFewFramesAsTheCodecNeeds) {
  const Codec fixture;
  for (const int channels : {1, 2}) {
    const int codebooks = 4 * channels;
    const std::vector<int32_t> codes = fixture.codes(20, codebooks);
    CodeRenderer renderer(fixture.codec, codebooks, channels);
    std::vector<float> sound;
    size_t frames = 0;
    const auto K = static_cast<size_t>(codebooks);
    while (sound.empty() && frames < 20)
      renderer.take(std::span(codes).subspan(K * frames++, K), sound);
    EXPECT_EQ(frames, 5u) << channels;
    EXPECT_EQ((fixture.codec.look_ahead() + 639) / 640, 4);
  }
}

// However frames are gathered, the samples are those of the codec and of the change of rate at once.
TEST(CodeRenderer, PiecesChangeNoSample) {
  const Codec fixture;
  const std::vector<int32_t> codes = fixture.codes(100, 4);
  CodeRenderer renderer(fixture.codec, 4, 1);
  std::vector<float> sound;
  for (size_t i = 0; i < codes.size(); i += 4) renderer.take(std::span(codes).subspan(i, 4), sound);
  renderer.finish(sound);

  const std::vector<float> mono = fixture.codec.decode({4, {{codes, 1}}});
  std::vector<float> both;
  for (const float value : mono) both.insert(both.end(), {value, value});
  EXPECT_EQ(sound, resampled(both, 2, 32000, kSampleRateHz));
}

// After the first sound more comes with every few frames, and never later than with the largest
// pieces.
TEST(CodeRenderer, SoundKeepsComing) {
  const Codec fixture;
  const std::vector<int32_t> codes = fixture.codes(200, 4);
  CodeRenderer renderer(fixture.codec, 4, 1);
  std::vector<float> sound;
  size_t last = 0, longest = 0;
  for (size_t frame = 0; frame < 200; ++frame) {
    const size_t before = sound.size();
    renderer.take(std::span(codes).subspan(4 * frame, 4), sound);
    if (sound.size() == before) continue;
    longest = std::max(longest, frame - last);
    last = frame;
  }
  EXPECT_LE(longest, static_cast<size_t>(CodeRenderer::kMostTogether));
  EXPECT_GE(sound.size() / 2 + 960 * (5 + CodeRenderer::kMostTogether + 1), 200u * 960u);
}

}  // namespace
}  // namespace continuo
