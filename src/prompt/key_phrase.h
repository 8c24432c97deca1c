// Keys as the languages name them.
#pragma once

#include <optional>
#include <span>

#include "prompt/prompt_words.h"
#include "score/key.h"

namespace continuo {

struct KeyPhrase {
  Key key;
  size_t words = 0;
};

// "a-Moll", "Es-Dur", "ré mineur", "si bemol mayor", "ля минор", "C大调", "降B小调", "イ短調" where they
// begin. German B and H are what they are there. English names are not looked for.
std::optional<KeyPhrase> foreign_key_at(std::span<const PromptWord> words, size_t at);

}  // namespace continuo
