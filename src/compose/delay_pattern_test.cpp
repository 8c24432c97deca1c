#include "compose/delay_pattern.h"

#include <gtest/gtest.h>

#include "base/error.h"
#include "base/rng.h"

namespace continuo {
namespace {

TEST(DelayPattern, LooksAsThePaperDraws) {
  const DelayPattern pattern(3, 9);
  const std::vector<int32_t> frames{0, 1, 2, 3, 4, 5};
  const std::vector<int32_t> rows{9, 9, 9,  //
                                  0, 9, 9,  //
                                  3, 1, 9,  //
                                  9, 4, 2,  //
                                  9, 9, 5};
  EXPECT_EQ(pattern.apply(frames), rows);
  EXPECT_EQ(pattern.revert(rows), frames);
  EXPECT_EQ(pattern.rows_of(2), 5);
  EXPECT_EQ(pattern.frame_at(3, 1), 1);
  EXPECT_LT(pattern.frame_at(0, 0), 0);
}

TEST(DelayPattern, RoundTrips) {
  Rng rng(3);
  for (int K = 1; K <= 9; ++K) {
    for (int T : {0, 1, 2, K, 40}) {
      const DelayPattern pattern(K, 100);
      std::vector<int32_t> frames(static_cast<size_t>(T * K));
      for (int32_t& code : frames) code = rng.range(0, 99);
      const std::vector<int32_t> rows = pattern.apply(frames);
      ASSERT_EQ(rows.size(), static_cast<size_t>(pattern.rows_of(T) * K));
      EXPECT_EQ(pattern.revert(rows), frames);
      // A prefix of the rows holds a prefix of the frames.
      for (int S = 0; S <= T + K; ++S) {
        const auto whole = pattern.revert(std::span(rows).first(static_cast<size_t>(S * K)));
        ASSERT_EQ(whole.size(), static_cast<size_t>(std::max(0, S - K) * K));
        EXPECT_TRUE(std::equal(whole.begin(), whole.end(), frames.begin()));
      }
    }
  }
}

TEST(DelayPattern, StereoSaysBothSidesAtOnce) {
  EXPECT_EQ(musicgen_delays(8, 2), (std::vector<int>{0, 0, 1, 1, 2, 2, 3, 3}));
  const DelayPattern pattern(musicgen_delays(4, 2), 9);
  const std::vector<int32_t> frames{0, 1, 2, 3, 4, 5, 6, 7};
  const std::vector<int32_t> rows{9, 9, 9, 9,  //
                                  0, 1, 9, 9,  //
                                  4, 5, 2, 3,  //
                                  9, 9, 6, 7};
  EXPECT_EQ(pattern.apply(frames), rows);
  EXPECT_EQ(pattern.revert(rows), frames);
  EXPECT_EQ(pattern.rows_of(2), 4);
}

TEST(DelayPattern, RefusesWhatIsNoPattern) {
  const DelayPattern pattern(2, 7);
  EXPECT_THROW(pattern.apply(std::vector<int32_t>{1}), Error);
  EXPECT_THROW(pattern.revert(std::vector<int32_t>{1, 2, 3}), Error);
  EXPECT_THROW(pattern.revert(std::vector<int32_t>{7, 7, 7, 7, 7, 2}), Error);
  EXPECT_THROW(DelayPattern(0, 7), Error);
  EXPECT_THROW(DelayPattern({0, 2, 1}, 7), Error);
  EXPECT_THROW(DelayPattern({1, 2}, 7), Error);
  EXPECT_THROW(musicgen_delays(5, 2), Error);
}

}  // namespace
}  // namespace continuo
