#include "text/tokenizer_json.h"

#include <algorithm>
#include <cmath>

#include "text/added_tokens.h"
#include "text/json_at.h"
#include "text/normalizer.h"
#include "text/pre_tokenizer.h"
#include "text/unigram.h"
#include "text/utf8.h"

namespace continuo {

namespace {

constexpr size_t kFileLimitBytes = size_t{64} << 20;
constexpr size_t kMostPieces = size_t{1} << 22;
constexpr std::string_view kSpaceSign = "\xE2\x96\x81";

Unigram parse_model(const Json& model, const std::string& where) {
  if (const std::string type = text_at(model, "type", where); type != "Unigram") {
    fail(ErrorKind::kInput, "tokenizer", "{}: type: expected Unigram, found {}.", where,
         printable(type));
  }
  const Json& vocabulary = list_at(model, "vocab", where);
  if (vocabulary.empty() || vocabulary.size() > kMostPieces) {
    fail(ErrorKind::kInput, "tokenizer", "{}: vocab: expected 1 to {} pieces, found {}.", where,
         kMostPieces, vocabulary.size());
  }
  std::vector<Unigram::Piece> pieces;
  pieces.reserve(vocabulary.size());
  for (const Json& one : vocabulary) {
    const bool fits = one.is_array() && one.size() == 2 && one[0].is_string() &&
                      one[1].is_number() && std::isfinite(one[1].get<double>()) &&
                      one[0].get_ref<const std::string&>().size() <= Unigram::kLongestPieceBytes;
    if (!fits) {
      fail(ErrorKind::kInput, "tokenizer",
           "{}: vocab: expected [a text of at most {} bytes, its score] as entry {}.", where,
           Unigram::kLongestPieceBytes, pieces.size());
    }
    pieces.push_back({one[0].get<std::string>(), one[1].get<double>()});
  }
  const auto size = static_cast<int64_t>(pieces.size());
  return Unigram(std::move(pieces), id_at(model, "unk_id", size, where),
                 flag_at_or(model, "byte_fallback", false, where));
}

// What stands after every text: {"single": [{"Sequence": ...}, {"SpecialToken": {"id": "</s>"}}]}.
std::string parse_ending(const Json& processor, const std::string& where) {
  const Json* end = nullptr;
  if (processor.is_object() && text_at(processor, "type", where) == "TemplateProcessing") {
    const Json& single = list_at(processor, "single", where);
    if (single.size() == 2 && single[0].is_object() && single[0].contains("Sequence") &&
        single[1].is_object() && single[1].contains("SpecialToken")) {
      end = &single[1]["SpecialToken"];
    }
  }
  if (end == nullptr) {
    fail(ErrorKind::kInput, "tokenizer",
         "{}: expected a template of the text and one token after it, as T5 ends every text.",
         where);
  }
  return text_at(*end, "id", where);
}

class JsonTokenModel : public TokenModel {
 public:
  JsonTokenModel(const Json& json, const std::string& where)
      : added_(AddedTokens::parse(at(json, "added_tokens", where), where + ": added_tokens")),
        normalizer_(Normalizer::parse(at(json, "normalizer", where), where + ": normalizer")),
        pre_tokenizer_(
            PreTokenizer::parse(at(json, "pre_tokenizer", where), where + ": pre_tokenizer")),
        unigram_(parse_model(at(json, "model", where), where + ": model")) {
    const std::string end =
        parse_ending(at(json, "post_processor", where), where + ": post_processor");
    const auto id = added_.find(end);
    if (!id) {
      fail(ErrorKind::kInput, "tokenizer", "{}: expected {} among the added tokens, found none.",
           where, printable(end));
    }
    end_ = *id;
  }

  int vocabulary() const override { return std::max(unigram_.size(), added_.highest_id() + 1); }
  int32_t end_id() const override { return end_; }
  int32_t unknown_id() const override { return unigram_.unknown_id(); }

  std::vector<int32_t> encode(std::string_view bytes) const override {
    const std::string text = repaired_utf8(bytes);
    std::vector<int32_t> ids;
    for (const AddedTokens::Part& part : added_.parts(text)) {
      if (part.id) {
        ids.push_back(*part.id);
        continue;
      }
      const bool at_start = part.text.data() == text.data();
      for (const std::string& word :
           pre_tokenizer_.words(normalizer_.normalised(part.text), at_start))
        unigram_.encode(word, ids);
    }
    return ids;
  }

  std::string decode(const std::vector<int32_t>& ids) const override {
    std::string text;
    for (const int32_t id : ids) {
      if (added_.is_special(id)) continue;
      if (const std::string_view token = added_.text(id); !token.empty())
        text += token;
      else if (id < unigram_.size())
        text += unigram_.text(id);
    }
    text = replaced(text, kSpaceSign, " ");
    return text.starts_with(' ') ? text.substr(1) : text;
  }

 private:
  AddedTokens added_;
  Normalizer normalizer_;
  PreTokenizer pre_tokenizer_;
  Unigram unigram_;
  int32_t end_ = 0;
};

}  // namespace

std::unique_ptr<TokenModel> parse_tokenizer_json(std::string_view text, const std::string& where) {
  return std::make_unique<JsonTokenModel>(parse_json(text, where, kFileLimitBytes), where);
}

}  // namespace continuo
