// Edited takes: sound that stays, recipes that replay, histories that go back, files of others.
#include "compose/edited_take.h"

#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <set>

#include "base/error.h"
#include "base/fingerprint.h"
#include "compose/edit_fixture_test.h"
#include "compose/edit_sound.h"
#include "score/midi_events.h"
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

Made made(EditedTake take, bool level_known = false) {
  static SoundfontRenderer renderer;
  Made result{std::move(take), {}, {}};
  result.history = history_of(result.take);
  result.sound = render_edited(result.take, result.history, renderer, level_known);
  return result;
}

TEST(EditedTake, SoundIsTheSameBeforeTheEditAndAfterItHasDiedAway) {
  const Made before = made(take_of(short_piece(2)));
  EditedTake take = before.take;
  take.edits = {edit_of({.action = Action::kMore, .parts = {kDrumKit}}, 2, 3)};
  const Made after = made(take, true);
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
  const Made after = made(take, true);
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
  const Made again = made(read, true);
  EXPECT_EQ(again.take.audio_fingerprint, first.take.audio_fingerprint);
  EXPECT_EQ(again.take.notes_fingerprint, first.take.notes_fingerprint);
  EXPECT_EQ(again.sound.samples, first.sound.samples);
  EXPECT_EQ(again.take.level, first.take.level);
}

TEST(EditedTake, UndoGoesBackToWhatWasThere) {
  const Made original = made(take_of(short_piece(5)));
  EditedTake take = original.take;
  take.edits = {edit_of({.action = Action::kWilder}, 2, 5)};
  const Made once = made(take, true);
  take.edits.push_back(edit_of({.action = Action::kHarmony}, 4, 6));
  const Made twice = made(take, true);
  EXPECT_NE(once.take.audio_fingerprint, original.take.audio_fingerprint);
  EXPECT_NE(twice.take.notes_fingerprint, once.take.notes_fingerprint);
  take.edits.pop_back();
  EXPECT_EQ(made(take, true).take.audio_fingerprint, once.take.audio_fingerprint);
  take.edits.pop_back();
  const Made back = made(take, true);
  EXPECT_EQ(back.take.audio_fingerprint, original.take.audio_fingerprint);
  EXPECT_EQ(back.take.notes_fingerprint, original.take.notes_fingerprint);
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
  EXPECT_EQ(made(take).history.scores.size(), 2u);
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
