// LSTM and residual quantiser against their plain forms.
#include "nn/lstm.h"

#include <gtest/gtest.h>

#include "base/error.h"
#include "base/rng.h"
#include "kernels/reference.h"
#include "kernels/test_support.h"
#include "nn/residual_quantiser.h"

namespace continuo {
namespace {

TensorMap lstm_weights(int64_t D, int64_t layers) {
  TensorMap map;
  uint64_t seed = 20;
  for (int64_t i = 0; i < layers; ++i) {
    const std::string suffix = "_l" + std::to_string(i);
    for (const char* name : {"weight_ih", "weight_hh"})
      map.set(name + suffix, Tensor::from({4 * D, D}, random_values(4 * D * D, seed++, 0.5)));
    for (const char* name : {"bias_ih", "bias_hh"})
      map.set(name + suffix, Tensor::from({4 * D}, random_values(4 * D, seed++, 0.5)));
  }
  return map;
}

std::vector<float> plain_lstm(const TensorMap& map, std::vector<float> x, int64_t D,
                              int64_t layers) {
  const auto T = static_cast<int64_t>(x.size()) / D;
  for (int64_t i = 0; i < layers; ++i) {
    const std::string suffix = "_l" + std::to_string(i);
    const auto size = static_cast<size_t>(D);
    std::vector<float> hidden(size), cell(size), gates(4 * size), more(4 * size);
    for (int64_t t = 0; t < T; ++t) {
      const Epilogue given{map.find("bias_ih" + suffix).f32(), Activation::kNone, nullptr};
      const Epilogue kept{map.find("bias_hh" + suffix).f32(), Activation::kNone, gates.data()};
      reference::matmul(gates.data(), x.data() + t * D, map.find("weight_ih" + suffix).f32(), 1,
                        4 * D, D, given);
      reference::matmul(more.data(), hidden.data(), map.find("weight_hh" + suffix).f32(), 1, 4 * D,
                        D, kept);
      reference::lstm_cell(hidden.data(), cell.data(), more.data(), D);
      std::copy(hidden.begin(), hidden.end(), x.begin() + t * D);
    }
  }
  return x;
}

class LstmTest : public ::testing::TestWithParam<DType> {};
INSTANTIATE_TEST_SUITE_P(Formats, LstmTest,
                         ::testing::Values(DType::kF32, DType::kBf16, DType::kQ8_0),
                         [](const auto& test) { return std::string(name_of(test.param)); });

TEST_P(LstmTest, MatchesThePlainFormInAnyPieces) {
  ThreadPool pool(2);
  for (const auto& [D, layers] : {std::pair<int64_t, int64_t>{5, 1}, {24, 2}, {33, 3}}) {
    const TensorMap map = lstm_weights(D, layers);
    const Weights weights(map);
    const Lstm lstm(weights, D, layers, GetParam());
    weights.finish();
    const int64_t T = 40;
    Arena arena(lstm.arena_bytes(T));  // throws where that is too little
    Context context{pool, arena};
    const auto x = random_values(T * D, 40);
    const auto run = [&](Rng rng, int most) {
      auto state = lstm.start();
      std::vector<float> y;
      for (int64_t begin = 0; begin < T;) {
        arena.reset();
        const int64_t n = std::min<int64_t>(T - begin, rng.range(0, most));
        const Tensor piece =
            Tensor::from({n, D}, {x.data() + begin * D, static_cast<size_t>(n * D)});
        const Tensor out = lstm(piece, state, context);
        y.insert(y.end(), out.values().begin(), out.values().end());
        begin += n;
      }
      return y;
    };
    const auto whole = run(Rng(1), 1000);
    const double most = GetParam() == DType::kF32 ? 1e-5 : GetParam() == DType::kBf16 ? 2e-2 : 4e-2;
    EXPECT_LT(error_of(whole, plain_lstm(map, x, D, layers)), most);
    EXPECT_EQ(run(Rng(2), 3), whole);
  }
}

class Quantisers : public ::testing::Test {
 protected:
  Quantisers() {
    for (uint64_t k = 0; k < 3; ++k)
      tables_.push_back(Tensor::from({17, 5}, random_values(85, 50 + k, k == 0 ? 2.0 : 0.5)));
  }
  std::vector<Tensor> tables_;
  ThreadPool pool_{2};
  Arena arena_{size_t{1} << 20};
  Context context_{pool_, arena_};
};

TEST_F(Quantisers, EachCodeIsTheNearestEntryToTheRest) {
  const ResidualQuantiser quantiser(tables_, true);
  const int64_t T = 50;
  const Tensor x = Tensor::from({T, 5}, random_values(T * 5, 60, 2.0));
  for (const int64_t K : {1, 2, 3}) {
    std::vector<int32_t> codes(static_cast<size_t>(T * K));
    quantiser.encode(x, codes, context_);
    const Tensor y = quantiser.decode(codes, K, context_);
    for (int64_t t = 0; t < T; ++t) {
      std::vector<double> rest(x.f32() + t * 5, x.f32() + t * 5 + 5);
      for (int64_t k = 0; k < K; ++k) {
        const float* table = tables_[static_cast<size_t>(k)].f32();
        const auto distance = [&](int64_t v) {
          double sum = 0;
          for (int64_t i = 0; i < 5; ++i)
            sum += std::pow(rest[static_cast<size_t>(i)] - table[v * 5 + i], 2);
          return sum;
        };
        const int32_t code = codes[static_cast<size_t>(t * K + k)];
        for (int64_t v = 0; v < 17; ++v) EXPECT_LE(distance(code), distance(v) + 1e-5);
        for (int64_t i = 0; i < 5; ++i) rest[static_cast<size_t>(i)] -= table[code * 5 + i];
      }
      for (int64_t i = 0; i < 5; ++i)
        EXPECT_NEAR(y.f32()[t * 5 + i], x.f32()[t * 5 + i] - rest[static_cast<size_t>(i)], 1e-5);
    }
    EXPECT_LE(arena_.peak(), 3 * (quantiser.encode_bytes(T) + quantiser.decode_bytes(T)));
  }
}

TEST_F(Quantisers, OfEqualEntriesTheFirstIsTaken) {
  std::vector<float> values(85, 1.0f);
  const std::vector<Tensor> same = {Tensor::from({17, 5}, values)};
  std::vector<int32_t> codes(2, -1);
  ResidualQuantiser(same, true).encode(Tensor::zeros({2, 5}), codes, context_);
  EXPECT_EQ(codes, std::vector<int32_t>(2, 0));
}

TEST_F(Quantisers, WrongCodesAreRefused) {
  const ResidualQuantiser quantiser(tables_, false);
  for (const int32_t code : {-1, 17, INT32_MIN, INT32_MAX})
    EXPECT_THROW(quantiser.decode(std::vector<int32_t>{code, 0}, 2, context_), Error);
  EXPECT_THROW(quantiser.decode(std::vector<int32_t>{0, 0, 0}, 2, context_), Error);
  EXPECT_THROW(quantiser.decode(std::vector<int32_t>{0, 0, 0, 0}, 4, context_), Error);
  std::vector<int32_t> codes(2);
  EXPECT_THROW(quantiser.encode(Tensor::zeros({2, 5}), codes, context_), Error);
  const std::vector<Tensor> uneven = {tables_[0], Tensor::zeros({17, 4})};
  EXPECT_THROW(ResidualQuantiser(uneven, true), Error);
}

}  // namespace
}  // namespace continuo
