// How long a decoder step takes, beside what the machine's memory can do at that moment.
#pragma once

#include <cstdint>
#include <span>

#include "base/stopwatch.h"
#include "models/musicgen/musicgen.h"
#include "speed/progress.h"

namespace continuo {

struct StepOptions {
  int64_t context = 500;  // steps of codes that each timed step has behind it
  int64_t batch = 2;      // rows: 2 under guidance
  int steps = 200;
};

struct StepSpeed {
  musicgen::StepBytes bytes;  // of a step
  double prefill_ms = 0;      // to read the context at once
  uint64_t peak_bytes = 0;    // resident, before the probe's own memory
  Readings step_ms;
  Readings machine_bytes_per_s;  // between blocks of steps
  Readings ratio;  // of each block: bytes a second of its median step, to the machine's

  double bytes_per_s() const {
    return static_cast<double>(bytes.total()) / (step_ms.median() / 1e3);
  }
};

// Throws Error(kUsage) for options that a model has no room for.
void check_room(const musicgen::DecoderConfig& decoder, const StepOptions& options);

// Blocks of steps, all at the same context, each followed by a probe of the memory. Throws
// as check_room does.
StepSpeed measure_steps(const musicgen::MusicGen& model, std::span<const int32_t> words,
                        const StepOptions& options, ThreadPool& pool, const OnSpeed& on_speed);

}  // namespace continuo
