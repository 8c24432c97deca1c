// From words, and a tune or a beginning where there is one, to sound with a MusicGen checkpoint:
// text encoder, decoder, EnCodec, at 48 kHz stereo.
#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "checkpoint/checkpoint.h"
#include "compose/code_writer.h"
#include "compose/delay_pattern.h"
#include "compose/sampler.h"
#include "dsp/stereo.h"
#include "models/encodec/encodec.h"
#include "models/musicgen/musicgen.h"
#include "text/tokenizer.h"

namespace continuo {

// What the published models were tuned with.
inline constexpr Sampling kCodeSampling{
    .temperature = 1.0, .top_k = 250, .top_p = 1.0, .guidance = 3.0};

struct AudioSettings {
  Sampling sampling = kCodeSampling;
  uint64_t seed = 1;
};

struct AudioWish {
  std::string prompt;
  double seconds = 10;  // of what is new
  // A tune to follow from the first sample on, a beginning's included, over and over; for models
  // that follow one (follows_melody).
  std::optional<Stereo> melody = std::nullopt;
  // A sound to go on from. Its latest 12 s, as the codec says them, are heard first.
  std::optional<Stereo> beginning = std::nullopt;
};

struct AudioProgress {
  double seconds_done = 0;  // of what is new, as codes
  double seconds = 0;
};
// Called a few times a second of sound; false ends the piece there.
using OnAudio = std::function<bool(const AudioProgress&)>;

// How weights are held: for speed, or in full.
struct LoadFormats {
  DType linear = DType::kQ8_0;
  DType text = DType::kBf16;
  encodec::Formats codec{.convolutions = DType::kBf16, .lstm = DType::kQ8_0};
};
inline constexpr LoadFormats kExactFormats{
    .linear = DType::kF32,
    .text = DType::kF32,
    .codec = {.convolutions = DType::kF32, .lstm = DType::kF32}};

// For matrices held in `weights`; kF32 means all in full. Where nothing is asked: the blocks that the
// file holds them in, or q8_0.
LoadFormats formats_for(const Checkpoint& checkpoint, std::optional<DType> weights = std::nullopt);

class AudioComposer {
 public:
  // A MusicGen whose codec is EnCodec. The pool must outlive the composer. Throws as MusicGen::load
  // and Encodec::load do, and Error(kInput) where decoder and codec do not fit each other.
  // Where no formats are given, they are those of formats_for.
  AudioComposer(const Checkpoint& checkpoint, ThreadPool& pool,
                const std::optional<LoadFormats>& formats = std::nullopt);
  AudioComposer(const std::filesystem::path& path, ThreadPool& pool,
                const std::optional<LoadFormats>& formats = std::nullopt);

  // True where the config says that the codec is EnCodec.
  static bool can_load(const Checkpoint& checkpoint);
  // True where it says that the model follows a melody.
  static bool can_follow_melody(const Checkpoint& checkpoint);

  // Sound of wish.seconds, rounded up to a frame of codes, after the beginning. The same wish,
  // settings and model give the same samples on any number of threads. Pieces longer than 30 s go
  // on from their latest 12 s, over and over. Throws Error(kUsage) for a melody that the model
  // cannot follow or no length, Error(kInput) for words that are too long.
  Stereo compose(const AudioWish& wish, const AudioSettings& settings,
                 const OnAudio& on_audio) const;

  // Of the model. Reads all its files at the first call: ask when there is time.
  const std::string& fingerprint() const { return checkpoint_.fingerprint(); }
  DType weights() const { return formats_.linear; }
  int channels() const { return channels_; }  // 1, heard on both sides, or 2
  bool follows_melody() const { return model_.config().follows_melody(); }
  double frame_rate() const { return static_cast<double>(codec_.config().frame_rate()); }

 private:
  int64_t window_frames() const;
  int64_t kept_frames() const;
  std::vector<int32_t> codes_of(const Stereo& beginning) const;
  ConditionsAt conditions_of(const AudioWish& wish, double guidance) const;

  Checkpoint checkpoint_;
  LoadFormats formats_;
  ThreadPool* pool_;
  Tokenizer tokenizer_;
  musicgen::MusicGen model_;
  encodec::Encodec codec_;  // without its encoder
  int channels_;
  DelayPattern pattern_;
};

}  // namespace continuo
