// Rows of words for genres: the first families' stand in words_genre.cpp, those of all that came to
// them in two more files.
#pragma once

#include <string_view>
#include <vector>

#include "arrange/words.h"

namespace continuo {

struct GenreWords {
  std::string_view name;
  std::vector<GenreWord> words;
};

const std::vector<GenreWords>& style_words();
const std::vector<GenreWords>& world_style_words();

}  // namespace continuo
