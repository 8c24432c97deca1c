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
  kCountry
};

// Drum notes for all bars of a score that has bars but need not have parts yet: the groove follows
// each bar's metre (odd ones by their pulses), section, intensity and dynamics, with fills into new
// sections and crashes on their first beat. density: level 0..7.
std::vector<Note> write_drums(const Score& score, DrumStyle style, int density, Rng& rng);

}  // namespace continuo
