// The embedded composer: words become a plan, and a plan becomes notes.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "checkpoint/checkpoint.h"
#include "compose/sampler.h"
#include "compose/wish.h"
#include "kernels/thread_pool.h"
#include "models/musicgen/musicgen.h"
#include "score/plan.h"
#include "score/score.h"
#include "text/tokenizer.h"

namespace continuo {

// Who writes the notes of a plan: the rule-based band, or the model that read the plan from the
// words. See docs/decisions/0004-the-band-plays-first.md.
enum class Writer { kBand, kModel };
std::string_view writer_name(Writer writer);
// Throws Error(kInput) that names the writers there are.
Writer parse_writer(std::string_view name);

// What reads words best, and what writes notes best, by measure: words want certainty and guidance,
// notes want variety.
inline constexpr Sampling kPlanSampling{
    .temperature = 0.7, .top_k = 0, .top_p = 0.95, .guidance = 2.0};
inline constexpr Sampling kNoteSampling{
    .temperature = 0.8, .top_k = 0, .top_p = 0.98, .guidance = 1.0};

struct ComposeSettings {
  Sampling plan_sampling = kPlanSampling;
  Sampling sampling = kNoteSampling;  // of the notes
  uint64_t seed = 1;
  Writer notes = Writer::kBand;
  bool loop = false;  // the end leads back to the beginning (arrange_loop); the band's alone
};

struct ComposeProgress {
  int bars_done = 0;
  int bars = 0;
  double music_seconds = 0;  // of the bars done
  size_t frames = 0;
};
// Called at each bar line with the music so far; false ends the piece there.
using OnBar = std::function<bool(const ComposeProgress&)>;

class Composer;

// Notes that a model writes bar by bar, for music that plays while it is written.
class BarWriter {
 public:
  // The composer must outlive the writer. `played`: what the plan's first bars were; the writer goes
  // on after its last bar. Its parts may be others than the plan's.
  BarWriter(const Composer& composer, std::string_view prompt, const Plan& plan,
            const ComposeSettings& settings, const Score& played);
  ~BarWriter();
  BarWriter(BarWriter&&) noexcept;

  // The parts of the next bar, ticks counted from its bar line; nothing after the plan's last.
  std::optional<std::vector<Part>> next();

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

class Composer {
 public:
  // A MusicGen whose codec is event frames. Matrices are held in the blocks that the file holds them
  // in, or q8_0. The pool must outlive the composer.
  Composer(const Checkpoint& checkpoint, ThreadPool& pool);
  Composer(const std::filesystem::path& path, ThreadPool& pool)
      : Composer(Checkpoint::open(path), pool) {}

  // The same composer with its weights shared, for another thread's work; the pool must outlive it.
  Composer on(ThreadPool& pool) const;

  // The plan that the model reads from the words: its control frames, sampled where the words leave
  // them open.
  Plan plan(const Wish& wish, const ComposeSettings& settings) const;

  // Notes under a plan, by settings.notes. The same words, plan, settings and model give the same score on any number
  // of threads. Where on_bar ends it early, the score and its plan end with the last whole bar.
  Score compose(std::string_view prompt, const Plan& plan, const ComposeSettings& settings,
                const OnBar& on_bar) const;

  const std::string& fingerprint() const { return checkpoint_.fingerprint(); }

 private:
  friend class BarWriter;
  Score write_notes(std::string_view prompt, const Plan& plan, const ComposeSettings& settings,
                    const OnBar& on_bar) const;
  // The rows that run side by side: under the words, and for guidance without.
  std::vector<musicgen::Condition> conditions(std::string_view prompt,
                                              const Sampling& sampling) const;

  Checkpoint checkpoint_;
  std::shared_ptr<const Tokenizer> tokenizer_;
  musicgen::MusicGen model_;
};

}  // namespace continuo
