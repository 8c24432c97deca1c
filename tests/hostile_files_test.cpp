// Files that are broken or do not fit each other, as a user meets them: an exit code and one clear
// line, in no time. CONTINUO is the program.
#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmath>
#include <cstring>
#include <filesystem>
#include <map>

#include "base/files.h"
#include "base/text.h"
#include "checkpoint/safetensors.h"
#include "dsp/wav.h"

namespace continuo {
namespace {

namespace fs = std::filesystem;

const fs::path kModels = fs::path(CONTINUO_SOURCE_DIR) / "tests/fixtures/musicgen_audio";

class HostileFiles : public testing::Test {
 protected:
  void SetUp() override {
    const auto* test = testing::UnitTest::GetInstance()->current_test_info();
    root_ = fs::path(testing::TempDir()) /
            (std::string("continuo_hostile_") + test->name() + "_" + std::to_string(::getpid()));
    fs::remove_all(root_);
    model_ = root_ / "model";
    fs::create_directories(model_);
    for (const char* name : {"config.json", "spiece.model", "model.safetensors"})
      fs::copy_file(kModels / "melody" / name, model_ / name);
  }
  void TearDown() override { fs::remove_all(root_); }

  // What the program says, on one line, and how it ends; in 2 GiB of memory.
  std::string call(const std::vector<std::string>& more, int expected_code) {
    std::vector<std::string> words = {CONTINUO,    "generate",  "x", "--seconds", "1",
                                      "--no-play", "--threads", "1", "--model",   model_};
    words.insert(words.end(), more.begin(), more.end());
    words.insert(words.end(), {"--out", root_ / "x.wav"});
    std::vector<char*> list;
    for (std::string& word : words) list.push_back(word.data());
    list.push_back(nullptr);
    std::fflush(nullptr);
    const pid_t child = ::fork();
    if (child == 0) {
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)  // which need terabytes
      const rlimit memory{rlim_t{2} << 30, rlim_t{2} << 30};
      ::setrlimit(RLIMIT_AS, &memory);
#endif
      const bool ready = std::freopen("/dev/null", "r", stdin) != nullptr &&
                         std::freopen("/dev/null", "w", stdout) != nullptr &&
                         std::freopen((root_ / "err").c_str(), "w", stderr) != nullptr;
      if (ready) ::execv(CONTINUO, list.data());
      ::_exit(126);
    }
    int status = 0;
    ::waitpid(child, &status, 0);
    const std::string said = read_text(root_ / "err");
    EXPECT_TRUE(WIFEXITED(status)) << said;
    EXPECT_EQ(WEXITSTATUS(status), expected_code) << said;
    if (expected_code == 0) return said;
    EXPECT_TRUE(said.ends_with('\n') && said.starts_with("continuo: [")) << said;
    const std::string line = said.substr(0, said.size() - 1);
    EXPECT_EQ(printable(line, line.size()), line);
    EXPECT_FALSE(fs::exists(root_ / "x.wav") || fs::exists(root_ / "x.json")) << said;
    return said;
  }
  void refused(const char* says, const std::vector<std::string>& more = {}) {
    const std::string said = call(more, 1);
    EXPECT_NE(said.find(says), std::string::npos) << says << " -> " << said;
  }

  std::map<std::string, Tensor> tensors() const {
    const Safetensors file = Safetensors::open(kModels / "melody");
    std::map<std::string, Tensor> tensors;
    for (const std::string& name : file.names()) tensors[name] = file.find(name);
    return tensors;
  }
  void write_tensors(const std::map<std::string, Tensor>& tensors) {
    std::vector<NamedTensor> list;
    for (const auto& [name, tensor] : tensors) list.push_back({name, tensor});
    write_safetensors(model_ / "model.safetensors", list);
  }
  // The first place where one text stands in a file, replaced by another.
  void change(const char* file, std::string_view from, std::string_view to) {
    const std::string text = read_text(kModels / "melody" / file);
    const size_t at = text.find(from);
    ASSERT_NE(at, std::string::npos) << from;
    write_text(model_ / file, std::string(text).replace(at, from.size(), to));
  }
  // A header in the place of the file's, the data as they are.
  void change_header(std::string_view from, std::string_view to) {
    ASSERT_EQ(from.size(), to.size());
    change("model.safetensors", from, to);
  }

