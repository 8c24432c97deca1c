#include "checkpoint/safetensors.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <cmath>
#include <cstring>
#include <fstream>

#include "base/error.h"
#include "base/files.h"
#include "base/rng.h"
#include "tensor/numbers.h"

namespace continuo {
namespace {

namespace fs = std::filesystem;

class SafetensorsTest : public ::testing::Test {
 protected:
  void SetUp() override {
    folder_ = fs::temp_directory_path() / fmt::format("continuo_safetensors_{}", ::getpid());
    fs::create_directories(folder_);
  }
  void TearDown() override { fs::remove_all(folder_); }

  fs::path folder_;
};

std::vector<uint8_t> file_of(const std::string& header, size_t data_bytes) {
  std::vector<uint8_t> file(8 + header.size() + data_bytes);
  for (size_t i = 0; i < 8; ++i) file[i] = static_cast<uint8_t>(uint64_t{header.size()} >> (8 * i));
  std::memcpy(file.data() + 8, header.data(), header.size());
  for (size_t i = 0; i < data_bytes; ++i) file[8 + header.size() + i] = static_cast<uint8_t>(i);
  return file;
}

std::string error_of(const std::string& header, size_t data_bytes) {
  try {
    parse_safetensors(file_of(header, data_bytes), "x");
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::kInput);
    return error.what();
  }
  return "";
}

constexpr const char* kGood =
    R"({"__metadata__":{"format":"pt"},"a":{"dtype":"F32","shape":[2,2],"data_offsets":[0,16]},)"
    R"("b":{"dtype":"BF16","shape":[3],"data_offsets":[16,22]},"c":{"dtype":"I64","shape":[0],"data_offsets":[22,22]}})";

TEST(SafetensorsHeader, ReadsWhatIsThere) {
  const auto tensors = parse_safetensors(file_of(kGood, 22), "x");
  ASSERT_EQ(tensors.size(), 3u);
  EXPECT_EQ(tensors[0].name, "a");
  EXPECT_EQ(tensors[0].shape, (std::vector<int64_t>{2, 2}));
  EXPECT_EQ(tensors[0].begin, 8 + std::strlen(kGood));
  EXPECT_EQ(tensors[1].type, StoredType::kBf16);
  EXPECT_EQ(tensors[1].end, 8 + std::strlen(kGood) + 22);
  EXPECT_EQ(error_of("{}", 0), "");
}

TEST(SafetensorsHeader, RefusesWhatContradictsItself) {
  const auto tensor = [](const std::string& fields) { return "{\"a\":{" + fields + "}}"; };
  const std::string ok_shape = R"("shape":[4],"data_offsets":[0,16])";
  const struct {
    std::string header;
    size_t data;
    std::string says;
  } cases[] = {
      {kGood, 21, "cut off"},
      {kGood, 23, "belong to none"},
      {"", 0, "begin with"},
      {"[]", 0, "begin with"},
      {"{", 0, "no JSON at byte"},
      {"{} x", 0, "no JSON at byte"},
      {"{\"a\":1}", 0, "cannot have the number 1"},
      {"{\"a\":null}", 0, "cannot have null"},
      {"{\"a\":[]}", 0, "cannot have an array"},
      {"{\"__metadata__\":{\"n\":3}}", 0, "cannot have the number 3"},
      {"{\"__metadata__\":{\"n\":{}}}", 0, "cannot have an object"},
      {tensor("\"dtype\":\"F33\"," + ok_shape), 16, "F33"},
      {tensor("\"dtype\":7," + ok_shape), 16, "cannot have the number 7"},
      {tensor(ok_shape), 16, "expected dtype, shape and two data_offsets"},
      {tensor(R"("dtype":"F32","data_offsets":[0,16])"), 16, "expected dtype"},
      {tensor(R"("dtype":"F32","shape":[4])"), 16, "expected dtype"},
      {tensor(R"("dtype":"F32","shape":[4],"data_offsets":[0])"), 16, "two data_offsets"},
      {tensor(R"("dtype":"F32","shape":[4],"data_offsets":[0,8,16])"), 16,
       "cannot have the number 16"},
      {tensor(R"("dtype":"F32","shape":[4],"data_offsets":[0,16],"extra":1)"), 16, "a.extra"},
      {tensor(R"("dtype":"F32","shape":[[4]],"data_offsets":[0,16])"), 16, "cannot have an array"},
      {tensor(R"("dtype":"F32","shape":[4.0],"data_offsets":[0,16])"), 16,
       "cannot have the number 4.0"},
      {tensor(R"("dtype":"F32","shape":[-4],"data_offsets":[0,16])"), 16,
       "cannot have the number -4"},
      {tensor(R"("dtype":"F32","shape":[1,1,1,1,1,4],"data_offsets":[0,16])"), 16, "cannot have"},
      {tensor(R"("dtype":"F32","shape":[3],"data_offsets":[0,16])"), 16, "takes 12 bytes"},
      {tensor(R"("dtype":"F32","shape":[4],"data_offsets":[16,0])"), 16, "bytes 16 to 0"},
      {tensor(R"("dtype":"F32","shape":[4],"data_offsets":[4,20])"), 20, "belong to no tensor"},
      {tensor(R"("dtype":"F32","shape":[4],"data_offsets":[0,18446744073709551615])"), 16,
       "cut off"},
      {tensor(R"("dtype":"F32","shape":[281474976710656,65536],"data_offsets":[0,0])"), 0, "2^48"},
      {tensor(R"("dtype":"F32","shape":[281474976710657],"data_offsets":[0,4])"), 4, "cannot have"},
      {R"({"a":{"dtype":"U8","shape":[4],"data_offsets":[0,4]},"b":{"dtype":"U8","shape":[4],"data_offsets":[2,6]}})",
       6, "overlap"},
      {R"({"a":{"dtype":"U8","shape":[4],"data_offsets":[0,4]},"a":{"dtype":"U8","shape":[4],"data_offsets":[4,8]}})",
       8, "stands twice"},
      {R"({"a":{"dtype":"U8","dtype":"U8","shape":[4],"data_offsets":[0,4]}})", 4,
       "cannot have a string"},
      {"{\"" + std::string("\xff\xfe") + "\":{}}", 0, "no JSON at byte"},
  };
  for (const auto& one : cases) {
    const std::string error = error_of(one.header, one.data);
    EXPECT_NE(error.find(one.says), std::string::npos) << one.header << "\n -> " << error;
  }
}

TEST(SafetensorsHeader, NeedsALengthThatFits) {
  EXPECT_THROW(parse_safetensors({}, "x"), Error);
  std::vector<uint8_t> file = file_of("{}", 0);
  for (const uint8_t high : {uint8_t{1}, uint8_t{0x7F}, uint8_t{0xFF}}) {
    file[7] = high;
    EXPECT_THROW(parse_safetensors(file, "x"), Error);
  }
}

TEST(SafetensorsHeader, DeepNestingEndsAtOnce) {
  EXPECT_NE(error_of("{\"a\":" + std::string(1'000'000, '['), 0), "");
  std::string objects;
  for (int i = 0; i < 100'000; ++i) objects += "{\"a\":";
  EXPECT_NE(error_of(objects, 0), "");
}

TEST(SafetensorsHeader, EveryTruncationIsAnError) {
  const std::vector<uint8_t> whole = file_of(kGood, 22);
  for (size_t size = 0; size < whole.size(); ++size) {
    EXPECT_THROW(parse_safetensors({whole.data(), size}, "x"), Error) << size;
  }
}

TEST(SafetensorsHeader, MutationsNeverEscapeTheFile) {
  const std::vector<uint8_t> whole = file_of(kGood, 22);
  constexpr std::string_view kSpice = "{}[]\",:0123456789-.eEnull\\u\0";
  Rng rng(7);
  int accepted = 0;
  for (int round = 0; round < 20'000; ++round) {
    std::vector<uint8_t> file = whole;
    for (int changes = rng.range(1, 4); changes > 0; --changes) {
      const auto at = static_cast<size_t>(rng.range(0, static_cast<int>(file.size()) - 1));
      file[at] = rng.chance(0.5)
                     ? static_cast<uint8_t>(rng.range(0, 255))
                     : static_cast<uint8_t>(kSpice[static_cast<size_t>(rng.range(0, 26))]);
    }
    try {
      for (const StoredTensor& tensor : parse_safetensors(file, "x")) {
        uint64_t elements = 1;
        for (int64_t dimension : tensor.shape) elements *= static_cast<uint64_t>(dimension);
        ASSERT_LE(tensor.end, file.size());
        ASSERT_EQ(elements * bytes_of(tensor.type), tensor.end - tensor.begin);
      }
      ++accepted;
    } catch (const Error& error) {
      ASSERT_EQ(error.kind(), ErrorKind::kInput);
    }
  }
  EXPECT_GT(accepted, 300);  // data bytes and names may change freely: the test reaches both ends
}

TEST_F(SafetensorsTest, WhatWasWrittenIsRead) {
  const std::vector<float> values{1, -2, 0.5f, 3e-30f, 5, 6};
  const Tensor full = Tensor::from({2, 3}, values);
  write_safetensors(folder_ / "t.safetensors",
                    std::vector<NamedTensor>{{"full", full}, {"short", full.to(DType::kBf16)}});
  Tensor read;
  {
    const Safetensors file = Safetensors::open(folder_ / "t.safetensors");
    EXPECT_EQ(file.names(), (std::vector<std::string>{"full", "short"}));
    EXPECT_TRUE(file.find("none").empty());
    EXPECT_EQ(file.find("short").dtype(), DType::kBf16);
    EXPECT_EQ(file.find("short").to_f32().values()[2], 0.5f);
    read = file.find("full");
  }
  ASSERT_EQ(read.shape(), Shape({2, 3}));  // and the mapping outlives its source
  EXPECT_EQ(std::vector<float>(read.values().begin(), read.values().end()), values);
}

TEST_F(SafetensorsTest, ConvertsOtherFloatsAndReadsUnalignedData) {
  // A header of odd length, so that every number stands askew.
  std::string header =
      R"({"d":{"dtype":"F64","shape":[1],"data_offsets":[0,8]},"h":{"dtype":"F16","shape":[2],"data_offsets":[8,12]},)"
      R"("f":{"dtype":"F32","shape":[1],"data_offsets":[12,16]},"i":{"dtype":"I64","shape":[1],"data_offsets":[16,24]}})";
  if (header.size() % 2 == 0) header += ' ';
  std::vector<uint8_t> file = file_of(header, 24);
  uint8_t* data = file.data() + 8 + header.size();
  const double d = -2.5;
  const uint16_t h[2] = {float_to_half(0.75f), float_to_half(-65504.0f)};
  const float f = 1e20f;
  const int64_t i = -5'000'000'000;
  std::memcpy(data, &d, 8);
  std::memcpy(data + 8, h, 4);
  std::memcpy(data + 12, &f, 4);
  std::memcpy(data + 16, &i, 8);
  write_bytes(folder_ / "t.safetensors", file);

  const Safetensors source = Safetensors::open(folder_ / "t.safetensors");
  EXPECT_EQ(source.find("d").values()[0], -2.5f);
  EXPECT_EQ(source.find("h").values()[0], 0.75f);
  EXPECT_EQ(source.find("h").values()[1], -65504.0f);
  EXPECT_EQ(source.find("f").values()[0], 1e20f);
  EXPECT_EQ(source.integers("i"), std::vector<int64_t>{i});
  EXPECT_THROW(source.find("i"), Error);
  EXPECT_THROW(source.integers("f"), Error);
}

class ShardsTest : public SafetensorsTest {
 protected:
  void SetUp() override {
    SafetensorsTest::SetUp();
    const Tensor one = Tensor::from({1}, std::vector<float>{1});
    write_safetensors(folder_ / "s1.safetensors", std::vector<NamedTensor>{{"a", one}});
    write_safetensors(folder_ / "s2.safetensors", std::vector<NamedTensor>{{"b", one}});
  }
  std::string open_with(const std::string& index) {
    write_text(folder_ / "model.safetensors.index.json", index);
    try {
      return fmt::format("{} tensors", Safetensors::open(folder_).names().size());
    } catch (const Error& error) {
      return error.what();
    }
  }
};

TEST_F(ShardsTest, AreOneSource) {
  EXPECT_EQ(
      open_with(R"({"metadata":{},"weight_map":{"a":"s1.safetensors","b":"s2.safetensors"}})"),
      "2 tensors");
}

TEST_F(ShardsTest, MustAgreeWithTheIndex) {
  const std::pair<const char*, const char*> cases[] = {
      {"[", "weight_map"},
      {R"({"weight_map":3})", "weight_map"},
      {R"({"weight_map":{"a":3}})", "expected a file name"},
      {R"({"weight_map":{"a":"../s1.safetensors"}})", "expected a file name"},
      {R"({"weight_map":{"a":".."}})", "expected a file name"},
      {R"({"weight_map":{"a":"/etc/passwd"}})", "expected a file name"},
      {R"({"weight_map":{"a":"."}})", "expected a file name"},
      {R"({"weight_map":{"a":"s1.safetensors\u0000.txt"}})", "expected a file name"},
      {R"({"weight_map":{"a":)"
       "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[",
       "deep"},
      {R"({"weight_map":{"a":"none.safetensors"}})", "No such file"},
      {R"({"weight_map":{"a":"s1.safetensors","c":"s2.safetensors"}})", "not in the index"},
      {R"({"weight_map":{"a":"s1.safetensors","c":"s1.safetensors"}})", "which lacks it"},
  };
  for (const auto& [index, says] : cases) {
    const std::string error = open_with(index);
    EXPECT_NE(error.find(says), std::string::npos) << index << " -> " << error;
  }
}

TEST_F(ShardsTest, AFolderWithoutACheckpointSaysWhatIsMissing) {
  try {
    Safetensors::open(folder_);
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::kMissing);
  }
}

}  // namespace
}  // namespace continuo
