#include "teacher.h"

#include <fmt/format.h>

#include <algorithm>
#include <thread>
#include <vector>

#include "arrange/band.h"
#include "arrange/caption.h"
#include "base/error.h"
#include "base/rng.h"
#include "progress.h"
#include "score/instrument.h"

namespace continuo {

DatasetPiece teacher_piece(uint64_t seed, int index, int caption_count) {
  const Rng root = Rng(seed).fork(static_cast<uint64_t>(index));
  const Plan plan = random_plan(root.fork(1).next());
  const Score score = as_stored(arrange(plan, root.fork(2).next()));
  Rng rng = root.fork(3);
  DatasetPiece piece;
  piece.id = fmt::format("teacher-{}-{}", seed, index);
  piece.work = piece.id;
  piece.source = "teacher";
  piece.genre = std::string(genre_names()[static_cast<size_t>(score.plan.genre)]);
  piece.captions = captions(score, caption_count, rng);
  piece.frames = encode(score);
  return piece;
}

std::string summary_of(const Score& score) {
  const Traits traits = traits_of(score);
  std::string text = fmt::format("{}, {} bpm, {}, {}, density {}, dynamics {}, brightness {};",
                                 genre_names()[static_cast<size_t>(traits.genre)], traits.bpm,
                                 score.plan.metre.name(), score.plan.key.name(), traits.density,
                                 traits.dynamics, traits.brightness);
  for (const Part& part : score.parts) {
    text += fmt::format(" {} ({}, {} notes)", instrument(part.program).name, role_name(part.role),
                        part.notes.size());
  }
  text += ";";
  for (const Bar& bar : score.bars) {
    if (bar.bar_in_section == 0) {
      text +=
          fmt::format(" {} i{} d{}", section_kind_name(bar.section), bar.intensity, bar.dynamics);
    }
  }
  return text +
         fmt::format("; {} bars, {:.0f} s", score.bars.size(), score.seconds_at(score.end()));
}

int64_t write_teacher(const TeacherOptions& options, const std::atomic<bool>& stop, bool progress) {
  DatasetWriter writer(options.out);
  Progress line(options.pieces, progress);
  const int threads = std::max(1, options.threads);
  int failed = 0;
  constexpr int kPerThread = 64;  // between two joins; enough that the joins cost nothing
  for (int begin = 0; begin < options.pieces && !stop; begin += threads * kPerThread) {
    const int end = std::min(options.pieces, begin + threads * kPerThread);
    std::vector<DatasetPiece> batch(static_cast<size_t>(end - begin));
    std::vector<std::string> faults(batch.size());
    std::atomic<int> next{begin};
    auto work = [&] {
      for (int i = next++; i < end; i = next++) {
        const auto slot = static_cast<size_t>(i - begin);
        try {
          batch[slot] = teacher_piece(options.seed, i, options.captions);
        } catch (const std::exception& error) {
          faults[slot] = error.what();
        }
      }
    };
    std::vector<std::thread> workers;
    for (int thread = 1; thread < threads; ++thread) workers.emplace_back(work);
    work();
    for (std::thread& worker : workers) worker.join();
    for (size_t slot = 0; slot < batch.size(); ++slot) {
      if (faults[slot].empty()) {
        writer.add(batch[slot]);
        continue;
      }
      const int index = begin + static_cast<int>(slot);
      fmt::print(stderr, "\npiece {} of seed {}: {}\n", index, options.seed, faults[slot]);
      // One unlucky plan may be left out; a broken band must not pass for a data set.
      if (++failed * 100 > end + 100)
        fail(ErrorKind::kInternal, "dataset", "{} of {} pieces failed.", failed, end);
    }
    line.show(end);
  }
  line.end();
  writer.finish();
  return writer.pieces();
}

}  // namespace continuo
