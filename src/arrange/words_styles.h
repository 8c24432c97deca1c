// Rows of words for genres, in two files: the first families (words_genre.cpp) and all that came to
// them.
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

}  // namespace continuo
