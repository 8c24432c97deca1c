// Parity with Hugging Face, intermediate by intermediate: fixtures of
// train/parity/make_musicgen_fixtures.py.
#include "models/musicgen/musicgen.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <cmath>
#include <map>

#include "base/error.h"
#include "base/files.h"
#include "base/rng.h"
#include "checkpoint/safetensors.h"
#include "models/allocations_test.h"
#include "models/golden_test.h"

namespace continuo::musicgen {
namespace {

namespace fs = std::filesystem;

const fs::path kFixtures = fs::path(CONTINUO_SOURCE_DIR) / "tests/fixtures/musicgen";

// The largest difference, as a share of the largest golden magnitude of that tensor.
struct Tolerance {
  DType linear;
  DType text;
  double each;    // any intermediate
  double logits;  // at the end of it all
};
constexpr Tolerance kF32{DType::kF32, DType::kF32, 1e-5,
                         1e-5};  // found 1e-6, 4e-7; the bar is 1e-4
constexpr Tolerance kBf16{DType::kBf16, DType::kBf16, 3e-2, 1e-2};  // found 1.7e-2, 6e-3
constexpr Tolerance kQ8{DType::kQ8_0, DType::kQ8_0, 8e-2, 5e-2};    // found 5.3e-2, 2.8e-2
constexpr Tolerance kDefault{DType::kQ8_0, DType::kBf16, 8e-2, 5e-2};
constexpr const char* kFolders[] = {"odd", "gated", "nano"};

class Fixture {
 public:
  explicit Fixture(const std::string& name, DType linear = DType::kF32, DType text = DType::kF32)
      : pool(2),
        golden(Safetensors::open(kFixtures / name / "golden.safetensors")),
        model(MusicGen::load(kFixtures / name, {.linear = linear, .text = text, .pool = pool})),
        K(static_cast<size_t>(model.config().decoder.num_codebooks)),
        V(static_cast<size_t>(model.config().decoder.vocab_size)) {}

  std::vector<int32_t> codes(const std::string& name = "codes") const {
    const std::vector<int64_t> read = golden.integers(name);
    return {read.begin(), read.end()};
  }
  Condition condition(const std::string& row) const { return model.encode(codes(row + ".tokens")); }
  Tensor values(const std::string& name) const {
    Tensor tensor = golden.find(name);
    EXPECT_FALSE(tensor.empty()) << name;
    return tensor;
  }

  ThreadPool pool;
  Safetensors golden;
  MusicGen model;
  size_t K, V;
};

// Compares what a probe sees with the golden tensors of `prefix`, row `row` of `rows`.
class Comparison {
 public:
  Comparison(const Fixture& fixture, std::string prefix, int64_t row)
      : fixture_(fixture), prefix_(std::move(prefix)), row_(row) {}

  Tensor operator()(const std::string& name, const Tensor& tensor) {
    const Tensor golden = fixture_.values(prefix_ + name);
    Tensor found = tensor.shape().rank() == 3 ? tensor.slice(row_, 1) : tensor;
    if (name == "norm" || name == "logits") return tensor;  // of the last step alone
    const double error = error_of(found.values(), golden.values());
    if (error > worst) worst = error, where = name;
    ++seen;
    return tensor;
  }

  double worst = 0;
  std::string where;
  int seen = 0;

