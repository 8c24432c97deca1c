// A prompt as words that can be compared, in any script: case, accents and widths folded.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace continuo {

// A run of letters, or of digits with the letters before them ("dx7", "b3"); "120bpm" is two words.
// '#', flat and sharp signs belong to the letter before them, a slash to the digits around it, and
// each Chinese or Japanese character stands alone. '&' between words is the word "and".
struct PromptWord {
  std::string text;  // folded: "flügel" is "flugel", "Bb" is "bb"
  size_t begin = 0;  // bytes of the prompt; an '&' has them too
  size_t end = 0;
  bool capital = false;       // its first letter is one
  bool after_break = true;    // punctuation that ends a thought, or nothing, stands before it
  bool after_hyphen = false;  // "-" and nothing else stands before it
};

// Bytes that are no UTF-8 stand between words. Reads at most kReadBytes: what is named stands early.
inline constexpr size_t kReadBytes = 16384;
std::vector<PromptWord> prompt_words(std::string_view prompt);

// The folded text of what a table writes, words joined by spaces: "Es-Dur" is "es dur".
std::string folded_words(std::string_view text);

bool is_number(std::string_view word);     // "96"
bool is_ideograph(std::string_view word);  // one Chinese or Japanese character
bool is_cyrillic(std::string_view word);

// What stands between words, as English writes it: ", " for the Chinese comma.
std::string plain_gap(std::string_view between);

}  // namespace continuo
