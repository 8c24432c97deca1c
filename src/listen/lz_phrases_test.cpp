#include "listen/lz_phrases.h"

#include <gtest/gtest.h>

#include <vector>

#include "base/rng.h"

namespace continuo {
namespace {

// The definition, in cubic time.
size_t phrases_by_definition(const std::vector<uint32_t>& s) {
  const auto occurs_before = [&](size_t begin, size_t length) {
    for (size_t at = 0; at < begin; ++at) {
      if (std::equal(s.begin() + static_cast<long>(begin),
                     s.begin() + static_cast<long>(begin + length),
                     s.begin() + static_cast<long>(at))) {
        return true;
      }
    }
    return false;
  };
  size_t phrases = 0;
  for (size_t begin = 0; begin < s.size(); ++phrases) {
    size_t length = 1;
    while (begin + length < s.size() && occurs_before(begin, length)) ++length;
    begin += length;
  }
  return phrases;
}

std::vector<uint32_t> symbols(const char* text) {
  return {text, text + std::char_traits<char>::length(text)};
}

TEST(LzPhrases, CountsByHand) {
  EXPECT_EQ(lz_phrases({}), 0u);
  EXPECT_EQ(lz_phrases(symbols("a")), 1u);
  EXPECT_EQ(lz_phrases(symbols("aaaaaaaa")), 2u);      // a . aaaaaaa
  EXPECT_EQ(lz_phrases(symbols("abcabcabcabc")), 4u);  // a . b . c . the rest
  EXPECT_EQ(lz_phrases(symbols("0001101001000101")),
            6u);  // 0.001.10.100.1000.101: Lempel and Ziv's own example
}

TEST(LzPhrases, AgreesWithTheDefinition) {
  Rng rng(11);
  for (int round = 0; round < 300; ++round) {
    std::vector<uint32_t> sequence(static_cast<size_t>(rng.range(1, 60)));
    const int alphabet = rng.range(1, 4);
    for (uint32_t& symbol : sequence) symbol = static_cast<uint32_t>(rng.range(0, alphabet));
    EXPECT_EQ(lz_phrases(sequence), phrases_by_definition(sequence));
  }
}

}  // namespace
}  // namespace continuo
