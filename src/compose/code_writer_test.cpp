#include "compose/code_writer.h"

#include <gtest/gtest.h>

#include "base/error.h"
#include "checkpoint/safetensors.h"

namespace continuo {
namespace {

using musicgen::MusicGen;

// A tiny checkpoint with what Hugging Face's generate picks greedily from it, with guidance.
struct Tiny {
  Tiny()
      : folder(std::filesystem::path(CONTINUO_SOURCE_DIR) / "tests/fixtures/musicgen/odd"),
        pool(2),
        golden(Safetensors::open(folder / "golden.safetensors")),
        model(MusicGen::load(folder, {.linear = DType::kF32, .text = DType::kF32, .pool = pool})),
        pattern(static_cast<int>(model.config().decoder.num_codebooks),
                model.config().decoder.special_code()) {}

  std::vector<int32_t> integers(const char* name) const {
    const std::vector<int64_t> read = golden.integers(name);
    return {read.begin(), read.end()};
  }
  std::vector<int32_t> write(const CodeRequest& request) const {
    CodeWriter writer(model, {model.encode(integers("row0.tokens")), model.null()}, pattern,
                      request);
    std::vector<int32_t> codes;
    while (true) {
      const auto frame = writer.next();
      if (frame.empty()) return codes;
      codes.insert(codes.end(), frame.begin(), frame.end());
    }
  }
  CodeRequest request(int64_t frames, double temperature) const {
    return {.frames = frames,
            .window_frames = 100,
            .kept_frames = 40,
            .prompt = {},
            .sampling = {.temperature = temperature,
                         .top_k = 0,
                         .top_p = 1.0,
                         .guidance = static_cast<double>(golden.find("guidance").values()[0])},
            .seed = 7};
  }
  size_t K() const { return static_cast<size_t>(pattern.codebooks()); }

  std::filesystem::path folder;
  ThreadPool pool;
  Safetensors golden;
  MusicGen model;
  DelayPattern pattern;
};

std::vector<int32_t> from(const std::vector<int32_t>& codes, size_t begin) {
  return {codes.begin() + static_cast<std::ptrdiff_t>(begin), codes.end()};
}

TEST(CodeWriter, PicksWhatTheReferencePicks) {
  const Tiny tiny;
  const auto frames = tiny.integers("greedy.frames");
  const auto T = static_cast<int64_t>(frames.size() / tiny.K());
  ASSERT_GT(T, 50);
  EXPECT_EQ(tiny.write(tiny.request(T, 0)), frames);
  // And goes on from any prompt as if it had written that itself.
  for (const size_t prompt : {1u, 2u, 17u, 49u}) {
    CodeRequest request = tiny.request(T, 0);
    request.prompt.assign(frames.begin(),
                          frames.begin() + static_cast<std::ptrdiff_t>(prompt * tiny.K()));
    EXPECT_EQ(tiny.write(request), from(frames, prompt * tiny.K())) << prompt;
  }
}

TEST(CodeWriter, ALongSequenceGoesOnFromItsLatestFrames) {
  const Tiny tiny;
  CodeRequest request = tiny.request(31, 0);
  request.window_frames = 12;
  request.kept_frames = 5;
  const std::vector<int32_t> whole = tiny.write(request);
  ASSERT_EQ(whole.size(), 31 * tiny.K());
  // 12 frames, then windows of 5 old and 7 new ones; the last is as long as what is left.
  std::vector<int32_t> pieced = tiny.write(tiny.request(12, 0));
  while (pieced.size() < whole.size()) {
    const size_t left = 31 - pieced.size() / tiny.K();
    CodeRequest next = tiny.request(static_cast<int64_t>(5 + std::min<size_t>(left, 7)), 0);
    next.prompt = from(pieced, pieced.size() - 5 * tiny.K());
    const std::vector<int32_t> more = tiny.write(next);
    pieced.insert(pieced.end(), more.begin(), more.end());
  }
  EXPECT_EQ(pieced, whole);
}

TEST(CodeWriter, ASeedIsASequence) {
  const Tiny tiny;
  CodeRequest request = tiny.request(30, 1.0);
  const auto first = tiny.write(request);
  EXPECT_EQ(tiny.write(request), first);
  request.seed = 8;
  EXPECT_NE(tiny.write(request), first);
  for (const int32_t code : first) {
    EXPECT_GE(code, 0);
    EXPECT_LT(code, tiny.pattern.special());
  }
}

TEST(CodeWriter, RefusesWhatDoesNotFit) {
  const Tiny tiny;
  const auto refuses = [&](auto change) {
    CodeRequest request = tiny.request(20, 1.0);
    change(request);
    EXPECT_THROW(tiny.write(request), Error);
  };
  refuses([](CodeRequest& r) { r.window_frames = 100000; });
  refuses([](CodeRequest& r) { r.kept_frames = r.window_frames; });
  refuses([](CodeRequest& r) { r.prompt = {1, 2, 3}; });
  refuses([&](CodeRequest& r) { r.prompt.assign(20 * tiny.K(), 0); });
  refuses([](CodeRequest& r) { r.sampling.guidance = 1.0; });
  refuses([](CodeRequest& r) { r.frames = 0; });
}

}  // namespace
}  // namespace continuo
