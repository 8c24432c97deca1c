// What coarser formats of the weights make of the next codes, teacher-forced, beside f32.
//
// S steps, K codebooks, V codes.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "checks.h"
#include "compose/sampler.h"

namespace continuo::parity {

namespace {

struct Form {
  DType linear;
  const char* name;
};
constexpr Form kForms[] = {
    {DType::kF32, "f32"}, {DType::kBf16, "bf16"}, {DType::kQ8_0, "q8_0"}, {DType::kQ4_0, "q4_0"}};

// Logits of the next codes under guidance -> their shares.
void shares_of(std::span<const float> logits, std::vector<double>& shares) {
  const double most = *std::max_element(logits.begin(), logits.end());
  double sum = 0;
  for (size_t i = 0; i < logits.size(); ++i) sum += shares[i] = std::exp(logits[i] - most);
  for (double& share : shares) share /= sum;
}

size_t likeliest(std::span<const float> logits) {
  return static_cast<size_t>(std::max_element(logits.begin(), logits.end()) - logits.begin());
}

}  // namespace

void tell_formats(Engine& engine, Report& report) {
  const Reference golden(engine.folder(), "steps");
  const auto codes = golden.integers("codes");
  const Tensor words = golden.tensor("words.logits"), null = golden.tensor("null.logits");
  const double guidance = golden.tensor("guidance").values()[0];
  const auto S = static_cast<size_t>(words[0]), K = static_cast<size_t>(words[1]),
             V = static_cast<size_t>(words[2]);
  for (const Form& form : kForms) {
    engine.release();
    const auto text = form.linear == DType::kF32 ? DType::kF32 : DType::kBf16;
    const auto model = musicgen::MusicGen::load(
        engine.folder(), {.linear = form.linear, .text = text, .pool = engine.pool()});
    const std::vector<int32_t> classes =
        model.config().follows_melody() ? golden.integers("classes") : std::vector<int32_t>{};
    musicgen::State state =
        model.start({model.encode_with_melody(golden.integers("tokens"), classes), model.null()},
                    static_cast<int64_t>(S));
    Distance distance;
    double divergence = 0, worst = 0;
    size_t agreed = 0;
    std::vector<float> wanted(V), found(V);
    std::vector<double> p(V), q(V);
    for (size_t s = 0; s < S; ++s) {
      const auto logits = model.advance(state, std::span(codes).subspan(s * K, K));
      const auto step = [&](const Tensor& whole) {
        return whole.values().subspan(s * K * V, K * V);
      };
      distance.add(logits.first(K * V), step(words));
      distance.add(logits.subspan(K * V), step(null));
      for (size_t k = 0; k < K; ++k) {
        guide(step(words).subspan(k * V, V), step(null).subspan(k * V, V), guidance, wanted);
        guide(logits.subspan(k * V, V), logits.subspan((K + k) * V, V), guidance, found);
        shares_of(wanted, p);
        shares_of(found, q);
        double kl = 0;
        for (size_t v = 0; v < V; ++v) kl += p[v] * std::log(std::max(p[v], 1e-300) / q[v]);
        divergence += kl;
        worst = std::max(worst, kl);
        agreed += likeliest(wanted) == likeliest(found);
      }
    }
    report.add(
        {.part = "formats",
         .name = fmt::format("{} logits", form.name),
         .error = distance.share(),
         .note = fmt::format("KL {:.1e} nats, worst {:.1e}; same likeliest code {} of {}",
                             divergence / static_cast<double>(S * K), worst, agreed, S * K)});
  }
}

}  // namespace continuo::parity
