// From words to the first sample and to the last note, on one core, against what was promised and
// against what the memory allows.
//
//   compose_bench [MODEL_FOLDER] [ROUNDS]
//
// Verifies first: two runs of one seed must give the same notes. Rounds are interleaved: the band,
// the model, the memory's speed. A model's frame must read every weight once, so bytes by frames
// over the memory's speed is the least time that its frames can take.

#include <fmt/format.h>

#include <cstdlib>
#include <filesystem>

#include "base/process_memory.h"
#include "base/stopwatch.h"
#include "compose/composer.h"
#include "compose/take.h"
#include "kernels/memory_bandwidth.h"
#include "score/frames.h"
#include "synth/soundfont.h"

namespace continuo {
namespace {

constexpr const char* kPrompt =
    "energetic funk band with drums, slap bass, clavinet and brass, 104 bpm";
constexpr int kBars = 8;

struct Round {
  double plan_ms = 0;          // words to plan
  double first_bar_ms = 0;     // plan to the first bar's notes
  double notes_ms = 0;         // plan to the last note
  double first_sample_ms = 0;  // the first bar's notes to its first sample, from a closed soundfont
  size_t head_frames = 0;
  size_t body_frames = 0;  // that the model wrote
  Score score;
};

Round run(const Composer& composer, Writer writer) {
  Wish wish;
  wish.prompt = kPrompt;
  wish.bars = kBars;
  ComposeSettings settings;
  settings.seed = 5;
  settings.notes = writer;
  Round round;
  const Stopwatch planning;
  const Plan plan = composer.plan(wish, settings);
  round.plan_ms = planning.ms();
  round.head_frames = encode_head(plan).size();
  const Stopwatch composing;
  round.score = composer.compose(kPrompt, plan, settings, [&](const ComposeProgress& progress) {
    if (round.first_bar_ms == 0) round.first_bar_ms = composing.ms();
    if (writer == Writer::kModel) round.body_frames = progress.frames;
    return true;
  });
  round.notes_ms = composing.ms();
  const Stopwatch sounding;
  SoundfontRenderer renderer;
  renderer.begin(round.score.plan);
  renderer.feed(round.score, round.score.bars.front().end());
  std::vector<float> block(128);
  renderer.pull(block);
  round.first_sample_ms = sounding.ms();
  return round;
}

struct Times {
  Readings plan, first_bar, notes, first_sample, whole, first_note, heard;
  void add(const Round& round) {
    plan.add(round.plan_ms);
    first_bar.add(round.first_bar_ms);
    notes.add(round.notes_ms);
    first_sample.add(round.first_sample_ms);
    whole.add(round.plan_ms + round.notes_ms);
    first_note.add(round.plan_ms + round.first_bar_ms);
    heard.add(round.plan_ms + round.first_bar_ms + round.first_sample_ms);
  }
};

void line(const char* what, double found, double promised, const char* unit) {
  fmt::print("| {} | {:.1f} {} | {:g} {} | {} |\n", what, found, unit, promised, unit,
             found <= promised ? "held" : "MISSED");
}

double folder_mb(const std::filesystem::path& folder) {
  double bytes = 0;
  for (const char* name : {"model.safetensors", "config.json", "spiece.model"}) {
    std::error_code ignored;
    const auto size = std::filesystem::file_size(folder / name, ignored);
    if (!ignored) bytes += static_cast<double>(size);
  }
  return bytes / 1e6;
}

int bench(const std::filesystem::path& folder, int rounds) {
  ThreadPool pool(1);
  const Stopwatch loading;
  const Composer composer(folder, pool);
  const double load_ms = loading.ms();
  const Round band = run(composer, Writer::kBand);
  const Round model = run(composer, Writer::kModel);
  SoundfontRenderer renderer;
  const Stopwatch rendering;
  const Stereo take = render_take(band.score, renderer);
  const double render_ms = rendering.ms();
  const double resident_mb = static_cast<double>(resident_bytes()) / 1e6;
  const double peak_mb = static_cast<double>(peak_resident_bytes()) / 1e6;

  // After memory was counted: what follows is the bench's own.
  const auto loaded = musicgen::MusicGen::load(folder, {.pool = pool});
  const auto frame_bytes =
      static_cast<double>(loaded.step_bytes(loaded.start({loaded.null()}, 1)).weights);
  const BandwidthProbe far(pool);
  const BandwidthProbe near(pool, static_cast<size_t>(frame_bytes));
  Times of_band, of_model;
  Readings far_speed, near_speed;
  for (int i = 0; i < rounds; ++i) {
    const Round a = run(composer, Writer::kBand);
    const Round b = run(composer, Writer::kModel);
    if (a.score != band.score || b.score != model.score) {
      fmt::print(stderr, "compose_bench: one seed gave two different pieces\n");
      return 1;
    }
    of_band.add(a);
    of_model.add(b);
    far_speed.add(far.read());
    near_speed.add(near.read());
  }

  fmt::print("{} bars, {} parts, one thread; medians of {} interleaved rounds\n\n", kBars,
             band.score.parts.size(), rounds);
  fmt::print("| | found | promised | |\n|---|---|---|---|\n");
  line("words to the last note, band", of_band.whole.median(), 500, "ms");
  line("words to the last note, model", of_model.whole.median(), 500, "ms");
  line("words to the first bar's notes, band", of_band.first_note.median(), 100, "ms");
  line("words to the first bar's notes, model", of_model.first_note.median(), 100, "ms");
  line("words to the first sample, band", of_band.heard.median(), 100, "ms");
  line("words to the first sample, model", of_model.heard.median(), 100, "ms");
  line("resident, with the soundfont", resident_mb, 300, "MB");
  line("resident at most", peak_mb, 300, "MB");
  line("model on disk", folder_mb(folder), 30, "MB");

  fmt::print(
      "\n| frames of the model | time | weights read | the memory's least | times that |\n"
      "|---|---|---|---|---|\n");
  const auto bound = [&](const char* what, double ms, size_t frames) {
    const double bytes = frame_bytes * static_cast<double>(frames);
    const double least = 1000 * bytes / far_speed.median();
    fmt::print("| {}: {} frames | {:.1f} ms | {:.0f} MB | {:.1f} ms | {:.1f} |\n", what, frames, ms,
               bytes / 1e6, least, ms / least);
  };
  bound("plan", of_band.plan.median(), band.head_frames);
  bound("notes by the model", of_model.notes.median(), model.body_frames);
  fmt::print("\n{:.1f} MB a frame; memory {:.1f} GB/s, so many bytes again and again {:.1f} GB/s\n",
             frame_bytes / 1e6, far_speed.median() / 1e9, near_speed.median() / 1e9);
  fmt::print(
      "model loaded in {:.0f} ms; notes by the band {:.1f} ms; first sample from a closed "
      "soundfont "
      "{:.1f} ms; take of {:.1f} s rendered in {:.0f} ms\n",
      load_ms, of_band.notes.median(), of_band.first_sample.median(), take.seconds(), render_ms);
  return 0;
}

}  // namespace
}  // namespace continuo

int main(int argc, char** argv) {
  try {
    return continuo::bench(argc > 1 ? argv[1] : CONTINUO_ASSETS_DIR "/nano",
                           argc > 2 ? std::atoi(argv[2]) : 15);
  } catch (const std::exception& error) {
    fmt::print(stderr, "compose_bench: {}\n", error.what());
    return 1;
  }
}
