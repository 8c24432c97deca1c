#include "compose/take.h"

#include <gtest/gtest.h>

#include "base/error.h"
#include "base/files.h"
#include "score/instrument.h"

namespace continuo {
namespace {

namespace fs = std::filesystem;

Recipe some_recipe() {
  Recipe recipe;
  recipe.prompt = "slow \"quoted\" piano, Ünïcode";
  recipe.model = "nano";
  recipe.model_fingerprint = "0123456789abcdef";
  recipe.settings.seed = 18446744073709551615ull;
  recipe.settings.sampling = {.temperature = 0.95, .top_k = 12, .top_p = 0.9, .guidance = 1.7};
  recipe.plan.parts = {{0, Role::kLead}, {kDrumKit, Role::kDrums}};
  recipe.plan.sections = {{SectionKind::kVerse, 8, 3, 4}};
  recipe.bars = 5;
  recipe.soundfont = "some.sf3";
  recipe.soundfont_fingerprint = "1";
  recipe.notes_fingerprint = "2";
  recipe.audio_fingerprint = "3";
  return recipe;
}

class Folder {
 public:
  Folder() : path_(fs::temp_directory_path() / fs::path(temporary_beside("take_test")).filename()) {
    fs::create_directory(path_);
  }
  ~Folder() { fs::remove_all(path_); }
  const fs::path& path() const { return path_; }

 private:
  fs::path path_;
};

TEST(Recipe, RoundTripIsExact) {
  const Recipe recipe = some_recipe();
  const std::string text = recipe_to_json(recipe);
  const Recipe again = recipe_from_json(text);
  EXPECT_EQ(recipe_to_json(again), text);
  EXPECT_EQ(again.prompt, recipe.prompt);
  EXPECT_EQ(again.settings.seed, recipe.settings.seed);
  EXPECT_EQ(again.settings.sampling.temperature, recipe.settings.sampling.temperature);
  EXPECT_EQ(again.plan, recipe.plan);
  EXPECT_EQ(again.bars, 5);
}

TEST(Recipe, EveryByteThatIsMissingIsAnErrorAndNoCrash) {
  const std::string text = recipe_to_json(some_recipe());
  for (size_t size = 0; size + 2 < text.size(); ++size) {
    EXPECT_THROW(recipe_from_json(text.substr(0, size)), Error) << "first " << size << " bytes";
  }
}

TEST(Recipe, SaysWhichFieldIsWrong) {
  const std::string text = recipe_to_json(some_recipe());
  const auto complaint = [&](const std::string& from, const std::string& to) -> std::string {
    std::string changed = text;
    changed.replace(changed.find(from), from.size(), to);
    try {
      recipe_from_json(changed);
    } catch (const Error& error) {
      return error.what();
    }
    return "";
  };
  EXPECT_NE(complaint("\"top_k\": 12", "\"top_k\": \"a\"").find("sampling.top_k"),
            std::string::npos);
  EXPECT_NE(complaint("\"seed\"", "\"sead\"").find("seed"), std::string::npos);
  EXPECT_NE(complaint("\"bars\": 5", "\"bars\": 9").find("bars"), std::string::npos);
  EXPECT_NE(complaint("18446744073709551615", "-1").find("seed"), std::string::npos);
  EXPECT_NE(complaint("18446744073709551615", "1e999").find("JSON"), std::string::npos);
  EXPECT_NE(complaint("\"bars\": 5", "\"bars\": 2.5").find("bars"), std::string::npos);
  EXPECT_NE(complaint("\"format\": 1", "\"format\": 2").find("format"), std::string::npos);
  EXPECT_NE(complaint("\"bars\": 5", "\"bars\": 5, \"more\": 1").find("more"), std::string::npos);
}

TEST(Recipe, TellsWhichMixAndWhichStems) {
  Recipe recipe = some_recipe();
  recipe.stems = {"x-01-lead-flute.wav", "x-02-drums-drum-kit.wav"};
  recipe.stems_lowered_db = 3;
  const std::string text = recipe_to_json(recipe);
  const Recipe again = recipe_from_json(text);
  EXPECT_EQ(again.stems, recipe.stems);
  EXPECT_EQ(again.stems_lowered_db, 3);
  EXPECT_EQ(again.mix, kMixVersion);
  // Recipes of the first mix did not name it; those of the next are not ours to replay.
  const std::string field = "  \"mix\": " + std::to_string(kMixVersion) + ",\n";
  const size_t at = text.find(field);
  ASSERT_NE(at, std::string::npos);
  EXPECT_EQ(recipe_from_json(std::string(text).erase(at, field.size())).mix, 1);
  const std::string next = "  \"mix\": " + std::to_string(kMixVersion + 1) + ",\n";
  EXPECT_THROW(recipe_from_json(std::string(text).replace(at, field.size(), next)), Error);
  EXPECT_THROW(recipe_from_json(std::string(text).replace(at, field.size(), "  \"mix\": 0,\n")),
               Error);
}

TEST(TakePaths, NamesTheThreeFiles) {
  Folder folder;
  for (const char* name : {"x.wav", "x.mid", "x.json"}) {
    const TakePaths paths = take_paths(folder.path() / name);
    EXPECT_EQ(paths.wav, folder.path() / "x.wav");
    EXPECT_EQ(paths.mid, folder.path() / "x.mid");
    EXPECT_EQ(paths.json, folder.path() / "x.json");
  }
  EXPECT_THROW(take_paths(folder.path() / "x.mp3"), Error);
  EXPECT_THROW(take_paths(folder.path() / "none" / "x.wav"), Error);
}

TEST(TakePaths, FreshNamesComeFromTheWordsAndNeverTakeAnother) {
  Folder folder;
  EXPECT_EQ(fresh_take_paths("Upbeat ragtime, 7/4!", folder.path()).wav.filename(),
            "take-upbeat-ragtime-7-4.wav");
  write_text(folder.path() / "take-upbeat-ragtime-7-4.json", "{}");
  EXPECT_EQ(fresh_take_paths("Upbeat ragtime, 7/4!", folder.path()).wav.filename(),
            "take-upbeat-ragtime-7-4-2.wav");
  EXPECT_EQ(fresh_take_paths("", folder.path()).wav.filename(), "take.wav");
  EXPECT_EQ(fresh_take_paths("../../etc/passwd", folder.path()).wav.parent_path(), folder.path());
  EXPECT_LT(fresh_take_paths(std::string(4000, 'a'), folder.path()).wav.filename().string().size(),
            255u);
}

}  // namespace
}  // namespace continuo
