// continuo listen: what can be heard in a sound file.

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "base/error.h"
#include "command.h"
#include "dsp/sound_file.h"
#include "listen/sound_report.h"

namespace continuo {

namespace {

struct Options {
  std::string file;
  double start_s = 0;
  double seconds = 0;  // 0: to the end
  double slowest_bpm = 40;
  double fastest_bpm = 240;
  double chunk_s = 0;  // 0: not measured
  bool json = false;
};

Stereo part_of(const Options& options) {
  Stereo sound = options.seconds > 0
                     ? read_start_of_sound(options.file, options.start_s + options.seconds)
                     : read_sound(options.file);
  const size_t first = 2 * static_cast<size_t>(options.start_s * sound.rate_hz);
  if (first >= sound.samples.size()) {
    fail(ErrorKind::kUsage, "listen", "--start: expected less than {:.2f} s, found {} s.",
         sound.seconds(), options.start_s);
  }
  sound.samples.erase(sound.samples.begin(), sound.samples.begin() + static_cast<ptrdiff_t>(first));
  return sound;
}

int listen(const Options& options) {
  if (options.slowest_bpm >= options.fastest_bpm) {
    fail(ErrorKind::kUsage, "listen", "expected --slowest under --fastest, found {} and {}.",
         options.slowest_bpm, options.fastest_bpm);
  }
  SoundReportOptions how;
  how.tempo = {options.slowest_bpm, options.fastest_bpm};
  if (options.chunk_s > 0) how.chunk_s = options.chunk_s;
  const SoundReport report = listen_to(part_of(options), how);
  if (options.json) {
    fmt::print("{}\n", report_to_json(report).dump(2));
  } else {
    fmt::print("{}: {:.2f} s at {} Hz\n{}", std::filesystem::path(options.file).filename().string(),
               report.seconds, report.rate_hz, report_text(report));
  }
  return 0;
}

}  // namespace

void add_listen(CLI::App& program, Run& run) {
  auto options = std::make_shared<Options>();
  CLI::App* command = program.add_subcommand(
      "listen", "Tell what can be heard in a sound: tempo, key, loudness, joins");
  command->add_option("file", options->file, "A sound: WAV, FLAC, Ogg, MP3, ...")->required();
  command->add_option("--start", options->start_s, "Seconds to leave out at the beginning")
      ->check(CLI::Range(0.0, 3600.0));
  command->add_option("--seconds", options->seconds, "Seconds to hear [all]")
      ->check(CLI::Range(0.0, 3600.0));
  command->add_option("--slowest", options->slowest_bpm, "Where to look for the tempo: from")
      ->capture_default_str()
      ->check(CLI::Range(20.0, 300.0));
  command->add_option("--fastest", options->fastest_bpm, "Where to look for the tempo: up to")
      ->capture_default_str()
      ->check(CLI::Range(20.0, 300.0));
  command->add_option("--chunk", options->chunk_s, "Measure the joins of chunks of so many seconds")
      ->check(CLI::Range(0.01, 3600.0));
  command->add_flag("--json", options->json, "Print it as JSON");
  command->callback([options, &run] { run = [options] { return listen(*options); }; });
}

}  // namespace continuo
