// Parity with Hugging Face, intermediate by intermediate: fixtures of
// train/parity/make_encodec_fixtures.py.
#include "models/encodec/encodec.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <cmath>
#include <fstream>
#include <map>

#include "base/error.h"
#include "base/files.h"
#include "base/rng.h"
#include "checkpoint/safetensors.h"
#include "models/allocations_test.h"

namespace continuo::encodec {
namespace {

namespace fs = std::filesystem;

const fs::path kFixtures = fs::path(CONTINUO_SOURCE_DIR) / "tests/fixtures/encodec";
constexpr const char* kFolders[] = {"causal", "music", "odd", "chunks"};

// The largest difference, as a share of the largest golden magnitude of that tensor.
constexpr double kF32 = 1e-5;   // found 3e-6; the bar is 1e-4
constexpr double kBf16 = 6e-2;  // of a sound

double error_of(std::span<const float> found, std::span<const float> golden) {
  EXPECT_EQ(found.size(), golden.size());
  double worst = 0, largest = 1e-30;
  for (size_t i = 0; i < std::min(found.size(), golden.size()); ++i) {
    const double difference = std::abs(static_cast<double>(found[i]) - golden[i]);
    worst = std::isnan(difference) ? INFINITY : std::max(worst, difference);
    largest = std::max(largest, std::abs(static_cast<double>(golden[i])));
  }
  return worst / largest;
}

class Fixture {
 public:
  explicit Fixture(const std::string& name, const Formats& formats = {}, bool encoder = true)
      : pool(2),
        golden(Safetensors::open(kFixtures / name / "golden.safetensors")),
        model(Encodec::load(kFixtures / name,
                            {.formats = formats, .encoder = encoder, .pool = pool})),
        K(model.config().num_quantizers()) {}

  std::vector<float> values(const std::string& name) const {
    const Tensor tensor = golden.find(name);
    EXPECT_FALSE(tensor.empty()) << name;
    if (tensor.empty()) return {};
    return {tensor.values().begin(), tensor.values().end()};
  }
  std::vector<int32_t> codes(const std::string& name) const {
    const std::vector<int64_t> read = golden.integers(name);
    return {read.begin(), read.end()};
  }
  // All chunks of a take, as the reference coded them.
  Coded coded(const std::string& take) const {
    Coded result{K, {}};
    const auto names = golden.names();
    for (int i = 0;; ++i) {
      const std::string name = take + "codes." + std::to_string(i);
      if (std::find(names.begin(), names.end(), name) == names.end()) return result;
      result.chunks.push_back({codes(name), values(take + "scale." + std::to_string(i))[0]});
    }
  }
  Coded free() const { return {K, {{codes("free.codes"), 1}}}; }

