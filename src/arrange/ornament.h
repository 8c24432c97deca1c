// What a tradition does to a tune: small notes before main ones, and the same tune in other hands.
#pragma once

#include <vector>

#include "arrange/melody.h"

namespace continuo {

// Small notes on the beat where there is room, by the request's kind and chance.
void add_graces(const Score& score, const MelodyRequest& request, std::vector<Note>& notes,
                Rng& rng);

// The lead's tune as another player has it: in unison or octaves, simpler here and richer there.
std::vector<Note> heterophony(const Score& score, const std::vector<Note>& lead,
                              const Register& range, Gamut gamut, Rng& rng);

}  // namespace continuo
