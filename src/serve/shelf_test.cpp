#include "serve/shelf.h"

#include <gtest/gtest.h>

#include <fstream>

#include "dsp/sound_file.h"
#include "serve/score_json.h"
#include "serve/shelf_fixture_test.h"
#include "serve/wav_facts.h"

namespace continuo {
namespace {

namespace fs = std::filesystem;

template <typename Work>
std::string complaint(ErrorKind kind, Work work) {
  try {
    work();
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), kind) << error.what();
    return error.message();
  }
  ADD_FAILURE() << "expected an error";
  return "";
}

TEST(Shelf, GivesBackWhatWasSaved) {
  const ShelfFolder folder;
  Shelf shelf(folder.options());
  const NewTake take = shelf_take(3);
  const TakeInfo saved = shelf.save(take);
  EXPECT_EQ(saved.name, "take number 3");
  EXPECT_EQ(saved.prompt, take.prompt);
  EXPECT_EQ(saved.kind, "prompt");
  EXPECT_EQ(saved.bars, 2);
  EXPECT_EQ(saved.bpm, take.score.plan.bpm);
  EXPECT_EQ(saved.key, take.score.plan.key.name());
  EXPECT_DOUBLE_EQ(saved.seconds, 0.1);
  EXPECT_FALSE(saved.lufs) << "a tenth of a second is too short to be measured";
  EXPECT_EQ(saved.gain_db, -1.5);
  EXPECT_EQ(saved.files, (std::vector<std::string>{"wav", "mid", "json"}));
  EXPECT_EQ(shelf.score(saved.id), take.score);
  EXPECT_EQ(read_text(shelf.paths(saved.id).json), shelf_recipe(3));
  EXPECT_EQ(read_midi(shelf.paths(saved.id).mid).note_count(), take.score.note_count());
  const Json peaks = parse_json(shelf.peaks(saved.id), "peaks");
  ASSERT_EQ(peaks.size(), kTakePeaks);
  EXPECT_NEAR(peaks[7][1].get<double>(), static_cast<double>(shelf_sample(3)), 1e-4);
  EXPECT_EQ(peaks[7][0].get<double>(), 0);
  EXPECT_GT(saved.bytes, kShelfFrames * 6);
  EXPECT_EQ(shelf.list().size(), 1u);
}

