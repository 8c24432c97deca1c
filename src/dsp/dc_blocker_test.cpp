#include "dsp/dc_blocker.h"

#include <gtest/gtest.h>

#include <vector>

namespace continuo {
namespace {

TEST(DcBlocker, TakesTheMeanAwayAndLeavesTheRest) {
  std::vector<float> sound(2 * 2 * kSampleRateHz);
  for (size_t i = 0; i < sound.size(); ++i) {
    const double time = static_cast<double>(i / 2) / kSampleRateHz;
    sound[i] = static_cast<float>(0.3 * std::sin(2 * std::numbers::pi * 100 * time)) +
               (i % 2 == 0 ? 0.2f : -0.1f);
  }
  DcBlocker blocker;
  blocker.process(sound);
  for (size_t channel = 0; channel < 2; ++channel) {
    double sum = 0;
    double energy = 0;
    for (size_t i = sound.size() / 2 + channel; i < sound.size(); i += 2) {
      sum += sound[i];
      energy += static_cast<double>(sound[i]) * sound[i];
    }
    EXPECT_NEAR(sum / kSampleRateHz, 0, 1e-4);
    EXPECT_NEAR(energy / kSampleRateHz, 0.3 * 0.3 / 2, 0.0005);
  }
}

}  // namespace
}  // namespace continuo
