#include "listen/sound_report.h"

#include <gtest/gtest.h>

#include "base/error.h"
#include "listen/test_sounds.h"

namespace continuo {
namespace {

Stereo music(int rate_hz) {
  Stereo sound = test::quiet(8, rate_hz);
  for (int i = 0; i < 16; ++i) {
    test::add_tone(sound, 0.5 * i, 0.45, test::hz_of(57 + 3 * (i % 3)), 0.2, 6);
    test::add_stroke(sound, 0.5 * i, 0.1, static_cast<uint64_t>(i));
  }
  return sound;
}

TEST(SoundReport, SaysTheSameAtAnyRate) {
  for (const int rate : {44100, 48000, 96000}) {
    const SoundReport report = listen_to(music(rate));
    EXPECT_EQ(report.rate_hz, rate);
    EXPECT_NEAR(report.seconds, 8, 1e-9);
    EXPECT_NEAR(report.tempo.bpm, 120, 0.2) << rate;
    EXPECT_NEAR(report.pitch.tuning_cents, 0, 2) << rate;
    EXPECT_GT(report.pitch.classes[9] + report.pitch.classes[0] + report.pitch.classes[3], 0.9);
    EXPECT_NEAR(report.onsets_per_second, 2, 0.5) << rate;
  }
}

TEST(SoundReport, AsJsonHasNumbersOrNull) {
  const Json silent = report_to_json(listen_to(test::quiet(1)));
  EXPECT_TRUE(silent.at("tempo").is_null());
  EXPECT_TRUE(silent.at("key").is_null());
  EXPECT_TRUE(silent.at("loudnessLufs").is_null());
  EXPECT_TRUE(silent.at("truePeakDb").is_null());
  EXPECT_EQ(silent.at("longestSilence").at("length"), 1.0);
  EXPECT_EQ(silent.at("pitchClasses").size(), 12u);
  const Json full = report_to_json(listen_to(music(48000)));
  EXPECT_NEAR(full.at("tempo").at("bpm").get<double>(), 120, 0.2);
  EXPECT_TRUE(full.at("rmsDb").is_number());
  EXPECT_FALSE(full.contains("chunkJoins"));
  EXPECT_EQ(parse_json(full.dump(), "test"), full);
}

TEST(SoundReport, CountsWhatCanBeHeardOfChunks) {
  Stereo sound = test::quiet(5);
  test::add(sound, 0, sound.frames(), [](size_t n) { return 0.3 * test::sine_at(n, 221, 48000); });
  SoundReportOptions options;
  options.chunk_s = 1;
  EXPECT_EQ(listen_to(sound, options).chunks->audible, 0u);
  EXPECT_EQ(listen_to(sound, options).chunks->count, 4u);
  // The third second comes with a hundred sample frames missing at its end.
  for (size_t n = 3 * 48000; n < sound.frames() - 100; ++n) {
    sound.samples[2 * n] = sound.samples[2 * (n + 100)];
    sound.samples[2 * n + 1] = sound.samples[2 * (n + 100) + 1];
  }
  const ChunkJoins chunks = *listen_to(sound, options).chunks;
  EXPECT_EQ(chunks.audible, 1u);
  EXPECT_NEAR(chunks.strongest.seconds, 3, 0.001);
  ASSERT_EQ(chunks.strengths.size(), 4u);
  EXPECT_EQ(chunks.strengths[2], chunks.strongest.strength);
  EXPECT_LT(chunks.strengths[1], 3);
  options.chunk_s = 0;
  EXPECT_THROW(listen_to(sound, options), Error);
}

TEST(SoundReport, TextTellsOfEachThing) {
  const std::string text = report_text(listen_to(music(48000)));
  for (const char* word : {"tempo", "key", "pitches", "onsets", "centroid", "low band", "strokes",
                           "loudness", "silence", "joins"})
    EXPECT_NE(text.find(word), std::string::npos) << word;
  EXPECT_NE(report_text(listen_to(test::quiet(1))).find("silent"), std::string::npos);
}

}  // namespace
}  // namespace continuo
