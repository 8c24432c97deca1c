// The trie of a table of characters, checked before it is believed: readers follow its units without
// looking where they lead.
//
// Reference: Yata, "Darts-clone".
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace continuo {

// The fields of a unit. Unit i has its children at (i ^ offset) ^ label, and its leaf, whose value
// is where its text begins, at i ^ offset.
struct TrieUnit {
  uint32_t bits = 0;

  bool has_leaf() const { return (bits >> 8 & 1) != 0; }
  uint32_t value() const { return bits & 0x7FFFFFFF; }
  uint32_t label() const { return bits & 0x800000FF; }  // of a leaf: no byte
  uint32_t offset() const { return bits >> 10 << ((bits & 1u << 9) >> 6); }
};

// Throws Error(kInput, "tokenizer") where a unit leads out of the trie or round in a circle, a text
// begins outside `texts` or within a character, or more keys begin alike than readers have room
// for.
void check_trie(std::span<const uint32_t> units, std::string_view texts, const std::string& where);

}  // namespace continuo
