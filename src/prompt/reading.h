// An English prompt under the eyes of those who look for what it names.
#pragma once

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "prompt/named.h"
#include "prompt/phrase_table.h"
#include "prompt/prompt_words.h"

namespace continuo {

class Reading {
 public:
  // Slips of the hand are mended (spelling.h).
  explicit Reading(std::string_view text);

  size_t size() const { return words_.size(); }
  const std::vector<PromptWord>& words() const { return words_; }
  // "" beyond either end.
  std::string_view word(size_t i) const { return i < size() ? words_[i].text : std::string_view(); }
  std::string_view before(size_t i) const { return i == 0 ? std::string_view() : word(i - 1); }
  // What stands between a word and the one before it; behind the last word what ends the prompt.
  std::string_view gap(size_t i) const;
  // The prompt ends there, or a thought does.
  bool ends_before(size_t i) const { return i >= size() || words_[i].after_break; }
  // Spaces and nothing else stand between a word and the one before it.
  bool touches(size_t i) const;
  bool capital(size_t i) const { return i < size() && words_[i].capital; }
  // More than one letter, and no small ones: "FM".
  bool all_capitals(size_t i) const;
  bool hyphen_before(size_t i) const { return i < size() && words_[i].after_hyphen; }
  bool is_one_of(size_t i, std::string_view spaced_words) const;
  // The words from there on, one after the other: "of the".
  bool goes(size_t i, std::string_view spaced_words) const;
  // The words of a stretch, with a space between them.
  std::string joined(size_t begin, size_t count) const;

 private:
  std::string_view text_;
  std::vector<PromptWord> words_;
};

// Whether a word is among those of a list with spaces between them.
bool among(std::string_view word, std::string_view spaced_words);

struct SpokenNumber {
  double value = 0;
  size_t words = 0;
};
// "96", "92.5", "ninety", "forty-five", "one hundred and twenty".
std::optional<SpokenNumber> number_at(const Reading& reading, size_t at);

// Whether the words just before say that it is not to be: "no", "without any", "instead of the".
bool is_denied(const Reading& reading, size_t at);
// Whether a list whose item [.., end) was denied denies the one at `begin` too: "no drums or bass".
bool goes_on_denied(const Reading& reading, size_t end, size_t begin);

void read_tempo(const Reading& reading, Named& named);
void read_metre(const Reading& reading, Named& named);
void read_key(const Reading& reading, Named& named);
void read_genre(const Reading& reading, Named& named);
void read_parts(const Reading& reading, Named& named);

}  // namespace continuo
