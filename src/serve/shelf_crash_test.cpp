// Programs that die while they save: every finished take is whole, and no rubbish stays.
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "dsp/sound_file.h"
#include "serve/shelf_fixture_test.h"

namespace continuo {
namespace {

constexpr size_t kIdBytes = 24;

// Saves until it is killed; tells each id once its take is on the shelf.
[[noreturn]] void save_for_ever(const Shelf::Options& options, uint64_t seed, int tell) {
  try {
    Shelf shelf(options);
    for (;; ++seed) {
      const std::string id = shelf.save(shelf_take(seed)).id;
      if (::write(tell, id.data(), id.size()) != static_cast<ssize_t>(kIdBytes)) break;
      if (seed % 3 == 0) shelf.rename(id, "renamed " + std::to_string(seed));
      if (seed % 7 == 0) shelf.remove(id);
    }
  } catch (...) {
  }
  ::_exit(1);
}

struct Saver {
  pid_t child = 0;
  int ids = -1;
};

Saver start(const Shelf::Options& options, uint64_t seed) {
  int ends[2];
  if (::pipe(ends) != 0) return {};
  const pid_t child = ::fork();
  if (child == 0) {
    ::close(ends[0]);
    save_for_ever(options, seed, ends[1]);
  }
  ::close(ends[1]);
  return {child, ends[0]};
}

std::vector<std::string> kill_and_read(const Saver& saver) {
  ::kill(saver.child, SIGKILL);
  int status = 0;
  ::waitpid(saver.child, &status, 0);
  EXPECT_TRUE(WIFSIGNALED(status)) << "it saved to the end of its life";
  std::vector<std::string> ids;
  std::string id(kIdBytes, '\0');
  while (::read(saver.ids, id.data(), kIdBytes) == static_cast<ssize_t>(kIdBytes))
    ids.push_back(id);
  ::close(saver.ids);
  return ids;
}

void expect_whole(Shelf& shelf, const TakeInfo& take) {
  const TakePaths paths = shelf.paths(take.id);
  const uint64_t seed = parse_json(read_text(paths.json), "recipe")["seed"].get<uint64_t>();
  EXPECT_EQ(take.prompt, "take number " + std::to_string(seed));
  EXPECT_EQ(take.files.size(), 3u);
  const Stereo sound = read_sound(paths.wav);
  ASSERT_EQ(sound.frames(), kShelfFrames);
  for (const float sample : sound.samples) ASSERT_EQ(sample, shelf_sample(seed));
  EXPECT_EQ(shelf.score(take.id), shelf_score(seed));
  EXPECT_EQ(read_midi(paths.mid).note_count(), shelf_score(seed).note_count());
}

TEST(ShelfCrash, EveryFinishedTakeIsWholeAndNoRubbishStays) {
  const ShelfFolder folder;
  Rng rng(5);
  std::vector<std::string> finished;
  size_t whole = 0;
  for (int round = 0; round < 24; ++round) {
    // Every other time two programs at once, of which one dies.
    const Saver saver = start(folder.options(), static_cast<uint64_t>(round) * 1000 + 1);
    const Saver other = round % 2 == 0
                            ? Saver{}
                            : start(folder.options(), static_cast<uint64_t>(round) * 1000 + 500);
    ::usleep(static_cast<useconds_t>(rng.range(500, 40000)));
    for (std::string& id : kill_and_read(saver)) finished.push_back(std::move(id));
    size_t open = 1;
    if (other.child != 0) {
      Shelf beside(folder.options());  // opens and cleans while the other still saves
      ::usleep(static_cast<useconds_t>(rng.range(500, 10000)));
      for (std::string& id : kill_and_read(other)) finished.push_back(std::move(id));
    }
    Shelf shelf(folder.options());
    EXPECT_EQ(rubbish_in(folder.path(), open), std::vector<std::string>{});
    std::vector<std::string> listed;
    for (const TakeInfo& take : shelf.list()) {
      listed.push_back(take.id);
      expect_whole(shelf, take);
    }
    for (const std::string& id : finished) {
      const bool there = std::find(listed.begin(), listed.end(), id) != listed.end() ||
                         std::filesystem::exists(folder.path() / ".trash" / id);
      EXPECT_TRUE(there) << id << " was finished and is gone";
    }
    whole = listed.size();
  }
  EXPECT_GT(whole, 10u) << "the test must see takes";
}

}  // namespace
}  // namespace continuo
