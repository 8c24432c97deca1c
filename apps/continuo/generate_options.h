// What continuo generate can be told, whichever model makes the take.
#pragma once

#include <string>

#include "checkpoint/checkpoint.h"
#include "common_options.h"
#include "source_sound.h"

namespace continuo {

struct GenerateOptions {
  WishOptions wish;
  ModelOptions model;
  SourceOptions sources;
  std::string weights;  // of a model of sound; empty for formats_for's choice
  std::string out;
  std::string soundfont;
  bool stems = false;
  bool loop = false;
  bool no_play = false;
};

// With a model of sound.
int generate_audio(const GenerateOptions& options, const Checkpoint& checkpoint);

}  // namespace continuo
