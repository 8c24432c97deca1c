// What EnCodec's tests share: the checkpoints and golden tensors of
// train/parity/make_encodec_fixtures.py.
#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <string>

#include "checkpoint/safetensors.h"
#include "models/encodec/encodec.h"
#include "models/golden_test.h"

namespace continuo::encodec {

namespace fs = std::filesystem;

inline const fs::path kFixtures = fs::path(CONTINUO_SOURCE_DIR) / "tests/fixtures/encodec";
inline constexpr const char* kFolders[] = {"causal", "music", "odd", "chunks"};

// The largest difference, as a share of the largest golden magnitude of that tensor.
inline constexpr double kF32 = 1e-5;   // found 8e-7; the bar is 1e-4
inline constexpr double kBf16 = 3e-2;  // of a sound: found 9e-3

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

class OnEachFixture : public ::testing::TestWithParam<const char*> {};

}  // namespace continuo::encodec
