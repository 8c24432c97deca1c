// What a measurement of a model's speed says: as a table to read, as JSON to keep.
#pragma once

#include <optional>
#include <string>

#include "speed/piece_times.h"
#include "speed/step_speed.h"

namespace continuo {

struct SpeedSubject {
  std::string model;
  bool random_weights = false;
  std::string dtype;         // of what each step reads
  std::string instructions;  // of the kernels
  int threads = 0;
  double load_s = 0;
  double frame_rate = 0;     // frames of codes a second of sound
  double product_error = 0;  // verify_product
};

struct SpeedReport {
  SpeedSubject subject;
  StepOptions options;
  StepSpeed steps;
  PieceTimes first_sound;
  std::optional<PieceTimes> whole;
};

// First sound is measured several times, and the median kept; the whole piece where `whole_s` is
// over 0. `subject` is filled in by the caller, but for what is measured here.
struct SpeedOptions {
  StepOptions steps;
  double whole_s = 0;
};
SpeedReport measure_speed(const musicgen::MusicGen& model, const encodec::Encodec& codec,
                          SpeedSubject subject, const SpeedOptions& options, ThreadPool& pool,
                          const OnSpeed& on_speed);

std::string speed_json(const SpeedReport& report);
std::string speed_table(const SpeedReport& report);

}  // namespace continuo
