// The key that a harmony held on a keyboard stands for.
#pragma once

#include <bitset>
#include <optional>

#include "score/key.h"

namespace continuo {

// The key of 24 whose profile fits the held pitch classes (C first) best; `now` stays where it fits
// nearly as well, whatever its mode. Nothing where fewer than three pitch classes are held, or where
// they stand for no key, or for several.
std::optional<Key> key_of_held(std::bitset<12> held, const Key& now);

}  // namespace continuo
