#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <set>

#include "arrange/band.h"
#include "base/files.h"
#include "corpus.h"
#include "corpus_index.h"
#include "corpus_score.h"
#include "corpus_tempo.h"
#include "score/chord_names.h"
#include "score/instrument.h"
#include "score/key_guess.h"
#include "score/midi_file.h"
#include "teacher.h"

namespace continuo {
namespace {

namespace fs = std::filesystem;

class DatasetTest : public testing::Test {
 protected:
  void SetUp() override {
    folder_ =
        fs::temp_directory_path() / ("continuo_dataset_" + std::to_string(getpid()) + "_" +
                                     testing::UnitTest::GetInstance()->current_test_info()->name());
    fs::create_directories(folder_);
  }
  void TearDown() override { fs::remove_all(folder_); }

  fs::path folder_;
};

struct LoadedPiece {
  nlohmann::json line;
  std::vector<Frame> frames;
};

// Reads a data set as training does: offsets into one file of little-endian uint16.
std::vector<LoadedPiece> load(const fs::path& folder) {
  const std::vector<uint8_t> bytes = read_bytes(folder / "frames.u16");
  std::ifstream lines(folder / "pieces.jsonl");
  std::vector<LoadedPiece> pieces;
  size_t end = 0;
  for (std::string text; std::getline(lines, text);) {
    LoadedPiece piece{nlohmann::json::parse(text), {}};
    const size_t offset = piece.line["offset"].get<size_t>();
    EXPECT_EQ(offset, end) << "pieces follow each other";
    end = offset + piece.line["frames"].get<size_t>();
    EXPECT_LE(end * kFrameFields * 2, bytes.size());
    for (size_t i = offset; i < end && end * kFrameFields * 2 <= bytes.size(); ++i) {
      Frame frame;
      for (size_t field = 0; field < kFrameFields; ++field) {
        const size_t at = (i * kFrameFields + field) * 2;
        frame[field] = static_cast<uint16_t>(bytes[at] | bytes[at + 1] << 8);
      }
      piece.frames.push_back(frame);
    }
    pieces.push_back(std::move(piece));
  }
  EXPECT_EQ(end * kFrameFields * 2, bytes.size()) << "nothing behind the last piece";
  return pieces;
}

void expect_valid(const LoadedPiece& piece) {
  const std::string id = piece.line["id"];
  const Score score = decode(piece.frames);
  EXPECT_EQ(encode(score), piece.frames) << id;
  EXPECT_EQ(piece.line["bars"].size(), score.bars.size()) << id;
  for (const auto& bar : piece.line["bars"])
    EXPECT_EQ(piece.frames[bar.get<size_t>()][kFieldPart], kBar) << id;
  EXPECT_EQ(piece.line["head"], piece.line["bars"][0]) << id;
  const auto head = std::span(piece.frames).first(piece.line["head"].get<size_t>());
  EXPECT_EQ(decode_head(head), score.plan) << id;
  EXPECT_EQ(piece.frames.back()[kFieldPart], kEnd) << id;
  EXPECT_EQ(score.plan.density, density_level(score)) << id;
  EXPECT_EQ(score.plan.brightness, brightness_level(score)) << id;
  EXPECT_EQ(score.plan.bars(), static_cast<int>(score.bars.size())) << id;
  EXPECT_FALSE(piece.line["captions"].empty()) << id;
  for (const std::string caption : piece.line["captions"]) EXPECT_FALSE(caption.empty()) << id;
  const std::string split = piece.line["split"];
  EXPECT_TRUE(split == "train" || split == "valid") << id;
}

TEST_F(DatasetTest, TeacherPiecesDecode) {
  TeacherOptions options;
  options.pieces = 12;
  options.captions = 3;
  options.out = folder_;
  EXPECT_EQ(write_teacher(options, false, false), 12);
  const std::vector<LoadedPiece> pieces = load(folder_);
  ASSERT_EQ(pieces.size(), 12u);
  for (const LoadedPiece& piece : pieces) {
    expect_valid(piece);
    EXPECT_EQ(piece.line["captions"].size(), 3u);
  }
  for (const auto& file : fs::directory_iterator(folder_)) {
    EXPECT_NE(file.path().filename().string().front(), '.') << "a temporary was left behind";
  }
}

TEST_F(DatasetTest, ThreadsDoNotChangeTheTeacher) {
  TeacherOptions options;
  options.pieces = 20;
  for (const int threads : {1, 3}) {
    options.threads = threads;
    options.out = folder_ / std::to_string(threads);
    write_teacher(options, false, false);
  }
  EXPECT_EQ(read_bytes(folder_ / "1" / "frames.u16"), read_bytes(folder_ / "3" / "frames.u16"));
  EXPECT_EQ(read_text(folder_ / "1" / "pieces.jsonl"), read_text(folder_ / "3" / "pieces.jsonl"));
}

TEST_F(DatasetTest, StoppingLeavesAShorterSet) {
  TeacherOptions options;
  options.pieces = 1000;
  options.out = folder_;
  EXPECT_EQ(write_teacher(options, true, false), 0);
  EXPECT_TRUE(load(folder_).empty());
}

TEST_F(DatasetTest, AnUnfinishedSetLeavesNothing) {
  {
    DatasetWriter writer(folder_);
    writer.add(teacher_piece(1, 0, 1));
  }
  EXPECT_TRUE(fs::is_empty(folder_));
}

TEST_F(DatasetTest, CorpusFilesBecomeExcerpts) {
  const fs::path corpus = folder_ / "corpus";
  fs::create_directories(corpus / "mutopia");
  Plan plan;
  plan.genre = genre_code("classical piano");
  plan.bpm = 96;
  plan.key = {2, Mode::kMinor};
  plan.parts = {{0, Role::kLead}};
  plan.sections = {{SectionKind::kTheme, 60, 4, 4}, {SectionKind::kVariation, 40, 5, 5}};
  write_midi(arrange(plan, 5), corpus / "mutopia" / "1.mid");
  write_text(corpus / "mutopia" / "2.mid", "this is not music");
  write_text(
      corpus / "index_test.jsonl",
      R"({"id": "m1", "source": "mutopia", "path": "mutopia/1.mid", "title": "Nocturne No. 3", "composer": "FieldJ", "genres": ["romantic", "piano"], "bpm": 96, "tempo_changes": 2, "programs": [0], "time_sig": "4/4"})"
      "\n"
      R"({"id": "m2", "source": "mutopia", "path": "mutopia/2.mid", "title": "Broken", "programs": [0]})"
      "\n");
  CorpusOptions options;
  options.corpus = corpus;
  options.out = folder_ / "out";
  const CorpusSummary summary = write_corpus(options, false, false);
  EXPECT_EQ(summary.files, 2);
  EXPECT_EQ(summary.skipped, 1);
  const std::vector<LoadedPiece> pieces = load(options.out);
  ASSERT_EQ(pieces.size() % 3, 0u);
  ASSERT_GE(pieces.size(), 9u);
  std::set<std::string> splits;
  std::set<int> tonics;
  int nocturnes = 0;
  for (const LoadedPiece& piece : pieces) {
    expect_valid(piece);
    EXPECT_LE(piece.line["bars"].size(), 48u);
    splits.insert(piece.line["split"].get<std::string>());
    tonics.insert(decode(piece.frames).plan.key.tonic);
    for (const std::string caption : piece.line["captions"]) {
      nocturnes += caption.find("octurne") != std::string::npos ||
                   caption.find("OCTURNE") != std::string::npos;
    }
  }
  EXPECT_EQ(splits.size(), 1u) << "one work, one split";
  EXPECT_GE(tonics.size(), 2u) << "transposed";
  EXPECT_GT(nocturnes, 0);
}

TEST(CorpusIndexTest, VersionsOfAWorkShareAName) {
  const auto entry = [](const char* source, const char* composer, const char* title,
                        const char* path) {
    CorpusEntry made;
    made.source = source;
    made.composer = composer;
    made.title = title;
    made.source_path = path;
    return made;
  };
  EXPECT_EQ(
      work_of(entry("nifc_chopin", "Chopin, Fryderyk", "Preludium No. 6",
                    "kern/028_1-12-1a-C-006.krn")),
      work_of(entry("mutopia", "ChopinFF", "Prelude", "ftp/ChopinFF/O28/Chop-28-6/Chop-28-6.ly")));
  EXPECT_EQ(
      work_of(entry("mutopia", "BachJS", "Keyboard partita in A minor", "ftp/BachJS/BWV827/a.ly")),
      work_of(
          entry("hauptstimme_orchestra", "Bach, Johann Sebastian", "Partita, BWV.827 / 2", "x")));
  EXPECT_NE(work_of(entry("mutopia", "BachJS", "Suite", "ftp/BachJS/BWV1007/a.ly")),
            work_of(entry("mutopia", "BachJS", "Suite", "ftp/BachJS/BWV1008/a.ly")));
  EXPECT_EQ(surname_of("Bach, Johann Sebastian"), "bach");
  EXPECT_EQ(surname_of("BeethovenLv"), "beethoven");
  EXPECT_EQ(surname_of("Fryderyk Chopin"), "chopin");
  EXPECT_EQ(plain_text("Fünf  Lieder, Op.40 – Märzveilchen"), "funf lieder op 40 marzveilchen");
}

TEST(CorpusKeyTest, ScalesGiveTheirKeys) {
  for (int tonic = 0; tonic < 12; ++tonic) {
    // Weights of a plain tonic-heavy tune, then of its minor counterpart with a raised seventh.
    std::array<double, 12> major{};
    const int steps[] = {0, 2, 4, 5, 7, 9, 11};
    const double shares[] = {5, 2, 3, 2, 4, 2, 1.5};
    for (size_t i = 0; i < 7; ++i) major[static_cast<size_t>((tonic + steps[i]) % 12)] = shares[i];
    EXPECT_EQ(guess_key(major).key, (Key{tonic, Mode::kMajor}));
    std::array<double, 12> minor{};
    const int minor_steps[] = {0, 2, 3, 5, 7, 8, 11};
    for (size_t i = 0; i < 7; ++i)
      minor[static_cast<size_t>((tonic + minor_steps[i]) % 12)] = shares[i];
    EXPECT_EQ(guess_key(minor).key, (Key{tonic, Mode::kMinor}));
  }
}

Score bars_of(const std::vector<std::vector<int>>& chords) {
  Plan plan;
  plan.parts = {{0, Role::kChords}};
  plan.sections = {{SectionKind::kTheme, static_cast<int>(chords.size()), 4, 4}};
  Score score = blank_score(plan);
  Part& part = score.part(0, Role::kChords);
  for (size_t i = 0; i < chords.size(); ++i) {
    for (const int pitch : chords[i])
      part.notes.push_back({static_cast<int>(i) * 192, 192, pitch, 80});
  }
  return score;
}

TEST(CorpusChordsTest, PlainChordsAreNamed) {
  Score score = bars_of({{48, 64, 67},
                         {45, 60, 64},
                         {43, 59, 62, 65},
                         {50, 65, 69, 72},
                         {52, 60, 67},
                         {48, 49, 50, 51, 52, 53}});
  name_chords(score);
  ASSERT_EQ(score.chords.size(), 6u);
  const auto expect = [&](size_t i, int root, ChordQuality quality, int bass) {
    EXPECT_EQ(score.chords[i].root, root) << i;
    EXPECT_EQ(score.chords[i].quality, quality) << i;
    EXPECT_EQ(score.chords[i].bass, bass) << i;
  };
  expect(0, 0, ChordQuality::kMajor, 0);
  expect(1, 9, ChordQuality::kMinor, 9);
  expect(2, 7, ChordQuality::kDominant7, 7);
  expect(3, 2, ChordQuality::kMinor7, 2);
  expect(4, 0, ChordQuality::kMajor, 4);
  EXPECT_EQ(score.chords[5].quality, ChordQuality::kNone);
}

TEST(CorpusScoreTest, MovedPiecesKeepTheirRangesAndTheirDrums) {
  Score score = bars_of({{48, 64, 67}, {45, 60, 108}});
  score.part(kDrumKit, Role::kDrums).notes = {{0, 12, 36, 90}};
  EXPECT_TRUE(fits_when_moved(score, -3));
  EXPECT_FALSE(fits_when_moved(score, 1)) << "108 is the piano's last key";
  Rng rng(1);
  describe(score);
  const Score moved = varied(score, -3, 1.05, 0, rng);
  EXPECT_EQ(moved.parts[0].notes[0].pitch, 45);
  EXPECT_EQ(moved.parts[1].notes[0].pitch, 36);
  EXPECT_EQ(moved.plan.key.tonic, (score.plan.key.tonic + 9) % 12);
  EXPECT_EQ(moved.plan.bpm, 126);
}

TEST(CorpusScoreTest, UnknownMetresAreSplitOrCutAt) {
  Plan plan;
  plan.parts = {{0, Role::kLead}};
  plan.sections = {{SectionKind::kTheme, 12, 4, 4}};
  Score score = blank_score(plan);
  Part& part = score.part(0, Role::kLead);
  // Four bars of 4/4, one of 4/2 (two of 2/2 or 4/4), one of 5/16 that nothing fills, four of 4/4.
  score.bars.resize(10);
  int start = 0;
  for (size_t i = 0; i < 10; ++i) {
    if (i == 4) score.bars[i].metre = {4, 2};
    if (i == 5) score.bars[i].metre = {5, 16};
    score.bars[i].start = start;
    start = score.bars[i].end();
  }
  for (int tick = 0; tick + 24 <= start; tick += 24)
    part.notes.push_back({tick, 24, 60 + tick / 24 % 12, 70});
  ASSERT_TRUE(make_regular(score));
  Rng rng(3);
  const std::vector<Score> cut = excerpts(score, rng);
  ASSERT_EQ(cut.size(), 2u);
  EXPECT_EQ(cut[0].bars.size(), 6u);
  EXPECT_EQ(cut[1].bars.size(), 4u);
  for (const Score& piece : cut) {
    for (const Bar& bar : piece.bars) EXPECT_GE(metre_code(bar.metre), 0);
    EXPECT_EQ(piece.bars.front().start, 0);
  }
}

TEST(CorpusTempoTest, ABeatIsFoundBehindAClock) {
  // Eighths at 100 bpm with a low note on each downbeat, written down on a clock of 122 bpm, 37 ticks late.
  Plan plan;
  plan.bpm = 122;
  plan.parts = {{0, Role::kLead}};
  plan.sections = {{SectionKind::kTheme, 32, 4, 4}};
  Score score = blank_score(plan);
  Part& part = score.part(0, Role::kLead);
  for (int eighth = 0; eighth < 200; ++eighth) {
    if (eighth % 8 == 3 || eighth % 8 == 7) continue;
    const int tick = 37 + static_cast<int>(eighth * 24 * 122.0 / 100.0 + 0.5);
    part.notes.push_back({tick, 20, eighth % 8 == 0 ? 40 : 72, eighth % 2 == 0 ? 90 : 70});
  }
  ASSERT_TRUE(find_beat(score));
  EXPECT_EQ(score.plan.bpm, 100);
  ASSERT_EQ(score.bars.size(), 25u);
  for (const Note& note : score.parts[0].notes) {
    EXPECT_LE(std::min(note.start % 24, 24 - note.start % 24), 1) << note.start;
    if (note.pitch == 40) {
      EXPECT_LE(std::min(note.start % 192, 192 - note.start % 192), 1) << note.start;
    }
  }
}

TEST(SplitTest, AboutOneWorkInFiftyIsHeldOut) {
  int held = 0;
  for (int i = 0; i < 20000; ++i) held += is_held_out("work " + std::to_string(i)) ? 1 : 0;
  EXPECT_NEAR(held, 400, 80);
}

}  // namespace
}  // namespace continuo
