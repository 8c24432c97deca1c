#include "speed/verify.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "base/error.h"
#include "base/rng.h"
#include "kernels/reference.h"

namespace continuo {

namespace {

constexpr int64_t kSteps = 3;

std::vector<int32_t> some_codes(const musicgen::DecoderConfig& decoder, int64_t steps) {
  Rng rng(11);
  std::vector<int32_t> codes(static_cast<size_t>(steps * decoder.num_codebooks));
  for (int32_t& code : codes) code = rng.range(0, decoder.special_code());
  return codes;
}

std::vector<float> after(const musicgen::MusicGen& model,
                         const std::vector<musicgen::Condition>& rows,
                         std::span<const int32_t> codes, size_t piece) {
  musicgen::State state = model.start(rows, kSteps);
  std::vector<float> logits;
  for (size_t at = 0; at < codes.size(); at += piece) {
    const auto found = model.advance(state, codes.subspan(at, piece));
    logits.assign(found.begin(), found.end());
  }
  return logits;
}

void expect(bool holds, const char* what) {
  if (!holds) fail(ErrorKind::kInternal, "bench", "{}: nothing was timed.", what);
}

}  // namespace

void verify_steps(const musicgen::MusicGen& model, std::span<const int32_t> words) {
  const musicgen::DecoderConfig& decoder = model.config().decoder;
  const std::vector<int32_t> codes = some_codes(decoder, kSteps);
  const auto step = static_cast<size_t>(decoder.num_codebooks);
  const musicgen::Condition condition = model.encode(words);
  const std::vector<float> both = after(model, {condition, model.null()}, codes, step);
  expect(std::all_of(both.begin(), both.end(), [](float x) { return std::isfinite(x); }),
         "logits are not finite");
  expect(after(model, {condition, model.null()}, codes, codes.size()) == both,
         "several steps at once differ from one at a time");
  const std::vector<float> alone = after(model, {condition}, codes, step);
  expect(std::equal(alone.begin(), alone.end(), both.begin()),
         "a row depends on the row beside it");
}

double verify_product(const TensorSource& tensors, const musicgen::DecoderConfig& config,
                      DType linear, ThreadPool& pool) {
  const Weights weights(tensors, &pool);
  const int64_t N = config.ffn_dim, K = config.hidden_size;
  const Tensor weight = weights.take("decoder.model.decoder.layers.0.fc1.weight", {N, K});
  const PackedMatrix packed = PackedMatrix::pack(weight, linear, &pool);
  std::vector<float> plain(static_cast<size_t>(N * K));
  for (int64_t n = 0; n < N; ++n)
    packed.unpack_row(n,
                      std::span(plain).subspan(static_cast<size_t>(n * K), static_cast<size_t>(K)));

  constexpr int64_t M = 2;
  Rng rng(12);
  std::vector<float> x(static_cast<size_t>(M * K));
  for (float& value : x) value = static_cast<float>(rng.normal(0, 1));
  std::vector<float> found(static_cast<size_t>(M * N)), expected(found.size());
  Arena arena(matmul_scratch_bytes(packed, M));
  matmul(found.data(), x.data(), packed, M, {}, arena, pool);
  reference::matmul(expected.data(), x.data(), plain.data(), M, N, K, {});
  double error = 0, power = 0;
  for (size_t i = 0; i < found.size(); ++i) {
    error += std::pow(double{found[i]} - expected[i], 2);
    power += std::pow(double{expected[i]}, 2);
  }
  const double share = power > 0 ? std::sqrt(error / power) : INFINITY;
  expect(share < (linear == DType::kF32 ? 1e-5 : 2e-2), "a product differs from the plain one");
  return share;
}

}  // namespace continuo
