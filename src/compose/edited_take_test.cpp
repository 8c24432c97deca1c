// Edited takes: sound that stays, recipes that replay, histories that go back.
#include "compose/edited_take.h"

#include <gtest/gtest.h>

#include <cmath>

#include "base/error.h"
#include "base/fingerprint.h"
#include "compose/edit_fixture_test.h"
#include "compose/edit_sound.h"
#include "score/midi_file.h"

namespace continuo {
namespace {

// Eight seconds.
Score short_piece(uint64_t seed) {
  Plan plan = band_piece(seed, "rock", 8).plan;
  plan.bpm = 240;
  return quantised(arrange(plan, seed));
}

EditedTake take_of(const Score& score) {
  Recipe recipe;
  recipe.plan = score.plan;
  recipe.bars = score.plan.bars();
  EditedTake take;
  take.source = {"some.json", recipe_to_json(recipe), midi_bytes(score)};
  return take;
}

struct Made {
  EditedTake take;
  EditHistory history;
  Stereo sound;
};

Made made(EditedTake take) {
  static SoundfontRenderer renderer;
  Made result{std::move(take), {}, {}};
  result.history = history_of(result.take);
  result.sound = render_edited(result.take, result.history, renderer);
  return result;
}

TEST(EditedTake, SoundIsTheSameBeforeTheEditAndAfterItHasDiedAway) {
  const Made before = made(take_of(short_piece(2)));
  EditedTake take = before.take;
  take.edits = {edit_of({.action = Action::kMore, .parts = {kDrumKit}}, 2, 3)};
  const Made after = made(take);
  const Score& score = after.history.scores.back();
  const auto frame = [&](int bar) {
    return static_cast<size_t>(score.seconds_at(score.bars[static_cast<size_t>(bar)].start) *
                               kSampleRateHz);
  };
  ASSERT_EQ(before.sound.frames(), after.sound.frames());
  EXPECT_EQ(before.take.level, after.take.level);
  // The limiter looks 4 ms ahead, and the synthesiser's blocks last 1.3 ms.
  const size_t ahead = kSampleRateHz * 6 / 1000;
  const auto same = [&](size_t from, size_t to) {
    return std::equal(before.sound.samples.begin() + static_cast<std::ptrdiff_t>(2 * from),
                      before.sound.samples.begin() + static_cast<std::ptrdiff_t>(2 * to),
                      after.sound.samples.begin() + static_cast<std::ptrdiff_t>(2 * from));
  };
  EXPECT_TRUE(same(0, frame(2) - ahead));
  EXPECT_FALSE(same(frame(2), frame(4)));
  const size_t back = frame(4) + static_cast<size_t>((kLongestReach_s + 0.1) * kSampleRateHz);
  ASSERT_LT(back, before.sound.frames());
  EXPECT_TRUE(same(back, before.sound.frames()));
  // Where the old sound goes on there is no click: no step that the old sound has not.
  const auto steepest = [&](const Stereo& sound, size_t from, size_t to) {
    float most = 0;
    for (size_t i = from; i < to; ++i)
      most = std::max(most, std::abs(sound.samples[2 * i + 2] - sound.samples[2 * i]));
    return most;
  };
  EXPECT_LT(steepest(after.sound, frame(4) + kSampleRateHz / 2, before.sound.frames() - 1),
            1.1f * steepest(before.sound, 0, before.sound.frames() - 1));
}

TEST(EditedTake, CrossesWhereBothAreAlike) {
  Stereo before, now;
  for (int i = 0; i < 6 * kSampleRateHz; ++i) {
    const auto wave = static_cast<float>(0.3 * std::sin(i * 0.05));
    const float gone = i < 2 * kSampleRateHz ? 0.2f : 0.0f;
    before.samples.insert(before.samples.end(), {wave, wave});
    now.samples.insert(now.samples.end(), {wave + gone, wave + gone});
  }
  const Stereo rendered = now;
  keep_untouched(now, before, {.first = 0, .last = kSampleRateHz, .moved = 0});
  EXPECT_EQ(now.samples.size(), before.samples.size());
  const auto at = [](double seconds) {
    return static_cast<std::ptrdiff_t>(2 * seconds * kSampleRateHz);
  };
  EXPECT_TRUE(
      std::equal(now.samples.begin(), now.samples.begin() + at(2), rendered.samples.begin()));
  EXPECT_TRUE(
      std::equal(now.samples.begin() + at(2), now.samples.end(), before.samples.begin() + at(2)));
}

TEST(EditedTake, NewBarsBeforeAPieceMoveItsSound) {
  const Made before = made(take_of(short_piece(3)));
  EditedTake take = before.take;
  take.edits = {edit_of({.action = Action::kOpen, .bars = 2}, 0, -1)};
  const Made after = made(take);
  const size_t moved = after.sound.frames() - before.sound.frames();
  EXPECT_EQ(moved % 64, 0u);
  const Score& score = after.history.scores.back();
  EXPECT_NEAR(static_cast<double>(moved), score.seconds_at(score.bars[2].start) * kSampleRateHz,
              33);
  const auto from = static_cast<std::ptrdiff_t>(2 * (kSampleRateHz * 9 / 2));
  EXPECT_TRUE(
      std::equal(before.sound.samples.begin() + from, before.sound.samples.end(),
                 after.sound.samples.begin() + from + static_cast<std::ptrdiff_t>(2 * moved)));
}

TEST(EditedTake, ReplaysBitForBitFromItsRecipeAlone) {
  EditedTake take = take_of(short_piece(4));
  take.edits = {edit_of({.action = Action::kRewrite, .parts = {33}}, 1, 2),
                edit_of({.action = Action::kGoOn, .bars = 3}, 0, -1, 9),
                edit_of({.action = Action::kAdd, .program = 73, .role = Role::kCounter}, 0, 9)};
  const Made first = made(take);
  const std::string text = recipe_to_json(first.take);
  EXPECT_TRUE(is_edited_recipe(text));
  const EditedTake read = edited_take_from_json(text);
  EXPECT_EQ(recipe_to_json(read), text);
  const Made again = made(read);
  EXPECT_EQ(again.take.audio_fingerprint, first.take.audio_fingerprint);
  EXPECT_EQ(again.take.notes_fingerprint, first.take.notes_fingerprint);
  EXPECT_EQ(again.sound.samples, first.sound.samples);
  EXPECT_EQ(again.take.level, first.take.level);
}

TEST(EditedTake, UndoGoesBackToWhatWasThere) {
  const Made original = made(take_of(short_piece(5)));
  EditedTake take = original.take;
  take.edits = {edit_of({.action = Action::kWilder}, 2, 5)};
  const Made once = made(take);
  take.edits.push_back(edit_of({.action = Action::kHarmony}, 4, 6));
  const Made twice = made(take);
  EXPECT_NE(once.take.audio_fingerprint, original.take.audio_fingerprint);
  EXPECT_NE(twice.take.notes_fingerprint, once.take.notes_fingerprint);
  take.edits.pop_back();
  EXPECT_EQ(made(take).take.audio_fingerprint, once.take.audio_fingerprint);
  take.edits.pop_back();
  const Made back = made(take);
  EXPECT_EQ(back.take.audio_fingerprint, original.take.audio_fingerprint);
  EXPECT_EQ(back.take.notes_fingerprint, original.take.notes_fingerprint);
}

TEST(EditedTake, SoundsAsItDidBeforeItsFirstEdit) {
  const Score score = short_piece(6);
  SoundfontRenderer renderer;
  EXPECT_EQ(made(take_of(score)).sound.samples, render_take(score, renderer).samples);
}

TEST(EditedTake, ANewMixIsLevelledAnew) {
  EditedTake take = made(take_of(short_piece(1))).take;
  const std::optional<Level> level = take.level;
  take.level = Level{level->drive_db - 6, 0};
  EXPECT_EQ(made(take).take.level, take.level);
  take.mix = kMixVersion - 1;
  const EditedTake again = made(take).take;
  EXPECT_EQ(again.level, level);
  EXPECT_EQ(again.mix, kMixVersion);
}

// What fades goes on fading where bars are put in before it.
TEST(EditedTake, NewBarsLeaveFadesAndRests) {
  Plan plan = band_piece(7, "rock", 8).plan;
  plan.sections = {{SectionKind::kVerse, 4, 4, 4}, {SectionKind::kOutro, 4, 4, 4}};
  plan.sections[0].tacet = {kDrumKit};
  plan.sections[1].gestures = {Gesture::kFadeOut};
  EditedTake take = take_of(quantised(arrange(plan, 7)));
  for (const bool before : {true, false}) {
    SCOPED_TRACE(before);
    take.edits = {edit_of({.action = before ? Action::kOpen : Action::kGoOn, .bars = 2}, 0, -1)};
    const EditHistory history = history_of(take);
    const Plan& now = history.scores.back().plan;
    EXPECT_EQ(now.bars(), 10);
    EXPECT_EQ(history.inserted.front()->bar, before ? 0 : 4);
    ASSERT_FALSE(now.sections.empty());
    EXPECT_EQ(now.sections.back(), plan.sections[1]);
    EXPECT_EQ(std::count(now.sections.begin(), now.sections.end(), plan.sections[0]), 1);
  }
}

TEST(EditedTake, HostileRecipesAreRefused) {
  EditedTake take = take_of(short_piece(1));
  take.edits = {edit_of({.action = Action::kMore}, 2, 5)};
  take.source.midi.resize(200);
  const std::string good = recipe_to_json(take);
  Rng rng(11);
  int refused = 0;
  for (int round = 0; round < 400; ++round) {
    std::string bad = good;
    const size_t at = rng.next() % bad.size();
    if (rng.chance(0.5)) {
      bad[at] = static_cast<char>(rng.range(32, 126));
    } else {
      bad.resize(at);
    }
    try {
      const EditedTake read = edited_take_from_json(bad);
      history_of(read);
    } catch (const Error&) {
      ++refused;
    }
  }
  EXPECT_GT(refused, 300);
  EXPECT_FALSE(is_edited_recipe("{}"));
  EXPECT_THROW(edited_take_from_json("{}"), Error);
}

}  // namespace
}  // namespace continuo