 private:
  const Fixture& fixture_;
  std::string prefix_;
  int64_t row_;
};

void compare_all(const char* folder, const Tolerance& tolerance) {
  const Fixture fixture(folder, tolerance.linear, tolerance.text);
  const auto& config = fixture.model.config();
  const auto layers = static_cast<int>(config.decoder.num_hidden_layers);
  const size_t step = fixture.K * fixture.V;
  for (const std::string row : {"row0", "row1", "null"}) {
    SCOPED_TRACE(row);
    Condition condition;
    if (row != "null") {
      Comparison text(fixture, row + ".", 0);
      const Probe::Observer observer = std::ref(text);
      condition = fixture.model.encode(fixture.codes(row + ".tokens"), Probe(observer));
      EXPECT_LE(text.worst, tolerance.each) << text.where;
      EXPECT_EQ(text.seen, 3 * config.text_encoder.num_layers + 2);
    }
    State state = fixture.model.start({condition}, 32);
    Comparison decoder(fixture, row + ".", 0);
    const Probe::Observer observer = std::ref(decoder);
    const auto codes = fixture.codes();
    const auto last = fixture.model.advance(state, codes, Probe(observer));
    EXPECT_LE(decoder.worst, tolerance.each) << decoder.where;
    EXPECT_EQ(decoder.seen, 1 + layers * (row == "null" ? 3 : 4));
    const Tensor golden = fixture.values(row + ".logits");
    const auto S = static_cast<size_t>(golden[0]);
    const double error = error_of(last, golden.values().subspan((S - 1) * step));
    EXPECT_LE(error, tolerance.logits);
    ::testing::Test::RecordProperty(
        fmt::format("{}.{}", folder, row),
        fmt::format("{:.1e} {}, logits {:.1e}", decoder.worst, decoder.where, error));
  }
}

TEST(MusicGenParity, F32) {
  for (const char* folder : kFolders) compare_all(folder, kF32);
}
TEST(MusicGenParity, Bf16) {
  for (const char* folder : kFolders) compare_all(folder, kBf16);
}
TEST(MusicGenParity, Q8) {
  for (const char* folder : kFolders) compare_all(folder, kQ8);
}
TEST(MusicGenParity, AsLoadedByDefault) {
  for (const char* folder : kFolders) compare_all(folder, kDefault);
}

// Rows of one state are what they are alone; every step's logits and final norm, in one step at a
// time.
TEST(MusicGenParity, SteppingABatchMatchesEveryStep) {
  for (const char* folder : kFolders) {
    const Fixture fixture(folder);
    const std::vector<std::string> rows{"row0", "row1", "null"};
    State state = fixture.model.start(
        {fixture.condition("row0"), fixture.condition("row1"), fixture.model.null()}, 16);
    const auto codes = fixture.codes();
    const size_t K = fixture.K, step = K * fixture.V;
    std::vector<float> norm;
    const Probe::Observer observer = [&](const std::string& name, const Tensor& tensor) {
      if (name == "norm") norm.assign(tensor.values().begin(), tensor.values().end());
      return tensor;
    };
    for (size_t s = 0; s * K < codes.size(); ++s) {
      const auto logits =
          fixture.model.advance(state, std::span(codes).subspan(s * K, K), Probe(observer));
      ASSERT_EQ(logits.size(), rows.size() * step);
      const size_t D = norm.size() / rows.size();
      for (size_t b = 0; b < rows.size(); ++b) {
        EXPECT_LE(error_of(logits.subspan(b * step, step),
                           fixture.values(rows[b] + ".logits").values().subspan(s * step, step)),
                  kF32.logits)
            << folder << " " << rows[b] << " step " << s;
        EXPECT_LE(error_of(std::span<const float>(norm).subspan(b * D, D),
                           fixture.values(rows[b] + ".norm").values().subspan(s * D, D)),
                  kF32.each);
      }
    }
  }
}

std::vector<int32_t> random_codes(const Fixture& fixture, size_t steps, uint64_t seed) {
  Rng rng(seed);
  std::vector<int32_t> codes(steps * fixture.K);
  for (int32_t& code : codes) code = rng.range(0, static_cast<int>(fixture.V));
  return codes;
}

// Any split of a sequence, on any number of threads, with any probe that looks on, is the same
// sequence.
TEST(MusicGen, EverySplitGivesTheSameLogits) {
  for (const DType linear : {DType::kF32, DType::kBf16, DType::kQ8_0}) {
    const Fixture fixture("odd", linear);
    const size_t K = fixture.K, S = 100;
    const auto codes = random_codes(fixture, S, 1);
    const std::vector<Condition> rows{fixture.condition("row1"), fixture.model.null()};
    State stepped = fixture.model.start(rows, 128);
    std::vector<float> expected;
    for (size_t s = 0; s < S; ++s) {
      const auto logits = fixture.model.advance(stepped, std::span(codes).subspan(s * K, K));
      expected.assign(logits.begin(), logits.end());
    }
    Rng rng(2);
    for (int round = 0; round < 6; ++round) {
      State state = fixture.model.start(rows, 128);
      std::vector<float> found;
      for (size_t s = 0; s < S;) {
        const size_t most = S - s;
        const size_t count =
            round == 0 ? most : std::min(most, static_cast<size_t>(rng.range(1, 70)));
        const auto logits =
            fixture.model.advance(state, std::span(codes).subspan(s * K, count * K));
        found.assign(logits.begin(), logits.end());
        s += count;
      }
      EXPECT_EQ(found, expected) << name_of(linear) << " round " << round;
    }
  }
}

TEST(MusicGen, ThreadsChangeNothing) {
  std::vector<float> expected;
  for (int threads : {1, 2, 3}) {
    ThreadPool pool(threads);
    const MusicGen model =
        MusicGen::load(kFixtures / "nano", {.linear = DType::kQ8_0, .pool = pool});
    const std::vector<int32_t> words{5, 9, 1};
    State state = model.start({model.encode(words), model.null()}, 64);
    std::vector<int32_t> codes(40 * 5, 7);
    const auto logits = model.advance(state, codes);
    if (threads == 1) expected.assign(logits.begin(), logits.end());
    EXPECT_EQ(std::vector<float>(logits.begin(), logits.end()), expected) << threads;
  }
}

TEST(MusicGen, RewindForgets) {
  const Fixture fixture("gated");
  const size_t K = fixture.K;
  const auto codes = random_codes(fixture, 30, 3), other = random_codes(fixture, 30, 4);
  State state = fixture.model.start({fixture.condition("row0")}, 40);
  fixture.model.advance(state, std::span(codes).first(20 * K));
  const auto straight = fixture.model.advance(state, std::span(codes).subspan(20 * K, K));
  const std::vector<float> expected(straight.begin(), straight.end());

  fixture.model.rewind(state, 12);
  fixture.model.advance(state, std::span(other).first(15 * K));
  fixture.model.rewind(state, 12);
  EXPECT_EQ(state.steps(), 12);
  const auto again = fixture.model.advance(state, std::span(codes).subspan(12 * K, 9 * K));
  EXPECT_EQ(std::vector<float>(again.begin(), again.end()), expected);
  EXPECT_THROW(fixture.model.rewind(state, 22), Error);
  EXPECT_THROW(fixture.model.rewind(state, -1), Error);
}

// What `generate` of the reference picks, with guidance, over a hundred steps of its delay pattern.
TEST(MusicGenParity, GreedyStepsAreTheReferences) {
  for (const char* folder : kFolders) {
    const Fixture fixture(folder);
    const auto K = fixture.K, V = fixture.V;
    const auto frames = fixture.codes("greedy.frames");
    const size_t T = frames.size() / K;
    ASSERT_GE(T + K, 100u);
    const float scale = fixture.values("guidance").values()[0];
    State state = fixture.model.start({fixture.condition("row0"), fixture.model.null()}, 128);
    std::vector<int32_t> picked(frames.size(), -1);
    std::vector<int32_t> row(K, static_cast<int32_t>(V));
    for (size_t s = 0; s + 1 < T + K; ++s) {
      const auto logits = fixture.model.advance(state, row);
      for (size_t k = 0; k < K; ++k) {
        row[k] = static_cast<int32_t>(V);
        if (s < k || s - k >= T) continue;
        size_t best = 0;
        float most = -INFINITY;
        for (size_t c = 0; c < V; ++c) {
          const float given = logits[k * V + c], null = logits[(K + k) * V + c];
          const float guided = null + scale * (given - null);
          if (guided > most) most = guided, best = c;
        }
        row[k] = static_cast<int32_t>(best);
        picked[(s - k) * K + k] = row[k];
      }
    }
    EXPECT_EQ(picked, frames) << folder;
  }
}

TEST(MusicGen, AStepAllocatesNothing) {
  for (const DType linear : {DType::kF32, DType::kBf16, DType::kQ8_0}) {
    for (const char* folder : kFolders) {
      const Fixture fixture(folder, linear);
      const auto codes = random_codes(fixture, 10, 5);
      const Condition words = fixture.condition("row0");
      State state = fixture.model.start({words, words, words, fixture.model.null()}, 12);
      fixture.model.advance(state, std::span(codes).first(fixture.K));
      const int64_t before = allocations;
      for (size_t s = 1; s < 10; ++s)
        fixture.model.advance(state, std::span(codes).subspan(s * fixture.K, fixture.K));
      EXPECT_EQ(allocations - before, 0) << folder;
    }
  }
}

TEST(MusicGen, AProbeMaySteer) {
  const Fixture fixture("odd");
  const std::vector<int32_t> start(fixture.K, fixture.model.config().decoder.special_code());
  State plain = fixture.model.start({fixture.model.null()}, 4),
        steered = fixture.model.start({fixture.model.null()}, 4);
  const auto before = fixture.model.advance(plain, start);
  const Probe::Observer push = [](const std::string& name, const Tensor& tensor) {
    if (name != "layers.1.out") return tensor;
    Tensor pushed = tensor.to_f32();
    pushed.mutable_f32()[0] += 5.0f;
    return pushed;
  };
  const auto after = fixture.model.advance(steered, start, Probe(push));
  EXPECT_FALSE(std::equal(before.begin(), before.end(), after.begin()));
}

TEST(MusicGen, RefusesWhatCannotBe) {
  const Fixture fixture("odd");
  const MusicGen& model = fixture.model;
  const Condition words = fixture.condition("row1");
  EXPECT_THROW(model.encode({}), Error);
  EXPECT_THROW(model.encode(std::vector<int32_t>{41, 1}), Error);
  EXPECT_THROW(model.encode(std::vector<int32_t>{-1}), Error);
  EXPECT_THROW(model.encode(std::vector<int32_t>(MusicGen::kMostTokens + 1, 1)), Error);
  EXPECT_NO_THROW(model.encode(std::vector<int32_t>(MusicGen::kMostTokens, 1)));
  EXPECT_THROW(model.start({}, 4), Error);
  EXPECT_THROW(model.start({model.null(), words}, 4), Error);
  EXPECT_THROW(model.start(std::vector<Condition>(5, words), 4), Error);
  EXPECT_THROW(model.start({words}, 0), Error);
  EXPECT_THROW(model.start({words}, 129), Error);
  EXPECT_THROW(model.start({Fixture("nano").condition("row0")}, 4), Error);

  State state = model.start({words}, 2);
  EXPECT_THROW(model.advance(state, std::vector<int32_t>{}), Error);
  EXPECT_THROW(model.advance(state, std::vector<int32_t>{1, 2, 3, 4}), Error);
  EXPECT_THROW(model.advance(state, std::vector<int32_t>{1, 2, 3, 4, 38}), Error);
  EXPECT_THROW(model.advance(state, std::vector<int32_t>{1, 2, 3, 4, -1}), Error);
  EXPECT_THROW(model.advance(state, std::vector<int32_t>(15, 1)), Error);
  EXPECT_EQ(state.steps(), 0);
  EXPECT_NO_THROW(model.advance(state, std::vector<int32_t>(10, 37)));
  EXPECT_THROW(model.advance(state, std::vector<int32_t>(5, 1)), Error);
}

// A copy of a checkpoint with something changed.
class BrokenCheckpoint : public ::testing::Test {
 protected:
  void SetUp() override {
    folder_ = fs::temp_directory_path() / fmt::format("continuo_musicgen_{}", ::getpid());
    fs::create_directories(folder_);
    const Safetensors file = Safetensors::open(kFixtures / "odd");
    for (const std::string& name : file.names()) {
      if (name != "audio_encoder.quantizer.layers.0.codebook.inited")
        tensors_[name] = file.find(name);
    }
    config_ = read_text(kFixtures / "odd/config.json");
  }
  void TearDown() override { fs::remove_all(folder_); }

