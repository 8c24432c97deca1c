// How step strings fall into metres, and that the tables are well formed.
#include "arrange/groove.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>

namespace continuo {
namespace {

// The steps of a bar as a string again, to be read beside the table.
std::string laid_out(const GrooveLine& line, Metre metre, int bar = 0) {
  std::string text(static_cast<size_t>(metre.bar_ticks() / kStepTicks), '.');
  for (const Step& step : lay_out(line, metre, bar))
    text[static_cast<size_t>(step.tick / kStepTicks)] = step.symbol;
  return text;
}

const GrooveLine kBackbeat{kSnare, {}, {}, ".... X... .... X..."};
const GrooveLine kBoom{kKick, {}, {}, "X... ..x. x... ...."};
const GrooveLine kEighths{kClosedHat, {}, {}, "x.o. x.o. x.o. x.o."};
const GrooveLine kOffbeats{kOpenHat, {}, {}, "..x. ..x. ..x. ..x."};

TEST(LayOut, QuarterMetresAreBuiltFromTwosThreesAndFours) {
  EXPECT_EQ(laid_out(kBackbeat, {4, 4}), "....X.......X...");
  EXPECT_EQ(laid_out(kBackbeat, {2, 4}), "....X...");
  EXPECT_EQ(laid_out(kBoom, {2, 4}, 1), "x.......");
  EXPECT_EQ(laid_out(kBackbeat, {3, 4}), "....X...X...");
  EXPECT_EQ(laid_out(kBackbeat, {5, 4}),
            "....X...X..."
            "....X...");
  EXPECT_EQ(laid_out(kBackbeat, {7, 4}),
            "....X.......X..."
            "....X...X...");
  EXPECT_EQ(laid_out(kBoom, {7, 4}),
            "X.....x.x......."
            "X.....x.....");
}

TEST(LayOut, DottedPulsesTakeBeatsApart) {
  EXPECT_EQ(laid_out(kBackbeat, {6, 8}), "......X.....");
  EXPECT_EQ(laid_out(kBackbeat, {12, 8}), "......X...........X.....");
  EXPECT_EQ(laid_out(kBackbeat, {9, 8}), "......X.....X.....");
  EXPECT_EQ(laid_out(kEighths, {6, 8}), "x.o.o.x.o.o.");
  EXPECT_EQ(laid_out(kOffbeats, {6, 8}), "....x.....x.");
}

TEST(LayOut, MixedPulsesKeepTheirDownbeats) {
  EXPECT_EQ(laid_out(kBoom, {7, 8}), "X.....x.x.....");
  EXPECT_EQ(laid_out(kBackbeat, {7, 8}), "....X.......X.");
  EXPECT_EQ(laid_out(kEighths, {7, 8}), "x.o.x.o.x.o.x.");
  EXPECT_EQ(laid_out(kBackbeat, {5, 8}), "....X.....");
  EXPECT_EQ(laid_out(kBoom, {5, 8}), "X.........");
  EXPECT_EQ(laid_out(kEighths, {5, 8}), "x.o.x.o.o.");
  EXPECT_EQ(laid_out(kBackbeat, {11, 8}), "....X.......X.......X.");
  EXPECT_EQ(laid_out(kBoom, {11, 8}), "X.....x.X.....x.x.....");
}

TEST(LayOut, TwoBarPatternsAlternate) {
  const GrooveLine clave{kSideStick, {}, {}, "x... ..x. .... x... .... x... ..x. ...."};
  EXPECT_EQ(laid_out(clave, {4, 4}, 0), "x.....x.....x...");
  EXPECT_EQ(laid_out(clave, {4, 4}, 1), "....x.....x.....");
  EXPECT_EQ(laid_out(clave, {4, 4}, 2), laid_out(clave, {4, 4}, 0));
  EXPECT_EQ(laid_out(clave, {2, 4}, 3), "..x.....");
}

TEST(Grooves, TablesAreWellFormed) {
  for (int style = 1; style < kDrumStyleCount; ++style) {
    const Groove& groove_ = groove(static_cast<DrumStyle>(style));
    ASSERT_FALSE(groove_.lines.empty()) << style;
    for (const GrooveLine& line : groove_.lines) {
      EXPECT_TRUE(line.key >= 35 && line.key <= 81) << style;
      EXPECT_LE(line.intensity.low, line.intensity.high);
      EXPECT_LE(line.density.low, line.density.high);
      const auto steps = [](std::string_view text) {
        return static_cast<int>(text.size() - std::count(text.begin(), text.end(), ' '));
      };
      EXPECT_TRUE(steps(line.four) % 16 == 0 && steps(line.four) > 0) << style << line.four;
      EXPECT_TRUE(steps(line.three) == 0 || steps(line.three) == 12) << style << line.three;
      EXPECT_TRUE(steps(line.six) % 12 == 0) << style << line.six;
      EXPECT_TRUE(steps(line.seven) == 0 || steps(line.seven) == 14) << style << line.seven;
      for (std::string_view text : {line.four, line.three, line.six, line.seven})
        EXPECT_EQ(text.find_first_not_of(" Xxogq?dtf."), std::string_view::npos) << style << text;
    }
  }
}

}  // namespace
}  // namespace continuo
