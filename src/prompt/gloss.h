// A language's table, ready to be looked up.
#pragma once

#include <deque>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "prompt/language.h"
#include "prompt/phrase_table.h"

namespace continuo {

enum class WordClass { kNoun, kAdjective, kAdverb, kSmall };

struct Gloss {
  std::string english;  // empty where the word is dropped
  WordClass word_class = WordClass::kNoun;
  size_t words = 1;  // of the prompt
};

class GlossTable {
 public:
  // Throws Error(kInternal) naming the line that cannot be.
  explicit GlossTable(const Language& language);

  // The gloss of the longest phrase that begins there.
  std::optional<Gloss> at(std::span<const PromptWord> words, size_t at) const;
  bool adjectives_follow() const { return adjectives_follow_; }

 private:
  std::optional<Gloss> compound(const PromptWord& word, int depth) const;

  PhraseTable phrases_;
  std::vector<Gloss> glosses_;
  bool compounds_;
  bool adjectives_follow_;
};

}  // namespace continuo
