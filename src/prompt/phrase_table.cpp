#include "prompt/phrase_table.h"

#include <algorithm>

#include "base/text.h"

namespace continuo {

namespace {

constexpr size_t kShortestStem_bytes = 2;

std::vector<std::string_view> pieces_of(std::string_view text) {
  std::vector<std::string_view> pieces;
  for (size_t at = 0; at < text.size();) {
    const size_t end = std::min(text.find(' ', at), text.size());
    if (end > at) pieces.push_back(text.substr(at, end - at));
    at = end + 1;
  }
  return pieces;
}

}  // namespace

PhraseTable::PhraseTable(std::string_view endings, bool umlauts) : umlauts_(umlauts) {
  for (const std::string_view ending : pieces_of(endings)) endings_.push_back(folded_words(ending));
}

void PhraseTable::add(std::string_view phrase, int value) {
  size_t node = 0;
  for (const std::string_view piece : pieces_of(phrase)) {
    const std::vector<PromptWord> words = prompt_words(piece);
    for (size_t i = 0; i < words.size(); ++i) {
      const bool stem = piece.ends_with('~') && i + 1 == words.size();
      const std::string key = words[i].text + (stem ? "~" : "");
      const auto [found, is_new] = nodes_[node].next.emplace(key, nodes_.size());
      node = found->second;
      if (is_new) nodes_.emplace_back();
    }
  }
  if (node != 0 && !nodes_[node].value) nodes_[node].value = value;
}

std::vector<std::string> PhraseTable::keys_of(const std::string& word) const {
  std::vector<std::string> keys = {word, word + "~"};
  const auto add_stems = [&](const std::string& whole) {
    for (const std::string& ending : endings_) {
      if (whole.size() >= ending.size() + kShortestStem_bytes && whole.ends_with(ending))
        keys.push_back(whole.substr(0, whole.size() - ending.size()) + "~");
    }
  };
  add_stems(word);
  if (umlauts_) {
    std::string plain = word;
    for (const std::string_view vowel : {"a", "o", "u"})
      plain = replaced(plain, std::string(vowel) + "e", vowel);
    if (plain != word) {
      keys.push_back(plain);
      keys.push_back(plain + "~");
      add_stems(plain);
    }
  }
  return keys;
}

void PhraseTable::search(std::span<const PromptWord> words, size_t begin, size_t at, size_t node,
                         std::optional<Match>& best) const {
  const size_t length = at - begin;
  if (nodes_[node].value && (!best || length > best->words))
    best = Match{*nodes_[node].value, length};
  if (at >= words.size() || (at > begin && words[at].after_break)) return;
  if (nodes_[node].next.empty()) return;
  for (const std::string& key : keys_of(words[at].text)) {
    const auto found = nodes_[node].next.find(key);
    if (found != nodes_[node].next.end()) search(words, begin, at + 1, found->second, best);
  }
}

std::optional<PhraseTable::Match> PhraseTable::longest_at(std::span<const PromptWord> words,
                                                          size_t at) const {
  std::optional<Match> best;
  search(words, at, at, 0, best);
  return best;
}

std::optional<int> PhraseTable::value_of(std::string_view phrase) const {
  const std::vector<PromptWord> words = prompt_words(phrase);
  const std::optional<Match> match = longest_at(words, 0);
  if (!match || match->words != words.size()) return std::nullopt;
  return match->value;
}

}  // namespace continuo
