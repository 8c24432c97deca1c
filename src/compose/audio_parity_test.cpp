// Words to sound against Hugging Face's generate: fixtures of
// train/parity/make_musicgen_audio_fixtures.py.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <cmath>

#include "checkpoint/safetensors.h"
#include "compose/audio_composer.h"
#include "compose/audio_fixture_test.h"
#include "compose/sound_codes.h"
#include "dsp/chroma.h"
#include "dsp/resample.h"

namespace continuo {
namespace {

constexpr const char* kPrompt = "slow ragtime piano in 3/4";
constexpr double kSoundTolerance = 1e-4;  // found 9e-7

struct Golden {
  explicit Golden(const std::string& name)
      : folder(kAudioFixtures / name),
        file(Safetensors::open(folder / "golden/golden.safetensors")) {}
  std::vector<int32_t> integers(const char* name) const {
    const std::vector<int64_t> read = file.integers(name);
    return {read.begin(), read.end()};
  }
  // A sound [n][C] as stereo at the codec's rate.
  Stereo sound(const char* name) const {
    const Tensor values = file.find(name);
    Stereo stereo{{}, 1600};
    for (int64_t i = 0; i < values[0]; ++i) {
      for (int64_t side = 0; side < 2; ++side)
        stereo.samples.push_back(values.f32()[i * values[1] + std::min(side, values[1] - 1)]);
    }
    return stereo;
  }
  AudioSettings greedy() const {
    return {.sampling = {.temperature = 0,
                         .top_k = 0,
                         .top_p = 1.0,
                         .guidance = static_cast<double>(file.find("guidance").values()[0])},
            .seed = 1};
  }

  std::filesystem::path folder;
  Safetensors file;
};

double largest_difference(std::span<const float> found, std::span<const float> golden) {
  EXPECT_EQ(found.size(), golden.size());
  double worst = 0;
  for (size_t i = 0; i < std::min(found.size(), golden.size()); ++i) {
    const double difference = std::abs(static_cast<double>(found[i]) - golden[i]);
    worst = std::isnan(difference) ? INFINITY : std::max(worst, difference);
  }
  return worst;
}

class AudioParity : public ::testing::TestWithParam<const char*> {};
INSTANTIATE_TEST_SUITE_P(Fixtures, AudioParity, ::testing::Values("mono", "stereo", "melody"),
                         [](const auto& test) { return std::string(test.param); });

// Part by part: the tokens, the codes, the sound at the codec's rate.
TEST_P(AudioParity, WritesTheReferencesCodes) {
  const Golden golden(GetParam());
  ThreadPool pool(2);
  const auto model = musicgen::MusicGen::load(
      golden.folder, {.linear = DType::kF32, .text = DType::kF32, .pool = pool});
  const auto codec = encodec::Encodec::load(golden.folder, {.pool = pool});
  const auto& decoder = model.config().decoder;
  const auto channels = static_cast<int>(decoder.audio_channels);
  const DelayPattern pattern(musicgen_delays(static_cast<int>(decoder.num_codebooks), channels),
                             decoder.special_code());
  const std::vector<int32_t> tokens = Tokenizer(golden.folder).encode(kPrompt);
  EXPECT_EQ(tokens, golden.integers("tokens"));
  const bool melody = model.config().follows_melody();
  for (const std::string take : {"words", melody ? "tune" : "begun"}) {
    const std::vector<int32_t> frames = golden.integers((take + ".frames").c_str());
    const auto K = static_cast<size_t>(pattern.codebooks());
    const auto T = static_cast<int64_t>(frames.size() / K);
    CodeRequest request{.frames = T,
                        .window_frames = 1000,
                        .kept_frames = 400,
                        .prompt = {},
                        .sampling = golden.greedy().sampling,
                        .seed = 1};
    if (take == "begun") {
      request.prompt =
          latest_codes(codec, golden.sound("begun.samples"), pattern.codebooks(), channels, 400);
      ASSERT_EQ(request.prompt.size(), K * static_cast<size_t>(golden.integers("begun.prompt")[0]));
    }
    std::vector<int32_t> tune;
    if (take == "tune") tune = pitch_classes(mixed_down(the_tune(), kChromaRate_hz));
    CodeWriter writer(
        model,
        std::vector<musicgen::Condition>{model.encode_with_melody(tokens, tune), model.null()},
        pattern, request);
    std::vector<int32_t> codes = request.prompt;
    for (auto frame = writer.next(); !frame.empty(); frame = writer.next())
      codes.insert(codes.end(), frame.begin(), frame.end());
    EXPECT_EQ(codes, frames) << take;
    for (int channel = 0; channel < channels; ++channel) {
      std::vector<int32_t> own;
      for (size_t i = static_cast<size_t>(channel); i < codes.size();
           i += static_cast<size_t>(channels))
        own.push_back(codes[i]);
      const auto mono =
          codec.decode(encodec::Coded{static_cast<int64_t>(K) / channels, {{own, 1}}});
      const Tensor expected = golden.file.find(take + ".sound");
      std::vector<float> side;
      for (int64_t i = 0; i < expected[0]; ++i)
        side.push_back(expected.f32()[i * channels + channel]);
      const double difference = largest_difference(mono, side);
      EXPECT_LE(difference, kSoundTolerance) << take;
      RecordProperty(take + std::to_string(channel), fmt::format("{:.1e}", difference));
    }
  }
}

// The whole, at 48 kHz.
TEST_P(AudioParity, SoundsAsTheReference) {
  const Golden golden(GetParam());
  ThreadPool pool(2);
  const AudioComposer composer(golden.folder, pool, kExactFormats);
  for (const std::string take : {"words", composer.follows_melody() ? "tune" : "begun"}) {
    const auto K = golden.file.find(take + ".sound")[1] * 4;
    auto T = static_cast<double>(golden.integers((take + ".frames").c_str()).size()) /
             static_cast<double>(K);
    AudioWish wish{.prompt = kPrompt};
    if (take == "tune") wish.melody = the_tune();
    if (take == "begun") {
      wish.beginning = golden.sound("begun.samples");
      T -= golden.integers("begun.prompt")[0];
    }
    wish.seconds = T / composer.frame_rate();
    const Stereo expected = golden.sound((take + ".sound").c_str());
    const Stereo sound = composer.compose(wish, golden.greedy(), go_on);
    EXPECT_EQ(sound.rate_hz, kSampleRateHz);
    EXPECT_LE(largest_difference(sound.samples,
                                 resampled(expected.samples, 2, expected.rate_hz, kSampleRateHz)),
              kSoundTolerance)
        << take;
  }
}

}  // namespace
}  // namespace continuo
