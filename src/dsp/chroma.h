// The tune of a sound, as MusicGen's melody models hear it: how strong each pitch class is at every
// moment, and the strongest.
//
// Moment m lies at sample 4096 m of 32 kHz and hears 16384 samples around it; edges are mirrored,
// and a sound shorter than that stands in the middle of silence. Each bin of the power spectrum
// counts for the classes near it, in octaves, most around 880 Hz (librosa's chroma filters). The
// same as Hugging Face's MusicgenMelodyFeatureExtractor, and torchaudio and librosa under it.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace continuo {

inline constexpr int kChromaRate_hz = 32000;
inline constexpr size_t kChromaHop_samples = 4096;
inline constexpr size_t kChromaWindow_samples = 16384;
inline constexpr size_t kPitchClasses = 12;  // C, C#, D, ...

using Chroma = std::array<float, kPitchClasses>;

// Of each bin of the window's spectrum, 0 Hz first.
std::vector<Chroma> chroma_filters();
// Of every moment; the strongest class is 1, and in silence all are 0. Mono at kChromaRate_hz.
// Throws Error(kInput) for no samples.
std::vector<Chroma> chroma(std::span<const float> mono);
// The strongest class of every moment; the first of equals.
std::vector<int32_t> pitch_classes(std::span<const float> mono);

}  // namespace continuo
