// One file of short numbers says what the folder says in the same short numbers.
#include "models/musicgen/quantise.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <cmath>
#include <cstring>
#include <iterator>
#include <nlohmann/json.hpp>

#include "base/error.h"
#include "base/rng.h"
#include "checkpoint/blob_sum.h"
#include "checkpoint/gguf.h"
#include "checkpoint/safetensors.h"
#include "models/encodec/encodec.h"
#include "models/golden_test.h"
#include "models/musicgen/musicgen.h"

namespace continuo::musicgen {
namespace {

namespace fs = std::filesystem;

const fs::path kFixtures = fs::path(CONTINUO_SOURCE_DIR) / "tests/fixtures";
const fs::path kModels = kFixtures / "musicgen_audio";
constexpr encodec::Formats kCodecFormats{.convolutions = DType::kBf16, .lstm = DType::kQ8_0};

class QuantiseTest : public ::testing::Test {
 protected:
  void SetUp() override {
    folder_ = fs::temp_directory_path() / fmt::format("continuo_quantise_{}", ::getpid());
    fs::create_directories(folder_);
  }
  void TearDown() override { fs::remove_all(folder_); }

  QuantiseOptions options(DType to) {
    return {.to = to,
            .name = "test",
            .licence = "CC0-1.0",
            .pool = pool_,
            .go_on = [](uint64_t, uint64_t) { return true; }};
  }
  fs::path quantised(const fs::path& source, DType to) {
    const fs::path file = folder_ / fmt::format("{}-{}.gguf", count_++, name_of(to));
    quantise(Checkpoint::open(source), file, options(to));
    return file;
  }
  size_t entries() const {
    return static_cast<size_t>(
        std::distance(fs::directory_iterator(folder_), fs::directory_iterator()));
  }

  ThreadPool pool_{2};
  fs::path folder_;
  int count_ = 0;
};

// A folder's tensors, each as the file holds it: the same rounding by another way. What is folded is
// left as it is.
class Rounded : public TensorSource {
 public:
  Rounded(const TensorSource& source, DType to) : source_(source), to_(to) {}
  std::vector<std::string> names() const override { return source_.names(); }
  int64_t elements() const override { return source_.elements(); }
  std::string description() const override { return "rounded"; }
  Tensor find(const std::string& name) const override {
    const Tensor tensor = source_.find(name);
    const std::optional<DType> type = stored_format(name, tensor.shape(), to_);
    return !type || tensor.shape().rank() == 3 ? tensor : tensor.to(*type);
  }

