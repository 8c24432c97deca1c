// Words to token ids, ended by </s> as T5 was trained: by a SentencePiece model (spiece.model) or
// by Hugging Face's tokenizer.json, which agree but for rare characters.
//
// Reference: Kudo and Richardson, "SentencePiece", 2018.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "text/token_model.h"

namespace continuo {

// The file itself, or the one that counts in a checkpoint's folder: spiece.model before
// tokenizer.json. Throws Error(kMissing).
std::filesystem::path tokenizer_file(const std::filesystem::path& path);

class Tokenizer {
 public:
  static constexpr size_t kTextLimitBytes = size_t{64} << 10;

  // A file of either kind, or a checkpoint's folder. Throws Error(kMissing), or Error(kInput) for a
  // file that is no such model or has no </s>.
  explicit Tokenizer(const std::filesystem::path& path);
  // From a file's bytes and the name that it has in a checkpoint's folder. Throws as above; `where`
  // is for messages.
  Tokenizer(std::string_view file_name, std::span<const uint8_t> bytes, const std::string& where);
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
  std::unique_ptr<TokenModel> model_;
};

}  // namespace continuo
