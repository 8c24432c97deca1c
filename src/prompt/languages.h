// Prompts in other languages than English, word by word in English.
#pragma once

#include <string>
#include <string_view>

namespace continuo {

// German, French, Spanish, Italian, Portuguese, Russian, Chinese and some Japanese words about music
// are exchanged for their English, in the order of the prompt (adjectives go before their noun);
// what is not known stays where it is written in Latin letters. An English prompt comes back as it
// is, and so does what is already a gloss.
std::string in_english(std::string_view prompt);

}  // namespace continuo
