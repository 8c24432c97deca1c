// continuo replay: a recipe gives back the same notes and the same sound, byte for byte.

#include <fmt/format.h>

#include "base/error.h"
#include "base/files.h"
#include "base/fingerprint.h"
#include "base/interrupt.h"
#include "command.h"
#include "common_options.h"
#include "compose/audio_take.h"
#include "compose/edited_take.h"
#include "live/kept_stems.h"
#include "model_folders.h"
#include "source_sound.h"
#include "take_text.h"

namespace continuo {

namespace {

struct ReplayOptions {
  std::string recipe;
  std::string out;
  std::string model;
  std::string soundfont;
  SourceOptions sources;
  int threads = 0;
  bool stems = false;
  bool no_play = false;
};

void expect_same(const char* what, const std::string& expected, const std::string& found,
                 const char* hint) {
  if (expected != found) {
    fail(ErrorKind::kInput, "replay", "{}: expected fingerprint {}, found {}. {}", what, expected,
         found, hint);
  }
}

constexpr size_t kLargestRecipe_bytes = size_t{64} << 20;
constexpr const char* kRoundingHint = "Another processor or library version may round differently.";

void show_likeness(const std::string& recipe, int mix) {
  if (mix == kMixVersion) {
    fmt::print("the same notes and the same sound as in {}\n", recipe);
  } else {
    fmt::print(
        "the same notes as in {}; the sound is of today's mix ({}), the take was made with mix "
        "{}\n",
        recipe, kMixVersion, mix);
  }
}

// The sounds that a take was made from, and no others.
AudioWish wish_of(const AudioRecipe& recipe, const SourceOptions& sources) {
  AudioWish wish{.prompt = recipe.prompt, .seconds = recipe.seconds};
  const auto read = [&](const char* option, const std::optional<SourceSound>& source,
                        const std::string& path) -> std::optional<Stereo> {
    if (source) return read_source_again(option, *source, path, recipe.seconds);
    if (!path.empty())
      fail(ErrorKind::kUsage, "replay", "{}: the take was made without one.", option);
    return std::nullopt;
  };
  wish.melody = read(kMelodyOption, recipe.melody, sources.melody);
  wish.beginning = read(kContinueOption, recipe.beginning, sources.beginning);
  return wish;
}

int replay_audio(const ReplayOptions& options, const AudioRecipe& recipe) {
  const TakePaths paths = options.out.empty() ? fresh_take_paths("replay " + recipe.prompt, ".")
                                              : take_paths(options.out);
  const AudioWish wish = wish_of(recipe, options.sources);
  ThreadPool pool(options.threads == 0 ? ThreadPool::default_threads() : options.threads);
  const Checkpoint checkpoint =
      Checkpoint::open(find_model(options.model.empty() ? recipe.model : options.model));
  const AudioComposer composer(checkpoint, pool, formats_for(checkpoint, recipe.weights));
  expect_same(
      recipe.model.c_str(), recipe.model_fingerprint, composer.fingerprint(),
      "The take was made by another version of the model; name its folder or file with --model.");
  const std::atomic<bool>& interrupted = watch_interrupts();
  Stereo sound = composer.compose(wish, recipe.settings, [&](const AudioProgress& progress) {
    return !interrupted && progress.seconds_done < recipe.seconds_kept - 1e-9;
  });
  if (interrupted) fail(ErrorKind::kCancelled, "replay", "stopped; nothing was written.");
  AudioRecipe again = recipe;
  finish_take(sound, again);
  expect_same("audio", recipe.audio_fingerprint, again.audio_fingerprint, kRoundingHint);
  save_take(paths, sound, again);
  fmt::print("{} ({:.1f} s), {}\n", paths.wav.string(), sound.seconds(),
             paths.json.filename().string());
  fmt::print("the same sound as in {}\n", options.recipe);
  if (!options.no_play) play_aloud(sound, interrupted);
  return 0;
}

int replay_kept(const ReplayOptions& options, KeptTake take) {
  const TakePaths paths = options.out.empty() ? fresh_take_paths("replay " + take.prompt, ".")
                                              : take_paths(options.out);
  const std::filesystem::path soundfont = find_soundfont(options.soundfont);
  expect_same(soundfont.c_str(), take.soundfont_fingerprint, file_fingerprint(soundfont),
              "The take was rendered with another soundfont; name it with --soundfont.");
  const std::string notes = take.notes_fingerprint;
  const std::string audio = take.audio_fingerprint;
  const auto store = std::make_shared<SoundfontStore>(soundfont);
  std::vector<float> gains;
  const Stereo sound = render_kept(take, store, &gains);
  expect_same("notes", notes, take.notes_fingerprint, kRoundingHint);
  expect_same("audio", audio, take.audio_fingerprint, kRoundingHint);
  const std::atomic<bool>& interrupted = watch_interrupts();
  std::unique_ptr<StemFiles> stems;
  if (options.stems) {
    const PlayStem play = stems_of_kept(take, store);
    stems = std::make_unique<StemFiles>(paths, take.score, play, gains, &interrupted);
    stems->commit();
  }
  save_take(paths, take, sound);
  fmt::print("{}\n", saved_text(paths, sound));
  if (stems) {
    stems->keep();
    fmt::print("{}\n", stems_text(*stems));
  }
  fmt::print("the same notes and the same sound as in {}\n", options.recipe);
  if (!options.no_play) play_aloud(sound, interrupted);
  return 0;
}

int replay_edited(const ReplayOptions& options, EditedTake take) {
  const TakePaths paths = options.out.empty() ? fresh_take_paths("replay " + take.source.name, ".")
                                              : take_paths(options.out);
  const std::filesystem::path soundfont = find_soundfont(options.soundfont);
  expect_same(soundfont.c_str(), take.soundfont_fingerprint, file_fingerprint(soundfont),
              "The take was rendered with another soundfont; name it with --soundfont.");
  const std::string notes = take.notes_fingerprint;
  const std::string audio = take.audio_fingerprint;
  const int mix = take.mix;
  const EditHistory history = history_of(take);
  SoundfontRenderer renderer(soundfont);
  const Stereo sound = render_edited(take, history, renderer);
  expect_same("notes", notes, take.notes_fingerprint, kRoundingHint);
  if (mix == take.mix) expect_same("audio", audio, take.audio_fingerprint, kRoundingHint);
  save_take(paths, take, history, sound);
  fmt::print("{}\n", saved_text(paths, sound));
  show_likeness(options.recipe, mix);
  if (!options.no_play) play_aloud(sound, watch_interrupts());
  return 0;
}

int replay(const ReplayOptions& options) {
  const std::string text = read_text(options.recipe, kLargestRecipe_bytes);
  if (is_edited_recipe(text)) return replay_edited(options, edited_take_from_json(text));
  if (is_kept_recipe(text)) return replay_kept(options, kept_take_from_json(text));
  if (is_audio_recipe(text) && options.stems)
    fail(ErrorKind::kUsage, "replay", "--stems: {} is of sound as a whole.", options.recipe);
  if (is_audio_recipe(text)) return replay_audio(options, audio_recipe_from_json(text));
  if (options.sources.given() != nullptr) {
    fail(ErrorKind::kUsage, "replay", "{}: {} is of notes, made from no sound.",
         options.sources.given(), options.recipe);
  }
  const Recipe recipe = recipe_from_json(text);
  const TakePaths paths = options.out.empty() ? fresh_take_paths("replay " + recipe.prompt, ".")
                                              : take_paths(options.out);
  const std::filesystem::path soundfont = find_soundfont(options.soundfont);
  expect_same(soundfont.c_str(), recipe.soundfont_fingerprint, file_fingerprint(soundfont),
              "The take was rendered with another soundfont; name it with --soundfont.");
  ThreadPool pool(options.threads == 0 ? ThreadPool::default_threads() : options.threads);
  const Composer composer(find_model(options.model.empty() ? recipe.model : options.model), pool);
  expect_same(recipe.model.c_str(), recipe.model_fingerprint, composer.fingerprint(),
              "The take was made by another version of the model; name its folder with --model.");

  const std::atomic<bool>& interrupted = watch_interrupts();
  const Score score = composer.compose(recipe.prompt, recipe.plan, recipe.settings,
                                       [&](const ComposeProgress& progress) {
                                         return !interrupted && progress.bars_done < recipe.bars;
                                       });
  if (interrupted) fail(ErrorKind::kCancelled, "replay", "stopped; nothing was written.");
  SoundfontRenderer renderer(soundfont);
  std::vector<float> gains;
  const Stereo sound = render_take(score, renderer, recipe.settings.loop, &gains, &interrupted);
  Recipe again = recipe;
  again.mix = kMixVersion;
  fingerprint_take(score, sound, again);
  expect_same("notes", recipe.notes_fingerprint, again.notes_fingerprint, kRoundingHint);
  if (recipe.mix == again.mix)
    expect_same("audio", recipe.audio_fingerprint, again.audio_fingerprint, kRoundingHint);
  const auto stems = options.stems
                         ? std::make_unique<StemFiles>(
                               paths, score, stems_of_score(score, renderer, recipe.settings.loop),
                               gains, &interrupted)
                         : nullptr;
  save_take(paths, score, sound, again, stems.get());
  fmt::print("{}\n", saved_text(paths, sound));
  if (stems) fmt::print("{}\n", stems_text(*stems));
  show_likeness(options.recipe, recipe.mix);
  if (!options.no_play) play_aloud(sound, interrupted);
  return 0;
}

}  // namespace

void add_replay(CLI::App& program, Run& run) {
  auto options = std::make_shared<ReplayOptions>();
  CLI::App* command =
      program.add_subcommand("replay", "Make a take again from its recipe, bit for bit");
  command->add_option("recipe", options->recipe, "take.json")->required();
  command->add_option("--out", options->out, "x.wav; x.mid and x.json are written beside it");
  command->add_option("--model", options->model, "Another place of the recipe's model");
  command->add_option("--soundfont", options->soundfont, "Another place of the recipe's soundfont");
  command->add_option(kMelodyOption, options->sources.melody,
                      "Another place of the tune that the take follows");
  command->add_option(kContinueOption, options->sources.beginning,
                      "Another place of the sound that the take goes on from");
  command->add_option("--threads", options->threads, "Threads; 0 for all cores")
      ->check(CLI::Range(0, 256));
  command->add_flag("--stems", options->stems, "A WAV file a part, too; they add up to the take");
  command->add_flag("--no-play", options->no_play, "Do not play it aloud");
  command->callback([options, &run] { run = [options] { return replay(*options); }; });
}

}  // namespace continuo
