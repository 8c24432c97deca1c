#include "checkpoint/hub_id.h"

#include <gtest/gtest.h>

#include "base/error.h"
#include "checkpoint/blob_sum.h"

namespace continuo {
namespace {

TEST(HubId, ReadsNamesAndRevisions) {
  const HubId id = parse_hub_id("facebook/musicgen-small");
  EXPECT_EQ(id.model(), "facebook/musicgen-small");
  EXPECT_EQ(id.revision, "main");
  EXPECT_EQ(id.text(), "facebook/musicgen-small");
  EXPECT_EQ(id.folder(), "models--facebook--musicgen-small");
  const HubId other = parse_hub_id("a/b_1.5-x@refs/pr/3");
  EXPECT_EQ(other.revision, "refs/pr/3");
  EXPECT_EQ(other.text(), "a/b_1.5-x@refs/pr/3");
}

TEST(HubId, RefusesWhatIsNoName) {
  for (const char* text :
       {"",       "nano",  "/",           "a/",          "/b",       "a/b/c",
        "../b",   "a/..",  "a/b@",        "a/b@../../x", "a/b@/etc", "a--b/c",
        "a/b--c", ".a/b",  "a/-b",        "a/b@x//y",    "a/b@x/.y", "a b/c",
        "a/b\n",  "./x/y", "/etc/passwd", "a/b?x",       "a/b%2e",   "caf\xC3\xA9/x"}) {
    EXPECT_FALSE(looks_like_hub_id(text)) << text;
    EXPECT_THROW(parse_hub_id(text), Error) << text;
  }
  EXPECT_FALSE(looks_like_hub_id("a/" + std::string(97, 'b')));
}

TEST(HubId, KnowsSumsAndFileNames) {
  const std::string sha1(40, 'a');
  EXPECT_TRUE(is_commit(sha1));
  EXPECT_FALSE(is_commit(std::string(40, 'A')));
  EXPECT_FALSE(is_commit(std::string(39, 'a')));
  EXPECT_TRUE(is_sum(std::string(64, '0')));
  EXPECT_FALSE(is_sum("../" + std::string(37, 'a')));
  EXPECT_TRUE(is_file_name("model-00001-of-00002.safetensors"));
  for (const char* name : {"", ".", "..", ".hidden", "a/b", "/a", "a\\b", "a b", "a\n"})
    EXPECT_FALSE(is_file_name(name)) << name;
}

// As git hash-object and sha256sum say.
TEST(BlobSum, NamesContentAsGitAndLfsDo) {
  EXPECT_EQ(sum_of_text("", SumKind::kGitSha1), "e69de29bb2d1d6434b8b29ae775ad8c2e48c5391");
  EXPECT_EQ(sum_of_text("hello\n", SumKind::kGitSha1), "ce013625030ba8dba906f756967f9e9ca394464a");
  EXPECT_EQ(sum_of_text("abc", SumKind::kSha256),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(sum_kind(std::string(40, 'a')), SumKind::kGitSha1);
  EXPECT_EQ(sum_kind(std::string(64, 'a')), SumKind::kSha256);
}

}  // namespace
}  // namespace continuo
