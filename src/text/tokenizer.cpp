#include "text/tokenizer.h"

#include "base/error.h"
#include "base/files.h"
#include "text/sentencepiece_model.h"
#include "text/tokenizer_json.h"

namespace continuo {

namespace fs = std::filesystem;

namespace {

constexpr size_t kFileLimitBytes = size_t{64} << 20;

std::unique_ptr<TokenModel> parse_model(const fs::path& file_name, std::span<const uint8_t> bytes,
                                        const std::string& where) {
  const std::string_view text(reinterpret_cast<const char*>(bytes.data()), bytes.size());
  return file_name.extension() == ".json" ? parse_tokenizer_json(text, where)
                                          : parse_sentencepiece(text, where);
}

std::unique_ptr<TokenModel> open_model(const fs::path& file) {
  return parse_model(file, read_bytes(file, kFileLimitBytes), file.string());
}

}  // namespace

fs::path tokenizer_file(const fs::path& path) {
  std::error_code ignored;
  if (!fs::is_directory(path, ignored)) return path;
  for (const char* name : {"spiece.model", "tokenizer.json"}) {
    if (fs::exists(path / name, ignored)) return path / name;
  }
  fail(ErrorKind::kMissing, "tokenizer", "{}: expected spiece.model or tokenizer.json, found none.",
       path.string());
}

Tokenizer::~Tokenizer() = default;
Tokenizer::Tokenizer(Tokenizer&&) noexcept = default;
Tokenizer& Tokenizer::operator=(Tokenizer&&) noexcept = default;

Tokenizer::Tokenizer(const fs::path& path) : model_(open_model(tokenizer_file(path))) {}

Tokenizer::Tokenizer(std::string_view file_name, std::span<const uint8_t> bytes,
                     const std::string& where)
    : model_(parse_model(file_name, bytes, where)) {}

int Tokenizer::vocabulary() const { return model_->vocabulary(); }
int32_t Tokenizer::end_id() const { return model_->end_id(); }
int32_t Tokenizer::unknown_id() const { return model_->unknown_id(); }

std::vector<int32_t> Tokenizer::encode(std::string_view text, size_t most_tokens) const {
  if (text.size() > kTextLimitBytes) {
    fail(ErrorKind::kInput, "tokenizer", "a text of {} bytes: expected at most {}.", text.size(),
         kTextLimitBytes);
  }
  std::vector<int32_t> ids = model_->encode(text);
  ids.push_back(end_id());
  if (ids.size() > most_tokens) {
    fail(ErrorKind::kInput, "tokenizer",
         "a text of {} tokens: expected at most {}. Say it shorter.", ids.size(), most_tokens);
  }
  return ids;
}

std::string Tokenizer::decode(const std::vector<int32_t>& ids) const {
  for (int32_t id : ids) {
    if (id < 0 || id >= vocabulary()) {
      fail(ErrorKind::kInput, "tokenizer", "id {}: expected 0 to {}.", id, vocabulary() - 1);
    }
  }
  return model_->decode(ids);
}

}  // namespace continuo
