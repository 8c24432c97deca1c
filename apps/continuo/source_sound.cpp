#include "source_sound.h"

#include <algorithm>
#include <cmath>

#include "base/error.h"
#include "base/fingerprint.h"
#include "dsp/sound_file.h"

namespace continuo {

namespace {

constexpr double kShortest_s = 0.5;  // what a melody's moment hears
constexpr double kLongest_s = 600;
// The composer goes on from at most 12 s and looks at most 30 s ahead of what it has written.
constexpr double kHeardBefore_s = 30;
constexpr double kHeardBeside_s = 12 + 30;
constexpr float kSilent = 1e-5f;  // -100 dB

Stereo read_part(const char* option, const std::string& path, double seconds) {
  if (std::string_view(option) == kContinueOption) return read_end_of_sound(path, kHeardBefore_s);
  const double heard = seconds + kHeardBeside_s;
  Stereo tune =
      heard < kLongest_s ? read_start_of_sound(path, heard) : read_sound(path, kLongest_s);
  const bool silent = std::all_of(tune.samples.begin(), tune.samples.end(),
                                  [](float sample) { return std::abs(sample) < kSilent; });
  if (silent) fail(ErrorKind::kInput, "sound", "{}: expected a tune, found silence.", path);
  return tune;
}

}  // namespace

void SourceOptions::add_to(CLI::App& command) {
  const std::string group = "What it is made from (models of sound)";
  command.add_option(kMelodyOption, melody, "A sound file whose tune it follows (musicgen-melody)")
      ->group(group);
  command
      .add_option(kContinueOption, beginning,
                  "A sound file to go on from: its latest 12 s are heard first, --seconds counts "
                  "what is new")
      ->group(group);
}

const char* SourceOptions::given() const {
  if (!melody.empty()) return kMelodyOption;
  return beginning.empty() ? nullptr : kContinueOption;
}

Stereo read_source(const char* option, const std::string& path, double seconds) {
  Stereo sound;
  try {
    sound = read_part(option, path, seconds);
  } catch (const Error& error) {
    fail(error.kind(), "sound", "{} {}", option, error.message());
  }
  if (sound.seconds() < kShortest_s) {
    fail(ErrorKind::kInput, "sound", "{} {}: expected at least {} s of sound, found {:.2f} s.",
         option, path, kShortest_s, sound.seconds());
  }
  return sound;
}

SourceSound source_of(const std::string& path) { return {path, file_fingerprint(path)}; }

Stereo read_source_again(const char* option, const SourceSound& source, const std::string& path,
                         double seconds) {
  const std::string& place = path.empty() ? source.name : path;
  std::error_code ignored;
  if (!std::filesystem::exists(place, ignored)) {
    fail(ErrorKind::kMissing, "replay",
         "{}: the take was made from {}, which is not there. Say where it is with {} FILE.", place,
         source.name, option);
  }
  const std::string found = file_fingerprint(place);
  if (found != source.fingerprint) {
    fail(ErrorKind::kInput, "replay",
         "{}: expected the file that the take was made from (fingerprint {}), found another ({}). "
         "Name that file with {} FILE.",
         place, source.fingerprint, found, option);
  }
  return read_source(option, place, seconds);
}

}  // namespace continuo
