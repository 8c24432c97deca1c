#include "serve/gemini_section_words.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "arrange/words.h"
#include "score/words.h"

namespace continuo::gemini {

namespace {

struct KindWord {
  std::string_view word;
  SectionKind kind;
};
// Longer names before those that they contain.
constexpr std::array<KindWord, 33> kKindWords = {{{"pre chorus", SectionKind::kPreChorus},
                                                  {"prechorus", SectionKind::kPreChorus},
                                                  {"post chorus", SectionKind::kChorus},
                                                  {"guitar solo", SectionKind::kSolo},
                                                  {"instrumental", SectionKind::kInterlude},
                                                  {"introduction", SectionKind::kIntro},
                                                  {"interlude", SectionKind::kInterlude},
                                                  {"variation", SectionKind::kVariation},
                                                  {"breakdown", SectionKind::kBreak},
                                                  {"fade out", SectionKind::kOutro},
                                                  {"build up", SectionKind::kBuild},
                                                  {"building", SectionKind::kBuild},
                                                  {"buildup", SectionKind::kBuild},
                                                  {"crescendo", SectionKind::kBuild},
                                                  {"refrain", SectionKind::kChorus},
                                                  {"opening", SectionKind::kIntro},
                                                  {"climax", SectionKind::kChorus},
                                                  {"chorus", SectionKind::kChorus},
                                                  {"bridge", SectionKind::kBridge},
                                                  {"ending", SectionKind::kOutro},
                                                  {"finale", SectionKind::kOutro},
                                                  {"verse", SectionKind::kVerse},
                                                  {"intro", SectionKind::kIntro},
                                                  {"outro", SectionKind::kOutro},
                                                  {"theme", SectionKind::kTheme},
                                                  {"break", SectionKind::kBreak},
                                                  {"build", SectionKind::kBuild},
                                                  {"hook", SectionKind::kChorus},
                                                  {"solo", SectionKind::kSolo},
                                                  {"drop", SectionKind::kDrop},
                                                  {"coda", SectionKind::kOutro},
                                                  {"main", SectionKind::kTheme},
                                                  {"end", SectionKind::kOutro}}};

constexpr std::array<KindHabits, kSectionKindCount> kHabits = {{{2, 3, 4},
                                                                {4, 4, 8},
                                                                {5, 4, 4},
                                                                {6, 6, 8},
                                                                {4, 4, 8},
                                                                {2, 3, 4},
                                                                {5, 5, 8},
                                                                {2, 3, 4},
                                                                {4, 4, 8},
                                                                {5, 5, 8},
                                                                {5, 5, 4},
                                                                {7, 7, 8},
                                                                {3, 3, 4}}};

struct CourseWord {
  std::string_view text;
  int level;
};
// What words of a course mean for how much is going on; moods and loudness come from arrange/words.
constexpr std::array<CourseWord, 45> kCourseWords = {{{"a cappella", 1},
                                                      {"alone", 1},
                                                      {"ambient", 2},
                                                      {"big", 6},
                                                      {"building", 5},
                                                      {"builds", 5},
                                                      {"calm", 2},
                                                      {"climax", 7},
                                                      {"climactic", 7},
                                                      {"crescendo", 6},
                                                      {"crashing", 7},
                                                      {"drums enter", 5},
                                                      {"dying away", 1},
                                                      {"empty", 0},
                                                      {"enters", 4},
                                                      {"everything", 7},
                                                      {"explodes", 7},
                                                      {"explosion", 7},
                                                      {"explosive", 7},
                                                      {"faded", 1},
                                                      {"fade out", 1},
                                                      {"fades", 1},
                                                      {"fading", 1},
                                                      {"full band", 6},
                                                      {"full orchestra", 7},
                                                      {"gentle", 2},
                                                      {"huge", 7},
                                                      {"intimate", 1},
                                                      {"joins", 4},
                                                      {"layered", 5},
                                                      {"massive", 7},
                                                      {"only", 2},
                                                      {"peak", 7},
                                                      {"quieter", 2},
                                                      {"rising", 5},
                                                      {"silence", 0},
                                                      {"slow", 2},
                                                      {"soaring", 6},
                                                      {"stripped", 1},
                                                      {"stripped back", 1},
                                                      {"subtle", 2},
                                                      {"sweeping", 6},
                                                      {"swells", 5},
                                                      {"tension", 5},
                                                      {"thin", 1}}};

bool holds_words(const std::string& plain, std::string_view words) {
  const std::string wanted = " " + plain_words(words) + " ";
  return (" " + plain + " ").find(wanted) != std::string::npos;
}

}  // namespace

const KindHabits& habits(SectionKind kind) { return kHabits[static_cast<size_t>(kind)]; }

std::optional<SectionKind> kind_named(const std::string& plain) {
  for (const KindWord& each : kKindWords) {
    if (holds_words(plain, each.word)) return each.kind;
    // "Verse1", "Choruses"
    if (plain.starts_with(each.word) && each.word.size() > 3) return each.kind;
  }
  return std::nullopt;
}

Levels levels_of(SectionKind kind, std::string_view words) {
  const std::string plain = plain_words(words.substr(0, kMostDirections_bytes));
  double intensity = 0, dynamics = 0, intense = 0, dynamic = 0;
  const auto intensity_is = [&](double level) { intensity += level, ++intense; };
  const auto dynamics_is = [&](double level) { dynamics += level, ++dynamic; };
  for (const CourseWord& each : kCourseWords) {
    if (!holds_words(plain, each.text)) continue;
    intensity_is(each.level);
    dynamics_is(each.level);
  }
  for (const LevelWord& each : density_words()) {
    if (holds_words(plain, each.text)) intensity_is(0.5 * (each.level.low + each.level.high));
  }
  for (const LevelWord& each : dynamics_words()) {
    if (!holds_words(plain, each.text)) continue;
    dynamics_is(0.5 * (each.level.low + each.level.high));
    intensity_is(0.5 * (each.level.low + each.level.high));
  }
  for (const MoodWord& each : mood_words()) {
    if (!holds_words(plain, each.text) || each.arousal == 0) continue;
    intensity_is(3.5 + 1.5 * each.arousal);
    dynamics_is(3.5 + 1.3 * each.arousal);
  }
  const auto level = [](double sum, double count, int otherwise) {
    if (count == 0) return otherwise;
    return std::clamp(static_cast<int>(std::lround(sum / count)), 0, kLevelCount - 1);
  };
  return {level(intensity, intense, habits(kind).intensity),
          level(dynamics, dynamic, habits(kind).dynamics)};
}

}  // namespace continuo::gemini
