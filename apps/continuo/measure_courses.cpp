#include "measure_commands.h"

#include <fmt/format.h>

#include "base/error.h"
#include "base/files.h"
#include "base/interrupt.h"
#include "base/progress.h"
#include "common_options.h"
#include "measure/courses.h"
#include "model_folders.h"
#include "synth/soundfont.h"

namespace continuo {

namespace {

struct CourseOptions {
  ModelOptions model;
  std::string prompts;
  std::string soundfont;
  std::string json;
  int seeds = 2;
};

std::filesystem::path default_prompts() {
  for (const auto& root : model_roots()) {
    const std::filesystem::path path = root / "prompts" / "courses.json";
    if (std::filesystem::exists(path)) return path;
  }
  fail(ErrorKind::kMissing, "measure",
       "prompts/courses.json: not found beside the models; name it with --prompts.");
}

int measure(const CourseOptions& options) {
  const auto prompts = read_course_prompts(
      options.prompts.empty() ? default_prompts() : std::filesystem::path(options.prompts));
  const ComposeSettings settings = options.model.settings();
  const std::atomic<bool>& interrupted = watch_interrupts();
  ThreadPool pool(options.model.thread_count());
  const Composer composer(find_model(options.model.model), pool);
  SoundfontRenderer renderer(find_soundfont(options.soundfont));
  ProgressLine line;
  size_t done = 0;
  const CourseReport report = measure_courses(
      prompts,
      [&](const CoursePrompt& prompt, uint64_t seed) {
        if (interrupted) fail(ErrorKind::kCancelled, "measure", "stopped; nothing was written.");
        Wish wish;
        wish.prompt = prompt.text;
        ComposeSettings of_piece = settings;
        of_piece.seed = seed;
        const Plan plan = composer.plan(wish, of_piece);
        const Score score =
            composer.compose(prompt.text, plan, of_piece, [](const auto&) { return true; });
        const Stereo sound = render(score, renderer, &interrupted);
        line.show(fmt::format("piece {}/{}", ++done,
                              prompts.size() * static_cast<size_t>(options.seeds)));
        const size_t parts = prompt.levels.size();
        return HeardCourse{loudness_curve(sound, score.seconds_at(score.end()), parts),
                           note_curve(score, parts)};
      },
      options.seeds, settings.seed);
  line.clear();
  fmt::print("{}", courses_table(report));
  if (!options.json.empty()) write_text(options.json, courses_json(report));
  return 0;
}

}  // namespace

void add_measure_courses(CLI::App& command, Run& run) {
  auto options = std::make_shared<CourseOptions>();
  options->model.seed = 1;
  CLI::App* courses = command.add_subcommand(
      "courses", "Loudness over time for prompts that describe a course, by rank correlation");
  options->model.add_to(*courses);
  courses->add_option("--prompts", options->prompts, "Prompts with the levels they ask, as JSON");
  courses->add_option("--soundfont", options->soundfont, "A General MIDI soundfont (.sf2, .sf3)");
  courses->add_option("--seeds", options->seeds, "Pieces a prompt")
      ->capture_default_str()
      ->check(CLI::Range(1, 100));
  courses->add_option("--json", options->json, "Write all figures to this file");
  courses->callback([options, &run] { run = [options] { return measure(*options); }; });
}

}  // namespace continuo
