// continuo measure: how well the music does what the words ask.

#include "measure/adherence.h"

#include <fmt/format.h>

#include "base/error.h"
#include "base/files.h"
#include "base/interrupt.h"
#include "base/progress.h"
#include "base/version.h"
#include "command.h"
#include "common_options.h"
#include "measure/prompts.h"
#include "measure/report.h"
#include "measure_courses.h"
#include "model_folders.h"

namespace continuo {

namespace {

struct MeasureOptions {
  ModelOptions model;
  std::string prompts;
  std::string json;
  std::string page;
  int seeds = 2;
  int bars = 0;
};

std::filesystem::path default_prompts() {
  for (const auto& root : model_roots()) {
    const std::filesystem::path path = root / "prompts" / "adherence.json";
    if (std::filesystem::exists(path)) return path;
  }
  fail(ErrorKind::kMissing, "measure",
       "prompts/adherence.json: not found beside the models; name it with --prompts.");
}

int measure(const MeasureOptions& options) {
  const auto prompts = read_adherence_prompts(
      options.prompts.empty() ? default_prompts() : std::filesystem::path(options.prompts));
  const ComposeSettings settings = options.model.settings();
  const std::atomic<bool>& interrupted = watch_interrupts();
  ThreadPool pool(options.model.thread_count());
  const Composer composer(find_model(options.model.model), pool);

  ProgressLine line;
  AdherenceOptions adherence;
  adherence.seeds = options.seeds;
  adherence.first_seed = settings.seed;
  const auto started = std::chrono::steady_clock::now();
  adherence.progress = [&](size_t done, size_t total) {
    const double spent =
        std::chrono::duration<double>(std::chrono::steady_clock::now() - started).count();
    const double rate = static_cast<double>(done) / spent;
    line.show(fmt::format("piece {}/{}  {:.1f} a second  {} left", done, total, rate,
                          duration_text(static_cast<double>(total - done) / rate)));
  };
  const AdherenceReport report = measure_adherence(
      prompts,
      [&](std::string_view prompt, uint64_t seed) {
        Wish wish;
        wish.prompt = prompt;
        if (options.bars > 0) wish.bars = options.bars;
        ComposeSettings of_piece = settings;
        of_piece.seed = seed;
        const Plan plan = composer.plan(wish, of_piece);
        Score score =
            composer.compose(prompt, plan, of_piece, [&](const auto&) { return !interrupted; });
        // An interrupted measurement is no measurement.
        if (interrupted) throw std::runtime_error("measure: stopped; nothing was written.");
        return score;
      },
      adherence);
  line.clear();
  fmt::print("{}", adherence_table(report));
  if (!options.json.empty()) write_text(options.json, adherence_json(report));
  if (!options.page.empty()) {
    const std::string subject =
        fmt::format("{}, weights {}, notes by the {}, engine {}", options.model.model,
                    composer.fingerprint(), options.model.notes, kVersion);
    write_text(options.page, evaluation_page(report, subject));
  }
  return 0;
}

}  // namespace

void add_measure(CLI::App& program, Run& run) {
  auto options = std::make_shared<MeasureOptions>();
  options->model.seed = 1;
  CLI::App* command = program.add_subcommand("measure", "Measure what the model hears");
  command->require_subcommand(1);
  CLI::App* adherence =
      command->add_subcommand("adherence",
                              "Tempo, metre, key and instruments for prompts with known wishes, "
                              "for true and shuffled captions");
  options->model.add_to(*adherence);
  adherence->add_option("--prompts", options->prompts, "Prompts with their wishes, as JSON");
  adherence->add_option("--seeds", options->seeds, "Pieces a prompt")
      ->capture_default_str()
      ->check(CLI::Range(1, 100));
  adherence->add_option("--bars", options->bars, "Bars a piece; 0 leaves the length to the model")
      ->check(CLI::Range(0, kMaxPlanBars));
  adherence->add_option("--json", options->json, "Write all figures to this file");
  adherence->add_option("--page", options->page,
                        "Write the page of docs/evaluation.md to this file");
  add_measure_courses(*command, run);
  adherence->callback([options, &run] { run = [options] { return measure(*options); }; });
}

}  // namespace continuo
