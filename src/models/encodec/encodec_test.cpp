// Parity with Hugging Face, intermediate by intermediate.
#include "models/encodec/encodec.h"

#include <gtest/gtest.h>

#include <map>

#include "base/error.h"
#include "models/encodec/encodec_fixture.h"

namespace continuo::encodec {
namespace {

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
  double worst = 0;
  for (const std::string& name : fixture.golden.names()) {
    if (!name.starts_with(take + part)) continue;
    const std::string bare = name.substr(take.size());
    ASSERT_TRUE(recorder.seen.contains(bare)) << bare;
    const double error = error_of(recorder.seen.at(bare), fixture.values(name));
    EXPECT_LE(error, kF32) << name;
    worst = std::max(worst, error);
    ++count;
  }
  EXPECT_GT(count, 0u);
  ::testing::Test::RecordProperty(take + part, fmt::format("{:.1e}", worst));
  EXPECT_EQ(count, recorder.seen.size() - (part == "decoder." ? 1 : 0));
}

using EncodecParity = OnEachFixture;
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

TEST_P(EncodecParity, LongSoundsGoThroughInPieces) {
  const Fixture fixture(GetParam());
  const Coded golden = fixture.coded("long.");
  const Coded coded = fixture.model.encode(fixture.values("long.samples"), fixture.K);
  ASSERT_EQ(coded.chunks.size(), golden.chunks.size());
  for (size_t i = 0; i < coded.chunks.size(); ++i)
    EXPECT_EQ(coded.chunks[i].codes, golden.chunks[i].codes);
  EXPECT_LE(error_of(fixture.model.decode(coded), fixture.values("long.sound")), kF32);
}

TEST_P(EncodecParity, NothingDecodesToNothing) {
  const Fixture fixture(GetParam(), {}, false);
  EXPECT_TRUE(fixture.model.decode(Coded{fixture.K, {CodedChunk()}}).empty());
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

}  // namespace
}  // namespace continuo::encodec
