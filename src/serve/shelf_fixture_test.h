// Takes for the tests of the shelf: short, and each another.
#pragma once

#include <unistd.h>

#include <filesystem>
#include <string>

#include "base/files.h"
#include "base/json_fields.h"
#include "base/rng.h"
#include "dsp/wav.h"
#include "score/midi_file.h"
#include "serve/shelf.h"

namespace continuo {

// A folder of a test's own, removed with it.
class ShelfFolder {
 public:
  ShelfFolder() {
    std::string pattern = (std::filesystem::temp_directory_path() / "shelf-XXXXXX").string();
    path_ = ::mkdtemp(pattern.data());
  }
  ~ShelfFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  ShelfFolder(const ShelfFolder&) = delete;
  ShelfFolder& operator=(const ShelfFolder&) = delete;
  const std::filesystem::path& path() const { return path_; }
  Shelf::Options options() const { return {.folder = path_, .reserve_bytes = 0}; }

 private:
  std::filesystem::path path_;
};

inline Score shelf_score(uint64_t seed) {
  Rng rng(seed);
  Score score;
  score.plan.bpm = rng.range(60, 180);
  score.plan.key = {rng.range(0, 11), Mode::kMinor};
  score.plan.parts = {{0, Role::kLead}, {33, Role::kBass}};
  score.plan.sections = {{SectionKind::kVerse, 2, 4, 4}};
  score = blank_score(score.plan);
  for (Part& part : score.parts) {
    for (int i = 0; i < 8; ++i)
      part.notes.push_back({i * 48, rng.range(10, 90), rng.range(40, 80), rng.range(30, 120)});
  }
  return score;
}

inline constexpr size_t kShelfFrames = 4800;

inline float shelf_sample(uint64_t seed) { return static_cast<float>(1 + seed % 1000) / 2048.0f; }

inline std::string shelf_recipe(uint64_t seed) { return fmt::format("{{\"seed\":{}}}", seed); }

// A tenth of a second of one value, which the recipe tells.
inline NewTake shelf_take(uint64_t seed) {
  NewTake take;
  take.prompt = "take number " + std::to_string(seed);
  take.kind = "prompt";
  take.score = shelf_score(seed);
  take.write = [seed, score = take.score](const TakePaths& paths) {
    const Stereo sound{std::vector<float>(2 * kShelfFrames, shelf_sample(seed))};
    write_wav(sound, paths.wav);
    write_midi(score, paths.mid);
    write_text(paths.json, shelf_recipe(seed));
    return -1.5;
  };
  return take;
}

// Everything in the folder that is neither a take nor the shelf's own.
inline std::vector<std::string> rubbish_in(const std::filesystem::path& folder, size_t open) {
  std::vector<std::string> found;
  size_t locks = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    const std::string name = entry.path().filename().string();
    if (!name.starts_with('.') || name == ".gate" || name == ".trash") continue;
    if (name.starts_with(".lock-") && ++locks <= open) continue;
    found.push_back(entry.path().string());
  }
  return found;
}

}  // namespace continuo
