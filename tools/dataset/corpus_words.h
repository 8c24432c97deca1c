// What a corpus file may be called: its genre, style words from titles and labels, and which of its facts are real.
#pragma once

#include "arrange/caption.h"
#include "corpus_index.h"
#include "score/score.h"

namespace continuo {

// A code of genre_names(), by source, labels and instruments; 0 where none suits.
int genre_of_entry(const CorpusEntry& entry, const Score& score);

// Whether the file's tempo was given by a person; the others have a converter's default.
bool has_real_tempo(const CorpusEntry& entry);

// The hints for captions. `key_is_clear` says whether the key may be stated.
CaptionHints hints_of_entry(const CorpusEntry& entry, const Score& score, bool key_is_clear);

}  // namespace continuo
