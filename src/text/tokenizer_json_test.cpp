#include "text/tokenizer_json.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <nlohmann/json.hpp>

#include "base/base64.h"
#include "base/error.h"
#include "base/files.h"
#include "base/rng.h"
#include "text/charsmap_trie.h"
#include "text/precompiled_charsmap.h"
#include "text/tokenizer.h"
#include "text/unigram.h"

namespace continuo {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

const fs::path kFixtures = fs::path(CONTINUO_SOURCE_DIR) / "tests/fixtures/text/t5";

class TokenizerJson : public testing::Test {
 protected:
  void SetUp() override {
    const auto* test = testing::UnitTest::GetInstance()->current_test_info();
    folder_ = fs::path(testing::TempDir()) /
              (std::string("continuo_json_") + test->name() + "_" + std::to_string(::getpid()));
    fs::create_directories(folder_);
    file_ = json::parse(read_text(kFixtures / "tokenizer.json"));
  }
  void TearDown() override { fs::remove_all(folder_); }

  static std::unique_ptr<TokenModel> open(const json& file) {
    return parse_tokenizer_json(file.dump(), "tokenizer.json");
  }
  static std::string error_of(const json& file) {
    try {
      open(file);
    } catch (const Error& error) {
      EXPECT_EQ(error.kind(), ErrorKind::kInput) << error.what();
      return error.what();
    }
    return "";
  }

