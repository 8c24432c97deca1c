#include "text/tokenizer.h"

#include "base/error.h"
#include "text/sentencepiece_model.h"
#include "text/tokenizer_json.h"

namespace continuo {

namespace fs = std::filesystem;

namespace {

std::unique_ptr<TokenModel> open_model(const fs::path& file) {
  return file.extension() == ".json" ? open_tokenizer_json(file) : open_sentencepiece(file);
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