  ThreadPool pool;
  Safetensors golden;
  Encodec model;
  int64_t K;
};

// Joins the pieces that a probe sees of each intermediate.
class Recorder {
 public:
  Tensor operator()(const std::string& name, const Tensor& tensor) {
    auto& values = seen[name];
    values.insert(values.end(), tensor.values().begin(), tensor.values().end());
    return tensor;
  }
  std::map<std::string, std::vector<float>> seen;
};

// Every golden tensor of `take` under `part`, and nothing else, was seen.
void compare(const Fixture& fixture, const Recorder& recorder, const std::string& take,
             const std::string& part) {
  size_t count = 0;
  for (const std::string& name : fixture.golden.names()) {
    if (!name.starts_with(take + part)) continue;
    const std::string bare = name.substr(take.size());
    ASSERT_TRUE(recorder.seen.contains(bare)) << bare;
    EXPECT_LE(error_of(recorder.seen.at(bare), fixture.values(name)), kF32) << name;
    ++count;
  }
  EXPECT_GT(count, 0u);
  EXPECT_EQ(count, recorder.seen.size() - (part == "decoder." ? 1 : 0));
}

class EncodecParity : public ::testing::TestWithParam<const char*> {};
INSTANTIATE_TEST_SUITE_P(Fixtures, EncodecParity, ::testing::ValuesIn(kFolders),
                         [](const auto& test) { return std::string(test.param); });

TEST_P(EncodecParity, EncodesAsTheReference) {
  const Fixture fixture(GetParam());
  for (const std::string take : {"take0.", "take1."}) {
    SCOPED_TRACE(take);
    Recorder recorder;
    const Probe::Observer observer = std::ref(recorder);
    const auto samples = fixture.values(take + "samples");
    const Coded coded = fixture.model.encode(samples, fixture.K, Probe(observer));
    compare(fixture, recorder, take, "encoder.");
    const Coded golden = fixture.coded(take);
    ASSERT_EQ(coded.chunks.size(), golden.chunks.size());
    for (size_t i = 0; i < coded.chunks.size(); ++i) {
      EXPECT_EQ(coded.chunks[i].codes, golden.chunks[i].codes);
      EXPECT_NEAR(coded.chunks[i].scale, golden.chunks[i].scale, 1e-6);
    }
    // Fewer codebooks are the first of all.
    const Coded coarse = fixture.model.encode(samples, 1);
    for (size_t t = 0; t < coarse.chunks[0].codes.size(); ++t)
      EXPECT_EQ(coarse.chunks[0].codes[t],
                coded.chunks[0].codes[t * static_cast<size_t>(fixture.K)]);
  }
}

TEST_P(EncodecParity, DecodesAsTheReference) {
  const Fixture fixture(GetParam(), {}, false);
  for (const std::string take : {"take0.", "take1."}) {
    SCOPED_TRACE(take);
    Recorder recorder;
    const Probe::Observer observer = std::ref(recorder);
    const auto sound = fixture.model.decode(fixture.coded(take), Probe(observer));
    compare(fixture, recorder, take, "decoder.");
    EXPECT_LE(error_of(recorder.seen.at("quantizer"), fixture.values(take + "quantizer")), 1e-6);
    EXPECT_LE(error_of(sound, fixture.values(take + "sound")), kF32);
  }
  EXPECT_LE(error_of(fixture.model.decode(fixture.free()), fixture.values("free.sound")), kF32);
}

TEST_P(EncodecParity, DecodesInShorterFormats) {
  for (const Formats& formats :
       {Formats{DType::kBf16, DType::kBf16}, Formats{DType::kBf16, DType::kQ8_0}}) {
    const Fixture fixture(GetParam(), formats, false);
    const double error =
        error_of(fixture.model.decode(fixture.free()), fixture.values("free.sound"));
    EXPECT_LE(error, kBf16);
    RecordProperty(name_of(formats.lstm).data(), fmt::format("{:.1e}", error));
  }
}

// Any pieces of the codes give the sound of all at once, to the last bit; what is held stays small.
TEST_P(EncodecParity, StreamsInAnyPieces) {
  const Fixture fixture(GetParam(), {}, false);
  const Config& config = fixture.model.config();
  Rng rng(1);
  for (int round = 0; round < 60; ++round) {
    Coded coded{fixture.K, {}};
    const int64_t chunk =
        config.chunk_length == 0 ? 0 : (config.chunk_length + config.hop() - 1) / config.hop();
    for (int i = chunk == 0 ? 1 : rng.range(1, 3); i > 0; --i) {
      const int64_t T = chunk != 0 && i > 1 ? chunk : rng.range(1, chunk == 0 ? 90 : int(chunk));
      coded.chunks.push_back({std::vector<int32_t>(static_cast<size_t>(T * fixture.K)),
                              static_cast<float>(rng.uniform(0.5, 2))});
      for (int32_t& code : coded.chunks.back().codes)
        code = rng.range(0, static_cast<int>(config.codebook_size) - 1);
    }
    const auto whole = fixture.model.decode(coded);

    const int most = rng.chance(0.5) ? 4 : 70;
    DecodeState state = fixture.model.start(fixture.K, most);
    const size_t bytes = state.bytes();
    for (int again = 0; again < 2; ++again) {  // a state serves one sound after another
      std::vector<float> sound;
      for (const CodedChunk& part : coded.chunks) {
        const auto T = static_cast<int64_t>(part.codes.size()) / fixture.K;
        for (int64_t begin = 0, last = 0; begin < T;) {
          const int64_t n = std::min<int64_t>(T - begin, rng.range(0, most));
          last = &part == &coded.chunks.back() && begin + n == T ? 1 : 0;
          const auto codes = std::span(part.codes)
                                 .subspan(static_cast<size_t>(begin * fixture.K),
                                          static_cast<size_t>(n * fixture.K));
          const int64_t before = allocations;
          const auto out = fixture.model.decode(state, codes, {part.scale, last == 1});
          EXPECT_EQ(allocations, before);
          sound.insert(sound.end(), out.begin(), out.end());
          begin += n;
          if (last == 1) continue;
          const int64_t behind = state.frames_taken() * config.hop() - state.samples_given();
          if (chunk == 0 && state.samples_given() > 0) {
            EXPECT_EQ(behind, fixture.model.look_ahead());
          }
        }
      }
      EXPECT_EQ(state.bytes(), bytes);
      ASSERT_EQ(sound.size(), whole.size());
      ASSERT_EQ(sound, whole) << round;
    }
  }
}

TEST(Encodec, SoundStartsAfterTheFirstFrames) {
  const Fixture fixture("music", {}, false);
  DecodeState state = fixture.model.start(fixture.K, 1);
  const auto codes = fixture.codes("free.codes");
  int frames = 0;
  for (size_t at = 0; state.samples_given() == 0; at += static_cast<size_t>(fixture.K), ++frames)
    fixture.model.decode(state, std::span(codes).subspan(at, static_cast<size_t>(fixture.K)), {});
  EXPECT_EQ(frames, fixture.model.look_ahead() / fixture.model.config().hop() + 1);
}

TEST(Encodec, AThreadMoreChangesNothing) {
  std::vector<std::vector<float>> sounds;
  for (const int threads : {1, 3}) {
    ThreadPool pool(threads);
    const Fixture fixture("odd");
    const Encodec model = Encodec::load(kFixtures / "odd", {.pool = pool});
    sounds.push_back(model.decode(fixture.free()));
  }
  EXPECT_EQ(sounds[0], sounds[1]);
}

TEST(Encodec, WrongCallsAreRefused) {
  const Fixture fixture("causal", {}, false);
  const Encodec& model = fixture.model;
  EXPECT_THROW(model.encode(std::vector<float>(8), 1), Error);  // without its encoder
  EXPECT_THROW(model.start(0), Error);
  EXPECT_THROW(model.start(fixture.K + 1), Error);
  EXPECT_THROW(model.start(1, 0), Error);
  EXPECT_THROW(model.decode(Coded{fixture.K, {}}), Error);
  EXPECT_THROW(model.decode(Coded{0, {{{0}, 1}}}), Error);
  EXPECT_THROW(model.decode(Coded{fixture.K, {{{0}, 1}, {{0}, 1}}}), Error);

  // A refused call leaves the state as it was.
  const auto codes = fixture.codes("free.codes");
  DecodeState state = model.start(fixture.K, 8);
  std::vector<float> sound;
  const auto K = static_cast<size_t>(fixture.K);
  for (size_t at = 0; at < codes.size(); at += K) {
    std::vector<int32_t> wrong(codes.begin() + static_cast<int64_t>(at),
                               codes.begin() + static_cast<int64_t>(at + K));
    wrong.back() = static_cast<int32_t>(model.config().codebook_size);
    EXPECT_THROW(model.decode(state, wrong, {}), Error);
    wrong.back() = -1;
    EXPECT_THROW(model.decode(state, wrong, {}), Error);
    EXPECT_THROW(model.decode(state, std::span(wrong).first(K - 1), {}), Error);
    EXPECT_THROW(model.decode(state, std::vector<int32_t>(9 * K), {}), Error);
    const auto out =
        model.decode(state, std::span(codes).subspan(at, K), {.last = at + K == codes.size()});
    sound.insert(sound.end(), out.begin(), out.end());
  }
  EXPECT_EQ(sound, model.decode(fixture.free()));

  const Fixture stereo("odd");
  EXPECT_THROW(stereo.model.encode(std::vector<float>(7), 1), Error);
  EXPECT_THROW(stereo.model.encode({}, 1), Error);
  EXPECT_THROW(stereo.model.encode(std::vector<float>(8), stereo.K + 1), Error);
}

// encodec_32khz's own numbers.
constexpr const char* kMusic = R"({"model_type":"encodec","audio_channels":1,"chunk_length_s":null,
 "codebook_dim":128,"codebook_size":2048,"compress":2,"dilation_growth_rate":2,"hidden_size":128,
 "kernel_size":7,"last_kernel_size":7,"norm_type":"weight_norm","normalize":false,"num_filters":64,
 "num_lstm_layers":2,"num_residual_layers":1,"overlap":null,"pad_mode":"reflect",
 "residual_kernel_size":3,"sampling_rate":32000,"target_bandwidths":[2.2],"trim_right_ratio":1.0,
 "upsampling_ratios":[8,5,4,4],"use_causal_conv":false,"use_conv_shortcut":false})";

