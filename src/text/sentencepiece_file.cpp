#include "text/sentencepiece_file.h"

#include <bit>
#include <cmath>
#include <cstdint>

#include "base/error.h"
#include "base/text.h"
#include "text/precompiled_charsmap.h"

namespace continuo {

namespace {

// Fields of ModelProto, and of the messages in it.
constexpr uint32_t kPieces = 1, kTrainer = 2, kNormalizer = 3, kSelfTest = 4, kDenormalizer = 5;
constexpr uint32_t kPieceText = 1, kPieceScore = 2;
constexpr uint32_t kModelType = 3;
constexpr uint32_t kCharsmap = 2;
constexpr uint64_t kUnigram = 1;

constexpr size_t kLongestPieceBytes = 1024;

struct Field {
  uint32_t number = 0;
  uint64_t value = 0;      // of a number
  std::string_view bytes;  // of a text or a message
};

class Fields {
 public:
  Fields(std::string_view message, const std::string& where) : rest_(message), where_(where) {}

  size_t left() const { return rest_.size(); }

  bool next(Field& field) {
    if (rest_.empty()) return false;
    const uint64_t key = varint();
    field = {.number = static_cast<uint32_t>(key >> 3), .value = 0, .bytes = {}};
    if (key >> 32 != 0 || field.number == 0) refuse();
    switch (key & 7) {
      case 0:
        field.value = varint();
        return true;
      case 1:
        field.value = fixed(8);
        return true;
      case 2:
        field.bytes = take(varint());
        return true;
      case 5:
        field.value = fixed(4);
        return true;
      default:  // groups, which these files never had
        refuse();
    }
  }

 private:
  [[noreturn]] void refuse() const {
    fail(ErrorKind::kInput, "tokenizer", "{}: no SentencePiece model, or one that is cut off.",
         where_);
  }

  std::string_view take(uint64_t bytes) {
    if (bytes > rest_.size()) refuse();
    const std::string_view taken = rest_.substr(0, bytes);
    rest_.remove_prefix(bytes);
    return taken;
  }

  uint64_t fixed(uint64_t bytes) {
    uint64_t value = 0;
    const std::string_view taken = take(bytes);
    for (size_t i = bytes; i-- > 0;) value = value << 8 | static_cast<uint8_t>(taken[i]);
    return value;
  }

  uint64_t varint() {
    uint64_t value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      const auto byte = static_cast<uint8_t>(take(1).front());
      value |= static_cast<uint64_t>(byte & 0x7F) << shift;
      if (byte < 0x80) return value;
    }
    refuse();
  }

  std::string_view rest_;
  const std::string& where_;
};

void check_piece(std::string_view message, size_t place, const std::string& where) {
  Fields fields(message, where);
  for (Field field; fields.next(field);) {
    const bool is_text = field.number == kPieceText;
    const bool fits = !is_text || (is_utf8(field.bytes) && !field.bytes.empty() &&
                                   field.bytes.size() <= kLongestPieceBytes &&
                                   field.bytes.find('\0') == std::string_view::npos);
    const bool finite = field.number != kPieceScore ||
                        std::isfinite(std::bit_cast<float>(static_cast<uint32_t>(field.value)));
    if (!fits || !finite) {
      fail(ErrorKind::kInput, "tokenizer",
           "{}: piece {}: expected a text of 1 to {} bytes and a finite score.", where, place,
           kLongestPieceBytes);
    }
  }
}

void check_normalizer(std::string_view message, const std::string& where) {
  Fields fields(message, where);
  for (Field field; fields.next(field);) {
    if (field.number == kCharsmap && !field.bytes.empty()) PrecompiledCharsmap(field.bytes, where);
  }
}

void check_trainer(std::string_view message, const std::string& where) {
  Fields fields(message, where);
  for (Field field; fields.next(field);) {
    if (field.number == kModelType && field.value != kUnigram)
      fail(ErrorKind::kInput, "tokenizer", "{}: expected a unigram model, as T5's are.", where);
  }
}

}  // namespace

std::string checked_sentencepiece(std::string_view bytes, const std::string& where) {
  Fields fields(bytes, where);
  std::string checked;
  size_t pieces = 0, begin = 0;
  for (Field field; fields.next(field);) {
    if (field.number == kPieces) check_piece(field.bytes, pieces++, where);
    if (field.number == kTrainer) check_trainer(field.bytes, where);
    if (field.number == kNormalizer || field.number == kDenormalizer)
      check_normalizer(field.bytes, where);
    const size_t end = bytes.size() - fields.left();
    if (field.number != kSelfTest) checked += bytes.substr(begin, end - begin);
    begin = end;
  }
  return checked;
}

}  // namespace continuo
