// SentencePiece's normalisation (NFKC and more) as the table that its models carry: a trie of
// character sequences, and what each becomes.
//
// Reference: normalizer.cc of SentencePiece; Yata, "Darts-clone", for the trie's units. Applied as
// Hugging Face's tokenizers do, which is not always as SentencePiece does.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace continuo {

class PrecompiledCharsmap {
 public:
  // Throws Error(kInput, "tokenizer") for a table that is none (charsmap_trie.h).
  PrecompiledCharsmap(std::string_view table, const std::string& where);

  // Of well-formed UTF-8.
  std::string normalised(std::string_view text) const;

 private:
  // What the shortest beginning of these bytes that stands in the table becomes.
  std::optional<std::string_view> find(std::string_view bytes) const;

  std::vector<uint32_t> trie_;  // leads nowhere but to itself and to texts_
  std::string texts_;           // each ended by a zero byte
};

}  // namespace continuo
