#include "score/plan.h"

#include <gtest/gtest.h>

#include <cmath>
#include <fstream>
#include <sstream>

#include "base/error.h"
#include "score/instrument.h"
#include "score/test_scores.h"

namespace continuo {
namespace {

constexpr const char* kRagtime = R"({
  "genre": "ragtime", "bpm": 168, "metre": "7/4", "key": "C major",
  "parts": [{"instrument": "acoustic grand piano", "role": "lead"}],
  "density": 0.71, "brightness": 0.43,
  "sections": [{"kind": "intro", "bars": 4, "intensity": 0.29, "dynamics": 0.43}]
})";

std::string complaint(std::string_view text) {
  try {
    plan_from_json(text);
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::kInput);
    return error.what();
  }
  return "";
}

// The ragtime plan with one piece of its text replaced.
std::string changed(std::string_view from, std::string_view to) {
  std::string text = kRagtime;
  const size_t at = text.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  return text.replace(at, from.size(), to);
}

void expect_complaint(const std::string& text, std::initializer_list<std::string_view> parts) {
  const std::string message = complaint(text);
  for (std::string_view part : parts) {
    EXPECT_NE(message.find(part), std::string::npos) << '"' << part << "\" in \"" << message << '"';
  }
}

TEST(Plan, ReadsTheExample) {
  Plan expected;
  expected.genre = genre_code("ragtime");
  expected.bpm = 168;
  expected.metre = {7, 4};
  expected.parts = {{0, Role::kLead}};
  expected.density = 5;
  expected.brightness = 3;
  expected.sections = {{SectionKind::kIntro, 4, 2, 3}};
  const Plan plan = plan_from_json(kRagtime);
  EXPECT_EQ(plan, expected);
  EXPECT_EQ(plan.bars(), 4);
  EXPECT_DOUBLE_EQ(plan.seconds(), 28 * 60.0 / 168);
}

TEST(Plan, RandomPlansComeBack) {
  Rng rng(7);
  for (int i = 0; i < 1000; ++i) {
    const Plan plan = random_test_plan(rng);
    ASSERT_NO_THROW(check_plan(plan));
    const std::string text = plan_to_json(plan);
    ASSERT_EQ(plan_from_json(text), plan) << text;
    ASSERT_EQ(partial_plan_from_json(text).over({}), plan);
  }
}

TEST(Plan, LevelsHaveTwoDecimals) {
  Plan plan = plan_from_json(kRagtime);
  const char* shown[] = {"0.0", "0.14", "0.29", "0.43", "0.57", "0.71", "0.86", "1.0"};
  for (int level = 0; level < kLevelCount; ++level) {
    plan.density = level;
    const std::string text = plan_to_json(plan);
    EXPECT_NE(text.find(std::string("\"density\": ") + shown[level] + ","), std::string::npos)
        << text;
  }
}

