#include "serve/gemini_live_controls.h"

#include <gtest/gtest.h>

namespace continuo::gemini {
namespace {

TEST(LiveControls, ScalesHoldTheirSevenPitches) {
  // The major scale named first, by its steps.
  constexpr int kMajor[] = {0, 2, 4, 5, 7, 9, 11};
  for (size_t scale = 1; scale < kScaleNames.size(); ++scale) {
    const Key major = key_of_scale(scale, false), minor = key_of_scale(scale, true);
    EXPECT_EQ(major.mode, Mode::kMajor);
    EXPECT_EQ(minor.mode, Mode::kMinor);
    for (int pitch = 0; pitch < 12; ++pitch) {
      const bool wanted = std::any_of(std::begin(kMajor), std::end(kMajor), [&](int step) {
        return (static_cast<int>(scale) - 1 + step) % 12 == pitch;
      });
      EXPECT_EQ(major.contains(pitch), wanted) << kScaleNames[scale] << pitch;
      EXPECT_EQ(minor.contains(pitch), wanted) << kScaleNames[scale] << pitch;
    }
  }
  EXPECT_EQ(key_of_scale(1, false).name(), "C major");
  EXPECT_EQ(key_of_scale(1, true).name(), "A minor");
  EXPECT_EQ(key_of_scale(12, false).name(), "B major");
}

TEST(LiveControls, TheirDefaultsAreOurBest) {
  EXPECT_FALSE(our_temperature({}, MusicMode::kUnspecified));
  EXPECT_FALSE(our_temperature(1.1, MusicMode::kQuality));
  EXPECT_FALSE(our_guidance(4.0));
  EXPECT_FALSE(our_guidance({}));
  EXPECT_FALSE(our_top_k(40));
}

TEST(LiveControls, RangesGrowAsTheirsDo) {
  EXPECT_EQ(our_temperature(0.0, MusicMode::kQuality), 0);
  EXPECT_LT(*our_temperature(0.5, MusicMode::kQuality), kPlanSampling.temperature);
  EXPECT_GT(*our_temperature(3.0, MusicMode::kQuality), kPlanSampling.temperature);
  EXPECT_NEAR(*our_temperature(1.1001, MusicMode::kQuality), kPlanSampling.temperature, 1e-3);
  EXPECT_EQ(our_guidance(0.0), 1);  // plain sampling
  EXPECT_NEAR(*our_guidance(4.0001), kPlanSampling.guidance, 1e-3);
  EXPECT_GT(*our_guidance(6.0), kPlanSampling.guidance);
  EXPECT_EQ(our_top_k(7), 7);
}

TEST(LiveControls, DiversityIsBolder) {
  EXPECT_GT(*our_temperature({}, MusicMode::kDiversity), kPlanSampling.temperature);
  EXPECT_GT(*our_temperature(2.0, MusicMode::kDiversity),
            *our_temperature(2.0, MusicMode::kQuality));
  EXPECT_LE(*our_temperature(3.0, MusicMode::kDiversity), 4);
}

TEST(LiveControls, VocalizationBringsVoices) {
  MusicConfig config;
  config.mode = MusicMode::kVocalization;
  const Controls controls = controls_of({{"techno", 2}}, config, {}, 1);
  ASSERT_EQ(controls.prompts.size(), 2u);
  EXPECT_NE(controls.prompts[1].text.find("choir"), std::string::npos);
  EXPECT_GT(controls.prompts[1].weight, 0);
  EXPECT_LT(controls.prompts[1].weight, 2);
  EXPECT_EQ(controls_of({}, config, {}, 1).prompts.size(), 1u);
  const std::vector<WeightedPrompt> many(kMostPrompts, {"x", 1});
  EXPECT_EQ(controls_of(many, config, {}, 1).prompts.size(), kMostPrompts);
}

TEST(LiveControls, TempoAndKeyAreThoseThatWereLatched) {
  MusicConfig config;
  config.bpm = 90;
  config.scale = 3;
  Latched latched;
  EXPECT_FALSE(controls_of({}, config, latched, 1).bpm);
  EXPECT_FALSE(controls_of({}, config, latched, 1).key);
  latched.bpm = 100;
  latched.key = Key{2, Mode::kMajor};
  EXPECT_EQ(controls_of({}, config, latched, 1).bpm, 100);
  EXPECT_EQ(controls_of({}, config, latched, 1).key, latched.key);
}

TEST(LiveControls, SeedsAndWeightsFit) {
  EXPECT_EQ(controls_of({}, {}, {}, -1).seed, 0xFFFFFFFFu);
  const Controls heavy = controls_of({{"a", 1000}, {"b", 250}}, {}, {}, 1);
  EXPECT_NEAR(heavy.prompts[0].weight, kMostPromptWeight, 1e-9);
  EXPECT_NEAR(heavy.prompts[1].weight, kMostPromptWeight / 4, 1e-9);
}

TEST(AcceptPrompts, ZerosFallAwayQuietly) {
  const AcceptedPrompts accepted = accept_prompts({{"a", 1}, {"b", 0}}, {});
  EXPECT_EQ(accepted.prompts, (std::vector<WeightedPrompt>{{"a", 1}}));
  EXPECT_TRUE(accepted.filtered.empty());
  EXPECT_TRUE(accepted.warnings.empty());
}

TEST(AcceptPrompts, AllZeroIsSaid) {
  for (const std::vector<WeightedPrompt>& prompts :
       {std::vector<WeightedPrompt>{{"a", 0}}, std::vector<WeightedPrompt>{}}) {
    const AcceptedPrompts accepted = accept_prompts(prompts, {});
    EXPECT_TRUE(accepted.prompts.empty());
    EXPECT_EQ(accepted.warnings.size(), 1u);
  }
  EXPECT_EQ(accept_prompts({{"a", -1}, {"b", 1}}, {}).warnings.size(), 1u);
}

TEST(AcceptPrompts, FiltersWhatIsEmptyLongOrOverTheCount) {
  std::vector<WeightedPrompt> prompts = {{" \n", 1},
                                         {std::string(kLongestPrompt_bytes + 1, 'x'), 1}};
  for (size_t i = 0; i <= kMostPrompts; ++i) prompts.push_back({"p" + std::to_string(i), 1});
  const AcceptedPrompts accepted = accept_prompts(prompts, {});
  EXPECT_EQ(accepted.prompts.size(), kMostPrompts);
  ASSERT_EQ(accepted.filtered.size(), 3u);
  EXPECT_EQ(accepted.filtered[0].reason, "The prompt is empty.");
  EXPECT_LE(accepted.filtered[1].text.size(), 100u);
  EXPECT_EQ(accepted.filtered[2].text, "p32");
}

TEST(AcceptPrompts, AsksTheHook) {
  const PromptFilter filter = [](std::string_view prompt) -> std::optional<std::string> {
    if (prompt == "no") return "because";
    return std::nullopt;
  };
  const AcceptedPrompts accepted = accept_prompts({{"yes", 1}, {"no", 1}}, filter);
  EXPECT_EQ(accepted.prompts.size(), 1u);
  ASSERT_EQ(accepted.filtered.size(), 1u);
  EXPECT_EQ(accepted.filtered[0].reason, "because");
}

}  // namespace
}  // namespace continuo::gemini
