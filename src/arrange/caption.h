// Captions: what a listener could have asked for to get this piece. Every statement is true of the
// score by construction.
#pragma once

#include <string>
#include <vector>

#include "arrange/words.h"
#include "base/rng.h"
#include "score/score.h"

namespace continuo {

// What is known of a piece beside its notes, and which of its plan's fields are real. The strings
// outlive the call.
struct CaptionHints {
  std::vector<GenreWord> styles;  // what it may also be called: "nocturne", "battle theme"
  std::vector<std::string> moods;
  std::vector<std::string> uses;         // "for a church"
  std::vector<std::string> tempo_words;  // printed in the score: "andante"
  std::string composer;                  // surname: "in the style of Chopin"
  bool genre = true;                     // the plan's genre may be named
  bool tempo = true;
  bool metre = true;
  bool key = true;
  bool form = true;   // sections are composed, not guessed
  bool roles = true;  // parts' roles are composed, not guessed
};

// `count` captions, from two words to three sentences, each drawn anew; never empty.
std::vector<std::string> captions(const Score& score, int count, Rng& rng);
std::vector<std::string> captions(const Score& score, const CaptionHints& hints, int count,
                                  Rng& rng);

}  // namespace continuo
