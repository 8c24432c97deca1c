// What continuo generate can be told, whichever model makes the take.
#pragma once

#include <filesystem>
#include <string>

#include "common_options.h"
#include "source_sound.h"

namespace continuo {

struct GenerateOptions {
  WishOptions wish;
  ModelOptions model;
  SourceOptions sources;
  std::string out;
  std::string soundfont;
  bool no_play = false;
};

// With a model of sound in `folder`.
int generate_audio(const GenerateOptions& options, const std::filesystem::path& folder);

}  // namespace continuo
