// Times the matrix kernels and a whole decoder step. Each is verified before it is timed, and memory bandwidth is probed
// before and after in the same run, since it moves by itself.
//
// kernels_bench [threads [products | steps]]
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "base/rng.h"
#include "base/stopwatch.h"
#include "kernels/memory_bandwidth.h"
#include "kernels/reference.h"
#include "kernels/targets.h"
#include "nn/attention.h"
#include "nn/layers.h"

namespace continuo {
namespace {

double us(double ms) { return ms * 1e3; }

std::vector<float> random_values(int64_t count, uint64_t seed) {
  Rng rng(seed);
  std::vector<float> values(static_cast<size_t>(count));
  for (float& value : values) value = static_cast<float>(rng.uniform(-1, 1));
  return values;
}

Tensor random_tensor(const Shape& shape, uint64_t seed) {
  return Tensor::from(shape, random_values(shape.elements(), seed));
}

void print_bandwidth(ThreadPool& pool) {
  const auto best_gb_per_s = [&](size_t bytes) {
    const BandwidthProbe probe(pool, bytes);
    Readings passes;
    for (int i = 0; i < 8; ++i) passes.add(probe.read());
    return passes.most() / 1e9;
  };
  fmt::print("read bandwidth, {} threads: {:.0f} GB/s in 8 MB, {:.0f} GB/s in 256 MB\n",
             pool.size(), best_gb_per_s(size_t{8} << 20), best_gb_per_s(BandwidthProbe::kFarBytes));
}

void bench_barrier(ThreadPool& pool) {
  constexpr int kForks = 1000;
  std::vector<int> touched(static_cast<size_t>(pool.size()) * 16);
  const Readings times = time_rounds(200, [&](int) {
    for (int i = 0; i < kForks; ++i) {
      pool.run(pool.size(), [&](int task) { ++touched[static_cast<size_t>(task) * 16]; });
    }
  });
  fmt::print("fork and join, {} threads: {:.0f} ns (p99 {:.0f})\n", pool.size(),
             times.median() * 1e6 / kForks, times.p99() * 1e6 / kForks);
}

// Relative error of one product against double precision on the unrounded weights.
double verify(const PackedMatrix& packed, const std::vector<float>& weight,
              const std::vector<float>& x, int64_t M, Arena& arena, ThreadPool& pool) {
  const int64_t N = packed.outputs();
  const int64_t K = packed.inputs();
  std::vector<float> found(static_cast<size_t>(M * N));
  std::vector<float> expected(found.size());
  matmul(found.data(), x.data(), packed, M, {}, arena, pool);
  reference::matmul(expected.data(), x.data(), weight.data(), M, N, K, {});
  double error = 0;
  double power = 0;
  for (size_t i = 0; i < found.size(); ++i) {
    error += std::pow(double{found[i]} - expected[i], 2);
    power += std::pow(double{expected[i]}, 2);
  }
  return std::sqrt(error / power);
}

// `pool_bytes` of copies are cycled through: weights come from as far away as that much memory lies.
void bench_product(DType type, int64_t N, int64_t K, int64_t M, size_t pool_bytes,
                   ThreadPool& pool) {
  Arena arena(size_t{32} << 20);
  const auto weight = random_values(N * K, 1);
  const auto x = random_values(M * K, 2);
  std::vector<PackedMatrix> copies;
  do {
    copies.push_back(PackedMatrix::pack(Tensor::from({N, K}, weight), type));
  } while (copies.size() * copies[0].bytes() < pool_bytes && copies.size() < 400);
  const double error = verify(copies[0], weight, x, M, arena, pool);
  if (error > (type == DType::kF32 ? 1e-6 : 1e-2)) {
    fmt::print("{} {}x{}: relative error {:.2e} is too large\n", name_of(type), N, K, error);
    std::exit(1);
  }
  std::vector<float> y(static_cast<size_t>(M * N));
  const int rounds = M > 16 ? 40 : 4000;
  const Readings times = time_rounds(rounds, [&](int i) {
    matmul(y.data(), x.data(), copies[static_cast<size_t>(i) % copies.size()], M, {}, arena, pool);
  });
  const auto bytes = static_cast<double>(copies[0].bytes());
  fmt::print(
      "{:5} {:4}x{:<4} rows {:<4} best {:8.2f}  median {:8.2f} us  p99 {:8.2f}  {:6.1f} GB/s  "
      "{:7.1f} GFLOP/s  "
      "error {:.1e}\n",
      name_of(type), N, K, M, us(times.least()), us(times.median()), us(times.p99()),
      bytes / us(times.median()) / 1e3,
      2.0 * static_cast<double>(N * K * M) / us(times.median()) / 1e3, error);
}

// The embedded composer's decoder: B rows (guidance takes two), self attention, cross attention, feed-forward, heads.
struct Decoder {
  static constexpr int kLayers = 6;
  static constexpr int64_t kHidden = 320, kHeads = 5, kFeed = 1280, kVocabulary = 1280, kText = 24;

