#include "score/frames.h"

#include <gtest/gtest.h>

#include <cmath>

#include "base/error.h"
#include "score/instrument.h"
#include "score/quantise.h"
#include "score/test_scores.h"

namespace continuo {
namespace {

std::string complaint(const std::vector<Frame>& frames) {
  try {
    decode(frames);
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::kInput);
    return error.what();
  }
  return "";
}

TEST(Frames, DurationTable) {
  const auto& table = duration_table();
  EXPECT_EQ(table[0], 1);
  EXPECT_EQ(table[23], 24);
  EXPECT_EQ(table[24], 27);
  EXPECT_EQ(table[31], 48);
  EXPECT_EQ(table[39], 96);
  EXPECT_EQ(table[47], 192);
  EXPECT_EQ(table[55], 384);
  EXPECT_EQ(table[63], 768);
  for (int ticks = -5; ticks < 1000; ++ticks) {
    const int chosen = table[static_cast<size_t>(duration_code(ticks))];
    for (int other : table) EXPECT_LE(std::abs(chosen - ticks), std::abs(other - ticks)) << ticks;
  }
  for (int code = 0; code < 64; ++code) {
    EXPECT_EQ(duration_code(table[static_cast<size_t>(code)]), code);
  }
  for (int code = 0; code < 32; ++code) EXPECT_EQ(velocity_code(velocity_of(code)), code);
}

// The documented layout, written out by hand.
TEST(Frames, LayoutIsAsDocumented) {
  Plan plan;
  plan.genre = 2;
  plan.bpm = 100;
  plan.metre = {3, 4};
  plan.key = {2, Mode::kMinor};
  plan.parts = {{0, Role::kChords}, {kDrumKit, Role::kDrums}};
  plan.density = 5;
  plan.brightness = 1;
  plan.sections = {{SectionKind::kChorus, 2, 6, 3}};
  Score score = blank_score(plan);
  score.bars[1].bpm = 90;
  score.part(0, Role::kChords).notes = {{0, 48, 64, 80}, {0, 48, 60, 80}, {150, 26, 62, 127}};
  score.part(kDrumKit, Role::kDrums).notes = {{0, 1, 36, 3}};
  score.chords = {{0, 2, ChordQuality::kMinor7, 9}};
  const std::vector<Frame> expected = {
      {kGenre, 2, 0, 0, 0},   {kTempo, 100, 0, 0, 0},
      {kMetre, 1, 0, 0, 0},   {kKey, 1, 2, 0, 0},
      {kPart, 0, 2, 0, 0},    {kPart, 128, 6, 0, 0},
      {kDensity, 5, 0, 0, 0}, {kBrightness, 1, 0, 0, 0},
      {kSection, 2, 3, 6, 3}, {kBar, 2, 16 + 3, 6 * 8 + 3, 32},
      {kChord, 0, 0, 9, 7},   {0, 0, 58, 31, 20},
      {0, 0, 62, 31, 20},     {128, 0, 36, 0, 0},
      {kTempo, 90, 0, 0, 0},  {kBar, 1, 16 + 3, 6 * 8 + 3, 32 + 1},
      {0, 6, 60, 24, 31},     {kEnd, 0, 0, 0, 0},
  };
  EXPECT_EQ(encode(score), expected);
  EXPECT_EQ(encode_head(plan), std::vector<Frame>(expected.begin(), expected.begin() + 9));
  EXPECT_EQ(decode(expected), quantised(score));
  EXPECT_EQ(decode_head(expected), plan);
}

TEST(Frames, EveryNoteHasItsCodeUnderEveryTonic) {
  for (int tonic = 0; tonic < 12; ++tonic) {
    EXPECT_EQ(pitch_code(60 + tonic_shift(tonic), tonic), 60) << tonic;
    EXPECT_EQ((60 + tonic_shift(tonic)) % 12, tonic);
    std::array<bool, kPitchCodes> seen{};
    for (int pitch = 0; pitch < 128; ++pitch) {
      const int code = pitch_code(pitch, tonic);
      ASSERT_TRUE(code >= 0 && code < kPitchCodes && !seen[static_cast<size_t>(code)]);
      seen[static_cast<size_t>(code)] = true;
      ASSERT_EQ(pitch_of(code, tonic), pitch);
    }
    for (int code = 0; code < kPitchCodes; ++code) {
      if (!seen[static_cast<size_t>(code)]) {
        ASSERT_GT(pitch_of(code, tonic), 127);
      }
    }
  }
}

// The same music in another key differs in the key's frame alone.
TEST(Frames, MusicIsWrittenFromItsTonic) {
  Plan plan;
  plan.parts = {{0, Role::kChords}, {kDrumKit, Role::kDrums}};
  plan.sections = {{SectionKind::kChorus, 2, 6, 3}};
  const auto in_key = [&](int tonic) {
    plan.key = {tonic, Mode::kDorian};
    Score score = blank_score(plan);
    score.part(0, Role::kChords).notes = {{0, 48, 60 + tonic, 80}, {48, 48, 67 + tonic, 80}};
    score.part(kDrumKit, Role::kDrums).notes = {{0, 1, 36, 80}};
    score.chords = {{0, tonic, ChordQuality::kMinor7, (tonic + 10) % 12},
                    {96, 0, ChordQuality::kNone, 0}};
    return encode(score);
  };
  auto in_c = in_key(0), in_e = in_key(4);
  ASSERT_EQ(in_c.size(), in_e.size());
  EXPECT_EQ(in_e[3], (Frame{kKey, 2, 4, 0, 0}));
  in_e[3] = in_c[3];
  EXPECT_EQ(in_c, in_e);
}

TEST(Frames, RandomScoresComeBack) {
  Rng rng(11);
  for (int i = 0; i < 2000; ++i) {
    const Score score = random_test_score(rng);
    const Score canonical = quantised(score);
    const auto frames = encode(canonical);
    ASSERT_EQ(decode(frames), canonical) << "score " << i;
    ASSERT_EQ(encode(score), frames) << "score " << i;
    ASSERT_EQ(quantised(canonical), canonical) << "score " << i;
    for (const Frame& frame : frames) {
      for (uint16_t code : frame) ASSERT_LT(code, kFrameVocabulary);
    }
    Score again = canonical;
    tidy(again);
    ASSERT_EQ(again, canonical) << "score " << i;
    ASSERT_NO_THROW(check_ranges(canonical.plan));
  }
}

TEST(Frames, QuantisedStaysNear) {
  Rng rng(12);
  for (int i = 0; i < 300; ++i) {
    const Score score = random_test_score(rng);
    Score near = quantised(score);
    ASSERT_EQ(near.note_count(), score.note_count());
    ASSERT_EQ(near.end(), score.end());
    for (const Part& part : score.parts) {
      if (part.notes.empty()) continue;
      const auto& notes = near.part(part.program, part.role).notes;
      for (size_t n = 0; n < notes.size(); ++n) {
        ASSERT_EQ(notes[n].start, part.notes[n].start);
        ASSERT_EQ(notes[n].pitch, part.notes[n].pitch);
        ASSERT_LE(std::abs(notes[n].velocity - part.notes[n].velocity), 2);
        // Longer only by rounding: an eighth of the length at most.
        ASSERT_LE(notes[n].duration, part.notes[n].duration * 9 / 8 + 1);
      }
    }
  }
}

TEST(Frames, RestruckKeysEnd) {
  Plan plan;
  plan.parts = {{0, Role::kLead}};
  plan.sections = {{SectionKind::kVerse, 2, 4, 4}};
  Score score = blank_score(plan);
  score.part(0, Role::kLead).notes = {{0, 300, 60, 82}, {0, 300, 61, 82}, {100, 10, 60, 82}};
  const Score result = quantised(score);
  EXPECT_EQ(result.parts[0].notes[0].duration, 96);
  EXPECT_EQ(result.parts[0].notes[1].duration, 288);
  EXPECT_EQ(result.parts[0].notes[2].duration, 10);
}

TEST(Frames, EveryWrittenMetreHasItsBars) {
  for (int unit : {1, 2, 4, 8, 16, 32}) {
    for (int beats = 1; beats <= 64; ++beats) {
      Score score;
      score.bars.resize(2);
      score.bars[0].metre = {beats, unit};
      score.bars[1].start = score.bars[0].end();
      const int end = score.end();
      score.part(0, Role::kLead).notes = {{end - 1, 1, 60, 82}};
      const Score result = quantised(score);
      ASSERT_EQ(result.end(), end) << beats << "/" << unit;
      ASSERT_EQ(result.note_count(), 1u);
      // A bar stays whole where it can; a longer one takes no more pieces than it must.
      const auto longest =
          static_cast<size_t>((score.bars[0].end() + kMaxBarTicks - 1) / kMaxBarTicks);
      ASSERT_EQ(result.bars.size(), 1 + longest) << beats << "/" << unit;
      ASSERT_EQ(decode(encode(result)), result);
    }
  }
}

TEST(Frames, MetresThatStayAsTheyAre) {
  for (Metre metre : {Metre{1, 8}, Metre{3, 16}, Metre{1, 32}, Metre{7, 8}, Metre{5, 8}}) {
    Score score;
    score.bars.resize(1);
    score.bars[0].metre = metre;
    EXPECT_EQ(quantised(score).bars[0].metre, metre);
  }
  Score score;
  score.bars.resize(1);
  score.bars[0].metre = {6, 16};  // three eighths
  EXPECT_EQ(quantised(score).bars[0].metre, (Metre{3, 8}));
  score.bars[0].metre = {1, 64};
  EXPECT_THROW(quantised(score), Error);
}

TEST(Frames, LongPiecesCountDownFromTheLimit) {
  Score score;
  for (int i = 0; i < 500; ++i) {
    Bar bar;
    bar.start = i * 192;
    score.bars.push_back(bar);
  }
  const auto frames = encode(score);
  std::vector<int> left;
  for (const Frame& frame : frames) {
    if (frame[kFieldPart] == kBar) left.push_back(frame[kFieldPosition]);
  }
  ASSERT_EQ(left.size(), 500u);
  EXPECT_EQ(left[0], 383);
  EXPECT_EQ(left[117], 383);
  EXPECT_EQ(left[118], 382);
  EXPECT_EQ(left[499], 1);
  EXPECT_EQ(decode(frames), quantised(score));
}

TEST(Frames, HeadInAnyOrderAndPartial) {
  const std::vector<Frame> forced = {
      {kMetre, 9, 0, 0, 0}, {kPart, 40, 1, 0, 0},  {kPart, 0, 2, 0, 0},    {kTempo, 77, 0, 0, 0},
      {kGenre, 4, 0, 0, 0}, {kTempo, 99, 0, 0, 0}, {kBar, 1, 9 * 16, 0, 0}};
  Plan expected;
  expected.metre = {7, 8};
  expected.bpm = 77;
  expected.genre = 4;
  expected.parts = {{0, Role::kChords}, {40, Role::kCounter}};
  EXPECT_EQ(decode_head(forced), expected);
  EXPECT_EQ(decode_head({}), Plan{});
  const Score score = decode(forced);
  ASSERT_EQ(score.bars.size(), 1u);
  EXPECT_EQ(score.bars[0].bpm, 99);
  EXPECT_EQ(score.bars[0].metre, (Metre{7, 8}));
}

TEST(Frames, WindowsWithoutTheirStartDecode) {
  Rng rng(13);
  for (int i = 0; i < 300; ++i) {
    const Score score = quantised(random_test_score(rng));
    const auto frames = encode(score);
    const size_t first = static_cast<size_t>(rng.range(0, static_cast<int>(score.bars.size()) - 1));
    size_t at = 0;
    for (size_t bars = 0; at < frames.size(); ++at) {
      if (frames[at][kFieldPart] == kBar && bars++ == first) break;
    }
    // A window is the head, the state at its first bar line, and what follows.
    const Bar& bar = score.bars[first];
    std::vector<Frame> window = encode_head(score.plan);
    window.push_back({kTempo, static_cast<uint16_t>(bar.bpm), 0, 0, 0});
    window.push_back({kMetre, static_cast<uint16_t>(bar_metre_code(bar.metre)), 0, 0, 0});
    window.push_back(
        {kKey, static_cast<uint16_t>(bar.key.mode), static_cast<uint16_t>(bar.key.tonic), 0, 0});
    window.insert(window.end(), frames.begin() + static_cast<std::ptrdiff_t>(at), frames.end());

    const Score tail = decode(window);
    ASSERT_EQ(tail.plan, score.plan);
    ASSERT_EQ(tail.bars.size(), score.bars.size() - first);
    for (size_t n = 0; n < tail.bars.size(); ++n) {
      Bar moved = tail.bars[n];
      moved.start += bar.start;
      ASSERT_EQ(moved, score.bars[first + n]);
    }
    size_t notes = 0;
    for (const Part& part : score.parts) {
      for (const Note& note : part.notes) notes += note.start >= bar.start;
    }
    ASSERT_EQ(tail.note_count(), notes);
  }
}

TEST(Frames, RefusesWhatCannotBe) {
  const Frame bar = {kBar, 1, 0, 0, 0};
  EXPECT_EQ(complaint({bar}), "");
  EXPECT_EQ(complaint({}), "");
  EXPECT_NE(complaint({{0, 0, 60, 5, 5}}).find("frame 0"), std::string::npos);
  EXPECT_NE(complaint({bar, {0, 192, 60, 5, 5}}).find("frame 1: position"), std::string::npos);
  EXPECT_EQ(complaint({bar, {0, 191, 60, 5, 5}}), "");
  EXPECT_NE(complaint({bar, {0, 0, 128, 5, 5}}).find("is note 128"), std::string::npos);
  EXPECT_NE(complaint({bar, {0, 0, 60, 64, 5}}).find("duration"), std::string::npos);
  EXPECT_NE(complaint({bar, {0, 0, 60, 5, 32}}).find("velocity"), std::string::npos);
  EXPECT_NE(complaint({bar, {kChord, 0, 12, 0, 0}}).find("pitch"), std::string::npos);
  EXPECT_NE(complaint({bar, {kChord, 0, 0, 22, 0}}).find("duration"), std::string::npos);
  EXPECT_NE(complaint({bar, {kGenre, 0, 0, 0, 0}}), "");
  EXPECT_NE(complaint({bar, {kPart, 0, 0, 0, 0}}), "");
  EXPECT_NE(complaint({bar, {kControlEnd, 0, 0, 0, 0}}), "");
  EXPECT_NE(complaint({bar, {384, 0, 0, 0, 0}}), "");
  EXPECT_NE(complaint({bar, {kTempo, 90, 0, 0, 0}, {0, 0, 60, 5, 5}}), "");
  EXPECT_NE(complaint({{kTempo, 29, 0, 0, 0}}), "");
  EXPECT_NE(complaint({{kMetre, 300, 0, 0, 0}}), "");
  // 1/16 is a pickup's metre, not a plan's; 8 32nds have their code in the table.
  EXPECT_NE(complaint({{kMetre, 66, 0, 0, 0}}), "");
  const Frame cut = {kBar, 1, 23 * 16, 0, 0};
  EXPECT_EQ(complaint({bar, {kMetre, 66, 0, 0, 0}, cut, {0, 11, 60, 5, 5}}), "");
  EXPECT_NE(complaint({bar, {kMetre, 66, 0, 0, 0}, cut, {0, 12, 60, 5, 5}}), "");
  EXPECT_NE(complaint({bar, {kMetre, 66, 0, 0, 0}, bar}).find("this metre"), std::string::npos);
  EXPECT_NE(complaint({bar, {kMetre, 72, 0, 0, 0}, cut}), "");
  EXPECT_NE(complaint({{kKey, 8, 0, 0, 0}}), "");
  EXPECT_NE(complaint({{kKey, 0, 12, 0, 0}}), "");
  EXPECT_NE(complaint({{kSection, 0, 0, 0, 0}}), "");
  EXPECT_NE(complaint({{kBar, 0, 0, 0, 0}}), "");
  EXPECT_NE(complaint({{kBar, 384, 0, 0, 0}}), "");
  EXPECT_NE(complaint({{kBar, 1, 13, 0, 0}}), "");
  EXPECT_NE(complaint({{kBar, 1, 0, 64, 0}}), "");
  EXPECT_NE(complaint({{kBar, 1, 16, 0, 0}}).find("this metre"), std::string::npos);
  EXPECT_NE(complaint({{kBar, 1, 0, 0, 32}}).find("this mode"), std::string::npos);
  EXPECT_EQ(complaint({{kKey, 1, 0, 0, 0}, {kBar, 1, 0, 0, 32}}), "");
  // What follows the end is not read.
  EXPECT_EQ(complaint({bar, {kEnd, 0, 0, 0, 0}, {999, 999, 999, 999, 999}}), "");
}

TEST(Frames, HostileFramesThrowOrDecode) {
  Rng rng(14);
  int decoded = 0;
  for (int i = 0; i < 4000; ++i) {
    std::vector<Frame> frames;
    if (rng.chance(0.5)) {
      frames = encode(random_test_score(rng));
      for (int n = rng.range(1, 3); n > 0; --n) {
        Frame& frame =
            frames[static_cast<size_t>(rng.range(0, static_cast<int>(frames.size()) - 1))];
        frame[static_cast<size_t>(rng.range(0, 4))] = static_cast<uint16_t>(rng.range(0, 400));
      }
    } else {
      for (int n = rng.range(0, 30); n > 0; --n) {
        Frame frame;
        for (auto& code : frame) {
          code = static_cast<uint16_t>(rng.chance(0.1) ? rng.range(0, 65535) : rng.range(0, 12));
        }
        if (rng.chance(0.7)) frame[0] = static_cast<uint16_t>(rng.range(kEnd, kChord));
        frames.push_back(frame);
      }
    }
    try {
      const Score score = decode(frames);
      ++decoded;
      ASSERT_EQ(quantised(score), score);
      ASSERT_EQ(decode(encode(score)), score);
    } catch (const Error& error) {
      ASSERT_EQ(error.kind(), ErrorKind::kInput) << error.what();
    }
  }
  EXPECT_GT(decoded, 100);
}

}  // namespace
}  // namespace continuo
