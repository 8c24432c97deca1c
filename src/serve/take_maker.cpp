#include "serve/take_maker.h"

#include <algorithm>
#include <memory>

#include "base/error.h"
#include "base/fingerprint.h"
#include "base/progress.h"
#include "dsp/loudness.h"
#include "synth/soundfont.h"

namespace continuo {

namespace {

constexpr double kShareOfLevel = 0.05;  // and of the file: after all is rendered

Stereo rendered(const Score& score, const std::filesystem::path& soundfont, const OnShare& on_share,
                const Gone& gone) {
  SoundfontRenderer renderer(soundfont);
  renderer.begin(score.plan);
  renderer.finish(score);
  Stereo sound;
  constexpr size_t kPiece = 32 * 1024;
  while (!renderer.done()) {
    if (gone()) fail(ErrorKind::kCancelled, "takes", "the client has gone.");
    const size_t before = sound.samples.size();
    const double done = std::min(1.0, sound.seconds() / std::max(1.0, score.plan.seconds()));
    on_share(kShareOfNotes + done * (1 - kShareOfNotes - kShareOfLevel));
    sound.samples.resize(before + 2 * kPiece);
    const size_t got = renderer.pull(std::span(sound.samples).subspan(before));
    sound.samples.resize(before + 2 * got);
  }
  return sound;
}

}  // namespace

void check_length(const Plan& plan) {
  if (plan.seconds() > kLongestTake_s) {
    fail(ErrorKind::kInput, "takes", "plan: expected at most {}, found {}. Ask for fewer bars.",
         duration_text(kLongestTake_s), duration_text(plan.seconds()));
  }
}

NewTake take_of_score(const Wish& wish, const Plan& plan, const ComposeSettings& settings,
                      const Score& score, int bars, const TakeIngredients& from,
                      const OnShare& on_share, const Gone& gone) {
  auto sound = std::make_shared<Stereo>(rendered(score, from.soundfont, on_share, gone));
  const NormaliseResult level =
      normalise_loudness(*sound, kTargetLoudness_lufs, kTruePeakCeiling_db);
  auto recipe =
      std::make_shared<Recipe>(Recipe{.prompt = wish.prompt,
                                      .model = from.model,
                                      .model_fingerprint = from.model_fingerprint,
                                      .settings = settings,
                                      .plan = plan,
                                      .bars = bars,
                                      .soundfont = from.soundfont.filename().string(),
                                      .soundfont_fingerprint = file_fingerprint(from.soundfont),
                                      .notes_fingerprint = {},
                                      .audio_fingerprint = {}});
  fingerprint_take(score, *sound, *recipe);
  NewTake take;
  take.prompt = wish.prompt;
  take.kind = "prompt";
  take.score = score;
  take.write = [score, sound, recipe, gain_db = level.gain_db](const TakePaths& paths) {
    save_take(paths, score, *sound, *recipe);
    return gain_db;
  };
  return take;
}

}  // namespace continuo
