// Sound files that a take is made from: a tune to follow, a beginning to go on from.
#pragma once

#include <CLI/CLI.hpp>
#include <filesystem>
#include <string>

#include "compose/audio_take.h"

namespace continuo {

inline constexpr const char* kMelodyOption = "--melody";
inline constexpr const char* kContinueOption = "--continue";

struct SourceOptions {
  std::string melody;
  std::string beginning;

  void add_to(CLI::App& command);
  // The option that was given, or null.
  const char* given() const;
};

// What a piece of `seconds` hears of a sound: of a tune the beginning, of what it goes on from the
// end. Throws Error(kMissing), Error(kIo) or Error(kInput) that names the option: no such file, no
// sound in it, under half a second, a silent tune, or a piece and a tune of over ten minutes.
Stereo read_source(const char* option, const std::string& path, double seconds);
// What a recipe says of it.
SourceSound source_of(const std::string& path);

// The sound that a recipe names, from `path` or, where that is empty, from where it was. Throws
// Error(kMissing) where it is gone, Error(kInput) where it is another.
Stereo read_source_again(const char* option, const SourceSound& source, const std::string& path,
                         double seconds);

}  // namespace continuo
