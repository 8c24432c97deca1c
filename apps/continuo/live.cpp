// continuo live: music that plays until you end it, with the studio to steer it.

#include <fmt/format.h>

#include <chrono>

#include "base/error.h"
#include "base/interrupt.h"
#include "base/progress.h"
#include "base/stopwatch.h"
#include "command.h"
#include "dsp/wav.h"
#include "live/performance.h"
#include "model_folders.h"
#include "serve_options.h"
#include "synth/soundfont.h"

namespace continuo {

namespace {

constexpr size_t kChunkFrames = 15 * Performance::kBlockFrames;  // 20 ms
constexpr double kLongest_s = 3600;

}  // namespace

int render_performance(const ServeOptions& options) {
  if (!options.seconds || options.out.empty())
    fail(ErrorKind::kUsage, "live", "expected both of --seconds and --out, found one.");
  if (!(*options.seconds > 0 && *options.seconds <= kLongest_s)) {
    fail(ErrorKind::kUsage, "live", "--seconds: expected up to {}, found {}.", kLongest_s,
         *options.seconds);
  }
  const Controls controls = options.controls();
  const std::atomic<bool>& interrupted = watch_interrupts();
  const Stopwatch watch;
  ThreadPool pool(options.threads);
  const Composer composer(find_model(options.model), pool);
  const auto store = std::make_shared<SoundfontStore>(find_soundfont(options.soundfont));
  DirectSource source(composer, store);
  Performance performance(store, source, controls, 0);
  WavWriter file(options.out);
  ProgressLine line;
  std::vector<float> chunk(2 * kChunkFrames);
  auto left = static_cast<size_t>(*options.seconds * kSampleRateHz);
  double written_s = 0;
  while (left > 0 && !interrupted) {
    performance.clear_heard();
    performance.render(chunk);
    const size_t frames = std::min(left, kChunkFrames);
    file.write(std::span<const float>(chunk).first(2 * frames));
    left -= frames;
    written_s += static_cast<double>(frames) / kSampleRateHz;
    line.show(fmt::format("{:.0f} of {:.0f} s (Ctrl-C keeps what is there)", written_s,
                          *options.seconds));
  }
  file.commit();
  line.clear();
  fmt::print("{}: {:.1f} s of live music in {:.1f} s ({:.0f}x real time), {} bpm, {}\n",
             options.out, written_s, watch.seconds(), written_s / watch.seconds(),
             performance.bpm(),
             performance.round() ? performance.round()->style.plan.key.name() : "no music");
  return 0;
}

void add_live(CLI::App& program, Run& run) {
  auto options = std::make_shared<ServeOptions>();
  CLI::App* command = program.add_subcommand(
      "live", "Plays on and on, and opens the studio to steer it (docs/live.md)");
  options->add_prompt_to(*command);
  options->add_server_to(*command);
  const std::string group = "How it begins";
  command->add_flag("--no-open", options->no_open, "Do not open the browser")->group(group);
  command
      ->add_option("--seconds", options->seconds,
                   "Renders so much of it into --out as fast as it goes, and ends")
      ->group(group);
  command->add_option("--out", options->out, "x.wav, for --seconds")->group(group);
  command->callback([options, &run] {
    run = [options] {
      if (options->seconds || !options->out.empty()) return render_performance(*options);
      return serve_until_interrupted(*options, true);
    };
  });
}

}  // namespace continuo
