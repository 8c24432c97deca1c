// continuo edit: some bars or parts of a take, or of a MIDI file, become others; the rest stays.

#include <fmt/format.h>

#include "base/error.h"
#include "base/files.h"
#include "base/fingerprint.h"
#include "base/interrupt.h"
#include "base/text.h"
#include "command.h"
#include "compose/edit_ask.h"
#include "compose/edited_take.h"
#include "live/kept_take.h"
#include "model_folders.h"
#include "plan_text.h"
#include "score/midi_file.h"
#include "take_text.h"

namespace continuo {

namespace {

namespace fs = std::filesystem;

constexpr size_t kLargestRecipe_bytes = size_t{64} << 20;

struct EditOptions {
  std::string file;
  EditAsk ask;
  bool undo = false;
  std::string out;
  std::string model = kDefaultModel;
  std::string soundfont;
  bool no_play = false;
};

// A take by its recipe or its sound, which lie beside each other; else a MIDI file.
EditedTake open_take(const EditOptions& options) {
  fs::path file = options.file;
  if (file.extension() == ".wav") file.replace_extension(".json");
  if (file.extension() == ".json") {
    const std::string text = read_text(file, kLargestRecipe_bytes);
    if (is_kept_recipe(text)) {
      EditedTake take;
      take.source = {file.filename().string(), text, midi_bytes(kept_take_from_json(text).score)};
      return take;
    }
    return take_to_edit(file.filename().string(), text, fs::path(file).replace_extension(".mid"),
                        [](const Recipe& recipe) {
                          ThreadPool pool(ThreadPool::default_threads());
                          return compose_again(Composer(find_model(recipe.model), pool), recipe);
                        });
  }
  EditedTake take;
  take.source.name = file.filename().string();
  take.source.midi = read_bytes(file, kLargestSource_bytes);
  return take;
}

void show_source(const EditedTake& take, const Score& score) {
  if (!take.source.recipe.empty() || !take.edits.empty()) return;
  fmt::print("heard in {}:\n{}\n", take.source.name, plan_text(score.plan));
}

fs::path next_name(const fs::path& file) {
  const std::string stem = file.stem().string();
  for (int number = 2;; ++number) {
    const fs::path name = fmt::format("{}-{}", stem, number);
    const TakePaths paths = take_paths(name.string() + ".wav");
    if (!fs::exists(paths.wav) && !fs::exists(paths.mid) && !fs::exists(paths.json))
      return paths.wav;
  }
}

int edit_take(const EditOptions& options) {
  if (options.undo && options.ask != EditAsk{})
    fail(ErrorKind::kUsage, "edit", "--undo: takes the last edit back, and nothing else is done.");
  EditedTake take = open_take(options);
  const TakePaths paths =
      take_paths(options.out.empty() ? next_name(options.file) : fs::path(options.out));
  const fs::path soundfont = find_soundfont(options.soundfont);
  const std::string font = file_fingerprint(soundfont);
  if (!take.soundfont_fingerprint.empty() && font != take.soundfont_fingerprint) {
    fail(ErrorKind::kInput, "edit",
         "{}: expected fingerprint {}, found {}. The take was rendered with another soundfont; "
         "name it with --soundfont.",
         soundfont.string(), take.soundfont_fingerprint, font);
  }
  take.soundfont = soundfont.filename().string();
  take.soundfont_fingerprint = font;
  EditHistory history = history_of(take);
  show_source(take, history.scores.back());
  if (options.undo) {
    if (take.edits.empty()) fail(ErrorKind::kUsage, "edit", "--undo: no edit is left.");
    fmt::print("undone: \"{}\"\n", printable(take.edits.back().words));
    take.edits.pop_back();
  } else {
    if (take.edits.size() == kMostEdits)
      fail(ErrorKind::kUsage, "edit", "expected at most {} edits of a take.", kMostEdits);
    const Planner planner = [&](const Wish& wish, const ComposeSettings& settings) {
      ThreadPool pool(ThreadPool::default_threads());
      return Composer(find_model(options.model), pool).plan(wish, settings);
    };
    take.edits.push_back(
        read_edit(options.ask, history.scores.back(), planner, is_loop(take.source)));
  }
  history = history_of(take);
  for (const std::string& line : history.told) {
    if (!options.undo) fmt::print("  {}\n", line);
  }
  std::fflush(stdout);
  const std::atomic<bool>& interrupted = watch_interrupts();
  SoundfontRenderer renderer(soundfont);
  const Stereo sound = render_edited(take, history, renderer);
  if (interrupted) fail(ErrorKind::kCancelled, "edit", "stopped; nothing was written.");
  save_take(paths, take, history, sound);
  fmt::print("{}", saved_text(paths, sound));
  if (!options.undo) fmt::print(", seed {}", take.edits.back().seed);
  fmt::print("\n");
  if (!options.no_play) play_aloud(sound, interrupted);
  return 0;
}

}  // namespace

void add_edit(CLI::App& program, Run& run) {
  auto options = std::make_shared<EditOptions>();
  CLI::App* command = program.add_subcommand(
      "edit", "Change some bars or parts of a take or a MIDI file; the rest stays as it is");
  command->add_option("file", options->file, "take.json, or a MIDI file of your own")->required();
  command->add_option("words", options->ask.words,
                      "What to change: \"more drums\", \"no guitar\", \"like a bossa\", \"new "
                      "chords\", \"piano instead of guitar\", \"a fill\" [written anew]");
  command->add_option("--bars", options->ask.bars, "Bars from 1, as 9-16 or 9 [all]");
  // One name a time: what follows is the words.
  const auto add_names = [&](const char* name, std::vector<std::string>& names, const char* text) {
    command->add_option(name, names, text)->allow_extra_args(false);
  };
  add_names("--part", options->ask.parts, "Only this part, as bass, melody or piano");
  add_names("--keep", options->ask.keep, "All parts but this one");
  command
      ->add_option("--extend", options->ask.extend,
                   "So many bars more, in the music's own material")
      ->check(CLI::PositiveNumber);
  command->add_flag("--before", options->ask.before, "... before the first bar");
  command->add_flag("--after", options->ask.after,
                    "... before the ending, which moves behind them [after the last bar, with an "
                    "ending of their own]");
  add_names("--add", options->ask.add, "Who joins in, as \"walking bass and brushes\"");
  command->add_flag("--vary", options->ask.vary, "The same music with other ornaments and rhythms");
  command->add_flag("--undo", options->undo, "Take the last edit back");
  command->add_option("--seed", options->ask.seed, "The same seed makes the same edit");
  command->add_option("--out", options->out, "x.wav; x.mid and x.json are written beside it");
  command->add_option("--model", options->model, "Who reads words that describe a style");
  command->add_option("--soundfont", options->soundfont, "A General MIDI soundfont (.sf2, .sf3)");
  command->add_flag("--no-play", options->no_play, "Do not play it aloud");
  command->callback([options, &run] { run = [options] { return edit_take(*options); }; });
}

}  // namespace continuo
