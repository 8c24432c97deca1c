// A sound that is decoded while its codes come is the sound of all at once; wrong calls change
// nothing.
#include <gtest/gtest.h>
#include <unistd.h>

#include <fstream>

#include "base/error.h"
#include "base/files.h"
#include "base/rng.h"
#include "models/allocations_test.h"
#include "models/encodec/encodec_fixture.h"

namespace continuo::encodec {
namespace {

std::vector<float> random_clip(size_t count) {
  Rng rng(9);
  std::vector<float> clip(count);
  for (float& sample : clip) sample = static_cast<float>(rng.uniform(-1, 1));
  return clip;
}

using EncodecStream = OnEachFixture;
INSTANTIATE_TEST_SUITE_P(Fixtures, EncodecStream, ::testing::ValuesIn(kFolders),
                         [](const auto& test) { return std::string(test.param); });

// Any pieces of the codes give the sound of all at once, to the last bit; what is held stays small.
TEST_P(EncodecStream, AnyPiecesGiveTheSameSound) {
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

// A norm over time needs the whole sound: it decodes at once, of any length, and not as a stream.
TEST(Encodec, ANormOverTimeWithoutChunksIsDecodedAtOnce) {
  Fixture fixture("chunks");
  const fs::path folder = fs::temp_directory_path() / fmt::format("encodec_norm_{}", ::getpid());
  fs::remove_all(folder);
  fs::create_directories(folder);
  fs::copy(kFixtures / "chunks" / "model.safetensors", folder);
  std::string text = read_text(kFixtures / "chunks" / "config.json");
  const std::string field = "\"chunk_length_s\": 0.03";
  text.replace(text.find(field), field.size(), "\"chunk_length_s\": null");
  std::ofstream(folder / "config.json") << text;
  const Encodec model = Encodec::load(folder, {.pool = fixture.pool});
  EXPECT_THROW(model.start(fixture.K), Error);
  // The free codes are one chunk of the other model, and it gives the same.
  EXPECT_LE(error_of(model.decode(fixture.free()), fixture.values("free.sound")), kF32);
  const std::vector<float> clip = random_clip(4000);
  const Coded coded = model.encode(clip, fixture.K);
  EXPECT_EQ(coded.chunks.size(), 1u);
  EXPECT_EQ(model.decode(coded).size(), clip.size());
  fs::remove_all(folder);
}

}  // namespace
}  // namespace continuo::encodec
