#include "score/key.h"

#include <algorithm>

#include "base/error.h"
#include "score/words.h"

namespace continuo {

namespace {

constexpr std::array<std::string_view, 12> kSharpNames = {"C",  "C#", "D",  "D#", "E",  "F",
                                                          "F#", "G",  "G#", "A",  "A#", "B"};
constexpr std::array<std::string_view, 12> kFlatNames = {"C",  "Db", "D",  "Eb", "E",  "F",
                                                         "Gb", "G",  "Ab", "A",  "Bb", "B"};

// Semitones from the tonic of a mode up to the tonic of the major key with the same signature.
int steps_to_relative_major(Mode mode) {
  switch (mode) {
    case Mode::kMajor:
      return 0;
    case Mode::kDorian:
      return 10;
    case Mode::kPhrygian:
      return 8;
    case Mode::kLydian:
      return 7;
    case Mode::kMixolydian:
      return 5;
    case Mode::kMinor:
    case Mode::kHarmonicMinor:
    case Mode::kBlues:
      return 3;
  }
  return 0;
}

struct ModeWords {
  std::string_view words;
  Mode mode;
};

constexpr ModeWords kModeWords[] = {
    {"", Mode::kMajor},
    {"major", Mode::kMajor},
    {"maj", Mode::kMajor},
    {"dur", Mode::kMajor},
    {"ionian", Mode::kMajor},
    {"minor", Mode::kMinor},
    {"min", Mode::kMinor},
    {"m", Mode::kMinor},
    {"moll", Mode::kMinor},
    {"aeolian", Mode::kMinor},
    {"natural minor", Mode::kMinor},
    {"dorian", Mode::kDorian},
    {"phrygian", Mode::kPhrygian},
    {"lydian", Mode::kLydian},
    {"mixolydian", Mode::kMixolydian},
    {"harmonic minor", Mode::kHarmonicMinor},
    {"blues", Mode::kBlues},
    {"blues scale", Mode::kBlues},
};

// Takes "flat", "b", "sharp", "#" and their Unicode signs off the front; returns the semitones that
// they mean.
int take_accidental(std::string_view& rest, bool after_space) {
  struct Sign {
    std::string_view text;
    int semitones;
    bool word;
  };
  constexpr Sign kSigns[] = {{"flat", -1, true},   {"sharp", 1, true}, {"\u266D", -1, false},
                             {"\u266F", 1, false}, {"#", 1, false},    {"b", -1, false}};
  for (const Sign& sign : kSigns) {
    if (!rest.starts_with(sign.text)) continue;
    const std::string_view left = rest.substr(sign.text.size());
    // "a blues" is no A flat: a lone b counts only where it touches the letter, or stands as a word
    // of its own.
    if (sign.text == "b" && after_space && !left.empty() && left.front() != ' ') continue;
    if (sign.text == "b" && !after_space && left.starts_with("lues")) continue;
    rest = left;
    return sign.semitones;
  }
  return 0;
}

}  // namespace

const std::vector<int>& Key::scale() const {
  static const std::array<std::vector<int>, kModeCount> scales = {{
      {0, 2, 4, 5, 7, 9, 11},
      {0, 2, 3, 5, 7, 8, 10},
      {0, 2, 3, 5, 7, 9, 10},
      {0, 1, 3, 5, 7, 8, 10},
      {0, 2, 4, 6, 7, 9, 11},
      {0, 2, 4, 5, 7, 9, 10},
      {0, 2, 3, 5, 7, 8, 11},
      {0, 3, 5, 6, 7, 10},
  }};
  return scales.at(static_cast<size_t>(mode));
}

bool Key::contains(int pitch) const {
  const int step = ((pitch - tonic) % 12 + 12) % 12;
  return std::binary_search(scale().begin(), scale().end(), step);
}

bool Key::is_minor() const {
  const auto& steps = scale();
  return std::binary_search(steps.begin(), steps.end(), 3);
}

int Key::signature() const {
  constexpr std::array<int, 12> kSharpsOfMajor = {0, -5, 2, -3, 4, -1, 6, 1, -4, 3, -2, 5};
  const int sharps = kSharpsOfMajor[(tonic + steps_to_relative_major(mode)) % 12];
  // Six sharps or six flats: Eb minor and Bb phrygian are usual in flats, F# major in sharps.
  return sharps == 6 && (tonic == 3 || tonic == 10) ? -6 : sharps;
}

std::string Key::name() const {
  return std::string(pitch_class_name(tonic, signature() < 0)) + " " + std::string(mode_name(mode));
}

std::string_view mode_name(Mode mode) {
  constexpr std::array<std::string_view, kModeCount> kNames = {
      "major", "minor", "dorian", "phrygian", "lydian", "mixolydian", "harmonic minor", "blues"};
  return kNames.at(static_cast<size_t>(mode));
}

std::string_view pitch_class_name(int pitch_class, bool flats) {
  const auto at = static_cast<size_t>((pitch_class % 12 + 12) % 12);
  return flats ? kFlatNames[at] : kSharpNames[at];
}

Key parse_key(std::string_view text) {
  const std::string plain = plain_words(text);
  std::string_view rest = plain;
  if (!rest.empty() && rest.front() >= 'a' && rest.front() <= 'g') {
    constexpr std::array<int, 7> kLetters = {9, 11, 0, 2, 4, 5, 7};
    int tonic = kLetters[static_cast<size_t>(rest.front() - 'a')];
    rest.remove_prefix(1);
    const bool space = rest.starts_with(' ');
    if (space) rest.remove_prefix(1);
    tonic += take_accidental(rest, space);
    if (rest.starts_with(' ')) rest.remove_prefix(1);
    // Capital M is the one place where case decides: "DM" is D major, "Dm" D minor.
    if (rest == "m" && text.find('M') != std::string_view::npos) rest = "major";
    for (const ModeWords& entry : kModeWords) {
      if (entry.words == rest) return {(tonic + 12) % 12, entry.mode};
    }
  }
  fail(ErrorKind::kInput, "key",
       "\"{}\": expected a tonic and a mode, such as \"D minor\", \"Bb major\" or \"F# dorian\". "
       "Modes: major, minor, dorian, phrygian, lydian, mixolydian, harmonic minor, blues.",
       text.substr(0, 40));
}

}  // namespace continuo
