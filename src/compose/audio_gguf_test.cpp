// Models in one file compose as models in folders do.
#include <gtest/gtest.h>
#include <unistd.h>

#include "base/error.h"
#include "compose/audio_fixture_test.h"
#include "compose/composer.h"
#include "models/musicgen/quantise.h"

namespace continuo {
namespace {

namespace fs = std::filesystem;

class OneFile : public ::testing::Test {
 protected:
  void SetUp() override {
    folder_ = fs::temp_directory_path() / fmt::format("continuo_one_file_{}", ::getpid());
    fs::create_directories(folder_);
  }
  void TearDown() override { fs::remove_all(folder_); }
  fs::path quantised(const fs::path& source, DType to) {
    const fs::path file = folder_ / fmt::format("{}.gguf", name_of(to));
    musicgen::quantise(
        Checkpoint::open(source), file,
        {.to = to, .name = "test", .licence = "", .pool = pool_, .go_on = [](uint64_t, uint64_t) {
           return true;
         }});
    return file;
  }

  ThreadPool pool_{2};
  fs::path folder_;
};

TEST_F(OneFile, ComposesTheSameAgainOnAnyThreads) {
  for (const char* model : {"mono", "stereo", "melody"}) {
    const fs::path file = quantised(kAudioFixtures / model, DType::kQ4_0);
    AudioWish wish{.prompt = "fast blues guitar", .seconds = 1};
    std::vector<float> first;
    for (const int threads : {1, 2}) {
      ThreadPool pool(threads);
      const AudioComposer composer(file, pool);
      EXPECT_EQ(composer.weights(), DType::kQ4_0);
      // A beginning needs the encoder, which is read from the file when it is asked for.
      if (composer.follows_melody()) {
        wish.melody = the_tune();
      } else {
        wish.beginning = the_tune();
      }
      const Stereo sound = composer.compose(wish, {}, go_on);
      if (threads == 1) first = sound.samples;
      EXPECT_EQ(sound.samples, first) << model;
    }
    EXPECT_FALSE(first.empty());
  }
}

TEST_F(OneFile, IsRunAsItIsHeldUnlessAskedOtherwise) {
  const Checkpoint folder = Checkpoint::open(kAudioFixtures / "mono");
  const Checkpoint q4 = Checkpoint::open(quantised(kAudioFixtures / "mono", DType::kQ4_0));
  const Checkpoint q8 = Checkpoint::open(quantised(kAudioFixtures / "mono", DType::kQ8_0));
  EXPECT_EQ(formats_for(folder).linear, DType::kQ8_0);
  EXPECT_EQ(formats_for(q8).linear, DType::kQ8_0);
  EXPECT_EQ(formats_for(q4).linear, DType::kQ4_0);
  EXPECT_EQ(formats_for(q4).text, LoadFormats{}.text);
  EXPECT_EQ(formats_for(q4, DType::kBf16).linear, DType::kBf16);
  EXPECT_EQ(formats_for(q4, DType::kF32).codec.convolutions, DType::kF32);

  const auto sound_of = [&](const Checkpoint& checkpoint, std::optional<DType> weights) {
    const AudioComposer composer(checkpoint, pool_, formats_for(checkpoint, weights));
    return composer.compose({.prompt = "jazz", .seconds = 1}, {}, go_on).samples;
  };
  const std::vector<float> plain = sound_of(q4, std::nullopt);
  EXPECT_EQ(sound_of(q4, DType::kQ4_0), plain);
  EXPECT_NE(sound_of(q4, DType::kF32), plain);
  EXPECT_NE(sound_of(folder, DType::kQ4_0), sound_of(folder, DType::kQ8_0));
}

TEST_F(OneFile, NamesItselfByItsContent) {
  const fs::path path = quantised(kAudioFixtures / "mono", DType::kQ4_0);
  const std::string fingerprint = AudioComposer(path, pool_).fingerprint();
  EXPECT_EQ(AudioComposer(path, pool_).fingerprint(), fingerprint);
  EXPECT_NE(AudioComposer(kAudioFixtures / "mono", pool_).fingerprint(), fingerprint);
  std::vector<uint8_t> bytes = read_bytes(path);
  bytes[bytes.size() - 40] ^= 1;
  write_bytes(path, bytes);
  EXPECT_NE(Checkpoint::open(path).fingerprint(), fingerprint);
}

TEST_F(OneFile, TheEmbeddedModelMayLieInOne) {
  const fs::path source = fs::path(CONTINUO_SOURCE_DIR) / "assets/nano";
  const Composer composer(quantised(source, DType::kQ8_0), pool_);
  Wish wish;
  wish.prompt = "slow waltz, 90 bpm";
  wish.bars = 4;
  ComposeSettings settings;
  settings.notes = Writer::kModel;
  const Plan plan = composer.plan(wish, settings);
  EXPECT_EQ(plan.bars(), 4);
  const Score score =
      composer.compose(wish.prompt, plan, settings, [](const auto&) { return true; });
  EXPECT_GT(score.note_count(), 4u);
  EXPECT_THROW(AudioComposer(source, pool_), Error);
}

}  // namespace
}  // namespace continuo
