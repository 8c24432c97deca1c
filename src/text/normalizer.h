// The "normalizer" of a tokenizer.json: what happens to a text before it is cut into pieces.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/json_fields.h"
#include "text/precompiled_charsmap.h"

namespace continuo {

class Normalizer {
 public:
  // Precompiled, Replace (of a text, or of runs of spaces), Strip, and sequences of them; null does
  // nothing. Throws Error(kInput, "tokenizer") that names another.
  static Normalizer parse(const Json& json, const std::string& where);

  // Of well-formed UTF-8.
  std::string normalised(std::string_view text) const;

 private:
  struct Step {
    enum class Kind { kCharsmap, kReplaceText, kReplaceSpaces, kStrip } kind;
    std::shared_ptr<const PrecompiledCharsmap> charsmap;
    std::string pattern;  // for spaces: empty
    std::string content;
    bool left = false;
    bool right = false;
  };
  void add(const Json& json, const std::string& where, int depth);

  std::vector<Step> steps_;
};

}  // namespace continuo
