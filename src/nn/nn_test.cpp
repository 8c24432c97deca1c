// Layers against the plain operations, loading and its errors, the cache's rewinding, and steps
// that never allocate.
#include <gtest/gtest.h>

#include <cstring>
#include <memory>

#include "base/error.h"
#include "base/rng.h"
#include "kernels/reference.h"
#include "nn/attention.h"
#include "nn/layers.h"
#include "nn/probe.h"

namespace continuo {

int64_t allocation_count();  // allocation_counter_test.cpp

namespace {

Tensor random_tensor(const Shape& shape, uint64_t seed) {
  Rng rng(seed);
  const Tensor tensor = Tensor::zeros(shape);
  for (int64_t i = 0; i < shape.elements(); ++i) {
    tensor.mutable_f32()[i] = static_cast<float>(rng.uniform(-1, 1));
  }
  return tensor;
}

void expect_near(const Tensor& found, std::span<const float> expected, double tolerance) {
  ASSERT_EQ(found.values().size(), expected.size());
  for (size_t i = 0; i < expected.size(); ++i)
    ASSERT_NEAR(found.values()[i], expected[i], tolerance) << i;
}

// A decoder of two layers as the models here have it, small enough to read.
class TinyDecoder {
 public:
  static constexpr int kLayers = 2;
  static constexpr int64_t kHidden = 24;
  static constexpr int64_t kHeads = 3;
  static constexpr int64_t kFeed = 40;

  explicit TinyDecoder(DType type) {
    TensorMap map;
    uint64_t seed = 1;
    auto linear = [&](const std::string& name, int64_t outputs, int64_t inputs) {
      map.set(name + ".weight", random_tensor({outputs, inputs}, seed++));
      map.set(name + ".bias", random_tensor({outputs}, seed++));
    };
    for (int i = 0; i < kLayers; ++i) {
      const std::string at = "layers." + std::to_string(i) + ".";
      for (const char* part : {"q", "k", "v", "out", "cross_q", "cross_out"})
        linear(at + part, kHidden, kHidden);
      linear(at + "cross_kv", 2 * kHidden, kHidden);
      linear(at + "up", kFeed, kHidden);
      linear(at + "down", kHidden, kFeed);
      for (const char* norm : {"self_norm", "cross_norm", "mlp_norm"}) {
        map.set(at + norm + ".bias", random_tensor({kHidden}, seed++));
        map.set(at + norm + ".weight", random_tensor({kHidden}, seed++));
      }
    }
    map.set("codes.weight", random_tensor({10, kHidden}, seed++));
    const Weights weights(map);
    const auto bias = Linear::Bias::kRequired;
    for (int i = 0; i < kLayers; ++i) {
      const Weights w = weights.scope("layers", i);
      layers_.push_back({LayerNorm(w.scope("self_norm"), kHidden),
                         LayerNorm(w.scope("cross_norm"), kHidden),
                         LayerNorm(w.scope("mlp_norm"), kHidden),
                         Linear::fused(w, {"q", "k", "v"}, kHidden, kHidden, type, bias),
                         Linear(w.scope("out"), kHidden, kHidden, type, bias),
                         Linear(w.scope("cross_q"), kHidden, kHidden, type, bias),
                         Linear(w.scope("cross_kv"), kHidden, 2 * kHidden, type, bias),
                         Linear(w.scope("cross_out"), kHidden, kHidden, type, bias),
                         Linear(w.scope("up"), kHidden, kFeed, type, bias),
                         Linear(w.scope("down"), kFeed, kHidden, type, bias)});
    }
    codes_ = Embedding(weights.scope("codes"), 10, kHidden);
    weights.finish();
  }

  void condition(const Tensor& text, KvCache& cross, Context& context) const {
    for (int i = 0; i < kLayers; ++i) {
      remember(layers_[static_cast<size_t>(i)].cross_key_value(text, context), cross, i, context);
    }
    cross.advance(text[1]);
  }