 private:
  const TensorSource& source_;
  DType to_;
};

std::vector<float> logits_of(const MusicGen& model) {
  const std::vector<int32_t> words = {3, 9, 4, 1};
  const Condition condition =
      model.config().follows_melody()
          ? model.encode_with_melody(words, std::vector<int32_t>{0, 4, 7, 4})
          : model.encode(words);
  State state = model.start({condition, model.null()}, 4);
  const auto K = static_cast<size_t>(model.config().decoder.num_codebooks);
  std::vector<int32_t> codes(3 * K);
  Rng rng(3);
  for (int32_t& code : codes) code = rng.range(0, 63);
  const std::span<const float> logits = model.advance(state, codes);
  return {logits.begin(), logits.end()};
}

class QuantiseEach : public QuantiseTest,
                     public ::testing::WithParamInterface<std::tuple<const char*, DType>> {
 protected:
  fs::path source() const { return kModels / std::get<0>(GetParam()); }
  DType to() const { return std::get<1>(GetParam()); }
};
INSTANTIATE_TEST_SUITE_P(Models, QuantiseEach,
                         ::testing::Combine(::testing::Values("mono", "stereo", "melody"),
                                            ::testing::Values(DType::kQ8_0, DType::kQ4_0)),
                         [](const auto& test) {
                           return fmt::format("{}_{}", std::get<0>(test.param),
                                              name_of(std::get<1>(test.param)));
                         });

TEST_P(QuantiseEach, TheLogitsAreThoseOfTheSameRounding) {
  const Checkpoint folder = Checkpoint::open(source());
  const Checkpoint file = Checkpoint::open(quantised(source(), to()));
  EXPECT_EQ(file.block_format(), to());
  for (const DType linear : {to(), DType::kF32}) {
    const LoadOptions load{.linear = linear, .text = DType::kBf16, .pool = pool_};
    const std::vector<float> found = logits_of(MusicGen::load(file.config(), file.tensors(), load));
    EXPECT_EQ(found,
              logits_of(MusicGen::load(folder.config(), Rounded(folder.tensors(), to()), load)));
    const std::vector<float> exact =
        logits_of(MusicGen::load(folder.config(), folder.tensors(),
                                 {.linear = DType::kF32, .text = DType::kF32, .pool = pool_}));
    const double error = error_of(found, exact);
    EXPECT_LT(error, to() == DType::kQ8_0 ? 0.06 : 0.5);
    EXPECT_GT(error, 1e-4);
  }
}

// The codec is held as it is run: not a bit is lost.
TEST_P(QuantiseEach, TheCodecIsTheFolders) {
  const fs::path file = quantised(source(), to());
  const auto load = [&](const fs::path& path, const encodec::Formats& formats, bool encoder) {
    return encodec::Encodec::load(path, {.formats = formats, .encoder = encoder, .pool = pool_});
  };
  Rng rng(4);
  std::vector<float> sound(32000 / 4);
  for (float& sample : sound) sample = static_cast<float>(rng.uniform(-0.5, 0.5));
  const encodec::Coded coded = load(source(), {}, true).encode(sound, 4);
  EXPECT_EQ(load(file, {}, true).encode(sound, 4).chunks[0].codes, coded.chunks[0].codes);
  EXPECT_EQ(load(file, kCodecFormats, false).decode(coded),
            load(source(), kCodecFormats, false).decode(coded));
}

TEST_P(QuantiseEach, AnyThreadsWriteTheSameFile) {
  const fs::path two = quantised(source(), to());
  ThreadPool one(1);
  QuantiseOptions alone = options(to());
  const fs::path file = folder_ / "one.gguf";
  quantise(Checkpoint::open(source()), file,
           {.to = to(), .name = "test", .licence = "CC0-1.0", .pool = one, .go_on = alone.go_on});
  EXPECT_EQ(read_bytes(two), read_bytes(file));
}

// mono_q4_0.json is what Python's gguf package reads of such a file
// (train/parity/make_gguf_fixture.py).
TEST_F(QuantiseTest, PythonReadsTheSameNumbers) {
  const auto golden =
      nlohmann::json::parse(read_text(kFixtures / "gguf/mono_q4_0.json", size_t{1} << 20));
  const Gguf file = Gguf::open(quantised(kModels / "mono", DType::kQ4_0));
  ASSERT_EQ(file.names().size(), golden.size());
  for (const std::string& name : file.names()) {
    SCOPED_TRACE(name);
    const Tensor tensor = file.find(name);
    const Tensor values = tensor.to_f32();
    std::vector<int64_t> shape;
    for (int i = 0; i < tensor.shape().rank(); ++i) shape.push_back(tensor[i]);
    EXPECT_EQ(shape, golden.at(name).at("shape").get<std::vector<int64_t>>());
    EXPECT_EQ(name_of(tensor.dtype()), golden.at(name).at("format").get<std::string>());
    EXPECT_EQ(
        sum_of_text({static_cast<const char*>(values.data()), values.bytes()}, SumKind::kSha256),
        golden.at(name).at("sum").get<std::string>());
  }
}

TEST_F(QuantiseTest, SaysWhereItComesFromAndWhatItCosts) {
  const Checkpoint source = Checkpoint::open(kModels / "mono");
  const fs::path path = folder_ / "t.gguf";
  std::vector<uint64_t> steps;
  QuantiseOptions how = options(DType::kQ4_0);
  how.go_on = [&](uint64_t done, uint64_t total) {
    EXPECT_LE(done, total);
    steps.push_back(done);
    return true;
  };
  const QuantiseReport report = quantise(source, path, how);
  EXPECT_TRUE(std::is_sorted(steps.begin(), steps.end()));
  EXPECT_GT(steps.size(), 50u);
  EXPECT_EQ(report.bytes_before, fs::file_size(kModels / "mono/model.safetensors"));
  EXPECT_EQ(report.bytes_after, fs::file_size(path));
  EXPECT_GT(report.error, 0.05);  // a sixteenth of the range, evenly: found 0.081
  EXPECT_LT(report.error, 0.11);
  EXPECT_LT(quantise(source, path, options(DType::kQ8_0)).error, 0.008);

  const Gguf file = Gguf::open(path);
  EXPECT_EQ(file.text("general.architecture"), "musicgen");
  EXPECT_EQ(file.text("general.name"), "test");
  EXPECT_EQ(file.natural("general.file_type"), 7u);
  EXPECT_EQ(file.natural("general.quantization_version"), 2u);
  EXPECT_EQ(file.text(kGgufSource), source.fingerprint());
  const Checkpoint written = Checkpoint::open(path);
  EXPECT_EQ(written.config_text(), source.config_text());
  EXPECT_EQ(written.licence(), "CC0-1.0");
  EXPECT_TRUE(std::equal(written.tokenizer().bytes.begin(), written.tokenizer().bytes.end(),
                         source.tokenizer().bytes.begin(), source.tokenizer().bytes.end()));
}

// A folder as PyTorch 1 saved it, in halves of the range, with a table that can be computed.
TEST_F(QuantiseTest, OlderNamesAndWhatNothingReads) {
  const fs::path older = folder_ / "older";
  fs::create_directories(older);
  for (const char* name : {"config.json", "spiece.model"})
    fs::copy_file(kModels / "mono" / name, older / name);
  const Safetensors source = Safetensors::open(kModels / "mono");
  std::vector<NamedTensor> tensors;
  for (const std::string& name : source.names()) {
    std::string renamed = name;
    for (const auto& [from, to] : {std::pair{"parametrizations.weight.original0", "weight_g"},
                                   std::pair{"parametrizations.weight.original1", "weight_v"}}) {
      if (const size_t at = renamed.find(from); at != renamed.npos)
        renamed = renamed.substr(0, at) + to;
    }
    tensors.push_back({renamed, source.find(name)});
  }
  tensors.push_back({"decoder.model.decoder.embed_positions.weights", Tensor::zeros({8, 32})});
  write_safetensors(older / "model.safetensors", tensors);
  const Gguf one = Gguf::open(quantised(kModels / "mono", DType::kQ8_0));
  const Gguf other = Gguf::open(quantised(older, DType::kQ8_0));
  ASSERT_EQ(one.names(), other.names());
  for (const std::string& name : one.names()) {
    EXPECT_EQ(std::memcmp(one.find(name).data(), other.find(name).data(), one.find(name).bytes()),
              0)
        << name;
  }
}

TEST_F(QuantiseTest, StoppedItLeavesWhatWasThere) {
  const Checkpoint source = Checkpoint::open(kModels / "mono");
  const fs::path path = folder_ / "t.gguf";
  write_text(path, "old");
  for (const int steps : {0, 1, 40}) {
    int left = steps;
    QuantiseOptions how = options(DType::kQ8_0);
    how.go_on = [&](uint64_t, uint64_t) { return left-- > 0; };
    try {
      quantise(source, path, how);
      ADD_FAILURE() << "expected it to stop";
    } catch (const Error& error) {
      EXPECT_EQ(error.kind(), ErrorKind::kCancelled);
    }
    EXPECT_EQ(read_text(path), "old");
    EXPECT_EQ(entries(), 1u);
  }
}

TEST_F(QuantiseTest, RefusesWhatCannotBe) {
  const fs::path path = folder_ / "t.gguf";
  const auto error_of_source = [&](const fs::path& source, const QuantiseOptions& how) {
    try {
      quantise(Checkpoint::open(source), path, how);
    } catch (const Error& error) {
      EXPECT_FALSE(fs::exists(path));
      return std::string(error.what());
    }
    return std::string();
  };
  const auto expect = [&](const fs::path& source, const QuantiseOptions& how, const char* says) {
    const std::string error = error_of_source(source, how);
    EXPECT_NE(error.find(says), std::string::npos) << says << " -> " << error;
  };
  QuantiseOptions crowded = options(DType::kQ8_0);
  crowded.free_bytes = [](const fs::path&) { return uint64_t{1000}; };
  expect(kModels / "mono", crowded, "found 1.0 kB. Make room");
  expect(kModels / "mono", options(DType::kBf16), "expected q8_0 or q4_0, found bf16");
  expect(kFixtures / "encodec/music", options(DType::kQ8_0), "decoder: expected an object");
  expect(kFixtures / "musicgen/depth", options(DType::kQ8_0), "expected spiece.model");
  expect(quantised(kModels / "mono", DType::kQ8_0), options(DType::kQ4_0), "GGUF file already");

  // Another config's tensors, and a length without a direction.
  const fs::path broken = folder_ / "broken";
  fs::create_directories(broken);
  for (const char* name : {"config.json", "spiece.model"})
    fs::copy_file(kModels / "mono" / name, broken / name);
  std::vector<NamedTensor> tensors;
  const Safetensors source = Safetensors::open(kModels / "mono");
  for (const std::string& name : source.names()) {
    if (!name.ends_with("layers.3.conv.parametrizations.weight.original0"))
      tensors.push_back({name, source.find(name)});
  }
  write_safetensors(broken / "model.safetensors", tensors);
  expect(broken, options(DType::kQ8_0), "has no length beside it");
  write_safetensors(broken / "model.safetensors",
                    std::vector<NamedTensor>(tensors.begin(), tensors.begin() + 3));
  expect(broken, options(DType::kQ8_0), "parameters, the tensors are");
}

TEST(StoredFormat, IsByPart) {
  constexpr DType kTo = DType::kQ4_0;
  const struct {
    const char* name;
    Shape shape;
    std::optional<DType> type;
  } cases[] = {
      {"decoder.model.decoder.layers.23.fc1.weight", {4096, 1024}, kTo},
      {"decoder.model.decoder.layers.23.fc2.weight", {32, 48}, DType::kBf16},
      {"decoder.model.decoder.layers.0.self_attn_layer_norm.weight", {1024}, DType::kF32},
      {"decoder.lm_heads.3.weight", {2048, 1024}, kTo},
      {"decoder.model.decoder.embed_tokens.0.weight", {2049, 1024}, DType::kBf16},
      {"decoder.model.decoder.embed_positions.weights", {2048, 1024}, std::nullopt},
      {"decoder.depth.layers.1.fc1.weight", {64, 32}, kTo},
      {"decoder.depth.embed_tokens.1.weight", {64, 32}, DType::kBf16},
      {"text_encoder.shared.weight", {32128, 768}, DType::kQ8_0},
      {"text_encoder.encoder.block.0.layer.0.SelfAttention.q.weight", {768, 768}, DType::kQ8_0},
      {"text_encoder.encoder.block.0.layer.0.SelfAttention.relative_attention_bias.weight",
       {32, 12},
       DType::kF32},
      {"enc_to_dec_proj.weight", {1024, 768}, DType::kBf16},
      {"enc_to_dec_proj.bias", {1024}, DType::kF32},
      {"audio_enc_to_dec_proj.weight", {1536, 12}, DType::kF32},
      {"audio_encoder.decoder.layers.0.conv.weight", {1024, 128, 7}, DType::kBf16},
      {"audio_encoder.decoder.layers.15.conv.weight", {1, 64, 7}, DType::kF32},
      {"audio_encoder.decoder.layers.1.lstm.weight_hh_l0", {4096, 1024}, DType::kQ8_0},
      {"audio_encoder.encoder.layers.13.lstm.weight_hh_l0", {4096, 1024}, DType::kF32},
      {"audio_encoder.encoder.layers.0.conv.weight", {64, 1, 7}, DType::kF32},
      {"audio_encoder.quantizer.layers.0.codebook.embed", {2048, 128}, DType::kF32},
      {"audio_encoder.quantizer.layers.0.codebook.embed_avg", {2048, 128}, std::nullopt},
      {"audio_encoder.quantizer.layers.0.codebook.inited", {1}, std::nullopt},
  };
  for (const auto& one : cases)
    EXPECT_EQ(stored_format(one.name, one.shape, kTo), one.type) << one.name;
}

}  // namespace
}  // namespace continuo::musicgen
