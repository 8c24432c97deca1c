// continuo edit: some bars or parts of a take, or of a MIDI file, become others; the rest stays.

#include <fmt/format.h>

#include <charconv>
#include <random>

#include "base/error.h"
#include "base/files.h"
#include "base/fingerprint.h"
#include "base/interrupt.h"
#include "base/text.h"
#include "command.h"
#include "compose/edit_source.h"
#include "compose/edit_words.h"
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
  std::string words;
  std::string bars;
  std::vector<std::string> parts;
  std::vector<std::string> keep;
  std::vector<std::string> add;
  int extend = 0;
  bool before = false;
  bool after = false;
  bool vary = false;
  bool undo = false;
  std::optional<uint64_t> seed;
  std::string out;
  std::string model = kDefaultModel;
  std::string soundfont;
  bool no_play = false;
};

// "9-16", "9" or "9-".
void read_bars(const std::string& text, int count, Edit& edit) {
  if (text.empty()) return;
  const char* at = text.data();
  const char* end = at + text.size();
  int first = 0;
  auto [stop, error] = std::from_chars(at, end, first);
  int last = first;
  bool good = error == std::errc();
  if (good && stop != end && *stop == '-') {
    last = count;
    if (++stop != end) {
      const auto [far, second] = std::from_chars(stop, end, last);
      good = second == std::errc();
      stop = far;
    }
  }
  if (!good || stop != end || first < 1 || last < first || last > count) {
    fail(ErrorKind::kUsage, "edit", "--bars: expected bars of 1 to {}, as 9-16 or 9, found \"{}\".",
         count, printable(text, 40));
  }
  edit.first_bar = first - 1;
  edit.last_bar = last - 1;
}

std::vector<int> programs_of(const std::vector<std::string>& names, const Score& score) {
  std::vector<int> programs;
  for (const std::string& name : names) {
    for (int program : parts_named(name, score)) {
      if (std::find(programs.begin(), programs.end(), program) == programs.end())
        programs.push_back(program);
    }
  }
  return programs;
}

StyleReader composer_of(const EditOptions& options, const Score& score, const Edit& edit) {
  return [&options, &score, &edit](const std::string& words) {
    ThreadPool pool(ThreadPool::default_threads());
    const Composer composer(find_model(options.model), pool);
    return style_of(composer, words, score, edit);
  };
}

Edit read_edit(const EditOptions& options, const Score& score) {
  Edit edit;
  edit.seed = options.seed ? *options.seed : std::random_device{}() % 10'000'000;
  const std::vector<int> parts =
      options.parts.empty() ? std::vector<int>{} : programs_of(options.parts, score);
  if (!options.keep.empty()) edit.keep = programs_of(options.keep, score);
  read_bars(options.bars, static_cast<int>(score.bars.size()), edit);
  edit.words = options.words;
  if (options.extend > 0) {
    if (options.before && options.after)
      fail(ErrorKind::kUsage, "edit", "--extend: expected one of --before and --after.");
    if (!options.bars.empty()) {
      fail(ErrorKind::kUsage, "edit",
           "--extend: the new bars are named by their place, not by --bars.");
    }
    if (options.extend > kMostAddedBars) {
      fail(ErrorKind::kUsage, "edit", "--extend: expected 1 to {} bars, found {}.", kMostAddedBars,
           options.extend);
    }
    edit.changes.push_back({.action = options.before ? Action::kOpen : Action::kGoOn,
                            .bars = options.extend,
                            .after_all = !options.after && !options.before});
  } else if (options.before || options.after) {
    fail(ErrorKind::kUsage, "edit", "--before and --after say where --extend N puts its bars.");
  }
  const StyleReader composer = composer_of(options, score, edit);
  const auto read = [&](const std::string& words) {
    for (Change change : read_changes(words, score, composer)) {
      const bool grows = change.action == Action::kGoOn || change.action == Action::kOpen;
      if (grows && options.extend > 0) continue;  // "continue it" says it again
      const bool takes_parts = !grows && change.action != Action::kAdd;
      if (takes_parts && change.parts.empty()) change.parts = parts;
      edit.changes.push_back(change);
    }
  };
  if (options.vary) edit.changes.push_back({.action = Action::kVary, .parts = parts});
  for (const std::string& added : options.add) read("add " + added);
  if (!options.words.empty()) read(options.words);
  if (edit.changes.empty()) {
    // Bars or parts alone: they are written anew.
    if (options.bars.empty() && options.parts.empty() && options.keep.empty()) {
      fail(ErrorKind::kUsage, "edit",
           "expected words, --bars, --part, --keep, --extend, --add, --vary or --undo. {}",
           what_can_be_asked());
    }
    edit.changes.push_back({.action = Action::kRewrite, .parts = parts});
  }
  return edit;
}

