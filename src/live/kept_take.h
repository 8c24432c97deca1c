// A take cut out of a performance: the bars that were played, as notes and as the events of the
// synthesiser, which give the same sound again, bit for bit.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "compose/take.h"
#include "live/controls.h"
#include "live/history.h"
#include "synth/soundfont_store.h"

namespace continuo {

struct KeptTake {
  std::string prompt;  // all prompts in force at the end, the weightiest first
  Controls controls;   // likewise
  std::string model;
  std::string model_fingerprint;
  int mix = kMixVersion;  // that it was played in
  std::string soundfont;  // file name
  std::string soundfont_fingerprint;
  Score score;                     // from bar 0; its plan's sections as they were played
  std::vector<SoundEvent> events;  // by block, from 0; those of block 0 stand at once
  uint64_t end_block = 0;          // where what still sounds is let go
  std::string notes_fingerprint;   // of the .mid file
  std::string audio_fingerprint;   // of the samples
};

// Bars that follow each other, the first at block 0, up to `now_block` of the performance. Throws
// Error(kUsage) where there are none.
KeptTake cut_take(const std::vector<History::PlayedBar>& bars, uint64_t now_block);

// The sound as the synthesiser gives it, before its level is set, block by block until `piece` wants
// no more or all has rung out. Of one program alone where it is given: those add up to the whole.
void play_kept(const KeptTake& take, const std::shared_ptr<SoundfontStore>& store,
               std::optional<int> program,
               const std::function<bool(std::span<const float>)>& piece);

// At a take's loudness. Fills in the fingerprints; `gains` are what brought it there (see
// normalise_loudness), `gain_db` the same without the limiter.
Stereo render_kept(KeptTake& take, const std::shared_ptr<SoundfontStore>& store,
                   std::vector<float>* gains = nullptr, double* gain_db = nullptr);

bool is_kept_recipe(std::string_view text);
std::string recipe_to_json(const KeptTake& take);
// Strict, as recipe_from_json.
KeptTake kept_take_from_json(std::string_view text);

// Writes all three, each whole or not at all, the recipe last. `take` and `sound` as render_kept
// left them.
void save_take(const TakePaths& paths, const KeptTake& take, const Stereo& sound);

}  // namespace continuo
