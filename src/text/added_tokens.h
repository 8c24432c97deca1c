// The "added_tokens" of a tokenizer.json: texts that are one token wherever they stand, such as
// </s> and <extra_id_0>, found before anything else is done to the text.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/json_fields.h"

namespace continuo {

class AddedTokens {
 public:
  static constexpr int32_t kIdLimit = 1 << 24;

  // Throws Error(kInput, "tokenizer") for what is malformed or of a kind that T5 has not.
  static AddedTokens parse(const Json& list, const std::string& where);

  struct Part {
    std::string_view text;
    std::optional<int32_t> id;  // of an added token; else it is text between them
  };
  std::vector<Part> parts(std::string_view text) const;

  int32_t highest_id() const;  // -1 without tokens
  std::optional<int32_t> find(std::string_view content) const;
  std::string_view text(int32_t id) const;  // empty where there is none
  bool is_special(int32_t id) const;        // not a part of the words

 private:
  struct Token {
    std::string content;
    int32_t id;
    bool strips_left;
    bool strips_right;
    bool special;
  };
  const Token* longest_at(std::string_view text) const;
  const Token* with_id(int32_t id) const;

  std::vector<Token> tokens_;           // the longest first
  std::array<bool, 256> begins_one_{};  // by the first byte
};

}  // namespace continuo
