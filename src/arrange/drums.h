// Drum kit grooves with fills, written straight (swing and human timing come after, see
// humanise.h).
#pragma once

#include <vector>

#include "base/rng.h"
#include "score/score.h"

namespace continuo {

enum class DrumStyle {
  kNone,
  kPop,
  kRock,
  kMetal,
  kSwing,
  kBrushes,
  kBossa,
  kSamba,
  kFourOnFloor,
  kTechno,
  kSynthPop,
  kLofi,
  kHipHop,
  kTrap,
  kFunk,
  kDisco,
  kDrumAndBass,
  kReggae,
  kFolk,
  kMarch,
  kWaltz,
  kOrchestral,
  kRagtime,
  kAmbient,
  kBallad,
  kCountry,
  // Jazz, blues, soul and church.
  kBigBand,
  kBebop,
  kSecondLine,
  kLatinJazz,
  kShuffle,
  kRockAndRoll,
  kMotown,
  kSoul,
  kNeoSoul,
  kAfrobeat,
  kShout,
  // Beats and clubs.
  kBoomBap,
  kDrill,
  kPhonk,
  kMinimal,
  kElectro,
  kDeepHouse,
  kAmapiano,
  kTrance,
  kPsytrance,
  kBreakbeat,
  kTwoStep,
  kDubstep,
  kJungle,
  // Guitars.
  kPunk,
  kSurf,
  kHalfTime,
  kBlast,
  kGallop,
  kBreakdown,
  // Jamaica.
  kSka,
  kRocksteady,
  kSteppers,
  kDub,
  kDancehall,
  // Latin America and Spain.
  kSalsa,
  kSon,
  kChaCha,
  kBolero,
  kBatucada,
  kChoro,
  kReggaeton,
  kCumbia,
  kBachata,
  kMerengue,
  kTango,
  kFlamenco,
  // Dances of Europe.
  kJig,
  kReel,
  kPolka,
  kBalkan,
  kNordic,
  kKlezmer,
  kStomp,
  // Asia and Africa.
  kTabla,
  kBhangra,
  kTaiko,
  kChinese,
  kJangdan,
  kDarbuka,
  kBell,
  kHighlife,
  // Screen, parade and hands.
  kTrailer,
  kDrumline,
  kHandDrums
};
inline constexpr int kDrumStyleCount = static_cast<int>(DrumStyle::kHandDrums) + 1;

// Drum notes for all bars of a score that has bars but need not have parts yet: the groove follows
// each bar's metre (odd ones by their pulses), section, intensity and dynamics, with fills into new
// sections and crashes on their first beat. density: level 0..7.
std::vector<Note> write_drums(const Score& score, DrumStyle style, int density, Rng& rng,
                              bool aksak = false);

}  // namespace continuo
