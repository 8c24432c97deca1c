// Edits of loops: they stay loops, and stay where they are not edited.
#include <gtest/gtest.h>

#include "base/error.h"
#include "base/fingerprint.h"
#include "compose/edit_ask.h"
#include "compose/edit_fixture_test.h"
#include "compose/edit_sound.h"
#include "compose/edit_source.h"
#include "compose/edited_take.h"
#include "compose/loop.h"
#include "score/midi_file.h"

namespace continuo {
namespace {

struct LoopTake {
  Score score;
  Stereo sound;
  std::string recipe;
};

// Eight bars of two seconds, as continuo generate --loop makes them.
LoopTake loop_take(uint64_t seed, int bars = 8) {
  Plan plan = band_piece(seed, "rock").plan;
  plan.bpm = 120;
  plan.sections = {{SectionKind::kTheme, bars, 4, 4}};
  LoopTake made{quantised(arrange_loop(plan, seed)), {}, {}};
  SoundfontRenderer renderer;
  made.sound = render_take(made.score, renderer, true);
  Recipe recipe;
  recipe.plan = made.score.plan;
  recipe.bars = bars;
  recipe.settings.loop = true;
  fingerprint_take(made.score, made.sound, recipe);
  made.recipe = recipe_to_json(recipe);
  return made;
}

EditedTake opened(const LoopTake& loop) {
  return take_to_edit("loop.json", loop.recipe, "no such file.mid",
                      [&](const Recipe&) { return loop.score; });
}

Stereo rendered(EditedTake& take) {
  static SoundfontRenderer renderer;
  return render_edited(take, history_of(take), renderer);
}

TEST(EditedLoop, IsWhatItWasBeforeItsFirstEdit) {
  const LoopTake loop = loop_take(1);
  EditedTake take = opened(loop);
  EXPECT_TRUE(is_loop(take.source));
  EXPECT_EQ(history_of(take).scores.front(), loop.score);
  EXPECT_EQ(rendered(take).samples, loop.sound.samples);
  EXPECT_EQ(take.notes_fingerprint, recipe_from_json(loop.recipe).notes_fingerprint);
}

TEST(EditedLoop, SoundsAsBeforeOutsideTheReachOfTheEdit) {
  const LoopTake loop = loop_take(2);
  EditedTake take = opened(loop);
  // In the middle; over the seam, where what dies away is heard at the beginning.
  for (const int bar : {3, 7}) {
    SCOPED_TRACE(bar);
    take.edits = {edit_of({.action = Action::kMore, .parts = {kDrumKit}}, bar, bar)};
    const Stereo sound = rendered(take);
    const size_t frames = loop.sound.frames();
    ASSERT_EQ(sound.frames(), frames);
    const auto start = static_cast<size_t>(2 * bar * kSampleRateHz);
    const auto same = [&](size_t frame) {
      return sound.samples[2 * frame] == loop.sound.samples[2 * frame] &&
             sound.samples[2 * frame + 1] == loop.sound.samples[2 * frame + 1];
    };
    // A bar, two of what rings on in it, the longest wait, and the crossing.
    const auto reach = static_cast<size_t>((2 + 4 + kLongestReach_s + 0.1) * kSampleRateHz);
    const size_t lead = kSampleRateHz / 20;
    size_t changed = 0;
    for (size_t i = 0; i < frames; ++i) {
      const size_t after = (i + frames - (start - lead)) % frames;
      if (after < lead + reach) {
        changed += same(i) ? 0 : 1;
      } else {
        ASSERT_TRUE(same(i)) << i;
      }
    }
    EXPECT_GT(changed, static_cast<size_t>(kSampleRateHz));
  }
}

TEST(EditedLoop, NothingNewRingsOverItsEndAndItHasNoEnding) {
  for (uint64_t seed = 1; seed <= 6; ++seed) {
    const LoopTake loop = loop_take(seed, 4);
    EditedTake take = opened(loop);
    take.edits = {edit_of({.action = Action::kRewrite}, 2, 3, seed)};
    const EditHistory history = history_of(take);
    const Score& before = history.scores.front();
    const Score& after = history.scores.back();
    size_t late = 0;
    for (const Part& part : after.parts) {
      const std::vector<Note> old = notes_in(before, part.program, 0, 3);
      for (const Note& note : part.notes) {
        late += note.start > after.bars.back().start + 24 ? 1 : 0;
        if (note.start + note.duration > after.end()) {
          EXPECT_TRUE(std::find(old.begin(), old.end(), note) != old.end()) << note.start;
        }
      }
    }
    EXPECT_GT(late, 4u);
    const Score file = score_from_midi(midi_of(take, history));
    EXPECT_EQ(file.end(), after.end());
    for (const Part& part : file.parts) {
      for (const Note& note : part.notes) EXPECT_LE(note.start + note.duration, file.end());
    }
  }
}

TEST(EditedLoop, GrowsAndStaysALoop) {
  const LoopTake loop = loop_take(3, 4);
  EditedTake take = opened(loop);
  take.edits = {edit_of({.action = Action::kGoOn, .bars = 2}, 0, -1)};
  const EditHistory history = history_of(take);
  EXPECT_EQ(history.scores.back().bars.size(), 6u);
  EXPECT_EQ(history.inserted.front()->bar, 4);
  EXPECT_EQ(rendered(take).frames(), loop_frames(history.scores.back()));
  const std::string text = recipe_to_json(take);
  EditedTake again = edited_take_from_json(text);
  EXPECT_EQ(recipe_to_json(again), text);
  rendered(again);
  EXPECT_EQ(again.audio_fingerprint, take.audio_fingerprint);
  EXPECT_EQ(again.notes_fingerprint, take.notes_fingerprint);
}

TEST(EditedLoop, AnEndingIsRefused) {
  const Score score = band_piece(1);
  EditAsk ask;
  ask.words = "an ending";
  EXPECT_NO_THROW(read_edit(ask, score, {}));
  EXPECT_THROW(read_edit(ask, score, {}, true), Error);
}

// Where nobody can compose it again the file beside the recipe serves.
TEST(EditedLoop, OpensFromItsFile) {
  const LoopTake loop = loop_take(4, 4);
  const auto nobody = [](const Recipe&) -> Score { throw Error(ErrorKind::kMissing, "test", "."); };
  const std::filesystem::path file =
      std::filesystem::path(::testing::TempDir()) / "edited_loop_test.mid";
  write_midi(cut_at_end(loop.score), file);
  const EditedTake take = take_to_edit("loop.json", loop.recipe, file, nobody);
  EXPECT_EQ(history_of(take).scores.front(), score_from_midi(midi_bytes(cut_at_end(loop.score))));
  std::filesystem::remove(file);
  EXPECT_THROW(take_to_edit("loop.json", loop.recipe, file, nobody), Error);
}

}  // namespace
}  // namespace continuo
