#include "text/precompiled_charsmap.h"

#include "base/error.h"
#include "base/text.h"
#include "text/charsmap_trie.h"
#include "text/utf8.h"

namespace continuo {

namespace {

// A longer cluster is taken character by character.
constexpr size_t kClusterLimitBytes = 6;
constexpr size_t kMostBytes = size_t{4} << 20;  // NFKC takes a quarter of one
constexpr size_t kLongestTextBytes = 256;       // U+FDFA becomes 33

uint32_t read_u32(std::string_view bytes) {
  uint32_t value = 0;
  for (size_t i = 4; i-- > 0;) value = value << 8 | static_cast<uint8_t>(bytes[i]);
  return value;
}

}  // namespace

PrecompiledCharsmap::PrecompiledCharsmap(std::string_view table, const std::string& where) {
  const size_t trie_bytes = table.size() < 4 ? 0 : read_u32(table);
  if (table.size() > kMostBytes || trie_bytes < 4 || trie_bytes % 4 != 0 ||
      trie_bytes > table.size() - 4) {
    fail(ErrorKind::kInput, "tokenizer",
         "{}: expected a trie and texts in {} bytes, found a trie of {}.", where, table.size(),
         trie_bytes);
  }
  for (size_t i = 4; i < 4 + trie_bytes; i += 4) trie_.push_back(read_u32(table.substr(i, 4)));
  texts_ = table.substr(4 + trie_bytes);
  bool fits = is_utf8(texts_) && texts_.ends_with('\0');
  for (size_t begin = 0; fits && begin < texts_.size(); begin = texts_.find('\0', begin) + 1)
    fits = texts_.find('\0', begin) - begin <= kLongestTextBytes;
  if (!fits) {
    fail(ErrorKind::kInput, "tokenizer", "{}: expected texts in UTF-8 of at most {} bytes each.",
         where, kLongestTextBytes);
  }
  check_trie(trie_, texts_, where);
}

std::optional<std::string_view> PrecompiledCharsmap::find(std::string_view bytes) const {
  size_t at = TrieUnit{trie_[0]}.offset();
  for (const char c : bytes) {
    const auto byte = static_cast<uint8_t>(c);
    at ^= byte;
    if (byte == 0 || TrieUnit{trie_[at]}.label() != byte) return std::nullopt;
    const TrieUnit unit{trie_[at]};
    at ^= unit.offset();
    if (!unit.has_leaf()) continue;
    const std::string_view text = std::string_view(texts_).substr(TrieUnit{trie_[at]}.value());
    return text.substr(0, text.find('\0'));
  }
  return std::nullopt;
}

std::string PrecompiledCharsmap::normalised(std::string_view text) const {
  std::string out;
  while (!text.empty()) {
    std::string_view cluster = text.substr(0, first_grapheme_bytes(text));
    text.remove_prefix(cluster.size());
    if (cluster.size() < kClusterLimitBytes) {
      if (const auto whole = find(cluster)) {
        out += *whole;
        continue;
      }
    }
    while (!cluster.empty()) {
      const std::string_view one = cluster.substr(0, first_char(cluster).bytes);
      out += find(one).value_or(one);
      cluster.remove_prefix(one.size());
    }
  }
  return out;
}

}  // namespace continuo
