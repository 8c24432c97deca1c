// Names of music that were mistyped.
#pragma once

#include <string_view>

namespace continuo {

// The common name that is one slip away from a word that is no word we know ("guitr", "acustic",
// "volin"): a letter too many, too few, another, or two exchanged, never the first. Else the word.
std::string_view spelt(std::string_view word);

}  // namespace continuo
