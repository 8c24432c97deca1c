// spiece.model, read by SentencePiece itself.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "text/token_model.h"

namespace continuo {

// Throws Error(kInput) for what is no such model or has no </s>.
std::unique_ptr<TokenModel> parse_sentencepiece(std::string_view bytes, const std::string& where);

}  // namespace continuo
