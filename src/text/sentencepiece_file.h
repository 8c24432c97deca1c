// What a spiece.model is checked for before SentencePiece reads it, because that believes what a
// file says.
//
// Reference: sentencepiece_model.proto of SentencePiece, and Protocol Buffers' wire format.
#pragma once

#include <string>
#include <string_view>

namespace continuo {

// The model, less its self-test: the library prints what fails there to the terminal, as it stands.
// Throws Error(kInput, "tokenizer") for what is no such message, is no unigram model, has a piece
// that is no text or has no finite score, or a table of characters that leads out of itself.
std::string checked_sentencepiece(std::string_view bytes, const std::string& where);

}  // namespace continuo
