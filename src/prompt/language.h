// A language's words about music with their English, as its file writes them down.
#pragma once

#include <string_view>
#include <vector>

namespace continuo {

// The table has a line for each English word, "slow: langsam~ | gemächlich~", under the heading of
// its class: [nouns], [adjectives], [adverbs] (which belong to the adjective that follows) and
// [small words] (which alone are no sign of the language). '~' stands for any of the endings; "-" as
// English drops the word. Of two lines with the same form the first counts.
struct Language {
  std::string_view name;
  std::string_view endings;
  std::string_view table;
  bool compounds = false;          // "Klaviermusik" is Klavier and Musik
  bool adjectives_follow = false;  // "musique lente"
};

extern const Language kGerman, kFrench, kSpanish, kItalian, kPortuguese, kRussian, kChinese;

// English words that a prompt may have, with spaces between them: a word of another language that
// is among them is no sign of it.
extern const std::string_view kEnglishWords;

}  // namespace continuo
