// Hugging Face's tokenizer.json, for T5's kind: a Unigram model behind a table of characters.
//
// Reference: the file format of Hugging Face's tokenizers, and T5Tokenizer of transformers.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "text/token_model.h"

namespace continuo {

// Throws Error(kInput) that names what is malformed or of another kind.
std::unique_ptr<TokenModel> parse_tokenizer_json(std::string_view text, const std::string& where);

}  // namespace continuo
