// Drum grooves as data: step strings a voice, and how they are laid into any metre.
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "arrange/drums.h"
#include "arrange/grid.h"
#include "score/metre.h"

namespace continuo {

// General MIDI percussion keys.
enum DrumKey : int {
  kKick = 36,
  kSideStick = 37,
  kSnare = 38,
  kClap = 39,
  kElectricSnare = 40,
  kLowFloorTom = 41,
  kClosedHat = 42,
  kHighFloorTom = 43,
  kPedalHat = 44,
  kLowTom = 45,
  kOpenHat = 46,
  kLowMidTom = 47,
  kHighMidTom = 48,
  kCrash = 49,
  kHighTom = 50,
  kRide = 51,
  kChina = 52,
  kRideBell = 53,
  kTambourine = 54,
  kSplash = 55,
  kCowbell = 56,
  kSecondCrash = 57,
  kConcertBassDrum = 35,
  kHighBongo = 60,
  kLowBongo = 61,
  kMuteConga = 62,
  kOpenConga = 63,
  kLowConga = 64,
  kHighTimbale = 65,
  kLowTimbale = 66,
  kHighAgogo = 67,
  kLowAgogo = 68,
  kCabasa = 69,
  kMaracas = 70,
  kShortGuiro = 73,
  kLongGuiro = 74,
  kClaves = 75,
  kHighWoodBlock = 76,
  kLowWoodBlock = 77,
  kMuteCuica = 78,
  kOpenCuica = 79,
  kMuteTriangle = 80,
  kTriangle = 81,
  kNoDrum = 0
};

inline constexpr int kStepTicks = kTicksPerQuarter / 4;

// Levels at which a line plays, both ends included.
struct LevelRange {
  int low = 0;
  int high = 7;
  bool contains(int level) const { return level >= low && level <= high; }
};

// One voice of a groove. Steps are sixteenths; spaces are for the eye.
//   X accent   x hit   o soft hit   g ghost   . rest
//   ? hit in some bars     q ghost in some bars     (chosen once a section, so that the groove
//   repeats) d two strokes in the step     t three strokes over this step and the next     f flam
// `four` holds one, two or four bars of 4/4. The others are written where the rule of lay_out()
// does not do: `three` a bar of 3/4, `six` a bar of 6/8 (or 12/8), `seven` a bar of 7/8 as 2+2+3.
struct GrooveLine {
  DrumKey key = kKick;
  LevelRange intensity;
  LevelRange density;
  std::string_view four;
  std::string_view three = {};
  std::string_view six = {};
  std::string_view seven = {};
};

enum class FillKind {
  kNone,
  kToms,
  kSnare,
  kJazz,
  kBrush,
  kLatin,
  kMachine,
  kRoll,
  kHandHeld,
  kWood
};

struct Groove {
  std::span<const GrooveLine> lines;
  FillKind fill = FillKind::kToms;
  DrumKey crash = kCrash;     // marks a new section ...
  int crash_from = 3;         // ... from this intensity; 8 never
  DrumKey solo_time = kRide;  // what the closed hat becomes in solos
  int chorus_ride_from = 8;   // intensity from which choruses and drops move the hat to solo_time
  DrumKey build = kSnare;     // what rolls in a build; kNoDrum where the style has none
  double kick_share = 1.0;  // loudness of the kick against the snare: feet are softer than machines
};

const Groove& groove(DrumStyle style);

struct Step {
  int tick = 0;  // from the bar line
  char symbol = '.';
};

// The steps of a line in one bar, rests left out. Beats of a quarter come from `four` and `three`
// (5 = 3 + 2, 7 = 4 + 3), dotted pulses from `six`, and mixed pulses each from the cell of their
// length, strong and back in turn, so that an odd metre keeps its own downbeats.
std::vector<Step> lay_out(const GrooveLine& line, const Metre& metre, int bar_in_section,
                          bool aksak = false);

// True for voices that keep time (hats, rides, shakers): in dotted pulses these play all three
// eighths.
bool keeps_time(DrumKey key);

}  // namespace continuo
