#include "checkpoint/gguf_header.h"

#include <gtest/gtest.h>

#include <string>

#include "base/error.h"
#include "base/rng.h"
#include "checkpoint/gguf_bytes_test.h"

namespace continuo {
namespace {

constexpr uint32_t kF32 = 0, kF16 = 1, kQ4_0 = 2, kQ4_K = 12, kQ8_0 = 8;
constexpr uint64_t kHuge = uint64_t{1} << 63;

std::string error_of(const std::vector<uint8_t>& bytes) {
  try {
    parse_gguf(bytes, "x");
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::kInput);
    return error.what();
  }
  return "";
}
std::string error_of(const GgufBytes& bytes) { return error_of(bytes.bytes()); }

// Two tensors and metadata of every shape of value.
GgufBytes good() {
  GgufBytes file;
  file.header(2, 5).key("general.architecture", "musicgen").key("a.number", 7);
  file.array("a.bytes", GgufKind::kUint8, 3).raw("xyz");
  file.array("a.texts", GgufKind::kString, 2).text("one").text("");
  file.array("a.nested", GgufKind::kArray, 2);
  file.kind(GgufKind::kUint16).u64(1).raw("ab").kind(GgufKind::kBool).u64(2).u8(0).u8(1);
  file.tensor("t.weight", {3, 2}, kF32, 0).tensor("t.blocks", {64}, kQ4_0, 32);
  return file.pad().fill(32 + 36);
}

TEST(GgufHeader, ReadsWhatIsThere) {
  const GgufBytes file = good();
  const GgufHeader header = parse_gguf(file.bytes(), "x");
  EXPECT_EQ(header.version, 3u);
  ASSERT_EQ(header.metadata.size(), 5u);
  EXPECT_EQ(header.metadata.at("a.bytes").count, 3u);
  EXPECT_EQ(header.metadata.at("a.texts").bytes.size(), 8u + 3 + 8);
  EXPECT_EQ(header.metadata.at("a.nested").bytes.size(), 12u + 2 + 12 + 2);
  ASSERT_EQ(header.tensors.size(), 2u);
  EXPECT_EQ(header.tensors[0].name, "t.weight");
  EXPECT_EQ(header.tensors[0].shape, (std::vector<int64_t>{2, 3}));
  EXPECT_EQ(header.tensors[0].end - header.tensors[0].begin, 24u);
  EXPECT_EQ(header.tensors[0].begin % 32, 0u);
  EXPECT_EQ(header.tensors[1].type, GgufType::kQ4_0);
  EXPECT_EQ(header.tensors[1].end, file.bytes().size());
  EXPECT_EQ(error_of(GgufBytes().header(0, 0)), "");
  EXPECT_EQ(error_of(GgufBytes().header(0, 0, 2)), "");
}

TEST(GgufHeader, AnotherAlignmentIsKeptTo) {
  const auto file = [](uint32_t alignment, uint64_t offset) {
    GgufBytes bytes;
    bytes.header(1, 1).key("general.alignment", alignment).tensor("t", {1}, kF32, offset);
    return bytes.pad(alignment == 0 ? 32 : alignment).fill(offset + 4);
  };
  EXPECT_EQ(error_of(file(8, 8)), "");
  EXPECT_EQ(error_of(file(256, 256)), "");
  EXPECT_NE(error_of(file(256, 32)).find("offset that 256 divides"), std::string::npos);
  for (const uint32_t alignment : {0u, 4u, 12u, 0x80000000u})
    EXPECT_NE(error_of(file(alignment, 0)).find("general.alignment"), std::string::npos);
  GgufBytes of_text;
  of_text.header(0, 1).key("general.alignment", "32");
  EXPECT_NE(error_of(of_text).find("general.alignment"), std::string::npos);
}

TEST(GgufHeader, RefusesWhatContradictsItself) {
  const auto with_tensor = [](const std::vector<uint64_t>& dimensions, uint32_t type,
                              uint64_t offset, size_t data) {
    return GgufBytes().header(1, 0).tensor("t", dimensions, type, offset).pad().fill(data);
  };
  GgufBytes two_keys, two_tensors, overlap, deep, odd_boolean;
  two_keys.header(0, 2).key("a", 1).key("a", 2);
  two_tensors.header(2, 0).tensor("t", {8}, kF32, 0).tensor("t", {8}, kF32, 32).pad().fill(64);
  overlap.header(2, 0).tensor("t", {16}, kF32, 0).tensor("u", {8}, kF32, 32).pad().fill(64);
  deep.header(0, 1).array("a", GgufKind::kArray, 1);
  for (int i = 0; i < 100'000; ++i) deep.kind(GgufKind::kArray).u64(1);
  odd_boolean.header(0, 1).text("a").kind(GgufKind::kBool).u8(2);
  const struct {
    GgufBytes file;
    std::string says;
  } cases[] = {
      {GgufBytes().raw("GGUX").u32(3).u64(0).u64(0), "does not begin with \"GGUF\""},
      {GgufBytes().header(0, 0, 1), "expected version 2 or 3, found 1"},
      {GgufBytes().header(0, 0, 4), "found 4"},
      {GgufBytes().header(0, 0, 0x03000000), "big-endian"},
      {GgufBytes().header(kHuge, 0), "tensors"},
      {GgufBytes().header(0, kHuge), "keys"},
      {GgufBytes().header(1000, 0).fill(100), "1000 tensors, but only"},
      {GgufBytes().header(0, 1000).fill(100), "1000 keys, but only"},
      {GgufBytes().header(0, 1).u64(kHuge - 1).fill(20), "key 0 of 1 takes 9223372036854775807"},
      {GgufBytes().header(0, 1).u64(UINT64_MAX).fill(20), "takes 18446744073709551615"},
      {GgufBytes().header(0, 1).key("", 1), "expected 1 to 65535 bytes, found 0"},
      {GgufBytes().header(0, 1).key(std::string(65536, 'k'), 1), "found 65536"},
      {GgufBytes().header(0, 1).text("a").u32(13).fill(8), "unknown kind 13"},
      {GgufBytes().header(0, 1).text("a").kind(GgufKind::kString).u64(kHuge), "takes 92"},
      {GgufBytes().header(0, 1).array("a", GgufKind::kUint64, kHuge / 4).fill(9), "values"},
      {GgufBytes().header(0, 1).array("a", GgufKind::kUint64, UINT64_MAX).fill(9), "values"},
      {GgufBytes().header(0, 1).array("a", GgufKind::kString, kHuge), "texts"},
      {GgufBytes().header(0, 1).array("a", GgufKind::kArray, kHuge), "arrays"},
      {deep, "nested more than 4 deep"},
      {odd_boolean, "0 or 1 as a boolean, found 2"},
      {two_keys, "\"a\" stands twice"},
      {two_tensors, "t stands twice"},
      {overlap, "t and u overlap"},
      {with_tensor({}, kF32, 0, 32), "1 to 4 dimensions, found 0"},
      {with_tensor({1, 1, 1, 1, 1}, kF32, 0, 32), "1 to 4 dimensions, found 5"},
      {with_tensor({4, 0}, kF32, 0, 32), "found 0 as dimension 1"},
      {with_tensor({kHuge, 2}, kF32, 0, 32), "2^48"},
      {with_tensor({uint64_t{1} << 40, uint64_t{1} << 40}, kF32, 0, 32), "2^48"},
      {with_tensor({uint64_t{1} << 48}, kF32, 0, 32), "cut off"},
      {with_tensor({48}, kQ8_0, 0, 64), "rows of 48 are no whole blocks of Q8_0"},
      {with_tensor({256}, kQ4_K, 0, 256), "found Q4_K, which is not read"},
      {with_tensor({8}, 26, 0, 32), "found I32"},
      {with_tensor({8}, 4000, 0, 32), "found number 4000"},
      {with_tensor({8}, kF32, 16, 64), "offset that 32 divides, found 16"},
      {with_tensor({8}, kF32, 32, 32), "32 bytes at 32, but the data has 32"},
      {with_tensor({8}, kF32, UINT64_MAX - 31, 32), "cut off"},
      {with_tensor({8}, kF16, 0, 15), "16 bytes at 0, but the data has 15"},
      {GgufBytes().header(1, 0).tensor("", {8}, kF32, 0).pad().fill(32), "1 to 1024 bytes"},
      {GgufBytes().header(1, 0).tensor(std::string(2000, 't'), {8}, kF32, 0).pad().fill(32),
       "1 to 1024 bytes, found 2000"},
  };
  for (const auto& one : cases) {
    const std::string error = error_of(one.file);
    EXPECT_NE(error.find(one.says), std::string::npos) << one.says << "\n -> " << error;
    EXPECT_LT(error.size(), 400u);
  }
}

TEST(GgufHeader, EveryTruncationIsAnError) {
  const std::vector<uint8_t> whole = good().bytes();
  for (size_t size = 0; size < whole.size(); ++size) {
    const std::vector<uint8_t> part(whole.begin(), whole.begin() + static_cast<int64_t>(size));
    EXPECT_NE(error_of(part), "") << size;
  }
}

TEST(GgufHeader, MutationsNeverEscapeTheFile) {
  const std::vector<uint8_t> whole = good().bytes();
  Rng rng(7);
  int accepted = 0;
  for (int round = 0; round < 20'000; ++round) {
    std::vector<uint8_t> file = whole;
    for (int changes = rng.range(1, 4); changes > 0; --changes) {
      const auto at = static_cast<size_t>(rng.range(0, static_cast<int>(file.size()) - 1));
      file[at] = rng.chance(0.5) ? static_cast<uint8_t>(rng.range(0, 255))
                                 : static_cast<uint8_t>(rng.chance(0.5) ? 0xFF : 0);
    }
    try {
      const GgufHeader header = parse_gguf(file, "x");
      for (const GgufTensor& tensor : header.tensors) {
        uint64_t elements = 1;
        for (const int64_t size : tensor.shape) elements *= static_cast<uint64_t>(size);
        ASSERT_LE(tensor.end, file.size());
        ASSERT_EQ(bytes_of(tensor.type, elements), tensor.end - tensor.begin);
      }
      for (const auto& [key, value] : header.metadata) {
        ASSERT_GE(value.bytes.data(), file.data());
        ASSERT_LE(value.bytes.data() + value.bytes.size(), file.data() + file.size());
      }
      ++accepted;
    } catch (const Error& error) {
      ASSERT_EQ(error.kind(), ErrorKind::kInput);
    }
  }
  EXPECT_GT(accepted, 300);  // texts and numbers may change freely: the test reaches both ends
}

}  // namespace
}  // namespace continuo
