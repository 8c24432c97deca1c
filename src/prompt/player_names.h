// Names of players that score's table of instruments has not, and what only looks like one.
#pragma once

#include <vector>

#include "prompt/instrument_phrases.h"
#include "prompt/phrase_table.h"

namespace continuo {

inline constexpr int kFirstSoundEffect = 119;  // programs that are no instruments, but for the kit

struct PlayerNames {
  PhraseTable phrases;                     // each with the place of its meaning
  std::vector<InstrumentPhrase> meanings;  // begin and end unset; without players: no instrument
};
const PlayerNames& player_names();

}  // namespace continuo
