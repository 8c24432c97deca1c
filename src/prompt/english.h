// The English words that prompts are written in.
#pragma once

#include <string_view>

namespace continuo {

// A folded word (prompt_words.h) of languages_english.cpp, or of the tables of arrange and score, or
// the plural of one.
bool is_english(std::string_view word);

}  // namespace continuo
