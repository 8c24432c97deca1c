#include "common_options.h"

#include <cmath>
#include <random>
#include <sstream>

#include "base/error.h"
#include "base/files.h"
#include "base/text.h"
#include "compose/take.h"
#include "model_folders.h"
#include "score/instrument.h"

namespace continuo {

namespace {

constexpr size_t kLongestPrompt = 4000;
constexpr double kLongestPiece_s = 600;

template <typename T>
void check_range(const char* option, T value, T low, T high) {
  if (!(value >= low && value <= high)) {
    fail(ErrorKind::kUsage, "generate", "{}: expected {} to {}, found {}.", option, low, high,
         value);
  }
}

// A parser's complaint about an option's text is a usage error.
template <typename Parse>
auto parsed(const char* option, Parse parse) {
  try {
    return parse();
  } catch (const Error& error) {
    fail(ErrorKind::kUsage, "generate", "{}: {}", option, error.what());
  }
}

int level_of(double share) { return static_cast<int>(std::lround(share * (kLevelCount - 1))); }

std::vector<int> parse_instruments(const std::string& list) {
  std::vector<int> programs;
  std::stringstream stream(list);
  for (std::string word; std::getline(stream, word, ',');) {
    const int program = parse_instrument(word);
    if (std::find(programs.begin(), programs.end(), program) == programs.end())
      programs.push_back(program);
  }
  if (programs.empty())
    fail(ErrorKind::kUsage, "generate", "--instruments: expected names, found none.");
  return programs;
}

}  // namespace

void WishOptions::add_to(CLI::App& command) {
  command.add_option("prompt", prompt, "What you want to hear, in your own words")->required();
  const std::string group = "What you fix yourself (the rest is read from the words)";
  command.add_option("--seconds", seconds, "Length in seconds, rounded to whole bars")
      ->group(group);
  command.add_option("--bars", bars, "Length in bars")->group(group);
  command.add_option("--bpm", bpm, "Tempo in quarter notes a minute, 30 to 300")->group(group);
  command.add_option("--key", key, "Key, as \"D minor\", \"Bb major\" or \"F# dorian\"")
      ->group(group);
  command.add_option("--metre,--meter", metre, "Metre, as 4/4, 7/8 or 7/4")->group(group);
  command.add_option("--instruments", instruments, "All of them, as \"piano, double bass, drums\"")
      ->group(group);
  command.add_option("--density", density, "How busy, 0 to 1")->group(group);
  command.add_option("--brightness", brightness, "How high it lies, 0 to 1")->group(group);
  command.add_option("--plan", plan_file, "A plan, whole or in part, as JSON (see continuo plan)")
      ->group(group);
}

Wish WishOptions::wish() const {
  if (prompt.size() > kLongestPrompt) {
    fail(ErrorKind::kUsage, "generate", "prompt: expected at most {} bytes, found {}.",
         kLongestPrompt, prompt.size());
  }
  if (!is_utf8(prompt)) fail(ErrorKind::kUsage, "generate", "prompt: expected text in UTF-8.");
  Wish wish;
  wish.prompt = prompt;
  if (!plan_file.empty()) wish.given = partial_plan_from_json(read_text(plan_file));
  if (seconds && bars)
    fail(ErrorKind::kUsage, "generate", "expected one of --seconds and --bars, found both.");
  if (seconds) check_range("--seconds", *seconds, 1.0, kLongestPiece_s);
  if (bars) check_range("--bars", *bars, 1, kMaxPlanBars);
  if (bpm) check_range("--bpm", *bpm, kMinBpm, kMaxBpm);
  if (density) check_range("--density", *density, 0.0, 1.0);
  if (brightness) check_range("--brightness", *brightness, 0.0, 1.0);
  wish.seconds = seconds;
  wish.bars = bars;
  if (seconds || bars) wish.given.sections.reset();
  if (bpm) wish.given.bpm = *bpm;
  if (!key.empty()) wish.given.key = parsed("--key", [&] { return parse_key(key); });
  if (!metre.empty()) wish.given.metre = parsed("--metre", [&] { return parse_metre(metre); });
  if (!instruments.empty()) {
    wish.instruments = parsed("--instruments", [&] { return parse_instruments(instruments); });
    wish.given.parts.reset();
  }
  if (density) wish.given.density = level_of(*density);
  if (brightness) wish.given.brightness = level_of(*brightness);
  return wish;
}

void ModelOptions::add_to(CLI::App& command) {
  const std::string group = "How it is made";
  const auto add = [&](const char* name, auto& value, const char* text) {
    command.add_option(name, value, text)->capture_default_str()->group(group);
  };
  // What is not given stands at what is best for the plan and for the notes.
  const auto add_sampling = [&](const char* name, auto& value, const char* text,
                                auto Sampling::*field) {
    command
        .add_option(name, value,
                    fmt::format("{} [{} for the plan, {} for notes]", text, kPlanSampling.*field,
                                kNoteSampling.*field))
        ->group(group);
  };
  add("--model", model, "A name from continuo models, or a folder");
  add("--notes", notes, "Who writes the notes of the plan: band or model");
  command.add_option("--seed", seed, "The same seed gives the same take")->group(group);
  add_sampling("--temperature", temperature, "Above 1 bolder, below 1 safer",
               &Sampling::temperature);
  add_sampling("--top-k", top_k, "Choose among the k likeliest codes; 0 for all", &Sampling::top_k);
  add_sampling("--top-p", top_p, "Choose among the likeliest codes of this total share",
               &Sampling::top_p);
  add_sampling("--guidance", guidance, "How strongly the words count; 1 for plain sampling",
               &Sampling::guidance);
  add("--threads", threads, "Threads; 0 for all cores");
}

void ModelOptions::check_sampling() const {
  if (temperature) check_range("--temperature", *temperature, 0.0, kMostTemperature);
  if (top_k) check_range("--top-k", *top_k, 0, kMostTopK);
  if (top_p) check_range("--top-p", *top_p, 0.01, 1.0);
  if (guidance) check_range("--guidance", *guidance, 0.0, kMostGuidance);
}

void ModelOptions::apply_to(Sampling& sampling) const {
  sampling.temperature = temperature.value_or(sampling.temperature);
  sampling.top_k = top_k.value_or(sampling.top_k);
  sampling.top_p = top_p.value_or(sampling.top_p);
  sampling.guidance = guidance.value_or(sampling.guidance);
}

uint64_t ModelOptions::seed_or_drawn() const {
  // Seven digits are easy to read out and type again.
  return seed ? *seed : std::random_device{}() % 10'000'000;
}

ComposeSettings ModelOptions::settings() const {
  check_sampling();
  ComposeSettings settings;
  apply_to(settings.plan_sampling);
  apply_to(settings.sampling);
  settings.notes = parsed("--notes", [&] { return parse_writer(notes); });
  settings.seed = seed_or_drawn();
  return settings;
}

AudioSettings ModelOptions::audio_settings() const {
  check_sampling();
  AudioSettings settings;
  apply_to(settings.sampling);
  settings.seed = seed_or_drawn();
  return settings;
}

int ModelOptions::thread_count() const {
  check_range("--threads", threads, 0, 256);
  return threads == 0 ? ThreadPool::default_threads() : threads;
}

}  // namespace continuo