Config read_with(const std::string& from, const std::string& to) {
  std::string text = kMusic;
  if (!from.empty()) text.replace(text.find(from), from.size(), to);
  return read_config(HfConfig::parse(text, "config.json"));
}

TEST(EncodecConfig, PublishedSizesAreRead) {
  const Config config = read_with("", "");
  EXPECT_EQ(config.parameters(), 57'925'313);  // of the published file, norms folded
  EXPECT_EQ(config.hop(), 640);
  EXPECT_EQ(config.frame_rate(), 50);
  EXPECT_EQ(config.num_quantizers(), 4);
  EXPECT_EQ(config.codebooks_for(1.2), 2);
  EXPECT_EQ(config.codebooks_for(0.1), 1);
  EXPECT_EQ(config.codebooks_for(99), 4);
  EXPECT_EQ(config.encoder_layers().back().index, 15);
  EXPECT_EQ(config.decoder_layers().back().index, 15);
  EXPECT_TRUE(read_with(",\"use_conv_shortcut\":false", "").conv_shortcut);
  EXPECT_EQ(read_with("\"codebook_dim\":128", "\"codebook_dim\":null").hidden_size, 128);
}

TEST(EncodecConfig, WrongFieldsAreNamed) {
  const std::map<std::pair<std::string, std::string>, std::string> cases = {
      {{"\"encodec\"", "\"dac\""}, "model_type: expected encodec, found dac"},
      {{"\"reflect\"", "\"circular\""}, "pad_mode: expected reflect or constant, found circular"},
      {{"\"weight_norm\"", "\"layer_norm\""}, "norm_type: expected weight_norm or"},
      {{"\"trim_right_ratio\":1.0", "\"trim_right_ratio\":0.5"}, "trim_right_ratio: expected 1"},
      {{"\"codebook_dim\":128", "\"codebook_dim\":64"}, "codebook_dim: expected hidden_size, 128"},
      {{"\"codebook_size\":2048", "\"codebook_size\":2000"},
       "codebook_size: expected a power of 2"},
      {{"[8,5,4,4]", "[64,64,64,64]"}, "upsampling_ratios: expected at most"},
      {{"[8,5,4,4]", "[8,0]"}, "upsampling_ratios.1: expected an integer from 1 to 64, found 0"},
      {{"[8,5,4,4]", "8"}, "upsampling_ratios: expected a list"},
      {{"[2.2]", "[0.1]"}, "target_bandwidths: expected 1 to 256 codebooks"},
      {{"[2.2]", "[3,2]"}, "target_bandwidths: expected them to ascend"},
      {{"\"compress\":2", "\"compress\":65"}, "compress: expected an integer from 1 to 64"},
      {{"\"num_residual_layers\":1", "\"num_residual_layers\":16"},
       "num_residual_layers: expected"},
      {{"\"normalize\":false,", ""}, "normalize: expected true or false, but it is not there"},
      {{"\"chunk_length_s\":null", "\"chunk_length_s\":1"}, "overlap: expected a number"},
      {{"\"audio_channels\":1", "\"audio_channels\":3"}, "audio_channels: expected"},
  };
  for (const auto& [change, message] : cases) {
    try {
      read_with(change.first, change.second);
      FAIL() << message;
    } catch (const Error& error) {
      EXPECT_EQ(error.kind(), ErrorKind::kInput);
      EXPECT_NE(std::string(error.what()).find(message), std::string::npos) << error.what();
    }
  }
}

