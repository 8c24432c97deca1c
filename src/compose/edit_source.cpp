#include "compose/edit_source.h"

#include <algorithm>
#include <cmath>

#include "base/error.h"
#include "base/files.h"
#include "base/fingerprint.h"
#include "compose/audio_take.h"
#include "compose/loop.h"
#include "score/midi_file.h"

namespace continuo {

namespace {

constexpr size_t kLargestMidi_bytes = size_t{8} << 20;

}  // namespace

std::vector<uint8_t> notes_of_take(const Recipe& recipe, const std::filesystem::path& midi,
                                   const std::function<Score(const Recipe&)>& compose) {
  const bool loop = recipe.settings.loop;
  std::vector<uint8_t> beside;
  if (std::filesystem::is_regular_file(midi)) beside = read_bytes(midi, kLargestMidi_bytes);
  const bool same = fingerprint(beside) == recipe.notes_fingerprint;
  if (same && !loop) return beside;
  std::string found;
  try {
    const Score score = compose(recipe);
    found = fingerprint(midi_bytes(loop ? cut_at_end(score) : score));
    if (found == recipe.notes_fingerprint) return midi_bytes(score);
  } catch (const Error&) {
    if (!same) throw;
  }
  if (same) return beside;
  fail(ErrorKind::kInput, kEdit,
       "notes: expected fingerprint {}, found {}. Put the take's own .mid file beside its recipe: "
       "another version composed it.",
       recipe.notes_fingerprint, found);
}

Score compose_again(const Composer& composer, const Recipe& recipe) {
  return composer.compose(
      recipe.prompt, recipe.plan, recipe.settings,
      [&](const ComposeProgress& progress) { return progress.bars_done < recipe.bars; });
}

EditedTake take_to_edit(const std::string& name, const std::string& recipe,
                        const std::filesystem::path& midi,
                        const std::function<Score(const Recipe&)>& compose) {
  if (is_edited_recipe(recipe)) return edited_take_from_json(recipe);
  if (is_audio_recipe(recipe)) {
    fail(ErrorKind::kUsage, kEdit,
         "{}: a model of sound made it: there are no notes to edit. Takes of nano have them.",
         name);
  }
  const Recipe read = recipe_from_json(recipe);
  EditedTake take;
  take.source = {name, recipe, notes_of_take(read, midi, compose)};
  take.soundfont = read.soundfont;
  take.soundfont_fingerprint = read.soundfont_fingerprint;
  return take;
}

EditStyle style_of(const Planner& planner, const std::string& words, const Score& score,
                   const Edit& edit) {
  Wish wish;
  wish.prompt = words;
  wish.given.bpm = score.plan.bpm;
  wish.given.metre = score.plan.metre;
  if (metre_code(score.plan.metre) < 0) wish.given.metre.reset();
  wish.bars = 8;
  ComposeSettings settings;
  settings.seed = edit.seed;
  const Plan plan = planner(wish, settings);
  double intensity = 0, dynamics = 0;
  for (const Section& section : plan.sections) {
    intensity += section.intensity * section.bars;
    dynamics += section.dynamics * section.bars;
  }
  const double bars = std::max(1, plan.bars());
  double was_intensity = 0, was_dynamics = 0;
  for (const Bar& bar : score.bars) {
    was_intensity += bar.intensity;
    was_dynamics += bar.dynamics;
  }
  const auto count = static_cast<double>(score.bars.size());
  const auto steps = [](double by) { return std::clamp(static_cast<int>(std::lround(by)), -3, 3); };
  return {.genre = plan.genre,
          .intensity = steps(intensity / bars - was_intensity / count),
          .dynamics = steps(dynamics / bars - was_dynamics / count),
          .brightness = steps(plan.brightness - score.plan.brightness)};
}

}  // namespace continuo
