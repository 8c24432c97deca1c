// continuo measure genres: can a listener who knows notes alone tell which genre the rule-based band
// played, and what do human pieces sound like to it?

#include <fmt/format.h>

#include <map>

#include "base/error.h"
#include "base/files.h"
#include "compose/composer.h"
#include "measure/data_set.h"
#include "measure/genre_features.h"
#include "measure/genre_listener.h"
#include "measure/intervals.h"
#include "measure_commands.h"
#include "measure_work.h"
#include "score/plan.h"

namespace continuo {

namespace {

struct GenresCommand {
  std::string corpus;
  std::string page;
  int lessons = static_cast<int>(kLessonPieces);
  int pieces = 20;
  uint64_t seed = 1;
  int threads = 0;
};

constexpr size_t kMostHumanPieces = 200;  // of each label

std::string accuracy_line(const Confusion& confusion) {
  const auto pieces = static_cast<double>(confusion.pieces());
  const Interval interval = wilson_interval(confusion.accuracy() * pieces, pieces);
  return fmt::format("{:.1f} % ({:.1f} to {:.1f}) of {} pieces", 100 * confusion.accuracy(),
                     100 * interval.low, 100 * interval.high, confusion.pieces());
}

Confusion judged(const GenreListener& listener, const std::vector<HeardPiece>& pieces) {
  Confusion confusion;
  for (const HeardPiece& piece : pieces)
    confusion.add(piece.family, listener.recognise(piece.features));
  return confusion;
}

std::vector<HeardPiece> human_pieces(const std::string& folder) {
  DataSet corpus(folder);
  std::map<std::string, std::vector<const DataSetPiece*>> by_genre;
  for (const DataSetPiece& piece : corpus.pieces()) {
    if (piece.genre != "none" && is_first_reading(piece)) by_genre[piece.genre].push_back(&piece);
  }
  std::vector<HeardPiece> heard;
  for (const auto& [genre, pieces] : by_genre) {
    const int code = genre_code(genre);
    if (code == 0)
      fail(ErrorKind::kInput, "genres", "{}: \"{}\" is not a genre of plans.", folder, genre);
    const size_t step = std::max<size_t>(1, pieces.size() / kMostHumanPieces);
    for (size_t i = 0; i < pieces.size(); i += step) {
      stop_where_interrupted();
      heard.push_back(
          {std::string(genre_family_name(code)), genre_features(corpus.read(*pieces[i]))});
    }
  }
  return heard;
}

int measure(const GenresCommand& options) {
  ModelOptions of_threads;
  of_threads.threads = options.threads;
  const auto threads = static_cast<size_t>(of_threads.thread_count());
  const auto lessons = static_cast<size_t>(options.lessons);
  const BandPieces taught = band_pieces(lessons, kLessonSeed, threads);
  const BandPieces others = band_pieces(static_cast<size_t>(options.pieces), options.seed, threads);
  const GenreListener listener(taught.by_notes, Ear::kNotes);
  const GenreListener in_full(taught.in_full, Ear::kEverything);
  const Confusion band = judged(listener, others.by_notes);
  std::string page = fmt::format(
      "## Genres by ear\n\nA network of one hidden layer over {} figures of the notes (no "
      "instrument, tempo, key or plan among them) learns from {} pieces of the rule-based band a "
      "family of genres, half of them of its plainest genre and the rest of its kinds in turn, and "
      "hears {} others: what it calls a genre is the band's notion of it.\n\n"
      "Recognised by notes alone: {}, of {} families; with instruments, tempo and metre: {}.\n\n"
      "By notes alone:\n\n{}",
      genre_feature_names().size(), lessons, options.pieces, accuracy_line(band),
      listener.families().size(), accuracy_line(judged(in_full, others.in_full)),
      confusion_table(band));
  if (!options.corpus.empty()) {
    const Confusion human = judged(listener, human_pieces(options.corpus));
    page += fmt::format(
        "\nAnd what people wrote, by the labels of the corpus, heard by the same listener: "
        "{}.\n\n{}",
        accuracy_line(human), confusion_table(human));
  }
  fmt::print("{}", page);
  if (!options.page.empty()) write_text(options.page, page);
  return 0;
}

}  // namespace

void add_measure_genres(CLI::App& measuring, Run& run) {
  auto options = std::make_shared<GenresCommand>();
  CLI::App* command = measuring.add_subcommand(
      "genres", "Whether genres can be told by their notes alone, with a table of mistakes");
  command->add_option("--corpus", options->corpus,
                      "Human pieces too: a data set written by continuo-dataset corpus");
  command
      ->add_option("--lessons", options->lessons, "Pieces of each family of genres to learn from")
      ->capture_default_str()
      ->check(CLI::Range(5, 1000));
  command->add_option("--pieces", options->pieces, "Pieces of each family to be heard")
      ->capture_default_str()
      ->check(CLI::Range(1, 1000));
  command->add_option("--seed", options->seed, "Of the pieces to be heard")->capture_default_str();
  command->add_option("--threads", options->threads, "Threads; 0 for all cores")
      ->check(CLI::Range(0, 256));
  command->add_option("--page", options->page, "Write it as Markdown to this file");
  command->callback([options, &run] { run = [options] { return measure(*options); }; });
}

}  // namespace continuo
