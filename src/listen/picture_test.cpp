#include "listen/picture.h"

#include <gtest/gtest.h>

#include "base/error.h"
#include "base/rng.h"
#include "listen/picture_mood.h"
#include "listen/test_pictures.h"

namespace continuo {
namespace {

Drawing plain(uint8_t red, uint8_t green, uint8_t blue, uint8_t alpha = 255) {
  return [=](int, int) { return Colour{red, green, blue, alpha}; };
}

// Something with structure: a ramp to the right in red, downwards in green.
Colour ramp(int x, int y) {
  return {static_cast<uint8_t>(x % 256), static_cast<uint8_t>(y % 256), 90, 255};
}

std::string complaint(const std::string& bytes) {
  try {
    read_picture(bytes);
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::kInput);
    return error.what();
  }
  return "";
}

void expect_colour(const Picture& picture, int x, int y, Colour colour, double tolerance) {
  const size_t at = 3 * static_cast<size_t>(y * picture.width + x);
  for (size_t i = 0; i < 3; ++i)
    EXPECT_NEAR(picture.rgb[at + i], colour[i] / 255.0, tolerance) << x << ' ' << y << ' ' << i;
}

TEST(Picture, ASmallPngIsItself) {
  const Picture picture = read_picture(drawn_png(20, 10, ramp));
  ASSERT_EQ(picture.width, 20);
  ASSERT_EQ(picture.height, 10);
  for (int y = 0; y < 10; ++y) {
    for (int x = 0; x < 20; ++x) expect_colour(picture, x, y, ramp(x, y), 1e-6);
  }
}

TEST(Picture, InterlacedPngIsTheSame) {
  for (const auto& [width, height] : {std::pair{1, 1}, {3, 5}, {17, 33}, {400, 301}}) {
    const Picture one = read_picture(drawn_png(width, height, ramp));
    const Picture other = read_picture(drawn_png(width, height, ramp, {.interlaced = true}));
    EXPECT_EQ(one.rgb, other.rgb) << width;
  }
}

TEST(Picture, GreyAndOpaquePngsAreRead) {
  const Picture grey =
      read_picture(drawn_png(8, 8, plain(77, 0, 0), {.colour_type = PNG_COLOR_TYPE_GRAY}));
  expect_colour(grey, 3, 3, {77, 77, 77, 255}, 1e-6);
  const Picture opaque =
      read_picture(drawn_png(8, 8, plain(10, 20, 30), {.colour_type = PNG_COLOR_TYPE_RGB}));
  expect_colour(opaque, 7, 7, {10, 20, 30, 255}, 1e-6);
}

TEST(Picture, WhatIsSeeThroughLiesBeforeWhite) {
  expect_colour(read_picture(drawn_png(4, 4, plain(0, 0, 0, 0))), 1, 1, {255, 255, 255, 255}, 1e-6);
  expect_colour(read_picture(drawn_png(4, 4, plain(0, 0, 0, 128))), 1, 1, {127, 127, 127, 255},
                1e-6);
}

TEST(Picture, ALargeOneBecomesItsMeans) {
  // Columns of black and white are grey from afar.
  const Drawing stripes = [](int x, int) {
    const auto level = static_cast<uint8_t>(x % 2 == 0 ? 0 : 254);
    return Colour{level, level, level, 255};
  };
  const Picture picture = read_picture(drawn_png(kPictureSide * 4, kPictureSide * 2, stripes));
  EXPECT_EQ(picture.width, kPictureSide);
  EXPECT_EQ(picture.height, kPictureSide / 2);
  EXPECT_EQ(picture.original_width, kPictureSide * 4);
  for (const float value : picture.rgb) ASSERT_NEAR(value, 127 / 255.0, 1e-6);
}

TEST(Picture, JpegIsNearlyTheDrawing) {
  for (const bool progressive : {false, true}) {
    const Picture small = read_picture(drawn_jpeg(100, 60, ramp, progressive));
    ASSERT_EQ(small.width, 100);
    for (int x = 10; x < 90; x += 20) expect_colour(small, x, 30, ramp(x, 30), 0.04);
    const Picture large = read_picture(drawn_jpeg(3000, 2600, plain(200, 120, 40), progressive));
    EXPECT_EQ(large.width, kPictureSide);
    EXPECT_EQ(large.original_width, 3000);
    expect_colour(large, 80, 80, {200, 120, 40, 255}, 0.02);
  }
}

TEST(Picture, ExtremeProportionsAreRead) {
  const Picture line = read_picture(drawn_png(5000, 1, plain(9, 9, 9)));
  EXPECT_EQ(line.width, kPictureSide);
  EXPECT_EQ(line.height, 1);
}

TEST(Picture, RefusesWhatIsNoPicture) {
  EXPECT_NE(complaint("").find("PNG or JPEG"), std::string::npos);
  EXPECT_NE(complaint("GIF89a..........").find("PNG or JPEG"), std::string::npos);
  EXPECT_NE(complaint("\x89PNG\r\n\x1a\n").find("damaged PNG"), std::string::npos);
  EXPECT_NE(complaint("\xff\xd8\xff\xe0").find("damaged JPEG"), std::string::npos);
  EXPECT_NE(complaint("\xff\xd8\xff\xd9").find("damaged JPEG"), std::string::npos);
}

// A header may claim anything; nothing is allocated for a claim.
TEST(Picture, RefusesTooManyPixels) {
  std::string png = drawn_png(4, 4, ramp);
  // Width and height of IHDR, then its sum of the bytes 12..28.
  png.replace(16, 8, std::string("\x00\x00\xff\xff\x00\x00\xff\xff", 8));
  uint32_t crc = ~0u;
  for (size_t i = 12; i < 29; ++i) {
    crc ^= static_cast<uint8_t>(png[i]);
    for (int bit = 0; bit < 8; ++bit) crc = crc >> 1 ^ (crc & 1 ? 0xEDB88320u : 0u);
  }
  crc = ~crc;
  for (size_t i = 0; i < 4; ++i) png[29 + i] = static_cast<char>(crc >> (24 - 8 * i));
  EXPECT_NE(complaint(png).find("65535 x 65535"), std::string::npos) << complaint(png);

  std::string jpeg = drawn_jpeg(16, 16, ramp, true);
  const size_t frame = jpeg.find("\xff\xc2");
  ASSERT_NE(frame, std::string::npos);
  jpeg.replace(frame + 5, 4, "\x20\x20\x20\x20");  // 8224 x 8224, in passes
  EXPECT_NE(complaint(jpeg).find("8224 x 8224"), std::string::npos) << complaint(jpeg);
}

TEST(Picture, SurvivesDamage) {
  Rng rng(11);
  for (const std::string& whole :
       {drawn_png(40, 30, ramp), drawn_png(40, 30, ramp, {.interlaced = true}),
        drawn_jpeg(64, 48, ramp), drawn_jpeg(64, 48, ramp, true)}) {
    for (size_t cut = 0; cut < whole.size(); cut += 7) {
      try {
        read_picture(std::string_view(whole).substr(0, cut));
      } catch (const Error& error) {
        EXPECT_EQ(error.kind(), ErrorKind::kInput);
      }
    }
    for (int round = 0; round < 200; ++round) {
      std::string spoilt = whole;
      for (int i = 0; i < 3; ++i)
        spoilt[rng.next() % spoilt.size()] = static_cast<char>(rng.next());
      try {
        read_picture(spoilt);
      } catch (const Error& error) {
        EXPECT_EQ(error.kind(), ErrorKind::kInput);
      }
    }
  }
}

PictureTraits traits_of(const Drawing& draw) {
  return measure_picture(read_picture(drawn_png(64, 64, draw)));
}

Drawing chequered(Colour one, Colour other, int size) {
  return [=](int x, int y) { return (x / size + y / size) % 2 == 0 ? one : other; };
}

TEST(PictureTraits, MeasureWhatWasDrawn) {
  const PictureTraits black = traits_of(plain(0, 0, 0));
  EXPECT_NEAR(black.brightness, 0, 1e-9);
  EXPECT_NEAR(black.contrast, 0, 1e-9);
  EXPECT_EQ(black.colour, "grey");
  const PictureTraits white = traits_of(plain(255, 255, 255));
  EXPECT_NEAR(white.brightness, 1, 1e-6);
  EXPECT_NEAR(white.edges, 0, 1e-9);
  const PictureTraits board = traits_of(chequered({0, 0, 0, 255}, {255, 255, 255, 255}, 1));
  EXPECT_NEAR(board.contrast, 1, 1e-6);
  EXPECT_GT(board.edges, 0.95);
  EXPECT_NEAR(board.saturation, 0, 1e-9);
  for (const auto& [colour, name] : {std::pair<Colour, const char*>{{200, 20, 20, 255}, "red"},
                                     {{230, 130, 20, 255}, "orange"},
                                     {{220, 210, 40, 255}, "yellow"},
                                     {{30, 150, 40, 255}, "green"},
                                     {{20, 40, 180, 255}, "blue"},
                                     {{140, 30, 190, 255}, "violet"},
                                     {{240, 90, 180, 255}, "pink"}}) {
    EXPECT_EQ(traits_of(plain(colour[0], colour[1], colour[2])).colour, name);
  }
  EXPECT_GT(traits_of(plain(220, 120, 30)).warmth, 0.5);
  EXPECT_LT(traits_of(plain(30, 60, 220)).warmth, -0.5);
}

TEST(PictureMood, FollowsLightWarmthAndEdges) {
  const PictureMood night = mood_of(traits_of(plain(12, 18, 60)));
  const PictureMood noon =
      mood_of(traits_of(chequered({255, 220, 80, 255}, {230, 90, 30, 255}, 4)));
  EXPECT_LT(night.valence, -0.3);
  EXPECT_GT(noon.valence, 0.3);
  EXPECT_LT(night.arousal, -0.3);
  EXPECT_GT(noon.arousal, night.arousal + 0.5);
  EXPECT_LT(night.density, -0.3);
  EXPECT_GT(noon.density, night.density);
  EXPECT_GT(noon.register_, night.register_);
}

TEST(PictureMood, MovesOpenFieldsAlone) {
  Plan before;
  before.parts = {{0, Role::kLead}};
  before.sections = {{.kind = SectionKind::kVerse, .bars = 8, .intensity = 4, .dynamics = 4}};
  const PictureMood dark{.valence = -0.8, .arousal = -0.8, .density = -0.8, .register_ = -0.8};
  Plan dark_plan = before;
  const std::vector<std::string> done = move_plan(dark_plan, dark, {});
  EXPECT_EQ(dark_plan.key.mode, Mode::kMinor);
  EXPECT_LT(dark_plan.bpm, before.bpm);
  EXPECT_LT(dark_plan.density, before.density);
  EXPECT_LT(dark_plan.brightness, before.brightness);
  EXPECT_LT(dark_plan.sections[0].dynamics, before.sections[0].dynamics);
  EXPECT_EQ(done, (std::vector<std::string>{"minor", "slow", "sparse", "low", "soft"}));
  Plan spoken = before;
  const OpenFields none{false, false, false, false, false};
  EXPECT_TRUE(move_plan(spoken, dark, none).empty());
  EXPECT_EQ(spoken, before);
  EXPECT_TRUE(mood_words_of(dark, none).empty());
  Plan middle = before;
  EXPECT_TRUE(move_plan(middle, {}, {}).empty());
  EXPECT_EQ(middle, before);
}

TEST(PictureMood, PlansStayInRange) {
  for (const double extreme : {-1.0, 1.0}) {
    for (const int bpm : {kMinBpm, kMaxBpm}) {
      for (const int level : {0, kLevelCount - 1}) {
        Plan plan;
        plan.bpm = bpm;
        plan.density = plan.brightness = level;
        plan.parts = {{0, Role::kLead}};
        plan.sections = {
            {.kind = SectionKind::kVerse, .bars = 1, .intensity = level, .dynamics = level}};
        move_plan(plan, {extreme, extreme, extreme, extreme}, {});
        EXPECT_NO_THROW(check_plan(plan));
      }
    }
  }
}

TEST(PictureMood, SaysHowItWasRead) {
  EXPECT_EQ(describe(traits_of(plain(12, 18, 60)), 1),
            "The picture is dark and blue with soft contrast and few edges");
  const std::vector<PictureTraits> two = {traits_of(plain(0, 0, 0)), traits_of(plain(255, 80, 80))};
  EXPECT_EQ(together(two).colour, "red");
  EXPECT_NEAR(together(two).brightness, (two[0].brightness + two[1].brightness) / 2, 1e-9);
  EXPECT_EQ(describe(together(two), 2).substr(0, 27), "The 2 pictures together are");
}

}  // namespace
}  // namespace continuo
