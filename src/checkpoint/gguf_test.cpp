// GGUF files both ways; tests/fixtures/gguf/python.* come from train/parity/make_gguf_fixture.py.
#include "checkpoint/gguf.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <cstring>
#include <iterator>

#include "base/error.h"
#include "base/files.h"
#include "base/rng.h"
#include "checkpoint/gguf_bytes_test.h"
#include "checkpoint/gguf_writer.h"
#include "checkpoint/safetensors.h"

namespace continuo {
namespace {

namespace fs = std::filesystem;

const fs::path kFixtures = fs::path(CONTINUO_SOURCE_DIR) / "tests/fixtures/gguf";

class GgufTest : public ::testing::Test {
 protected:
  void SetUp() override {
    folder_ = fs::temp_directory_path() / fmt::format("continuo_gguf_{}", ::getpid());
    fs::create_directories(folder_);
  }
  void TearDown() override { fs::remove_all(folder_); }
  size_t entries() const {
    return static_cast<size_t>(
        std::distance(fs::directory_iterator(folder_), fs::directory_iterator()));
  }

  fs::path folder_;
};

Tensor random_tensor(const Shape& shape, uint64_t seed) {
  Rng rng(seed);
  Tensor tensor = Tensor::zeros(shape);
  for (int64_t i = 0; i < shape.elements(); ++i)
    tensor.mutable_f32()[i] = static_cast<float>(rng.uniform() * 2 - 1);
  return tensor;
}

void expect_same(const Tensor& found, const Tensor& expected) {
  ASSERT_EQ(found.shape(), expected.shape());
  ASSERT_EQ(found.dtype(), expected.dtype());
  EXPECT_EQ(std::memcmp(found.data(), expected.data(), expected.bytes()), 0);
}

TEST(Gguf, ReadsWhatPythonWrote) {
  const Gguf file = Gguf::open(kFixtures / "python.gguf");
  const Safetensors golden = Safetensors::open(kFixtures / "python.safetensors");
  EXPECT_EQ(file.names(), golden.names());
  EXPECT_EQ(file.elements(), golden.elements());
  for (const std::string& name : golden.names()) {
    SCOPED_TRACE(name);
    expect_same(file.find(name).to_f32(), golden.find(name));
  }
  EXPECT_TRUE(file.find("none").empty());
  EXPECT_EQ(file.find("eight").dtype(), DType::kQ8_0);
  EXPECT_EQ(file.find("halves").dtype(), DType::kF32);
  EXPECT_EQ(file.block_format(), DType::kQ4_0);
}

TEST(Gguf, ReadsMetadataOfEveryKind) {
  const Gguf file = Gguf::open(kFixtures / "python.gguf");
  EXPECT_EQ(file.text("general.architecture"), "musicgen");
  EXPECT_EQ(file.text("kind.string"), "Ünïcode");
  EXPECT_FALSE(file.text("none").has_value());
  EXPECT_EQ(file.natural("kind.uint8"), 200u);
  EXPECT_EQ(file.natural("kind.uint16"), 60000u);
  EXPECT_EQ(file.natural("kind.uint32"), 4000000000u);
  EXPECT_EQ(file.natural("kind.uint64"), (uint64_t{1} << 63) + 1);
  EXPECT_EQ(file.texts("kind.texts"), (std::vector<std::string>{"a", "", "longer text"}));
  const auto bytes = file.bytes("kind.bytes").value();
  ASSERT_EQ(bytes.size(), 256u);
  for (size_t i = 0; i < 256; ++i) EXPECT_EQ(bytes[i], i);
  EXPECT_EQ(file.bytes("kind.string")->size(), 9u);
  for (const char* negative : {"kind.int8", "kind.int16", "kind.int32", "kind.int64"})
    EXPECT_THROW(file.natural(negative), Error) << negative;
  for (const char* other : {"kind.float32", "kind.float64", "kind.bool", "kind.texts"}) {
    EXPECT_THROW(file.natural(other), Error) << other;
    EXPECT_THROW(file.text(other), Error) << other;
    EXPECT_THROW(file.bytes(other), Error) << other;
  }
  EXPECT_THROW(file.texts("kind.numbers"), Error);
}

TEST_F(GgufTest, WhatWasWrittenIsRead) {
  const std::string long_name = "encoder." + std::string(80, 'x') + ".weight";
  const std::string at_the_limit(63, 'y');
  const std::vector<std::pair<std::string, Tensor>> tensors = {
      {"plain", random_tensor({2, 3, 4}, 1)},
      {long_name, random_tensor({5}, 2)},
      {"brain", random_tensor({4, 7}, 3).to(DType::kBf16)},
      {at_the_limit, random_tensor({3, 64}, 4).to(DType::kQ8_0)},
      {long_name + "2", random_tensor({3, 96}, 5).to(DType::kQ4_0)}};
  const std::vector<GgufEntry> metadata = {{"general.architecture", std::string("test")},
                                           {"a.number", uint32_t{7}},
                                           {"a.bytes", std::vector<uint8_t>{0, 1, 255}},
                                           {"a.texts", std::vector<std::string>{"x", ""}}};
  const fs::path path = folder_ / "t.gguf";
  Tensor kept;
  {
    std::vector<GgufPlace> places;
    for (const auto& [name, tensor] : tensors)
      places.push_back({name, tensor.dtype(), tensor.shape()});
    GgufWriter writer(path, metadata, places);
    for (const auto& [name, tensor] : tensors) writer.add(tensor);
    EXPECT_EQ(writer.written(), writer.bytes());
    EXPECT_FALSE(fs::exists(path));
    writer.finish();
    EXPECT_EQ(fs::file_size(path), writer.bytes());
  }
  EXPECT_EQ(entries(), 1u);
  {
    const Gguf file = Gguf::open(path);
    for (const auto& [name, tensor] : tensors) {
      SCOPED_TRACE(name);
      expect_same(file.find(name), tensor);
    }
    EXPECT_EQ(file.names().size(), tensors.size());
    EXPECT_EQ(file.natural("a.number"), 7u);
    EXPECT_EQ(file.bytes("a.bytes")->back(), 255);
    EXPECT_EQ(file.texts("a.texts"), (std::vector<std::string>{"x", ""}));
    EXPECT_EQ(file.texts(kGgufLongNames)->size(), 2u);
    kept = file.find("plain");
  }
  expect_same(kept, tensors[0].second);  // the mapping outlives its source
  // In the file itself no name is longer than ggml takes.
  const std::vector<uint8_t> bytes = read_bytes(path);
  for (const GgufTensor& tensor : parse_gguf(bytes, "t").tensors)
    EXPECT_LE(tensor.name.size(), kGgufNameBytes);
}

TEST_F(GgufTest, WhatIsNotFinishedIsNotThere) {
  const fs::path path = folder_ / "t.gguf";
  write_text(path, "old");
  const Tensor tensor = random_tensor({4}, 1);
  {
    GgufWriter writer(path, {}, {{"a", DType::kF32, {4}}, {"b", DType::kF32, {4}}});
    writer.add(tensor);
    EXPECT_EQ(entries(), 2u);
    EXPECT_THROW(writer.finish(), Error);
  }
  EXPECT_EQ(entries(), 1u);
  EXPECT_EQ(read_text(path), "old");
  GgufWriter other(path, {}, {{"a", DType::kF32, {4}}});
  EXPECT_THROW(other.add(tensor.to(DType::kBf16)), Error);
  EXPECT_THROW(other.add(random_tensor({5}, 1)), Error);
  other.add(tensor);
  EXPECT_THROW(other.add(tensor), Error);
  other.finish();
  EXPECT_EQ(Gguf::open(path).names(), std::vector<std::string>{"a"});
  EXPECT_EQ(entries(), 1u);
}

TEST_F(GgufTest, WhatTheFormatLacksIsAnError) {
  const fs::path path = folder_ / "t.gguf";
  EXPECT_THROW(GgufWriter(path, {}, {{"a", DType::kF32, {}}}), Error);
  EXPECT_THROW(GgufWriter(path, {}, {{"a", DType::kF32, {1, 1, 1, 1, 1}}}), Error);
  EXPECT_THROW(GgufWriter(path, {}, {{"a", DType::kF32, {4, 0}}}), Error);
  EXPECT_THROW(GgufWriter(path, {}, {{"a", DType::kQ8_0, {33}}}), Error);
  GgufWriter nowhere(folder_ / "none" / "t.gguf", {}, {{"a", DType::kF32, {4}}});
  EXPECT_THROW(nowhere.add(random_tensor({4}, 1)), Error);
  GgufWriter empty(path, {}, {});
  empty.finish();
  EXPECT_TRUE(Gguf::open(path).names().empty());
}

TEST_F(GgufTest, LongNamesMustFit) {
  const auto error_of = [&](const GgufBytes& bytes) -> std::string {
    write_bytes(folder_ / "t.gguf", bytes.bytes());
    try {
      return fmt::format("{} tensors", Gguf::open(folder_ / "t.gguf").names().size());
    } catch (const Error& error) {
      EXPECT_EQ(error.kind(), ErrorKind::kInput);
      return error.what();
    }
  };
  const auto file = [](GgufKind element, uint64_t count) {
    GgufBytes bytes;
    bytes.header(2, 1).array(kGgufLongNames, element, count);
    return bytes;
  };
  const auto tensors = [](GgufBytes& bytes, const char* first) {
    return bytes.tensor(first, {8}, 0, 0).tensor("a", {8}, 0, 32).pad().fill(64);
  };
  GgufBytes fits = file(GgufKind::kString, 1).text("b");
  EXPECT_EQ(error_of(tensors(fits, "long_name.0")), "2 tensors");
  GgufBytes taken = file(GgufKind::kString, 1).text("a");
  EXPECT_NE(error_of(tensors(taken, "long_name.0")).find("stands twice"), std::string::npos);
  GgufBytes numbers = file(GgufKind::kUint8, 1).u8(1);
  EXPECT_NE(error_of(tensors(numbers, "long_name.0")).find("an array of texts"), std::string::npos);
  GgufBytes many = file(GgufKind::kString, 100);
  for (int i = 0; i < 100; ++i) many.text("");
  EXPECT_NE(error_of(tensors(many, "b")).find("100 names for 2 tensors"), std::string::npos);
}

TEST_F(GgufTest, NoFileIsMissing) {
  try {
    Gguf::open(folder_ / "none.gguf");
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::kMissing);
  }
  EXPECT_THROW(Gguf::open(folder_), Error);
  write_text(folder_ / "empty.gguf", "");
  EXPECT_THROW(Gguf::open(folder_ / "empty.gguf"), Error);
}

}  // namespace
}  // namespace continuo
