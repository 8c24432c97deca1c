#include "text/sentencepiece_model.h"

#include <sentencepiece_processor.h>

#include "base/error.h"
#include "text/sentencepiece_file.h"

namespace continuo {

namespace {

class SentencePieceModel : public TokenModel {
 public:
  SentencePieceModel(std::string_view bytes, const std::string& where) {
    const auto status = processor_.LoadFromSerializedProto(checked_sentencepiece(bytes, where));
    if (!status.ok()) {
      fail(ErrorKind::kInput, "tokenizer", "{}: no SentencePiece model: {}.", where,
           status.ToString());
    }
    if (processor_.GetPieceSize() < 1 || processor_.eos_id() < 0) {
      fail(ErrorKind::kInput, "tokenizer",
           "{}: the model has no </s>, which T5 ends every text with.", where);
    }
  }

  int vocabulary() const override { return processor_.GetPieceSize(); }
  int32_t end_id() const override { return processor_.eos_id(); }
  int32_t unknown_id() const override { return processor_.unk_id(); }

  std::vector<int32_t> encode(std::string_view text) const override {
    std::vector<int> ids;
    const auto status = processor_.Encode(text, &ids);
    if (!status.ok()) fail(ErrorKind::kInput, "tokenizer", "{}", status.ToString());
    return ids;
  }

  std::string decode(const std::vector<int32_t>& ids) const override {
    std::string text;
    const auto status = processor_.Decode(ids, &text);
    if (!status.ok()) fail(ErrorKind::kInput, "tokenizer", "{}", status.ToString());
    return text;
  }

 private:
  sentencepiece::SentencePieceProcessor processor_;
};

}  // namespace

std::unique_ptr<TokenModel> parse_sentencepiece(std::string_view bytes, const std::string& where) {
  return std::make_unique<SentencePieceModel>(bytes, where);
}

}  // namespace continuo
