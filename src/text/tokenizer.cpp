#include "text/tokenizer.h"

#include <sentencepiece_processor.h>

#include "base/error.h"
#include "base/files.h"

namespace continuo {

namespace {
constexpr size_t kModelLimitBytes = size_t{64} << 20;
}  // namespace

struct Tokenizer::Model {
  sentencepiece::SentencePieceProcessor processor;
};

Tokenizer::~Tokenizer() = default;
Tokenizer::Tokenizer(Tokenizer&&) noexcept = default;
Tokenizer& Tokenizer::operator=(Tokenizer&&) noexcept = default;

Tokenizer::Tokenizer(const std::filesystem::path& path) : model_(std::make_unique<Model>()) {
  const std::vector<uint8_t> bytes = read_bytes(path, kModelLimitBytes);
  const std::string_view serialised(reinterpret_cast<const char*>(bytes.data()), bytes.size());
  const auto status = model_->processor.LoadFromSerializedProto(serialised);
  if (!status.ok()) {
    fail(ErrorKind::kInput, "tokenizer", "{}: no SentencePiece model: {}.", path.string(),
         status.ToString());
  }
  if (model_->processor.GetPieceSize() < 1 || model_->processor.eos_id() < 0) {
    fail(ErrorKind::kInput, "tokenizer",
         "{}: the model has no </s>, which T5 ends every text with.", path.string());
  }
}

int Tokenizer::vocabulary() const { return model_->processor.GetPieceSize(); }
int32_t Tokenizer::end_id() const { return model_->processor.eos_id(); }
int32_t Tokenizer::unknown_id() const { return model_->processor.unk_id(); }

std::vector<int32_t> Tokenizer::encode(std::string_view text, size_t most_tokens) const {
  if (text.size() > kTextLimitBytes) {
    fail(ErrorKind::kInput, "tokenizer", "a text of {} bytes: expected at most {}.", text.size(),
         kTextLimitBytes);
  }
  std::vector<int> ids;
  const auto status = model_->processor.Encode(text, &ids);
  if (!status.ok()) fail(ErrorKind::kInput, "tokenizer", "{}", status.ToString());
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
  std::string text;
  const auto status = model_->processor.Decode(ids, &text);
  if (!status.ok()) fail(ErrorKind::kInput, "tokenizer", "{}", status.ToString());
  return text;
}

}  // namespace continuo