TEST(Plan, ErrorsNameTheField) {
  EXPECT_EQ(complaint(kRagtime), "");
  expect_complaint("", {"not JSON at byte"});
  expect_complaint("{\"bpm\": 1", {"not JSON at byte"});
  expect_complaint("[]", {"top level", "object"});
  expect_complaint(changed("168", "301"), {"bpm", "30", "300", "301"});
  expect_complaint(changed("168", "29"), {"bpm"});
  expect_complaint(changed("168", "120.5"), {"bpm", "whole"});
  expect_complaint(changed("168", "1e999"), {"not JSON", "overflow"});
  expect_complaint(changed("168", "\"fast\""), {"bpm", "fast"});
  expect_complaint(changed("7/4", "7/5"), {"metre", "7/5", "7/8"});
  expect_complaint(changed("C major", "H"), {"key", "D minor"});
  expect_complaint(changed("ragtime", "ragtme"), {"genre", "ragtime"});
  expect_complaint(changed("acoustic grand piano", "grand pino"),
                   {"parts[0].instrument", "grand piano"});
  expect_complaint(changed("\"lead\"", "\"leader\""), {"parts[0].role", "lead", "drums"});
  expect_complaint(changed("\"lead\"", "7"), {"parts[0].role", "string"});
  expect_complaint(changed("0.71", "1.01"), {"density", "0 to 1"});
  expect_complaint(changed("0.71", "-0.1"), {"density"});
  expect_complaint(changed("\"intro\"", "\"middle\""), {"sections[0].kind", "middle", "bridge"});
  expect_complaint(changed("\"bars\": 4", "\"bars\": 0"), {"sections[0].bars"});
  expect_complaint(changed("\"bars\": 4", "\"bars\": 129"), {"sections[0].bars", "128"});
  expect_complaint(changed("\"bars\": 4, ", ""), {"sections[0].bars", "none"});
  expect_complaint(changed("\"bars\": 4", "\"bras\": 4"), {"sections[0].bras", "unknown", "bars"});
  expect_complaint(changed("\"bpm\"", "\"tempo\""), {"tempo", "unknown", "bpm"});
  expect_complaint(changed("\"bpm\": 168, ", ""), {"bpm", "none"});
  expect_complaint(changed("{\"instrument\": \"acoustic grand piano\", \"role\": \"lead\"}", ""),
                   {"parts", "at least one"});
  expect_complaint(changed("\"role\": \"lead\"}",
                           "\"role\": \"lead\"},"
                           "{\"instrument\": \"piano\", \"role\": \"bass\"}"),
                   {"parts[1].instrument", "again"});
}

