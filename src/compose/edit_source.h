// What edits start from, and styles that a composer reads for them.
#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "compose/composer.h"
#include "compose/edit.h"
#include "compose/edited_take.h"
#include "compose/take.h"

namespace continuo {

// The MIDI file of a take of notes: the one beside its recipe where it is the recipe's, else what
// `compose` makes of the recipe again. A loop's file ends at its bar line, so it is composed again
// where it can be: with what rings over its end. Throws Error(kInput) where neither has the recipe's
// notes.
std::vector<uint8_t> notes_of_take(const Recipe& recipe, const std::filesystem::path& midi,
                                   const std::function<Score(const Recipe&)>& compose);
// Makes a take's notes again.
Score compose_again(const Composer& composer, const Recipe& recipe);

// What is to be edited, from a recipe's text and the .mid file beside it. Throws Error(kUsage) for a
// take of sound, which has no notes. Takes that were kept from a performance are the caller's
// affair.
EditedTake take_to_edit(const std::string& name, const std::string& recipe,
                        const std::filesystem::path& midi,
                        const std::function<Score(const Recipe&)>& compose);

// Reads words into a plan, as Composer::plan does.
using Planner = std::function<Plan(const Wish&, const ComposeSettings&)>;
// What would be played for the words in the place of what is there: genre, and how much livelier,
// louder and higher.
EditStyle style_of(const Planner& planner, const std::string& words, const Score& score,
                   const Edit& edit);

}  // namespace continuo
