#include "compose/audio_take.h"

#include <gtest/gtest.h>

#include <cmath>

#include "base/error.h"
#include "base/files.h"
#include "dsp/sound_file.h"
#include "dsp/wav.h"

namespace continuo {
namespace {

namespace fs = std::filesystem;

AudioRecipe some_recipe() {
  AudioRecipe recipe;
  recipe.prompt = "slow \"quoted\" piano, Ünïcode";
  recipe.model = "facebook/musicgen-small";
  recipe.model_fingerprint = "0123456789abcdef";
  recipe.model_licence = "CC-BY-NC-4.0";
  recipe.weights = DType::kQ4_0;
  recipe.settings.seed = 18446744073709551615ull;
  recipe.settings.sampling = {.temperature = 0.95, .top_k = 12, .top_p = 0.9, .guidance = 1.7};
  recipe.melody = SourceSound{"my tunes/läuft.flac", "4"};
  recipe.beginning = SourceSound{"a.wav", "5"};
  recipe.seconds = 12.34;
  recipe.seconds_kept = 5.02;
  recipe.audio_fingerprint = "3";
  return recipe;
}

TEST(AudioRecipe, RoundTripIsExact) {
  const AudioRecipe recipe = some_recipe();
  const std::string text = recipe_to_json(recipe);
  EXPECT_TRUE(is_audio_recipe(text));
  const AudioRecipe again = audio_recipe_from_json(text);
  EXPECT_EQ(recipe_to_json(again), text);
  EXPECT_EQ(again.prompt, recipe.prompt);
  EXPECT_EQ(again.model, recipe.model);
  EXPECT_EQ(again.model_fingerprint, recipe.model_fingerprint);
  EXPECT_EQ(again.model_licence, recipe.model_licence);
  EXPECT_EQ(again.weights, DType::kQ4_0);
  EXPECT_EQ(again.settings.seed, recipe.settings.seed);
  EXPECT_EQ(again.settings.sampling.temperature, recipe.settings.sampling.temperature);
  EXPECT_EQ(again.settings.sampling.top_k, recipe.settings.sampling.top_k);
  EXPECT_EQ(again.settings.sampling.top_p, recipe.settings.sampling.top_p);
  EXPECT_EQ(again.settings.sampling.guidance, recipe.settings.sampling.guidance);
  EXPECT_EQ(again.melody.value().name, recipe.melody->name);
  EXPECT_EQ(again.beginning.value().fingerprint, "5");
  EXPECT_EQ(again.seconds, recipe.seconds);
  EXPECT_EQ(again.seconds_kept, recipe.seconds_kept);
  EXPECT_EQ(again.audio_fingerprint, "3");
}

TEST(AudioRecipe, NamesOfFilesNeedNotBeText) {
  AudioRecipe recipe = some_recipe();
  recipe.model = "models/\xff";
  recipe.melody = SourceSound{"tune\xc3.wav", "4"};
  const AudioRecipe again = audio_recipe_from_json(recipe_to_json(recipe));
  EXPECT_EQ(again.model, "models/\xEF\xBF\xBD");
  EXPECT_EQ(again.melody->name, "tune\xEF\xBF\xBD.wav");
}

// Each of these took the stack, or minutes.
TEST(AudioRecipe, DeepAndWideRecipesAreRefusedAtOnce) {
  const std::string deep = std::string(400'000, '[') + std::string(400'000, ']');
  for (const std::string& text : {"{\"plan\":" + deep + "}", "{\"kind\":" + deep + "}", deep}) {
    EXPECT_THROW(is_audio_recipe(text), Error);
    EXPECT_THROW(audio_recipe_from_json(text), Error);
    EXPECT_THROW(recipe_from_json(text), Error);
  }
  std::string wide = "{\"continuo\":\"0\"";
  for (int i = 0; i < 60'000; ++i) wide += fmt::format(",\"{}\":0", i);
  EXPECT_THROW(is_audio_recipe(wide + "}"), Error);
}

// Recipes from before the format was recorded.
TEST(AudioRecipe, ItsWeightsMayBeTheModelsOwn) {
  AudioRecipe recipe = some_recipe();
  recipe.weights.reset();
  const std::string text = recipe_to_json(recipe);
  EXPECT_EQ(text.find("weights"), std::string::npos);
  EXPECT_FALSE(audio_recipe_from_json(text).weights.has_value());
}

TEST(AudioRecipe, WithoutSourcesHasNoneInIt) {
  AudioRecipe recipe = some_recipe();
  recipe.melody.reset();
  recipe.beginning.reset();
  const std::string text = recipe_to_json(recipe);
  EXPECT_EQ(text.find("melody"), std::string::npos);
  EXPECT_EQ(text.find("\"continue\""), std::string::npos);
  EXPECT_FALSE(audio_recipe_from_json(text).melody.has_value());
  EXPECT_FALSE(audio_recipe_from_json(text).beginning.has_value());
}

TEST(AudioRecipe, EveryByteThatIsMissingIsAnErrorAndNoCrash) {
  const std::string text = recipe_to_json(some_recipe());
  for (size_t size = 0; size + 2 < text.size(); ++size) {
    EXPECT_THROW(audio_recipe_from_json(text.substr(0, size)), Error) << "first " << size;
    EXPECT_THROW(is_audio_recipe(text.substr(0, size)), Error) << "first " << size;
  }
}

TEST(AudioRecipe, EveryByteThatIsAnotherIsReadOrAnError) {
  const std::string text = recipe_to_json(some_recipe());
  for (size_t at = 0; at < text.size(); ++at) {
    for (const char other : {'"', '{', '9', '\0', '\xff'}) {
      std::string changed = text;
      changed[at] = other;
      try {
        audio_recipe_from_json(changed);
      } catch (const Error&) {
      }
    }
  }
}

TEST(AudioRecipe, SaysWhichFieldIsWrong) {
  const std::string text = recipe_to_json(some_recipe());
  const auto complaint = [&](const std::string& from, const std::string& to) -> std::string {
    std::string changed = text;
    const size_t at = changed.find(from);
    EXPECT_NE(at, std::string::npos) << from;
    changed.replace(at, from.size(), to);
    try {
      audio_recipe_from_json(changed);
    } catch (const Error& error) {
      return error.what();
    }
    return "";
  };
  const std::tuple<const char*, const char*, const char*> cases[] = {
      {"\"top_k\": 12", "\"top_k\": \"a\"", "sampling.top_k"},
      {"\"temperature\": 0.95", "\"temperature\": -1", "sampling.temperature"},
      {"\"guidance\": 1.7", "\"guidance\": null", "sampling.guidance"},
      {"\"weights\": \"q4_0\"", "\"weights\": \"q4_1\"", "model.weights"},
      {"\"weights\": \"q4_0\"", "\"weights\": 4", "model.weights"},
      {"\"seed\"", "\"sead\"", "seed"},
      {"18446744073709551615", "-1", "seed"},
      {"18446744073709551615", "1e999", "JSON"},
      {"\"seconds\": 12.34", "\"seconds\": 1e9", "seconds"},
      {"\"seconds_kept\": 5.02", "\"seconds_kept\": []", "seconds_kept"},
      {"\"format\": 1", "\"format\": 2", "format"},
      {"\"kind\": \"audio\"", "\"kind\": \"notes\"", "kind"},
      {"\"prompt\"", "\"more\": 1, \"prompt\"", "more"},
      {"\"name\": \"a.wav\"", "\"name\": 7", "continue.name"},
      {"\"name\": \"my tunes/läuft.flac\",", "", "melody.name"},
      {"\"audio\": \"3\"", "\"audio\": 3", "result.audio"},
  };
  for (const auto& [from, to, says] : cases)
    EXPECT_NE(complaint(from, to).find(says), std::string::npos)
        << to << ": " << complaint(from, to);
}

TEST(AudioRecipe, ARecipeOfNotesIsNone) {
  EXPECT_FALSE(is_audio_recipe("{}"));
  EXPECT_FALSE(is_audio_recipe("{\"kind\": 1}"));
  EXPECT_FALSE(is_audio_recipe("[]"));
  EXPECT_FALSE(is_audio_recipe(recipe_to_json(Recipe{})));
  EXPECT_THROW(is_audio_recipe(std::string(2000, '[')), Error);
  EXPECT_THROW(audio_recipe_from_json("[1]"), Error);
}

TEST(AudioTake, IsSavedAtItsLoudnessWithItsFingerprint) {
  const fs::path folder =
      fs::temp_directory_path() / fs::path(temporary_beside("audio_take_test")).filename();
  fs::create_directory(folder);
  const TakePaths paths = take_paths(folder / "x.wav");
  Stereo sound;
  for (size_t i = 0; i < 2 * kSampleRateHz; ++i) {
    const auto value = static_cast<float>(0.01 * std::sin(0.05 * static_cast<double>(i)));
    sound.samples.insert(sound.samples.end(), {value, value});
  }
  Stereo louder = sound;
  for (float& sample : louder.samples) sample *= 4;
  AudioRecipe recipe = some_recipe();
  finish_take(sound, recipe);
  EXPECT_GT(*std::max_element(sound.samples.begin(), sound.samples.end()), 0.05f);
  save_take(paths, sound, recipe);
  EXPECT_EQ(read_sound(paths.wav).frames(), sound.frames());
  EXPECT_EQ(read_text(paths.json), recipe_to_json(recipe));
  EXPECT_EQ(recipe.audio_fingerprint.size(), 16u);
  louder.samples[7] += 0.1f;
  AudioRecipe other = recipe;
  finish_take(louder, other);
  EXPECT_NE(other.audio_fingerprint, recipe.audio_fingerprint);
  fs::remove_all(folder);
}

}  // namespace
}  // namespace continuo
