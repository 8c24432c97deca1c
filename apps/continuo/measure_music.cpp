// continuo measure music: what our writers' notes are like beside what people wrote.

#include <fmt/format.h>

#include <map>

#include "arrange/band.h"
#include "base/error.h"
#include "base/files.h"
#include "base/rng.h"
#include "base/version.h"
#include "measure/data_set.h"
#include "measure/music_comparison.h"
#include "measure/music_report.h"
#include "measure/parallel.h"
#include "measure_commands.h"
#include "measure_work.h"

namespace continuo {

namespace {

struct MusicCommand {
  ModelOptions model;
  std::string corpus;
  std::vector<std::string> training;
  std::vector<std::string> writers{"band", "model"};
  std::string page;
  std::string bars;
  int seeds = 1;
  int pieces = 40;
  int training_pieces = 0;
};

// What a writer is given.
struct Task {
  Plan plan;
  std::string words;
  std::string genre;
};

struct Human {
  ComparedSet held_out{"human, held out", false, {}};
  ComparedSet training{"human, training", false, {}};
  std::vector<Task> tasks;
};

// At most `most` of each genre, spread over all.
std::vector<const DataSetPiece*> spread(const DataSet& corpus, bool held_out, size_t most,
                                        const std::map<std::string, size_t>* like = nullptr) {
  std::map<std::string, std::vector<const DataSetPiece*>> by_genre;
  for (const DataSetPiece& piece : corpus.pieces()) {
    if (piece.held_out == held_out && is_first_reading(piece))
      by_genre[piece.genre].push_back(&piece);
  }
  std::vector<const DataSetPiece*> chosen;
  for (const auto& [genre, pieces] : by_genre) {
    size_t wanted = std::min(most, pieces.size());
    if (like != nullptr) {
      const auto found = like->find(genre);
      wanted = found == like->end() ? 0 : std::min(found->second, pieces.size());
    }
    for (size_t i = 0; i < wanted; ++i) chosen.push_back(pieces[i * pieces.size() / wanted]);
  }
  return chosen;
}

Human read_human(DataSet& corpus, const MusicCommand& options) {
  Human human;
  std::map<std::string, size_t> counts;
  MeasureProgress progress("human piece");
  const auto add = [&](const std::vector<const DataSetPiece*>& pieces, ComparedSet& set, bool ask) {
    for (size_t i = 0; i < pieces.size(); ++i) {
      stop_where_interrupted();
      const DataSetPiece& piece = *pieces[i];
      const Score score = corpus.read(piece);
      set.pieces.push_back(compared_piece(score, piece.genre, is_played(piece)));
      if (ask) human.tasks.push_back({score.plan, piece.caption, piece.genre});
      if (ask) ++counts[piece.genre];
      progress.show(i + 1, pieces.size());
    }
  };
  add(spread(corpus, true, static_cast<size_t>(options.pieces)), human.held_out, true);
  if (human.tasks.empty())
    fail(ErrorKind::kInput, "measure", "{}: expected held-out pieces, found none.", options.corpus);
  add(spread(corpus, false, 0, &counts), human.training, false);
  return human;
}

// Without a corpus: plans as the band's musicians would draw them.
std::vector<Task> drawn_tasks(const MusicCommand& options, uint64_t seed) {
  std::vector<Task> tasks;
  for (int i = 0; i < options.pieces; ++i) {
    const Plan plan = random_plan(Rng(seed).fork(static_cast<uint64_t>(i)).next());
    const std::string genre(genre_names()[static_cast<size_t>(plan.genre)]);
    tasks.push_back({plan, plan.genre == 0 ? "music" : genre, genre});
  }
  return tasks;
}

ComparedSet written(const std::string& writer, const std::vector<Task>& tasks,
                    const Composers& composers, const MusicCommand& options) {
  ComposeSettings settings = options.model.settings();
  settings.notes = parse_writer(writer);
  ComparedSet set{writer, true, {}};
  const auto seeds = static_cast<size_t>(options.seeds);
  set.pieces.resize(tasks.size() * seeds);
  MeasureProgress progress(writer + "'s piece");
  run_tasks(
      set.pieces.size(), composers.size(),
      [&](size_t worker, size_t index) {
        const Task& task = tasks[index / seeds];
        ComposeSettings of_piece = settings;
        of_piece.seed = settings.seed + index % seeds;
        const Score score =
            composers[worker].compose(task.words, task.plan, of_piece, [](const auto&) {
              stop_where_interrupted();
              return true;
            });
        set.pieces[index] = compared_piece(score, task.genre, true);
      },
      [&](size_t done) { progress.show(done, set.pieces.size()); });
  return set;
}

// Reads the training half of the data sets, at most `most` pieces of each, spread; 0 for all.
void read_training(RunSearch& search, const std::vector<std::string>& folders, int most) {
  for (const std::string& folder : folders) {
    DataSet set(folder);
    std::vector<const DataSetPiece*> pieces;
    for (const DataSetPiece& piece : set.pieces()) {
      // Other readings have the same tunes in other keys.
      const bool again = piece.source != "teacher" && !is_first_reading(piece);
      if (!piece.held_out && !again) pieces.push_back(&piece);
    }
    const size_t wanted =
        most > 0 ? std::min(static_cast<size_t>(most), pieces.size()) : pieces.size();
    MeasureProgress progress("training piece");
    for (size_t i = 0; i < wanted; ++i) {
      stop_where_interrupted();
      search.read(set.read(*pieces[i * pieces.size() / wanted]));
      progress.show(i + 1, wanted);
    }
  }
}

int measure(const MusicCommand& options) {
  for (const std::string& writer : options.writers) parse_writer(writer);
  const Composers composers(options.model);
  std::vector<ComparedSet> sets;
  std::vector<Task> tasks;
  if (options.corpus.empty()) {
    tasks = drawn_tasks(options, options.model.settings().seed);
  } else {
    DataSet corpus(options.corpus);
    Human human = read_human(corpus, options);
    sets = {std::move(human.held_out), std::move(human.training)};
    tasks = std::move(human.tasks);
  }
  for (const std::string& writer : options.writers)
    sets.push_back(written(writer, tasks, composers, options));
  RunSearch search;
  for (size_t set = 0; set < sets.size(); ++set) {
    for (ComparedPiece& piece : sets[set].pieces) {
      // The training pieces are in the training set, of course.
      if (!options.corpus.empty() && set == 1) piece.runs.clear();
      search.look_for(piece.runs);
    }
  }
  std::vector<std::string> training = options.training;
  if (!options.corpus.empty()) training.insert(training.begin(), options.corpus);
  read_training(search, training, options.training_pieces);
  const ComparisonReport report =
      compare_sets(sets, !options.corpus.empty(), training.empty() ? nullptr : &search);
  const std::string page =
      music_page(report, fmt::format("{}, weights {}, engine {}, {} piece{} a plan",
                                     options.model.model, composers[0].fingerprint(), kVersion,
                                     options.seeds, options.seeds == 1 ? "" : "s"));
  fmt::print("{}", page);
  if (!options.page.empty()) write_text(options.page, page);
  if (!options.bars.empty()) {
    if (report.distances.empty())
      fail(ErrorKind::kInput, "measure", "--bars: expected genres with enough human pieces.");
    write_text(options.bars, music_bars(report));
  }
  return 0;
}

}  // namespace

void add_measure_music(CLI::App& measuring, Run& run) {
  auto options = std::make_shared<MusicCommand>();
  options->model.seed = 1;
  CLI::App* command = measuring.add_subcommand(
      "music", "What the notes are like, beside held-out human pieces where there is a corpus");
  options->model.add_to(*command);
  command->add_option("--corpus", options->corpus,
                      "Human pieces: a data set written by continuo-dataset corpus");
  command->add_option("--training", options->training,
                      "Other data sets that the model was trained on, to be searched for copies");
  command
      ->add_option("--training-pieces", options->training_pieces,
                   "Most pieces to search of each of them; 0 for all")
      ->check(CLI::Range(0, 100'000'000));
  command->add_option("--writer", options->writers, "Who writes the notes: band, model, or both")
      ->delimiter(',')
      ->capture_default_str();
  command->add_option("--seeds", options->seeds, "Pieces a plan")
      ->capture_default_str()
      ->check(CLI::Range(1, 100));
  command->add_option("--pieces", options->pieces, "Most human pieces of a genre, or plans to draw")
      ->capture_default_str()
      ->check(CLI::Range(1, 10'000));
  command->add_option("--page", options->page, "Write it as Markdown to this file");
  command->add_option("--bars", options->bars,
                      "Write the comparison for continuo-picture --bars to this file");
  command->callback([options, &run] { run = [options] { return measure(*options); }; });
}

}  // namespace continuo
