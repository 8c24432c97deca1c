// The shelf of takes: a folder that holds what was kept, each take whole or not at all.
//
//   takes/20260314-150926-535-k7qd/   take.wav take.mid take.json score.json peaks.json about.json
//   takes/.new-INSTANCE-ID/           a take in the making; its name becomes ID when it is whole
//   takes/.trash/ID/                  deleted, and kept for a day
//
// A program that dies while it saves leaves a folder whose name begins with a dot, which the next
// opening removes. Programs that share a shelf tell each other's takes in the making from rubbish
// by a lock that each holds as long as it lives.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/file_lock.h"
#include "compose/take.h"
#include "score/score.h"
#include "serve/take_info.h"

namespace continuo {

inline constexpr double kTrash_s = 24 * 3600;

// What is to be put on the shelf.
struct NewTake {
  std::string name;  // empty: from the prompt
  std::string prompt;
  std::string kind;
  Score score;
  // Writes .wav, .mid and .json into a folder of the shelf's. Returns the gain_db of TakeInfo.
  std::function<double(const TakePaths&)> write;
};

// Thread: any.
class Shelf {
 public:
  struct Options {
    std::filesystem::path folder;  // made where it is missing
    uint64_t most_bytes = uint64_t{50} << 30;
    uint64_t reserve_bytes = uint64_t{256} << 20;  // left free on the disk
    double trash_s = kTrash_s;
  };
  // Removes what a program that died left behind. Throws Error(kIo).
  explicit Shelf(Options options);
  ~Shelf();
  Shelf(const Shelf&) = delete;
  Shelf& operator=(const Shelf&) = delete;

  // Throws Error(kIo) that says in words where the disk or the shelf is full; nothing of the take
  // is left then, nor where `write` throws.
  TakeInfo save(const NewTake& take);

  std::vector<TakeInfo> list();  // the newest first
  // These throw Error(kMissing) where there is no such take, whatever the id holds.
  TakeInfo info(std::string_view id);
  TakeInfo rename(std::string_view id, std::string_view name);  // Error(kInput) for no name
  void remove(std::string_view id);
  TakeInfo restore(std::string_view id);  // takes back a removal of the last day
  TakePaths paths(std::string_view id);
  Score score(std::string_view id);
  std::string peaks(std::string_view id);  // a JSON list of [least, most], kTakePeaks of them

  const std::filesystem::path& folder() const { return options_.folder; }
  // What all takes come to, as of the last look.
  uint64_t bytes();

 private:
  struct Known {
    uint64_t stamp = 0;  // of about.json: inode and time
    TakeInfo info;
  };

  std::filesystem::path folder_of(std::string_view id) const;  // throws Error(kMissing)
  std::string fresh_id();
  void make_room(uint64_t bytes);
  void empty_trash(double older_than_s);
  void clean();
  void look();  // brings known_ up to date
  TakeInfo about(std::string_view id);

  Options options_;
  std::filesystem::path own_lock_path_;
  std::string instance_;
  std::optional<FileLock> own_lock_;
  std::mutex mutex_;
  int64_t last_ms_ = 0;  // of the newest id
  std::map<std::string, Known, std::less<>> known_;
};

}  // namespace continuo