TEST(Plan, SizesHaveLimits) {
  const auto sections = [](int count, int bars) {
    std::string text = "{\"sections\": [";
    for (int i = 0; i < count; ++i) {
      text +=
          fmt::format("{}{{\"kind\": \"verse\", \"bars\": {}, \"intensity\": 0, \"dynamics\": 0}}",
                      i > 0 ? "," : "", bars);
    }
    return text + "]}";
  };
  EXPECT_EQ(partial_plan_from_json(sections(256, 1)).sections->size(), 256u);
  EXPECT_THROW(partial_plan_from_json(sections(257, 1)), Error);
  EXPECT_NO_THROW(partial_plan_from_json(sections(3, 127)));
  EXPECT_THROW(partial_plan_from_json(sections(3, 128)), Error);
  EXPECT_THROW(partial_plan_from_json(std::string(size_t{2} << 20, ' ') + "{}"), Error);
  EXPECT_THROW(partial_plan_from_json(std::string(500'000, '[')), Error);
  EXPECT_THROW(partial_plan_from_json("{\"parts\":" + std::string(400'000, '[') +
                                      std::string(400'000, ']') + "}"),
               Error);
}

TEST(PartialPlan, HoldsOnlyWhatIsGiven) {
  const PartialPlan none = partial_plan_from_json("{}");
  EXPECT_EQ(none, PartialPlan{});
  const PartialPlan some = partial_plan_from_json(
      R"({"metre": "7/8", "parts": [{"instrument": "violin", "role": "lead"},
                                     {"instrument": "piano", "role": "chords"}]})");
  EXPECT_EQ(some.metre, (Metre{7, 8}));
  EXPECT_FALSE(some.bpm || some.key || some.genre || some.sections || some.density ||
               some.brightness);
  ASSERT_TRUE(some.parts);
  EXPECT_EQ((*some.parts)[0].program, 0);
  EXPECT_EQ((*some.parts)[1].program, 40);
  Plan base;
  base.bpm = 99;
  EXPECT_EQ(some.over(base).bpm, 99);
  EXPECT_EQ(some.over(base).metre, (Metre{7, 8}));
}

TEST(Plan, MutatedTextNeverCrashes) {
  Rng rng(3);
  const std::string text = kRagtime;
  for (int i = 0; i < 5000; ++i) {
    std::string damaged = text;
    for (int n = rng.range(1, 4); n > 0; --n) {
      const auto at = static_cast<size_t>(rng.range(0, static_cast<int>(damaged.size()) - 1));
      if (rng.chance(0.3)) {
        damaged.erase(at, static_cast<size_t>(rng.range(1, 20)));
      } else {
        damaged[at] = static_cast<char>(rng.range(0, 255));
      }
      if (damaged.empty()) damaged = "x";
    }
    try {
      check_plan(plan_from_json(damaged));
    } catch (const Error& error) {
      EXPECT_EQ(error.kind(), ErrorKind::kInput);
    }
  }
}

TEST(Plan, CheckPlanFindsWhatCodeGetsWrong) {
  const Plan good = plan_from_json(kRagtime);
  EXPECT_NO_THROW(check_plan(good));
  const auto wrong = [&](auto change) {
    Plan plan = good;
    change(plan);
    EXPECT_THROW(check_plan(plan), Error);
  };
  wrong([](Plan& plan) { plan.genre = -1; });
  wrong([](Plan& plan) { plan.genre = 1000; });
  wrong([](Plan& plan) { plan.metre = {5, 16}; });
  wrong([](Plan& plan) { plan.key.tonic = 12; });
  wrong([](Plan& plan) { plan.density = 8; });
  wrong([](Plan& plan) { plan.brightness = -1; });
  wrong([](Plan& plan) { plan.parts = {{5, Role::kLead}, {4, Role::kLead}}; });
  wrong([](Plan& plan) { plan.parts = {{129, Role::kLead}}; });
  wrong([](Plan& plan) { plan.sections.clear(); });
  wrong([](Plan& plan) { plan.sections[0].intensity = 8; });
}

TEST(Plan, NamesNeverMove) {
  EXPECT_EQ(genre_names()[0], "none");
  EXPECT_EQ(genre_names()[1], "ragtime");
  EXPECT_EQ(genre_names()[30], "song");
  EXPECT_EQ(genre_code("Lo-Fi"), genre_code("lofi"));
  EXPECT_EQ(genre_code("Hip-Hop"), 12);
  EXPECT_EQ(genre_code("synthpop"), 3);
  EXPECT_EQ(genre_code("yodel"), 0);
  EXPECT_EQ(genre_code(""), 0);
  for (size_t i = 0; i < genre_names().size(); ++i) {
    EXPECT_EQ(genre_code(genre_names()[i]), static_cast<int>(i));
  }
  EXPECT_EQ(genre_names()[31], "bebop");
  EXPECT_LE(genre_names().size(), 384u);  // codes that a frame can hold
  EXPECT_EQ(role_name(Role::kDrums), "drums");
  EXPECT_EQ(section_kind_name(SectionKind::kPreChorus), "pre-chorus");
  EXPECT_EQ(section_kind_name(SectionKind::kInterlude), "interlude");
}

TEST(Plan, EveryGenreIsOfAFamilyThatIsAGenre) {
  EXPECT_EQ(genre_family(0), 0);
  EXPECT_EQ(genre_family(-1), 0);
  EXPECT_EQ(genre_family(1000), 0);
  for (int code = 1; code < static_cast<int>(genre_names().size()); ++code) {
    const int family = genre_family(code);
    EXPECT_GT(family, 0) << genre_names()[static_cast<size_t>(code)];
    EXPECT_EQ(genre_family(family), family) << genre_names()[static_cast<size_t>(code)];
  }
  EXPECT_EQ(genre_family_name(genre_code("bebop")), "jazz");
  EXPECT_EQ(genre_family_name(genre_code("trap")), "hip hop");
  EXPECT_EQ(genre_family_name(genre_code("jazz")), "jazz");
}

// The lines "- jazz: bebop, cool jazz" of the document, as the table would write them.
TEST(Plan, TheDocumentListsEveryGenreUnderItsFamily) {
  std::ifstream file(CONTINUO_SOURCE_DIR "/docs/plan.md");
  std::stringstream text;
  text << file.rdbuf();
  for (int family = 1; family < static_cast<int>(genre_names().size()); ++family) {
    if (genre_family(family) != family) continue;
    std::string line = "\n- " + std::string(genre_names()[static_cast<size_t>(family)]);
    std::string between = ": ";
    for (int code = 1; code < static_cast<int>(genre_names().size()); ++code) {
      if (code == family || genre_family(code) != family) continue;
      line += between + std::string(genre_names()[static_cast<size_t>(code)]);
      between = ", ";
    }
    EXPECT_NE(text.str().find(line + "\n"), std::string::npos) << line;
  }
}

TEST(Plan, SectionsSayMoreWhereThereIsMore) {
  Plan plan;
  plan.parts = {{0, Role::kLead}, {kDrumKit, Role::kDrums}};
  plan.sections = {{SectionKind::kIntro, 4, 2, 2}, {SectionKind::kChorus, 8, 7, 7}};
  const std::string bare = plan_to_json(plan);
  for (const char* word : {"tacet", "glide", "gestures"})
    EXPECT_EQ(bare.find(word), std::string::npos) << word;
  plan.sections[0].tacet = {kDrumKit};
  plan.sections[0].bpm = 80;
  plan.sections[0].glide = true;
  plan.sections[1].gestures = {Gesture::kCrash, Gesture::kFadeOut};
  const std::string text = plan_to_json(plan);
  EXPECT_NE(text.find(R"("drum kit")"), std::string::npos);
  EXPECT_NE(text.find(R"("fade out")"), std::string::npos);
  EXPECT_EQ(plan_from_json(text), plan);
  const auto complaint = [&](const std::string& from, const std::string& to) -> std::string {
    std::string broken = text;
    broken.replace(broken.find(from), from.size(), to);
    try {
      (void)plan_from_json(broken);
    } catch (const Error& error) {
      return error.what();
    }
    return "";
  };
  EXPECT_NE(complaint(R"("fade out")", R"("fade up")").find("sections[1].gestures[1]"),
            std::string::npos);
  EXPECT_NE(complaint(R"("fade out")", R"("crash")").find("once"), std::string::npos);
  EXPECT_NE(complaint("\"glide\": true", "\"glide\": 1").find("sections[0].glide"),
            std::string::npos);
  EXPECT_NE(complaint("\"bpm\": 80", "\"bpm\": 8").find("sections[0].bpm"), std::string::npos);
}

TEST(Plan, GlidesReachTheNextSection) {
  Plan plan;
  plan.bpm = 100;
  plan.sections = {{SectionKind::kBuild, 4, 0, 2},
                   {SectionKind::kBuild, 4, 4, 6},
                   {SectionKind::kDrop, 2, 7, 7}};
  plan.sections[0].glide = plan.sections[1].glide = plan.sections[2].glide = true;
  plan.sections[1].bpm = 200;
  const std::vector<BarLevels> bars = bar_levels(plan);
  ASSERT_EQ(bars.size(), 10u);
  for (size_t i = 1; i < 8; ++i) {
    EXPECT_DOUBLE_EQ(bars[i].dynamics, bars[i - 1].dynamics_after);
    EXPECT_GT(bars[i].intensity, bars[i - 1].intensity);
  }
  EXPECT_DOUBLE_EQ(bars[4].bpm, 200);
  EXPECT_NEAR(bars[2].bpm, 100 * std::sqrt(2.0), 1e-9);
  // The last has nowhere to go, and the builds are one.
  EXPECT_DOUBLE_EQ(bars[9].dynamics, bars[9].dynamics_after);
  EXPECT_TRUE(goes_on(plan.sections, 1));
  EXPECT_FALSE(goes_on(plan.sections, 2));
  EXPECT_EQ(without_details(plan).sections[0], (Section{SectionKind::kBuild, 4, 0, 2}));
}

}  // namespace
}  // namespace continuo
