// The cache is one that another tool has filled: made here by hand, as huggingface_hub lays it out.
#include "checkpoint/hub_cache.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include "base/error.h"
#include "base/file_lock.h"
#include "base/files.h"
#include "checkpoint/hub_removal.h"

namespace continuo {
namespace {

namespace fs = std::filesystem;

const std::string kOld(40, '1');
const std::string kNew(40, '2');
const std::string kShared(64, 'a');   // a blob that both snapshots need
const std::string kOldOnly(40, 'b');  // and one of each alone
const std::string kNewOnly(40, 'c');

class HubCacheTest : public testing::Test {
 protected:
  void SetUp() override {
    const auto* test = testing::UnitTest::GetInstance()->current_test_info();
    root_ = fs::path(testing::TempDir()) /
            (std::string("continuo_cache_") + test->name() + "_" + std::to_string(::getpid()));
    fs::remove_all(root_);
  }
  void TearDown() override { fs::remove_all(root_); }

  fs::path folder(const char* model) const { return root_ / model; }

  void blob(const char* model, const std::string& name, size_t bytes) const {
    fs::create_directories(folder(model) / "blobs");
    write_text(folder(model) / "blobs" / name, std::string(bytes, 'x'));
  }
  void link(const char* model, const std::string& commit, const char* file,
            const std::string& sum) const {
    const fs::path snapshot = folder(model) / "snapshots" / commit;
    fs::create_directories(snapshot);
    fs::create_symlink("../../blobs/" + sum, snapshot / file);
  }
  void ref(const char* model, const char* name, const std::string& commit) const {
    fs::create_directories((folder(model) / "refs" / name).parent_path());
    write_text(folder(model) / "refs" / name, commit);
  }
  // Two snapshots that share their weights.
  void fill(const char* model = "models--a--b") const {
    blob(model, kShared, 1000);
    blob(model, kOldOnly, 10);
    blob(model, kNewOnly, 20);
    for (const auto& [commit, own] : {std::pair(kOld, kOldOnly), std::pair(kNew, kNewOnly)}) {
      link(model, commit, "config.json", own);
      link(model, commit, "model.safetensors", kShared);
    }
    ref(model, "main", kNew);
    ref(model, "v1", kOld);
  }
  std::string error_of_finding(const char* id) const {
    try {
      HubCache(root_).find(parse_hub_id(id));
    } catch (const Error& error) {
      EXPECT_EQ(error.kind(), ErrorKind::kMissing);
      return error.what();
    }
    return "";
  }

