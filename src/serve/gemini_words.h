// Prompts written for a model that sings, made ready for one that does not.
#pragma once

#include <string>
#include <string_view>

namespace continuo::gemini {

// Without the clauses that only say that nobody shall sing ("Instrumental only, no vocals."), which
// is so anyway: our model takes the vocals that it reads of for a wish. What is left of a prompt
// that says nothing else is empty.
std::string without_vocals(std::string_view prompt);

}  // namespace continuo::gemini
