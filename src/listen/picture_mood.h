// What a picture's colours, light and contrasts would be as music. By measure and by rule, not by
// recognition: a sunset and an orange are the same here, and the words say how it was read.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "listen/picture.h"
#include "score/plan.h"

namespace continuo {

// All 0..1, but for warmth.
struct PictureTraits {
  double brightness = 0;    // mean luma
  double contrast = 0;      // spread of luma: 1 for half black, half white
  double saturation = 0;    // mean distance between the strongest and the weakest primary
  double warmth = 0;        // -1 (blue) .. 1 (red, yellow), by how strong colours are
  double edges = 0;         // share of places where luma leaps
  std::string_view colour;  // "red", "orange", ..., "grey" where there is hardly any
};

PictureTraits measure_picture(const Picture& picture);
// Means of several, so that none counts more.
PictureTraits together(std::span<const PictureTraits> pictures);

// Where the music goes, -1..1: 0 leaves it as it is.
struct PictureMood {
  double valence = 0;    // minor .. major
  double arousal = 0;    // slow and soft .. fast and loud
  double density = 0;    // sparse .. busy
  double register_ = 0;  // low .. high
};

PictureMood mood_of(const PictureTraits& traits);

// The fields of a plan that words have said nothing of.
struct OpenFields {
  bool mode = true;
  bool tempo = true;
  bool density = true;
  bool brightness = true;
  bool dynamics = true;
};

// Moves a plan: the open fields alone, each in its range. Returns what was done in words: "slower",
// "minor", ...; empty where nothing was.
std::vector<std::string> move_plan(Plan& plan, const PictureMood& mood, const OpenFields& open);

// Words for the model that reads prompts: "dark, slow, sparse".
std::vector<std::string> mood_words_of(const PictureMood& mood, const OpenFields& open);

// "The picture is dark and blue with soft contrast and few edges"; `count` above 1: "The 3 pictures
// together are ...".
std::string describe(const PictureTraits& traits, size_t count);

}  // namespace continuo
