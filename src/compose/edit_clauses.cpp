#include "compose/edit_clauses.h"

#include <algorithm>

#include "compose/edit_vocabulary.h"
#include "score/words.h"

namespace continuo {

namespace {

struct Spoken {
  std::string text;
  std::string plain;
  bool stop = false;  // after it
};

std::vector<Spoken> spoken_in(std::string_view text) {
  std::vector<Spoken> words;
  std::string word;
  const auto close = [&](bool stop) {
    words.push_back({word, plain_words(word), stop});
    word.clear();
  };
  for (const char c : text) {
    const bool stop = std::string_view(",;.\n!").find(c) != std::string_view::npos;
    if (stop || c == ' ') {
      close(stop);
    } else {
      word += c;
    }
  }
  close(true);
  return words;
}

// The "and" of "like drum and bass", not that of "louder drum and bass".
bool is_in_a_genre(const std::string& clause, const std::string& before, const std::string& after) {
  Words words = words_of(clause);
  if (take(words, ask_of)) return false;
  const std::string wanted = " " + before + " and " + after + " ";
  return std::any_of(genre_names().begin(), genre_names().end(), [&](std::string_view name) {
    return (" " + plain_words(name) + " ").find(wanted) != std::string::npos;
  });
}

}  // namespace

std::vector<std::string> clauses_of(std::string_view text) {
  std::vector<std::string> clauses;
  std::string current;
  const auto close = [&] {
    const Words words = words_of(current);
    const bool polite = words.size() == 1 && words[0] == "please";
    while (!current.empty() && current.back() == ' ') current.pop_back();
    if (!words.empty() && !polite) clauses.push_back(current);
    current.clear();
  };
  const std::vector<Spoken> spoken = spoken_in(text);
  for (size_t i = 0; i < spoken.size(); ++i) {
    const std::string& plain = spoken[i].plain;
    const bool between = i > 0 && !spoken[i - 1].stop && i + 1 < spoken.size();
    const bool joins = plain == "and" || plain == "but" || plain == "then" || plain == "plus";
    const bool in_a_name = between && plain == "and" &&
                           is_in_a_genre(current, spoken[i - 1].plain, spoken[i + 1].plain);
    if (joins && !in_a_name) {
      close();
    } else {
      current += spoken[i].text + " ";
    }
    if (spoken[i].stop) close();
  }
  close();
  return clauses;
}

}  // namespace continuo
