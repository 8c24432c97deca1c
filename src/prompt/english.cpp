#include "prompt/english.h"

#include <string>
#include <unordered_set>

#include "arrange/words.h"
#include "prompt/language.h"
#include "prompt/prompt_words.h"
#include "score/instrument.h"

namespace continuo {

namespace {

const std::unordered_set<std::string>& english_words() {
  static const std::unordered_set<std::string> words = [] {
    std::unordered_set<std::string> known;
    const auto add = [&](std::string_view text) {
      for (const PromptWord& word : prompt_words(text)) known.insert(word.text);
    };
    add(kEnglishWords);
    for (const TempoWord& word : tempo_words()) add(word.text);
    for (const MoodWord& word : mood_words()) add(word.text);
    for (const auto* levels : {&density_words(), &brightness_words(), &dynamics_words()}) {
      for (const LevelWord& word : *levels) add(word.text);
    }
    for (const UseWord& word : use_words()) {
      add(word.phrase);
      add(word.tag);
    }
    for (const std::string_view genre : genre_names()) {
      add(genre);
      for (const GenreWord& word : genre_words(genre)) add(word.text);
    }
    for (int program = 0; program < kProgramCount; ++program) {
      add(instrument(program).name);
      for (const std::string_view word : instrument_words(program)) add(word);
    }
    for (const InstrumentClass& family : instrument_classes()) add(family.text);
    return known;
  }();
  return words;
}

}  // namespace

bool is_english(std::string_view word) {
  const auto& known = english_words();
  if (known.contains(std::string(word))) return true;
  return word.size() > 3 && word.ends_with('s') &&
         known.contains(std::string(word.substr(0, word.size() - 1)));
}

}  // namespace continuo
