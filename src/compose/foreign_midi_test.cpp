// Edits of other people's files: what is not edited stays as it is in the file.
#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <set>

#include "base/error.h"
#include "compose/edit_fixture_test.h"
#include "compose/edited_take.h"
#include "score/midi_events.h"

namespace continuo {
namespace {

// A file as another program writes it.
class File {
 public:
  explicit File(int division, int format = 1) : division_(division), format_(format) {}
  File& at(double quarter, std::vector<uint8_t> bytes) {
    events_.emplace_back(static_cast<uint32_t>(std::lround(quarter * division_)), std::move(bytes));
    return *this;
  }
  File& note(double quarter, double length, uint8_t pitch, uint8_t channel = 0,
             uint8_t velocity = 77) {
    at(quarter, {static_cast<uint8_t>(0x90 | channel), pitch, velocity});
    return at(quarter + length, {static_cast<uint8_t>(0x90 | channel), pitch, 0});
  }
  std::vector<uint8_t> bytes(bool running_status = false) {
    std::stable_sort(events_.begin(), events_.end(),
                     [](const auto& a, const auto& b) { return a.first < b.first; });
    std::vector<uint8_t> body;
    uint32_t tick = 0;
    uint8_t status = 0;
    for (const auto& [when, event] : events_) {
      const uint32_t delta = when - tick;
      tick = when;
      for (int shift = 21; shift > 0; shift -= 7) {
        if (delta >> shift) body.push_back(static_cast<uint8_t>(0x80 | (delta >> shift & 0x7F)));
      }
      body.push_back(static_cast<uint8_t>(delta & 0x7F));
      const bool skip = running_status && event[0] == status && event[0] < 0xF0;
      body.insert(body.end(), event.begin() + (skip ? 1 : 0), event.end());
      if (event[0] < 0xF0) status = event[0];
    }
    body.insert(body.end(), {0, 0xFF, 0x2F, 0});
    std::vector<uint8_t> file = {'M',
                                 'T',
                                 'h',
                                 'd',
                                 0,
                                 0,
                                 0,
                                 6,
                                 0,
                                 static_cast<uint8_t>(format_),
                                 0,
                                 1,
                                 static_cast<uint8_t>(division_ >> 8),
                                 static_cast<uint8_t>(division_ & 0xFF),
                                 'M',
                                 'T',
                                 'r',
                                 'k',
                                 static_cast<uint8_t>(body.size() >> 24),
                                 static_cast<uint8_t>(body.size() >> 16 & 0xFF),
                                 static_cast<uint8_t>(body.size() >> 8 & 0xFF),
                                 static_cast<uint8_t>(body.size() & 0xFF)};
    file.insert(file.end(), body.begin(), body.end());
    return file;
  }

