#include "live/rate_feed.h"

#include <gtest/gtest.h>

#include <chrono>
#include <cmath>
#include <numbers>
#include <thread>

namespace continuo {
namespace {

std::vector<float> sine(size_t frames, double frequency_hz, double rate_hz) {
  std::vector<float> sound(2 * frames);
  for (size_t i = 0; i < frames; ++i) {
    const double phase = 2 * std::numbers::pi * frequency_hz * static_cast<double>(i) / rate_hz;
    sound[2 * i] = static_cast<float>(0.5 * std::sin(phase));
    sound[2 * i + 1] = -sound[2 * i];
  }
  return sound;
}

// The same sine is heard at the other rate: as long, as high, without a gap.
TEST(RateFeed, ASineStaysASine) {
  for (const int rate_hz : {44100, 96000}) {
    SampleRing source(60000);
    source.set_idle(false);
    source.write(sine(50000, 440, 48000));
    RateFeed feed(source, rate_hz, 256, true);
    const std::vector<float> expected = sine(40000, 440, rate_hz);
    std::vector<float> block(2 * 256);
    size_t position = 0;
    for (int blocks = 0; blocks < 130; ++blocks) {
      feed.fill();
      ASSERT_EQ(feed.ring().read(block), 256u);
      for (size_t i = 0; i < block.size(); ++i) {
        // A resampler rings where the sound begins.
        if (position >= 500) {
          ASSERT_NEAR(block[i], expected[2 * position + i], 2e-3) << rate_hz << " " << position;
        }
      }
      position += 256;
    }
    EXPECT_EQ(feed.ring().underruns(), 0u);
    EXPECT_EQ(source.underruns(), 0u);
  }
}

TEST(RateFeed, ItsThreadKeepsTheRingFull) {
  SampleRing source(10000);
  RateFeed feed(source, 44100, 256);
  const size_t full = feed.waiting_frames();
  for (int tries = 0; tries < 2000 && feed.ring().readable_frames() < full; ++tries)
    std::this_thread::sleep_for(std::chrono::milliseconds(2));
  EXPECT_GE(feed.ring().readable_frames(), full);
  EXPECT_EQ(source.underruns(), 0u);  // nothing was to be heard
}

}  // namespace
}  // namespace continuo
