#include "picture.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <cmath>
#include <set>

#include "bars.h"
#include "base/error.h"
#include "base/files.h"
#include "colours.h"
#include "score/instrument.h"
#include "timeline.h"

namespace continuo::picture {
namespace {

Score small_score() {
  Plan plan;
  plan.bpm = 120;
  plan.parts = {{0, Role::kChords}, {40, Role::kLead}, {kDrumKit, Role::kDrums}};
  plan.sections = {{SectionKind::kIntro, 2, 3, 3},
                   {SectionKind::kVerse, 4, 4, 4},
                   {SectionKind::kVerse, 2, 4, 4}};
  Score score = blank_score(plan);
  score.part(0, Role::kChords).notes = {{0, 192, 48, 127}, {384, 96, 52, 40}};
  score.part(40, Role::kLead).notes = {{192, 768, 72, 127}};
  score.part(kDrumKit, Role::kDrums).notes = {{0, 12, 36, 120}, {48, 12, 38, 120}};
  return score;
}

Stereo tone(double hz, double seconds) {
  Stereo sound{std::vector<float>(2 * static_cast<size_t>(seconds * kSampleRateHz))};
  for (size_t n = 0; n < sound.frames(); ++n) {
    const double value = 0.3 * std::sin(2 * M_PI * hz * static_cast<double>(n) / kSampleRateHz);
    sound.samples[2 * n] = sound.samples[2 * n + 1] = static_cast<float>(value);
  }
  return sound;
}

double distance(uint32_t pixel, const Colour& colour) {
  return std::abs((pixel >> 16 & 255) / 255.0 - colour.red) +
         std::abs((pixel >> 8 & 255) / 255.0 - colour.green) +
         std::abs((pixel & 255) / 255.0 - colour.blue);
}

// The rows and columns in which a colour is seen.
struct Seen {
  std::set<int> rows, columns;
};
Seen where(Canvas& canvas, const Colour& colour, int from_y, double tolerance) {
  Seen seen;
  for (int y = from_y; y < canvas.pixel_height(); ++y) {
    for (int x = 80; x < canvas.pixel_width(); ++x) {
      if (distance(canvas.pixel(x, y), colour) < tolerance) {
        seen.rows.insert(y);
        seen.columns.insert(x);
      }
    }
  }
  return seen;
}

TEST(Picture, NotesStandWhereTheySound) {
  const Score score = small_score();
  Canvas canvas = draw_take(score, nullptr, {"a take", 1600, 1000, 1});
  EXPECT_EQ(canvas.pixel_width(), 1600);
  EXPECT_EQ(canvas.pixel_height(), 1000);
  const std::vector<Colour> colours = part_colours(score.parts);
  // The violin's note lasts from the second bar's start to the sixth's: 2 s to 10 s of 16.
  const Seen violin = where(canvas, colours[1], 150, 0.15);
  ASSERT_FALSE(violin.columns.empty());
  const double second = (1600.0 - 78 - 26) / 16;
  EXPECT_NEAR(*violin.columns.begin(), 78 + 2 * second, 3);
  EXPECT_NEAR(*violin.columns.rbegin(), 78 + 10 * second, 3);
  const Seen piano = where(canvas, colours[0], 150, 0.15);
  ASSERT_FALSE(piano.rows.empty());
  EXPECT_GT(*piano.rows.begin(), *violin.rows.rbegin());  // lower pitches stand lower
  const Seen drums = where(canvas, colours[2], 150, 0.25);
  ASSERT_FALSE(drums.rows.empty());
  EXPECT_GT(*drums.rows.begin(), *piano.rows.rbegin());
}

TEST(Picture, ASineIsALineAtItsFrequency) {
  const Score score = small_score();
  Canvas low = draw_take(score, nullptr, {"a take", 1600, 1000, 1});
  const Stereo sound = tone(1000, 16);
  Canvas canvas = draw_take(score, &sound, {"a take", 1600, 1000, 1});
  // The darkest pixel of a column inside the spectrogram.
  int darkest_y = 0;
  int darkest = 1000;
  for (int y = 600; y < 880; ++y) {
    const uint32_t pixel = canvas.pixel(900, y);
    const int light = static_cast<int>((pixel >> 16 & 255) + (pixel >> 8 & 255) + (pixel & 255));
    if (light < darkest) {
      darkest = light;
      darkest_y = y;
    }
  }
  EXPECT_LT(darkest, 200);
  EXPECT_GT(darkest_y, 640);
  EXPECT_LT(darkest_y, 860);
}

TEST(Picture, SectionsThatRepeatAreTwo) {
  const std::vector<SectionSpan> spans = section_spans(small_score());
  ASSERT_EQ(spans.size(), 3u);
  EXPECT_EQ(spans[0].name, "Intro");
  EXPECT_EQ(spans[1].first_bar, 2u);
  EXPECT_EQ(spans[1].bars, 4u);
  EXPECT_EQ(spans[2].name, "Verse");
}

TEST(Picture, PartsOfOneFamilyHaveTheirOwnShades) {
  std::vector<Part> parts;
  for (int program = 0; program < 8; ++program) parts.push_back({program, Role::kChords, {}});
  const std::vector<Colour> colours = part_colours(parts);
  for (size_t i = 1; i < 5; ++i) {
    for (size_t j = 0; j < i; ++j) {
      EXPECT_GT(
          std::abs(colours[i].red - colours[j].red) + std::abs(colours[i].blue - colours[j].blue),
          0.08);
    }
  }
}

TEST(Picture, TheHeatScaleDarkensSteadily) {
  const auto light = [](double level) {
    const uint32_t c = heat(level);
    return 0.3 * (c >> 16 & 255) + 0.59 * (c >> 8 & 255) + 0.11 * (c & 255);
  };
  for (double level = 0.02; level <= 1.0; level += 0.02)
    EXPECT_LT(light(level), light(level - 0.02));
  EXPECT_EQ(heat(-3), heat(0));
  EXPECT_EQ(heat(7), heat(1));
}

TEST(Picture, ClocksRead) {
  EXPECT_EQ(clock_text(0), "0:00");
  EXPECT_EQ(clock_text(65), "1:05");
  EXPECT_EQ(clock_text(2.5), "0:02.5");
}

constexpr const char* kBarsJson = R"({"title": "A step", "subtitle": "", "unit": "ms",
  "bound": "reading", "groups": [{"name": "q8_0", "bound": 5, "bars": [
    {"name": "Ours", "detail": "", "value": 10, "low": 10, "high": 10, "ours": true},
    {"name": "Peer", "detail": "a way", "value": 20, "low": 20, "high": 20, "ours": false}]}]})";