  fs::path root_;
};

TEST_F(HubCacheTest, FindsWhatAnotherToolHasBrought) {
  fill();
  const HubCache cache(root_);
  const fs::path snapshots = folder("models--a--b") / "snapshots";
  EXPECT_EQ(cache.find(parse_hub_id("a/b")), snapshots / kNew);
  EXPECT_EQ(cache.find(parse_hub_id("a/b@v1")), snapshots / kOld);
  EXPECT_EQ(cache.find(parse_hub_id("a/b@" + kOld)), snapshots / kOld);
  EXPECT_NE(error_of_finding("a/c").find("continuo pull a/c"), std::string::npos);
  EXPECT_NE(error_of_finding("a/b@v2").find("continuo pull a/b@v2"), std::string::npos);
}

TEST_F(HubCacheTest, ASnapshotWithoutWeightsIsNoModel) {
  blob("models--a--b", kOldOnly, 10);
  link("models--a--b", kOld, "config.json", kOldOnly);
  ref("models--a--b", "main", kOld + "\n");
  EXPECT_NE(error_of_finding("a/b").find("incomplete"), std::string::npos);
  // A link to a blob that is gone is no file.
  link("models--a--b", kOld, "model.safetensors", kShared);
  EXPECT_NE(error_of_finding("a/b").find("incomplete"), std::string::npos);
  blob("models--a--b", kShared, 1);
  EXPECT_EQ(error_of_finding("a/b"), "");
}

TEST_F(HubCacheTest, TheOnlySnapshotNeedsNoName) {
  fill();
  fs::remove_all(folder("models--a--b") / "refs");
  EXPECT_NE(error_of_finding("a/b"), "");
  fs::remove_all(folder("models--a--b") / "snapshots" / kOld);
  EXPECT_EQ(error_of_finding("a/b"), "");
}

TEST_F(HubCacheTest, NamesThatLeadOutsideAreNotFollowed) {
  fill();
  for (const std::string& hostile : {std::string("../../../../etc"), std::string(), kNew + "/.."}) {
    ref("models--a--b", "main", hostile);
    EXPECT_NE(error_of_finding("a/b"), "") << hostile;
  }
}

TEST_F(HubCacheTest, ListsModelsWithSizeAndLicence) {
  fill();
  blob("models--a--b", kOld + ".incomplete", 7);
  blob("models--c--d", kShared, 5);
  link("models--c--d", kOld, "model.safetensors", kShared);
  write_text(folder("models--c--d") / "snapshots" / kOld / "README.md",
             "---\nlanguage: en\nlicense: \"mit\"\n---\n# d\n");
  blob("models--c--d", "stray", 1);
  fs::create_directories(root_ / "datasets--e--f" / "blobs");
  fs::create_directories(root_ / "models--nonsense");
  write_text(folder("models--a--b") / ".continuo-licence", "cc-by-nc-4.0\x1b[31m\n");

  const std::vector<CachedModel> models = HubCache(root_).list();
  ASSERT_EQ(models.size(), 2u);
  EXPECT_EQ(models[0].id.model(), "a/b");
  EXPECT_EQ(models[0].commits, (std::vector<std::string>{kNew, kOld}));
  EXPECT_EQ(models[0].bytes, 1030u);
  EXPECT_EQ(models[0].incomplete_bytes, 7u);
  EXPECT_EQ(models[0].licence, "cc-by-nc-4.0?[31m");
  EXPECT_EQ(models[1].licence, "mit");
  EXPECT_TRUE(HubCache({}).list().empty());
  EXPECT_TRUE(HubCache(root_ / "none").list().empty());
}

TEST_F(HubCacheTest, RemovesASnapshotAndOnlyWhatNoOtherNeeds) {
  fill();
  blob("models--a--b", kOld + ".incomplete", 7);
  fill("models--a--c");
  const HubCache cache(root_);
  const Removal removal = plan_removal(cache, parse_hub_id("a/b"));
  EXPECT_EQ(removal.commit, kNew);
  EXPECT_EQ(removal.blobs, (std::vector<std::string>{kNewOnly}));
  EXPECT_EQ(removal.revisions, (std::vector<std::string>{"main"}));
  EXPECT_EQ(removal.files, (std::vector<std::string>{"config.json", "model.safetensors"}));
  EXPECT_EQ(removal.kept, (std::vector<std::string>{kOld}));
  EXPECT_EQ(removal.bytes, 20u);
  EXPECT_TRUE(fs::exists(removal.folder / "blobs" / kNewOnly)) << "planning changes nothing";

  remove(cache, removal);
  EXPECT_FALSE(fs::exists(removal.folder / "blobs" / kNewOnly));
  EXPECT_FALSE(fs::exists(removal.folder / "snapshots" / kNew));
  EXPECT_TRUE(fs::exists(removal.folder / "blobs" / (kOld + ".incomplete")));
  EXPECT_EQ(cache.find(parse_hub_id("a/b@v1")), removal.folder / "snapshots" / kOld);
  EXPECT_EQ(read_text(removal.folder / "snapshots" / kOld / "model.safetensors").size(), 1000u);

  // The last one takes all the rest with it, and leaves the neighbours alone.
  const Removal last = plan_removal(cache, parse_hub_id("a/b@v1"));
  EXPECT_EQ(last.bytes, 1017u);
  EXPECT_TRUE(last.kept.empty());
  remove(cache, last);
  EXPECT_FALSE(fs::exists(last.folder));
  EXPECT_EQ(read_text(cache.find(parse_hub_id("a/c")) / "model.safetensors").size(), 1000u);
  EXPECT_THROW(plan_removal(cache, parse_hub_id("a/b")), Error);
}

TEST_F(HubCacheTest, RemovesABegunDownload) {
  blob("models--a--b", kShared + ".incomplete", 7);
  const HubCache cache(root_);
  const Removal removal = plan_removal(cache, parse_hub_id("a/b"));
  EXPECT_EQ(removal.commit, "");
  EXPECT_EQ(removal.bytes, 7u);
  {
    const auto busy = FileLock::try_take(cache.lock(removal.id, kShared));
    EXPECT_THROW(remove(cache, removal), Error);
    EXPECT_TRUE(fs::exists(removal.folder));
  }
  remove(cache, removal);
  EXPECT_FALSE(fs::exists(removal.folder));
}

TEST_F(HubCacheTest, LinksThatLeadElsewhereAreNotFollowedInRemoval) {
  fill();
  const fs::path precious = root_ / "precious";
  write_text(precious, "mine");
  fs::create_symlink("../../../precious", folder("models--a--b") / "snapshots" / kNew / "evil");
  fs::create_symlink("../../precious", folder("models--a--b") / "blobs" / std::string(64, 'd'));
  const HubCache cache(root_);
  remove(cache, plan_removal(cache, parse_hub_id("a/b")));
  remove(cache, plan_removal(cache, parse_hub_id("a/b@v1")));
  EXPECT_EQ(read_text(precious), "mine");
  EXPECT_FALSE(fs::exists(folder("models--a--b")));
}

}  // namespace
}  // namespace continuo
