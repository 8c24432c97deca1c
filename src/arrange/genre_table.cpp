// The genres, in one table.
#include "arrange/genre_rows.h"

#include <algorithm>

#include "base/error.h"

namespace continuo {
namespace {

const Genre& row_of(const std::vector<Genre>& rows, std::string_view name) {
  const auto row = std::find_if(rows.begin(), rows.end(),
                                [name](const Genre& genre) { return genre.name == name; });
  if (row == rows.end())
    fail(ErrorKind::kInternal, "genres", "row: expected one before this, found no {}.", name);
  return *row;
}

}  // namespace

Genre& RowBook::like(std::string_view other, std::string_view name) {
  // A copy first: the row that it comes from moves when the table grows.
  Genre row = continuo::like(row_of(rows_, other), name);
  rows_.push_back(std::move(row));
  return rows_.back();
}

Genre& RowBook::family(std::string_view other, std::string_view name) {
  Genre& row = like(other, name);
  row.family = name;
  return row;
}

namespace rows {

void pace(Genre& genre, int slowest, int typical, int fastest) {
  genre.slowest = slowest;
  genre.typical = typical;
  genre.fastest = fastest;
}

void seat(Genre& genre, Role role, std::vector<int> programs, double chance) {
  for (Chair& chair : genre.chairs) {
    if (chair.role != role) continue;
    chair.programs = std::move(programs);
    chair.chance = chance;
    return;
  }
  genre.chairs.push_back({role, chance, std::move(programs)});
}

void leave(Genre& genre, Role role) {
  std::erase_if(genre.chairs, [role](const Chair& chair) { return chair.role == role; });
  if (role == Role::kDrums) genre.drums_chance = 0;
}

}  // namespace rows

const std::vector<Genre>& genre_table() {
  static const std::vector<Genre> table = [] {
    std::vector<Genre> all = keyboard_and_roots();
    for (auto make : {band_genres, electronic_genres, concert_genres}) {
      for (Genre& genre : make()) all.push_back(std::move(genre));
    }
    for (Genre& genre : all) genre.family = genre.name;
    RowBook book(all);
    for (auto add : {add_jazz_and_soul, add_songs_and_guitars, add_clubs_and_beats,
                     add_concert_and_screen, add_latin_and_caribbean, add_folk, add_peoples})
      add(book);
    return all;
  }();
  return table;
}

}  // namespace continuo
