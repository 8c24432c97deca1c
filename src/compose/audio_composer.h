// From words to sound with a MusicGen checkpoint: text encoder, decoder, EnCodec, at 48 kHz stereo.
#pragma once

#include <atomic>
#include <filesystem>
#include <functional>
#include <string>
#include <string_view>

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

struct AudioProgress {
  double seconds_done = 0;  // of sound, as codes
  double seconds = 0;
};
// Called a few times a second of sound; false ends the piece there.
using OnAudio = std::function<bool(const AudioProgress&)>;

class AudioComposer {
 public:
  // A folder in Hugging Face's MusicGen layout whose codec is EnCodec. The pool must outlive the
  // composer. Throws as MusicGen::load and Encodec::load do.
  AudioComposer(const std::filesystem::path& folder, ThreadPool& pool);

  // True where the folder's config.json says that its codec is EnCodec.
  static bool can_load(const std::filesystem::path& folder);

  // Sound of `seconds`, rounded up to a frame of codes. The same words, length, settings and model
  // give the same samples on any number of threads. Pieces longer than 30 s go on from their latest
  // 12 s, over and over.
  Stereo compose(std::string_view prompt, double seconds, const AudioSettings& settings,
                 const OnAudio& on_audio) const;

  const std::string& fingerprint() const { return fingerprint_; }
  int channels() const { return channels_; }  // 1, heard on both sides, or 2
  double frame_rate() const { return static_cast<double>(codec_.config().frame_rate()); }

 private:
  std::string fingerprint_;
  Tokenizer tokenizer_;
  musicgen::MusicGen model_;
  encodec::Encodec codec_;
  int channels_;
  DelayPattern pattern_;
};

}  // namespace continuo
