// Hears where notes and strokes begin in sound: rises of the spectrum against what each band is
// used to.
//
// Spectral flux with a maximum over neighbouring bands, so that vibrato is no onset: Boeck and
// Widmer, "Maximum filter vibrato suppression for onset detection", 2013.
#pragma once

#include <vector>

#include "dsp/stereo.h"
#include "listen/tempo_detector.h"

namespace continuo {

// How much the bands rise, 200 times a second, on average over the bands; in factors of e.
inline constexpr size_t kFluxHopFrames = 240;
inline constexpr double kFluxRateHz = 200;
std::vector<float> spectral_flux(const Stereo& sound);

struct OnsetOptions {
  double threshold = 0.06;   // of the flux over its surroundings
  double closest_s = 0.030;  // closer rises are one
};
// Ascending; the strength is the flux at its peak. The sound must be at kListenRateHz. The same
// sound at another level has the same onsets.
std::vector<Onset> sound_onsets(const Stereo& sound, const OnsetOptions& options = {});
std::vector<Onset> onsets_of_flux(const std::vector<float>& flux, const OnsetOptions& options = {});

}  // namespace continuo
