#include "compose/recipe_fields.h"

#include "base/error.h"
#include "compose/take.h"
#include "synth/mix.h"

namespace continuo {

void check_recipe_version(const JsonFields& fields) {
  fields.text("continuo");
  const int format = fields.integer("format", 0, 1 << 20);
  if (format != kRecipeFormat) {
    fail(ErrorKind::kInput, kRecipe, "format: expected {}, found {}. It is of another version.",
         kRecipeFormat, format);
  }
}

std::string recipe_text(const Json& json) {
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

int mix_from_json(const JsonFields& fields) {
  constexpr int kFirst = 1;  // recipes did not name it
  if (!fields.has("mix")) return kFirst;
  const int mix = fields.integer("mix", kFirst, 1 << 20);
  if (mix > kMixVersion) {
    fail(ErrorKind::kInput, kRecipe,
         "mix: expected at most {}, found {}. A newer version of continuo made the take.",
         kMixVersion, mix);
  }
  return mix;
}

Json sampling_to_json(const Sampling& sampling) {
  return {{"temperature", sampling.temperature},
          {"top_k", sampling.top_k},
          {"top_p", sampling.top_p},
          {"guidance", sampling.guidance}};
}

Sampling sampling_from_json(const JsonFields& fields) {
  const JsonFields sampling(fields.at("sampling"), kRecipe, "sampling",
                            {"temperature", "top_k", "top_p", "guidance"});
  return {.temperature = sampling.number("temperature", 0, kMostTemperature),
          .top_k = sampling.integer("top_k", 0, kMostTopK),
          .top_p = sampling.number("top_p", 0, 1),
          .guidance = sampling.number("guidance", 0, kMostGuidance)};
}

}  // namespace continuo
