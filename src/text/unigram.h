// A text as the likeliest sequence of pieces: each piece has a score, and the sum decides.
//
// Reference: Kudo, "Subword Regularization", 2018. Ties, unknown characters and their fusion are as
// in Hugging Face's tokenizers.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace continuo {

class Unigram {
 public:
  static constexpr size_t kLongestPieceBytes = 256;

  struct Piece {
    std::string text;
    double score = 0;
  };

  // A piece's place is its id; of two with the same text the last counts. `unknown` is one of them.
  // With `byte_fallback`, what is unknown becomes its bytes' pieces, <0x41>, where they are there.
  Unigram(std::vector<Piece> pieces, int32_t unknown, bool byte_fallback);

  int size() const { return static_cast<int>(pieces_.size()); }
  int32_t unknown_id() const { return unknown_; }
  const std::string& text(int32_t id) const { return pieces_[static_cast<size_t>(id)].text; }

  // Of well-formed UTF-8: appends its ids.
  void encode(std::string_view text, std::vector<int32_t>& ids) const;

 private:
  int32_t find(std::string_view text) const;  // -1 for none
  void append(std::string_view piece, std::vector<int32_t>& ids) const;

  std::vector<Piece> pieces_;
  std::vector<int32_t> sorted_;  // ids by text, each text once
  int32_t unknown_;
  bool byte_fallback_;
  double unknown_score_;
};

}  // namespace continuo
