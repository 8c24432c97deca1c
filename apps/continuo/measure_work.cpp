#include "measure_work.h"

#include <fmt/format.h>

#include <map>
#include <stdexcept>

#include "arrange/band.h"
#include "base/interrupt.h"
#include "base/rng.h"
#include "measure/genre_features.h"
#include "measure/parallel.h"
#include "model_folders.h"
#include "score/plan.h"

namespace continuo {

namespace {

// The genres of each family, its plainest first.
std::vector<std::vector<int>> families() {
  std::map<int, std::vector<int>> kinds;
  for (int code = 1; code < static_cast<int>(genre_names().size()); ++code) {
    std::vector<int>& family = kinds[genre_family(code)];
    family.insert(code == genre_family(code) ? family.begin() : family.end(), code);
  }
  std::vector<std::vector<int>> all;
  for (auto& [plain, family] : kinds) all.push_back(std::move(family));
  return all;
}

int genre_of_piece(const std::vector<int>& family, size_t piece) {
  if (piece % 2 == 0 || family.size() == 1) return family.front();
  return family[1 + piece / 2 % (family.size() - 1)];
}

}  // namespace

Composers::Composers(const ModelOptions& options) {
  for (int i = 0; i < options.thread_count(); ++i) {
    pools_.emplace_back(1);
    composers_.emplace_back(find_model(options.model), pools_.back());
  }
}

void MeasureProgress::show(size_t done, size_t total) {
  const double spent =
      std::chrono::duration<double>(std::chrono::steady_clock::now() - started_).count();
  const double rate = static_cast<double>(done) / std::max(spent, 1e-9);
  line_.show(fmt::format("{} {}/{}  {:.1f} a second  {} left", task_, done, total, rate,
                         duration_text(static_cast<double>(total - done) / rate)));
}

void stop_where_interrupted() {
  if (watch_interrupts()) throw std::runtime_error("measure: stopped; nothing was written.");
}

BandPieces band_pieces(size_t pieces, uint64_t seed, size_t threads) {
  const std::vector<std::vector<int>> all = families();
  BandPieces heard;
  heard.by_notes.resize(all.size() * pieces);
  heard.in_full.resize(all.size() * pieces);
  MeasureProgress progress("lesson");
  run_tasks(
      heard.in_full.size(), threads,
      [&](size_t, size_t task) {
        stop_where_interrupted();
        const int genre = genre_of_piece(all[task % all.size()], task / all.size());
        Rng rng = Rng(seed).fork(task);
        const uint64_t plan_seed = rng.next();
        const Plan plan = random_plan_of_genre(genre, plan_seed);
        const Score score = arrange(plan, rng.next());
        const std::string family(genre_family_name(genre));
        heard.by_notes[task] = {family, heard_features(score, Ear::kNotes)};
        heard.in_full[task] = heard.by_notes[task];
        const std::vector<double> setting = setting_features(score);
        std::vector<double>& features = heard.in_full[task].features;
        features.insert(features.end(), setting.begin(), setting.end());
      },
      [&](size_t done) { progress.show(done, heard.in_full.size()); });
  return heard;
}

}  // namespace continuo
