#include "compose/audio_composer.h"

#include <gtest/gtest.h>

#include <cmath>

#include "base/error.h"
#include "base/files.h"
#include "compose/audio_fixture_test.h"
#include "dsp/chroma.h"

namespace continuo {
namespace {

namespace fs = std::filesystem;

class OnEachModel : public ::testing::TestWithParam<const char*> {};
INSTANTIATE_TEST_SUITE_P(AudioComposer, OnEachModel, ::testing::Values("mono", "stereo", "melody"),
                         [](const auto& test) { return std::string(test.param); });

TEST_P(OnEachModel, TheSameSeedIsTheSameSoundOnAnyThreads) {
  const fs::path folder = kAudioFixtures / GetParam();
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
  const AudioComposer composer(kAudioFixtures / "mono", pool);
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
  const AudioComposer composer(kAudioFixtures / "stereo", pool);
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
  const AudioComposer composer(kAudioFixtures / "mono", pool);
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
  const AudioComposer composer(kAudioFixtures / "melody", pool);
  const auto piece = [&](const std::optional<Stereo>& melody) {
    return composer.compose({.prompt = "", .seconds = 33, .melody = melody}, {}, go_on).samples;
  };
  // Two tunes that are one for the first window, of which this model hears the first 2 s, and not
  // for the second, which begins at 18 s.
  Stereo one{std::vector<float>(2 * 40 * kChromaRate_hz), kChromaRate_hz}, other = one;
  for (size_t i = 0; i < one.frames(); ++i) {
    const double t = static_cast<double>(i) / kChromaRate_hz;
    const auto tone = [&](double hz) { return static_cast<float>(std::sin(6.2831853 * hz * t)); };
    for (size_t side = 0; side < 2; ++side) {
      one.samples[2 * i + side] = tone(440.0);
      other.samples[2 * i + side] = tone(t < 10 ? 440.0 : 261.63);
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
  const AudioComposer composer(kAudioFixtures / "mono", pool);
  EXPECT_FALSE(composer.follows_melody());
  EXPECT_THROW(composer.compose({.prompt = "a", .seconds = 1, .melody = the_tune()}, {}, go_on),
               Error);
  EXPECT_THROW(composer.compose({.prompt = "a", .seconds = 1, .beginning = Stereo{}}, {}, go_on),
               Error);
  const auto opened = [](const char* name) { return Checkpoint::open(kAudioFixtures / name); };
  EXPECT_TRUE(AudioComposer::can_load(opened("melody")));
  EXPECT_FALSE(AudioComposer::can_load(opened("../musicgen/nano")));
  EXPECT_TRUE(AudioComposer::can_follow_melody(opened("melody")));
  EXPECT_FALSE(AudioComposer::can_follow_melody(opened("mono")));
  EXPECT_THROW(AudioComposer(kAudioFixtures / "../musicgen/nano", pool), Error);
  EXPECT_THROW(AudioComposer(kAudioFixtures, pool), Error);
}

// Eight codebooks for one channel, where the codec has four.
TEST(AudioComposer, DecoderAndCodecMustFit) {
  const fs::path folder =
      fs::temp_directory_path() / fs::path(temporary_beside("audio_composer_test")).filename();
  fs::create_directory(folder);
  for (const char* name : {"model.safetensors", "spiece.model"})
    fs::copy_file(kAudioFixtures / "stereo" / name, folder / name);
  std::string config = read_text(kAudioFixtures / "stereo/config.json");
  const std::string channels = "\"audio_channels\": 2";
  ASSERT_NE(config.find(channels), std::string::npos);
  config.replace(config.find(channels), channels.size(), "\"audio_channels\": 1");
  write_text(folder / "config.json", config);
  ThreadPool pool(1);
  try {
    const AudioComposer composer(folder, pool);
    ADD_FAILURE() << "expected an error";
  } catch (const Error& error) {
    EXPECT_NE(std::string(error.what()).find("8 codebooks of 64 codes for 1 channels"),
              std::string::npos)
        << error.what();
  }
  fs::remove_all(folder);
}

}  // namespace
}  // namespace continuo
