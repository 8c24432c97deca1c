#include "dsp/sound_bytes.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <cmath>
#include <numbers>

#include "base/error.h"
#include "base/files.h"
#include "dsp/sound_file.h"

namespace continuo {
namespace {

namespace fs = std::filesystem;

Stereo two_tones(double seconds, int rate_hz) {
  Stereo sound;
  sound.rate_hz = rate_hz;
  const auto frames = static_cast<size_t>(seconds * rate_hz);
  for (size_t i = 0; i < frames; ++i) {
    const double t = 2 * std::numbers::pi * static_cast<double>(i) / rate_hz;
    sound.samples.push_back(static_cast<float>(0.5 * std::sin(440 * t)));
    sound.samples.push_back(static_cast<float>(0.25 * std::sin(660 * t)));
  }
  return sound;
}

// Through the reader that the rest of the program uses.
Stereo read_back(const std::string& bytes, const char* extension) {
  const fs::path path =
      fs::temp_directory_path() / fmt::format("sound-bytes-{}.{}", ::getpid(), extension);
  write_text(path, bytes);
  Stereo sound = read_sound(path);
  fs::remove(path);
  return sound;
}

// How much of one is in the other at the best gain, as decibels of what differs.
double difference_db(const Stereo& a, const Stereo& b, size_t side) {
  double error = 0, power = 0;
  for (size_t i = 4800; i + 4800 < std::min(a.frames(), b.frames()); ++i) {
    const double wanted = a.samples[2 * i + side], found = b.samples[2 * i + side];
    error += (wanted - found) * (wanted - found);
    power += wanted * wanted;
  }
  return 10 * std::log10(error / power);
}

TEST(SoundBytes, WavIsTheSoundInSixteenBits) {
  const Stereo sound = two_tones(0.5, 44100);
  const std::string bytes = sound_bytes(sound, {.format = SoundFormat::kWav});
  EXPECT_EQ(bytes.substr(0, 4), "RIFF");
  EXPECT_EQ(bytes.size(), 44 + 4 * sound.frames());
  const Stereo back = read_back(bytes, "wav");
  ASSERT_EQ(back.frames(), sound.frames());
  EXPECT_EQ(back.rate_hz, 44100);
  for (size_t i = 0; i < sound.samples.size(); ++i)
    ASSERT_NEAR(back.samples[i], sound.samples[i], 1.0 / 32768) << i;
}

TEST(SoundBytes, WavClipsWhatIsTooLoud) {
  Stereo sound;
  sound.samples = {2.0f, -2.0f, 0.0f, 1.0f};
  const Stereo back = read_back(sound_bytes(sound, {.format = SoundFormat::kWav}), "wav");
  EXPECT_NEAR(back.samples[0], 1.0, 1e-4);
  EXPECT_NEAR(back.samples[1], -1.0, 1e-4);
}

TEST(SoundBytes, Mp3DecodesToTheSameSound) {
  for (const int rate : {48000, 44100, 24000}) {
    const Stereo sound = two_tones(2, rate);
    const std::string bytes = sound_bytes(sound, {.format = SoundFormat::kMp3, .kbps = 128});
    const Stereo back = read_back(bytes, "mp3");
    EXPECT_EQ(back.rate_hz, rate);
    // The gapless header lets a decoder take off what the encoder put before and behind.
    ASSERT_NEAR(static_cast<double>(back.frames()), static_cast<double>(sound.frames()), 1);
    EXPECT_LT(difference_db(sound, back, 0), -25) << rate;
    EXPECT_LT(difference_db(sound, back, 1), -25) << rate;
  }
}

TEST(SoundBytes, Mp3IsAsLargeAsItsRateSays) {
  const Stereo sound = two_tones(4, 48000);
  for (const int kbps : {64, 128, 192, 320}) {
    const std::string bytes = sound_bytes(sound, {.format = SoundFormat::kMp3, .kbps = kbps});
    EXPECT_NEAR(static_cast<double>(bytes.size()), 4 * kbps * 1000 / 8.0, 0.05 * 500 * kbps)
        << kbps;
  }
}

TEST(SoundBytes, EndsWhereItIsAskedTo) {
  int asked = 0;
  const Stereo sound = two_tones(10, 48000);
  EXPECT_THROW(sound_bytes(sound, {}, [&] { return ++asked < 3; }), Error);
  EXPECT_EQ(asked, 3);
}

TEST(SoundBytes, RefusesARateThatMp3Lacks) {
  EXPECT_THROW(sound_bytes(two_tones(0.1, 96000), {.format = SoundFormat::kMp3}), Error);
  EXPECT_NO_THROW(sound_bytes(two_tones(0.1, 96000), {.format = SoundFormat::kWav}));
}

TEST(SoundBytes, TakesSilenceAndNothing) {
  EXPECT_EQ(sound_bytes({}, {.format = SoundFormat::kWav}).size(), 44u);
  EXPECT_NO_THROW(sound_bytes({}, {.format = SoundFormat::kMp3}));
}

}  // namespace
}  // namespace continuo
