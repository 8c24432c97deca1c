// Inputs made from inputs: what a fuzzer tries where no coverage leads it. Deterministic.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/rng.h"

namespace continuo::fuzz {

using Bytes = std::vector<uint8_t>;

// The words of a dictionary in libFuzzer's form: lines of NAME="text", with \xAB, \\ and \" in it.
// Throws Error(kInput) for another line.
std::vector<std::string> parse_words(std::string_view text, const std::string& where);

class Mutator {
 public:
  // Both must outlive it; the corpus is not empty.
  Mutator(const std::vector<Bytes>& corpus, const std::vector<std::string>& words, uint64_t seed)
      : corpus_(corpus), words_(words), rng_(seed) {}

  // One of the corpus, changed in one to a few places.
  Bytes next();

 private:
  void change(Bytes& bytes);
  void flip_bits(Bytes& bytes);
  void set_integer(Bytes& bytes);
  void set_digits(Bytes& bytes);
  void remove_range(Bytes& bytes);
  void repeat_range(Bytes& bytes);
  void insert_word(Bytes& bytes);
  void splice(Bytes& bytes);
  size_t below(size_t count) { return static_cast<size_t>(rng_.next() % count); }
  // How much is taken at once: most often little.
  size_t length_of(size_t most);

  const std::vector<Bytes>& corpus_;
  const std::vector<std::string>& words_;
  Rng rng_;
};

}  // namespace continuo::fuzz