TEST(Encodec, FilesThatDoNotFitAreRefused) {
  const fs::path folder = fs::temp_directory_path() / fmt::format("encodec_test_{}", ::getpid());
  fs::remove_all(folder);
  fs::create_directories(folder);
  fs::copy(kFixtures / "causal" / "model.safetensors", folder);
  const std::string text = read_text(kFixtures / "causal" / "config.json", 1 << 20);
  ThreadPool pool(1);
  const auto message = [&](const std::string& from, const std::string& to) {
    std::string changed = text;
    changed.replace(changed.find(from), from.size(), to);
    std::ofstream(folder / "config.json") << changed;
    try {
      Encodec::load(folder, {.pool = pool});
    } catch (const Error& error) {
      EXPECT_EQ(error.kind(), ErrorKind::kInput);
      return std::string(error.what());
    }
    return std::string("loaded");
  };
  EXPECT_NE(message("\"encodec\"", "\"bark\"").find("expected encodec, musicgen"),
            std::string::npos);
  EXPECT_NE(message("\"num_filters\": 4", "\"num_filters\": 512").find("parameters"),
            std::string::npos);
  EXPECT_NE(message("\"use_conv_shortcut\": true", "\"use_conv_shortcut\": false").find("Not used"),
            std::string::npos);
  EXPECT_NE(message("\"kernel_size\": 7", "\"kernel_size\": 5").find("Of another shape"),
            std::string::npos);
  EXPECT_NE(message("weight_norm", "time_group_norm").find("Missing"), std::string::npos);
  fs::remove_all(folder);
}

}  // namespace
}  // namespace continuo::encodec
