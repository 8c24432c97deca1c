// Genres by name, and the families that sub-styles belong to: what a wish for a genre is met by.
#pragma once

#include <string_view>

namespace continuo {

// Whether a wish may name it: a genre of plans, or one that plans do not know yet, which is then a
// wish that no piece meets.
bool is_genre(std::string_view name);

// The family of a genre, "jazz" for "bebop"; a genre that is no sub-style is its own family.
std::string_view genre_family_of(std::string_view name);

// A wish for a family is met by all its genres, a wish for a sub-style by itself alone.
bool genre_meets(std::string_view wished, std::string_view played);

}  // namespace continuo
