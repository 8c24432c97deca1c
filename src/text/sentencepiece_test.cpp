// SentencePiece models that are not what they say: the library believes them, so they are checked
// before it reads them.
#include "text/sentencepiece_model.h"

#include <gtest/gtest.h>

#include <bit>
#include <limits>

#include "base/error.h"

namespace continuo {
namespace {

std::string varint(uint64_t value) {
  std::string out;
  for (; value > 127; value >>= 7) out += static_cast<char>((value & 127) | 128);
  return out + static_cast<char>(value);
}
std::string bytes_field(uint64_t number, const std::string& bytes) {
  return varint(number << 3 | 2) + varint(bytes.size()) + bytes;
}
std::string number_field(uint64_t number, uint64_t value) {
  return varint(number << 3) + varint(value);
}
std::string u32(uint32_t value) {
  std::string out;
  for (int i = 0; i < 4; ++i) out += static_cast<char>(value >> (8 * i) & 255);
  return out;
}
std::string piece(const std::string& text, float score, uint64_t type = 1) {
  return bytes_field(1, bytes_field(1, text) + varint(2 << 3 | 5) +
                            u32(std::bit_cast<uint32_t>(score)) + number_field(3, type));
}
std::string trainer(uint64_t kind) {
  return bytes_field(2, number_field(3, kind) + number_field(40, 2) + number_field(41, ~0ull) +
                            number_field(42, 1) + number_field(43, 0));
}
std::string normalizer(const std::string& charsmap, uint64_t field = 3) {
  return bytes_field(field, bytes_field(1, "x") + bytes_field(2, charsmap));
}

const std::string kPieces = piece("<pad>", 0, 3) + piece("</s>", 0, 3) + piece("<unk>", 0, 2) +
                            piece("\xE2\x96\x81", -2) + piece("a", -3);
const std::string kIdentity = bytes_field(3, bytes_field(1, "identity"));

std::string error_of(const std::string& bytes) {
  try {
    const auto model = parse_sentencepiece(bytes, "spiece.model");
    for (const char* text :
         {"", "a", "a a \xC3\xA9 \xFF", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"})
      model->decode(model->encode(text));
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::kInput);
    return error.what();
  }
  return "";
}

void expect_refused(const std::string& bytes, const char* says) {
  const std::string error = error_of(bytes);
  EXPECT_NE(error.find(says), std::string::npos) << says << " -> " << error;
}

TEST(SentencePiece, ReadsAWholeModel) {
  const std::string whole = kPieces + trainer(1) + kIdentity;
  EXPECT_EQ(error_of(whole), "");
  for (size_t size = 0; size < whole.size(); ++size) error_of(whole.substr(0, size));
}

TEST(SentencePiece, ASelfTestPrintsNothing) {
  const std::string sample = bytes_field(1, "a") + bytes_field(2, "\x1b[2J");
  testing::internal::CaptureStderr();
  EXPECT_EQ(error_of(kPieces + bytes_field(4, bytes_field(1, sample)) + trainer(1) + kIdentity),
            "");
  EXPECT_EQ(testing::internal::GetCapturedStderr(), "");
}

TEST(SentencePiece, RefusesWhatItsLibraryWouldFollow) {
  const std::string zeros(1024, '\0');
  expect_refused(kPieces + trainer(1) + normalizer("abc"), "expected a trie");
  // One block of units, each of which leads to itself, and one text: a table without keys.
  EXPECT_EQ(error_of(kPieces + trainer(1) + normalizer(u32(1024) + zeros + std::string(1, '\0'))),
            "");
  // The library's own table begins like this; an offset out of the trie was read as it stood.
  std::string wild = zeros;
  wild.replace(0, 4, u32(0x7FFFFC00));
  for (const uint64_t field : {3, 5}) {
    expect_refused(kPieces + trainer(1) + kIdentity + normalizer(u32(1024) + wild + '\0', field),
                   "leads out of it");
  }
  // Texts that no zero byte ends, and one that is too long to be a character's.
  expect_refused(kPieces + trainer(1) + normalizer(u32(1024) + zeros + "a"), "expected texts");
  expect_refused(
      kPieces + trainer(1) + normalizer(u32(1024) + zeros + std::string(300, 'a') + '\0'),
      "expected texts");
}

TEST(SentencePiece, RefusesOtherModelsAndPieces) {
  for (const uint64_t kind : {0, 2, 3, 4})
    expect_refused(kPieces + trainer(kind) + kIdentity, "unigram");
  for (const std::string& odd :
       {piece("", -1), piece("\xFF", -1), piece(std::string("a\0b", 3), -1),
        piece(std::string(2000, 'a'), -1), piece("b", std::numeric_limits<float>::quiet_NaN()),
        piece("b", -std::numeric_limits<float>::infinity())}) {
    expect_refused(kPieces + odd + trainer(1) + kIdentity, "piece 5");
  }
  expect_refused(kPieces + piece("a", -1) + trainer(1) + kIdentity, "spiece.model");
  expect_refused(piece("a", -1) + trainer(1) + kIdentity, "spiece.model");
  expect_refused(kPieces + "\x0B", "no SentencePiece model");
  expect_refused(kPieces + std::string(11, '\xFF'), "no SentencePiece model");
}

}  // namespace
}  // namespace continuo