  struct Layer {
    Linear qkv, out, cross_q, cross_kv, cross_out, up, down;
    LayerNorm norm[3];
  };
  std::vector<Layer> layers;
  Linear head;
  LayerNorm last_norm;

  explicit Decoder(DType type) {
    uint64_t seed = 1;
    auto linear = [&](int64_t outputs, int64_t inputs) {
      const Tensor weight = random_tensor({outputs, inputs}, seed++);
      const float scale = 1.0f / std::sqrt(static_cast<float>(inputs));
      for (int64_t i = 0; i < weight.shape().elements(); ++i) weight.mutable_f32()[i] *= scale;
      return Linear(weight, random_tensor({outputs}, seed++), type);
    };
    TensorMap norms;
    norms.set("weight", random_tensor({kHidden}, 5));
    norms.set("bias", random_tensor({kHidden}, 6));
    const Weights weights(norms);
    for (int i = 0; i < kLayers; ++i) {
      Layer& layer = layers.emplace_back();
      layer.qkv = linear(3 * kHidden, kHidden);
      layer.out = linear(kHidden, kHidden);
      layer.cross_q = linear(kHidden, kHidden);
      layer.cross_kv = linear(2 * kHidden, kHidden);
      layer.cross_out = linear(kHidden, kHidden);
      layer.up = linear(kFeed, kHidden);
      layer.down = linear(kHidden, kFeed);
      for (LayerNorm& norm : layer.norm) norm = LayerNorm(weights, kHidden);
    }
    last_norm = LayerNorm(weights, kHidden);
    head = linear(kVocabulary, kHidden);
  }

  size_t bytes() const {
    size_t total = head.bytes();
    for (const Layer& layer : layers) {
      total += layer.qkv.bytes() + layer.out.bytes() + layer.cross_q.bytes() +
               layer.cross_out.bytes() + layer.up.bytes() + layer.down.bytes();
    }
    return total;
  }

  void condition(KvCache& cross, Context& context) const {
    const Tensor text = random_tensor({cross.batch(), kText, kHidden}, 77);
    for (int i = 0; i < kLayers; ++i) {
      remember(layers[static_cast<size_t>(i)].cross_kv(text, context), cross, i, context);
    }
    cross.advance(kText);
  }

