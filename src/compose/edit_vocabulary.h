// The words that edits are asked with: what is to happen, ways to play, styles.
#pragma once

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "compose/edit.h"

namespace continuo {

using Words = std::vector<std::string>;

Words words_of(std::string_view text);
std::string phrase_of(const Words& words, size_t first, size_t count);
std::string phrase_of(const Words& words);

inline constexpr size_t kLongestPhrase = 4;  // words

// The longest run of words for which `known` finds something, taken out of them.
template <typename Known>
auto take(Words& words, const Known& known) -> decltype(known(std::string())) {
  for (size_t count = std::min(kLongestPhrase, words.size()); count > 0; --count) {
    for (size_t first = 0; first + count <= words.size(); ++first) {
      auto found = known(phrase_of(words, first, count));
      if (!found) continue;
      const auto begin = words.begin() + static_cast<std::ptrdiff_t>(first);
      words.erase(begin, begin + static_cast<std::ptrdiff_t>(count));
      return found;
    }
  }
  return {};
}

// What words ask for; the longest phrase that a clause holds wins.
std::optional<Action> ask_of(const std::string& phrase);

// Ways to play that say who does it and in which style.
struct Way {
  std::string_view phrase;
  int program;  // where the words name no instrument; -1: only the role is said
  Role role;
  std::string_view genre;
  int intensity = 0;  // busier or sparser than the rest
};

std::optional<const Way*> way_of(const std::string& phrase);

// A genre by its name or by what people call it.
std::optional<int> genre_called(const std::string& phrase);

bool is_filler(const std::string& word);

// What cannot be asked of some bars: tempo, key and metre.
bool is_of_the_whole(std::string_view word);

// Whether any table of words for music knows some of these.
bool describes(const Words& clause);

}  // namespace continuo
