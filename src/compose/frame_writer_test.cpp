#include "compose/frame_writer.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "compose/frame_rows.h"
#include "score/instrument.h"

namespace continuo {
namespace {

constexpr float kNever = -1e9f;

// A model that always wants the same note of the piano at the beginning of the bar, and a bar line
// now and then.
class Stubborn : public FrameSource {
 public:
  void begin_row(std::span<const Frame> written) override { asked_ = written.empty() ? 3 : 0; }
  std::span<const float> logits() override {
    logits_.assign(kFrameVocabulary, kNever);
    switch (kRowOrder[static_cast<size_t>(asked_)]) {
      case kFieldPart:
        logits_[0] = 0;
        logits_[kBar] = logits_[kEnd] = -1;
        break;
      case kFieldPosition:
        logits_[0] = 0;
        logits_[24] = -1;
        break;
      case kFieldPitch:
        logits_[60] = 0;
        break;
      default:
        logits_[10] = 0;
    }
    return logits_;
  }
  void take(uint16_t) override { ++asked_; }
  bool retry() override {
    ++retries;
    asked_ = 3;
    return true;
  }
  int retries = 0;

 private:
  int asked_ = 0;
  std::vector<float> logits_;
};

Plan plan_of(int bars) {
  Plan plan;
  plan.parts = {{0, Role::kLead}};
  plan.sections = {{SectionKind::kVerse, bars, 4, 4}};
  return plan;
}

// Under a mask alone the second note at a place would have to be a higher one, and the third higher
// still.
TEST(FrameWriter, ANoteThatCannotBeIsTakenBackAndNotForced) {
  const Plan plan = plan_of(40);
  BodyGrammar grammar(plan);
  Stubborn source;
  Rng rng(3);
  const auto frames =
      write_frames(source, grammar, Sampling{.guidance = 1}, rng, [](auto) { return true; });
  EXPECT_GT(source.retries, 10);
  int notes = 0, elsewhere = 0;
  for (const Frame& frame : frames) {
    if (frame[kFieldPart] > kDrumKit) continue;
    ++notes;
    EXPECT_EQ(frame[kFieldPitch], 60);
    elsewhere += frame[kFieldPosition] != 0 && frame[kFieldPosition] != 24 ? 1 : 0;
  }
  EXPECT_GT(notes, 30);
  // Tries come to an end; then the mask decides.
  EXPECT_LE(elsewhere * 10, notes);
  EXPECT_EQ(grammar.bars_begun(), 40);
}

TEST(FrameWriter, EndsWhereItIsTold) {
  const Plan plan = plan_of(40);
  BodyGrammar grammar(plan);
  Stubborn source;
  Rng rng(3);
  const auto frames = write_frames(source, grammar, Sampling{.guidance = 1}, rng,
                                   [](auto written) { return written.size() < 7; });
  EXPECT_EQ(frames.size(), 7u);
}

}  // namespace
}  // namespace continuo
