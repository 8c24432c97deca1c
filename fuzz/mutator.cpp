#include "mutator.h"

#include <algorithm>

#include "base/error.h"

namespace continuo::fuzz {

namespace {

constexpr size_t kMostGrowth = 4096;  // bytes that one change may add

// Where integers turn over, and the sizes that readers set limits at.
constexpr uint64_t kBoundaries[] = {0,
                                    1,
                                    2,
                                    7,
                                    8,
                                    16,
                                    32,
                                    63,
                                    64,
                                    100,
                                    127,
                                    128,
                                    255,
                                    256,
                                    1000,
                                    1023,
                                    1024,
                                    4096,
                                    32767,
                                    32768,
                                    65535,
                                    65536,
                                    1 << 20,
                                    1 << 24,
                                    0x7FFFFFFF,
                                    0x80000000,
                                    0xFFFFFFFF,
                                    0x100000000,
                                    1ll << 48,
                                    (1ll << 48) + 1,
                                    1ll << 53,
                                    0x7FFFFFFFFFFFFFFF,
                                    0x8000000000000000,
                                    ~0ull};

constexpr std::string_view kNumbers[] = {"0",
                                         "-1",
                                         "1e999",
                                         "-1e999",
                                         "1e308",
                                         "-0.0",
                                         "0.5",
                                         "1e-999",
                                         "255",
                                         "65536",
                                         "16777216",
                                         "2147483648",
                                         "9223372036854775808",
                                         "18446744073709551616",
                                         "null",
                                         "[]",
                                         "{}",
                                         "\"\"",
                                         "true",
                                         "99999999999999999999999"};

bool is_digit(uint8_t c) { return c >= '0' && c <= '9'; }

}  // namespace

std::vector<std::string> parse_words(std::string_view text, const std::string& where) {
  std::vector<std::string> words;
  for (size_t number = 1; !text.empty(); ++number) {
    const size_t end = std::min(text.find('\n'), text.size());
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (line.empty() || line.starts_with('#')) continue;
    const size_t open = line.find('"');
    bool whole = open != std::string_view::npos && line.size() > open + 1 && line.ends_with('"');
    std::string word;
    for (size_t i = open + 1; whole && i + 1 < line.size(); ++i) {
      if (line[i] != '\\') {
        word += line[i];
      } else if (line[i + 1] == 'x' && i + 4 < line.size()) {
        word += static_cast<char>(std::stoi(std::string(line.substr(i + 2, 2)), nullptr, 16));
        i += 3;
      } else {
        whole = line[++i] == '\\' || line[i] == '"';
        word += line[i];
      }
    }
    if (!whole || word.empty())
      fail(ErrorKind::kInput, "fuzz", "{}:{}: expected \"a word\".", where, number);
    words.push_back(word);
  }
  return words;
}

Bytes Mutator::next() {
  Bytes bytes = corpus_[below(corpus_.size())];
  do {
    change(bytes);
  } while (rng_.chance(0.6));
  return bytes;
}

size_t Mutator::length_of(size_t most) {
  if (most == 0) return 0;
  const size_t bound = rng_.chance(0.7) ? std::min<size_t>(most, 8) : most;
  return 1 + below(bound);
}

void Mutator::change(Bytes& bytes) {
  switch (below(8)) {
    case 0:
      return flip_bits(bytes);
    case 1:
      return set_integer(bytes);
    case 2:
      return set_digits(bytes);
    case 3:
      return remove_range(bytes);
    case 4:
      return repeat_range(bytes);
    case 5:
    case 6:
      return insert_word(bytes);
    default:
      return splice(bytes);
  }
}

void Mutator::flip_bits(Bytes& bytes) {
  if (bytes.empty()) return bytes.push_back(static_cast<uint8_t>(rng_.next()));
  uint8_t& byte = bytes[below(bytes.size())];
  byte = rng_.chance(0.5) ? static_cast<uint8_t>(byte ^ 1u << below(8))
                          : static_cast<uint8_t>(rng_.next());
}

// A number of one, two, four or eight bytes, either end first.
void Mutator::set_integer(Bytes& bytes) {
  const size_t width = size_t{1} << below(4);
  if (bytes.size() < width) return flip_bits(bytes);
  const size_t at = below(bytes.size() - width + 1);
  uint64_t value = kBoundaries[below(std::size(kBoundaries))];
  if (rng_.chance(0.3)) value = bytes[at] + static_cast<uint64_t>(rng_.range(-2, 2));
  const bool big_endian = rng_.chance(0.5);
  for (size_t i = 0; i < width; ++i)
    bytes[at + (big_endian ? width - 1 - i : i)] = static_cast<uint8_t>(value >> (8 * i));
}

// Another number in the place of one that is written in digits.
void Mutator::set_digits(Bytes& bytes) {
  const size_t from = bytes.empty() ? 0 : below(bytes.size());
  const auto first =
      std::find_if(bytes.begin() + static_cast<ptrdiff_t>(from), bytes.end(), is_digit);
  if (first == bytes.end()) return flip_bits(bytes);
  const auto last = std::find_if_not(first, bytes.end(), is_digit);
  std::string number(kNumbers[below(std::size(kNumbers))]);
  if (rng_.chance(0.5)) number = std::to_string(kBoundaries[below(std::size(kBoundaries))]);
  const auto at = bytes.erase(first, last);
  bytes.insert(at, number.begin(), number.end());
}

void Mutator::remove_range(Bytes& bytes) {
  if (bytes.empty()) return;
  const auto at = static_cast<ptrdiff_t>(below(bytes.size()));
  const auto length = static_cast<ptrdiff_t>(length_of(bytes.size() - static_cast<size_t>(at)));
  bytes.erase(bytes.begin() + at, bytes.begin() + at + length);
}

void Mutator::repeat_range(Bytes& bytes) {
  if (bytes.empty()) return;
  const size_t at = below(bytes.size());
  const Bytes range(bytes.begin() + static_cast<ptrdiff_t>(at),
                    bytes.begin() + static_cast<ptrdiff_t>(at + length_of(bytes.size() - at)));
  const size_t most = std::max<size_t>(1, kMostGrowth / range.size());
  const size_t times = std::min(most, rng_.chance(0.8) ? 1 : 1 + below(512));
  for (size_t i = 0; i < times; ++i)
    bytes.insert(bytes.begin() + static_cast<ptrdiff_t>(at), range.begin(), range.end());
}

void Mutator::insert_word(Bytes& bytes) {
  if (words_.empty()) return set_digits(bytes);
  const std::string& word = words_[below(words_.size())];
  const size_t at = below(bytes.size() + 1);
  const auto place = bytes.begin() + static_cast<ptrdiff_t>(at);
  if (rng_.chance(0.5)) {
    bytes.insert(place, word.begin(), word.end());
  } else {
    const size_t over = std::min(word.size(), bytes.size() - at);
    std::copy_n(word.begin(), over, place);
  }
}

// A range of another of the corpus, in the place of one of its own.
void Mutator::splice(Bytes& bytes) {
  const Bytes& other = corpus_[below(corpus_.size())];
  if (other.empty()) return;
  const size_t from = below(other.size());
  const size_t length = std::min(kMostGrowth, length_of(other.size() - from));
  const size_t at = below(bytes.size() + 1);
  const size_t over = rng_.chance(0.5) ? std::min(length, bytes.size() - at) : 0;
  const auto place = bytes.erase(bytes.begin() + static_cast<ptrdiff_t>(at),
                                 bytes.begin() + static_cast<ptrdiff_t>(at + over));
  bytes.insert(place, other.begin() + static_cast<ptrdiff_t>(from),
               other.begin() + static_cast<ptrdiff_t>(from + length));
}

}  // namespace continuo::fuzz
