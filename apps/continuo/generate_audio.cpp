// continuo generate with a model of sound: words, and a tune or a beginning, become a take.

#include <fmt/format.h>

#include <optional>

#include "base/error.h"
#include "base/interrupt.h"
#include "base/progress.h"
#include "base/stopwatch.h"
#include "compose/audio_take.h"
#include "generate_options.h"
#include "monitor.h"
#include "prompt/named_length.h"
#include "take_text.h"

namespace continuo {

namespace {

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

// A take that replaced what it was made from could not be made again.
void expect_another(const std::filesystem::path& out, const std::string& source) {
  std::error_code missing;
  if (!source.empty() && std::filesystem::equivalent(out, source, missing)) {
    fail(ErrorKind::kUsage, "generate", "--out: {} is what the take is made from.", out.string());
  }
}

std::optional<DType> weights_of(const std::string& name) {
  if (name.empty()) return std::nullopt;
  const std::optional<DType> found = dtype_of(name);
  if (!found)
    fail(ErrorKind::kUsage, "generate", "--weights: expected q8_0, q4_0, bf16 or f32, found {}.",
         name);
  return found;
}

}  // namespace

int generate_audio(const GenerateOptions& options, const Checkpoint& checkpoint) {
  const Stopwatch started;
  const SourceOptions& sources = options.sources;
  expect_words_alone(options.wish, options.model.model);
  if (!sources.melody.empty() && !AudioComposer::can_follow_melody(checkpoint)) {
    fail(ErrorKind::kUsage, "generate",
         "{}: {} follows no melody; models of type musicgen_melody do.", kMelodyOption,
         options.model.model);
  }
  const std::optional<DType> weights = weights_of(options.weights);
  const Wish wish = options.wish.wish();
  constexpr double kUsualSeconds = 10;
  AudioWish audio{.prompt = wish.prompt};
  audio.seconds = wish.seconds.value_or(named_length(wish.prompt).seconds.value_or(kUsualSeconds));
  AudioRecipe recipe;
  recipe.prompt = audio.prompt;
  recipe.model = options.model.model;
  recipe.settings = options.model.audio_settings();
  recipe.seconds = audio.seconds;
  const TakePaths paths =
      options.out.empty() ? fresh_take_paths(wish.prompt, ".") : take_paths(options.out);
  if (!sources.melody.empty()) {
    audio.melody = read_source(kMelodyOption, sources.melody, audio.seconds);
    recipe.melody = source_of(sources.melody);
  }
  if (!sources.beginning.empty()) {
    audio.beginning = read_source(kContinueOption, sources.beginning, audio.seconds);
    recipe.beginning = source_of(sources.beginning);
  }
  for (const std::string& source : {sources.melody, sources.beginning})
    expect_another(paths.wav, source);

  const std::atomic<bool>& interrupted = watch_interrupts();
  ThreadPool pool(options.model.thread_count());
  const AudioComposer composer(checkpoint, pool, formats_for(checkpoint, weights));
  recipe.model_licence = checkpoint.licence();
  recipe.weights = composer.weights();
  ProgressLine line;
  std::optional<Monitor> monitor;
  if (!options.no_play) monitor.emplace(interrupted);
  const Stopwatch composing;
  double to_come_s = audio.seconds;
  const auto show = [&](const AudioProgress& progress) {
    recipe.seconds_kept = progress.seconds_done;
    to_come_s = progress.seconds - progress.seconds_done;
    const double rate = progress.seconds_done / composing.seconds();
    const std::string heard = monitor ? monitor->text() : "";
    line.show(
        fmt::format("{:.1f}/{:.1f} s  {:.2f}x real time  {}{}{} left (Ctrl-C keeps what is there)",
                    progress.seconds_done, progress.seconds, rate, heard, heard.empty() ? "" : ", ",
                    duration_text(to_come_s / rate)));
    return !interrupted;
  };
  const auto hear = [&](std::span<const float> piece) {
    if (monitor) monitor->add(piece, to_come_s);
  };
  Stereo sound = composer.compose(audio, recipe.settings, show, hear);
  recipe.model_fingerprint = composer.fingerprint();  // once nobody waits for sound
  finish_take(sound, recipe);
  save_take(paths, sound, recipe);
  line.clear();
  const double spent = started.seconds();
  if (interrupted) fmt::print("stopped after {:.1f} s\n", recipe.seconds_kept);
  const std::string begun =
      recipe.beginning ? fmt::format(", {:.1f} s of it new", recipe.seconds_kept) : "";
  fmt::print("{} ({:.1f} s{}), {}: in {:.1f} s ({:.2f}x real time), seed {}\n", paths.wav.string(),
             sound.seconds(), begun, paths.json.filename().string(), spent,
             recipe.seconds_kept / spent, recipe.settings.seed);
  std::fflush(stdout);
  if (monitor && !interrupted && !monitor->finish()) play_aloud(sound, interrupted);
  return 0;
}

}  // namespace continuo
