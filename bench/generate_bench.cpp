// From words to sound, timed: frames a second, first note, the whole take, resident memory.
//
//   generate_bench [MODEL_FOLDER] [ROUNDS]
//
// Verifies first: two runs of one seed must give the same notes. Then prints medians over the rounds.

#include <fmt/format.h>

#include <cstdlib>

#include "base/process_memory.h"
#include "base/stopwatch.h"
#include "compose/composer.h"
#include "dsp/loudness.h"
#include "synth/soundfont.h"

namespace continuo {
namespace {

struct Round {
  double plan_ms, first_bar_ms, compose_ms, render_ms, frames_per_s, music_s;
  Score score;
};

Round run(const Composer& composer, SoundfontRenderer& renderer, double guidance) {
  const char* prompt = "energetic funk band with drums, slap bass, clavinet and brass, 104 bpm";
  Wish wish;
  wish.prompt = prompt;
  wish.bars = 8;
  ComposeSettings settings;
  settings.seed = 5;
  settings.notes = Writer::kModel;
  settings.sampling.guidance = guidance;
  Round round{};
  const Stopwatch planning;
  const Plan plan = composer.plan(wish, settings);
  round.plan_ms = planning.ms();
  size_t frames = 0;
  const Stopwatch composing;
  round.score = composer.compose(prompt, plan, settings, [&](const ComposeProgress& progress) {
    if (progress.bars_done == 1) round.first_bar_ms = composing.ms();
    frames = progress.frames;
    return true;
  });
  round.compose_ms = composing.ms();
  round.frames_per_s = static_cast<double>(frames) / round.compose_ms * 1000;
  const Stopwatch rendering;
  Stereo sound = render(round.score, renderer);
  normalise_loudness(sound);
  round.render_ms = rendering.ms();
  round.music_s = sound.seconds();
  return round;
}

int bench(const char* folder, int rounds) {
  fmt::print("{:>8} {:>9} {:>10} {:>9} {:>13} {:>12} {:>11} {:>11} {:>8} {:>12}\n", "threads",
             "guidance", "frames/s", "plan ms", "first bar ms", "8 bars ms", "render ms", "music s",
             "x real", "resident MB");
  for (const int threads : {1, 2}) {
    for (const double guidance : {1.0, 1.5}) {
      ThreadPool pool(threads);
      const Composer composer(folder, pool);
      SoundfontRenderer renderer;
      const Round verified = run(composer, renderer, guidance);
      Readings plan, first, compose, render, rate;
      for (int i = 0; i < rounds; ++i) {
        const Round round = run(composer, renderer, guidance);
        if (round.score != verified.score) {
          fmt::print(stderr, "generate_bench: one seed gave two different pieces\n");
          return 1;
        }
        plan.add(round.plan_ms);
        first.add(round.first_bar_ms);
        compose.add(round.compose_ms);
        render.add(round.render_ms);
        rate.add(round.frames_per_s);
      }
      const double total_s = (plan.median() + compose.median() + render.median()) / 1000;
      fmt::print(
          "{:>8} {:>9.1f} {:>10.0f} {:>9.1f} {:>13.1f} {:>12.1f} {:>11.1f} {:>11.1f} {:>8.0f} "
          "{:>12.0f}\n",
          threads, guidance, rate.median(), plan.median(), first.median(), compose.median(),
          render.median(), verified.music_s, verified.music_s / total_s,
          static_cast<double>(resident_bytes()) / 1e6);
    }
  }
  return 0;
}

}  // namespace
}  // namespace continuo

int main(int argc, char** argv) {
  try {
    return continuo::bench(argc > 1 ? argv[1] : CONTINUO_ASSETS_DIR "/nano",
                           argc > 2 ? std::atoi(argv[2]) : 7);
  } catch (const std::exception& error) {
    fmt::print(stderr, "generate_bench: {}\n", error.what());
    return 1;
  }
}
