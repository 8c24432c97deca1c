// What a person says about an edit, on the command line or over the network, and the edit that it
// comes to.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "compose/edit.h"
#include "compose/edit_source.h"

namespace continuo {

struct EditAsk {
  std::string words = {};               // none: bars and parts are written anew
  std::string bars = {};                // "9-16", "9", "9-"; none: all
  std::vector<std::string> parts = {};  // names; none: all
  std::vector<std::string> keep = {};   // likewise
  std::vector<std::string> add = {};    // who joins in
  int extend = 0;                       // bars more
  bool before = false;                  // of extend: before the first bar
  bool after = false;                   // of extend: before the ending, which moves
  bool vary = false;
  std::optional<uint64_t> seed = {};  // none: drawn
  bool operator==(const EditAsk&) const = default;
};

// Throws Error(kUsage) where it cannot be, also where it would reach further than what is named.
// `planner` reads words that describe a style; it may be empty. `loop`: the score is one.
Edit read_edit(const EditAsk& ask, const Score& score, const Planner& planner, bool loop = false);

}  // namespace continuo
