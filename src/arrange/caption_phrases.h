// One statement of a caption in each shape that a sentence may need it in.
#pragma once

#include <string>
#include <vector>

#include "arrange/caption_facts.h"
#include "base/rng.h"

namespace continuo {

enum class CaptionField {
  kStyle,
  kMood,
  kTempoWord,
  kTempoNumber,
  kMetre,
  kKey,
  kInstruments,
  kDrums,
  kDensity,
  kBrightness,
  kDynamics,
  kUse,
  kForm,
  kLength,
  kComposer
};
inline constexpr int kCaptionFieldCount = 15;

// Empty strings are shapes that the statement does not take.
struct Phrase {
  CaptionField field;
  std::string tag;        // "132 bpm", between commas
  std::string adjective;  // "sad", before the noun
  std::string tail;       // "at 132 bpm", after the noun
  std::string sentence;   // "The tempo is 132 bpm", no full stop
};

// Draws a wording; empty where the facts have nothing to say about the field. kStyle is the head's
// (see caption.cpp).
std::vector<Phrase> phrases(CaptionField field, const CaptionFacts& facts, Rng& rng);

// The parts of phrases() that stand in caption_instruments.cpp.
std::vector<Phrase> instrument_phrases(const CaptionFacts& facts, Rng& rng);
std::vector<Phrase> drum_phrases(const CaptionFacts& facts, Rng& rng);

// "piano, bass and drums".
std::string joined(const std::vector<std::string>& words, std::string_view last);
// "a" or "an" before the words, by their sound.
std::string with_article(const std::string& words);

}  // namespace continuo