TEST(Shelf, ListsTheNewestFirstAndKnowsThemAfterOpeningAgain) {
  const ShelfFolder folder;
  std::vector<std::string> ids;
  {
    Shelf shelf(folder.options());
    for (uint64_t i = 0; i < 5; ++i) ids.push_back(shelf.save(shelf_take(i)).id);
  }
  EXPECT_TRUE(std::is_sorted(ids.begin(), ids.end()));
  Shelf shelf(folder.options());
  const std::vector<TakeInfo> takes = shelf.list();
  ASSERT_EQ(takes.size(), 5u);
  for (size_t i = 0; i < 5; ++i) EXPECT_EQ(takes[i].id, ids[4 - i]);
  for (const char c : ids[0])
    EXPECT_TRUE((c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || c == '-') << ids[0];
}

TEST(Shelf, RenamesDeletesAndTakesBack) {
  const ShelfFolder folder;
  Shelf shelf(folder.options());
  const std::string id = shelf.save(shelf_take(1)).id;
  const std::string other = shelf.save(shelf_take(2)).id;
  EXPECT_EQ(shelf.rename(id, "  Sonnenaufgang über \"B\"  ").name, "Sonnenaufgang über \"B\"");
  EXPECT_EQ(shelf.info(id).name, "Sonnenaufgang über \"B\"");
  EXPECT_EQ(shelf.list().back().name, "Sonnenaufgang über \"B\"") << "the cache sees it";
  EXPECT_EQ(shelf.info(id).prompt, "take number 1");

  shelf.remove(id);
  EXPECT_EQ(shelf.list().size(), 1u);
  complaint(ErrorKind::kMissing, [&] { shelf.info(id); });
  complaint(ErrorKind::kMissing, [&] { shelf.remove(id); });
  complaint(ErrorKind::kMissing, [&] { shelf.restore(other); });
  EXPECT_EQ(shelf.restore(id).name, "Sonnenaufgang über \"B\"");
  EXPECT_EQ(shelf.list().size(), 2u);
  complaint(ErrorKind::kMissing, [&] { shelf.restore(id); });
}

TEST(Shelf, TrashIsEmptiedWhenItsTimeHasCome) {
  const ShelfFolder folder;
  std::string id;
  {
    Shelf shelf(folder.options());
    id = shelf.save(shelf_take(1)).id;
    shelf.remove(id);
  }
  {
    Shelf shelf(folder.options());
    EXPECT_TRUE(fs::exists(folder.path() / ".trash" / id)) << "a day has not passed";
  }
  auto options = folder.options();
  options.trash_s = 0;
  Shelf shelf(options);
  EXPECT_FALSE(fs::exists(folder.path() / ".trash" / id));
  complaint(ErrorKind::kMissing, [&] { shelf.restore(id); });
}

TEST(Shelf, NamesAreOneLineOfWords) {
  const ShelfFolder folder;
  Shelf shelf(folder.options());
  const std::string id = shelf.save(shelf_take(1)).id;
  const std::string too_long(kLongestTakeName_bytes + 1, 'a');
  for (const std::string& name :
       std::vector<std::string>{"", "   ", "a\nb", "\x1b[31m", "\xff", too_long})
    complaint(ErrorKind::kInput, [&] { shelf.rename(id, name); });
  EXPECT_EQ(shelf.info(id).name, "take number 1");

  NewTake take = shelf_take(2);
  take.prompt = std::string(70, 'x') + " and on";
  EXPECT_EQ(shelf.save(take).name.size(), 60u);
  take.prompt = "a prompt of many words that goes on for longer than any name that is still a name";
  EXPECT_EQ(shelf.save(take).name, "a prompt of many words that goes on for longer than any name");
  take.prompt = "";
  EXPECT_EQ(shelf.save(take).name, "Untitled");
  take.prompt = std::string(59, 'a') + "\u00fc";
  EXPECT_EQ(shelf.save(take).name, std::string(59, 'a')) << "whole characters";
}

TEST(Shelf, IdsOfClientsNeverBecomePaths) {
  const ShelfFolder folder;
  Shelf shelf(folder.options());
  const std::string id = shelf.save(shelf_take(1)).id;
  fs::create_directories(folder.path() / "outside");
  for (const std::string& bad : std::vector<std::string>{
           "", ".", "..", "/", "../" + id, id + "/", id + "/..", "./" + id, ".trash", ".gate",
           "outside", std::string("\0", 1), id + std::string("\0", 1), std::string(24, '-'),
           std::string(100000, 'a'), "........-......-...-....", "20260101-000000-000-../."}) {
    complaint(ErrorKind::kMissing, [&] { shelf.info(bad); });
    complaint(ErrorKind::kMissing, [&] { shelf.paths(bad); });
    complaint(ErrorKind::kMissing, [&] { shelf.remove(bad); });
    complaint(ErrorKind::kMissing, [&] { shelf.restore(bad); });
    complaint(ErrorKind::kMissing, [&] { shelf.rename(bad, "x"); });
  }
  EXPECT_EQ(shelf.list().size(), 1u);
  EXPECT_TRUE(fs::exists(folder.path() / "outside"));
}

TEST(Shelf, NothingIsLeftOfATakeThatCouldNotBeWritten) {
  const ShelfFolder folder;
  Shelf shelf(folder.options());
  NewTake take = shelf_take(1);
  take.write = [](const TakePaths& paths) -> double {
    write_text(paths.json, "half of it");
    fail(ErrorKind::kIo, "wav", "No space left on device.");
  };
  EXPECT_EQ(complaint(ErrorKind::kIo, [&] { shelf.save(take); }), "No space left on device.");
  take.write = [](const TakePaths&) { return 0.0; };
  complaint(ErrorKind::kInput, [&] { shelf.save(take); });  // no sound was written
  EXPECT_TRUE(shelf.list().empty());
  EXPECT_TRUE(rubbish_in(folder.path(), 1).empty());
}

TEST(Shelf, SaysInWordsThatItIsFull) {
  const ShelfFolder folder;
  auto options = folder.options();
  options.most_bytes = 4 << 20;
  Shelf shelf(options);
  int saved = 0;
  std::string words;
  for (uint64_t i = 0; i < 300 && words.empty(); ++i, ++saved) {
    try {
      shelf.save(shelf_take(i));
    } catch (const Error& error) {
      EXPECT_EQ(error.kind(), ErrorKind::kIo);
      words = error.message();
    }
  }
  EXPECT_NE(words.find("the shelf is full"), std::string::npos) << words;
  EXPECT_GT(saved, 3);
  EXPECT_LE(shelf.bytes(), options.most_bytes);

  auto no_disk = folder.options();
  no_disk.reserve_bytes = uint64_t{1} << 60;
  Shelf full(no_disk);
  EXPECT_NE(complaint(ErrorKind::kIo, [&] { full.save(shelf_take(1)); }).find("the disk is full"),
            std::string::npos);
}

TEST(Shelf, TwoOfThemShareAFolder) {
  const ShelfFolder folder;
  Shelf first(folder.options());
  NewTake take = shelf_take(1);
  // While the first saves, the second opens, looks, saves and goes.
  const auto write = take.write;
  take.write = [&](const TakePaths& paths) {
    write_text(paths.json, "in the making");
    {
      Shelf second(folder.options());
      EXPECT_TRUE(fs::exists(paths.json)) << "another's take in the making is no rubbish";
      EXPECT_TRUE(second.list().empty()) << "and no take";
      second.save(shelf_take(2));
    }
    EXPECT_TRUE(fs::exists(paths.json));
    return write(paths);
  };
  const std::string id = first.save(take).id;
  Shelf third(folder.options());
  EXPECT_EQ(third.list().size(), 2u);
  EXPECT_EQ(first.list().size(), 2u);
  third.rename(id, "by another");
  EXPECT_EQ(first.info(id).name, "by another");
  for (const TakeInfo& listed : first.list())
    EXPECT_TRUE(listed.id != id || listed.name == "by another");
  third.remove(id);
  EXPECT_EQ(first.list().size(), 1u);
  EXPECT_EQ(first.restore(id).name, "by another");
  EXPECT_TRUE(rubbish_in(folder.path(), 2).empty());
}

TEST(Shelf, WhatIsNoTakeIsLeftAloneAndNotListed) {
  const ShelfFolder folder;
  Shelf shelf(folder.options());
  const std::string id = shelf.save(shelf_take(1)).id;
  const std::string spoilt = shelf.save(shelf_take(2)).id;
  std::ofstream(folder.path() / spoilt / "about.json") << "{\"name\": 5}";
  std::ofstream(folder.path() / "notes.txt") << "mine";
  fs::create_directories(folder.path() / "20260101-000000-000-aaaa");
  fs::remove(folder.path() / id / "take.mid");
  Shelf again(folder.options());
  ASSERT_EQ(again.list().size(), 1u);
  EXPECT_EQ(again.list()[0].id, id);
  EXPECT_EQ(again.list()[0].files, (std::vector<std::string>{"wav", "json"}));
  EXPECT_TRUE(fs::exists(folder.path() / "notes.txt"));
  EXPECT_TRUE(fs::exists(folder.path() / spoilt / "take.wav"));
}

TEST(Shelf, AFolderThatCannotBeIsToldOf) {
  const ShelfFolder folder;
  std::ofstream(folder.path() / "file") << "x";
  complaint(ErrorKind::kIo, [&] { Shelf shelf({.folder = folder.path() / "file" / "takes"}); });
}

TEST(ScoreJson, ComesBackExactlyAndRefusesWhatIsNone) {
  for (uint64_t seed = 0; seed < 20; ++seed) {
    const Score score = shelf_score(seed);
    EXPECT_EQ(score_from_json(score_to_json(score)), score);
  }
  for (const char* text :
       {"", "[]", "{}", R"({"plan":{},"bars":[],"parts":[{}]})",
        R"({"plan":{},"bars":[[0,4,4,120,0,0,0,0,4]],"parts":[]})",
        R"({"plan":{},"bars":[[0,0,4,120,0,0,0,0,4,4]],"parts":[]})",
        R"({"plan":{},"bars":[[0,4,4,120,12,0,0,0,4,4]],"parts":[]})",
        R"({"plan":{},"bars":[],"parts":[{"program":0,"role":9,"notes":[]}]})",
        R"({"plan":{},"bars":[],"parts":[{"program":0,"role":0,"notes":[[0,1,128,1]]}]})"}) {
    EXPECT_THROW(score_from_json(text), Error) << text;
  }
}

TEST(ScoreJson, NotesAndBarsAreInSampleFrames) {
  Score score = shelf_score(1);
  for (Bar& bar : score.bars) bar.bpm = 120;
  const Json bars = bars_json(score);
  ASSERT_EQ(bars.size(), 2u);
  EXPECT_EQ(bars[1]["start"], 96000);
  EXPECT_EQ(bars[1]["end"], 192000);
  EXPECT_EQ(bars[1]["number"], 1);
  const Json notes = notes_json(score);
  ASSERT_EQ(notes.size(), 16u);
  for (size_t i = 0; i < notes.size(); ++i) {
    EXPECT_EQ(notes[i][3], 24000 * (i / 2)) << "a quarter note each, two parts";
    EXPECT_GT(notes[i][4], notes[i][3]);
  }
}

}  // namespace
}  // namespace continuo
