// All that can be heard in a sound, as one page of numbers.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/json_fields.h"
#include "dsp/loudness.h"
#include "listen/sound_faults.h"
#include "listen/sound_features.h"
#include "listen/sound_pitch.h"
#include "listen/sound_tempo.h"

namespace continuo {

struct SoundReportOptions {
  TempoRange tempo;
  // Where sound comes in chunks of this length, what can be heard of their joins is measured.
  std::optional<double> chunk_s;
};

struct ChunkJoins {
  double chunk_s = 0;
  size_t count = 0;
  size_t audible = 0;  // as find_joins counts
  Join strongest;
  std::vector<double> strengths;  // of all, in order
};

struct SoundReport {
  double seconds = 0;
  int rate_hz = 0;  // as it came
  SoundTempo tempo;
  SoundPitch pitch;
  SoundFeatures features;
  Loudness loudness;
  double onsets_per_second = 0;
  double first_onset_s = -1;  // -1 where there is none
  Stretch silence;
  Stretch gap;
  std::vector<Join> joins;
  std::optional<ChunkJoins> chunks;
};

// At any rate. Throws Error(kInput) for a chunk that is shorter than a hundredth of a second.
SoundReport listen_to(const Stereo& sound, const SoundReportOptions& options = {});

Json report_to_json(const SoundReport& report);  // levels of silence are null
std::string report_text(const SoundReport& report);

}  // namespace continuo
