// A clip or a song: from words and pictures over a plan to the bytes of a sound file.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "compose/composer.h"
#include "dsp/sound_bytes.h"
#include "dsp/stereo.h"
#include "score/score.h"
#include "serve/gemini_models.h"

namespace continuo::gemini {

inline constexpr size_t kMostPictures = 10;
inline constexpr size_t kLongestSongPrompt_bytes = 64 << 10;

struct SongRequest {
  Model::Kind kind = Model::Kind::kClip;
  std::string prompt;
  std::vector<std::string> pictures;  // bytes of PNG or JPEG
  uint64_t seed = 0;
  std::optional<double> temperature;  // 0..2, 1 for the best
  std::optional<double> top_p;        // 0..1
  std::optional<int> top_k;
  SoundBytesOptions format;
  int rate_hz = kSampleRateHz;
};

struct Song {
  std::string text;  // the plan in words and timed lines
  std::string audio;
  std::string mime_type;
  int rate_hz = kSampleRateHz;
  double seconds = 0;
  Plan plan;
};

using Cancelled = std::function<bool()>;

// Who composes and plays. Thread: any.
class Band {
 public:
  virtual ~Band() = default;
  virtual Plan plan(const Wish& wish, const ComposeSettings& settings) = 0;
  // This one and the next throw Error(kCancelled) soon after `cancelled` says so.
  virtual Score compose(const std::string& prompt, const Plan& plan,
                        const ComposeSettings& settings, const Cancelled& cancelled) = 0;
  // At the level of takes (compose/take.h).
  virtual Stereo play(const Score& score, const Cancelled& cancelled) = 0;
};

// What is known before there is sound.
struct PlannedSong {
  Score score;
  double seconds = 0;  // that the sound will last
  std::string text;
};

// Throws Error(kInput) for pictures that cannot be read, Error(kCancelled) soon after `cancelled` says so.
PlannedSong plan_song(Band& band, const SongRequest& request, const Cancelled& cancelled = {});
Song play_song(Band& band, const SongRequest& request, const PlannedSong& planned,
               const Cancelled& cancelled);

// Cuts, with a short fade, or fills up with silence.
void make_last(Stereo& sound, double seconds);

// Tokens as Google counts them: four letters one, a picture 258, a second of sound 25.
int input_tokens(const SongRequest& request);
int output_tokens(const Song& song);

}  // namespace continuo::gemini
