// continuo generate: words become a take.

#include <fmt/format.h>

#include <chrono>

#include "base/error.h"
#include "base/fingerprint.h"
#include "base/interrupt.h"
#include "base/progress.h"
#include "command.h"
#include "compose/audio_composer.h"
#include "compose/loop.h"
#include "compose/stems.h"
#include "generate_options.h"
#include "model_folders.h"
#include "plan_text.h"
#include "prompt/languages.h"
#include "prompt/named.h"
#include "take_text.h"

namespace continuo {

namespace {

using Clock = std::chrono::steady_clock;

double seconds_since(Clock::time_point start) {
  return std::chrono::duration<double>(Clock::now() - start).count();
}

int generate(const GenerateOptions& options) {
  const auto started = Clock::now();
  const Checkpoint checkpoint = Checkpoint::open(find_model(options.model.model));
  if (AudioComposer::can_load(checkpoint)) {
    if (options.stems) {
      fail(ErrorKind::kUsage, "generate", "--stems: {} makes sound as a whole, of no parts.",
           options.model.model);
    }
    if (options.loop)
      fail(ErrorKind::kUsage, "generate", "--loop: {} writes sound; only notes make a loop.",
           options.model.model);
    return generate_audio(options, checkpoint);
  }
  if (!options.weights.empty()) {
    fail(ErrorKind::kUsage, "generate",
         "--weights: {} writes notes; models of sound have the choice.", options.model.model);
  }
  if (options.sources.given() != nullptr) {
    fail(ErrorKind::kUsage, "generate",
         "{}: {} writes notes; a model of sound is needed (continuo pull "
         "facebook/musicgen-melody).",
         options.sources.given(), options.model.model);
  }
  const Wish wish = options.wish.wish();
  ComposeSettings settings = options.model.settings();
  settings.loop = options.loop || names_loop(in_english(wish.prompt));
  const TakePaths paths =
      options.out.empty() ? fresh_take_paths(wish.prompt, ".") : take_paths(options.out);
  const std::filesystem::path soundfont = find_soundfont(options.soundfont);
  const std::atomic<bool>& interrupted = watch_interrupts();
  ThreadPool pool(options.model.thread_count());
  const Composer composer(checkpoint, pool);

  const Plan plan = composer.plan(wish, settings);
  const std::string named = named_text(read_named(wish.prompt));
  if (!named.empty()) fmt::print("named: {}\n", named);
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
  // A piece that was stopped early is kept; its stems can only be stopped by a second Ctrl-C.
  const std::atomic<bool>* cancel = interrupted ? nullptr : &interrupted;
  std::vector<float> gains;
  const Stereo sound = render_take(score, renderer, settings.loop, &gains);
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
  if (options.stems) line.show("the parts, one by one (Ctrl-C writes nothing)");
  const auto stems =
      options.stems
          ? std::make_unique<StemFiles>(
                paths, score, stems_of_score(score, renderer, settings.loop), gains, cancel)
          : nullptr;
  save_take(paths, score, sound, recipe, stems.get());
  line.clear();

  const double spent = seconds_since(started);
  if (bars < plan.bars()) fmt::print("stopped after bar {} of {}\n", bars, plan.bars());
  fmt::print("{}: {} in {:.1f} s ({:.0f}x real time), seed {}\n", saved_text(paths, sound),
             fmt::format("{} notes", score.note_count()), spent, sound.seconds() / spent,
             settings.seed);
  if (stems) fmt::print("{}\n", stems_text(*stems));
  if (!options.no_play && !interrupted) play_aloud(sound, interrupted);
  return 0;
}

}  // namespace

void add_generate(CLI::App& program, Run& run) {
  auto options = std::make_shared<GenerateOptions>();
  CLI::App* command =
      program.add_subcommand("generate", "Words become a take: sound, MIDI and a recipe");
  options->wish.add_to(*command);
  options->sources.add_to(*command);
  options->model.add_to(*command);
  command
      ->add_option("--weights", options->weights,
                   "How a model of sound is held: q8_0, q4_0, bf16 or f32 [as a quantised file is, "
                   "else q8_0]")
      ->group("How it is made");
  command->add_flag(
      "--loop", options->loop,
      "A loop whose end leads back to its beginning; 8 bars where no length is given");
  command->add_option("--out", options->out, "x.wav; x.mid and x.json are written beside it");
  command->add_option("--soundfont", options->soundfont, "A General MIDI soundfont (.sf2, .sf3)");
  command->add_flag("--stems", options->stems, "A WAV file a part, too; they add up to the take");
  command->add_flag("--no-play", options->no_play, "Do not play it aloud");
  command->callback([options, &run] { run = [options] { return generate(*options); }; });
}

}  // namespace continuo
