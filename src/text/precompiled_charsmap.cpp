#include "text/precompiled_charsmap.h"

#include "base/error.h"
#include "base/text.h"
#include "text/utf8.h"

namespace continuo {

namespace {

// A longer cluster is taken character by character.
constexpr size_t kClusterLimitBytes = 6;

uint32_t read_u32(std::string_view bytes) {
  uint32_t value = 0;
  for (size_t i = 4; i-- > 0;) value = value << 8 | static_cast<uint8_t>(bytes[i]);
  return value;
}

// The fields of a unit of the trie.
bool has_leaf(uint32_t unit) { return (unit >> 8 & 1) != 0; }
uint32_t value_of(uint32_t unit) { return unit & 0x7FFFFFFF; }
uint32_t label_of(uint32_t unit) { return unit & 0x800000FF; }
uint32_t offset_of(uint32_t unit) { return unit >> 10 << ((unit & 1u << 9) >> 6); }

}  // namespace

PrecompiledCharsmap::PrecompiledCharsmap(std::string_view table, const std::string& where) {
  const size_t trie_bytes = table.size() < 4 ? 0 : read_u32(table);
  if (trie_bytes < 4 || trie_bytes % 4 != 0 || trie_bytes > table.size() - 4) {
    fail(ErrorKind::kInput, "tokenizer",
         "{}: expected a trie and texts in {} bytes, found a trie of {}.", where, table.size(),
         trie_bytes);
  }
  for (size_t i = 4; i < 4 + trie_bytes; i += 4) trie_.push_back(read_u32(table.substr(i, 4)));
  texts_ = table.substr(4 + trie_bytes);
  if (!is_utf8(texts_)) fail(ErrorKind::kInput, "tokenizer", "{}: expected texts in UTF-8.", where);
}

std::optional<std::string_view> PrecompiledCharsmap::find(std::string_view bytes) const {
  size_t at = offset_of(trie_[0]);
  for (const char c : bytes) {
    const auto byte = static_cast<uint8_t>(c);
    at ^= byte;
    if (byte == 0 || at >= trie_.size() || label_of(trie_[at]) != byte) return std::nullopt;
    const uint32_t unit = trie_[at];
    at ^= offset_of(unit);
    if (!has_leaf(unit)) continue;
    const size_t begin = at < trie_.size() ? value_of(trie_[at]) : texts_.size();
    if (begin >= texts_.size()) return std::nullopt;
    const std::string_view text = std::string_view(texts_).substr(begin);
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