  std::string load() {
    std::vector<NamedTensor> list;
    for (const auto& [name, tensor] : tensors_) list.push_back({name, tensor});
    write_safetensors(folder_ / "model.safetensors", list);
    write_text(folder_ / "config.json", config_);
    ThreadPool pool(1);
    try {
      MusicGen::load(folder_, {.linear = DType::kF32, .pool = pool});
      return "";
    } catch (const Error& error) {
      return error.what();
    }
  }
  void replace(const std::string& from, const std::string& to) {
    const size_t at = config_.find(from);
    ASSERT_NE(at, std::string::npos) << from;
    config_.replace(at, from.size(), to);
  }

  fs::path folder_;
  std::map<std::string, Tensor> tensors_;
  std::string config_;
};

TEST_F(BrokenCheckpoint, OneErrorNamesAllThatIsWrong) {
  EXPECT_EQ(load(), "");
  const std::string missing = "decoder.model.decoder.layers.1.fc1.weight",
                    misshapen = "enc_to_dec_proj.bias";
  tensors_.erase(missing);
  tensors_[misshapen] = Tensor::zeros({3});
  tensors_["decoder.model.decoder.layers.2.fc1.weight"] = Tensor::zeros({50, 36});
  const std::string error = load();
  EXPECT_NE(error.find("Missing 1: " + missing), std::string::npos) << error;
  EXPECT_NE(error.find("Of another shape 1: " + misshapen), std::string::npos) << error;
  EXPECT_NE(error.find("Not used 1: decoder.model.decoder.layers.2.fc1.weight"), std::string::npos)
      << error;
}

TEST_F(BrokenCheckpoint, KnownNamesAreNoSurprise) {
  tensors_["decoder.model.decoder.embed_positions.weights"] = Tensor::zeros({128, 36});
  tensors_["text_encoder.encoder.embed_tokens.weight"] = tensors_["text_encoder.shared.weight"];
  EXPECT_EQ(load(), "");
  tensors_.erase("text_encoder.shared.weight");
  EXPECT_EQ(load(), "");
  tensors_["text_encoder.decoder.final_layer_norm.weight"] = Tensor::zeros({20});
  EXPECT_NE(load().find("Not used 1"), std::string::npos);
}

TEST_F(BrokenCheckpoint, TheConfigIsHeldToItsWord) {
  const std::tuple<const char*, const char*, const char*> cases[] = {
      {"\"ffn_dim\": 50,", "", "decoder.ffn_dim"},
      {"\"hidden_size\": 36", "\"hidden_size\": \"36\"", "decoder.hidden_size"},
      {"\"num_attention_heads\": 3", "\"num_attention_heads\": 5", "decoder.num_attention_heads"},
      {"\"activation_function\": \"gelu\"", "\"activation_function\": \"swish\"",
       "decoder.activation_function"},
      {"\"scale_embedding\": false", "\"scale_embedding\": true", "decoder.scale_embedding"},
      {"\"feed_forward_proj\": \"relu\"", "\"feed_forward_proj\": \"gated-silu\"",
       "text_encoder.feed_forward_proj"},
      {"\"model_type\": \"musicgen\"", "\"model_type\": \"bert\"", "model_type"},
      {"\"num_hidden_layers\": 2", "\"num_hidden_layers\": 200", "the config describes"},
      {"\"max_position_embeddings\": 128", "\"max_position_embeddings\": 0",
       "decoder.max_position_embeddings"},
      {"\"max_position_embeddings\": 128", "\"max_position_embeddings\": 4",
       "decoder.max_position_embeddings"},
      {"\"num_codebooks\": 5", "\"audio_channels\": 2, \"num_codebooks\": 5",
       "decoder.num_codebooks: expected as many for each of 2 channels, found 5"},
  };
  const std::string whole = config_;
  for (const auto& [from, to, says] : cases) {
    config_ = whole;
    replace(from, to);
    const std::string error = load();
    EXPECT_NE(error.find(says), std::string::npos) << to << " -> " << error;
  }
}

// The sizes of the published checkpoints (facebook/musicgen-small, -medium, -large; their files
// agree to four digits).
TEST(MusicGenConfig, CountsThePublishedParameters) {
  const t5::Config t5_base{32128, 768, 64, 3072, 12, 12, 32, 128, 1e-6f, false};
  EXPECT_EQ(t5_base.parameters(), 109'628'544);
  const auto decoder = [&](int64_t hidden, int64_t layers, int64_t heads) {
    const Config config{t5_base,
                        {2048, hidden, layers, heads, 4 * hidden, 4, 2048, Activation::kGelu}};
    return config.parameters() - t5_base.parameters();
  };
  EXPECT_EQ(decoder(1024, 24, 16), 420'371'456);
  EXPECT_EQ(decoder(1536, 48, 24), 1'838'737'920);
  EXPECT_EQ(decoder(2048, 48, 32), 3'256'956'928);
}

TEST(T5, BucketsAreTheReferences) {
  const Safetensors golden = Safetensors::open(kFixtures / "t5_buckets.safetensors");
  for (const auto& [buckets, distance] :
       {std::pair{32, 128}, std::pair{8, 12}, std::pair{16, 64}}) {
    const auto expected = golden.integers(fmt::format("{}.{}", buckets, distance));
    ASSERT_EQ(expected.size(), 401u);
    for (int offset = -200; offset <= 200; ++offset) {
      EXPECT_EQ(t5::relative_bucket(offset, buckets, distance),
                expected[static_cast<size_t>(offset + 200)])
          << offset;
    }
  }
}

}  // namespace
}  // namespace continuo::musicgen
