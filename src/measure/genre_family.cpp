#include "measure/genre_family.h"

#include <algorithm>
#include <array>

#include "score/plan.h"

namespace continuo {

namespace {

// What people ask for by these names, whether or not plans have a genre for it.
constexpr std::array<std::string_view, 17> kAskedFor{
    "trance",      "trap",        "soul",    "ska",     "samba",          "salsa",
    "big band",    "tango",       "gospel",  "baroque", "romantic piano", "irish folk",
    "balkan folk", "nordic folk", "trailer", "indian",  "east asian"};

}  // namespace

bool is_genre(std::string_view name) {
  return genre_code(name) != 0 ||
         std::find(kAskedFor.begin(), kAskedFor.end(), name) != kAskedFor.end();
}

std::string_view genre_family_of(std::string_view name) { return name; }

bool genre_meets(std::string_view wished, std::string_view played) {
  return wished == played || wished == genre_family_of(played);
}

}  // namespace continuo
