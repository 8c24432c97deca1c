// What a tokenizer file amounts to: text to ids and back.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace continuo {

// Thread: any, as nothing in it changes.
class TokenModel {
 public:
  virtual ~TokenModel() = default;

  virtual int vocabulary() const = 0;
  virtual int32_t end_id() const = 0;  // </s>
  virtual int32_t unknown_id() const = 0;
  virtual std::vector<int32_t> encode(std::string_view text) const = 0;   // without </s>
  virtual std::string decode(const std::vector<int32_t>& ids) const = 0;  // all in the vocabulary
};

}  // namespace continuo
