#include "live/null_device.h"

#include <gtest/gtest.h>

#include <chrono>
#include <thread>

#include "rt/real_time_trap_test.h"
#include "rt/sample_ring.h"

namespace continuo {
namespace {

TEST(NullDevice, TimeByHandReadsWholeBlocks) {
  SampleRing ring(10000);
  std::vector<float> sound(2 * 5000, 0.25f);
  sound[0] = sound[1] = 0;
  ring.write(sound);
  NullDevice device(ring, 256, NullDevice::Pace::kByHand);
  device.advance(255);
  EXPECT_EQ(ring.frames_read(), 0u);
  device.advance(1);
  EXPECT_EQ(ring.frames_read(), 256u);
  EXPECT_EQ(device.block()[2 * 255], 0.25f);
  uint64_t allocations = 0;
  uint64_t locks = 0;
  {
    const RealTimeTrap trap;
    device.advance(1000);
    allocations = trap.allocations();
    locks = trap.locks();
  }
  EXPECT_EQ(allocations + locks, 0u);
  EXPECT_EQ(ring.frames_read(), 1024u);
  device.advance(24 + 256 * 100);
  EXPECT_EQ(device.frames(), 256u * 105);
  EXPECT_EQ(ring.frames_read(), 5000u);
  EXPECT_EQ(device.block()[0], 0.0f);
}

// That time passes at the right pace cannot be told on a busy machine; that it passes, can.
TEST(NullDevice, TimePassesByItself) {
  SampleRing ring(10000);
  ring.write(std::vector<float>(2 * 2000, 0.1f));
  NullDevice device(ring, 128);
  for (int tries = 0; tries < 2000 && ring.readable_frames() > 0; ++tries)
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  EXPECT_EQ(ring.readable_frames(), 0u);
  EXPECT_GE(device.frames(), 2000u - 128);
}

}  // namespace
}  // namespace continuo
