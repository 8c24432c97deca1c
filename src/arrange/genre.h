// What makes a genre, as data: tempo, metres, modes, line-ups, drums, feel, harmony, patterns and
// forms.
#pragma once

#include <array>
#include <string_view>
#include <vector>

#include "arrange/drums.h"
#include "arrange/humanise.h"
#include "score/instrument.h"
#include "score/plan.h"

namespace continuo {

enum class HarmonyStyle {
  kPop,
  kFolk,
  kJazz,
  kRagtime,
  kClassical,
  kBlues,
  kModal,
  kCinematic,
  kLoop,
  kRock,
  kSoul,
  kGospel,
  kDooWop,
  kSalsa,
  kTango,
  kFlamenco,
  kBaroque,
  kRomantic,
  kImpressionist,
  kMetal,
  kTrance,
  kDrone,
  kPentatonic
};
inline constexpr int kHarmonyStyleCount = static_cast<int>(HarmonyStyle::kPentatonic) + 1;

enum class CompStyle {
  kBlock,
  kStrum,
  kStride,
  kSwing,
  kBossa,
  kSkank,
  kOffbeat,
  kFunk,
  kPowerEighths,
  kOomPah,
  kAlberti,
  kBroken,
  kFingerpick,
  kLong,
  kStabs,
  kPulse,
  kBoogie,
  kLaidBack,
  kChug,
  kChorale,
  kMontuno,
  kSamba,
  kMarcato,
  kSincopa,
  kBolero,
  kSka,
  kBubble,
  kGospel,
  kBackbeat,
  kTriplets,
  kGate,
  kHousePiano,
  kContinuo,
  kRomantic,
  kNocturne,
  kImpressionist,
  kBoomChick,
  kBanjoRoll,
  kVienna,
  kRasgueado,
  kTanpura,
  kKoto,
  kPompe,
  kHighlife,
  kTremolo,
  kBreakdown,
  kGallop,
  kTresillo,
  kOstinato
};
inline constexpr int kCompStyleCount = static_cast<int>(CompStyle::kOstinato) + 1;

enum class BassStyle {
  kRoots,
  kRootFifth,
  kWalking,
  kEighths,
  kOctaves,
  kBossa,
  kPedal,
  kSixteenths,
  kSyncopated,
  kReggae,
  kFunk,
  kSubs,
  kOffbeat,
  kMelodic,
  kTumbao,
  kSamba,
  kMarcato,
  kHabanera,
  kSka,
  kDub,
  kMotown,
  kGospel,
  kPsy,
  kAcid,
  kContinuo,
  kBoogie,
  kTresillo,
  kCumbia,
  kAfrobeat,
  kGallop,
  kSlides,
  kDeep,
  kStomp
};
inline constexpr int kBassStyleCount = static_cast<int>(BassStyle::kStomp) + 1;

// Steps of the scale that melodies keep to, where a tradition leaves some out. Each is read on the
// key's tonic and has a form for major and one for minor keys.
enum class Gamut {
  kWhole,
  kPentatonic,  // C D E G A; in minor A C D E G
  kJapanese     // yo, D E G A B; in minor hirajoshi, D E F A Bb; in phrygian in, D Eb G A Bb
};

// Small notes before main ones.
enum class Grace {
  kNone,
  kCut,      // Irish: a flick from above
  kMordent,  // baroque: main, lower, main
  kSlide     // from the step below
};

// Shapes of whole pieces; form.cpp writes out the sections.
enum class Form {
  kSong,
  kStrains,
  kChoruses,
  kBuildUp,
  kArch,
  kThemeVariations,
  kLoop,
  kShort,
  kBallad
};

// One chair of the band: who may sit there, and how often it is taken.
struct Chair {
  Role role = Role::kLead;
  double chance = 1;
  std::vector<int> programs;
};

struct MetreChoice {
  Metre metre;
  double weight = 1;
};

struct Genre {
  std::string_view name;
  std::string_view family;  // "jazz" for bebop; a family's own row bears its name
  int slowest = 70;
  int typical = 110;
  int fastest = 150;
  std::vector<MetreChoice> metres;
  std::array<double, kModeCount> modes = {1, 1, 0, 0, 0, 0, 0, 0};
  std::vector<Chair> chairs;
  std::vector<int> soloists;                   // programs that can carry a piece alone
  std::array<double, 4> sizes = {1, 1, 1, 5};  // solo, duo, trio, band
  double drums_chance = 0.8;
  std::vector<DrumStyle> drums = {DrumStyle::kPop};
  Feel feel;
  std::vector<HarmonyStyle> harmony = {HarmonyStyle::kPop};
  int colour = 1;             // 0 triads, 1 a few sevenths, 2 sevenths, 3 ninths
  double slow_harmony = 0.1;  // chance that a chord lasts two bars
  double fast_harmony = 0.1;  // chance of two chords a bar
  std::vector<CompStyle> comping = {CompStyle::kBlock};
  std::vector<BassStyle> bass = {BassStyle::kRoots};
  std::vector<Form> forms = {Form::kSong};
  double syncopation = 0.3;  // of melodies, 0..1
  double busy = 0.5;         // of melodies, 0..1
  double chromatic = 0.05;   // chance of a chromatic approach to a strong melody note
  double melodic = 0.9;      // chance that a section has its melody
  Grace grace = Grace::kNone;
  double graces = 0;  // chance of one before a note that has room
  Gamut gamut = Gamut::kWhole;
  bool heterophony = false;  // second voices play the tune too, each in its own way
  bool strict = false;    // voices led as in a harmony book: no parallel fifths or octaves outside
  int low_intensity = 2;  // levels between which sections lie
  int high_intensity = 6;
};

// A new row that plays as another does until it is told otherwise: of the same family, by default.
Genre like(const Genre& row, std::string_view name);

// The genre table's row for a code of genre_names(); for 0 and for genres without a row, a plain
// band's.
const Genre& genre_of(int code);
// Codes of the genres that have a row, ascending.
const std::vector<int>& taught_genres();
// The table itself.
const std::vector<Genre>& genre_table();

}  // namespace continuo
