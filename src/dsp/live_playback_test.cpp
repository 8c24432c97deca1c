#include "dsp/live_playback.h"

#include <gtest/gtest.h>

#include <numeric>

namespace continuo {
namespace {

constexpr int kRate = 1000;

std::vector<float> counting(size_t count) {
  std::vector<float> samples(count);
  std::iota(samples.begin(), samples.end(), 0.0f);
  return samples;
}

TEST(LivePlayback, WhatIsMadeSlowlyMustWait) {
  // All there is may begin at once.
  EXPECT_EQ(seconds_before_playing(0, 0.1, 0.5), 0);
  // Much faster than real time: only the cushion.
  EXPECT_EQ(seconds_before_playing(100, 10, 0.5), 0.5);
  // At half of real time, 10 s more take 20 s, of which 10 s are heard while they are made.
  EXPECT_GE(seconds_before_playing(10, 0.5, 0.5), 10);
  EXPECT_LE(seconds_before_playing(10, 0.5, 0.5), 20);
  // Slower, or more: longer. At real time there is something to spare.
  EXPECT_GT(seconds_before_playing(10, 0.4, 0.5), seconds_before_playing(10, 0.5, 0.5));
  EXPECT_GT(seconds_before_playing(11, 0.5, 0.5), seconds_before_playing(10, 0.5, 0.5));
  EXPECT_GT(seconds_before_playing(10, 1, 0.5), 0.5);
}

TEST(LivePlayback, EverySampleIsHandedOnInOrder) {
  const std::vector<float> sound = counting(20000);
  std::vector<float> heard;
  LivePlayback live(
      [&](std::span<const float> piece) {
        heard.insert(heard.end(), piece.begin(), piece.end());
        return true;
      },
      kRate);
  EXPECT_FALSE(live.has_begun());
  EXPECT_FALSE(live.begins_in_s());
  const size_t step = 640;
  for (size_t at = 0; at < sound.size(); at += step) {
    const size_t count = std::min(step, sound.size() - at);
    live.add(std::span(sound).subspan(at, count),
             static_cast<double>(sound.size() - at - count) / (2.0 * kRate));
  }
  while (!live.has_begun()) std::this_thread::yield();
  EXPECT_EQ(live.begins_in_s(), 0);
  EXPECT_TRUE(live.finish());
  EXPECT_EQ(heard, sound);
}

TEST(LivePlayback, WhatDoesNotComeOnIsNotBegun) {
  bool heard = false;
  LivePlayback live([&](auto) { return heard = true; }, kRate);
  // Nothing is known of its speed: ten seconds are to come, and stay so.
  for (int i = 0; i < 5; ++i) live.add(counting(1000), 10);
  EXPECT_FALSE(live.begins_in_s());
  EXPECT_FALSE(live.finish());
  EXPECT_FALSE(live.has_begun());
  EXPECT_FALSE(heard);
}

TEST(LivePlayback, ADeviceThatGoesAwayIsNoTrouble) {
  int pieces = 0;
  {
    LivePlayback live([&](auto) { return ++pieces < 2; }, kRate);
    live.add(counting(10000), 1);
    live.add(counting(10000), 0);
    while (!live.has_begun()) std::this_thread::yield();
    EXPECT_FALSE(live.finish());
    EXPECT_TRUE(live.has_begun());
  }
  EXPECT_EQ(pieces, 2);
}

TEST(LivePlayback, MayBeLeftInTheMiddle) {
  std::atomic<int> pieces{0};
  LivePlayback live(
      [&](auto) {
        ++pieces;
        return true;
      },
      kRate);
  live.add(counting(3000), 1);
  live.add(counting(3000), 0.5);
}

}  // namespace
}  // namespace continuo
