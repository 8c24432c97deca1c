// The genres, in one table.
#include "arrange/genre_rows.h"

namespace continuo {

const std::vector<Genre>& genre_table() {
  static const std::vector<Genre> table = [] {
    std::vector<Genre> all = keyboard_and_roots();
    for (auto make : {band_genres, electronic_genres, concert_genres}) {
      for (Genre& genre : make()) all.push_back(std::move(genre));
    }
    return all;
  }();
  return table;
}

}  // namespace continuo
