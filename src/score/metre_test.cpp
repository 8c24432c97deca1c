#include "score/metre.h"

#include <gtest/gtest.h>

#include <numeric>

#include "base/error.h"

namespace continuo {
namespace {

TEST(Metre, BarsAndPulses) {
  EXPECT_EQ((Metre{4, 4}.bar_ticks()), 192);
  EXPECT_EQ((Metre{7, 4}.bar_ticks()), 336);
  EXPECT_EQ((Metre{7, 8}.bar_ticks()), 168);
  EXPECT_EQ((Metre{2, 2}.bar_ticks()), 192);
  EXPECT_EQ((Metre{6, 8}.pulses()), (std::vector<int>{72, 72}));
  EXPECT_EQ((Metre{7, 8}.pulses()), (std::vector<int>{48, 48, 72}));
  EXPECT_EQ((Metre{5, 8}.pulses()), (std::vector<int>{48, 72}));
  EXPECT_EQ((Metre{7, 4}.pulses()), (std::vector<int>(7, 48)));
  EXPECT_EQ((Metre{2, 2}.pulses()), (std::vector<int>{96, 96}));
  EXPECT_EQ((Metre{3, 8}.pulses()), (std::vector<int>{72}));
  EXPECT_EQ((Metre{12, 8}.pulses()), (std::vector<int>(4, 72)));
}

TEST(Metre, PulsesFillEveryBar) {
  for (int unit : {1, 2, 4, 8, 16, 32}) {
    for (int beats = 1; beats <= 64; ++beats) {
      const Metre metre{beats, unit};
      const auto pulses = metre.pulses();
      EXPECT_EQ(std::accumulate(pulses.begin(), pulses.end(), 0), metre.bar_ticks())
          << metre.name();
    }
  }
}

TEST(Metre, CodesNeverChange) {
  const std::vector<std::string> order = {"2/4", "3/4", "4/4", "5/4", "6/4", "2/2", "3/8",
                                          "5/8", "6/8", "7/8", "7/4", "9/8", "12/8"};
  ASSERT_GE(metres().size(), order.size());
  for (size_t i = 0; i < order.size(); ++i) EXPECT_EQ(metres()[i].name(), order[i]);
  for (size_t i = 0; i < metres().size(); ++i) {
    EXPECT_EQ(metre_code(metres()[i]), static_cast<int>(i));
    EXPECT_EQ(parse_metre(metres()[i].name()), metres()[i]);
    EXPECT_LE(metres()[i].bar_ticks(), 336);
  }
  EXPECT_EQ(metre_code({5, 16}), -1);
}

TEST(Metre, ParsesWhatItKnows) {
  EXPECT_EQ(parse_metre(" 7 / 8 "), (Metre{7, 8}));
  for (const char* wrong : {"", "7", "7/0", "0/4", "-3/4", "99999999999/4", "4/4x", "/", "4/5"}) {
    EXPECT_THROW(parse_metre(wrong), Error) << wrong;
  }
  try {
    parse_metre("5/16");
    FAIL();
  } catch (const Error& error) {
    EXPECT_NE(std::string(error.what()).find("12/8"), std::string::npos);
  }
}

}  // namespace
}  // namespace continuo
