// Words to token ids with a SentencePiece model (spiece.model), ended by </s> as T5 was trained.
//
// Reference: Kudo and Richardson, "SentencePiece", 2018.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace continuo {

class Tokenizer {
 public:
  static constexpr size_t kTextLimitBytes = size_t{64} << 10;

  // Throws Error(kMissing), or Error(kInput) for a file that is no such model or has no </s>.
  explicit Tokenizer(const std::filesystem::path& path);
  ~Tokenizer();
  Tokenizer(Tokenizer&&) noexcept;
  Tokenizer& operator=(Tokenizer&&) noexcept;

  int vocabulary() const;
  int32_t end_id() const;      // </s>
  int32_t unknown_id() const;  // what a character outside the model becomes

  // Ids and </s>; the empty text is </s> alone. Throws Error(kInput) for a text of over
  // `most_tokens`, </s> included, or over kTextLimitBytes. Thread: any.
  std::vector<int32_t> encode(std::string_view text, size_t most_tokens = 512) const;
  // The text of ids, for messages and tests; ids outside the vocabulary throw Error(kInput).
  std::string decode(const std::vector<int32_t>& ids) const;

 private:
  struct Model;
  std::unique_ptr<Model> model_;
};

}  // namespace continuo
