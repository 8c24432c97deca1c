// A score as JSON, exactly: what the shelf keeps beside a take, since a MIDI file forgets roles and
// merges notes of one pitch that overlap. And as a page draws it.
#pragma once

#include <string>
#include <string_view>

#include "base/json_fields.h"
#include "score/score.h"

namespace continuo {

// Without chords, which nothing that reads this needs. Round trip exact but for them.
std::string score_to_json(const Score& score);
// Throws Error(kInput) where it is none.
Score score_from_json(std::string_view text);

// [[program, pitch, velocity, start, end], ...], by start, in sample frames from the score's
// beginning.
Json notes_json(const Score& score);
// The bars as the live socket tells them, in sample frames likewise.
Json bars_json(const Score& score);
// One of them; `bar.start` is of no meaning.
Json bar_json(int64_t number, uint64_t start, uint64_t end, const Bar& bar);

}  // namespace continuo