  // codes [B * T] -> [B, T, kHidden]
  Tensor forward(std::span<const int32_t> codes, int64_t B, KvCache& past, const KvCache& cross,
                 Context& context, const Probe& at) const {
    const int64_t T = static_cast<int64_t>(codes.size()) / B;
    Tensor x = codes_(codes, context).reshaped({B, T, kHidden});
    for (int i = 0; i < kLayers; ++i) {
      const Layer& layer = layers_[static_cast<size_t>(i)];
      const Probe here = at.in("layers", i);
      const Tensor qkv = layer.query_key_value(layer.self_norm(x, context), context);
      layer.out.forward_onto(x, self_attention(qkv, past, i, context), context);
      const Tensor q = layer.cross_query(layer.cross_norm(x, context), context);
      layer.cross_out.forward_onto(x, cross_attention(q, cross, i, nullptr, context), context);
      const Tensor wide =
          layer.up(layer.mlp_norm(x, context), context, {.activation = Activation::kGelu});
      layer.down.forward_onto(x, here("mlp", wide), context);
      x = here("output", x);
    }
    past.advance(T);
    return x;
  }

 private:
  struct Layer {
    LayerNorm self_norm, cross_norm, mlp_norm;
    Linear query_key_value, out, cross_query, cross_key_value, cross_out, up, down;
  };
  std::vector<Layer> layers_;
  Embedding codes_;
};

class Decoding : public ::testing::TestWithParam<DType> {
 protected:
  static constexpr int64_t kBatch = 2;

  Decoding() : decoder_(GetParam()) {
    decoder_.condition(random_tensor({kBatch, 5, TinyDecoder::kHidden}, 99), cross_, context_);
    arena_.reset();
  }
  std::vector<float> forward(std::span<const int32_t> codes, KvCache& past) {
    arena_.reset();
    const Tensor out = decoder_.forward(codes, kBatch, past, cross_, context_, {});
    return {out.values().begin(), out.values().end()};
  }
  KvCache new_past() const {
    return {TinyDecoder::kLayers,
            kBatch,
            TinyDecoder::kHeads,
            TinyDecoder::kHidden / TinyDecoder::kHeads,
            40,
            GetParam() == DType::kF32 ? DType::kF32 : DType::kBf16};
  }

