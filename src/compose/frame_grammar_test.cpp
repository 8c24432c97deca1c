#include "compose/frame_grammar.h"

#include <gtest/gtest.h>

#include <set>

#include "compose/frame_writer.h"
#include "compose/named_wish.h"
#include "score/instrument.h"

namespace continuo {
namespace {

// Stands in for a model: every code is as likely as any other, so the grammar alone decides.
class Noise : public FrameSource {
 public:
  explicit Noise(uint64_t seed) : rng_(seed), logits_(kFrameVocabulary) {}
  void begin_row(std::span<const Frame>) override {}
  std::span<const float> logits() override {
    for (float& logit : logits_) logit = static_cast<float>(rng_.normal(0, 1));
    return logits_;
  }
  void take(uint16_t) override {}
  bool retry() override { return true; }

 private:
  Rng rng_;
  std::vector<float> logits_;
};

std::vector<Frame> write_noise(FrameGrammar& grammar, uint64_t seed, size_t most_frames = 20000) {
  Noise noise(seed);
  Rng rng(seed);
  return write_frames(noise, grammar, Sampling{.guidance = 1}, rng,
                      [&](auto frames) { return frames.size() < most_frames; });
}

Plan noise_plan(const Wish& wish, uint64_t seed) {
  HeadGrammar grammar(wish);
  return decode_head(write_noise(grammar, seed));
}

TEST(HeadGrammar, AnyCodesThatItAllowsAreAPlan) {
  for (uint64_t seed = 0; seed < 300; ++seed) {
    Wish wish;
    wish.bars = 12;
    const Plan plan = noise_plan(wish, seed);
    EXPECT_NO_THROW(check_plan(plan)) << "seed " << seed;
    EXPECT_EQ(plan.bars(), 12) << "seed " << seed;
    EXPECT_FALSE(plan.parts.empty());
  }
}

TEST(HeadGrammar, WhatTheUserGivesWins) {
  for (uint64_t seed = 0; seed < 100; ++seed) {
    Wish wish;
    wish.given.bpm = 137;
    wish.given.metre = Metre{7, 8};
    wish.given.key = Key{3, Mode::kDorian};
    wish.given.density = 6;
    wish.instruments = {kDrumKit, 40, 0};
    wish.bars = 9;
    const Plan plan = noise_plan(wish, seed);
    EXPECT_EQ(plan.bpm, 137);
    EXPECT_EQ(plan.metre, (Metre{7, 8}));
    EXPECT_EQ(plan.key, (Key{3, Mode::kDorian}));
    EXPECT_EQ(plan.density, 6);
    EXPECT_EQ(plan.bars(), 9);
    ASSERT_EQ(plan.parts.size(), 3u);
    EXPECT_EQ(plan.parts[0].program, 0);
    EXPECT_EQ(plan.parts[1].program, 40);
    EXPECT_EQ(plan.parts[2], (PlanPart{kDrumKit, Role::kDrums}));
  }
}

TEST(HeadGrammar, RolesStayOpenForInstrumentsAndNotForParts) {
  std::set<Role> open;
  for (uint64_t seed = 0; seed < 50; ++seed) {
    Wish wish;
    wish.bars = 4;
    wish.instruments = {0};
    open.insert(noise_plan(wish, seed).parts[0].role);
    wish.given.parts = {{PlanPart{5, Role::kPad}}};
    EXPECT_EQ(noise_plan(wish, seed).parts, (std::vector<PlanPart>{{5, Role::kPad}}));
  }
  EXPECT_GT(open.size(), 3u);
  EXPECT_EQ(open.count(Role::kDrums), 0u);
}

TEST(HeadGrammar, SecondsBecomeWholeBars) {
  Wish wish;
  wish.given.bpm = 120;
  wish.given.metre = Metre{4, 4};
  wish.seconds = 33;
  EXPECT_EQ(noise_plan(wish, 1).bars(), 17);  // two seconds a bar
  wish.given.metre = Metre{7, 4};
  EXPECT_EQ(noise_plan(wish, 1).bars(), 9);  // 3.5 seconds a bar
}

TEST(HeadGrammar, WhatIsNamedHoldsAndTheRestIsFree) {
  std::set<int> genres, leads;
  for (uint64_t seed = 0; seed < 150; ++seed) {
    Wish wish;
    wish.prompt =
        "slow folk rock in a minor key with cello, lead guitar and strings, no drums, in seven";
    wish.bars = 4;
    const Plan plan = noise_plan(with_named(wish), seed);
    EXPECT_NO_THROW(check_plan(plan));
    EXPECT_LE(plan.bpm, 82);
    EXPECT_TRUE(plan.key.is_minor());
    EXPECT_EQ(plan.metre.beats, 7);
    EXPECT_TRUE(plan.has_part(42));
    EXPECT_FALSE(plan.has_part(kDrumKit));
    genres.insert(plan.genre);
    for (const int program : {27, 29, 30}) {
      if (plan.has_part(program)) leads.insert(program);
    }
  }
  EXPECT_EQ(genres, (std::set<int>{genre_code("folk"), genre_code("rock")}));
  EXPECT_EQ(leads.size(), 3u);
}

TEST(HeadGrammar, EveryGenreMayBeWrittenNamedAndGiven) {
  std::set<int> free;
  for (uint64_t seed = 0; seed < 500; ++seed) {
    Wish wish;
    wish.bars = 1;
    free.insert(noise_plan(wish, seed).genre);
  }
  EXPECT_FALSE(free.contains(0));
  EXPECT_GT(free.size(), genre_names().size() * 3 / 4);
  for (const char* name : {"jazz", "bebop", "tango"}) {
    Wish named, given;
    named.prompt = std::string("a ") + name + " piece, 2 bars";
    EXPECT_EQ(noise_plan(with_named(named), 3).genre, genre_code(name));
    given.given.genre = genre_code(name);
    EXPECT_EQ(noise_plan(given, 3).genre, genre_code(name));
  }
}

TEST(HeadGrammar, OnlyThoseThatAreNamed) {
  for (uint64_t seed = 0; seed < 100; ++seed) {
    Wish wish;
    wish.prompt = "just piano, cello and two guitars";
    wish.bars = 4;
    const Plan plan = noise_plan(with_named(wish), seed);
    ASSERT_EQ(plan.parts.size(), 4u);
    EXPECT_TRUE(plan.has_part(42));
    EXPECT_LE(plan.parts[0].program, 3);
  }
}

TEST(HeadGrammar, WhatTheUserGivesGoesBeforeWhatIsNamed) {
  Wish wish;
  wish.prompt = "ragtime piano at 90 bpm in D minor, 3/4, 8 bars, no drums";
  wish.given.bpm = 140;
  wish.given.key = Key{4, Mode::kMajor};
  wish.given.metre = Metre{4, 4};
  wish.instruments = {kDrumKit, 40};
  wish.bars = 3;
  const Plan plan = noise_plan(with_named(wish), 7);
  EXPECT_EQ(plan.bpm, 140);
  EXPECT_EQ(plan.key, (Key{4, Mode::kMajor}));
  EXPECT_EQ(plan.metre, (Metre{4, 4}));
  EXPECT_EQ(plan.bars(), 3);
  EXPECT_EQ(plan.parts.size(), 2u);
  EXPECT_EQ(plan.genre, genre_code("ragtime"));
}

Plan body_plan(uint64_t seed, int bars = 3) {
  Wish wish;
  wish.bars = bars;
  return noise_plan(wish, seed);
}

TEST(BodyGrammar, AnyCodesThatItAllowsAreAPieceOfThePlan) {
  for (uint64_t seed = 0; seed < 40; ++seed) {
    const Plan plan = body_plan(seed);
    BodyGrammar grammar(plan);
    const std::vector<Frame> body = write_noise(grammar, seed);
    std::vector<Frame> frames = encode_head(plan);
    frames.insert(frames.end(), body.begin(), body.end());
    frames.push_back({kEnd, 0, 0, 0, 0});
    const Score score = decode(frames);
    EXPECT_EQ(score.plan, plan);
    EXPECT_EQ(static_cast<int>(score.bars.size()), plan.bars());
    for (const Part& part : score.parts) {
      EXPECT_TRUE(plan.has_part(part.program));
      for (const Note& note : part.notes) {
        if (part.program == kDrumKit) continue;
        EXPECT_GE(note.pitch, instrument(part.program).lowest);
        EXPECT_LE(note.pitch, instrument(part.program).highest);
      }
    }
  }
}

TEST(BodyGrammar, PositionsNeverGoBackAndNoVoiceRepeatsItsNote) {
  const Plan plan = body_plan(5, 60);
  BodyGrammar grammar(plan);
  const std::vector<Frame> body = write_noise(grammar, 5);
  ASSERT_GT(body.size(), 20u);
  for (size_t i = 1; i < body.size(); ++i) {
    const Frame &a = body[i - 1], &b = body[i];
    if (a[kFieldPart] == kBar || b[kFieldPart] == kBar) continue;
    ASSERT_LE(a[kFieldPosition], b[kFieldPosition]) << "frame " << i;
    // The last tick of a bar is where the rules may run out of room.
    if (a[kFieldPosition] != b[kFieldPosition] || b[kFieldPosition] + 1 == plan.metre.bar_ticks())
      continue;
    if (a[kFieldPart] == kChord) continue;
    ASSERT_LE(a[kFieldPart], b[kFieldPart]) << "frame " << i;
    if (a[kFieldPart] == b[kFieldPart]) {
      ASSERT_LT(a[kFieldPitch], b[kFieldPitch]) << "frame " << i;
    }
  }
}

// A model that never wants a bar line.
class Endless : public FrameSource {
 public:
  Endless() : parts_(kFrameVocabulary, 0.0f), others_(kFrameVocabulary, 0.0f) {
    parts_[kBar] = parts_[kEnd] = -1e9f;
  }
  void begin_row(std::span<const Frame> written) override { until_part_ = written.empty() ? 0 : 3; }
  std::span<const float> logits() override { return until_part_ == 0 ? parts_ : others_; }
  void take(uint16_t) override { --until_part_; }
  bool retry() override {
    until_part_ = 0;
    return true;
  }

 private:
  int until_part_ = 0;
  std::vector<float> parts_, others_;
};

TEST(BodyGrammar, AStuckBarIsEnded) {
  const Plan plan = body_plan(3);
  BodyGrammar grammar(plan);
  Endless source;
  Rng rng(1);
  const auto frames =
      write_frames(source, grammar, Sampling{.guidance = 1}, rng, [](auto) { return true; });
  EXPECT_EQ(grammar.bars_begun(), plan.bars());
  EXPECT_LT(frames.size(), 1200u);
}

}  // namespace
}  // namespace continuo
