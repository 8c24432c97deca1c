// What is true of a score, in the form that captions are written from.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "arrange/caption.h"

namespace continuo {

// A statement about how the piece goes, as "it ..." and as "... with a ..." or "..., building up".
struct FormFact {
  std::string verb;  // "starts quietly and builds up"
  std::string tail;  // "with a quiet start and a big build-up"
};

struct CaptionFacts {
  Traits traits;
  std::vector<GenreWord> styles;
  std::vector<const MoodWord*> moods;
  std::vector<std::string> title_moods;  // from hints
  std::vector<std::string> tempo_words;
  std::vector<std::string> density_words;
  std::vector<std::string> brightness_words;
  std::vector<std::string> dynamics_words;
  std::vector<UseWord> uses;
  std::vector<std::string> title_uses;  // from hints
  std::vector<FormFact> form;
  std::vector<int> programs;   // that sound, the most prominent first
  std::vector<int> leads;      // programs that carry the melody
  std::optional<int> bpm;      // where one tempo holds
  std::optional<Metre> metre;  // where one metre holds
  std::optional<Key> key;
  std::string composer;
  bool drums = false;
  int bars = 0;
  double seconds = 0;
};

CaptionFacts caption_facts(const Score& score, const CaptionHints& hints);

}  // namespace continuo
