// Words to sound against Hugging Face's generate: fixtures of
// train/parity/make_musicgen_audio_fixtures.py.
#include "compose/audio_composer.h"

#include <gtest/gtest.h>

#include <cmath>

#include "base/error.h"
#include "checkpoint/safetensors.h"
#include "compose/sound_codes.h"
#include "dsp/chroma.h"
#include "dsp/resample.h"
#include "dsp/wav.h"

namespace continuo {
namespace {

namespace fs = std::filesystem;

const fs::path kFixtures = fs::path(CONTINUO_SOURCE_DIR) / "tests/fixtures/musicgen_audio";
constexpr const char* kPrompt = "slow ragtime piano in 3/4";
constexpr double kSoundTolerance = 1e-4;  // found 2e-6

bool go_on(const AudioProgress&) { return true; }

Stereo the_tune() {
  return read_sound(fs::path(CONTINUO_SOURCE_DIR) / "tests/fixtures/chroma/tune.wav");
}

struct Golden {
  explicit Golden(const std::string& name)
      : folder(kFixtures / name), file(Safetensors::open(folder / "golden/golden.safetensors")) {}
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

  fs::path folder;
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

class OnEachModel : public ::testing::TestWithParam<const char*> {};
INSTANTIATE_TEST_SUITE_P(AudioParity, OnEachModel, ::testing::Values("mono", "stereo", "melody"),
                         [](const auto& test) { return std::string(test.param); });

// Part by part: the tokens, the codes, the sound at the codec's rate.
TEST_P(OnEachModel, WritesTheReferencesCodes) {
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
TEST_P(OnEachModel, SoundsAsTheReference) {
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

TEST_P(OnEachModel, TheSameSeedIsTheSameSoundOnAnyThreads) {
  const fs::path folder = kFixtures / GetParam();
  AudioWish wish{.prompt = "fast blues guitar", .seconds = 1.5};
  AudioSettings settings;
  settings.seed = 5;
  std::vector<float> first;
  for (const int threads : {1, 2}) {
    ThreadPool pool(threads);
    const AudioComposer composer(folder, pool);
    if (composer.follows_melody()) {
      wish.melody = the_tune();
    } else {
      wish.beginning = the_tune();
    }
    const Stereo sound = composer.compose(wish, settings, go_on);
    if (threads == 1) {
      first = sound.samples;
      settings.seed = 6;
      EXPECT_NE(composer.compose(wish, settings, go_on).samples, first);
      settings.seed = 5;
    }
    EXPECT_EQ(sound.samples, first) << threads << " threads";
  }
}

TEST(AudioComposer, AnyLengthIsThatLength) {
  ThreadPool pool(2);
  const AudioComposer composer(kFixtures / "mono", pool);
  for (const double seconds : {0.001, 0.02, 0.33, 1.0, 31.5}) {
    const Stereo sound = composer.compose({.prompt = "", .seconds = seconds}, {}, go_on);
    const double frames = std::ceil(seconds * 50 - 1e-9);
    EXPECT_EQ(sound.frames(), static_cast<size_t>(frames * 960)) << seconds;
  }
  EXPECT_THROW(composer.compose({.prompt = "a", .seconds = 0}, {}, go_on), Error);
}

// What was heard before a stop does not depend on the length that was asked for, but where the end
// is near enough for the codec to hear.
TEST(AudioComposer, StoppedEarlyItIsTheSamePiece) {
  ThreadPool pool(2);
  const AudioComposer composer(kFixtures / "stereo", pool);
  const AudioWish wish{.prompt = "jazz waltz", .seconds = 2};
  const Stereo whole = composer.compose(wish, {}, go_on);
  double last = 0;
  const Stereo part = composer.compose(wish, {}, [&](const AudioProgress& progress) {
    EXPECT_DOUBLE_EQ(progress.seconds, 2.0);
    EXPECT_GT(progress.seconds_done, last);
    last = progress.seconds_done;
    return progress.seconds_done < 0.9;
  });
  EXPECT_NEAR(last, 0.9, 0.021);
  ASSERT_EQ(part.frames(), static_cast<size_t>(std::llround(last * kSampleRateHz)));
  const size_t sure = part.samples.size() / 2;
  EXPECT_EQ(std::vector<float>(part.samples.begin(),
                               part.samples.begin() + static_cast<std::ptrdiff_t>(sure)),
            std::vector<float>(whole.samples.begin(),
                               whole.samples.begin() + static_cast<std::ptrdiff_t>(sure)));
}

TEST(AudioComposer, OnlyTheLatestOfABeginningIsHeard) {
  ThreadPool pool(2);
  const AudioComposer composer(kFixtures / "mono", pool);
  Stereo hum;
  for (size_t i = 0; i < 20 * kSampleRateHz; ++i) {
    const float value = 0.3f * static_cast<float>(std::sin(0.02 * static_cast<double>(i)));
    hum.samples.insert(hum.samples.end(), {value, 0.5f * value});
  }
  const AudioWish wish{.prompt = "", .seconds = 1, .beginning = hum};
  EXPECT_EQ(composer.compose(wish, {}, go_on).frames(), 13u * kSampleRateHz);
}

// A tune goes on in later windows, and begins again where it ends.
TEST(AudioComposer, ALongPieceFollowsTheTuneOn) {
  ThreadPool pool(2);
  const AudioComposer composer(kFixtures / "melody", pool);
  const auto piece = [&](const std::optional<Stereo>& melody) {
    return composer.compose({.prompt = "", .seconds = 33, .melody = melody}, {}, go_on).samples;
  };
  // Two tunes that are one for the first window.
  Stereo one{std::vector<float>(2 * 40 * kChromaRate_hz), kChromaRate_hz}, other = one;
  for (size_t i = 0; i < one.frames(); ++i) {
    const double t = static_cast<double>(i) / kChromaRate_hz;
    const auto tone = [&](double hz) { return static_cast<float>(std::sin(6.2831853 * hz * t)); };
    for (size_t side = 0; side < 2; ++side) {
      one.samples[2 * i + side] = tone(440.0);
      other.samples[2 * i + side] = tone(t < 31 ? 440.0 : 261.63);
    }
  }
  const std::vector<float> heard = piece(one), changed = piece(other);
  const auto first = static_cast<std::ptrdiff_t>(2 * 29 * kSampleRateHz);
  EXPECT_TRUE(std::equal(heard.begin(), heard.begin() + first, changed.begin()));
  EXPECT_NE(heard, changed);
  EXPECT_NE(piece(std::nullopt), heard);
}

TEST(AudioComposer, RefusesWhatItCannotFollow) {
  ThreadPool pool(1);
  const AudioComposer composer(kFixtures / "mono", pool);
  EXPECT_FALSE(composer.follows_melody());
  EXPECT_THROW(composer.compose({.prompt = "a", .seconds = 1, .melody = the_tune()}, {}, go_on),
               Error);
  EXPECT_THROW(composer.compose({.prompt = "a", .seconds = 1, .beginning = Stereo{}}, {}, go_on),
               Error);
  EXPECT_TRUE(AudioComposer::can_load(kFixtures / "melody"));
  EXPECT_FALSE(AudioComposer::can_load(kFixtures / "../musicgen/nano"));
  EXPECT_THROW(AudioComposer(kFixtures / "../musicgen/nano", pool), Error);
  EXPECT_THROW(AudioComposer(kFixtures, pool), Error);
}

}  // namespace
}  // namespace continuo
