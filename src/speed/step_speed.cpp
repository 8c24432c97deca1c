#include "speed/step_speed.h"

#include <algorithm>
#include <vector>

#include "base/error.h"
#include "base/process_memory.h"
#include "base/rng.h"
#include "kernels/memory_bandwidth.h"

namespace continuo {

namespace {

constexpr int kBlockSteps = 20;
constexpr int kWarmSteps = 5;

// Rows with words first, as many without: what guidance asks for.
std::vector<musicgen::Condition> rows_of(const musicgen::MusicGen& model,
                                         std::span<const int32_t> words, int64_t batch) {
  const auto with_words = static_cast<size_t>((batch + 1) / 2);
  std::vector<musicgen::Condition> rows(with_words, model.encode(words));
  rows.resize(static_cast<size_t>(batch), model.null());
  return rows;
}

}  // namespace

void check_room(const musicgen::DecoderConfig& decoder, const StepOptions& options) {
  const int64_t most = decoder.max_position_embeddings - 1;
  if (options.context < 0 || options.context > most) {
    fail(ErrorKind::kUsage, "bench", "--context: expected 0 to {}, found {}.", most,
         options.context);
  }
  if (options.batch < 1 || options.batch > musicgen::MusicGen::kMostRows) {
    fail(ErrorKind::kUsage, "bench", "--batch: expected 1 to {}, found {}.",
         musicgen::MusicGen::kMostRows, options.batch);
  }
  if (options.steps < 1)
    fail(ErrorKind::kUsage, "bench", "--steps: expected 1 or more, found {}.", options.steps);
}

StepSpeed measure_steps(const musicgen::MusicGen& model, std::span<const int32_t> words,
                        const StepOptions& options, ThreadPool& pool, const OnSpeed& on_speed) {
  const musicgen::DecoderConfig& decoder = model.config().decoder;
  check_room(decoder, options);
  const auto K = static_cast<size_t>(decoder.num_codebooks);
  Rng rng(3);
  std::vector<int32_t> codes(static_cast<size_t>(options.context + 1) * K);
  for (int32_t& code : codes) code = rng.range(0, decoder.special_code() - 1);
  const std::span<const int32_t> next = std::span(codes).last(K);

  StepSpeed speed;
  musicgen::State state = model.start(rows_of(model, words, options.batch), options.context + 1);
  const Stopwatch prefill;
  const auto piece = static_cast<size_t>(musicgen::MusicGen::kPrefillSteps) * K;
  for (size_t at = 0; at + K < codes.size(); at += piece) {
    on_speed("context", static_cast<double>(at) / static_cast<double>(codes.size()));
    model.advance(state, std::span(codes).subspan(at, std::min(piece, codes.size() - K - at)));
  }
  speed.prefill_ms = prefill.ms();
  speed.bytes = model.step_bytes(state);
  const auto step = [&] {
    const Stopwatch watch;
    model.advance(state, next);
    const double ms = watch.ms();
    model.rewind(state, options.context);
    return ms;
  };
  for (int i = 0; i < kWarmSteps; ++i) step();
  speed.peak_bytes = peak_resident_bytes();

  const BandwidthProbe probe(pool);
  for (int done = 0; done < options.steps;) {
    Readings block;
    for (int i = 0; i < kBlockSteps && done < options.steps; ++i, ++done) block.add(step());
    for (const double ms : block.values()) speed.step_ms.add(ms);
    const double machine = probe.read();
    speed.machine_bytes_per_s.add(machine);
    speed.ratio.add(static_cast<double>(speed.bytes.total()) / (block.median() / 1e3) / machine);
    on_speed("steps", static_cast<double>(done) / options.steps);
  }
  return speed;
}

}  // namespace continuo
