// Notes, bars, chords and parts of a whole piece. All times are ticks, 48 a quarter note, from the
// start of the piece.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "score/plan.h"

namespace continuo {

struct Note {
  int start = 0;      // ticks
  int duration = 0;   // ticks, at least 1
  int pitch = 60;     // MIDI note; for the drum kit, the General MIDI drum key
  int velocity = 80;  // 1..127
  auto operator<=>(const Note&) const = default;
};

struct Part {
  int program = 0;  // 0..127 or kDrumKit; unique in a score
  Role role = Role::kLead;
  std::vector<Note> notes;  // sorted by start, then pitch
  bool operator==(const Part&) const = default;
};

// In the order of their frame codes: append only.
enum class ChordQuality {
  kMajor,
  kMinor,
  kDiminished,
  kAugmented,
  kSus2,
  kSus4,
  kPower,
  kDominant7,
  kMajor7,
  kMinor7,
  kHalfDiminished7,
  kDiminished7,
  kMajor6,
  kMinor6,
  kDominant9,
  kMajor9,
  kMinor9,
  kAdd9,
  kDominant7Sus4,
  kMinorMajor7,
  kDominant7Flat9,
  kNone
};
inline constexpr int kChordQualityCount = 22;

struct Chord {
  int start = 0;  // ticks
  int root = 0;   // pitch class
  ChordQuality quality = ChordQuality::kMajor;
  int bass = 0;  // pitch class
  // Semitones above the root, ascending.
  const std::vector<int>& tones() const;
  bool contains(int pitch) const;
  std::string name() const;  // "F#m7", "C/G", "N.C."
  auto operator<=>(const Chord&) const = default;
};

struct Bar {
  int start = 0;  // ticks
  Metre metre;
  int bpm = 120;
  Key key;
  SectionKind section = SectionKind::kVerse;
  int bar_in_section = 0;
  int intensity = 4;  // level
  int dynamics = 4;   // level
  int end() const { return start + metre.bar_ticks(); }
  bool operator==(const Bar&) const = default;
};

struct Score {
  Plan plan;
  std::vector<Bar> bars;      // contiguous, ascending
  std::vector<Chord> chords;  // ascending; may be empty
  std::vector<Part> parts;    // ascending programs

  int end() const { return bars.empty() ? 0 : bars.back().end(); }
  // Seconds from the start of the piece to a tick, through the bars' tempos.
  double seconds_at(int tick) const;
  // The part of a program, made in its place where it is missing.
  Part& part(int program, Role role);
  size_t note_count() const;
  bool operator==(const Score&) const = default;
};

// The bars that a plan asks for, and its parts with no notes.
Score blank_score(const Plan& plan);

// Sorts parts, notes and chords, and merges doubles: parts of one program, notes of one start and
// pitch (the longest length and the loudest velocity stay), chords of one start (the first stays).
// Notes and chords that start outside the bars go; notes ring at most two bars over the end of the
// piece.
void tidy(Score& score);

// Measured levels, 0..7: notes a quarter note over all parts (logarithmic, a band's 0.5 to 16), and
// how high the pitched notes lie, weighted by length (3 where there are none). These define density
// and brightness for every training piece.
int density_level(const Score& score);
int brightness_level(const Score& score);

}  // namespace continuo
