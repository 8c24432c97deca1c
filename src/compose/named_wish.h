// What a prompt names, beside what the user gave.
#pragma once

#include "compose/wish.h"

namespace continuo {

// Reads the wish's prompt: what it names bounds what the model may choose, at the place where the
// model writes it anyway. (Forced in front of the head, as what the user gives is, it would make the
// model hear less in the words: fast pieces became 20 bpm slower.) A length is given.
Wish with_named(Wish wish);

}  // namespace continuo