  Tensor step(const Tensor& embedded, KvCache& past, const KvCache& cross, Context& context) const {
    Tensor x = embedded;
    for (int i = 0; i < kLayers; ++i) {
      const Layer& layer = layers[static_cast<size_t>(i)];
      layer.out.forward_onto(
          x, self_attention(layer.qkv(layer.norm[0](x, context), context), past, i, context),
          context);
      const Tensor q = layer.cross_q(layer.norm[1](x, context), context);
      layer.cross_out.forward_onto(x, cross_attention(q, cross, i, nullptr, context), context);
      const Tensor wide =
          layer.up(layer.norm[2](x, context), context, {.activation = Activation::kGelu});
      layer.down.forward_onto(x, wide, context);
    }
    past.advance(x[1]);
    return head(last_norm(x, context), context);
  }
};

void bench_step(DType type, DType past_type, int64_t B, int64_t length, ThreadPool& pool) {
  const Decoder decoder(type);
  Arena arena(size_t{16} << 20);
  Context context{pool, arena};
  KvCache cross(Decoder::kLayers, B, Decoder::kHeads, 64, Decoder::kText);
  KvCache past(Decoder::kLayers, B, Decoder::kHeads, 64, length + 16, past_type);
  decoder.condition(cross, context);
  arena.reset();
  // Prefill, and a step after it, must agree with steps alone: the kernels promise equality, not closeness.
  const Tensor frame = random_tensor({B, 1, Decoder::kHidden}, 9);
  std::vector<float> by_steps;
  for (int round = 0; round < 2; ++round) {
    past.clear();
    arena.reset();
    Tensor logits;
    if (round == 0) {
      for (int i = 0; i < 3; ++i) logits = decoder.step(frame.to_f32(), past, cross, context);
      by_steps.assign(logits.values().begin(), logits.values().end());
    } else {
      const Tensor frames = Tensor::zeros({B, 3, Decoder::kHidden});
      for (int64_t b = 0; b < B; ++b) {
        for (int64_t t = 0; t < 3; ++t) {
          std::copy_n(frame.f32() + b * Decoder::kHidden, Decoder::kHidden,
                      frames.mutable_f32() + (b * 3 + t) * Decoder::kHidden);
        }
      }
      logits = decoder.step(frames, past, cross, context);
      for (int64_t b = 0; b < B; ++b) {
        if (!std::equal(by_steps.begin() + b * logits[2], by_steps.begin() + (b + 1) * logits[2],
                        logits.f32() + (b * 3 + 2) * logits[2])) {
          fmt::print("prefill and steps differ\n");
          std::exit(1);
        }
      }
    }
  }
  past.clear();
  past.advance(length);
  Tensor x = frame.to_f32();
  const Readings times = time_rounds(2000, [&](int) {
    arena.reset();
    past.truncate(length);
    std::copy_n(frame.f32(), frame.shape().elements(), x.mutable_f32());
    decoder.step(x, past, cross, context);
  });
  fmt::print(
      "decoder step {:5} past {:4} batch {} length {:4} threads {}: best {:7.1f}  median {:7.1f} "
      "us  p99 {:7.1f}  worst "
      "{:7.1f}  ({:.1f} MB weights)\n",
      name_of(type), name_of(past_type), B, length, pool.size(), us(times.least()),
      us(times.median()), us(times.p99()), us(times.most()),
      static_cast<double>(decoder.bytes()) / 1e6);
}

void bench_products(ThreadPool& pool) {
  for (const int64_t M : {1, 2, 4}) {
    for (const DType type : {DType::kQ8_0, DType::kBf16, DType::kF32}) {
      for (const auto& [N, K] : std::vector<std::pair<int64_t, int64_t>>{
               {320, 320}, {1280, 320}, {320, 1280}, {1024, 1024}, {4096, 1024}}) {
        bench_product(type, N, K, M, size_t{12} << 20, pool);
      }
    }
  }
  for (const DType type : {DType::kQ8_0, DType::kBf16, DType::kF32}) {
    bench_product(type, 4096, 1024, 2, size_t{400} << 20, pool);
    bench_product(type, 1024, 1024, 512, 0, pool);
    bench_product(type, 1280, 320, 256, 0, pool);
  }
}

void bench_steps(ThreadPool& pool) {
  const std::pair<DType, DType> formats[] = {{DType::kQ8_0, DType::kBf16},
                                             {DType::kQ8_0, DType::kF32},
                                             {DType::kBf16, DType::kBf16},
                                             {DType::kF32, DType::kF32}};
  for (const auto& [type, past_type] : formats) {
    for (const int64_t B : {1, 2}) {
      for (const int64_t length : {16, 500, 1500}) bench_step(type, past_type, B, length, pool);
    }
  }
}

void run(int threads, std::string_view part) {
  ThreadPool pool(threads);
  fmt::print("kernels: {}\n", kernel_targets()[0].name);
  print_bandwidth(pool);
  bench_barrier(pool);
  if (part != "steps") bench_products(pool);
  if (part != "products") bench_steps(pool);
  print_bandwidth(pool);
}

}  // namespace
}  // namespace continuo

int main(int argc, char** argv) {
  const int threads = argc > 1 ? std::atoi(argv[1]) : continuo::ThreadPool::default_threads();
  try {
    continuo::run(threads, argc > 2 ? argv[2] : "all");
  } catch (const continuo::Error& error) {
    fmt::print(stderr, "{}\n", error.what());
    return 1;
  }
  return 0;
}
