#include "compose/sampler.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "base/error.h"

namespace continuo {
namespace {

constexpr float kMasked = -std::numeric_limits<float>::infinity();

// Logits whose softmax is 0.1, 0.4, 0.2, 0.2, 0.1.
std::vector<float> example() {
  std::vector<float> logits;
  for (double share : {0.1, 0.4, 0.2, 0.2, 0.1})
    logits.push_back(static_cast<float>(std::log(share) + 3.0));
  return logits;
}

void expect_shares(const std::vector<float>& logits, const Sampling& sampling,
                   const std::vector<double>& expected) {
  Sampler sampler(logits.size());
  const auto shares = sampler.shares(logits, sampling);
  for (size_t code = 0; code < expected.size(); ++code)
    EXPECT_NEAR(shares[code], expected[code], 1e-6) << code;
}

TEST(Sampler, SharesByHand) {
  expect_shares(example(), {}, {0.1, 0.4, 0.2, 0.2, 0.1});
  // Temperature 1/2 squares the shares: 1, 16, 4, 4, 1 of 26.
  expect_shares(example(), {.temperature = 0.5},
                {1 / 26.0, 16 / 26.0, 4 / 26.0, 4 / 26.0, 1 / 26.0});
  expect_shares(example(), {.top_k = 1}, {0, 1, 0, 0, 0});
  expect_shares(example(), {.top_k = 2},
                {0, 0.5, 0.25, 0.25, 0});  // the third is as likely as the second
  expect_shares(example(), {.top_k = 99}, {0.1, 0.4, 0.2, 0.2, 0.1});
  expect_shares(example(), {.top_p = 0.3}, {0, 1, 0, 0, 0});
  expect_shares(example(), {.top_p = 0.5}, {0, 2 / 3.0, 1 / 3.0, 0, 0});
  expect_shares(example(), {.top_p = 0.7}, {0, 0.5, 0.25, 0.25, 0});
  expect_shares(example(), {.top_k = 3, .top_p = 0.6}, {0, 2 / 3.0, 1 / 3.0, 0, 0});
  expect_shares(example(), {.top_p = 1e-9}, {0, 1, 0, 0, 0});
  expect_shares(example(), {.temperature = 0}, {0, 1, 0, 0, 0});
}

TEST(Sampler, MaskedCodesAreNeverDrawn) {
  std::vector<float> logits = example();
  logits[1] = logits[4] = kMasked;
  expect_shares(logits, {}, {0.2, 0, 0.4, 0.4, 0});
  expect_shares(logits, {.top_k = 4}, {0.2, 0, 0.4, 0.4, 0});
  Sampler sampler(5);
  Rng rng(1);
  for (int i = 0; i < 2000; ++i) {
    const int code = sampler.sample(logits, {.temperature = 4.0}, rng);
    EXPECT_NE(code, 1);
    EXPECT_NE(code, 4);
  }
  logits = {kMasked, kMasked, kMasked, -1000.0f, kMasked};
  EXPECT_EQ(sampler.sample(logits, {}, rng), 3);
}

TEST(Sampler, GreedyTakesTheFirstOfEqualsAndDrawsNothing) {
  Sampler sampler(4);
  Rng rng(5);
  EXPECT_EQ(sampler.sample(std::vector<float>{1, 3, 3, 2}, {.temperature = 0}, rng), 1);
  EXPECT_EQ(rng.next(), Rng(5).next());
}

TEST(Sampler, RefusesWhatCannotBeDrawnFrom) {
  Sampler sampler(2);
  Rng rng(1);
  EXPECT_THROW(sampler.sample(std::vector<float>{kMasked, kMasked}, {}, rng), Error);
  EXPECT_THROW(sampler.sample(std::vector<float>{0, NAN}, {}, rng), Error);
  EXPECT_THROW(sampler.sample(std::vector<float>{0, INFINITY}, {}, rng), Error);
  EXPECT_THROW(sampler.sample(std::vector<float>{0, 1, 2}, {}, rng), Error);
}

TEST(Sampler, ExtremeLogitsStayFinite) {
  expect_shares({3e38f, 3e38f, -3e38f}, {}, {0.5, 0.5, 0});
  expect_shares({3e38f, -3e38f}, {.temperature = 1e-3, .top_p = 0.9}, {1, 0});
}

// 99.9 % quantiles of chi-square for 4 and 2 degrees of freedom.
TEST(Sampler, DrawsInProportion) {
  const struct {
    Sampling sampling;
    double limit;
  } cases[] = {
      {{}, 18.47}, {{.temperature = 2.0}, 18.47}, {{.top_k = 2}, 13.82}, {{.top_p = 0.7}, 13.82}};
  for (const auto& one : cases) {
    constexpr int kDraws = 20'000;
    Sampler sampler(5);
    Rng rng(42);
    std::vector<int> counts(5);
    for (int i = 0; i < kDraws; ++i)
      ++counts[static_cast<size_t>(sampler.sample(example(), one.sampling, rng))];
    const auto shares = sampler.shares(example(), one.sampling);
    double chi_square = 0;
    for (size_t code = 0; code < 5; ++code) {
      const double expected = shares[code] * kDraws;
      if (expected == 0) {
        EXPECT_EQ(counts[code], 0);
      } else {
        chi_square += (counts[code] - expected) * (counts[code] - expected) / expected;
      }
    }
    EXPECT_LT(chi_square, one.limit);
    EXPECT_GT(chi_square, 0);
  }
}

TEST(Sampler, TheSameSeedDrawsTheSame) {
  Sampler a(5), b(5);
  Rng first(9), second(9);
  for (int i = 0; i < 100; ++i)
    EXPECT_EQ(a.sample(example(), {}, first), b.sample(example(), {}, second));
}

TEST(Guide, ReachesBeyondTheCondition) {
  const std::vector<float> conditioned{1, 2}, unconditioned{0, 4};
  std::vector<float> out(2);
  guide(conditioned, unconditioned, 3.0, out);
  EXPECT_EQ(out, (std::vector<float>{3, -2}));
  guide(conditioned, unconditioned, 1.0, out);
  EXPECT_EQ(out, conditioned);
  guide(conditioned, unconditioned, 0.0, out);
  EXPECT_EQ(out, unconditioned);
}

}  // namespace
}  // namespace continuo
