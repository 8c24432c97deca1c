// A take part by part: sounds that add up to the take.
//
// The whole band plays for each part, and that part alone is heard with its own room: reverb, chorus
// and the mix's bus are linear, so the parts add up to the mix. What then brought the mix to its
// level, limiter and all, is one gain for each sample frame, and each part is given the same gains.
#pragma once

#include <atomic>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "compose/take.h"
#include "dsp/wav.h"
#include "score/score.h"
#include "synth/soundfont.h"

namespace continuo {

using StemPiece = std::function<bool(std::span<const float> interleaved)>;
// Plays one part of a score, before its level is set, until `piece` wants no more or nothing is left
// to hear.
using PlayStem = std::function<void(size_t part, const StemPiece& piece)>;

// Of a take that was composed; what is given must outlive the call.
PlayStem stems_of_score(const Score& score, SoundfontRenderer& renderer, bool loop = false);

// Indices of the parts that have notes.
std::vector<size_t> stem_parts(const Score& score);
// "02-bass-acoustic-bass"
std::string stem_name(const Score& score, size_t part);

// One part under the take's gains, and as long: silent where it has rung out.
void render_stem(const PlayStem& play, size_t part, std::span<const float> gains,
                 const std::function<void(std::span<const float>)>& piece);

// WAV files of 24 bits beside a take, x-02-bass-acoustic-bass.wav beside x.wav. Until commit() there
// are only temporaries, and what was committed goes again unless keep() is called: a take is
// complete or not there.
class StemFiles {
 public:
  // Throws Error(kCancelled) soon after `cancel` became true.
  StemFiles(const TakePaths& paths, const Score& score, const PlayStem& play,
            std::span<const float> gains, const std::atomic<bool>* cancel = nullptr);
  ~StemFiles();
  StemFiles(const StemFiles&) = delete;
  StemFiles& operator=(const StemFiles&) = delete;

  // Names without a folder.
  const std::vector<std::string>& names() const { return names_; }
  // A part may be louder than the mix that the limiter held. Where one would clip, all are lowered
  // by so many whole dB: 0 but for the rarest takes.
  int lowered_db() const { return lowered_db_; }
  void commit();
  void keep() { kept_ = true; }

 private:
  std::vector<std::string> names_;
  std::vector<std::filesystem::path> paths_;
  std::vector<std::unique_ptr<WavWriter>> writers_;
  size_t committed_ = 0;
  int lowered_db_ = 0;
  bool kept_ = false;
};

}  // namespace continuo
