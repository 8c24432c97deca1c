// The options that say what to make, shared by the commands that take a prompt.
#pragma once

#include <CLI/CLI.hpp>
#include <optional>
#include <string>

#include "compose/audio_composer.h"
#include "compose/composer.h"

namespace continuo {

struct WishOptions {
  std::string prompt;
  std::optional<double> seconds;
  std::optional<int> bars;
  std::optional<int> bpm;
  std::string key;
  std::string metre;
  std::string instruments;
  std::optional<double> density;
  std::optional<double> brightness;
  std::string plan_file;

  void add_to(CLI::App& command);
  // Throws Error(kUsage) for what cannot be.
  Wish wish() const;
};

struct ModelOptions {
  std::string model = "nano";
  std::string notes = "band";
  std::optional<uint64_t> seed;
  std::optional<double> temperature, top_p, guidance;  // where given, of plan and notes alike
  std::optional<int> top_k;
  int threads = 0;

  void add_to(CLI::App& command);
  ComposeSettings settings() const;  // draws a seed where none is given
  AudioSettings audio_settings() const;
  int thread_count() const;

 private:
  void check_sampling() const;
  void apply_to(Sampling& sampling) const;
  uint64_t seed_or_drawn() const;
};

}  // namespace continuo
