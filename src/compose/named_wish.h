// What a prompt names, beside what the user gave.
#pragma once

#include "arrange/genre.h"
#include "compose/wish.h"

namespace continuo {

// Reads the wish's prompt: what it names bounds what the model may choose, at the place where the
// model writes it anyway. (Forced in front of the head, as what the user gives is, it would make the
// model hear less in the words: fast pieces became 20 bpm slower.) A length is given. Where
// one genre alone is named or given, bound_by_genre() holds what the words leave open.
Wish with_named(Wish wish);

// Tempo, metre, modes and those who never miss are the genre's own where the words name none.
void bound_by_genre(Named& named, const Genre& genre);

}  // namespace continuo
