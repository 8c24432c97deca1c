// Whether music over time does what words ask of its course: rank correlation between the levels
// that are asked of equal parts of a piece and what is heard in them.
//
// Prompts: {"version": 1, "prompts": [{"id", "text", "levels": [1, 3, 7, 2]}, ...]}; levels from 0
// (silence) to 7 (all there is), one for each of as many equal parts of the piece.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "dsp/stereo.h"
#include "measure/intervals.h"
#include "score/score.h"

namespace continuo {

struct CoursePrompt {
  std::string id;
  std::string text;
  std::vector<double> levels;  // two at least, not all the same
};
// Throws Error(kInput) naming the prompt and the field.
std::vector<CoursePrompt> parse_course_prompts(std::string_view json);
std::vector<CoursePrompt> read_course_prompts(const std::filesystem::path& path);

// Spearman's coefficient, -1..1; equal values share their ranks' mean. 0 where one side does not
// vary. Both of one size, two at least.
double rank_correlation(std::span<const double> a, std::span<const double> b);

// Loudness (LUFS, -70 for silence) of `parts` equal parts of the sound's first `seconds`: the mean
// of its moments of 0.4 s, as loud as they seem.
std::vector<double> loudness_curve(const Stereo& sound, double seconds, size_t parts);
// Velocities of the notes that begin in each of `parts` equal parts of the piece, a second.
std::vector<double> note_curve(const Score& score, size_t parts);

// One piece of a prompt: what was measured in as many parts as the prompt has levels.
struct HeardCourse {
  std::vector<double> loudness;
  std::vector<double> notes;
};
using MakeCourse = std::function<HeardCourse(const CoursePrompt& prompt, uint64_t seed)>;

struct CourseResult {
  std::string id;
  double heard = 0;     // mean over the seeds of the correlation with the loudness
  double notes = 0;     // likewise with the notes
  double shuffled = 0;  // of the loudness with another prompt's levels
};

struct CourseSummary {
  double mean = 0;
  double median = 0;
  Interval interval;  // 95 %, of the mean over prompts
};

struct CourseReport {
  std::vector<CourseResult> prompts;
  CourseSummary heard, notes, shuffled;
  int seeds = 0;
};

// `make` is called for each prompt with seeds first_seed, first_seed + 1, ...
CourseReport measure_courses(const std::vector<CoursePrompt>& prompts, const MakeCourse& make,
                             int seeds, uint64_t first_seed);

std::string courses_table(const CourseReport& report);
std::string courses_json(const CourseReport& report);

}  // namespace continuo
