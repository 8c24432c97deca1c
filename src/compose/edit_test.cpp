// Edits change what they name, as they say, and nothing else.
#include "compose/edit.h"

#include <gtest/gtest.h>

#include <cmath>
#include <set>

#include "base/error.h"
#include "compose/edit_fixture_test.h"
#include "compose/edit_rewrite.h"
#include "score/midi_file.h"

namespace continuo {
namespace {

void expect_same_outside(const Score& before, const Score& after, int first_bar, int last_bar) {
  for (int program = 0; program < kProgramCount; ++program) {
    EXPECT_EQ(notes_outside(before, program, first_bar, last_bar),
              notes_outside(after, program, first_bar, last_bar))
        << instrument(program).name;
  }
  ASSERT_EQ(before.bars.size(), after.bars.size());
  for (size_t i = 0; i < before.bars.size(); ++i) {
    const bool named = static_cast<int>(i) >= first_bar && static_cast<int>(i) <= last_bar;
    if (!named) {
      EXPECT_EQ(before.bars[i], after.bars[i]) << i;
    }
    EXPECT_EQ(before.bars[i].start, after.bars[i].start);
    EXPECT_EQ(before.bars[i].bpm, after.bars[i].bpm);
  }
}

void expect_sound(const Score& score) {
  for (const Part& part : score.parts) {
    const Instrument& player = instrument(part.program);
    for (size_t i = 0; i < part.notes.size(); ++i) {
      const Note& note = part.notes[i];
      EXPECT_GE(note.duration, 1);
      EXPECT_TRUE(note.velocity >= 1 && note.velocity <= 127);
      EXPECT_TRUE(note.pitch >= player.lowest && note.pitch <= player.highest)
          << player.name << " " << note.pitch;
      if (i > 0) {
        EXPECT_TRUE(std::pair(part.notes[i - 1].start, part.notes[i - 1].pitch) <
                    std::pair(note.start, note.pitch));
      }
    }
  }
  // Files carry it: no two notes of a part sound on one key.
  const Score again = score_from_midi(midi_bytes(score));
  EXPECT_EQ(again.parts, score.parts);
  EXPECT_EQ(again.chords, score.chords);
}

TEST(Edit, NothingChangesOutsideTheNamedBarsInAnyGenre) {
  uint64_t seed = 1;
  for (const int genre : taught_genres()) {
    const Score before = piece_of(genre_names()[static_cast<size_t>(genre)], seed);
    Rng rng(seed);
    for (const Change& change : all_changes()) {
      const int first = rng.range(0, 12);
      const int last = rng.range(first, 15);
      Change possible = change;
      // Parts that this band has.
      for (int& program : possible.parts) program = rng.pick(before.plan.parts).program;
      std::sort(possible.parts.begin(), possible.parts.end());
      possible.parts.erase(std::unique(possible.parts.begin(), possible.parts.end()),
                           possible.parts.end());
      SCOPED_TRACE(fmt::format("{} seed {} {} bars {}-{}",
                               genre_names()[static_cast<size_t>(genre)], seed,
                               action_name(change.action), first, last));
      try {
        const Score after = edited(before, edit_of(possible, first, last, seed)).score;
        expect_same_outside(before, after, first, last);
        expect_sound(after);
      } catch (const Error& error) {
        EXPECT_EQ(error.kind(), ErrorKind::kUsage) << error.what();
      }
      ++seed;
    }
  }
}

TEST(Edit, PartsThatAreNotNamedStay) {
  for (uint64_t seed = 1; seed <= 12; ++seed) {
    const Score before = band_piece(seed);
    for (const Change& change : all_changes()) {
      if (change.parts.size() != 1 || change.action == Action::kInstead) continue;
      const Score after = edited(before, edit_of(change, 4, 11, seed)).score;
      for (const Part& part : before.parts) {
        if (part.program == change.parts.front()) continue;
        EXPECT_EQ(notes_in(after, part.program, 0, 15), notes_in(before, part.program, 0, 15));
      }
    }
  }
}

TEST(Edit, TheSameEditIsTheSame) {
  const Score before = band_piece(3);
  for (const Change& change : all_changes()) {
    EXPECT_EQ(edited(before, edit_of(change, 2, 9, 5)).score,
              edited(before, edit_of(change, 2, 9, 5)).score);
  }
  const Change anew{.action = Action::kRewrite};
  EXPECT_NE(edited(before, edit_of(anew, 2, 9, 5)).score,
            edited(before, edit_of(anew, 2, 9, 6)).score);
}

TEST(Edit, MoreIsMoreAndLessIsLess) {
  for (const std::string_view genre : {"pop ballad", "rock", "jazz", "house", "funk"}) {
    for (uint64_t seed = 1; seed <= 6; ++seed) {
      const Score before = band_piece(seed, genre);
      for (const Part& part : before.parts) {
        const auto had = notes_in(before, part.program, 4, 11).size();
        if (had < 4) continue;
        SCOPED_TRACE(fmt::format("{} {} {}", genre, seed, instrument(part.program).name));
        const Change more{.action = Action::kMore, .parts = {part.program}};
        const auto has =
            notes_in(edited(before, edit_of(more, 4, 11)).score, part.program, 4, 11).size();
        EXPECT_GT(static_cast<double>(has), 1.14 * static_cast<double>(had));
        EXPECT_LT(has, 2 * had + 2);
        const Change less{.action = Action::kLess, .parts = {part.program}};
        const auto few =
            notes_in(edited(before, edit_of(less, 4, 11)).score, part.program, 4, 11).size();
        EXPECT_LT(static_cast<double>(few), 0.75 * static_cast<double>(had));
        EXPECT_GT(few, 0u);
      }
    }
  }
}

TEST(Edit, LouderHigherAndTheirOpposites) {
  for (uint64_t seed = 1; seed <= 8; ++seed) {
    const Score before = band_piece(seed);
    const auto mean = [&](Action action, int program, int Note::*field) {
      const Score after = edited(before, edit_of({.action = action}, 4, 11)).score;
      return mean_of(notes_in(after, program, 4, 11), field) -
             mean_of(notes_in(before, program, 4, 11), field);
    };
    EXPECT_GT(mean(Action::kLouder, kDrumKit, &Note::velocity), 8);
    EXPECT_LT(mean(Action::kSofter, kDrumKit, &Note::velocity), -8);
    EXPECT_GT(mean(Action::kLouder, 65, &Note::velocity), 8);
    EXPECT_GT(mean(Action::kHigher, 0, &Note::pitch), 4);
    EXPECT_LT(mean(Action::kLower, 0, &Note::pitch), -4);
    EXPECT_LT(mean(Action::kCalmer, kDrumKit, &Note::velocity), -4);
    EXPECT_GT(mean(Action::kWilder, 65, &Note::velocity), 4);
  }
}

TEST(Edit, CalmerIsSparserAndWilderDenser) {
  for (uint64_t seed = 1; seed <= 8; ++seed) {
    const Score before = band_piece(seed);
    const auto count = [](const Score& score) {
      size_t sum = 0;
      for (const Part& part : score.parts) sum += notes_in(score, part.program, 4, 11).size();
      return static_cast<double>(sum);
    };
    EXPECT_LT(count(edited(before, edit_of({.action = Action::kCalmer}, 4, 11)).score),
              0.9 * count(before));
    EXPECT_GT(count(edited(before, edit_of({.action = Action::kWilder}, 4, 11)).score),
              1.15 * count(before));
  }
}

TEST(Edit, WhatIsKeptStaysAndTheRestIsWrittenAroundIt) {
  for (uint64_t seed = 1; seed <= 8; ++seed) {
    const Score before = band_piece(seed);
    Edit edit = edit_of({.action = Action::kRewrite}, 0, 15, seed);
    edit.keep = {65};
    const Score after = edited(before, edit).score;
    EXPECT_EQ(notes_in(after, 65, 0, 15), notes_in(before, 65, 0, 15));
    EXPECT_EQ(after.chords, before.chords);
    for (const int program : {0, 25, 33, kDrumKit}) {
      EXPECT_NE(notes_in(after, program, 0, 15), notes_in(before, program, 0, 15)) << program;
      EXPECT_FALSE(notes_in(after, program, 0, 15).empty());
    }
  }
}

// The share of the time on strong beats that lies on the chords' tones.
double on_chords(const Score& score, int program, int first, int last) {
  const std::vector<Chord> harmony = harmony_of(score);
  double inside = 0, all = 0;
  for (const Note& note : notes_in(score, program, first, last)) {
    const Chord* at = &harmony.front();
    for (const Chord& chord : harmony) {
      if (chord.start <= note.start + 6) at = &chord;
    }
    all += note.duration;
    inside += at->contains(note.pitch) ? note.duration : 0;
  }
  return all > 0 ? inside / all : 1;
}

TEST(Edit, WhatIsWrittenAnewKeepsTheHarmony) {
  double sum = 0;
  for (uint64_t seed = 1; seed <= 10; ++seed) {
    const Score before = band_piece(seed);
    const Score after =
        edited(before, edit_of({.action = Action::kRewrite, .parts = {0, 33}}, 0, 14)).score;
    EXPECT_EQ(after.chords, before.chords);
    EXPECT_GT(on_chords(after, 0, 0, 14), 0.9) << seed;
    sum += on_chords(after, 33, 0, 14);
  }
  EXPECT_GT(sum / 10, 0.75);
}

TEST(Edit, NewChordsAreOthersAndOnlyThere) {
  for (uint64_t seed = 1; seed <= 8; ++seed) {
    const Score before = band_piece(seed);
    const Score after = edited(before, edit_of({.action = Action::kHarmony}, 4, 7, seed)).score;
    const auto named = [](const Score& score, bool inside) {
      std::vector<std::string> names;
      const std::vector<Chord> harmony = harmony_of(score);
      for (size_t bar = 0; bar < score.bars.size(); ++bar) {
        const Chord* at = &harmony.front();
        for (const Chord& chord : harmony) {
          if (chord.start <= score.bars[bar].start) at = &chord;
        }
        if ((bar >= 4 && bar <= 7) == inside) names.push_back(at->name());
      }
      return names;
    };
    EXPECT_NE(named(before, true), named(after, true));
    EXPECT_EQ(named(before, false), named(after, false));
    EXPECT_GT(on_chords(after, 0, 4, 7), 0.9);
  }
}

TEST(Edit, AddedPartsPlayUnderTheHarmony) {
  const Score before = band_piece(4);
  const Change bass{.action = Action::kAdd, .program = 48, .role = Role::kPad};
  const Score after = edited(before, edit_of(bass, 0, 15)).score;
  EXPECT_GT(notes_in(after, 48, 0, 15).size(), 15u);
  EXPECT_GT(on_chords(after, 48, 0, 15), 0.9);
  EXPECT_TRUE(after.plan.has_part(48));
  EXPECT_THROW(edited(after, edit_of(bass, 0, 15)), Error);
}

TEST(Edit, AnInstrumentPlaysInsteadOfAnother) {
  const Score before = band_piece(4);
  const Score after =
      edited(before, edit_of({.action = Action::kInstead, .parts = {0}, .program = 11}, 4, 7))
          .score;
  EXPECT_TRUE(notes_in(after, 0, 4, 7).empty());
  EXPECT_EQ(notes_in(after, 11, 4, 7).size(), notes_in(before, 0, 4, 7).size());
  EXPECT_TRUE(notes_outside(after, 11, 4, 7).empty());
}

TEST(Edit, FeelsHalveAndDouble) {
  const Score before = band_piece(2, "rock");
  const auto had = notes_in(before, kDrumKit, 4, 6).size();
  EXPECT_LT(
      notes_in(edited(before, edit_of({.action = Action::kHalfTime}, 4, 6)).score, kDrumKit, 4, 6)
          .size(),
      had);
  EXPECT_GT(
      notes_in(edited(before, edit_of({.action = Action::kDoubleTime}, 4, 6)).score, kDrumKit, 4, 6)
          .size(),
      had + had / 2);
}

TEST(Edit, AFillIsInTheLastBar) {
  for (uint64_t seed = 1; seed <= 6; ++seed) {
    const Score before = band_piece(seed, "rock");
    const Score after = edited(before, edit_of({.action = Action::kFill}, 2, 5, seed)).score;
    EXPECT_EQ(notes_in(after, kDrumKit, 0, 4), notes_in(before, kDrumKit, 0, 4));
    EXPECT_NE(notes_in(after, kDrumKit, 5, 5), notes_in(before, kDrumKit, 5, 5));
  }
}

TEST(Edit, AVariationKeepsBarLinesAndHarmony) {
  for (uint64_t seed = 1; seed <= 8; ++seed) {
    const Score before = band_piece(seed);
    const Score after = edited(before, edit_of({.action = Action::kVary}, 0, 14, seed)).score;
    const auto old = notes_in(before, 65, 0, 14);
    const auto now = notes_in(after, 65, 0, 14);
    EXPECT_NE(old, now);
    EXPECT_EQ(notes_in(after, 0, 0, 15), notes_in(before, 0, 0, 15));
    size_t kept = 0;
    for (const Note& note : old) {
      kept += std::any_of(now.begin(), now.end(), [&](const Note& other) {
        return other.start == note.start && other.pitch == note.pitch;
      });
    }
    EXPECT_GT(static_cast<double>(kept), 0.75 * static_cast<double>(old.size()));
  }
}

// Notes of a stretch of bars, from the first of them.
std::vector<Note> from_bar(const Score& score, int program, int first, int last) {
  std::vector<Note> notes = notes_in(score, program, first, last);
  for (Note& note : notes) note.start -= score.bars[static_cast<size_t>(first)].start;
  return notes;
}

TEST(Edit, MoreBarsLeaveTheOldOnesAsTheyWere) {
  for (const int genre : taught_genres()) {
    const Score before = piece_of(genre_names()[static_cast<size_t>(genre)], 7);
    SCOPED_TRACE(genre_names()[static_cast<size_t>(genre)]);
    for (const Part& part : before.parts) {
      const int program = part.program;
      const Score after_all =
          edited(before, edit_of({.action = Action::kGoOn, .bars = 6, .after_all = true}, 0, -1))
              .score;
      ASSERT_EQ(after_all.bars.size(), 22u);
      EXPECT_EQ(from_bar(after_all, program, 0, 15), from_bar(before, program, 0, 15));
      const Score opened =
          edited(before, edit_of({.action = Action::kOpen, .bars = 4}, 0, -1)).score;
      ASSERT_EQ(opened.bars.size(), 20u);
      EXPECT_EQ(from_bar(opened, program, 4, 19), from_bar(before, program, 0, 15));
      if (!has_ending(before)) continue;
      const Score inside =
          edited(before, edit_of({.action = Action::kGoOn, .bars = 5}, 0, -1)).score;
      ASSERT_EQ(inside.bars.size(), 21u);
      EXPECT_EQ(from_bar(inside, program, 0, 14), from_bar(before, program, 0, 14));
      EXPECT_EQ(from_bar(inside, program, 20, 20), from_bar(before, program, 15, 15));
      EXPECT_TRUE(has_ending(inside));
      expect_sound(inside);
    }
  }
}

TEST(Edit, NewBarsAreOfThePiecesOwnMaterial) {
  const Score before = band_piece(5);
  const Edited longer = edited(before, edit_of({.action = Action::kGoOn, .bars = 8}, 0, -1));
  ASSERT_TRUE(longer.inserted);
  EXPECT_EQ(longer.inserted->bar, 15);
  EXPECT_EQ(longer.inserted->bars, 8);
  for (const Part& part : before.parts) {
    if (notes_in(before, part.program, 0, 7).empty()) continue;
    EXPECT_FALSE(notes_in(longer.score, part.program, 15, 22).empty());
  }
  for (size_t i = 0; i < longer.score.bars.size(); ++i) {
    if (i > 0) {
      EXPECT_EQ(longer.score.bars[i].start, longer.score.bars[i - 1].end());
    }
  }
  int bars = 0;
  for (const Section& section : longer.score.plan.sections) bars += section.bars;
  EXPECT_EQ(bars, 24);
}

TEST(Edit, WhatCannotBeIsRefused) {
  const Score score = band_piece(1);
  EXPECT_THROW(edited(score, edit_of({}, 5, 16)), Error);
  EXPECT_THROW(edited(score, edit_of({}, 7, 6)), Error);
  EXPECT_THROW(edited(score, edit_of({}, -1, 6)), Error);
  EXPECT_THROW(edited(Score{}, edit_of({}, 0, 0)), Error);
  Edit nothing_left = edit_of({}, 0, 3);
  for (const Part& part : score.parts) nothing_left.keep.push_back(part.program);
  EXPECT_THROW(edited(score, nothing_left), Error);
  EXPECT_THROW(
      edited(score, edit_of({.action = Action::kInstead, .parts = {0}, .program = kDrumKit}, 0, 3)),
      Error);
}

}  // namespace
}  // namespace continuo
