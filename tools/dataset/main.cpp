// continuo-dataset: writes the training data of the embedded composer.
#include <fmt/format.h>
#include <unistd.h>

#include <atomic>
#include <charconv>
#include <csignal>
#include <map>
#include <string>
#include <string_view>

#include "base/error.h"
#include "corpus.h"
#include "teacher.h"

namespace {

using namespace continuo;

constexpr const char* kHelp =
    R"(continuo-dataset teacher --out DIR [--pieces N] [--seed S] [--captions C] [--threads T]
    Pieces of the rule-based band with true captions.
continuo-dataset corpus --corpus DIR --out DIR [--versions V] [--captions C] [--seed S] [--polish N] [--every N]
    The licensed corpus in V transposed versions a piece.
continuo-dataset look [--pieces N] [--seed S] [--captions C]
    Prints what pieces hold beside their captions; writes nothing.
Ctrl-C ends a run early; what is written so far is a valid data set.
)";

std::atomic<bool> stop{false};

void on_interrupt(int) { stop = true; }

class Options {
 public:
  Options(int count, char** values) {
    for (int i = 2; i < count; i += 2) {
      const std::string_view name = values[i];
      if (!name.starts_with("--") || i + 1 >= count) {
        fail(ErrorKind::kUsage, "dataset", "expected --name value, found {}.", name);
      }
      values_[std::string(name.substr(2))] = values[i + 1];
    }
  }
  int number(const std::string& name, int otherwise, int low, int high) {
    const std::string text = take(name);
    if (text.empty()) return otherwise;
    int value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size() || value < low || value > high) {
      fail(ErrorKind::kUsage, "dataset", "--{}: expected {} to {}, found {}.", name, low, high,
           text);
    }
    return value;
  }
  std::string required(const std::string& name) {
    const std::string text = take(name);
    if (text.empty()) fail(ErrorKind::kUsage, "dataset", "--{} is missing.", name);
    return text;
  }
  void check_all_taken() const {
    if (!values_.empty())
      fail(ErrorKind::kUsage, "dataset", "--{} is not an option.", values_.begin()->first);
  }

 private:
  std::string take(const std::string& name) {
    const auto found = values_.find(name);
    if (found == values_.end()) return "";
    std::string value = found->second;
    values_.erase(found);
    return value;
  }
  std::map<std::string, std::string> values_;
};

void run_teacher(Options& options) {
  TeacherOptions teacher;
  teacher.out = options.required("out");
  teacher.pieces = options.number("pieces", 1000, 1, 100'000'000);
  teacher.seed = static_cast<uint64_t>(options.number("seed", 1, 0, 2'000'000'000));
  teacher.captions = options.number("captions", 8, 1, 64);
  teacher.threads = options.number("threads", 2, 1, 64);
  options.check_all_taken();
  const int64_t pieces = write_teacher(teacher, stop, isatty(STDERR_FILENO) != 0);
  fmt::print("{}: {} pieces\n", teacher.out.string(), pieces);
}

void run_corpus(Options& options) {
  CorpusOptions corpus;
  corpus.corpus = options.required("corpus");
  corpus.out = options.required("out");
  corpus.versions = options.number("versions", 3, 1, 12);
  corpus.captions = options.number("captions", 8, 1, 64);
  corpus.seed = static_cast<uint64_t>(options.number("seed", 1, 0, 2'000'000'000));
  corpus.polish_pieces = options.number("polish", 400, 0, 10'000);
  corpus.only_every = options.number("every", 1, 1, 100'000);
  options.check_all_taken();
  const CorpusSummary summary = write_corpus(corpus, stop, isatty(STDERR_FILENO) != 0);
  for (const auto& [source, excerpts] : summary.excerpts_by_source)
    fmt::print("{:24} {:6} excerpts\n", source, excerpts);
  fmt::print("{}: {} files, {} skipped\n", corpus.out.string(), summary.files, summary.skipped);
}

void run_look(Options& options) {
  const int pieces = options.number("pieces", 10, 1, 1'000'000);
  const auto seed = static_cast<uint64_t>(options.number("seed", 1, 0, 2'000'000'000));
  const int captions = options.number("captions", 8, 1, 64);
  options.check_all_taken();
  for (int i = 0; i < pieces && !stop; ++i) {
    const DatasetPiece piece = teacher_piece(seed, i, captions);
    fmt::print("{} [{}], {} frames\n", piece.id, summary_of(decode(piece.frames)),
               piece.frames.size());
    for (const std::string& caption : piece.captions) fmt::print("  {}\n", caption);
  }
}

}  // namespace

int main(int count, char** values) {
  const std::string_view mode = count > 1 ? values[1] : "";
  try {
    std::signal(SIGINT, on_interrupt);
    std::signal(SIGTERM, on_interrupt);
    if (mode == "teacher" || mode == "corpus" || mode == "look") {
      Options options(count, values);
      if (mode == "teacher") run_teacher(options);
      if (mode == "corpus") run_corpus(options);
      if (mode == "look") run_look(options);
      return 0;
    }
    fmt::print(stderr, "{}", kHelp);
    return mode == "--help" || mode == "-h" ? 0 : 2;
  } catch (const Error& error) {
    fmt::print(stderr, "{}\n", error.what());
    return error.kind() == ErrorKind::kUsage ? 2 : 1;
  }
}
