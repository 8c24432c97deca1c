// continuo bench: how fast a model of sound is on this machine, with its own weights or without
// any.

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <optional>

#include "base/error.h"
#include "base/interrupt.h"
#include "base/progress.h"
#include "base/stopwatch.h"
#include "checkpoint/checkpoint.h"
#include "checkpoint/hub_id.h"
#include "command.h"
#include "compose/audio_composer.h"
#include "kernels/targets.h"
#include "model_folders.h"
#include "models/musicgen/published.h"
#include "nn/random_weights.h"
#include "speed/speed_report.h"
#include "speed/verify.h"

namespace continuo {

namespace {

struct BenchOptions {
  std::string model;
  bool random_weights = false;
  std::string dtype;  // as the file, or q8_0
  std::string instructions;
  int threads = 0;
  SpeedOptions speed;
  bool json = false;
};

DType parse_dtype(const std::string& name) {
  for (const DType type : {DType::kQ8_0, DType::kQ4_0, DType::kBf16, DType::kF32}) {
    if (name == name_of(type)) return type;
  }
  fail(ErrorKind::kUsage, "bench", "--dtype: expected q8_0, q4_0, bf16 or f32, found {}.", name);
}

std::string lower(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return text;
}

// Holds the kernels to what was named; the name of what they use.
std::string use_instructions(const std::string& wanted) {
  const std::vector<KernelTarget> targets = kernel_targets();
  if (wanted.empty()) return targets.front().name;
  std::vector<std::string> names;
  for (const KernelTarget& target : targets) {
    if (lower(target.name) == lower(wanted)) {
      use_kernel_target(target.id);
      return target.name;
    }
    names.push_back(target.name);
  }
  fail(ErrorKind::kUsage, "bench", "--instructions: expected one of {}, found {}.",
       fmt::join(names, ", "), wanted);
}

std::filesystem::path path_of(const std::string& model) {
  if (!musicgen::is_published(model)) return find_model(model);
  try {
    return find_model(model.find('/') == std::string::npos ? "facebook/" + model : model);
  } catch (const Error& error) {
    if (error.kind() != ErrorKind::kMissing) throw;
    fail(ErrorKind::kMissing, "bench", "{} Or measure one of its size: --random-weights.",
         error.message());
  }
}

// None where a published model's sizes are all that is wanted.
std::optional<Checkpoint> checkpoint_of(const BenchOptions& options) {
  if (options.random_weights && !Checkpoint::is_at(options.model)) return std::nullopt;
  const Checkpoint checkpoint = Checkpoint::open(path_of(options.model));
  if (!AudioComposer::can_load(checkpoint)) {
    fail(ErrorKind::kUsage, "bench", "{}: it writes notes; bench times models of sound, as {}.",
         options.model, fmt::join(musicgen::published_names(), ", "));
  }
  return checkpoint;
}

LoadFormats formats_of(const BenchOptions& options, const std::optional<Checkpoint>& checkpoint) {
  if (!options.dtype.empty()) {
    const DType type = parse_dtype(options.dtype);
    return type == DType::kF32 ? kExactFormats : formats_of(type);
  }
  return checkpoint ? formats_for(*checkpoint) : LoadFormats();
}

int bench(const BenchOptions& options) {
  const std::optional<Checkpoint> checkpoint = checkpoint_of(options);
  const LoadFormats formats = formats_of(options, checkpoint);
  SpeedSubject subject;
  subject.model = options.model;
  subject.random_weights = options.random_weights;
  subject.dtype = name_of(formats.linear);
  subject.instructions = use_instructions(options.instructions);
  const HfConfig config =
      checkpoint ? checkpoint->config()
                 : HfConfig::parse(musicgen::published_config(options.model), options.model);
  const musicgen::Config sizes = musicgen::read_config(config);
  check_room(sizes.decoder, options.speed.steps);

  const std::atomic<bool>& interrupted = watch_interrupts();
  ProgressLine line;
  const OnSpeed tell = [&](std::string_view what, double share) {
    if (interrupted) fail(ErrorKind::kCancelled, "bench", "stopped.");
    line.show(fmt::format("{} {:.0f} %", what, 100 * share));
  };
  ThreadPool pool(options.threads == 0 ? ThreadPool::default_threads() : options.threads);
  const Stopwatch loading;
  const double parameters = static_cast<double>(
      sizes.parameters() + encodec::read_config(config.object("audio_encoder")).parameters());
  const RandomWeights random(1, pool, formats.linear, [&](int64_t made) {
    tell("building", std::min(1.0, static_cast<double>(made) / parameters));
  });
  const TensorSource& source =
      options.random_weights ? static_cast<const TensorSource&>(random) : checkpoint->tensors();
  tell("loading", 0);
  const auto model = musicgen::MusicGen::load(
      config, source,
      {.linear = formats.linear, .text = formats.text, .past = formats.past, .pool = pool});
  const auto codec = encodec::Encodec::load(
      config, source, {.formats = formats.codec, .encoder = false, .pool = pool});
  subject.load_s = loading.seconds();
  subject.product_error = verify_product(source, sizes.decoder, formats.linear, pool);

  const SpeedReport report =
      measure_speed(model, codec, std::move(subject), options.speed, pool, tell);
  line.clear();
  fmt::print("{}", options.json ? speed_json(report) : speed_table(report));
  return 0;
}

}  // namespace

void add_bench(CLI::App& program, Run& run) {
  auto options = std::make_shared<BenchOptions>();
  CLI::App* command =
      program.add_subcommand("bench", "Time a model of sound: steps, memory, first sound");
  command
      ->add_option("model", options->model,
                   "A folder, a pulled ORG/NAME or, with --random-weights, musicgen-small and its "
                   "kin")
      ->required();
  command->add_flag("--random-weights", options->random_weights,
                    "Make weights of that size on the spot: nothing is downloaded");
  const auto add = [&](const char* name, auto& value, const char* text) {
    command->add_option(name, value, text)->capture_default_str();
  };
  command->add_option("--dtype", options->dtype,
                      "How the matrices are held: q8_0, q4_0, bf16 or f32 [as the file, or q8_0]");
  add("--context", options->speed.steps.context, "Steps that each timed step has behind it");
  add("--batch", options->speed.steps.batch, "Rows of a step: 2 under guidance, 1 to 4");
  add("--steps", options->speed.steps.steps, "How many steps are timed");
  command->add_option("--threads", options->threads, "Threads; 0 for all cores")
      ->check(CLI::Range(0, 256))
      ->capture_default_str();
  command->add_option("--instructions", options->instructions,
                      "Hold the kernels to one instruction set, as AVX2");
  command
      ->add_option("--whole", options->speed.whole_s,
                   "Time the whole of a piece of so many seconds too [8]")
      ->expected(0, 1)
      ->default_str("8")
      ->check(CLI::Range(0.1, 600.0));
  command->add_flag("--json", options->json, "Print JSON");
  command->callback([options, &run] { run = [options] { return bench(*options); }; });
}

}  // namespace continuo
