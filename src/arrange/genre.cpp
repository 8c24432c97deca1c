// Genres by their code.
#include "arrange/genre.h"

#include <algorithm>

namespace continuo {
namespace {

const Genre* row_named(std::string_view name) {
  for (const Genre& genre : genre_table()) {
    if (genre.name == name) return &genre;
  }
  return nullptr;
}

}  // namespace

const Genre& genre_of(int code) {
  static const std::vector<const Genre*> by_code = [] {
    std::vector<const Genre*> rows;
    for (std::string_view name : genre_names()) {
      const Genre* row = row_named(name);
      rows.push_back(row != nullptr ? row : row_named("pop ballad"));
    }
    return rows;
  }();
  return *by_code[static_cast<size_t>(std::clamp(code, 0, static_cast<int>(by_code.size()) - 1))];
}

Genre like(const Genre& row, std::string_view name) {
  Genre copy = row;
  copy.name = name;
  return copy;
}

const std::vector<int>& taught_genres() {
  static const std::vector<int> codes = [] {
    std::vector<int> known;
    for (size_t i = 1; i < genre_names().size(); ++i) {
      if (row_named(genre_names()[i]) != nullptr) known.push_back(static_cast<int>(i));
    }
    return known;
  }();
  return codes;
}

}  // namespace continuo
