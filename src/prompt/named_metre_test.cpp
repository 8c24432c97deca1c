#include "prompt/named.h"

#include <gtest/gtest.h>

namespace continuo {
namespace {

struct Metres {
  const char* prompt;
  std::vector<Metre> metres;
};

TEST(ReadNamed, Metre) {
  for (const Metres& example :
       std::initializer_list<Metres>{{"ragtime in 7/4", {{7, 4}}},
                                     {"7/8 groove", {{7, 8}}},
                                     {"6/8 time", {{6, 8}}},
                                     {"odd time 7/8", {{7, 8}}},
                                     {"in three four", {{3, 4}}},
                                     {"seven-eight prog", {{7, 8}}},
                                     {"twelve-eight ballad", {{12, 8}}},
                                     {"in waltz time", {{3, 4}}},
                                     {"a slow waltz", {{3, 4}}},
                                     {"jazz waltz in 5/4", {{5, 4}}},
                                     {"jig for fiddle", {{6, 8}}},
                                     {"in five", {{5, 4}, {5, 8}}},
                                     {"in seven, driving", {{7, 4}, {7, 8}}},
                                     {"cut time march", {{2, 2}}},
                                     {"3/4-Takt, Klavier", {{3, 4}}},
                                     {"im Dreivierteltakt mit Geige", {{3, 4}}},
                                     {"musique à trois temps", {{3, 4}}},
                                     {"tres por cuatro con guitarra", {{3, 4}}},
                                     {"на три четверти", {{3, 4}}},
                                     {"四三拍", {{3, 4}}},
                                     {"3/2 time", {{3, 2}}},
                                     {"24/7 lofi", {}},
                                     {"9/11", {}},
                                     {"50/50 mix", {}},
                                     {"3/4 of the way", {}},
                                     {"1/4 notes", {}},
                                     {"on 7/4 we celebrate", {}},
                                     {"7/4/2024", {}},
                                     {"in five minutes", {}},
                                     {"in two parts", {}},
                                     {"in three movements with cello", {}},
                                     {"IN 5/4!", {{5, 4}}},
                                     {"in  three", {{3, 4}}},
                                     {"strumming on 3/4 time", {{3, 4}}},
                                     {"seven eight groove", {{7, 8}}},
                                     {"not a waltz", {}},
                                     {"anything but 4/4", {}},
                                     {"not in 3/4", {}},
                                     {"two four-bar phrases", {}},
                                     {"five guitars in 2 rooms", {}},
                                     {"32 bars", {}},
                                     {"1:30", {}},
                                     {"8/8", {}}}) {
    EXPECT_EQ(read_named(example.prompt).metres, example.metres) << example.prompt;
  }
  EXPECT_GE(read_named("something in an odd time signature").metres.size(), 5u);
}

}  // namespace
}  // namespace continuo
