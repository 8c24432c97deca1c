// Whom words mean among the parts that are there.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "score/score.h"

namespace continuo {

// Programs of the score's parts by role ("melody", "bass"), family or instrument ("guitar"),
// separated by commas or "and". Throws Error(kUsage).
std::vector<int> parts_named(std::string_view words, const Score& score);

// Who of the score's parts a phrase names; nothing where it names no part or instrument at all.
std::optional<std::vector<int>> named_by(const std::string& phrase, const Score& score);

// All parts, for messages: "electric bass (finger) (bass), drum kit (drums)".
std::string list_of(const Score& score);

}  // namespace continuo
