// continuo generate: words become a take.

#include <fmt/format.h>

#include <chrono>

#include "base/error.h"
#include "base/fingerprint.h"
#include "base/interrupt.h"
#include "base/progress.h"
#include "command.h"
#include "common_options.h"
#include "compose/audio_take.h"
#include "compose/named_length.h"
#include "model_folders.h"
#include "plan_text.h"
#include "take_text.h"

namespace continuo {

namespace {

using Clock = std::chrono::steady_clock;

double seconds_since(Clock::time_point start) {
  return std::chrono::duration<double>(Clock::now() - start).count();
}

struct GenerateOptions {
  WishOptions wish;
  ModelOptions model;
  std::string out;
  std::string soundfont;
  bool no_play = false;
};

// A model of sound reads the words alone: what the user fixed beside them would be ignored.
void expect_words_alone(const WishOptions& wish, const std::string& model) {
  const std::vector<std::pair<const char*, bool>> fixed = {
      {"--bars", wish.bars.has_value()},
      {"--bpm", wish.bpm.has_value()},
      {"--key", !wish.key.empty()},
      {"--metre", !wish.metre.empty()},
      {"--density", wish.density.has_value()},
      {"--brightness", wish.brightness.has_value()},
      {"--plan", !wish.plan_file.empty()},
      {"--instruments", !wish.instruments.empty()}};
  for (const auto& [option, given] : fixed) {
    if (given) {
      fail(ErrorKind::kUsage, "generate",
           "{}: {} writes sound, not notes, and reads the words alone. Say it in the prompt.",
           option, model);
    }
  }
}

int generate_audio(const GenerateOptions& options, const std::filesystem::path& folder) {
  const auto started = Clock::now();
  expect_words_alone(options.wish, options.model.model);
  const Wish wish = options.wish.wish();
  constexpr double kUsualSeconds = 10;
  AudioRecipe recipe{
      .prompt = wish.prompt,
      .model = options.model.model,
      .model_fingerprint = {},
      .settings = options.model.audio_settings(),
      .seconds = wish.seconds.value_or(named_length(wish.prompt).seconds.value_or(kUsualSeconds)),
      .seconds_kept = 0,
      .audio_fingerprint = {}};
  const TakePaths paths =
      options.out.empty() ? fresh_take_paths(wish.prompt, ".") : take_paths(options.out);
  const std::atomic<bool>& interrupted = watch_interrupts();
  ThreadPool pool(options.model.thread_count());
  const AudioComposer composer(folder, pool);
  recipe.model_fingerprint = composer.fingerprint();
  ProgressLine line;
  const auto composing = Clock::now();
  Stereo sound = composer.compose(
      recipe.prompt, recipe.seconds, recipe.settings, [&](const AudioProgress& progress) {
        recipe.seconds_kept = progress.seconds_done;
        const double spent = seconds_since(composing);
        const double rate = progress.seconds_done / spent;
        line.show(
            fmt::format("{:.1f}/{:.1f} s  {:.2f}x real time  {} left (Ctrl-C keeps what is there)",
                        progress.seconds_done, progress.seconds, rate,
                        duration_text((progress.seconds - progress.seconds_done) / rate)));
        return !interrupted;
      });
  finish_take(sound, recipe);
  save_take(paths, sound, recipe);
  line.clear();
  const double spent = seconds_since(started);
  if (interrupted) fmt::print("stopped after {:.1f} s\n", recipe.seconds_kept);
  fmt::print("{} ({:.1f} s), {}: in {:.1f} s ({:.2f}x real time), seed {}\n", paths.wav.string(),
             sound.seconds(), paths.json.filename().string(), spent, sound.seconds() / spent,
             recipe.settings.seed);
  if (!options.no_play && !interrupted) play_aloud(sound, interrupted);
  return 0;
}

int generate(const GenerateOptions& options) {
  const auto started = Clock::now();
  const std::filesystem::path folder = find_model(options.model.model);
  if (AudioComposer::can_load(folder)) return generate_audio(options, folder);
  const Wish wish = options.wish.wish();
  const ComposeSettings settings = options.model.settings();
  const TakePaths paths =
      options.out.empty() ? fresh_take_paths(wish.prompt, ".") : take_paths(options.out);
  const std::filesystem::path soundfont = find_soundfont(options.soundfont);
  const std::atomic<bool>& interrupted = watch_interrupts();
  ThreadPool pool(options.model.thread_count());
  const Composer composer(folder, pool);

  const Plan plan = composer.plan(wish, settings);
  fmt::print("{}\n", plan_text(plan));
  std::fflush(stdout);
  ProgressLine line;
  int bars = 0;
  const auto composing = Clock::now();
  const Score score =
      composer.compose(wish.prompt, plan, settings, [&](const ComposeProgress& progress) {
        bars = progress.bars_done;
        const double spent = seconds_since(composing);
        const double left = spent * (progress.bars - progress.bars_done) / progress.bars_done;
        line.show(fmt::format("bar {}/{}  {:.0f}x real time  {} left (Ctrl-C keeps what is there)",
                              progress.bars_done, progress.bars, progress.music_seconds / spent,
                              duration_text(left)));
        return !interrupted;
      });
  SoundfontRenderer renderer(soundfont);
  const Stereo sound = render_take(score, renderer);
  Recipe recipe{.prompt = wish.prompt,
                .model = options.model.model,
                .model_fingerprint = composer.fingerprint(),
                .settings = settings,
                .plan = plan,
                .bars = bars,
                .soundfont = soundfont.filename().string(),
                .soundfont_fingerprint = file_fingerprint(soundfont),
                .notes_fingerprint = {},
                .audio_fingerprint = {}};
  fingerprint_take(score, sound, recipe);
  save_take(paths, score, sound, recipe);
  line.clear();

  const double spent = seconds_since(started);
  if (bars < plan.bars()) fmt::print("stopped after bar {} of {}\n", bars, plan.bars());
  fmt::print("{}: {} in {:.1f} s ({:.0f}x real time), seed {}\n", saved_text(paths, sound),
             fmt::format("{} notes", score.note_count()), spent, sound.seconds() / spent,
             settings.seed);
  if (!options.no_play && !interrupted) play_aloud(sound, interrupted);
  return 0;
}

}  // namespace

void add_generate(CLI::App& program, Run& run) {
  auto options = std::make_shared<GenerateOptions>();
  CLI::App* command =
      program.add_subcommand("generate", "Words become a take: sound, MIDI and a recipe");
  options->wish.add_to(*command);
  options->model.add_to(*command);
  command->add_option("--out", options->out, "x.wav; x.mid and x.json are written beside it");
  command->add_option("--soundfont", options->soundfont, "A General MIDI soundfont (.sf2, .sf3)");
  command->add_flag("--no-play", options->no_play, "Do not play it aloud");
  command->callback([options, &run] { run = [options] { return generate(*options); }; });
}

}  // namespace continuo
