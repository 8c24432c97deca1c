#include "compose/frame_window.h"

#include <gtest/gtest.h>

#include "kernels/thread_pool.h"

namespace continuo {
namespace {

// The fixture has the embedded model's codes (K = 5 of 384), a depth decoder and random weights.
const std::filesystem::path kModel = CONTINUO_SOURCE_DIR "/tests/fixtures/musicgen/depth";

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

  static std::vector<Frame> body(size_t count, size_t begin = 0) {
    std::vector<Frame> frames;
    for (size_t i = begin; i < count; ++i) frames.push_back(body_frame(i));
    return frames;
  }
  // The logits of the next row's first codes.
  static std::vector<float> read(FrameWindow& window, const std::vector<Frame>& written) {
    std::vector<float> all;
    window.begin_row(written);
    for (const uint16_t code : {uint16_t{7}, uint16_t{48}}) {
      const auto logits = window.logits();
      all.insert(all.end(), logits.begin(), logits.end());
      window.take(code);
    }
    return all;
  }

  ThreadPool pool_;
  musicgen::MusicGen model_;
  std::vector<musicgen::Condition> rows_;
};

TEST_F(FrameWindowTest, StepByStepEqualsReadingAllAtOnce) {
  FrameWindow stepping(model_, rows_, head(), 100);
  std::vector<float> stepped;
  for (size_t count = 0; count <= 40; ++count) stepped = read(stepping, body(count));
  FrameWindow at_once(model_, rows_, head(), 100);
  const std::vector<float> logits = read(at_once, body(40));
  ASSERT_EQ(logits.size(), stepped.size());
  for (size_t i = 0; i < stepped.size(); ++i) ASSERT_EQ(logits[i], stepped[i]) << "logit " << i;
}

TEST_F(FrameWindowTest, AFullWindowGoesOnFromItsLatestBars) {
  FrameWindow window(model_, rows_, head(), 40);
  std::vector<float> slid;
  for (size_t count = 0; count <= 60; ++count) slid = read(window, body(count));
  // What it must equal: a window that starts at one of the bar lines, and no more than 40 frames.
  bool found = false;
  for (size_t begin = 60 - 40 + 3; begin < 60 && !found; ++begin) {
    if (begin % 7 != 0) continue;
    FrameWindow fresh(model_, rows_, head(), 100);
    found = read(fresh, body(60, begin)) == slid;
  }
  EXPECT_TRUE(found);
}

TEST_F(FrameWindowTest, APartIsAskedForAgain) {
  FrameWindow window(model_, rows_, head(), 40);
  const auto logits = [&] {
    return std::vector<float>(window.logits().begin(), window.logits().end());
  };
  window.begin_row(body(5));
  for (const uint16_t code : {uint16_t{60}, uint16_t{5}, uint16_t{20}}) window.take(code);
  const std::vector<float> parts = logits();
  window.take(1);
  window.take(96);
  window.begin_row(body(6));  // the row of the frame that will be refused
  window.take(61);
  ASSERT_TRUE(window.retry());
  EXPECT_EQ(logits(), parts);
  // And once more, before that row is read.
  window.take(2);
  ASSERT_TRUE(window.retry());
  EXPECT_EQ(logits(), parts);
}

TEST_F(FrameWindowTest, WordsAndNoWordsAreTwoRows) {
  FrameWindow window(model_, rows_, head(), 40);
  window.begin_row({});
  const auto logits = window.logits();
  ASSERT_EQ(logits.size(), 2u * kFrameVocabulary);
  EXPECT_FALSE(std::equal(logits.begin(), logits.begin() + kFrameVocabulary,
                          logits.begin() + kFrameVocabulary));
}

TEST_F(FrameWindowTest, AFieldKnowsTheFieldsBeforeIt) {
  const auto second_field = [&](uint16_t part) {
    FrameWindow window(model_, rows_, head(), 40);
    window.begin_row({});
    window.take(part);
    const auto logits = window.logits();
    return std::vector<float>(logits.begin(), logits.end());
  };
  EXPECT_EQ(second_field(0), second_field(0));
  EXPECT_NE(second_field(40), second_field(0));
}

}  // namespace
}  // namespace continuo
