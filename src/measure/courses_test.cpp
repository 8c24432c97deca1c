#include "measure/courses.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "base/error.h"
#include "base/rng.h"

namespace continuo {
namespace {

TEST(RankCorrelation, KnowsOrderAndNothingElse) {
  const std::vector<double> up = {1, 2, 3, 4, 5};
  EXPECT_DOUBLE_EQ(rank_correlation(up, std::vector<double>{1, 10, 100, 1000, 10000}), 1);
  EXPECT_DOUBLE_EQ(rank_correlation(up, std::vector<double>{9, 7, 5, 3, 1}), -1);
  EXPECT_DOUBLE_EQ(rank_correlation(up, std::vector<double>{2, 2, 2, 2, 2}), 0);
  // Worked by hand: ranks 0 1 2 3 against 1 0 3 2.
  EXPECT_NEAR(rank_correlation(std::vector<double>{1, 2, 3, 4}, std::vector<double>{6, 5, 8, 7}),
              0.6, 1e-12);
  // Ties share their mean rank: 0.5 0.5 2 against 0 1 2.
  EXPECT_NEAR(rank_correlation(std::vector<double>{1, 1, 3}, std::vector<double>{1, 2, 3}),
              std::sqrt(0.75), 1e-12);
  EXPECT_THROW(rank_correlation(up, std::vector<double>{1, 2}), Error);
}

Stereo tone_of(const std::vector<double>& gains) {
  Stereo sound;
  for (const double gain : gains) {
    for (int i = 0; i < 2 * kSampleRateHz; ++i) {
      const auto sample = static_cast<float>(gain * std::sin(0.13 * i));
      sound.samples.insert(sound.samples.end(), {sample, sample});
    }
  }
  return sound;
}

TEST(LoudnessCurve, FollowsTheSound) {
  const Stereo sound = tone_of({0.01, 0.1, 0.5, 0});
  const std::vector<double> curve = loudness_curve(sound, 8, 4);
  ASSERT_EQ(curve.size(), 4u);
  EXPECT_NEAR(curve[1] - curve[0], 20, 0.5);
  EXPECT_NEAR(curve[2] - curve[1], 14, 0.5);
  EXPECT_EQ(curve[3], -70);
  // What comes after the music is not counted.
  EXPECT_NEAR(loudness_curve(sound, 4, 2)[1], curve[1], 0.1);
}

TEST(Courses, ShufflesLoseWhatPromptsKeep) {
  std::vector<CoursePrompt> prompts;
  Rng rng(4);
  for (int i = 0; i < 30; ++i) {
    CoursePrompt prompt{"p" + std::to_string(i), "", {}};
    for (int k = 0; k < 8; ++k) prompt.levels.push_back(rng.uniform(0, 7));
    prompts.push_back(prompt);
  }
  const CourseReport report = measure_courses(
      prompts,
      [](const CoursePrompt& prompt, uint64_t) {
        return HeardCourse{prompt.levels, prompt.levels};
      },
      2, 1);
  EXPECT_DOUBLE_EQ(report.heard.mean, 1);
  EXPECT_DOUBLE_EQ(report.heard.median, 1);
  EXPECT_LT(std::abs(report.shuffled.mean), 0.3);
  EXPECT_NE(courses_table(report).find("mean 1.00"), std::string::npos);
}

TEST(CoursePrompts, BadFilesNameWhatIsWrong) {
  const auto file = [](const std::string& prompt) {
    return R"({"version": 1, "prompts": [{"id": "a", "text": "b", "levels": [1, 2]}, )" + prompt +
           "]}";
  };
  EXPECT_EQ(parse_course_prompts(file(R"({"id": "c", "text": "d", "levels": [7, 0, 3]})")).size(),
            2u);
  for (const char* prompt :
       {R"({"id": "a", "text": "d", "levels": [1, 2]})", R"({"id": "c", "levels": [1, 2]})",
        R"({"id": "c", "text": "d", "levels": [1]})",
        R"({"id": "c", "text": "d", "levels": [2, 2]})",
        R"({"id": "c", "text": "d", "levels": [1, 8]})",
        R"({"id": "c", "text": "d", "levels": [1, "x"]})",
        R"({"id": "c", "text": "d", "levels": [1, 2], "more": 1})"})
    EXPECT_THROW(parse_course_prompts(file(prompt)), Error) << prompt;
}

TEST(CoursePrompts, OursCanBeRead) {
  const auto prompts =
      read_course_prompts(std::string(CONTINUO_SOURCE_DIR) + "/assets/prompts/courses.json");
  EXPECT_GE(prompts.size(), 50u);
}

}  // namespace
}  // namespace continuo
