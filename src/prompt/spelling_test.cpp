#include "prompt/spelling.h"

#include <gtest/gtest.h>

#include "prompt/named.h"

namespace continuo {
namespace {

TEST(Spelling, OneSlipIsForgiven) {
  for (const auto& [typed, meant] : {std::pair{"guitr", "guitar"},
                                     {"acustic", "acoustic"},
                                     {"pinao", "piano"},
                                     {"volin", "violin"},
                                     {"saxaphone", "saxophone"},
                                     {"trumpt", "trumpet"},
                                     {"drumms", "drums"}})
    EXPECT_EQ(spelt(typed), meant);
}

TEST(Spelling, WordsAndOtherThingsStay) {
  for (const char* word :
       {"", "piano", "flutes", "harmonic", "menor", "drama", "organs", "celli", "violet", "banjos",
        "uitar", "guttr", "dr", "strung out", "minors", "\xD0\xB1\xD0\xB0\xD1\x81"})
    EXPECT_EQ(spelt(word), word);
}

TEST(Spelling, TheReaderForgives) {
  const Named named = read_named("hapy songg wiht acustic guitr and pinao, D minor");
  ASSERT_EQ(named.parts.size(), 2u);
  EXPECT_EQ(named.parts[0].programs.front(), 25);
  EXPECT_EQ(named.key(), (Key{2, Mode::kMinor}));
}

}  // namespace
}  // namespace continuo
