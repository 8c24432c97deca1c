#include "score/midi_file.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <map>
#include <set>

#include "base/error.h"
#include "base/files.h"
#include "score/midi_events.h"
#include "score/test_scores.h"

namespace continuo {
namespace {

using Bytes = std::vector<uint8_t>;

Bytes file_of(int format, int division, const std::vector<Bytes>& tracks) {
  const auto big = [](Bytes& out, size_t value, int count) {
    for (int i = count - 1; i >= 0; --i) out.push_back(static_cast<uint8_t>(value >> 8 * i & 0xFF));
  };
  Bytes file = {'M', 'T', 'h', 'd', 0, 0, 0, 6};
  big(file, static_cast<size_t>(format), 2);
  big(file, tracks.size(), 2);
  big(file, static_cast<size_t>(division), 2);
  for (const Bytes& track : tracks) {
    file.insert(file.end(), {'M', 'T', 'r', 'k'});
    big(file, track.size(), 4);
    file.insert(file.end(), track.begin(), track.end());
  }
  return file;
}

Bytes joined(std::initializer_list<Bytes> pieces) {
  Bytes all;
  for (const Bytes& piece : pieces) all.insert(all.end(), piece.begin(), piece.end());
  return all;
}

const Bytes kEndOfTrack = {0, 0xFF, 0x2F, 0};

// One track of 96 ticks a quarter note.
Score read_track(std::initializer_list<Bytes> pieces) {
  return score_from_midi(file_of(0, 96, {joined(pieces)}));
}

std::string complaint(const Bytes& bytes) {
  try {
    score_from_midi(bytes);
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::kInput);
    return error.what();
  }
  return "";
}

TEST(MidiFile, RandomScoresComeBack) {
  Rng rng(21);
  for (int i = 0; i < 700; ++i) {
    const Score score = quantised(random_test_score(rng));
    ASSERT_EQ(score_from_midi(midi_bytes(score)), score) << "score " << i;
  }
}

TEST(MidiFile, EmptyScoresComeBack) {
  EXPECT_EQ(score_from_midi(midi_bytes(Score{})), Score{});
  Plan plan;
  plan.parts = {{3, Role::kPad}, {40, Role::kCounter}, {128, Role::kDrums}};
  plan.sections = {{SectionKind::kSolo, 100, 1, 2}};
  const Score blank = quantised(blank_score(plan));
  EXPECT_EQ(score_from_midi(midi_bytes(blank)), blank);
}

TEST(MidiFile, WrittenFilesAreWhatOthersRead) {
  Plan plan;
  plan.bpm = 168;
  plan.metre = {7, 8};
  plan.key = {9, Mode::kHarmonicMinor};
  plan.parts = {{40, Role::kLead}, {128, Role::kDrums}};
  plan.sections = {{SectionKind::kChorus, 2, 4, 4}};
  Score score = blank_score(plan);
  score.part(40, Role::kLead).notes = {{48, 24, 69, 90}};
  score.part(128, Role::kDrums).notes = {{0, 6, 36, 100}};
  const MidiEvents midi = parse_midi(midi_bytes(score));
  EXPECT_EQ(midi.division, 480);
  std::set<std::string> seen;
  using Kind = MidiFileEvent::Kind;
  for (const MidiFileEvent& event : midi.events) {
    switch (event.kind) {
      case Kind::kNoteOn:
        if (event.channel == 9) {
          seen.insert(fmt::format("drum {} {} {}", event.tick, event.value, event.second));
        } else {
          seen.insert(fmt::format("on {} {} {}", event.tick, event.value, event.second));
        }
        break;
      case Kind::kNoteOff:
        seen.insert(fmt::format("off {} {}", event.tick, event.value));
        break;
      case Kind::kProgram:
        seen.insert(fmt::format("program {} {}", event.channel, event.value));
        break;
      case Kind::kTempo:
        seen.insert(fmt::format("tempo {}", event.value));
        break;
      case Kind::kTimeSignature:
        seen.insert(fmt::format("metre {}/{}", event.value, event.second));
        break;
      case Kind::kKeySignature:
        seen.insert(fmt::format("key {} {}", event.value, event.second));
        break;
      case Kind::kMarker:
        seen.insert("marker " + event.text);
        break;
      case Kind::kTrackEnd:
        seen.insert(fmt::format("end {} {}", event.track, event.tick));
        break;
      case Kind::kPedal:
        seen.insert("a pedal");
        break;
      case Kind::kText:
        break;
    }
  }
  const std::set<std::string> expected = {
      "tempo 357143", "metre 7/8",  "key 0 1",   "marker chorus", "end 0 3360", "program 0 40",
      "on 480 69 90", "off 720 69", "end 1 720", "drum 0 36 100", "off 60 36",  "end 2 60"};
  EXPECT_EQ(seen, expected);
}

TEST(MidiFile, ManyPartsShareChannels) {
  Plan plan;
  for (int program = 0; program < 40; ++program) plan.parts.push_back({program, Role::kPad});
  plan.parts.push_back({128, Role::kDrums});
  plan.sections = {{SectionKind::kVerse, 40, 4, 4}};
  Score score = blank_score(plan);
  for (Part& part : score.parts) {
    for (int i = 0; i < 20; ++i) part.notes.push_back({(i * 31 + part.program) * 7, 20, 60, 82});
  }
  const Score canonical = quantised(score);
  const Bytes bytes = midi_bytes(canonical);
  EXPECT_EQ(score_from_midi(bytes), canonical);
  std::set<int> channels;
  for (const MidiFileEvent& event : parse_midi(bytes).events) {
    if (event.kind == MidiFileEvent::Kind::kNoteOn) channels.insert(event.channel);
  }
  EXPECT_EQ(channels.size(), 16u);
}

TEST(MidiFile, PartsWithoutCommonBarsShareAChannelFirst) {
  Plan plan;
  for (int program = 0; program < 16; ++program) plan.parts.push_back({program, Role::kPad});
  plan.sections = {{SectionKind::kVerse, 4, 4, 4}};
  Score score = blank_score(plan);
  for (Part& part : score.parts) {
    // Program 3 rests in the last bar, where program 15 has its only note; the others play
    // throughout.
    for (int bar = 0; bar < (part.program == 3 ? 3 : 4); ++bar) {
      if (part.program != 15 || bar == 3) part.notes.push_back({bar * 192, 100, 60, 82});
    }
  }
  std::map<int, std::set<int>> programs;
  int changes = 0;
  for (const MidiFileEvent& event : parse_midi(midi_bytes(score)).events) {
    if (event.kind != MidiFileEvent::Kind::kProgram) continue;
    programs[event.channel].insert(event.value);
    ++changes;
  }
  EXPECT_EQ(changes, 16);
  bool shared = false;
  for (const auto& [channel, values] : programs) shared = shared || values == std::set<int>{3, 15};
  EXPECT_TRUE(shared);
}

TEST(MidiFile, RunningStatusAndSilentNoteOns) {
  const Score score =
      read_track({{0, 0xC0, 40, 0, 0x90, 60, 64, 96, 64, 65}, {0, 60, 0, 96, 64, 0}, kEndOfTrack});
  ASSERT_EQ(score.parts.size(), 1u);
  EXPECT_EQ(score.parts[0].program, 40);
  EXPECT_EQ(score.parts[0].notes, (std::vector<Note>{{0, 48, 60, 64}, {48, 48, 64, 65}}));
  EXPECT_EQ(score.bars.size(), 1u);
  EXPECT_EQ(score.bars[0].metre, (Metre{4, 4}));
  EXPECT_EQ(score.bars[0].bpm, 120);
}

TEST(MidiFile, OverlappingNotesEndInTheirOrder) {
  const Score score =
      read_track({{0, 0x90, 60, 64, 48, 60, 70, 48, 0x80, 60, 0, 48, 60, 0}, kEndOfTrack});
  EXPECT_EQ(score.parts[0].notes, (std::vector<Note>{{0, 48, 60, 64}, {24, 48, 60, 70}}));
}

TEST(MidiFile, HangingNotesEndWithTheirTrack) {
  const Score score = read_track({{0, 0x90, 60, 64}, {0x60, 0xFF, 0x2F, 0}});
  EXPECT_EQ(score.parts[0].notes, (std::vector<Note>{{0, 48, 60, 64}}));
  // No end of track at all.
  const Score open = read_track({{0, 0x90, 60, 64, 0x60, 60, 0}});
  EXPECT_EQ(open.parts[0].notes, score.parts[0].notes);
}

TEST(MidiFile, SeveralProgramsOnAChannel) {
  const Score score = read_track({{0, 0xC3, 10, 0, 0x93, 60, 64, 48, 60, 0},
                                  {0, 0xC3, 20, 0, 0x93, 61, 64, 48, 61, 0},
                                  {0, 0x99, 36, 64, 48, 36, 0},
                                  kEndOfTrack});
  ASSERT_EQ(score.parts.size(), 3u);
  EXPECT_EQ(score.parts[0].program, 10);
  EXPECT_EQ(score.parts[0].notes[0].pitch, 60);
  EXPECT_EQ(score.parts[1].program, 20);
  EXPECT_EQ(score.parts[1].notes[0].pitch, 61);
  EXPECT_EQ(score.parts[2].program, 128);
  EXPECT_EQ(score.parts[2].role, Role::kDrums);
}

TEST(MidiFile, SkipsWhatItDoesNotKnow) {
  const Score score =
      read_track({{0, 0xF0, 3, 1, 2, 0xF7, 0, 0xF7, 2, 0xF3, 1},  // system exclusive, escape
                  {0, 0xFF, 0x7F, 2, 9, 9, 0, 0xFF, 0x20, 1, 0},  // sequencer specific, prefix
                  {0, 0xB0, 7, 100, 0, 0xE0, 0, 64, 0, 0xD0, 5, 0, 0xA0, 60, 1},
                  {0, 0x90, 60, 64, 48, 60, 0},
                  kEndOfTrack,
                  {1, 2, 3}});
  EXPECT_EQ(score.note_count(), 1u);
  Bytes file = file_of(0, 96, {joined({{0, 0x90, 60, 64, 48, 60, 0}, kEndOfTrack})});
  const Bytes unknown = {'X', 'Y', 'Z', ' ', 0, 0, 0, 2, 1, 2};
  file.insert(file.begin() + 14, unknown.begin(), unknown.end());
  EXPECT_EQ(score_from_midi(file).note_count(), 1u);
}

TEST(MidiFile, ConductorEventsMakeBars) {
  const Bytes conductor = joined({{0, 0xFF, 0x58, 4, 3, 2, 24, 8},       // 3/4
                                  {0, 0xFF, 0x51, 3, 0x0F, 0x42, 0x40},  // 60 bpm
                                  {0, 0xFF, 0x59, 2, 0xFD, 1},           // three flats, minor
                                  {0, 0xFF, 0x06, 5, 'I', 'n', 't', 'r', 'o'},
                                  {0x82, 0x20, 0xFF, 0x58, 4, 7, 3, 24, 8},  // 288 on: 7/8
                                  {0, 0xFF, 0x51, 3, 0x07, 0xA1, 0x20},      // 120 bpm
                                  {0, 0xFF, 0x06, 8, 'V', 'e', 'r', 's', 'e', ' ', '1', 'a'},
                                  kEndOfTrack});
  const Bytes notes = joined({{0, 0x90, 72, 64, 0x86, 0x00, 72, 0}, kEndOfTrack});
  const Score score = score_from_midi(file_of(1, 96, {conductor, notes}));
  ASSERT_EQ(score.bars.size(), 3u);
  EXPECT_EQ(score.bars[0].metre, (Metre{3, 4}));
  EXPECT_EQ(score.bars[0].bpm, 60);
  EXPECT_EQ(score.bars[0].key, (Key{0, Mode::kMinor}));
  EXPECT_EQ(score.bars[0].section, SectionKind::kIntro);
  EXPECT_EQ(score.bars[1].metre, (Metre{7, 8}));
  EXPECT_EQ(score.bars[1].start, 144);
  EXPECT_EQ(score.bars[1].bpm, 120);
  EXPECT_EQ(score.bars[1].section, SectionKind::kVerse);
  EXPECT_EQ(score.bars[2].bar_in_section, 1);
  EXPECT_EQ(score.plan.metre, (Metre{7, 8}));
  EXPECT_EQ(score.plan.bpm, 120);
  ASSERT_EQ(score.plan.sections.size(), 2u);
  EXPECT_EQ(score.plan.sections[1].bars, 2);
  EXPECT_EQ(score.parts[0].role, Role::kLead);
}

TEST(MidiFile, ABarCutByATimeSignatureKeepsWhatIsLeft) {
  const Score score = read_track({{0, 0x90, 60, 64},
                                  {96, 0xFF, 0x58, 4, 3, 2, 24, 8},  // after one quarter of 4/4
                                  {0x84, 0x40, 0x80, 60, 0},
                                  kEndOfTrack});
  ASSERT_EQ(score.bars.size(), 3u);
  EXPECT_EQ(score.bars[0].metre, (Metre{1, 4}));
  EXPECT_EQ(score.bars[1].metre, (Metre{3, 4}));
  EXPECT_EQ(score.bars[1].start, 48);
}

TEST(MidiFile, TemposWithinABarAreAveraged) {
  // Two quarters at 60 bpm, two at 120: three seconds, 80 bpm.
  const Score score = read_track({{0, 0xFF, 0x51, 3, 0x0F, 0x42, 0x40, 0, 0x90, 60, 64},
                                  {0x81, 0x40, 0xFF, 0x51, 3, 0x07, 0xA1, 0x20},
                                  {0x81, 0x40, 0x80, 60, 0},
                                  kEndOfTrack});
  ASSERT_EQ(score.bars.size(), 1u);
  EXPECT_EQ(score.bars[0].bpm, 80);
}

TEST(MidiFile, RolesAreGuessed) {
  const Score score = read_track({{0, 0xC1, 33, 0, 0xC3, 73},
                                  {0, 0x91, 40, 64, 0, 0x93, 80, 64, 0, 0x99, 36, 64},
                                  kEndOfTrack});
  ASSERT_EQ(score.parts.size(), 3u);
  EXPECT_EQ(score.parts[0].role, Role::kBass);
  EXPECT_EQ(score.parts[1].role, Role::kLead);
  EXPECT_EQ(score.parts[2].role, Role::kDrums);
}

TEST(MidiFile, SilentFilesAreEmptyScores) {
  EXPECT_EQ(read_track({{0xFF, 0xFF, 0xFF, 0x7F, 0xFF, 0x2F, 0}}), Score{});
}

TEST(MidiFile, BrokenFilesNameTheByte) {
  const Bytes good = file_of(0, 96, {joined({{0, 0x90, 60, 64, 48, 60, 0}, kEndOfTrack})});
  EXPECT_EQ(complaint(good), "");
  EXPECT_NE(complaint({}).find("byte 0"), std::string::npos);
  EXPECT_NE(complaint({'R', 'I', 'F', 'F'}).find("MThd"), std::string::npos);
  for (size_t size = 0; size + 1 < good.size(); ++size) {
    const std::string message =
        complaint(Bytes(good.begin(), good.begin() + static_cast<std::ptrdiff_t>(size)));
    EXPECT_NE(message.find("byte "), std::string::npos) << size << ": " << message;
  }
  EXPECT_NE(complaint(file_of(0, 0xE728, {kEndOfTrack})).find("SMPTE"), std::string::npos);
  EXPECT_NE(complaint(file_of(0, 0, {kEndOfTrack})).find("byte 12"), std::string::npos);
  EXPECT_NE(complaint(file_of(2, 96, {kEndOfTrack})).find("format"), std::string::npos);
  const auto track = [](Bytes bytes) { return file_of(0, 96, {std::move(bytes)}); };
  EXPECT_NE(complaint(track({0, 60, 64})).find("byte 23"), std::string::npos);
  EXPECT_NE(complaint(track({0, 0x90, 60, 0x90})).find("byte 25"), std::string::npos);
  EXPECT_NE(complaint(track({0x80, 0x80, 0x80, 0x80, 0})).find("byte 22"), std::string::npos);
  EXPECT_NE(complaint(track({0, 0xF2, 1, 1})).find("0xf2"), std::string::npos);
  EXPECT_NE(complaint(track({0, 0xFF, 0x51, 3, 0, 0, 0})).find("tempo"), std::string::npos);
  EXPECT_NE(complaint(track({0, 0xFF, 0x58, 2, 0, 2})).find("time signature"), std::string::npos);
  EXPECT_NE(complaint(track({0, 0xFF, 0x58, 2, 65, 2})).find("time signature"), std::string::npos);
  EXPECT_NE(complaint(track({0, 0xFF, 0x58, 2, 4, 6})).find("time signature"), std::string::npos);
  EXPECT_NE(complaint(track({0, 0xFF, 0x01, 0x7F, 'x'})).find("byte"), std::string::npos);
}

TEST(MidiFile, EndlessPiecesAreRefused) {
  // 0x0FFFFFFF ticks of 96 a quarter note at 120 bpm are sixteen days.
  EXPECT_NE(complaint(file_of(0, 96, {joined({{0, 0x90, 60, 64, 0xFF, 0xFF, 0xFF, 0x7F, 60, 0}})}))
                .find("24 hours"),
            std::string::npos);
  Bytes many;
  for (int i = 0; i < 100'001; ++i) many.insert(many.end(), {0, 0x90, 60, 64});
  EXPECT_NE(complaint(file_of(0, 96, {many})).find("100000 notes"), std::string::npos);
  // A tempo so fast that a day holds more bars than anyone plays.
  Bytes fast = {0, 0xFF, 0x51, 3, 0, 0, 1, 0, 0xFF, 0x58, 2, 1, 5, 0, 0x90, 60, 64};
  fast.insert(fast.end(), {0xFF, 0xFF, 0xFF, 0x7F, 60, 0});
  EXPECT_NE(complaint(file_of(0, 0x1000, {fast})).find("bars"), std::string::npos);
}

TEST(MidiFile, EventsHaveABound) {
  // Two bytes each in running status, and seventy in memory.
  Bytes many = {0, 0xC0, 1};
  for (size_t i = 0; i < kMaxMidiEvents; ++i) many.insert(many.end(), {0, 1});
  EXPECT_NE(complaint(file_of(0, 96, {many})).find("1000000 events"), std::string::npos);
  // Keys that are released and were never struck leave nothing behind.
  Bytes released;
  for (int i = 0; i < 300'000; ++i)
    released.insert(released.end(), {0, static_cast<uint8_t>(0x80 | (i & 15)),
                                     static_cast<uint8_t>(i >> 4 & 127), 0});
  released.insert(released.end(), kEndOfTrack.begin(), kEndOfTrack.end());
  EXPECT_EQ(score_from_midi(file_of(0, 96, {released})), Score());
}

TEST(MidiFile, RandomBytesThrowOrRead) {
  Rng rng(22);
  for (int i = 0; i < 20000; ++i) {
    Bytes body;
    for (int n = rng.range(0, 60); n > 0; --n) {
      body.push_back(static_cast<uint8_t>(rng.chance(0.5) ? rng.range(0, 127) : rng.range(0, 255)));
    }
    Bytes file = rng.chance(0.9) ? file_of(rng.range(0, 1), rng.range(1, 960), {body}) : body;
    try {
      score_from_midi(file);
    } catch (const Error& error) {
      ASSERT_EQ(error.kind(), ErrorKind::kInput) << error.what();
    }
  }
}

TEST(MidiFile, MutatedFilesThrowOrRead) {
  Rng rng(23);
  int read = 0;
  for (int i = 0; i < 1500; ++i) {
    Bytes file = midi_bytes(random_test_score(rng));
    for (int n = rng.range(1, 6); n > 0; --n) {
      file[static_cast<size_t>(rng.range(0, static_cast<int>(file.size()) - 1))] =
          static_cast<uint8_t>(rng.range(0, 255));
    }
    if (rng.chance(0.2))
      file.resize(static_cast<size_t>(rng.range(0, static_cast<int>(file.size()))));
    try {
      const Score score = score_from_midi(file);
      ++read;
      Score again = score;
      tidy(again);
      ASSERT_EQ(again, score);
      check_ranges(decode(encode(score)).plan);
    } catch (const Error& error) {
      ASSERT_EQ(error.kind(), ErrorKind::kInput) << error.what();
    }
  }
  EXPECT_GT(read, 100);
}

TEST(MidiFile, GoesThroughAFile) {
  Rng rng(24);
  const Score score = quantised(random_test_score(rng));
  const auto path = std::filesystem::path(testing::TempDir()) / "continuo_midi_file_test.mid";
  write_midi(score, path);
  EXPECT_EQ(read_midi(path), score);
  std::filesystem::remove(path);
  EXPECT_THROW(read_midi(path), Error);
}

}  // namespace
}  // namespace continuo
