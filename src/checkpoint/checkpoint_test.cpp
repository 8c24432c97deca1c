#include "checkpoint/checkpoint.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <set>

#include "base/error.h"
#include "base/files.h"
#include "base/fingerprint.h"
#include "checkpoint/gguf_bytes_test.h"
#include "checkpoint/safetensors.h"

namespace continuo {
namespace {

namespace fs = std::filesystem;

const fs::path kModels = fs::path(CONTINUO_SOURCE_DIR) / "tests/fixtures/musicgen_audio";
const fs::path kGguf = fs::path(CONTINUO_SOURCE_DIR) / "tests/fixtures/gguf/python.gguf";

class CheckpointTest : public ::testing::Test {
 protected:
  void SetUp() override {
    folder_ = fs::temp_directory_path() / fmt::format("continuo_checkpoint_{}", ::getpid());
    fs::create_directories(folder_);
  }
  void TearDown() override { fs::remove_all(folder_); }
  fs::path copy_of_mono() {
    const fs::path copy = folder_ / "mono";
    fs::create_directories(copy);
    for (const char* name : {"config.json", "model.safetensors", "spiece.model"}) {
      fs::copy_file(kModels / "mono" / name, copy / name, fs::copy_options::overwrite_existing);
      fs::permissions(copy / name, fs::perms::owner_write, fs::perm_options::add);
    }
    return copy;
  }
  static ErrorKind kind_of(const fs::path& path) {
    try {
      Checkpoint::open(path);
    } catch (const Error& error) {
      return error.kind();
    }
    ADD_FAILURE() << path << ": expected an error";
    return ErrorKind::kInternal;
  }

