#include "rt/sample_ring.h"

#include <gtest/gtest.h>

#include <cmath>
#include <thread>

#include "base/error.h"
#include "base/rng.h"
#include "rt/real_time_trap_test.h"

namespace continuo {
namespace {

constexpr size_t kFade = SampleRing::kFadeFrames;

// Sample frame n is (n + 1, -n - 1), small enough that floats hold it exactly.
std::vector<float> counting(uint64_t first, size_t frames) {
  std::vector<float> sound(2 * frames);
  for (size_t i = 0; i < frames; ++i) {
    sound[2 * i] = static_cast<float>(first + i + 1);
    sound[2 * i + 1] = -sound[2 * i];
  }
  return sound;
}

std::vector<float> constant(size_t frames) {
  std::vector<float> sound(2 * frames);
  for (size_t i = 0; i < frames; ++i) {
    sound[2 * i] = 1;
    sound[2 * i + 1] = -0.5f;
  }
  return sound;
}

std::vector<float> read(SampleRing& ring, size_t frames) {
  std::vector<float> heard(2 * frames, 99.0f);
  ring.read(heard);
  return heard;
}

size_t below(Rng& rng, size_t limit) { return static_cast<size_t>(rng.next() % limit); }

TEST(SampleRing, TakesWhatFits) {
  SampleRing ring(100);
  EXPECT_EQ(ring.writable_frames(), 100u);
  EXPECT_EQ(ring.write(counting(0, 60)), 60u);
  EXPECT_EQ(ring.readable_frames(), 60u);
  EXPECT_EQ(ring.write(counting(60, 60)), 40u);
  EXPECT_EQ(ring.write(counting(100, 1)), 0u);
  EXPECT_EQ(ring.writable_frames(), 0u);
  std::vector<float> heard(2 * 30);
  EXPECT_EQ(ring.read(heard), 30u);
  EXPECT_EQ(ring.writable_frames(), 30u);
  EXPECT_EQ(ring.frames_read(), 30u);
  EXPECT_EQ(ring.write({}), 0u);
  EXPECT_EQ(ring.read({}), 0u);
  EXPECT_THROW(SampleRing(0), Error);
}

// Of an odd number of samples the last belongs to no sample frame.
TEST(SampleRing, HalfAFrameIsLeftOut) {
  SampleRing ring(1000);
  EXPECT_EQ(ring.write(std::vector<float>(11)), 5u);
  std::vector<float> heard(7, 99.0f);
  EXPECT_EQ(ring.read(heard), 3u);
  EXPECT_EQ(heard[5], 0.0f);
}

TEST(SampleRing, EverySampleGoesThroughUntouchedRoundAndRound) {
  const size_t capacity = 1009;
  SampleRing ring(capacity);
  Rng rng(1);
  ring.write(std::vector<float>(2 * kFade));  // what follows silence is not faded in
  std::vector<float> expected(2 * kFade);
  std::vector<float> heard;
  uint64_t written = 0;
  while (written < 100000) {
    const size_t put = ring.write(counting(written, below(rng, 700)));
    const std::vector<float> more = counting(written, put);
    expected.insert(expected.end(), more.begin(), more.end());
    written += put;
    const size_t readable = ring.readable_frames();
    if (readable <= kFade) continue;
    const std::vector<float> block = read(ring, below(rng, readable - kFade));
    heard.insert(heard.end(), block.begin(), block.end());
  }
  ASSERT_GT(heard.size(), 190000u);
  expected.resize(heard.size());
  EXPECT_EQ(heard, expected);
  EXPECT_EQ(ring.underruns(), 0u);
}

// Whatever arrives when, a sound that stands still neither leaps nor grows, and after its fades it
// is whole again.
TEST(SampleRing, NoUnderrunClicks) {
  for (uint64_t seed = 1; seed <= 30; ++seed) {
    Rng rng(seed);
    SampleRing ring(64 + below(rng, 4000));
    ring.set_idle(below(rng, 2) == 0);
    float before = 0;
    uint64_t taken = 0;
    for (int block = 0; block < 400; ++block) {
      if (below(rng, 3) > 0) ring.write(constant(below(rng, 800)));
      const size_t readable = ring.readable_frames();
      std::vector<float> heard(2 * (1 + below(rng, 600)), 99.0f);
      const size_t count = ring.read(heard);
      ASSERT_EQ(count, std::min(readable, heard.size() / 2));
      taken += count;
      ASSERT_EQ(ring.frames_read(), taken);
      for (size_t i = 0; i < heard.size(); i += 2) {
        ASSERT_LE(std::abs(heard[i] - before), 1.001f / kFade) << seed << " " << block << " " << i;
        ASSERT_GE(heard[i], 0.0f);
        ASSERT_LE(heard[i], 1.0f);
        ASSERT_EQ(heard[i + 1], -0.5f * heard[i]);
        before = heard[i];
      }
      for (size_t i = 2 * count; i < heard.size(); ++i) ASSERT_EQ(heard[i], 0.0f);
    }
  }
}

TEST(SampleRing, FadesOutOnTheLastSamplesAndInOnTheNext) {
  SampleRing ring(4000);
  ring.write(constant(1000));
  std::vector<float> heard = read(ring, 1200);
  EXPECT_NEAR(heard[0], 1.0f / kFade, 1e-6f);
  EXPECT_EQ(heard[2 * kFade], 1.0f);
  EXPECT_EQ(heard[2 * (1000 - kFade)], 1.0f);
  EXPECT_NEAR(heard[2 * (1000 - kFade / 2)], 0.5f, 1e-5f);
  EXPECT_NEAR(heard[2 * 999], 1.0f / kFade, 1e-6f);
  EXPECT_EQ(heard[2 * 1000], 0.0f);
  ring.write(constant(1000));
  heard = read(ring, 500);
  EXPECT_NEAR(heard[2 * (kFade / 2 - 1)], 0.5f, 1e-5f);
  EXPECT_EQ(heard[2 * kFade], 1.0f);
}

// A fade that has begun turns round where more comes in time.
TEST(SampleRing, AFadeTurnsRound) {
  SampleRing ring(4000);
  ring.write(constant(1000 + kFade / 2));
  std::vector<float> heard = read(ring, 1000);
  EXPECT_NEAR(heard[2 * 999], 0.5f, 0.01f);
  ring.write(constant(1000));
  heard = read(ring, 200);
  EXPECT_NEAR(heard[0], 0.5f, 0.02f);
  EXPECT_EQ(heard[2 * (kFade / 2 + 2)], 1.0f);
  EXPECT_EQ(ring.underruns(), 0u);  // idle
}

TEST(SampleRing, MusicThatBeginsAtRestIsNotFadedIn) {
  SampleRing ring(4000);
  for (int again = 0; again < 2; ++again) {
    std::vector<float> attack = constant(1000);
    attack[0] = attack[1] = 0;
    ring.write(attack);
    std::vector<float> heard = read(ring, 500);
    attack.resize(heard.size());
    EXPECT_EQ(heard, attack);
    read(ring, 1000);
  }
}

TEST(SampleRing, AnInterruptionCountsOnceAndOnlyWhereSoundIsMeantToPlay) {
  SampleRing ring(4000);
  ring.set_idle(false);
  for (int i = 0; i < 5; ++i) read(ring, 256);
  EXPECT_EQ(ring.underruns(), 0u);  // nothing has begun

  ring.write(constant(2000));
  read(ring, 256);
  EXPECT_EQ(ring.underruns(), 0u);
  for (int i = 0; i < 20; ++i) read(ring, 256);
  EXPECT_EQ(ring.underruns(), 1u);

  ring.write(constant(2000));
  ring.set_idle(true);
  for (int i = 0; i < 20; ++i) read(ring, 256);
  EXPECT_EQ(ring.underruns(), 1u);

  // The block is there, but the fade must begin: who knows whether more will come?
  ring.set_idle(false);
  ring.write(constant(1000));
  read(ring, 800);
  EXPECT_EQ(ring.underruns(), 1u);
  read(ring, 150);
  EXPECT_EQ(ring.underruns(), 2u);
}

TEST(SampleRing, NothingThatAnAudioThreadMustNotDo) {
  if (!kRealTimeTrap) GTEST_SKIP() << "a sanitiser holds the allocator";
  SampleRing ring(1000);
  const std::vector<float> piece = constant(300);
  std::vector<float> block(2 * 256);
  uint64_t allocations = 0;
  uint64_t locks = 0;
  {
    const RealTimeTrap trap;
    for (int i = 0; i < 50; ++i) {
      if (i % 7 != 0) ring.write(piece);
      ring.set_idle(i % 2 == 0);
      ring.read(block);
      ring.readable_frames();
      ring.writable_frames();
      ring.underruns();
      ring.frames_read();
    }
    allocations = trap.allocations();
    locks = trap.locks();
  }
  EXPECT_EQ(allocations, 0u);
  EXPECT_EQ(locks, 0u);
  EXPECT_GT(ring.underruns(), 0u);
}

// Two threads that know nothing of each other's pace. The left channel holds a sample frame's
// number, the right channel 1, so that the gain of every fade is heard, and can be taken out again.
TEST(SampleRing, TwoThreadsLoseAndRepeatNoSample) {
  constexpr uint64_t kFrames = 2000000;
  constexpr uint64_t kRound = 1 << 12;  // numbers start again, and stay exact
  SampleRing ring(2048);
  ring.set_idle(false);
  std::thread writer([&ring] {
    Rng rng(1);
    std::vector<float> piece;
    for (uint64_t position = 0; position < kFrames;) {
      const size_t frames = std::min<uint64_t>(1 + below(rng, 900), kFrames - position);
      piece.resize(2 * frames);
      for (size_t i = 0; i < frames; ++i) {
        piece[2 * i] = static_cast<float>((position + i) % kRound);
        piece[2 * i + 1] = 1;
      }
      const size_t put = ring.write(piece);
      position += put;
      if (put < frames) std::this_thread::yield();
    }
  });
  Rng rng(2);
  std::vector<float> block;
  uint64_t position = 0;
  uint64_t whole = 0;
  uint64_t wrong = 0;
  while (position < kFrames) {
    block.assign(2 * (1 + below(rng, 512)), 99.0f);
    const size_t count = ring.read(block);
    for (size_t i = 0; i < count; ++i) {
      const float gain = block[2 * i + 1];
      const auto number = static_cast<float>((position + i) % kRound);
      if (!(gain > 0 && gain <= 1 && std::abs(block[2 * i] - number * gain) < 0.01f)) ++wrong;
      if (gain == 1) ++whole;
    }
    for (size_t i = 2 * count; i < block.size(); ++i) {
      if (block[i] != 0) ++wrong;
    }
    position += count;
    if (count < block.size() / 2) std::this_thread::yield();
  }
  writer.join();
  EXPECT_EQ(wrong, 0u);
  EXPECT_GT(whole, 0u);
  EXPECT_EQ(ring.frames_read(), kFrames);
  EXPECT_EQ(ring.readable_frames(), 0u);
}

}  // namespace
}  // namespace continuo
