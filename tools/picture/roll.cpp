#include "roll.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <string_view>

#include "colours.h"
#include "score/instrument.h"

namespace continuo::picture {

namespace {

constexpr int kFewestPitches = 30;

bool black(int pitch) {
  constexpr std::array<bool, 12> kBlack{false, true,  false, true,  false, false,
                                        true,  false, true,  false, true,  false};
  return kBlack[static_cast<size_t>(pitch % 12)];
}

double opacity(int velocity) { return 0.30 + 0.65 * velocity / 127.0; }

// Low and high pitch of the roll, all notes inside.
std::pair<int, int> pitch_range(const Score& score) {
  int low = 127;
  int high = 0;
  for (const Part& part : score.parts) {
    if (part.program == kDrumKit) continue;
    for (const Note& note : part.notes) {
      low = std::min(low, note.pitch);
      high = std::max(high, note.pitch);
    }
  }
  if (low > high) return {48, 48 + kFewestPitches};
  const int missing = std::max(4, kFewestPitches - (high - low));
  return {std::max(0, low - missing / 2), std::min(127, high + missing - missing / 2)};
}

struct DrumRow {
  std::string_view name;
  std::array<int, 8> keys;
};

// From the top; a key that stands nowhere is "other".
constexpr std::array<DrumRow, 6> kDrumRows{{{"cymbals", {49, 51, 52, 53, 55, 57, 59, 0}},
                                            {"hi-hat", {42, 44, 46, 0, 0, 0, 0, 0}},
                                            {"other", {0, 0, 0, 0, 0, 0, 0, 0}},
                                            {"toms", {41, 43, 45, 47, 48, 50, 0, 0}},
                                            {"snare", {37, 38, 39, 40, 0, 0, 0, 0}},
                                            {"kick", {35, 36, 0, 0, 0, 0, 0, 0}}}};
constexpr size_t kOtherDrums = 2;

size_t drum_row(int key) {
  for (size_t row = 0; row < kDrumRows.size(); ++row) {
    const auto& keys = kDrumRows[row].keys;
    if (std::find(keys.begin(), keys.end(), key) != keys.end()) return row;
  }
  return kOtherDrums;
}

std::vector<size_t> used_drum_rows(const Score& score) {
  std::array<bool, kDrumRows.size()> used{};
  for (const Part& part : score.parts) {
    if (part.program != kDrumKit) continue;
    for (const Note& note : part.notes) used[drum_row(note.pitch)] = true;
  }
  std::vector<size_t> rows;
  for (size_t i = 0; i < used.size(); ++i) {
    if (used[i]) rows.push_back(i);
  }
  return rows;
}

}  // namespace

void draw_roll(Canvas& canvas, const Timeline& timeline, const std::vector<Colour>& colours,
               const Box& panel) {
  const Score& score = *timeline.score;
  const auto [low, high] = pitch_range(score);
  const double row = panel.height / (high - low + 1);
  const auto top_of = [&, bottom = low](int pitch) {
    return panel.bottom() - (pitch - bottom + 1) * row;
  };

  canvas.fill(panel, kPanel);
  for (int pitch = low; pitch <= high; ++pitch) {
    if (black(pitch)) canvas.fill({panel.x, top_of(pitch), panel.width, row}, kBlackKeys);
  }
  draw_bar_lines(canvas, timeline, panel);
  for (int pitch = low; pitch <= high; ++pitch) {
    if (pitch % 12 != 0) continue;
    const double y = std::floor(top_of(pitch) + row) + 0.5;
    canvas.line(panel.x, y, panel.right(), y, kStrongBarLine, 0.8);
    canvas.text(panel.x - 8, top_of(pitch) + row / 2 + 4, fmt::format("C{}", pitch / 12 - 1),
                {11, kSoftInk, Align::kRight});
  }

  // Leads last, so that nothing lies over them.
  std::vector<size_t> order(score.parts.size());
  std::iota(order.begin(), order.end(), size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](size_t a, size_t b) {
    return static_cast<int>(score.parts[a].role) > static_cast<int>(score.parts[b].role);
  });
  canvas.clip(panel);
  for (const size_t index : order) {
    const Part& part = score.parts[index];
    if (part.program == kDrumKit) continue;
    // A pad is a broad pale band, so that what plays the same pitches stands out from it.
    const bool pad = part.role == Role::kPad;
    const double height = std::max(pad ? row : row * 0.8, 2.4);
    for (const Note& note : part.notes) {
      const double from = timeline.x_of_tick(note.start);
      const double to = timeline.x_of_tick(note.start + note.duration);
      const double y = top_of(note.pitch) + (row - height) / 2;
      canvas.fill({from, y, std::max(to - from - 0.5, 1.4), height},
                  colours[index].with_alpha(opacity(note.velocity) * (pad ? 0.55 : 1)), 1.8);
    }
  }
  canvas.unclip();
}

double drum_lane_height(const Score& score) {
  return 15.0 * static_cast<double>(used_drum_rows(score).size());
}

void draw_drums(Canvas& canvas, const Timeline& timeline, const Colour& colour, const Box& panel) {
  const std::vector<size_t> rows = used_drum_rows(*timeline.score);
  if (rows.empty()) return;
  canvas.fill(panel, kPanel);
  const double row = panel.height / static_cast<double>(rows.size());
  std::array<double, kDrumRows.size()> top{};
  for (size_t i = 0; i < rows.size(); ++i) {
    const double y = panel.y + row * static_cast<double>(i);
    top[rows[i]] = y;
    if (i % 2 == 1) canvas.fill({panel.x, y, panel.width, row}, kBlackKeys);
    canvas.text(panel.x - 8, y + row / 2 + 3.5, std::string(kDrumRows[rows[i]].name),
                {10, kSoftInk, Align::kRight});
  }
  draw_bar_lines(canvas, timeline, panel);
  canvas.clip(panel);
  for (const Part& part : timeline.score->parts) {
    if (part.program != kDrumKit) continue;
    for (const Note& note : part.notes) {
      const double x = timeline.x_of_tick(note.start);
      const double sixteenth = timeline.x_of_tick(note.start + kTicksPerQuarter / 4) - x;
      canvas.fill(
          {x, top[drum_row(note.pitch)] + 1.5, std::clamp(sixteenth * 0.7, 1.5, 6.0), row - 3},
          colour.with_alpha(opacity(note.velocity)), 1.2);
    }
  }
  canvas.unclip();
}

}  // namespace continuo::picture
