// Keys and modes as pitch classes: C = 0.
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

namespace continuo {

// In the order of their frame codes: append only.
enum class Mode {
  kMajor,
  kMinor,
  kDorian,
  kPhrygian,
  kLydian,
  kMixolydian,
  kHarmonicMinor,
  kBlues
};
inline constexpr int kModeCount = 8;

struct Key {
  int tonic = 0;  // pitch class, 0..11
  Mode mode = Mode::kMajor;

  // Semitones above the tonic, ascending: seven, or six for blues.
  const std::vector<int>& scale() const;
  bool contains(int pitch) const;
  // True for modes with a minor third (minor, dorian, phrygian, harmonic minor, blues).
  bool is_minor() const;
  // Sharps of the key signature, flats as negative numbers, -6..6; modes take that of their
  // relative major, harmonic minor and blues that of minor.
  int signature() const;
  std::string name() const;  // "D minor", "Bb major", "F# dorian"
  bool operator==(const Key&) const = default;
};

std::string_view mode_name(Mode mode);
// The usual spelling of a pitch class in a key: Bb in F major, A# in B major.
std::string_view pitch_class_name(int pitch_class, bool flats);
// Parses "D minor", "Dm", "bb major", "F# dorian", "c"; throws Error(kInput) with examples.
Key parse_key(std::string_view text);

}  // namespace continuo
