#include "base/stopwatch.h"

#include <gtest/gtest.h>

#include "base/process_memory.h"

namespace continuo {
namespace {

TEST(Readings, AreOrderedWhateverOrderTheyCameIn) {
  Readings readings;
  for (int i = 0; i < 200; ++i) readings.add((i * 77) % 200);
  EXPECT_EQ(readings.count(), 200u);
  EXPECT_EQ(readings.least(), 0);
  EXPECT_EQ(readings.median(), 100);
  EXPECT_EQ(readings.p99(), 198);
  EXPECT_EQ(readings.most(), 199);
}

TEST(Readings, OneIsAllOfThem) {
  Readings readings;
  readings.add(2.5);
  for (const double value : {readings.least(), readings.median(), readings.p99(), readings.most()})
    EXPECT_EQ(value, 2.5);
}

TEST(Stopwatch, EveryRoundIsTimed) {
  int rounds = 0;
  const Readings times = time_rounds(7, [&](int i) { EXPECT_EQ(i, rounds++); });
  EXPECT_EQ(rounds, 7);
  EXPECT_EQ(times.count(), 7u);
  EXPECT_GE(times.least(), 0);
}

TEST(ProcessMemory, ThePeakIsNoLessThanWhatIsThere) {
  const uint64_t now = resident_bytes();
  EXPECT_GT(now, 100'000u);
  EXPECT_GE(peak_resident_bytes(), now);
  const std::vector<char> more(size_t{64} << 20, 1);
  EXPECT_GE(peak_resident_bytes(), now + more.size() / 2);
}

}  // namespace
}  // namespace continuo
