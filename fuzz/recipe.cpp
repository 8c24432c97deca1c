// Recipes of all kinds of takes: what is read is written and read again as the same.
#include "compose/audio_take.h"
#include "compose/edited_take.h"
#include "oracle.h"

using namespace continuo;
using namespace continuo::fuzz;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string_view text = text_of(data, size);
  accepted([&] { (void)is_audio_recipe(text); });
  accepted([&] {
    const std::string again = recipe_to_json(audio_recipe_from_json(text));
    expect(is_audio_recipe(again), "a recipe of sound");
    expect(recipe_to_json(audio_recipe_from_json(again)) == again, "the same recipe again");
  });
  accepted([&] {
    const Recipe recipe = recipe_from_json(text);
    expect(recipe.bars >= 1 && recipe.bars <= recipe.plan.bars(), "bars of the plan");
    const std::string again = recipe_to_json(recipe);
    expect(!is_audio_recipe(again), "a recipe of notes");
    expect(recipe_to_json(recipe_from_json(again)) == again, "the same recipe again");
  });
  accepted([&] { (void)is_edited_recipe(text); });
  accepted([&] {
    const std::string again = recipe_to_json(edited_take_from_json(text));
    expect(is_edited_recipe(again), "a recipe of an edited take");
    expect(recipe_to_json(edited_take_from_json(again)) == again, "the same recipe again");
  });
  return 0;
}
