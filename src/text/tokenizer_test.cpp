#include "text/tokenizer.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <nlohmann/json.hpp>

#include "base/error.h"
#include "base/files.h"

namespace continuo {
namespace {

namespace fs = std::filesystem;

const fs::path kFixtures = fs::path(CONTINUO_SOURCE_DIR) / "tests/fixtures/text";

TEST(Tokenizer, EncodesAsTheReference) {
  const Tokenizer tokenizer(kFixtures / "spiece.model");
  const auto cases = nlohmann::json::parse(read_text(kFixtures / "tokens.json"));
  ASSERT_GE(cases.size(), 4u);
  for (const auto& one : cases) {
    const std::string text = one["text"];
    EXPECT_EQ(tokenizer.encode(text), one["ids"].get<std::vector<int32_t>>()) << text;
  }
  EXPECT_EQ(tokenizer.encode(""), std::vector<int32_t>{tokenizer.end_id()});
}

TEST(Tokenizer, DecodesWhatItEncoded) {
  const Tokenizer tokenizer(kFixtures / "spiece.model");
  EXPECT_EQ(tokenizer.decode(tokenizer.encode("ragtime piano in 7/4")), "ragtime piano in 7/4");
  EXPECT_THROW(tokenizer.decode({tokenizer.vocabulary()}), Error);
  EXPECT_THROW(tokenizer.decode({-1}), Error);
}

TEST(Tokenizer, AFilesBytesAreAsGoodAsTheFile) {
  for (const char* name : {"spiece.model", "t5/tokenizer.json"}) {
    const fs::path path = kFixtures / name;
    const std::vector<uint8_t> bytes = read_bytes(path);
    const Tokenizer tokenizer(path.filename().string(), bytes, "somewhere");
    const std::string text = "upbeat ragtime, 168 bpm";
    EXPECT_EQ(tokenizer.encode(text), Tokenizer(path).encode(text));
    try {
      Tokenizer(path.filename().string(), std::span(bytes).first(100), "somewhere");
      ADD_FAILURE() << name;
    } catch (const Error& error) {
      EXPECT_NE(std::string(error.what()).find("somewhere"), std::string::npos) << error.what();
    }
  }
}

TEST(Tokenizer, BoundsTheText) {
  const Tokenizer tokenizer(kFixtures / "spiece.model");
  const size_t tokens = tokenizer.encode("slow blues").size();
  EXPECT_NO_THROW(tokenizer.encode("slow blues", tokens));
  EXPECT_THROW(tokenizer.encode("slow blues", tokens - 1), Error);
  EXPECT_THROW(tokenizer.encode(std::string(Tokenizer::kTextLimitBytes + 1, 'a')), Error);
  EXPECT_NO_THROW(tokenizer.encode("\xff\xfe broken \xc3", 100));  // no UTF-8 is no reason to stop
}

TEST(Tokenizer, ABrokenModelIsAnError) {
  EXPECT_THROW(Tokenizer("/no/such/spiece.model"), Error);
  const fs::path broken = fs::temp_directory_path() / fmt::format("continuo_spiece_{}", ::getpid());
  const std::vector<uint8_t> whole = read_bytes(kFixtures / "spiece.model");
  for (size_t size : {size_t{0}, size_t{1}, size_t{100}, whole.size() / 2, whole.size() - 1}) {
    write_bytes(broken, {whole.data(), size});
    EXPECT_THROW(Tokenizer{broken}, Error) << size;
  }
  write_text(broken, "this is no model");
  EXPECT_THROW(Tokenizer{broken}, Error);
  fs::remove(broken);
}

}  // namespace
}  // namespace continuo
