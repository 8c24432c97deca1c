#include "prompt/spelling.h"

#include <algorithm>
#include <array>

#include "prompt/english.h"

namespace continuo {

namespace {

// Long enough not to be one slip away from another word.
constexpr std::array<std::string_view, 50> kNames = {
    "accordion", "acoustic",  "ambient",     "bagpipes",     "banjo",     "bassoon",
    "cello",     "chiptune",  "cinematic",   "clarinet",     "classical", "country",
    "dorian",    "drums",     "electric",    "electronic",   "flute",     "guitar",
    "guitars",   "harmonica", "harpsichord", "instrumental", "lullaby",   "mandolin",
    "marimba",   "oboe",      "orchestra",   "orchestral",   "organ",     "percussion",
    "piano",     "pianos",    "ragtime",     "reggae",       "saxophone", "solo",
    "strings",   "symphony",  "synth",       "synthesizer",  "techno",    "tempo",
    "trombone",  "trumpet",   "ukulele",     "violin",       "violins",   "waltz",
    "without",   "xylophone"};
constexpr size_t kShortest = 5;

// One letter inserted, removed or replaced, or two neighbours exchanged.
bool is_one_slip(std::string_view a, std::string_view b) {
  if (a.size() > b.size()) std::swap(a, b);
  if (b.size() - a.size() > 1) return false;
  size_t i = 0;
  while (i < a.size() && a[i] == b[i]) ++i;
  if (a.size() < b.size()) return a.substr(i) == b.substr(i + 1);
  if (i >= a.size()) return false;
  if (a.substr(i + 1) == b.substr(i + 1)) return true;
  return i + 1 < a.size() && a[i] == b[i + 1] && a[i + 1] == b[i] &&
         a.substr(i + 2) == b.substr(i + 2);
}

}  // namespace

std::string_view spelt(std::string_view word) {
  if (word.size() < kShortest || is_english(word)) return word;
  for (const std::string_view name : kNames) {
    if (name.size() >= kShortest && name[0] == word[0] && is_one_slip(word, name)) return name;
  }
  return word;
}

}  // namespace continuo
