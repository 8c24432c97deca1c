#include "serve/shelf.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cmath>
#include <cstring>
#include <ctime>
#include <random>

#include "base/error.h"
#include "base/files.h"
#include "base/json_fields.h"
#include "base/progress.h"
#include "base/text.h"
#include "serve/score_json.h"
#include "serve/shelf_folder.h"
#include "serve/wav_facts.h"

namespace continuo {

namespace fs = std::filesystem;

namespace {

constexpr const char* kShelf = "shelf";
constexpr const char* kTrash = ".trash";
constexpr const char* kNewPrefix = ".new-";
constexpr const char* kLockPrefix = ".lock-";
constexpr size_t kIdLength = 24;  // 20260314-150926-535-k7qd
constexpr size_t kTextBytes = size_t{64} << 20;

bool is_id(std::string_view id) {
  if (id.size() != kIdLength || id[8] != '-' || id[15] != '-' || id[19] != '-') return false;
  return std::all_of(id.begin(), id.end(), [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || c == '-';
  });
}

std::string utc(int64_t ms, const char* format) {
  const auto seconds = static_cast<std::time_t>(ms / 1000);
  std::tm parts{};
  ::gmtime_r(&seconds, &parts);
  std::array<char, 64> text{};
  const size_t size = std::strftime(text.data(), text.size(), format, &parts);
  return {text.data(), size};
}

int64_t now_ms() {
  using namespace std::chrono;
  return duration_cast<milliseconds>(system_clock::now().time_since_epoch()).count();
}

std::string random_letters(size_t count) {
  static constexpr std::string_view kLetters = "0123456789abcdefghijklmnopqrstuvwxyz";
  std::random_device device;
  std::string text;
  while (text.size() < count) text += kLetters[device() % kLetters.size()];
  return text;
}

std::string peaks_text(const WavFacts& facts) {
  const auto shown = [](float value) { return std::round(value * 1e4) / 1e4; };
  Json json = Json::array();
  for (const auto& [least, most] : facts.peaks)
    json.push_back(Json::array({shown(least), shown(most)}));
  return json.dump();
}

TakePaths paths_in(const fs::path& folder) {
  return {folder / "take.wav", folder / "take.mid", folder / "take.json"};
}

[[noreturn]] void no_such_take(std::string_view id) {
  fail(ErrorKind::kMissing, kShelf, "{}: there is no such take.", printable(id, 40));
}

// A take of this length, as 24-bit sound, and what lies beside it.
uint64_t expected_bytes(const Score& score) {
  return static_cast<uint64_t>((score.seconds_at(score.end()) + 5) * kSampleRateHz * 6) +
         (uint64_t{1} << 20);
}

}  // namespace

Shelf::Shelf(Options options) : options_(std::move(options)), instance_(random_letters(8)) {
  std::error_code failed;
  fs::create_directories(options_.folder / kTrash, failed);
  if (failed || ::access(options_.folder.c_str(), W_OK | X_OK) != 0) {
    fail(ErrorKind::kIo, kShelf, "{}: expected a folder that can be written to. {}",
         options_.folder.string(), failed ? failed.message() : "");
  }
  const FileLock gate = shelf_gate(options_.folder);
  own_lock_path_ = options_.folder / (kLockPrefix + instance_);
  own_lock_ = FileLock::try_take(own_lock_path_);
  if (!own_lock_) fail(ErrorKind::kIo, kShelf, "{}: is held.", own_lock_path_.string());
  clean();
  empty_trash(options_.trash_s);
}

Shelf::~Shelf() { ::unlink(own_lock_path_.c_str()); }

// Under the gate: nobody begins or ends while this looks.
void Shelf::clean() {
  const std::vector<std::string> names = names_in(options_.folder);
  std::vector<std::string> alive{instance_};
  for (const std::string& name : names) {
    if (!name.starts_with(kLockPrefix)) continue;
    const std::string instance = name.substr(std::strlen(kLockPrefix));
    if (instance == instance_) continue;
    if (const auto dead = FileLock::try_take(options_.folder / name)) {
      ::unlink((options_.folder / name).c_str());
    } else {
      alive.push_back(instance);
    }
  }
  std::error_code ignored;
  for (const std::string& name : names) {
    if (name.starts_with(kNewPrefix)) {
      const std::string owner = name.substr(std::strlen(kNewPrefix), instance_.size());
      if (std::find(alive.begin(), alive.end(), owner) == alive.end())
        fs::remove_all(options_.folder / name, ignored);
    }
    if (!is_id(name)) continue;
    // Of a renaming that broke off.
    for (const std::string& file : names_in(options_.folder / name)) {
      if (file.starts_with('.')) fs::remove(options_.folder / name / file, ignored);
    }
  }
}

void Shelf::empty_trash(double older_than_s) {
  const fs::path trash = options_.folder / kTrash;
  for (const std::string& name : names_in(trash)) {
    struct stat status {};
    if (::stat((trash / name).c_str(), &status) != 0) continue;
    if (std::difftime(std::time(nullptr), status.st_mtime) < older_than_s) continue;
    std::error_code ignored;
    fs::remove_all(trash / name, ignored);
  }
}

// Under the gate and the mutex.
std::string Shelf::fresh_id() {
  last_ms_ = std::max(now_ms(), last_ms_ + 1);
  return fmt::format("{}-{:03}-{}", utc(last_ms_, "%Y%m%d-%H%M%S"), last_ms_ % 1000,
                     random_letters(4));
}

void Shelf::make_room(uint64_t bytes) {
  look();
  uint64_t held = 0;
  for (const auto& [id, known] : known_) held += known.info.bytes;
  if (held + bytes > options_.most_bytes) {
    fail(ErrorKind::kIo, kShelf,
         "the shelf is full: {} takes hold {} of the {} that it may. Delete some first.",
         known_.size(), bytes_text(held), bytes_text(options_.most_bytes));
  }
  const auto fits = [&] {
    return free_bytes_of(options_.folder) >= bytes + options_.reserve_bytes;
  };
  if (fits()) return;
  empty_trash(0);  // what was thrown away must give way to what is kept
  if (fits()) return;
  fail(ErrorKind::kIo, kShelf, "the disk is full: the take needs {}, and of {} free {} stay free.",
       bytes_text(bytes), bytes_text(free_bytes_of(options_.folder)),
       bytes_text(options_.reserve_bytes));
}

TakeInfo Shelf::save(const NewTake& take) {
  TakeInfo info;
  info.name = take.name.empty() ? take_name_from(take.prompt) : checked_take_name(take.name);
  info.prompt = take.prompt;
  info.kind = take.kind;
  info.bars = static_cast<int>(take.score.bars.size());
  info.bpm = take.score.bars.empty() ? take.score.plan.bpm : take.score.bars.front().bpm;
  info.key = (take.score.bars.empty() ? take.score.plan.key : take.score.bars.front().key).name();
  fs::path making;
  {
    const std::lock_guard lock(mutex_);
    const FileLock gate = shelf_gate(options_.folder);
    empty_trash(options_.trash_s);
    make_room(expected_bytes(take.score));
    info.id = fresh_id();
    info.created = fmt::format("{}.{:03}Z", utc(last_ms_, "%Y-%m-%dT%H:%M:%S"), last_ms_ % 1000);
    making = options_.folder / (kNewPrefix + instance_ + "-" + info.id);
    if (::mkdir(making.c_str(), 0755) != 0)
      fail(ErrorKind::kIo, kShelf, "{}: {}.", making.string(), std::strerror(errno));
  }
  try {
    info.gain_db = take.write(paths_in(making));
    const WavFacts facts = wav_facts(paths_in(making).wav);
    info.seconds = facts.seconds;
    info.lufs = facts.lufs;
    write_text(making / "peaks.json", peaks_text(facts));
    write_text(making / "score.json", score_to_json(take.score));
    write_text(making / kAboutFile, about_text(info));
    sync_folder(making);
    move_folder(making, options_.folder / info.id);
  } catch (...) {
    std::error_code ignored;
    fs::remove_all(making, ignored);
    throw;
  }
  return this->info(info.id);
}

// Under the mutex. Costs one look at the folder and one at each take in it.
void Shelf::look() {
  std::map<std::string, Known, std::less<>> now;
  for (const std::string& name : names_in(options_.folder)) {
    struct stat status {};
    if (!is_id(name) || ::stat((options_.folder / name / kAboutFile).c_str(), &status) != 0)
      continue;
    const uint64_t stamp = static_cast<uint64_t>(status.st_ino) * 0x9E3779B97F4A7C15ull ^
                           (static_cast<uint64_t>(status.st_mtim.tv_sec) * 1'000'000'000ull +
                            static_cast<uint64_t>(status.st_mtim.tv_nsec));
    if (const auto found = known_.find(name);
        found != known_.end() && found->second.stamp == stamp) {
      now.insert(known_.extract(found));
      continue;
    }
    try {
      now[name] = {stamp, read_about(options_.folder / name, name)};
    } catch (const Error&) {  // deleted meanwhile, or spoilt by hand: not a take
    }
  }
  known_ = std::move(now);
}

std::vector<TakeInfo> Shelf::list() {
  const std::lock_guard lock(mutex_);
  look();
  std::vector<TakeInfo> takes;
  for (auto known = known_.rbegin(); known != known_.rend(); ++known)
    takes.push_back(known->second.info);
  return takes;
}

uint64_t Shelf::bytes() {
  const std::lock_guard lock(mutex_);
  uint64_t bytes = 0;
  for (const auto& [id, known] : known_) bytes += known.info.bytes;
  return bytes;
}

fs::path Shelf::folder_of(std::string_view id) const {
  if (!is_id(id)) no_such_take(id);
  return options_.folder / id;
}

TakeInfo Shelf::about(std::string_view id) {
  const fs::path folder = folder_of(id);
  std::error_code failed;
  if (!fs::is_regular_file(folder / kAboutFile, failed)) no_such_take(id);
  return read_about(folder, std::string(id));
}

TakeInfo Shelf::info(std::string_view id) { return about(id); }

TakeInfo Shelf::rename(std::string_view id, std::string_view name) {
  const std::string checked = checked_take_name(name);
  const std::lock_guard lock(mutex_);
  const FileLock gate = shelf_gate(options_.folder);
  TakeInfo info = about(id);
  info.name = checked;
  write_text(folder_of(id) / kAboutFile, about_text(info));
  return info;
}

void Shelf::remove(std::string_view id) {
  const std::lock_guard lock(mutex_);
  const FileLock gate = shelf_gate(options_.folder);
  about(id);
  const fs::path folder = folder_of(id);
  // The day is counted from now.
  ::utimensat(AT_FDCWD, folder.c_str(), nullptr, 0);
  move_folder(folder, options_.folder / kTrash / id);
  empty_trash(options_.trash_s);
}

TakeInfo Shelf::restore(std::string_view id) {
  const std::lock_guard lock(mutex_);
  const FileLock gate = shelf_gate(options_.folder);
  const fs::path folder = folder_of(id);
  std::error_code failed;
  if (!fs::is_directory(options_.folder / kTrash / id, failed)) {
    fail(ErrorKind::kMissing, kShelf, "{}: expected a take that was deleted within a day.", id);
  }
  move_folder(options_.folder / kTrash / id, folder);
  return about(id);
}

TakePaths Shelf::paths(std::string_view id) {
  about(id);
  return paths_in(folder_of(id));
}

Score Shelf::score(std::string_view id) {
  about(id);
  return score_from_json(read_text(folder_of(id) / "score.json", kTextBytes));
}

std::string Shelf::peaks(std::string_view id) {
  about(id);
  return read_text(folder_of(id) / "peaks.json");
}

}  // namespace continuo