TEST(Picture, BarsAreAsLongAsTheirValues) {
  const BarChart chart = read_bars(kBarsJson);
  ASSERT_EQ(chart.groups.size(), 1u);
  EXPECT_EQ(chart.groups[0].bars[1].detail, "a way");
  Canvas canvas = draw_bars(chart, 900, 1);
  EXPECT_EQ(canvas.pixel_width(), 900);
  const Seen ours = where(canvas, from_hex(0x2B6CB8), 100, 0.02);
  const Seen peer = where(canvas, from_hex(0xCFCBC1), 100, 0.02);
  const Seen bound = where(canvas, from_hex(0xC0304F), 100, 0.3);
  ASSERT_FALSE(ours.rows.empty());
  ASSERT_FALSE(peer.rows.empty());
  ASSERT_FALSE(bound.columns.empty());
  EXPECT_LT(*ours.rows.begin(), *peer.rows.begin());
  const int left = *peer.columns.begin();
  const int peer_length = *peer.columns.rbegin() - left;
  // Of our own colour the label is, too: the bar is what is left of the middle of the peer's.
  int ours_end = left;
  while (ours.columns.contains(ours_end + 1)) ++ours_end;
  EXPECT_NEAR(2 * (ours_end - left), peer_length, 4);
  EXPECT_NEAR(4 * (*bound.columns.begin() - left), peer_length, 10);
}

TEST(Picture, BarsThatAreNoneAreRefused) {
  EXPECT_THROW(read_bars("{}"), Error);
  EXPECT_THROW(read_bars("[1"), Error);
  std::string text = kBarsJson;
  EXPECT_THROW(read_bars(text.replace(text.find("20"), 2, "-1")), Error);
  EXPECT_THROW(draw_bars({}, 900, 1), Error);
}

TEST(Picture, IsSavedAsPngAndNothingIsRefused) {
  const std::filesystem::path file = std::filesystem::temp_directory_path() /
                                     ("continuo_picture_" + std::to_string(::getpid()) + ".png");
  const Stereo silence{std::vector<float>(200)};
  Plan plan;
  plan.sections = {{SectionKind::kTheme, 1, 1, 1}};
  draw_take(blank_score(plan), &silence, {"silence", 700, 500, 1}).save(file);
  const std::vector<uint8_t> bytes = read_bytes(file);
  std::filesystem::remove(file);
  ASSERT_GT(bytes.size(), 1000u);
  EXPECT_EQ(std::string(bytes.begin() + 1, bytes.begin() + 4), "PNG");
  EXPECT_THROW(draw_take(Score{}, nullptr, {}), Error);
}

}  // namespace
}  // namespace continuo::picture
