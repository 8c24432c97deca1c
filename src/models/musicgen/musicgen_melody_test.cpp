// Parity with Hugging Face, intermediate by intermediate: fixtures of
// train/parity/make_musicgen_melody_fixtures.py.
#include "models/musicgen/musicgen_melody.h"

#include "base/error.h"
#include "models/allocations_test.h"
#include "models/musicgen/musicgen_fixture_test.h"

namespace continuo::musicgen {
namespace {

const fs::path kFixtures = kAllFixtures / "musicgen_melody";
constexpr const char* kFolders[] = {"odd", "long"};
constexpr double kF32 = 1e-5;      // found 7e-7; the bar is 1e-4
constexpr double kDefault = 6e-2;  // q8_0 matrices and bf16 conditions; found 3e-2

struct Named : Fixture {
  explicit Named(const std::string& name, DType linear = DType::kF32, DType text = DType::kF32)
      : Fixture(kFixtures / name, linear, text) {}
};

void compare_all(const char* folder, DType linear, DType text, double tolerance) {
  const Named fixture(folder, linear, text);
  const auto codes = fixture.integers("codes");
  const auto layers = static_cast<int>(fixture.model.config().decoder.num_hidden_layers);
  for (const std::string row : {"row0", "row1", "words", "null"}) {
    SCOPED_TRACE(std::string(folder) + " " + row);
    std::vector<Condition> rows = {row == "words"
                                       ? fixture.model.encode(fixture.integers("row0.tokens"))
                                       : fixture.condition(row == "null" ? "row0" : row)};
    const int64_t index = row == "null" ? 1 : 0;
    if (row == "null") rows.push_back(fixture.model.null());
    const Tensor prefix = fixture.values((row == "null" ? "row0" : row) + ".prefix");
    EXPECT_LE(error_of(rows[0].hidden().values(), prefix.values()), tolerance);
    Comparison comparison(fixture, row, index);
    const Probe::Observer observer = std::ref(comparison);
    State state = fixture.model.start(rows, 16, Probe(observer));
    EXPECT_EQ(state.steps(), 0);
    const auto logits = fixture.model.advance(state, codes, Probe(observer));
    EXPECT_LE(comparison.worst, tolerance) << comparison.where;
    const int64_t P = rows[0].hidden()[0];
    const auto blocks =
        static_cast<int>((P + MusicGen::kPrefillSteps - 1) / MusicGen::kPrefillSteps) + 1;
    EXPECT_EQ(comparison.seen, blocks * (1 + 3 * layers));
    const size_t step = fixture.K * fixture.V;
    const Tensor golden = fixture.values(row + ".logits");
    EXPECT_LE(error_of(logits.subspan(static_cast<size_t>(index) * step, step),
                       golden.values().last(step)),
              tolerance);
    ::testing::Test::RecordProperty(std::string(folder) + "." + row,
                                    fmt::format("{:.1e} {}", comparison.worst, comparison.where));
  }
}

TEST(MusicGenMelodyParity, F32) {
  for (const char* folder : kFolders) compare_all(folder, DType::kF32, DType::kF32, kF32);
}
TEST(MusicGenMelodyParity, AsLoadedByDefault) {
  for (const char* folder : kFolders) compare_all(folder, DType::kQ8_0, DType::kBf16, kDefault);
}

TEST(MusicGenMelodyParity, GreedyStepsAreTheReferences) {
  for (const char* folder : kFolders) {
    SCOPED_TRACE(folder);
    expect_greedy_steps(Named(folder));
  }
}

TEST(MusicGenMelody, RewindKeepsTheTuneAndAStepAllocatesNothing) {
  const Named fixture("long");
  const auto codes = fixture.integers("codes");
  State state = fixture.model.start({fixture.condition("row0"), fixture.model.null()}, 20);
  const auto read = fixture.model.advance(state, codes);
  const std::vector<float> expected(read.begin(), read.end());
  fixture.model.rewind(state, 0);
  EXPECT_EQ(state.steps(), 0);
  const int64_t before = allocations;
  std::span<const float> again;
  for (size_t s = 0; s * fixture.K < codes.size(); ++s)
    again = fixture.model.advance(state, std::span(codes).subspan(s * fixture.K, fixture.K));
  EXPECT_EQ(allocations - before, 0);
  EXPECT_EQ(std::vector<float>(again.begin(), again.end()), expected);
  EXPECT_THROW(fixture.model.rewind(state, 12), Error);
}

// Positions go on past max_position_embeddings by what stands before the codes.
TEST(MusicGenMelody, AllPositionsAreForCodes) {
  const Named fixture("odd");
  const auto most = fixture.model.config().decoder.max_position_embeddings;
  State state = fixture.model.start({fixture.condition("row0")}, most);
  const std::vector<int32_t> codes(static_cast<size_t>(most) * fixture.K, 3);
  for (const float logit : fixture.model.advance(state, codes)) EXPECT_TRUE(std::isfinite(logit));
  EXPECT_EQ(state.steps(), most);
  EXPECT_THROW(fixture.model.start({fixture.condition("row0")}, most + 1), Error);
}

TEST(MusicGenMelody, RefusesWhatCannotBe) {
  const Named fixture("odd");
  const MusicGen& model = fixture.model;
  const std::vector<int32_t> words{5, 9, 1};
  for (const int32_t pitch : {-1, 12})
    EXPECT_THROW(model.encode_with_melody(words, std::vector<int32_t>{3, pitch}), Error) << pitch;
  EXPECT_THROW(model.start({fixture.condition("row0"), fixture.condition("row1")}, 4), Error);
  EXPECT_THROW(model.start({Named("long").condition("row0")}, 4), Error);
  EXPECT_NO_THROW(model.start({model.null()}, 4));
  ThreadPool pool(1);
  const MusicGen plain = MusicGen::load(kAllFixtures / "musicgen/odd", {.pool = pool});
  EXPECT_THROW(plain.encode_with_melody(words, std::vector<int32_t>{3}), Error);
  EXPECT_THROW(plain.start({fixture.condition("row0")}, 4), Error);
  EXPECT_THROW(model.start({plain.encode(words)}, 4), Error);
}

// The sizes of the published checkpoints (facebook/musicgen-melody, -melody-large).
TEST(MusicGenMelodyConfig, CountsThePublishedParameters) {
  const t5::Config t5_base{32128, 768, 64, 3072, 12, 12, 32, 128, 1e-6f, false};
  const auto decoder = [&](int64_t hidden, int64_t heads) {
    Config config{t5_base, {2048, hidden, 48, heads, 4 * hidden, 4, 2048, Activation::kGelu}};
    config.num_chroma = 12;
    config.chroma_length = 235;
    config.decoder.longest_prefix = 235 + kMostTokens;
    return config.parameters() - t5_base.parameters();
  };
  EXPECT_EQ(decoder(1536, 24), 1'385'625'600);
  EXPECT_EQ(decoder(2048, 32), 2'451'480'576);
}

}  // namespace
}  // namespace continuo::musicgen
