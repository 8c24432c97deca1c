#include "text/charsmap_trie.h"

#include <algorithm>
#include <vector>

#include "base/error.h"

namespace continuo {

namespace {

constexpr int kMostBeginnings = 32;  // the results that SentencePiece has room for
constexpr uint32_t kNone = ~0u;

[[noreturn]] void refuse(const std::string& where, uint32_t unit, const char* what) {
  fail(ErrorKind::kInput, "tokenizer", "{}: unit {} of the table of characters: {}.", where, unit,
       what);
}

class TrieChecker {
 public:
  TrieChecker(std::span<const uint32_t> units, std::string_view texts, const std::string& where)
      : units_(units), texts_(texts), where_(where) {}

  void check() {
    find_children();
    // Depth first, by hand: a path may be as long as the trie.
    keys_.assign(units_.size(), kUnknown);
    std::vector<Visit> path = {enter(0)};
    while (!path.empty()) {
      Visit& visit = path.back();
      if (visit.next == kNone) {
        const int keys =
            visit.most_below + (visit.unit != 0 && unit(visit.unit).has_leaf() ? 1 : 0);
        if (keys > kMostBeginnings) refuse(where_, visit.unit, "too many keys that begin alike");
        keys_[visit.unit] = keys;
        path.pop_back();
        if (!path.empty()) path.back().most_below = std::max(path.back().most_below, keys);
        continue;
      }
      const uint32_t child = visit.next;
      visit.next = sibling_[child];
      if (keys_[child] == kOpen) refuse(where_, child, "leads round in a circle");
      if (keys_[child] == kUnknown) {
        path.push_back(enter(child));
      } else {
        visit.most_below = std::max(visit.most_below, keys_[child]);
      }
    }
  }

 private:
  struct Visit {
    uint32_t unit;
    uint32_t next;  // child to look at
    int most_below = 0;
  };
  static constexpr int kUnknown = -1, kOpen = -2;

  TrieUnit unit(uint32_t index) const { return {units_[index]}; }

  // Which units lie where a unit's children may lie, by the place that all of them are counted from.
  void find_children() {
    first_.assign(units_.size(), kNone);
    sibling_.assign(units_.size(), kNone);
    for (uint32_t i = 0; i < units_.size(); ++i) {
      const uint32_t label = unit(i).label();
      const uint32_t base = i ^ label;
      if (label == 0 || label > 0xFF || base >= units_.size()) continue;
      sibling_[i] = first_[base];
      first_[base] = i;
    }
  }

  Visit enter(uint32_t index) {
    keys_[index] = kOpen;
    const uint32_t base = index ^ unit(index).offset();
    if ((base | 0xFF) >= units_.size()) refuse(where_, index, "leads out of it");
    if (index != 0 && unit(index).has_leaf()) {
      const uint32_t begin = unit(base).value();
      if (begin >= texts_.size() || (static_cast<uint8_t>(texts_[begin]) & 0xC0) == 0x80)
        refuse(where_, index, "stands for no text");
    }
    return {index, first_[base]};
  }

  std::span<const uint32_t> units_;
  std::string_view texts_;
  const std::string& where_;
  std::vector<uint32_t> first_, sibling_;
  std::vector<int> keys_;  // the most keys on a way down from each unit, its own included
};

}  // namespace

void check_trie(std::span<const uint32_t> units, std::string_view texts, const std::string& where) {
  TrieChecker(units, texts, where).check();
}

}  // namespace continuo
