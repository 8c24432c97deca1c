// What people ask of music that is there: "more drums", "piano instead of guitar", "like a bossa".
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "compose/edit.h"

namespace continuo {

// Reads a style out of words that name no operation: "darker and dreamier". Empty where there is
// nobody who could.
using StyleReader = std::function<EditStyle(const std::string& words)>;

// The changes that the words ask for, in their order. Throws Error(kUsage) that says what can be
// asked where they are not understood, and what plays where they name a part that does not.
std::vector<Change> read_changes(std::string_view words, const Score& score,
                                 const StyleReader& style);

// What can be asked, for messages and help.
std::string_view what_can_be_asked();

}  // namespace continuo
