// spiece.model, read by SentencePiece itself.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

#include "text/token_model.h"

namespace continuo {

// Throws Error(kMissing), or Error(kInput) for a file that is no such model or has no </s>.
std::unique_ptr<TokenModel> open_sentencepiece(const std::filesystem::path& path);
std::unique_ptr<TokenModel> parse_sentencepiece(std::string_view bytes, const std::string& where);

}  // namespace continuo