// Take files lie beside each other: any of the three names all.
EditedTake open_take(const EditOptions& options) {
  fs::path file = options.file;
  if (file.extension() == ".wav") file.replace_extension(".json");
  if (file.extension() == ".json") {
    const std::string text = read_text(file, kLargestRecipe_bytes);
    if (is_edited_recipe(text)) return edited_take_from_json(text);
    EditedTake take;
    take.source.name = file.filename().string();
    take.source.recipe = text;
    if (is_kept_recipe(text)) {
      take.source.midi = midi_bytes(kept_take_from_json(text).score);
      return take;
    }
    take.source.midi =
        notes_of_take(text, fs::path(file).replace_extension(".mid"), [](const Recipe& recipe) {
          ThreadPool pool(ThreadPool::default_threads());
          return compose_again(Composer(find_model(recipe.model), pool), recipe);
        });
    return take;
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
  EditedTake take = open_take(options);
  const TakePaths paths =
      take_paths(options.out.empty() ? next_name(options.file) : fs::path(options.out));
  const fs::path soundfont = find_soundfont(options.soundfont);
  const std::string font = file_fingerprint(soundfont);
  const bool level_known = !take.soundfont_fingerprint.empty();
  if (level_known && font != take.soundfont_fingerprint) {
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
    take.edits.push_back(read_edit(options, history.scores.back()));
  }
  history = history_of(take);
  for (const std::string& line : history.told) {
    if (!options.undo) fmt::print("  {}\n", line);
  }
  std::fflush(stdout);
  const std::atomic<bool>& interrupted = watch_interrupts();
  SoundfontRenderer renderer(soundfont);
  const Stereo sound = render_edited(take, history, renderer, level_known);
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
  command->add_option("words", options->words,
                      "What to change: \"more drums\", \"no guitar\", \"like a bossa\", \"new "
                      "chords\", \"piano instead of guitar\", \"a fill\" [written anew]");
  command->add_option("--bars", options->bars, "Bars from 1, as 9-16 or 9 [all]");
  command->add_option("--part", options->parts, "Only this part, as bass, melody or piano");
  command->add_option("--keep", options->keep, "All parts but this one");
  command->add_option("--extend", options->extend, "So many bars more, in the music's own material")
      ->check(CLI::PositiveNumber);
  command->add_flag("--before", options->before, "... before the first bar");
  command->add_flag("--after", options->after,
                    "... before the ending, which moves behind them [after the last bar, with an "
                    "ending of their own]");
  command->add_option("--add", options->add, "Who joins in, as \"walking bass and brushes\"");
  command->add_flag("--vary", options->vary, "The same music with other ornaments and rhythms");
  command->add_flag("--undo", options->undo, "Take the last edit back");
  command->add_option("--seed", options->seed, "The same seed makes the same edit");
  command->add_option("--out", options->out, "x.wav; x.mid and x.json are written beside it");
  command->add_option("--model", options->model, "Who reads words that describe a style");
  command->add_option("--soundfont", options->soundfont, "A General MIDI soundfont (.sf2, .sf3)");
  command->add_flag("--no-play", options->no_play, "Do not play it aloud");
  command->callback([options, &run] { run = [options] { return edit_take(*options); }; });
}

}  // namespace continuo
