// continuo measure adherence: how well the music does what the words ask.

#include "measure/adherence.h"

#include <fmt/format.h>

#include "base/error.h"
#include "base/files.h"
#include "base/version.h"
#include "common_options.h"
#include "measure/prompts.h"
#include "measure/report.h"
#include "measure_commands.h"
#include "measure_work.h"
#include "model_folders.h"

namespace continuo {

namespace {

struct AdherenceCommand {
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

Score made(const Composer& composer, const AdherenceCommand& options, std::string_view prompt,
           ComposeSettings settings) {
  stop_where_interrupted();
  Wish wish;
  wish.prompt = prompt;
  if (options.bars > 0) wish.bars = options.bars;
  const Plan plan = composer.plan(wish, settings);
  Score score = composer.compose(prompt, plan, settings, [](const auto&) {
    stop_where_interrupted();
    return true;
  });
  return score;
}

int measure(const AdherenceCommand& options) {
  const auto prompts = read_adherence_prompts(
      options.prompts.empty() ? default_prompts() : std::filesystem::path(options.prompts));
  const ComposeSettings settings = options.model.settings();
  const Composers composers(options.model);
  const BandPieces lessons = band_pieces(kLessonPieces, kLessonSeed, composers.size());
  const GenreListener by_notes(lessons.by_notes, Ear::kNotes);
  const GenreListener in_full(lessons.in_full, Ear::kEverything);
  std::vector<Generate> generators;
  for (size_t worker = 0; worker < composers.size(); ++worker) {
    generators.push_back([&, worker](std::string_view prompt, uint64_t seed) {
      ComposeSettings of_piece = settings;
      of_piece.seed = seed;
      return made(composers[worker], options, prompt, of_piece);
    });
  }
  AdherenceOptions adherence;
  adherence.seeds = options.seeds;
  adherence.first_seed = settings.seed;
  adherence.recognise = [&](const Score& score) {
    return Recognised{by_notes.recognise(score), in_full.recognise(score)};
  };
  MeasureProgress progress("piece");
  adherence.progress = [&](size_t done, size_t total) { progress.show(done, total); };
  const AdherenceReport report = measure_adherence(prompts, generators, adherence);
  progress.clear();
  fmt::print("{}", adherence_table(report));
  if (!options.json.empty()) write_text(options.json, adherence_json(report));
  if (!options.page.empty()) {
    const std::string subject =
        fmt::format("{}, weights {}, notes by the {}, engine {}", options.model.model,
                    composers[0].fingerprint(), options.model.notes, kVersion);
    write_text(options.page, evaluation_page(report, subject));
  }
  return 0;
}

}  // namespace

void add_measure_adherence(CLI::App& measuring, Run& run) {
  auto options = std::make_shared<AdherenceCommand>();
  options->model.seed = 1;
  CLI::App* command = measuring.add_subcommand(
      "adherence",
      "Tempo, metre, key, genre and instruments for prompts with known wishes, for true and "
      "shuffled captions");
  options->model.add_to(*command);
  command->add_option("--prompts", options->prompts, "Prompts with their wishes, as JSON");
  command->add_option("--seeds", options->seeds, "Pieces a prompt")
      ->capture_default_str()
      ->check(CLI::Range(1, 100));
  command->add_option("--bars", options->bars, "Bars a piece; 0 leaves the length to the model")
      ->check(CLI::Range(0, kMaxPlanBars));
  command->add_option("--json", options->json, "Write all figures to this file");
  command->add_option("--page", options->page, "Write them as Markdown to this file");
  command->callback([options, &run] { run = [options] { return measure(*options); }; });
}

}  // namespace continuo
