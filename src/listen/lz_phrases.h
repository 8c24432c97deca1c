// How much of a sequence is new: the number of phrases of its Lempel-Ziv parsing.
#pragma once

#include <cstdint>
#include <span>

namespace continuo {

// Phrases of the 1976 parsing: each is the longest stretch that occurred before (it may overlap
// itself) and one more symbol. O(n log n) through a suffix automaton. 0 for an empty sequence.
size_t lz_phrases(std::span<const uint32_t> symbols);

}  // namespace continuo