  fs::path folder_;
};

std::string fingerprint_of(const std::string& text) {
  return fingerprint({reinterpret_cast<const uint8_t*>(text.data()), text.size()});
}

// A file as continuo quantise makes it, with one tensor.
GgufBytes small_file(const char* tokenizer_key, std::string_view licence, uint8_t last) {
  GgufBytes bytes;
  bytes.header(1, 3).key(kGgufConfig, R"({"model_type": "musicgen"})");
  bytes.key(kGgufLicence, licence).key(tokenizer_key, "tokens");
  return bytes.tensor("t", {32}, 8, 0).pad().fill(33).u8(last);
}

TEST_F(CheckpointTest, AFolderIsItsFiles) {
  const fs::path folder = kModels / "mono";
  const Checkpoint checkpoint = Checkpoint::open(folder);
  EXPECT_EQ(checkpoint.config_text(), read_text(folder / "config.json"));
  EXPECT_EQ(checkpoint.config().text("model_type"), "musicgen");
  EXPECT_EQ(checkpoint.tensors().names(), Safetensors::open(folder).names());
  EXPECT_EQ(checkpoint.bytes(), fs::file_size(folder / "model.safetensors"));
  const Checkpoint::TokenizerFile tokenizer = checkpoint.tokenizer();
  EXPECT_EQ(tokenizer.name, "spiece.model");
  EXPECT_EQ(std::vector<uint8_t>(tokenizer.bytes.begin(), tokenizer.bytes.end()),
            read_bytes(folder / "spiece.model"));
  EXPECT_FALSE(checkpoint.block_format().has_value());
  EXPECT_EQ(checkpoint.hub_name(), "");
}

// Takes name a model by this: it is the same as long as the files are.
TEST_F(CheckpointTest, TheFingerprintIsThatOfEachFile) {
  const fs::path folder = copy_of_mono();
  std::string parts;
  for (const char* name : {"config.json", "model.safetensors", "spiece.model"})
    parts += file_fingerprint(folder / name);
  EXPECT_EQ(Checkpoint::open(folder).fingerprint(), fingerprint_of(parts));

  std::set<std::string> found = {fingerprint_of(parts)};
  for (const char* name : {"config.json", "model.safetensors", "spiece.model"}) {
    std::vector<uint8_t> bytes = read_bytes(folder / name);
    const std::vector<uint8_t> before = bytes;
    bytes[bytes.size() - 3] ^= 1;
    if (std::string_view(name) == "config.json") bytes[bytes.size() - 3] = ' ';
    if (bytes == before) bytes.push_back(' ');
    write_bytes(folder / name, bytes);
    EXPECT_TRUE(found.insert(Checkpoint::open(folder).fingerprint()).second) << name;
    write_bytes(folder / name, before);
  }
}

TEST_F(CheckpointTest, AFileIsReadAsTheFolderIs) {
  for (const auto& [key, name] :
       {std::pair{kGgufSpiece, "spiece.model"}, std::pair{kGgufTokenizerJson, "tokenizer.json"}}) {
    const fs::path path = folder_ / "t.gguf";
    write_bytes(path, small_file(key, "CC0-1.0", 1).bytes());
    const Checkpoint checkpoint = Checkpoint::open(path);
    EXPECT_EQ(checkpoint.config().text("model_type"), "musicgen");
    EXPECT_EQ(checkpoint.tensors().names(), std::vector<std::string>{"t"});
    EXPECT_EQ(checkpoint.tokenizer().name, name);
    EXPECT_EQ(checkpoint.tokenizer().bytes.size(), 6u);
    EXPECT_EQ(checkpoint.block_format(), DType::kQ8_0);
    EXPECT_EQ(checkpoint.licence(), "CC0-1.0");
    const std::string fingerprint = checkpoint.fingerprint();
    write_bytes(path, small_file(key, "CC0-1.0", 2).bytes());
    EXPECT_NE(Checkpoint::open(path).fingerprint(), fingerprint);
    EXPECT_EQ(checkpoint.fingerprint(), fingerprint);  // what is mapped, not what took its place
  }
}

TEST_F(CheckpointTest, WithoutATokenizerThereAreStillTensors) {
  const fs::path folder = copy_of_mono();
  fs::remove(folder / "spiece.model");
  const Checkpoint checkpoint = Checkpoint::open(folder);
  EXPECT_FALSE(checkpoint.tensors().names().empty());
  EXPECT_THROW(checkpoint.tokenizer(), Error);
  EXPECT_THROW(checkpoint.fingerprint(), Error);
}

TEST_F(CheckpointTest, ALicenceIsOnTheCardOrInTheCache) {
  const fs::path folder = copy_of_mono();
  EXPECT_EQ(Checkpoint::open(folder).licence(), "");
  write_text(folder / "README.md", "---\nlicense: mit\n---\n");
  EXPECT_EQ(Checkpoint::open(folder).licence(), "MIT");
  const fs::path model = folder_ / "models--some--model";
  const fs::path snapshot = model / "snapshots" / std::string(40, 'a');
  fs::create_directories(snapshot.parent_path());
  fs::rename(folder, snapshot);
  EXPECT_EQ(Checkpoint::open(snapshot).hub_name(), "some/model");
  EXPECT_EQ(Checkpoint::open(snapshot / "").hub_name(), "some/model");
  write_text(model / ".continuo-licence", "cc-by-nc-4.0");
  EXPECT_EQ(Checkpoint::open(snapshot).licence(), "CC-BY-NC-4.0");
}

TEST_F(CheckpointTest, SaysWhatIsNone) {
  EXPECT_TRUE(Checkpoint::is_at(kModels / "mono"));
  EXPECT_TRUE(Checkpoint::is_at(kGguf));
  EXPECT_FALSE(Checkpoint::is_at(kModels));
  EXPECT_FALSE(Checkpoint::is_at(kModels / "mono/model.safetensors"));
  EXPECT_FALSE(Checkpoint::is_at(folder_ / "none.gguf"));
  EXPECT_EQ(kind_of(folder_ / "none.gguf"), ErrorKind::kMissing);
  EXPECT_EQ(kind_of(folder_), ErrorKind::kMissing);
  EXPECT_EQ(kind_of(kModels / "mono/model.safetensors"), ErrorKind::kInput);
  try {
    Checkpoint::open(kGguf);
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::kInput);
    const std::string text = error.what();
    EXPECT_NE(text.find("continuo.config"), std::string::npos) << text;
    EXPECT_NE(text.find("architecture musicgen"), std::string::npos) << text;
  }
  GgufBytes bytes;
  bytes.header(0, 1).key(kGgufConfig, "no json");
  write_bytes(folder_ / "t.gguf", bytes.bytes());
  EXPECT_EQ(kind_of(folder_ / "t.gguf"), ErrorKind::kInput);
}

}  // namespace
}  // namespace continuo