 private:
  int division_;
  int format_;
  std::vector<std::pair<uint32_t, std::vector<uint8_t>>> events_;
};

// Eight bars of C, F, G and C in chords under a tune, not quite in time.
File little_song(int division, int format = 1) {
  File file(division, format);
  file.at(0, {0xC1, 73});
  constexpr std::array<std::array<uint8_t, 3>, 4> kChords{
      {{48, 52, 55}, {53, 57, 60}, {55, 59, 62}, {48, 52, 55}}};
  for (int bar = 0; bar < 8; ++bar) {
    for (const uint8_t pitch : kChords[static_cast<size_t>(bar % 4)])
      file.note(4 * bar + 0.013, 3.7, pitch);
    for (int beat = 0; beat < 4; ++beat) {
      const auto& chord = kChords[static_cast<size_t>(bar % 4)];
      file.note(4 * bar + beat + 0.021 * beat, 0.8,
                static_cast<uint8_t>(chord[static_cast<size_t>(beat % 3)] + 24), 1, 90);
    }
  }
  return file;
}

EditedTake song_take(const std::vector<uint8_t>& midi) {
  EditedTake take;
  take.source = {"song.mid", "", midi};
  return take;
}

TEST(ForeignMidi, IsHeard) {
  const Score score = score_of(song_take(little_song(480).bytes()).source);
  EXPECT_EQ(score.plan.key, (Key{0, Mode::kMajor}));
  EXPECT_EQ(score.bars.size(), 8u);
  ASSERT_GE(score.chords.size(), 8u);
  EXPECT_EQ(score.chords[0].root, 0);
  EXPECT_EQ(score.chords[1].root, 5);
  EXPECT_EQ(score.chords[2].root, 7);
  EXPECT_TRUE(score.plan.has_part(73));
  int bars = 0;
  for (const Section& section : score.plan.sections) bars += section.bars;
  EXPECT_EQ(bars, 8);
}

// Notes of a file in millionths of a quarter note, read by the simplest reader there can be.
std::multiset<std::array<int64_t, 4>> file_notes(const std::vector<uint8_t>& midi,
                                                 double from_quarter, double to_quarter) {
  std::multiset<std::array<int64_t, 4>> notes;
  const MidiEvents events = parse_midi(midi);
  for (size_t i = 0; i < events.events.size(); ++i) {
    const MidiFileEvent& on = events.events[i];
    if (on.kind != MidiFileEvent::Kind::kNoteOn) continue;
    if (static_cast<double>(on.tick) < from_quarter * events.division ||
        static_cast<double>(on.tick) >= to_quarter * events.division)
      continue;
    for (size_t k = i + 1; k < events.events.size(); ++k) {
      const MidiFileEvent& off = events.events[k];
      if (off.kind == MidiFileEvent::Kind::kNoteOff && off.channel == on.channel &&
          off.value == on.value && off.track == on.track) {
        const auto place = [&](int64_t tick) { return tick * 1'000'000 / events.division; };
        notes.insert({place(on.tick), place(off.tick), on.value * 1000 + on.channel, on.second});
        break;
      }
    }
  }
  return notes;
}

TEST(ForeignMidi, WhatIsNotEditedKeepsItsTicks) {
  for (const int division : {480, 96, 1000, 24, 960}) {
    for (const int format : {0, 1}) {
      for (const bool running : {false, true}) {
        SCOPED_TRACE(fmt::format("{} ticks, format {}", division, format));
        const std::vector<uint8_t> midi = little_song(division, format).bytes(running);
        EditedTake take = song_take(midi);
        take.edits = {edit_of({.action = Action::kRewrite, .parts = {73}}, 2, 3)};
        const std::vector<uint8_t> after = midi_of(take, history_of(take));
        EXPECT_EQ(file_notes(midi, 0, 8), file_notes(after, 0, 8));
        EXPECT_EQ(file_notes(midi, 16, 99), file_notes(after, 16, 99));
        EXPECT_NE(file_notes(midi, 8, 16), file_notes(after, 8, 16));
        // The piano plays on where the flute does something else.
        for (const auto& note : file_notes(midi, 8, 16)) {
          if (note[2] % 1000 == 0) {
            EXPECT_TRUE(file_notes(after, 8, 16).contains(note));
          }
        }
        const Score read = score_of({"", "", after});
        EXPECT_EQ(notes_in(read, 73, 2, 3), notes_in(history_of(take).scores.back(), 73, 2, 3));
      }
    }
  }
}

TEST(ForeignMidi, GoesOnAndBeginsEarlier) {
  const std::vector<uint8_t> midi = little_song(1000).bytes();
  EditedTake take = song_take(midi);
  take.edits = {edit_of({.action = Action::kGoOn, .bars = 4, .after_all = true}, 0, -1),
                edit_of({.action = Action::kOpen, .bars = 2}, 0, -1)};
  const EditHistory history = history_of(take);
  EXPECT_EQ(history.scores.back().bars.size(), 14u);
  const std::vector<uint8_t> after = midi_of(take, history);
  std::multiset<std::array<int64_t, 4>> moved;
  for (auto note : file_notes(midi, 0, 99)) {
    note[0] += 8'000'000;
    note[1] += 8'000'000;
    moved.insert(note);
  }
  const auto there = file_notes(after, 8, 40);
  for (const auto& note : moved) EXPECT_TRUE(there.contains(note)) << note[0];
  EXPECT_FALSE(file_notes(after, 0, 7).empty());
  EXPECT_FALSE(file_notes(after, 40, 56).empty());
  const Score read = score_of({"", "", after});
  for (const int program : {0, 73}) {
    const auto wanted = notes_in(history.scores.back(), program, 0, 13);
    const auto found = notes_in(read, program, 0, 13);
    EXPECT_EQ(found.size(), wanted.size());
    for (size_t i = 0; i < std::min(found.size(), wanted.size()); ++i) {
      EXPECT_EQ(found[i], wanted[i])
          << program << " note " << i << " at " << wanted[i].start << " " << wanted[i].duration
          << " " << wanted[i].pitch << "; " << found[i].start << " " << found[i].duration;
    }
  }
}

// Bars that are put in among bars that were put in.
TEST(ForeignMidi, GoesOnBeforeTheEndingThatAnEditGaveIt) {
  EditedTake take = song_take(little_song(480).bytes());
  take.edits = {edit_of({.action = Action::kGoOn, .bars = 4, .after_all = true}, 0, -1),
                edit_of({.action = Action::kGoOn, .bars = 3}, 0, -1, 4),
                edit_of({.action = Action::kOpen, .bars = 1}, 0, -1)};
  const EditHistory history = history_of(take);
  EXPECT_EQ(history.inserted[1]->bar, 11);
  const Score read = score_of({"", "", midi_of(take, history)});
  ASSERT_EQ(read.bars.size(), 16u);
  for (const int program : {0, 73})
    EXPECT_EQ(notes_in(read, program, 0, 15), notes_in(history.scores.back(), program, 0, 15));
}

// An edit puts bars in one place; a recipe that says otherwise is nobody's.
TEST(ForeignMidi, BarsInTwoPlacesAtOnceAreRefused) {
  EditedTake take = song_take(little_song(480).bytes());
  Edit edit = edit_of({.action = Action::kGoOn, .bars = 4}, 0, -1);
  edit.changes.push_back({.action = Action::kOpen, .bars = 2});
  take.edits = {edit};
  EXPECT_THROW(midi_of(take, history_of(take)), Error);
}

TEST(ForeignMidi, APartJoinsUnderItsHarmony) {
  EditedTake take = song_take(little_song(480).bytes());
  take.edits = {edit_of({.action = Action::kAdd,
                         .program = 32,
                         .role = Role::kBass,
                         .style = {.genre = genre_code("jazz")}},
                        0, 7)};
  const EditHistory history = history_of(take);
  const Score& score = history.scores.back();
  const auto bass = notes_in(score, 32, 0, 7);
  EXPECT_GT(bass.size(), 15u);
  size_t roots = 0;
  for (const Note& note : bass) {
    const auto bar = static_cast<size_t>(note.start / 192);
    if (note.start % 192 < 8) roots += note.pitch % 12 == score.chords[bar].root;
  }
  EXPECT_GE(roots, 5u);
  SoundfontRenderer renderer;
  EXPECT_GT(render_edited(take, history, renderer).seconds(), 10);
}

TEST(ForeignMidi, PedalsHoldNotesAndStayInTheFile) {
  File file(480);
  for (int bar = 0; bar < 4; ++bar) {
    file.at(4 * bar, {0xB0, 64, 127});
    file.note(4 * bar, 0.5, 60).note(4 * bar + 1, 0.5, 64).note(4 * bar + 2, 0.5, 67);
    file.at(4 * bar + 3.5, {0xB0, 64, 0});
  }
  EditedTake take = song_take(file.bytes());
  const Score score = score_of(take.source);
  EXPECT_EQ(score.parts.front().notes.front().duration, 168);
  take.edits = {edit_of({.action = Action::kLouder}, 1, 1)};
  const std::vector<uint8_t> after = midi_of(take, history_of(take));
  const MidiEvents events = parse_midi(after);
  EXPECT_EQ(std::count_if(events.events.begin(), events.events.end(),
                          [](const MidiFileEvent& event) {
                            return event.kind == MidiFileEvent::Kind::kPedal;
                          }),
            8);
  // Louder, and as long as it was.
  const auto had = file_notes(take.source.midi, 4, 8);
  const auto has = file_notes(after, 4, 8);
  ASSERT_EQ(had.size(), has.size());
  auto now = has.begin();
  for (const auto& note : had) {
    EXPECT_EQ((*now)[0], note[0]);
    EXPECT_EQ((*now)[1], note[1]);
    EXPECT_GT((*now)[3], note[3]);
    ++now;
  }
}

TEST(ForeignMidi, OddMetresAndPickupsAreEdited) {
  File file(480);
  file.at(0, {0xFF, 0x58, 4, 1, 2, 24, 8});   // a pickup of a quarter
  file.at(1, {0xFF, 0x58, 4, 3, 2, 24, 8});   // then 3/4
  file.at(13, {0xFF, 0x58, 4, 7, 3, 24, 8});  // then 7/8
  file.at(0, {0xFF, 0x51, 3, 7, 0xA1, 0x20});
  file.at(13, {0xFF, 0x51, 3, 9, 0x27, 0xC0});
  for (int beat = 0; beat < 27; ++beat)
    file.note(beat, 0.9, static_cast<uint8_t>(60 + beat % 3 * 4));
  EditedTake take = song_take(file.bytes());
  const Score before = score_of(take.source);
  EXPECT_EQ(before.bars[0].metre, (Metre{1, 4}));
  EXPECT_EQ(before.bars[1].metre, (Metre{3, 4}));
  EXPECT_EQ(before.bars[6].metre, (Metre{7, 8}));
  EXPECT_EQ(before.bars[1].bpm, 120);
  EXPECT_EQ(before.bars[6].bpm, 100);
  take.edits = {edit_of({.action = Action::kAdd, .program = 33, .role = Role::kBass}, 0, -1),
                edit_of({.action = Action::kGoOn, .bars = 3, .after_all = true}, 0, -1)};
  const EditHistory history = history_of(take);
  const Score read = score_of({"", "", midi_of(take, history)});
  ASSERT_EQ(read.bars.size(), history.scores.back().bars.size());
  for (size_t i = 0; i < read.bars.size(); ++i) {
    EXPECT_EQ(read.bars[i].metre, history.scores.back().bars[i].metre) << i;
    EXPECT_EQ(read.bars[i].bpm, history.scores.back().bars[i].bpm) << i;
  }
  EXPECT_EQ(read.parts.size(), 2u);
}

TEST(ForeignMidi, WhatIsNoMusicIsRefused) {
  const auto refused = [](std::vector<uint8_t> bytes) {
    EXPECT_THROW(score_of({"x.mid", "", std::move(bytes)}), Error);
  };
  refused({});
  refused({'M', 'T', 'h', 'd'});
  refused(File(480).bytes());
  std::vector<uint8_t> good = little_song(480).bytes();
  for (size_t size = 0; size < good.size(); size += 7)
    refused({good.begin(), good.begin() + static_cast<std::ptrdiff_t>(size)});
  Rng rng(5);
  for (int round = 0; round < 300; ++round) {
    EditedTake take = song_take(good);
    for (int i = 0; i < 3; ++i)
      take.source.midi[rng.next() % good.size()] = static_cast<uint8_t>(rng.range(0, 255));
    take.edits = {edit_of({.action = Action::kVary}, 0, 0)};
    try {
      midi_of(take, history_of(take));
    } catch (const Error&) {
    }
  }
}

}  // namespace
}  // namespace continuo
