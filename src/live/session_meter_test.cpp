#include "live/session_meter.h"

#include <gtest/gtest.h>

#include <vector>

namespace continuo {
namespace {

constexpr size_t kFrames = 960;  // 20 ms

TEST(SessionMeter, TellsPeakLoudnessAndLoad) {
  SessionMeter meter(kFrames);
  EXPECT_EQ(meter.load(), 0);
  EXPECT_EQ(meter.peak_db(), -100);
  EXPECT_EQ(meter.loudness_db(), -100);
  const std::vector<float> half(2 * kFrames, 0.5f);
  for (int i = 0; i < 60; ++i) meter.add(half, 0.005);
  EXPECT_NEAR(meter.load(), 0.25, 1e-9);
  EXPECT_NEAR(meter.peak_db(), -6.02, 0.01);
  EXPECT_NEAR(meter.loudness_db(), -6.02, 0.01);
}

TEST(SessionMeter, ForgetsEachAfterATimeOfItsOwn) {
  SessionMeter meter(kFrames);
  const std::vector<float> loud(2 * kFrames, 1.0f);
  const std::vector<float> silent(2 * kFrames, 0.0f);
  for (int i = 0; i < 50; ++i) meter.add(loud, 0.02);
  for (int i = 0; i < 6; ++i) meter.add(silent, 0);
  EXPECT_EQ(meter.peak_db(), -100) << "a tenth of a second";
  EXPECT_GT(meter.loudness_db(), -3) << "0.4 seconds";
  for (int i = 0; i < 14; ++i) meter.add(silent, 0);
  EXPECT_EQ(meter.loudness_db(), -100);
  EXPECT_NEAR(meter.load(), 0.6, 1e-9) << "a second";
  for (int i = 0; i < 30; ++i) meter.add(silent, 0);
  EXPECT_EQ(meter.load(), 0);
}

}  // namespace
}  // namespace continuo