  fs::path root_;
  fs::path model_;
};

TEST_F(HostileFiles, TheModelAsItIsWorks) { call({}, 0); }

TEST_F(HostileFiles, Safetensors) {
  const std::string whole = read_text(model_ / "model.safetensors");
  for (const size_t size :
       {size_t{0}, size_t{4}, size_t{8}, size_t{1000}, whole.size() / 2, whole.size() - 1}) {
    write_text(model_ / "model.safetensors", whole.substr(0, size));
    refused("model.safetensors: ");
  }
  write_text(model_ / "model.safetensors", whole + "x");
  refused("belong to none");
  write_text(model_ / "model.safetensors", std::string(100'000, '\xFF'));
  refused("Is the file cut off?");
  // Weights of other formats, of the same size and of another.
  change_header("\"dtype\":\"F32\"", "\"dtype\":\"I32\"");
  refused("expected F32, F16, BF16 or F64, found I32");
  change_header("\"dtype\":\"F32\"", "\"dtype\":\"I64\"");
  refused("bytes of I64");
  change_header("\"dtype\":\"F32\",", "\"dtype\":\"F8\"  ");
  refused("F8");
  change_header("\"dtype\":\"F32\"", "\"dtype\":\"\\n2\"");
  refused("is unknown");
  fs::remove(model_ / "model.safetensors");
  refused("Pickled checkpoints (.bin) are not read");
  fs::create_directories(model_ / "model.safetensors");
  refused("expected a regular file");
}

TEST_F(HostileFiles, TensorsThatDoNotFit) {
  auto changed = tensors();
  const std::string up = "decoder.model.decoder.layers.0.fc1.weight";
  const Tensor weight = changed.at(up);
  changed.erase(up);
  write_tensors(changed);
  refused(("Missing 1: " + up).c_str());
  changed[up] = Tensor::zeros({weight[1], weight[0] + 1});
  write_tensors(changed);
  refused(("Of another shape 1: " + up).c_str());
  changed[up] = weight;
  changed["decoder.surprise\x1b[2J"] = Tensor::zeros({2});
  write_tensors(changed);
  refused("Not used 1: decoder.surprise?[2J");
  for (int i = 0; i < 500; ++i)
    changed["decoder." + std::string(200, 'x') + std::to_string(i)] = Tensor::zeros({1});
  write_tensors(changed);
  refused("Not used 501");
}

TEST_F(HostileFiles, Configs) {
  for (const char* text :
       {"", "[]", "{", "{\"model_type\":\"musicgen\"}", "{\"a\":1e999}", "\xFF"}) {
    write_text(model_ / "config.json", text);
    call({}, 1);
  }
  write_text(model_ / "config.json", "{\"decoder\":" + std::string(200'000, '['));
  refused("nested more than");
  const std::pair<const char*, const char*> sizes[] = {
      {"\"vocab_size\": ", "\"vocab_size\": 1048576, \"was\": "},
      {"\"ffn_dim\": ", "\"ffn_dim\": 65536, \"was\": "},
      {"\"num_hidden_layers\": ", "\"num_hidden_layers\": 256, \"was\": "},
      {"\"d_model\": ", "\"d_model\": 16384, \"was\": "},
      {"\"num_filters\": ", "\"num_filters\": 1024, \"was\": "},
      {"\"hidden_size\": ", "\"hidden_size\": -4, \"was\": "},
      {"\"num_codebooks\": ", "\"num_codebooks\": 99999999999999999999, \"was\": "},
      {"\"max_position_embeddings\": ", "\"max_position_embeddings\": 1e30, \"was\": "}};
  for (const auto& [from, to] : sizes) {
    change("config.json", from, to);
    const std::string said = call({}, 1);
    EXPECT_TRUE(said.find("parameters") != std::string::npos ||
                said.find("expected") != std::string::npos)
        << to << " -> " << said;
  }
}

TEST_F(HostileFiles, Tokenizers) {
  for (const std::string& bytes : {std::string(), std::string("no model"), std::string(1000, '\0'),
                                   read_text(kModels / "melody/spiece.model").substr(0, 300)}) {
    write_text(model_ / "spiece.model", bytes);
    refused("spiece.model: ");
  }
  fs::remove(model_ / "spiece.model");
  refused("expected spiece.model or tokenizer.json");
  for (const std::string& text : {std::string(), std::string("{}"), std::string(100'000, '[')}) {
    write_text(model_ / "tokenizer.json", text);
    refused("tokenizer.json");
  }
}

TEST_F(HostileFiles, Sounds) {
  const auto seconds = [](double length, float value) {
    return Stereo{std::vector<float>(2 * static_cast<size_t>(length * 48000), value)};
  };
  const auto path = [&](const char* name) { return (root_ / name).string(); };
  write_text(path("words.wav"), "these are words");
  write_text(path("empty.wav"), "");
  write_wav(seconds(1.0 / 48000, 0.1f), path("one.wav"));
  write_wav(seconds(2, 0), path("silent.wav"));
  for (const char* option : {"--melody", "--continue"}) {
    const auto says = [&](const std::string& file, const char* word) {
      refused((std::string(option) + " " + file + ": ").c_str(), {option, file});
      refused(word, {option, file});
    };
    says(path("none.wav"), "no such file");
    says(root_, "found a folder");
    says("/dev/zero", "a pipe or a device");
    says(path("words.wav"), "words.wav");
    says(path("empty.wav"), "empty.wav");
    says(path("one.wav"), "expected at least 0.5 s of sound, found 0.00 s");
  }
  refused("expected a tune, found silence", {"--melody", path("silent.wav")});
  call({"--continue", path("silent.wav")}, 0);
}

// An hour, of which a few seconds are heard: no more is read.
TEST_F(HostileFiles, LongSounds) {
  const std::string path = root_ / "hour.wav";
  write_wav(Stereo{std::vector<float>(2 * 48000, 0.25f)}, path);
  std::vector<uint8_t> bytes = read_bytes(path);
  const uint32_t data = 6u * 48000 * 3600;
  const uint32_t riff = data + 36;
  std::memcpy(bytes.data() + 4, &riff, 4);
  std::memcpy(bytes.data() + 40, &data, 4);
  write_bytes(path, bytes);
  fs::resize_file(path, 44 + uint64_t{data});  // a hole
  call({"--melody", path}, 0);
  fs::remove(root_ / "x.wav");
  call({"--continue", path}, 0);
}

}  // namespace
}  // namespace continuo
