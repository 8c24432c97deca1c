#include "live/round_writer.h"

#include <fmt/format.h>

#include <algorithm>

#include "arrange/band.h"
#include "base/error.h"
#include "score/frames.h"
#include "score/instrument.h"
#include "synth/mix.h"

namespace continuo {

namespace {

constexpr size_t kKnownPrompts = 128;
// What plays where nobody said anything.
constexpr const char* kSilentWish = "calm instrumental music";
// Prompts below this share of the weightiest are not told to the model in words.
constexpr double kWorthSaying = 0.25;

ComposeSettings settings_of(const Controls& controls, uint64_t seed) {
  ComposeSettings settings;
  settings.seed = seed;
  settings.notes = controls.writer;
  for (Sampling* sampling : {&settings.plan_sampling, &settings.sampling}) {
    sampling->temperature = controls.temperature.value_or(sampling->temperature);
    sampling->guidance = controls.guidance.value_or(sampling->guidance);
    sampling->top_k = controls.top_k.value_or(sampling->top_k);
  }
  return settings;
}

// All that the reading of a prompt depends on.
std::string reading_key(const std::string& prompt, const ComposeSettings& settings) {
  return fmt::format("{} {} {} {} {}", settings.seed, settings.plan_sampling.temperature,
                     settings.plan_sampling.guidance, settings.plan_sampling.top_k, prompt);
}

// A note outside the scale moves to the nearest one inside, the lower of two.
void bring_into(const Key& key, std::vector<Part>& parts) {
  for (Part& part : parts) {
    if (part.program == kDrumKit) continue;
    for (Note& note : part.notes) {
      while (!key.contains(note.pitch)) {
        const bool lower = note.pitch > 0 && key.contains(note.pitch - 1);
        note.pitch += lower || note.pitch == 127 ? -1 : 1;
      }
    }
  }
}

}  // namespace

std::string in_words(const Controls& controls) {
  std::vector<WeightedPrompt> prompts = controls.prompts;
  std::stable_sort(prompts.begin(), prompts.end(),
                   [](const auto& a, const auto& b) { return a.weight > b.weight; });
  std::string words;
  for (const WeightedPrompt& prompt : prompts) {
    if (prompt.weight <= 0 || prompt.weight < kWorthSaying * prompts.front().weight) break;
    words += (words.empty() ? "" : ", ") + prompt.text;
  }
  return words.empty() ? kSilentWish : words;
}

RoundWriter::RoundWriter(const Composer& composer, std::shared_ptr<SoundfontStore> store)
    : composer_(composer), store_(std::move(store)) {}

ReadPrompt RoundWriter::read(const std::string& prompt, double weight, const Controls& controls) {
  const Plan& plan = plan_of(prompt, controls);
  ReadPrompt read{in_company(plan, prompt, controls.seed), weight, {}};
  for (const PlanPart& part : read.plan.parts) {
    if (!plan.has_part(part.program)) read.joined.push_back(part.program);
  }
  return read;
}

const Plan& RoundWriter::plan_of(const std::string& prompt, const Controls& controls) {
  const ComposeSettings settings = settings_of(controls, controls.seed);
  const std::string key = reading_key(prompt, settings);
  const auto found = known_.find(key);
  if (found != known_.end()) {
    recent_.splice(recent_.begin(), recent_, found->second);
    return recent_.front().second;
  }
  Wish wish;
  wish.prompt = prompt;
  ++prompts_read_;
  recent_.emplace_front(key, composer_.plan(wish, settings));
  known_[key] = recent_.begin();
  if (recent_.size() > kKnownPrompts) {
    known_.erase(recent_.back().first);
    recent_.pop_back();
  }
  return recent_.front().second;
}

std::vector<std::string> RoundWriter::unread(const Controls& controls) const {
  const ComposeSettings settings = settings_of(controls, controls.seed);
  std::vector<WeightedPrompt> prompts;
  for (const WeightedPrompt& prompt : controls.prompts) {
    const auto same = [&](const WeightedPrompt& other) { return other.text == prompt.text; };
    if (prompt.weight > 0 && !known_.contains(reading_key(prompt.text, settings)) &&
        std::none_of(prompts.begin(), prompts.end(), same))
      prompts.push_back(prompt);
  }
  std::stable_sort(prompts.begin(), prompts.end(),
                   [](const auto& a, const auto& b) { return a.weight > b.weight; });
  std::vector<std::string> texts;
  for (WeightedPrompt& prompt : prompts) texts.push_back(std::move(prompt.text));
  return texts;
}

void RoundWriter::read_ahead(const std::string& prompt, const Controls& controls) {
  try {
    plan_of(prompt, controls);
  } catch (const Error&) {  // write() says why
  }
}

void RoundWriter::prepare(const std::vector<Part>& parts, int kit) {
  for (const Part& part : parts) {
    const SoundfontLayer& preset = store_->preset_for(part.program, kit);
    for (const Note& note : part.notes) store_->prepare(preset, note.pitch, note.velocity);
  }
}

Round RoundWriter::write(const RoundRequest& request) {
  Round round;
  round.id = request.id;
  round.number = request.round;
  std::vector<ReadPrompt> prompts;
  for (const WeightedPrompt& prompt : request.controls.prompts) {
    if (prompt.weight <= 0) continue;
    try {
      prompts.push_back(read(prompt.text, prompt.weight, request.controls));
    } catch (const Error& error) {
      round.warning = fmt::format("\"{}\" could not be read: {}", prompt.text, error.message());
    }
  }
  if (prompts.empty()) prompts.push_back(read(kSilentWish, 1, request.controls));
  const Style* before = request.before ? &*request.before : nullptr;
  round.style = blend(prompts, request.controls, before, request.keep_form);
  Plan plan = round.style.plan;
  plan.sections = round_of(plan.sections, request.round == 0);
  const RoundThemes themes =
      themes_of_round(request.controls.seed, request.round,
                      request.controls.temperature.value_or(kPlanSampling.temperature));
  round.seed = themes.seed;
  round.score = quantised(arrange_round(plan, themes.seed, themes.variation));
  // What was asked for stays the plan; the band's measure of itself is another thing.
  round.score.plan = plan;
  for (Bar& bar : round.score.bars) bar.bpm = plan.bpm;
  prepare(round.score.parts, drum_kit_for(plan.genre));
  return round;
}

RoundWriter::Bars::Bars(RoundWriter& writer, const RoundRequest& request, const Round& round)
    : writer_(writer),
      id_(round.id),
      bar_(static_cast<int>(request.played.bars.size())),
      kit_(drum_kit_for(round.score.plan.genre)),
      key_(request.controls.key),
      bars_(writer.composer_, in_words(request.controls), round.score.plan,
            settings_of(request.controls, round.seed), request.played) {}

std::optional<ModelBar> RoundWriter::Bars::next() {
  std::optional<std::vector<Part>> parts = bars_.next();
  if (!parts) return std::nullopt;
  // A key that was asked for is a promise; one that was read from words is the model's own affair.
  if (key_) bring_into(*key_, *parts);
  writer_.prepare(*parts, kit_);
  return ModelBar{id_, bar_++, std::move(*parts)};
}

void DirectSource::ask(RoundRequest request) {
  Round round = writer_.write(request);
  std::list<Written> bars;
  if (request.controls.writer == Writer::kModel) {
    RoundWriter::Bars model(writer_, request, round);
    while (std::optional<ModelBar> bar = model.next()) bars.push_back(std::move(*bar));
  }
  if (!request.follows) written_.clear();
  written_.push_back(std::move(round));
  written_.splice(written_.end(), bars);
}

std::optional<Written> DirectSource::poll() {
  if (written_.empty()) return std::nullopt;
  Written first = std::move(written_.front());
  written_.pop_front();
  return first;
}

}  // namespace continuo
