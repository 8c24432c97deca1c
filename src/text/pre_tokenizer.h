// The "pre_tokenizer" of a tokenizer.json: a normalised text is cut into words, whose spaces become
// a visible sign, "▁".
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/json_fields.h"

namespace continuo {

class PreTokenizer {
 public:
  // WhitespaceSplit, Metaspace, and sequences of them; null does nothing. Throws
  // Error(kInput, "tokenizer") that names another.
  static PreTokenizer parse(const Json& json, const std::string& where);

  // Of well-formed UTF-8. `at_start`: whether it is what the whole text begins with. (The reference
  // also takes a word for the first where normalisation has made it from the first character, as
  // the second of the words that U+FDFA becomes.)
  std::vector<std::string> words(std::string_view text, bool at_start) const;

 private:
  struct Word {
    std::string text;
    bool at_start;
  };
  struct Step {
    enum class Kind { kWhitespaceSplit, kMetaspace } kind = Kind::kWhitespaceSplit;
    enum class Prepend { kNever, kFirst, kAlways } prepend = Prepend::kNever;
    std::string sign;
    bool split = false;
  };
  void add(const Json& json, const std::string& where, int depth);
  static void split_at_spaces(const Word& word, std::vector<Word>& out);
  static void split_at_signs(const Step& step, const Word& word, std::vector<Word>& out);

  std::vector<Step> steps_;
};

}  // namespace continuo
