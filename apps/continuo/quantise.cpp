// continuo quantise: a model's folder becomes one small file that loads at once.

#include "models/musicgen/quantise.h"

#include <fmt/format.h>

#include <chrono>

#include "base/error.h"
#include "base/interrupt.h"
#include "base/progress.h"
#include "checkpoint/hub_id.h"
#include "command.h"
#include "common_options.h"
#include "hub_environment.h"
#include "model_folders.h"

namespace continuo {

namespace fs = std::filesystem;

namespace {

using Clock = std::chrono::steady_clock;

constexpr const char* kEnding = ".gguf";

struct Options {
  std::string model;
  std::string to = "q8_0";
  std::string output;
  bool force = false;
  int threads = 0;
};

DType format_of(const std::string& name) {
  const std::optional<DType> format = dtype_of(name);
  if (!format || !is_block_format(*format))
    fail(ErrorKind::kUsage, "quantise", "--to: expected q8_0 or q4_0, found {}.", name);
  return *format;
}

// "musicgen-small" of facebook/musicgen-small, of its revisions, and of a folder of that name.
std::string base_name(const std::string& model, const fs::path& path) {
  if (!Checkpoint::is_at(model) && looks_like_hub_id(model))
    return fs::path(parse_hub_id(model).model()).filename().string();
  const fs::path whole = fs::weakly_canonical(path);
  return (whole.has_filename() ? whole : whole.parent_path()).filename().string();
}

fs::path output_of(const Options& options, const std::string& name) {
  fs::path file = options.output;
  if (file.empty()) {
    const fs::path own = own_models_of_environment();
    if (own.empty()) {
      fail(ErrorKind::kUsage, "quantise",
           "expected HOME or XDG_DATA_HOME to say where models lie. Name a file with --output.");
    }
    file = own / (name + kEnding);
  }
  if (file.extension() != kEnding) {
    fail(ErrorKind::kUsage, "quantise", "--output: expected a name that ends in {}, found {}.",
         kEnding, file.string());
  }
  std::error_code ignored;
  if (fs::exists(file, ignored) && !options.force)
    fail(ErrorKind::kUsage, "quantise", "{}: is there already; --force replaces it.",
         file.string());
  return file;
}

// The folder of the user's own models appears with the first of them, and not without.
class OwnFolder {
 public:
  explicit OwnFolder(const fs::path& file) : folder_(file.parent_path()) {
    if (folder_ != own_models_of_environment()) return;
    std::error_code failed;
    made_ = fs::create_directories(folder_, failed);
    if (failed) {
      fail(ErrorKind::kIo, "quantise", "{}: cannot be made: {}.", folder_.string(),
           failed.message());
    }
  }
  ~OwnFolder() {
    std::error_code ignored;
    if (made_) fs::remove(folder_, ignored);  // where nothing is in it
  }
  OwnFolder(const OwnFolder&) = delete;
  OwnFolder& operator=(const OwnFolder&) = delete;

 private:
  fs::path folder_;
  bool made_ = false;
};

int quantise_model(const Options& options) {
  const auto started = Clock::now();
  const DType to = format_of(options.to);
  const Checkpoint source = Checkpoint::open(find_model(options.model));
  const std::string base = base_name(options.model, source.path());
  const fs::path file = output_of(options, base + "-" + options.to);
  const std::atomic<bool>& interrupted = watch_interrupts();
  ThreadPool pool(options.threads == 0 ? ThreadPool::default_threads() : options.threads);
  const OwnFolder folder(file);

  ProgressLine line;
  musicgen::QuantiseOptions how{.to = to,
                                .name = source.hub_name().empty() ? base : source.hub_name(),
                                .licence = source.licence(),
                                .pool = pool,
                                .go_on = {}};
  how.go_on = [&](uint64_t done, uint64_t total) {
    const double spent = std::chrono::duration<double>(Clock::now() - started).count();
    const double left = spent * static_cast<double>(total - done) / static_cast<double>(done + 1);
    line.show(
        fmt::format("{} of {}  {} left", bytes_text(done), bytes_text(total), duration_text(left)));
    return !interrupted;
  };
  const musicgen::QuantiseReport report = musicgen::quantise(source, file, how);
  line.clear();
  const double spent = std::chrono::duration<double>(Clock::now() - started).count();
  fmt::print(
      "{}: {}, {:.0f} % of {}, in {}; the decoder's matrices are off by {:.2f} %\n", file.string(),
      bytes_text(report.bytes_after),
      100.0 * static_cast<double>(report.bytes_after) / static_cast<double>(report.bytes_before),
      bytes_text(report.bytes_before), duration_text(spent), 100 * report.error);
  if (options.output.empty())
    fmt::print("continuo generate --model {} plays it\n", file.stem().string());
  return 0;
}

}  // namespace

void add_quantise(CLI::App& program, Run& run) {
  auto options = std::make_shared<Options>();
  CLI::App* command = program.add_subcommand("quantise", "Make one small file of a model's folder");
  command->alias("quantize");
  command->add_option("model", options->model, "A folder, or ORG/NAME that was pulled")->required();
  command->add_option("--to", options->to, "q8_0, or q4_0: half of it, faster and coarser")
      ->capture_default_str();
  command->add_option("--output", options->output,
                      "x.gguf [among the models that continuo models lists]");
  command->add_flag("--force", options->force, "Replace the file where there is one");
  command->add_option("--threads", options->threads, "Threads; 0 for all cores")
      ->check(CLI::Range(0, 256));
  command->callback([options, &run] { run = [options] { return quantise_model(*options); }; });
}

}  // namespace continuo