  fs::path folder_;
  json file_;
};

// The table of characters in its place, wherever a layout names it.
void put_table(json& value, const json& table) {
  if (value == "TABLE") value = table;
  if (!value.is_structured()) return;
  for (json& inner : value) put_table(inner, table);
}

TEST_F(TokenizerJson, EncodesAsTheReferenceInEveryLayout) {
  const auto layouts = nlohmann::ordered_json::parse(read_text(kFixtures / "layouts.json"));
  const json tokens = json::parse(read_text(kFixtures / "tokens.json"));
  ASSERT_EQ(layouts.size(), 7u);
  ASSERT_GE(tokens.size(), 200u);
  size_t column = 0;
  for (const auto& [name, changes] : layouts.items()) {
    json file = file_;
    json changed = changes;
    put_table(changed, file_["normalizer"]);
    file.update(changed);
    if (name == "bytes") {  // pieces for all bytes but one
      file["model"]["byte_fallback"] = true;
      for (int byte = 0; byte < 256; ++byte) {
        if (byte != 0xC3) file["model"]["vocab"].push_back({fmt::format("<0x{:02X}>", byte), -30});
      }
    }
    const auto model = open(file);
    for (const auto& [text, ids] : tokens.items()) {
      // Where one first character becomes several words, "first" takes each of them for the first.
      if (name == "first" && text.starts_with("\xEF\xB7\xBA")) continue;
      std::vector<int32_t> found = model->encode(text);
      found.push_back(model->end_id());
      EXPECT_EQ(found, ids[column].get<std::vector<int32_t>>())
          << name << ": " << json(text).dump(-1, ' ', true);
    }
    ++column;
  }
}

TEST_F(TokenizerJson, IsATokenizerLikeAnyOther) {
  fs::copy(kFixtures / "tokenizer.json", folder_ / "tokenizer.json");
  const Tokenizer tokenizer(folder_);  // a checkpoint without spiece.model
  EXPECT_EQ(tokenizer.encode("").size(), 1u);
  EXPECT_EQ(tokenizer.end_id(), 1);
  EXPECT_EQ(tokenizer.unknown_id(), 2);
  EXPECT_EQ(tokenizer.vocabulary(), static_cast<int>(file_["model"]["vocab"].size()));
  EXPECT_EQ(tokenizer.decode(tokenizer.encode("ragtime piano in 7/4")), "ragtime piano in 7/4");
  EXPECT_THROW(tokenizer.encode("slow blues", 2), Error);
  EXPECT_NO_THROW(tokenizer.encode("\xff\xfe broken \xc3"));
  EXPECT_EQ(tokenizer.encode("\xc3z"), tokenizer.encode("\xEF\xBF\xBDz"));
  fs::copy(kFixtures.parent_path() / "spiece.model", folder_ / "spiece.model");
  EXPECT_NE(Tokenizer(folder_).vocabulary(), tokenizer.vocabulary());
  EXPECT_THROW(Tokenizer(folder_ / "none"), Error);
  fs::create_directories(folder_ / "empty");
  EXPECT_THROW(Tokenizer(folder_ / "empty"), Error);
}

TEST_F(TokenizerJson, LongTextsTakeNoLonger) {
  const auto model = open(file_);
  const std::string text(Tokenizer::kTextLimitBytes, 'a');
  EXPECT_GT(model->encode(text).size(), 100u);
  std::string marks = "a";
  while (marks.size() < Tokenizer::kTextLimitBytes) marks += "\xCC\x81";  // one long cluster
  EXPECT_FALSE(model->encode(marks).empty());
}

TEST_F(TokenizerJson, NamesWhatItDoesNotKnow) {
  const auto with = [&](const char* pointer, const json& value) {
    json file = file_;
    file[json::json_pointer(pointer)] = value;
    return error_of(file);
  };
  EXPECT_NE(with("/model/type", "BPE").find("expected Unigram, found BPE"), std::string::npos);
  EXPECT_NE(with("/normalizer/type", "Lowercase").find("Lowercase"), std::string::npos);
  EXPECT_NE(with("/pre_tokenizer/type", "ByteLevel").find("ByteLevel"), std::string::npos);
  EXPECT_NE(with("/post_processor", nullptr).find("post_processor"), std::string::npos);
  EXPECT_NE(with("/post_processor/single/1/SpecialToken/id", "<s>").find("<s>"), std::string::npos);
  EXPECT_NE(with("/model/unk_id", nullptr).find("unk_id"), std::string::npos);
  EXPECT_NE(with("/model/unk_id", 100'000).find("unk_id"), std::string::npos);
  EXPECT_NE(with("/model/unk_id", -1).find("unk_id"), std::string::npos);
  EXPECT_NE(with("/added_tokens/0/id", 1e30).find("id"), std::string::npos);
  EXPECT_NE(with("/added_tokens/0/normalized", true).find("normalized"), std::string::npos);
  EXPECT_NE(with("/model/vocab/5", json::array({"a"})).find("entry 5"), std::string::npos);
  EXPECT_NE(with("/model/vocab/5/0", std::string(300, 'a')).find("entry 5"), std::string::npos);
  EXPECT_NE(with("/model/vocab/5/1", "x").find("entry 5"), std::string::npos);
  EXPECT_NE(with("/model/vocab", json::array()).find("found 0"), std::string::npos);
  json nested = {{"type", "WhitespaceSplit"}};
  for (int i = 0; i < 20; ++i) nested = {{"type", "Sequence"}, {"pretokenizers", {nested}}};
  EXPECT_NE(with("/pre_tokenizer", nested), "");
  EXPECT_NE(
      with("/normalizer", {{"type", "Replace"}, {"pattern", {{"Regex", "(a+)+"}}}, {"content", ""}})
          .find("Regex"),
      std::string::npos);
}

TEST_F(TokenizerJson, SurvivesWhatIsMalformed) {
  for (const char* text : {"", "[]", "{}", "null", "{\"version\":\"1.0\"", "\xff", "7"}) {
    EXPECT_THROW(parse_tokenizer_json(text, "tokenizer.json"), Error) << text;
  }
  EXPECT_THROW(Tokenizer(folder_ / "none.json"), Error);
  // Every field of another type, one at a time: an error or a model, never a crash.
  json small = file_;
  auto& vocabulary = small["model"]["vocab"].get_ref<json::array_t&>();
  vocabulary.resize(6);
  small["normalizer"] = nullptr;
  const json flat = small.flatten();
  for (const auto& [pointer, value] : flat.items()) {
    for (const json& other : {json(), json(7), json("x"), json::array(), json::object()}) {
      json file = small;
      file[json::json_pointer(pointer)] = other;
      try {
        open(file)->encode("ragtime </s> piano");
      } catch (const Error&) {
      }
    }
  }
}

// The table of characters with random bytes: whatever it leads to lies within it.
TEST_F(TokenizerJson, SurvivesASpoiltTable) {
  const std::string table = base64_decoded(
      file_["normalizer"]["precompiled_charsmap"].get<std::string>(), "tokenizer", "table");
  Rng rng(3);
  for (int round = 0; round < 30; ++round) {
    std::string spoilt = table;
    for (int i = 0; i < 20'000; ++i)
      spoilt[rng.next() % spoilt.size()] = static_cast<char>(rng.next());
    for (int i = 0; i < 4; ++i) spoilt[static_cast<size_t>(i)] = table[static_cast<size_t>(i)];
    for (size_t i = spoilt.size() / 2; i < spoilt.size(); ++i)
      spoilt[i] = static_cast<char>(spoilt[i] & 0x7F);
    try {
      const PrecompiledCharsmap charsmap(spoilt, "table");
      for (const char* text : {"cafe\xCC\x81", "\xEF\xBD\xB6\xEF\xBE\x9E", "\xC2\xBD a\r\n"})
        charsmap.normalised(text);
    } catch (const Error&) {
    }
  }
  for (const std::string& wrong : {std::string(), std::string("abc"), std::string(4, '\0'),
                                   std::string("\xff\xff\xff\xff", 4), table.substr(0, 1000)}) {
    EXPECT_THROW(PrecompiledCharsmap(wrong, "table"), Error);
  }
  EXPECT_EQ(PrecompiledCharsmap(table, "table").normalised("\xC2\xBD cafe\xCC\x81 \xEF\xAC\x81"),
            "1\xE2\x81\x84"
            "2 caf\xC3\xA9 fi");
}

// A trie of the keys "e" + U+0301 and U+FB01, as Darts-clone lays it out.
class Trie {
 public:
  Trie() {
    units_.resize(512);
    link(0, 0, 256);
    link(256 ^ 'e', 'e', 257);
    leaf(257 ^ 0xCC, 0xCC, 258);
    link(257 ^ 0xCC, 0xCC, 258);
    leaf(258 ^ 0x81, 0x81, 259);
    units_[259] = 0x80000000;
  }
  // Unit `at`, reached by `label`, has its children from `base` on.
  void link(uint32_t at, uint32_t label, uint32_t base) { units_[at] = label | (at ^ base) << 10; }
  void leaf(uint32_t at, uint32_t label, uint32_t base) {
    link(at, label, base);
    units_[at] |= 256;
  }
  void value(uint32_t at, uint32_t begin) { units_[at] = 0x80000000 | begin; }
  std::string error(std::string_view texts = std::string_view("\xC3\xA9\0x\0", 5)) const {
    try {
      check_trie(units_, texts, "table");
    } catch (const Error& error) {
      EXPECT_EQ(error.kind(), ErrorKind::kInput);
      return error.what();
    }
    return "";
  }

 private:
  std::vector<uint32_t> units_;
};

TEST(CharsmapTrie, LeadsNowhereElse) {
  EXPECT_EQ(Trie().error(), "");
  Trie out;
  out.link(257 ^ 0xCC, 0xCC, 512);
  EXPECT_NE(out.error().find("leads out of it"), std::string::npos) << out.error();
  Trie round;
  round.link(258 ^ 0x81, 0x81, 256);
  EXPECT_NE(round.error().find("circle"), std::string::npos) << round.error();
  Trie past;
  past.value(259, 5);
  EXPECT_NE(past.error().find("no text"), std::string::npos);
  Trie inside;
  inside.value(259, 1);  // the second byte of a character
  EXPECT_NE(inside.error().find("no text"), std::string::npos);
  Trie many;  // "a", "aa", "aaa", ...: each is a key
  for (uint32_t i = 0; i < 33; ++i) {
    const uint32_t base = i == 0 ? 256 : 256 + 2 * i;
    if (i == 0) many.link(0, 0, 256);
    many.leaf(base ^ 'a', 'a', 256 + 2 * (i + 1));
    many.value(256 + 2 * (i + 1), 0);
  }
  EXPECT_NE(many.error().find("begin alike"), std::string::npos) << many.error();
}

TEST_F(TokenizerJson, ATextThatGrowsWithoutEndIsRefused) {
  json step = {{"type", "Replace"}, {"pattern", {{"String", "a"}}}, {"content", "aaaaaaaa"}};
  file_["normalizer"] = {{"type", "Sequence"}, {"normalizers", json::array()}};
  for (int i = 0; i < 30; ++i) file_["normalizer"]["normalizers"].push_back(step);
  const auto model = open(file_);
  EXPECT_THROW(model->encode("a"), Error);
  file_["normalizer"]["normalizers"].insert(file_["normalizer"]["normalizers"].end(), 3, step);
  EXPECT_NE(error_of(file_).find("at most 32 steps"), std::string::npos) << error_of(file_);
  step["content"] = std::string(65, 'a');
  file_["normalizer"] = step;
  EXPECT_NE(error_of(file_).find("at most 64 bytes"), std::string::npos) << error_of(file_);
}

// Each took time that grew with the square of the text.
TEST_F(TokenizerJson, LongTextsOfOneCharacterAreReadAtOnce) {
  file_["added_tokens"].push_back({{"id", 99}, {"content", "q"}, {"lstrip", true}});
  const auto model = open(file_);
  const std::string text(Tokenizer::kTextLimitBytes, 'q');
  EXPECT_EQ(model->encode(text).size(), text.size());
  const std::string words(Tokenizer::kTextLimitBytes, ' ');
  EXPECT_LT(model->encode(words).size(), 3u);
  std::string many;
  while (many.size() < Tokenizer::kTextLimitBytes) many += "a ";
  EXPECT_GE(model->encode(many).size(), many.size() / 2);
  EXPECT_EQ(model->decode(std::vector<int32_t>(100'000, 3)).size(),
            99'999u);  // each is a space, and the first goes
}

TEST(Unigram, TakesTheBestOfAllWays) {
  const Unigram unigram({{"?", 0}, {"a", -1}, {"b", -1}, {"ab", -1.5}, {"aba", -5}, {"ab", -1.9}},
                        0, false);
  const auto ids = [&](const char* text) {
    std::vector<int32_t> found;
    unigram.encode(text, found);
    return found;
  };
  EXPECT_EQ(ids("aba"), (std::vector<int32_t>{5, 1}));  // the last of equal texts counts
  EXPECT_EQ(ids(""), std::vector<int32_t>{});
  EXPECT_EQ(ids("xyza\xC3\xA9"), (std::vector<int32_t>{0, 1, 0}));

  // What is unknown costs more than any piece: q is known before a alone.
  const Unigram other({{"?", 0}, {"a", -1}, {"b", -8}, {"ab", -1}, {"qa", -8}}, 0, false);
  std::vector<int32_t> found;
  other.encode("qab", found);
  EXPECT_EQ(found, (std::vector<int32_t>{4, 2}));
}

}  // namespace
}  // namespace continuo
