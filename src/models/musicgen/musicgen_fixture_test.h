// What MusicGen's tests share: the tiny checkpoints and golden tensors of train/parity, and a probe
// that compares.
#pragma once

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <cmath>
#include <filesystem>
#include <string>
#include <vector>

#include "checkpoint/safetensors.h"
#include "models/golden_test.h"
#include "models/musicgen/musicgen.h"

namespace continuo::musicgen {

namespace fs = std::filesystem;

inline const fs::path kAllFixtures = fs::path(CONTINUO_SOURCE_DIR) / "tests/fixtures";

struct Fixture {
  explicit Fixture(const fs::path& folder, DType linear = DType::kF32, DType text = DType::kF32,
                   DType past = DType::kF32)
      : pool(2),
        golden(Safetensors::open(folder / "golden.safetensors")),
        model(MusicGen::load(folder, {.linear = linear, .text = text, .past = past, .pool = pool})),
        K(static_cast<size_t>(model.config().decoder.num_codebooks)),
        V(static_cast<size_t>(model.config().decoder.vocab_size)) {}

  std::vector<int32_t> integers(const std::string& name) const {
    const std::vector<int64_t> read = golden.integers(name);
    return {read.begin(), read.end()};
  }
  // Of a row's words, and of its tune where it has one.
  Condition condition(const std::string& row, const Probe& at = {}) const {
    const bool has_tune = model.config().follows_melody();
    return model.encode_with_melody(integers(row + ".tokens"),
                                    has_tune ? integers(row + ".classes") : std::vector<int32_t>{},
                                    at);
  }
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

// Compares what a probe sees of row `index` of a batch, block after block, with the golden tensors
// of `row`. The final norm and the logits are of a block's last step alone, and are left out.
class Comparison {
 public:
  Comparison(const Fixture& fixture, std::string row, int64_t index = 0)
      : fixture_(fixture), row_(std::move(row)), index_(index) {}

  Tensor operator()(const std::string& name, const Tensor& tensor) {
    if (name == "norm" || name == "logits") return tensor;
    if (name == "embed") begin_ = end_, end_ += tensor[1];
    const Tensor whole = fixture_.values(row_ + "." + name);
    const Tensor golden = end_ > 0 ? whole.slice(begin_, end_ - begin_) : whole;
    const Tensor found = tensor.shape().rank() == 3 ? tensor.slice(index_, 1) : tensor;
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
  std::string row_;
  int64_t index_;
  int64_t begin_ = 0, end_ = 0;  // of the block, in steps; none in the text encoder
};

// What `generate` of the reference picks for row 0 under guidance, over its delay pattern.
inline void expect_greedy_steps(const Fixture& fixture) {
  const size_t K = fixture.K, V = fixture.V;
  const auto frames = fixture.integers("greedy.frames");
  const size_t T = frames.size() / K;
  ASSERT_GT(T, 50u);
  const float scale = fixture.values("guidance").values()[0];
  State state = fixture.model.start({fixture.condition("row0"), fixture.model.null()},
                                    static_cast<int64_t>(T + K));
  std::vector<int32_t> picked(frames.size(), -1);
  std::vector<int32_t> row(K, static_cast<int32_t>(V));
  for (size_t s = 0; s + 1 < T + K; ++s) {
    const auto logits = fixture.model.advance(state, row);
    for (size_t k = 0; k < K; ++k) {
      row[k] = static_cast<int32_t>(V);
      if (s < k || s - k >= T) continue;
      float most = -INFINITY;
      for (size_t c = 0; c < V; ++c) {
        const float given = logits[k * V + c], null = logits[(K + k) * V + c];
        const float guided = null + scale * (given - null);
        if (guided > most) most = guided, row[k] = static_cast<int32_t>(c);
      }
      picked[(s - k) * K + k] = row[k];
    }
  }
  EXPECT_EQ(picked, frames);
}

}  // namespace continuo::musicgen
