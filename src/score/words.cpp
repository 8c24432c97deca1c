#include "score/words.h"

#include <algorithm>
#include <numeric>

namespace continuo {

namespace {

bool is_word_byte(char c) {
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '#' || c == '/' ||
         static_cast<unsigned char>(c) >= 0x80;
}

size_t edit_distance(std::string_view a, std::string_view b) {
  std::vector<size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), size_t{0});
  for (size_t i = 1; i <= a.size(); ++i) {
    size_t diagonal = row[0];
    row[0] = i;
    for (size_t j = 1; j <= b.size(); ++j) {
      const size_t replaced = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
      diagonal = row[j];
      row[j] = std::min({replaced, row[j] + 1, row[j - 1] + 1});
    }
  }
  return row[b.size()];
}

}  // namespace

std::string plain_words(std::string_view text) {
  std::string plain;
  for (char c : text) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    if (is_word_byte(c)) {
      plain += c;
    } else if (!plain.empty() && plain.back() != ' ') {
      plain += ' ';
    }
  }
  if (!plain.empty() && plain.back() == ' ') plain.pop_back();
  return plain;
}

std::vector<std::string> near_matches(std::string_view word,
                                      const std::vector<std::string_view>& candidates,
                                      size_t most) {
  // The distance costs the product of the lengths, so a pasted paragraph is not a misspelt word.
  if (word.size() > 64) return {};
  struct Match {
    size_t distance;
    std::string_view text;
  };
  std::vector<Match> matches;
  for (std::string_view candidate : candidates) {
    const size_t distance = edit_distance(word, candidate);
    if (distance <= 1 + std::min(word.size(), candidate.size()) / 3) {
      matches.push_back({distance, candidate});
    }
  }
  std::stable_sort(matches.begin(), matches.end(),
                   [](const Match& a, const Match& b) { return a.distance < b.distance; });
  std::vector<std::string> best;
  for (const Match& match : matches) {
    if (best.size() == most) break;
    if (std::find(best.begin(), best.end(), match.text) == best.end()) {
      best.emplace_back(match.text);
    }
  }
  return best;
}

}  // namespace continuo