  TinyDecoder decoder_;
  ThreadPool pool_{2};
  Arena arena_{size_t{1} << 20};
  Context context_{pool_, arena_};
  KvCache cross_{TinyDecoder::kLayers, kBatch, TinyDecoder::kHeads,
                 TinyDecoder::kHidden / TinyDecoder::kHeads, 5};
};

INSTANTIATE_TEST_SUITE_P(Formats, Decoding,
                         ::testing::Values(DType::kF32, DType::kBf16, DType::kQ8_0),
                         [](const auto& test) { return std::string(name_of(test.param)); });

TEST_P(Decoding, ARewoundCacheEqualsAFreshOne) {
  const std::vector<int32_t> first = {1, 2, 3, 4, 5, 6};  // [2, 3]
  const std::vector<int32_t> wrong = {9, 9, 9, 9, 0, 0};
  const std::vector<int32_t> right = {7, 8};
  KvCache fresh = new_past();
  forward(first, fresh);
  const auto expected = forward(right, fresh);

  KvCache rewound = new_past();
  forward(first, rewound);
  forward(wrong, rewound);
  EXPECT_NE(forward(right, rewound), expected);
  rewound.truncate(3);
  EXPECT_EQ(forward(right, rewound), expected);
  EXPECT_EQ(rewound.length(), 4);
  rewound.clear();
  forward(first, rewound);
  EXPECT_EQ(forward(right, rewound), expected);
}

TEST_P(Decoding, StepsEqualPrefill) {
  KvCache whole = new_past();
  const auto expected = forward(std::vector<int32_t>{1, 2, 3, 4, 5, 6}, whole);  // rows 123 and 456
  KvCache steps = new_past();
  const size_t hidden = TinyDecoder::kHidden;
  for (int32_t t = 0; t < 3; ++t) {
    const auto out = forward(std::vector<int32_t>{1 + t, 4 + t}, steps);
    for (size_t b = 0; b < 2; ++b) {
      EXPECT_EQ(
          std::memcmp(out.data() + b * hidden,
                      expected.data() + (b * 3 + static_cast<size_t>(t)) * hidden, hidden * 4),
          0);
    }
  }
}

TEST_P(Decoding, AStepAllocatesNothing) {
  KvCache past = new_past();
  const std::vector<int32_t> codes = {3, 4};
  arena_.reset();
  decoder_.forward(codes, kBatch, past, cross_, context_,
                   {});  // dispatch tables fill on the first call
  const int64_t before = allocation_count();
  for (int step = 0; step < 20; ++step) {
    arena_.reset();
    decoder_.forward(codes, kBatch, past, cross_, context_, {});
  }
  EXPECT_EQ(allocation_count(), before);
  const auto counted = std::make_unique<int>(1);
  EXPECT_EQ(allocation_count(), before + 1) << "the counter does not count";
}

TEST_P(Decoding, ProbesSeeNamesAndMaySteer) {
  std::vector<std::string> names;
  const Probe::Observer observer = [&](const std::string& name, const Tensor& tensor) {
    names.push_back(name);
    if (name != "decoder.layers.1.mlp") return tensor;
    return Tensor::zeros(tensor.shape());
  };
  KvCache past = new_past();
  arena_.reset();
  const Probe probe(observer);
  const Probe inside = probe.in("decoder");
  const Tensor steered =
      decoder_.forward(std::vector<int32_t>{1, 2}, kBatch, past, cross_, context_, inside);
  EXPECT_EQ(names, (std::vector<std::string>{"decoder.layers.0.mlp", "decoder.layers.0.output",
                                             "decoder.layers.1.mlp", "decoder.layers.1.output"}));
  const std::vector<float> values(steered.values().begin(), steered.values().end());
  KvCache plain = new_past();
  EXPECT_NE(forward(std::vector<int32_t>{1, 2}, plain), values);
}

TEST(Probe, RefusesAnotherShape) {
  const Probe::Observer observer = [](const std::string&, const Tensor&) {
    return Tensor::zeros({1});
  };
  const Probe probe(observer);
  EXPECT_THROW(probe("x", Tensor::zeros({2})), Error);
  const Tensor same = Tensor::zeros({2});
  EXPECT_EQ(Probe()("x", same).data(), same.data());
}

TEST(Linear, MatchesThePlainProduct) {
  ThreadPool pool(2);
  Arena arena(1 << 20);
  Context context{pool, arena};
  const Tensor weight = random_tensor({33, 20}, 1);
  const Tensor bias = random_tensor({33}, 2);
  const Tensor x = random_tensor({2, 3, 20}, 3);
  const Tensor residual = random_tensor({2, 3, 33}, 4);
  const Linear linear(weight, bias, DType::kF32);
  std::vector<float> expected(6 * 33);
  reference::matmul(expected.data(), x.f32(), weight.f32(), 6, 33, 20,
                    {bias.f32(), Activation::kGelu, residual.f32()});
  const Tensor y = linear(x, context, {.activation = Activation::kGelu, .residual = &residual});
  EXPECT_EQ(y.shape(), (Shape{2, 3, 33}));
  expect_near(y, expected, 1e-5);
  EXPECT_LE(arena.peak(), linear.arena_bytes(6));
  Tensor onto = residual.to_f32();
  linear.forward_onto(onto, x, context, Activation::kGelu);
  expect_near(onto, expected, 1e-5);

  EXPECT_THROW(linear(residual, context), Error);
  Tensor other = random_tensor({2, 2, 33}, 4);
  EXPECT_THROW(linear(x, context, {.residual = &other}), Error);
  EXPECT_THROW(linear.forward_onto(other, x, context), Error);
  EXPECT_THROW(Linear(weight, random_tensor({32}, 1), DType::kF32), Error);
}

TEST(Linear, FusedIsSideBySide) {
  TensorMap map;
  map.set("a.weight", random_tensor({5, 7}, 1));
  map.set("b.weight", random_tensor({5, 7}, 2));
  map.set("b.bias", random_tensor({5}, 3));
  const Weights weights(map);
  const Linear fused =
      Linear::fused(weights, {"a", "b"}, 7, 5, DType::kF32, Linear::Bias::kIfPresent);
  weights.finish();
  ThreadPool pool(1);
  Arena arena(1 << 16);
  Context context{pool, arena};
  const Tensor x = random_tensor({1, 7}, 4);
  const Tensor y = fused(x, context);
  const Tensor a = Linear(map.find("a.weight"), {}, DType::kF32)(x, context);
  const Tensor b = Linear(map.find("b.weight"), map.find("b.bias"), DType::kF32)(x, context);
  for (size_t i = 0; i < 5; ++i) {
    EXPECT_EQ(y.values()[i], a.values()[i]);
    EXPECT_EQ(y.values()[5 + i], b.values()[i]);
  }
}

TEST(Weights, OneErrorNamesAllThatIsWrong) {
  TensorMap map;
  map.set("decoder.norm.weight", random_tensor({4}, 1));
  map.set("decoder.norm.bias", random_tensor({5}, 1));
  map.set("encoder.extra", random_tensor({1}, 1));
  map.set("encoder.known", random_tensor({1}, 1));
  const Weights weights(map);
  const Weights norm = weights.scope("decoder").scope("norm");
  EXPECT_TRUE(norm.has("bias"));
  EXPECT_EQ(norm.take("weight", {4}).values()[0], map.find("decoder.norm.weight").values()[0]);
  EXPECT_EQ(norm.take("bias", {4}).shape(), (Shape{4}));
  norm.take("gone", {2, 3});
  weights.scope("encoder").ignore("known");
  try {
    weights.finish();
    FAIL() << "expected an error";
  } catch (const Error& error) {
    const std::string text = error.what();
    EXPECT_EQ(error.kind(), ErrorKind::kInput);
    EXPECT_NE(text.find("decoder.norm.gone [2, 3]"), std::string::npos) << text;
    EXPECT_NE(text.find("decoder.norm.bias (expected [4], found [5])"), std::string::npos) << text;
    EXPECT_NE(text.find("encoder.extra"), std::string::npos) << text;
    EXPECT_EQ(text.find("known"), std::string::npos) << text;
    EXPECT_EQ(text.find("norm.weight"), std::string::npos) << text;
  }
}

TEST(Embedding, SumsTablesAndRefusesWhatIsOutside) {
  TensorMap map;
  map.set("0.weight", random_tensor({4, 6}, 1));
  map.set("1.weight", random_tensor({3, 6}, 2));
  const Weights weights(map);
  const std::vector<Embedding> tables = {Embedding(weights.scope("0"), 4, 6),
                                         Embedding(weights.scope("1"), 3, 6)};
  ThreadPool pool(1);
  Arena arena(1 << 12);
  Context context{pool, arena};
  const Tensor out = embedding_sum(tables, std::vector<int32_t>{3, 0, 1, 2}, context);
  EXPECT_EQ(out.shape(), (Shape{2, 6}));
  EXPECT_EQ(out.values()[6], map.find("0.weight").values()[6] + map.find("1.weight").values()[12]);
  EXPECT_THROW(embedding_sum(tables, std::vector<int32_t>{4, 0}, context), Error);
  EXPECT_THROW(embedding_sum(tables, std::vector<int32_t>{0, -1}, context), Error);
  EXPECT_THROW(embedding_sum(tables, std::vector<int32_t>{0}, context), Error);
}

// Rows are converted when they are asked for, to what converting the table gives.
TEST(Embedding, TablesMayBeHeldInAnyFormat) {
  ThreadPool pool(1);
  Arena arena(1 << 14);
  Context context{pool, arena};
  const std::vector<int32_t> codes = {3, 0, 1, 2};
  for (const DType type : {DType::kBf16, DType::kQ8_0, DType::kQ4_0}) {
    TensorMap held, plain;
    for (const char* name : {"0.weight", "1.weight"}) {
      const Tensor table = random_tensor({4, 64}, static_cast<uint64_t>(name[0])).to(type);
      held.set(name, table);
      plain.set(name, table.to_f32());
    }
    plain.set("0.weight", held.find("0.weight"));  // one of each kind
    const auto sums = [&](const TensorMap& map) {
      const Weights weights(map);
      const std::vector<Embedding> tables = {Embedding(weights.scope("0"), 4, 64),
                                             Embedding(weights.scope("1"), 4, 64)};
      const size_t before = arena.used();
      const Tensor sum = embedding_sum(tables, codes, context);
      EXPECT_EQ(arena.used() - before, 2u * 64 * 4);
      return std::vector<float>(sum.values().begin(), sum.values().end());
    };
    const std::vector<float> found = sums(held);
    EXPECT_EQ(found, sums(plain)) << name_of(type);
    const Tensor first = held.find("0.weight").to_f32(), second = held.find("1.weight").to_f32();
    EXPECT_EQ(found[64], first.values()[64] + second.values()[2 * 64]);
  }
}

TEST(KvCache, KnowsItsBounds) {
  KvCache cache(1, 1, 1, 4, 17);
  EXPECT_EQ(cache.capacity(), 32);
  cache.advance(30);
  EXPECT_THROW(cache.require(3), Error);
  EXPECT_THROW(cache.truncate(31), Error);
  EXPECT_THROW(cache.truncate(-1), Error);
  EXPECT_THROW(cache.layer(1), Error);
  cache.truncate(0);
  cache.require(32);
}

TEST(KvCache, HoldsTheTypeItWasAskedFor) {
  const KvCache plain(2, 1, 1, 4, 16);
  const KvCache rounded(2, 1, 1, 4, 16, DType::kBf16);
  EXPECT_EQ(plain.layer(1).type, DType::kF32);
  EXPECT_EQ(rounded.layer(1).type, DType::kBf16);
  EXPECT_EQ(plain.bytes(), 2u * 2 * 4 * 16 * 4);
  EXPECT_EQ(rounded.bytes() * 2, plain.bytes());
}

TEST(EncoderAttention, MatchesThePlainForm) {
  const reference::AttentionSizes sizes{2, 9, 9, 2, 8};
  const int64_t hidden = sizes.H * sizes.D;
  const Tensor qkv = random_tensor({sizes.B, sizes.T, 3 * hidden}, 5);
  const Tensor bias = random_tensor({sizes.H, sizes.T, sizes.T}, 6);
  std::vector<uint8_t> mask(18, 1);
  mask[8] = mask[16] = mask[17] = 0;
  std::vector<float> parts[3];
  for (int64_t row = 0; row < sizes.B * sizes.T; ++row) {
    for (int64_t part = 0; part < 3; ++part) {
      const float* from = qkv.f32() + (row * 3 + part) * hidden;
      parts[part].insert(parts[part].end(), from, from + hidden);
    }
  }
  std::vector<float> expected(parts[0].size());
  AttentionOptions plain;
  plain.bias = bias.f32();
  plain.mask = mask.data();
  reference::attention(expected.data(), parts[0].data(), parts[1].data(), parts[2].data(), sizes,
                       plain);
  ThreadPool pool(2);
  Arena arena(1 << 16);
  Context context{pool, arena};
  const Tensor out = encoder_attention(
      qkv, {.heads = 2, .scale = 1.0f, .bias = bias.f32(), .mask = mask.data()}, context);
  expect_near(out, expected, 1e-5);
  EXPECT_THROW(encoder_attention(qkv, {.heads = 5}, context), Error);
}

}  // namespace
}  // namespace continuo
