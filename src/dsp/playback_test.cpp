#include "dsp/playback.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>

#include "base/files.h"

namespace continuo {
namespace {

namespace fs = std::filesystem;

Stereo ramp(size_t frames) {
  Stereo sound{std::vector<float>(2 * frames)};
  for (size_t n = 0; n < frames; ++n) {
    sound.samples[2 * n] = static_cast<float>(n) / static_cast<float>(frames);
    sound.samples[2 * n + 1] = -sound.samples[2 * n];
  }
  return sound;
}

TEST(Playback, AMissingDeviceIsNoErrorAndNoNoise) {
  testing::internal::CaptureStderr();
  EXPECT_EQ(Player::open(kSampleRateHz, "hw:CARD=no_such_card,DEV=0"), nullptr);
  EXPECT_FALSE(play(ramp(100), nullptr, "no such device"));
  EXPECT_EQ(testing::internal::GetCapturedStderr(), "");
}

// ALSA's "tee" to its null device writes what would have been heard to a file.
TEST(Playback, EverySampleReachesTheDevice) {
  const fs::path heard =
      fs::temp_directory_path() / ("continuo_heard_" + std::to_string(::getpid()) + ".raw");
  fs::remove(heard);
  const Stereo sound = ramp(30000);
  ASSERT_TRUE(play(sound, nullptr, "tee:null,'" + heard.string() + "',raw"));
  const std::vector<uint8_t> bytes = read_bytes(heard);
  fs::remove(heard);
  ASSERT_EQ(bytes.size(), sound.samples.size() * 2);
  for (size_t i = 0; i < sound.samples.size(); ++i) {
    const auto sample = static_cast<int16_t>(bytes[2 * i] | bytes[2 * i + 1] << 8);
    ASSERT_NEAR(sample / 32767.0f, sound.samples[i], 1.6e-5f) << i;
  }
}

TEST(Playback, CancelStopsIt) {
  const std::atomic<bool> cancel{true};
  EXPECT_FALSE(play(ramp(30000), &cancel, "null"));
}

}  // namespace
}  // namespace continuo
