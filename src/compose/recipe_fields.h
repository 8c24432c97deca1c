// What the recipes of all takes have in common, as JSON.
#pragma once

#include <string>

#include "base/json_fields.h"
#include "compose/sampler.h"

namespace continuo {

inline constexpr int kRecipeFormat = 1;
inline constexpr const char* kRecipe = "recipe";  // where, in messages

// Throws Error(kInput) where "continuo" or "format" is missing, or another version wrote it.
void check_recipe_version(const JsonFields& fields);

// The recipe's text. Names of files need not be UTF-8: what is none of it is written as U+FFFD, and
// replay asks where the file is.
std::string recipe_text(const Json& json);

// The version of the mix that the take was rendered in. Throws Error(kInput) where this program does
// not know it.
int mix_from_json(const JsonFields& fields);

Json sampling_to_json(const Sampling& sampling);
// The field "sampling", each value within what the command line allows.
Sampling sampling_from_json(const JsonFields& fields);

}  // namespace continuo
