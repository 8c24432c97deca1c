#include "listen/lz_phrases.h"

#include <map>
#include <vector>

namespace continuo {

namespace {

struct State {
  std::map<uint32_t, int> next;
  int link = -1;
  int length = 0;
  size_t first_end = 0;  // where its strings ended when first seen
};

// The automaton of all substrings read so far (Blumer and others 1985).
class SuffixAutomaton {
 public:
  explicit SuffixAutomaton(size_t capacity) {
    states_.reserve(2 * capacity + 2);
    states_.emplace_back();
  }

  const State& at(int state) const { return states_[static_cast<size_t>(state)]; }

  void append(uint32_t symbol, size_t position) {
    const int current = add({{}, 0, at(last_).length + 1, position});
    int walk = last_;
    for (; walk >= 0 && !at(walk).next.contains(symbol); walk = at(walk).link) {
      states_[static_cast<size_t>(walk)].next[symbol] = current;
    }
    if (walk >= 0) states_[static_cast<size_t>(current)].link = split(walk, symbol);
    last_ = current;
  }

 private:
  int add(State state) {
    states_.push_back(std::move(state));
    return static_cast<int>(states_.size()) - 1;
  }

  // The state that holds walk's strings followed by the symbol and nothing longer.
  int split(int walk, uint32_t symbol) {
    const int target = at(walk).next.at(symbol);
    if (at(target).length == at(walk).length + 1) return target;
    State copy = at(target);
    copy.length = at(walk).length + 1;
    const int clone = add(std::move(copy));
    states_[static_cast<size_t>(target)].link = clone;
    for (; walk >= 0; walk = at(walk).link) {
      auto& next = states_[static_cast<size_t>(walk)].next;
      const auto found = next.find(symbol);
      if (found == next.end() || found->second != target) break;
      found->second = clone;
    }
    return clone;
  }

  std::vector<State> states_;
  int last_ = 0;
};

}  // namespace

size_t lz_phrases(std::span<const uint32_t> symbols) {
  SuffixAutomaton whole(symbols.size());
  for (size_t i = 0; i < symbols.size(); ++i) whole.append(symbols[i], i);
  size_t phrases = 0;
  for (size_t i = 0; i < symbols.size(); ++phrases) {
    // Extend while the stretch also ends somewhere before here.
    int state = 0;
    while (i < symbols.size()) {
      state = whole.at(state).next.at(symbols[i]);
      if (whole.at(state).first_end >= i++) break;
    }
  }
  return phrases;
}

}  // namespace continuo
