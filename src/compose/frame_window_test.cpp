#include "compose/frame_window.h"

#include <gtest/gtest.h>

#include "kernels/thread_pool.h"

namespace continuo {
namespace {

// The fixture has the embedded model's codes (K = 5 of 384) and random weights.
const std::filesystem::path kModel = CONTINUO_SOURCE_DIR "/tests/fixtures/musicgen/nano";

class FrameWindowTest : public testing::Test {
 protected:
  FrameWindowTest()
      : pool_(1),
        model_(musicgen::MusicGen::load(
            kModel, {.linear = DType::kF32, .text = DType::kF32, .pool = pool_})) {
    const std::vector<int32_t> words = {3, 5, 1};
    rows_ = {model_.encode(words), model_.null()};
  }

  // A head of three frames, and a body of bars of six notes each.
  static std::vector<Frame> head() {
    return {{kTempo, 120, 0, 0, 0}, {kMetre, 2, 0, 0, 0}, {kKey, 0, 0, 0, 0}};
  }
  static Frame body_frame(size_t i) {
    if (i % 7 == 0) return {kBar, 30, 1, 9, 0};
    const auto code = static_cast<uint16_t>(i % 7);
    return {static_cast<uint16_t>(i % 3), static_cast<uint16_t>(code * 24),
            static_cast<uint16_t>(60 + i % 11), 5, static_cast<uint16_t>(i % 32)};
  }

  // The frames as the loop knows them at this point: the last four are not whole yet.
  static std::vector<Frame> known(size_t count) {
    std::vector<Frame> frames;
    for (size_t i = 0; i < count; ++i) {
      Frame frame = body_frame(i);
      for (size_t k = 1; k < kFrameFields; ++k) {
        if (i + k >= count) frame[k] = 0;
      }
      frames.push_back(frame);
    }
    return frames;
  }

  ThreadPool pool_;
  musicgen::MusicGen model_;
  std::vector<musicgen::Condition> rows_;
};

TEST_F(FrameWindowTest, StepByStepEqualsReadingAllAtOnce) {
  FrameWindow stepping(model_, rows_, head(), 100);
  std::vector<float> stepped;
  for (size_t count = 0; count <= 40; ++count) {
    const auto logits = stepping.next(known(count));
    stepped.assign(logits.begin(), logits.end());
  }
  FrameWindow at_once(model_, rows_, head(), 100);
  const auto logits = at_once.next(known(40));
  ASSERT_EQ(logits.size(), stepped.size());
  for (size_t i = 0; i < stepped.size(); ++i) ASSERT_EQ(logits[i], stepped[i]) << "logit " << i;
}

TEST_F(FrameWindowTest, AFullWindowGoesOnFromItsLatestBars) {
  FrameWindow window(model_, rows_, head(), 40);
  std::vector<float> slid;
  for (size_t count = 0; count <= 60; ++count) {
    const auto logits = window.next(known(count));
    slid.assign(logits.begin(), logits.end());
  }
  // What it must equal: a window that starts at one of the bar lines, and no more than 40 frames.
  bool found = false;
  for (size_t begin = 60 - 40 + 3; begin < 60 && !found; ++begin) {
    if (begin % 7 != 0) continue;
    std::vector<Frame> kept = known(60);
    kept.erase(kept.begin(), kept.begin() + static_cast<std::ptrdiff_t>(begin));
    FrameWindow fresh(model_, rows_, head(), 100);
    const auto logits = fresh.next(kept);
    found = std::equal(slid.begin(), slid.end(), logits.begin());
  }
  EXPECT_TRUE(found);
}

TEST_F(FrameWindowTest, WordsAndNoWordsAreTwoRows) {
  FrameWindow window(model_, rows_, head(), 40);
  const auto logits = window.next({});
  const size_t row = kFrameFields * kFrameVocabulary;
  ASSERT_EQ(logits.size(), 2 * row);
  EXPECT_FALSE(std::equal(logits.begin(), logits.begin() + row, logits.begin() + row));
}

}  // namespace
}  // namespace continuo
