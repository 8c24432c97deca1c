// Phrases to be found among words, the longest first.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "prompt/prompt_words.h"

namespace continuo {

class PhraseTable {
 public:
  // `endings`: what '~' at the end of a word may stand for, between spaces; nothing always may.
  // With `umlauts`, "ue" in a prompt may be a "ü".
  explicit PhraseTable(std::string_view endings = "", bool umlauts = false);

  // A phrase that is there already keeps its value.
  void add(std::string_view phrase, int value);

  struct Match {
    int value = 0;
    size_t words = 0;
  };
  // The longest phrase that begins at words[at] and has no punctuation inside.
  std::optional<Match> longest_at(std::span<const PromptWord> words, size_t at) const;
  std::optional<int> value_of(std::string_view phrase) const;

 private:
  struct Node {
    std::unordered_map<std::string, size_t> next;  // by word, a stem with '~' behind it
    std::optional<int> value;
  };
  std::vector<std::string> keys_of(const std::string& word) const;
  void search(std::span<const PromptWord> words, size_t begin, size_t at, size_t node,
              std::optional<Match>& best) const;

  std::vector<std::string> endings_;
  bool umlauts_;
  std::vector<Node> nodes_{1};
};

}  // namespace continuo
