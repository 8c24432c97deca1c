// Parity with train/model.py: the fixture of train/parity/make_depth_fixture.py.
#include "models/musicgen/depth_decoder.h"

#include <gtest/gtest.h>

#include <cmath>

#include "base/error.h"
#include "checkpoint/safetensors.h"
#include "models/allocations_test.h"
#include "models/musicgen/musicgen.h"

namespace continuo::musicgen {
namespace {

const std::filesystem::path kFolder =
    std::filesystem::path(CONTINUO_SOURCE_DIR) / "tests/fixtures/musicgen/depth";
constexpr size_t kK = 5, kV = 384;
constexpr size_t kOrder[] = {2, 3, 4, 0, 1};

struct Depth {
  explicit Depth(DType linear = DType::kF32, DType text = DType::kF32)
      : pool(2),
        golden(Safetensors::open(kFolder / "golden.safetensors")),
        model(MusicGen::load(kFolder, {.linear = linear, .text = text, .pool = pool})) {
    codes = integers("codes");
    state = model.start({model.encode(integers("tokens")), model.null()}, 64);
  }
  std::vector<int32_t> integers(const char* name) const {
    const std::vector<int64_t> read = golden.integers(name);
    return {read.begin(), read.end()};
  }
  size_t frames() const { return codes.size() / kK; }
  // What is read before a frame: the one before it, or the special codes.
  std::vector<int32_t> before(size_t frame) const {
    if (frame == 0) return std::vector<int32_t>(kK, kV);
    const auto begin = codes.begin() + static_cast<std::ptrdiff_t>((frame - 1) * kK);
    return {begin, begin + kK};
  }
  // The largest difference from the golden logits, as a share of the largest of them.
  double error() {
    const Tensor golden_words = golden.find("words.logits"),
                 golden_null = golden.find("null.logits");
    double worst = 0, largest = 0;
    for (size_t frame = 0; frame < frames(); ++frame) {
      model.begin_step(*state, before(frame));
      for (const size_t k : kOrder) {
        const auto logits = model.code_logits(*state);
        EXPECT_EQ(logits.size(), 2 * kV);
        for (size_t v = 0; v < kV; ++v) {
          const size_t at = (frame * kK + k) * kV + v;
          for (const auto& [found, expected] :
               {std::pair{logits[v], golden_words.values()[at]},
                std::pair{logits[kV + v], golden_null.values()[at]}}) {
            worst = std::max(worst, std::abs(static_cast<double>(found) - expected));
            largest = std::max(largest, std::abs(static_cast<double>(expected)));
          }
        }
        model.take_code(*state, codes[frame * kK + k]);
      }
    }
    return worst / largest;
  }

  ThreadPool pool;
  Safetensors golden;
  MusicGen model;
  std::vector<int32_t> codes;
  std::optional<State> state;
};

TEST(DepthDecoder, IsTheReferences) {
  EXPECT_LT(Depth(DType::kF32, DType::kF32).error(), 1e-5);
  EXPECT_LT(Depth(DType::kBf16, DType::kBf16).error(), 3e-2);
  EXPECT_LT(Depth(DType::kQ8_0, DType::kBf16).error(), 8e-2);
}

TEST(DepthDecoder, AFrameAllocatesNothing) {
  Depth depth(DType::kQ8_0, DType::kBf16);
  depth.model.begin_step(*depth.state, depth.before(0));
  const std::vector<int32_t> next = depth.before(1);
  const int64_t before = allocations;
  depth.model.begin_step(*depth.state, next);
  for (int32_t code = 0; code < 5; ++code) {
    depth.model.code_logits(*depth.state);
    depth.model.take_code(*depth.state, code);
  }
  EXPECT_EQ(allocations - before, 0);
}

TEST(DepthDecoder, ComesBackToItsMark) {
  Depth depth;
  const auto logits = [&] {
    const auto found = depth.model.code_logits(*depth.state);
    return std::vector<float>(found.begin(), found.end());
  };
  depth.model.begin_step(*depth.state, depth.before(0));
  depth.model.take_code(*depth.state, 5);
  depth.model.mark(*depth.state);
  const std::vector<float> marked = logits();
  for (int later = 0; later < 2; ++later) {
    for (int code = 0; code < 4; ++code) depth.model.take_code(*depth.state, 9 + later);
    depth.model.begin_step(*depth.state, depth.before(2));
    depth.model.take_code(*depth.state, 1);
    depth.model.return_to_mark(*depth.state);
    EXPECT_EQ(depth.state->steps(), 1);
    EXPECT_EQ(logits(), marked);
  }
  depth.model.rewind(*depth.state, 0);
  EXPECT_THROW(depth.model.return_to_mark(*depth.state), Error);
  EXPECT_THROW(depth.model.mark(*depth.state), Error);
}

TEST(DepthDecoder, RefusesWhatIsOutOfOrder) {
  Depth depth;
  EXPECT_THROW(depth.model.code_logits(*depth.state), Error);
  EXPECT_THROW(depth.model.take_code(*depth.state, 0), Error);
  EXPECT_THROW(depth.model.advance(*depth.state, depth.before(0)), Error);
  depth.model.begin_step(*depth.state, depth.before(0));
  EXPECT_THROW(depth.model.take_code(*depth.state, -1), Error);
  EXPECT_THROW(depth.model.take_code(*depth.state, kV), Error);
  for (int k = 0; k < 5; ++k) depth.model.take_code(*depth.state, 3);
  EXPECT_THROW(depth.model.code_logits(*depth.state), Error);
  EXPECT_THROW(depth.model.take_code(*depth.state, 3), Error);
}

}  // namespace
}  // namespace continuo::musicgen
