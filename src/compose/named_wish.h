// What a prompt names, in the place of what the user gave outright.
#pragma once

#include "compose/wish.h"

namespace continuo {

// Reads the wish's prompt. What has one value is given, where the user gave nothing there; the rest
// bounds what the model may choose.
Wish with_named(Wish wish);

}  // namespace continuo
