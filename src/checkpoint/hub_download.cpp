#include "checkpoint/hub_download.h"

#include <cstdio>
#include <thread>

#include "base/error.h"
#include "base/file_lock.h"
#include "base/files.h"
#include "base/progress.h"
#include "base/text.h"
#include "checkpoint/blob_sum.h"
#include "checkpoint/hub_status.h"
#include "checkpoint/incomplete_file.h"

namespace continuo {

namespace fs = std::filesystem;

namespace {

constexpr auto kNap = std::chrono::milliseconds(100);
// Room that stays for everything else on the disk.
constexpr uint64_t kSpareBytes = uint64_t{64} << 20;

uint64_t size_if_there(const fs::path& path) {
  std::error_code failed;
  const uint64_t bytes = fs::file_size(path, failed);
  return failed ? 0 : bytes;
}

// Of "bytes 100-199/200": 100.
std::optional<uint64_t> range_begin(const std::string& content_range) {
  unsigned long long begin = 0;
  if (std::sscanf(content_range.c_str(), "bytes %llu-", &begin) != 1) return std::nullopt;
  return begin;
}

class Pull {
 public:
  Pull(const HubSettings& settings, const HubCache& cache, const HubListing& listing,
       const PullHooks& hooks)
      : settings_(settings),
        cache_(cache),
        listing_(listing),
        hooks_(hooks),
        http_(settings, [this] { return hooks_.go_on(progress_); }) {
    progress_.total = listing.bytes();
  }

  void run() {
    for (const HubFile& file : listing_.files) {
      progress_.file = file.name;
      fetch_locked(file);
      before_ += file.bytes;
      progress_.done = before_;
    }
  }

 private:
  void check_going_on() {
    if (!hooks_.go_on(progress_)) fail(ErrorKind::kCancelled, "pull", "stopped.");
  }

  void sleep(std::chrono::milliseconds time) {
    const auto end = std::chrono::steady_clock::now() + time;
    for (auto now = end - time; now < end; now = std::chrono::steady_clock::now()) {
      check_going_on();
      std::this_thread::sleep_for(std::min<std::chrono::steady_clock::duration>(kNap, end - now));
    }
  }

  void fetch_locked(const HubFile& file) {
    if (cache_.holds(listing_, file)) return;
    auto lock = FileLock::try_take(cache_.lock(listing_.id, file.sum));
    for (; !lock; lock = FileLock::try_take(cache_.lock(listing_.id, file.sum))) {
      progress_.doing = PullProgress::Doing::kWaiting;
      sleep(kNap);
    }
    progress_.doing = PullProgress::Doing::kDownloading;
    if (cache_.holds(listing_, file)) return;  // the other program has brought it

    const fs::path path = cache_.incomplete(listing_.id, file.sum);
    const bool resumed = size_if_there(path) > 0;
    fetch_patiently(file, path);
    // What an earlier run left may have been spoilt: then all of it is fetched once more.
    if (!is_right(file, path, resumed)) {
      fetch_patiently(file, path);
      is_right(file, path, false);
    }
    commit_temporary(path, cache_.blob(listing_.id, file.sum));
  }

  // A connection that breaks again and again without bringing anything is given up.
  void fetch_patiently(const HubFile& file, const fs::path& path) {
    IncompleteFile incomplete(path, file.bytes == 0);
    int failures = 0;
    auto pause = settings_.first_pause;
    while (incomplete.size() != file.bytes) {
      if (incomplete.size() > file.bytes) incomplete.begin_again();
      const uint64_t before = incomplete.size();
      try {
        fetch_once(file, incomplete);
        if (incomplete.size() != file.bytes) {
          throw TransientError(ErrorKind::kIo, "hub",
                               fmt::format("{}: expected {} bytes, found the end after {}.",
                                           file.name, file.bytes, incomplete.size()));
        }
      } catch (const TransientError& error) {
        if (incomplete.size() > before) {
          failures = 0;
          pause = settings_.first_pause;
        }
        if (++failures > settings_.retries) {
          fail(ErrorKind::kIo, "pull",
               "{}: {} {} of {} are here and stay; the same command goes on from there.", file.name,
               error.message(), bytes_text(incomplete.size()), bytes_text(file.bytes));
        }
        sleep(pause);
        pause *= 2;
      }
    }
  }

  void fetch_once(const HubFile& file, IncompleteFile& incomplete) {
    bool begun = false;
    const auto on_piece = [&](const HttpAnswer& answer, std::string_view piece) {
      if (!begun) check_answer(file, answer, incomplete);
      begun = true;
      if (piece.size() > file.bytes - incomplete.size()) {
        incomplete.begin_again();
        fail(ErrorKind::kInput, "pull", "{}: expected {} bytes, found more. Pull again.", file.name,
             file.bytes);
      }
      incomplete.append(piece);
      progress_.received += piece.size();
      progress_.done = before_ + incomplete.size();
      check_going_on();
    };
    progress_.done = before_ + incomplete.size();
    const HttpAnswer answer = http_.get(file_url(settings_, listing_, file.name),
                                        {incomplete.size(), file.sum}, on_piece);
    if (answer.status == 416) incomplete.begin_again();
    if (answer.status != 200 && answer.status != 206)
      fail_with_status(answer, settings_, listing_.id, file.name);
  }

  // The rest of the file, or, where the server knows no ranges, all of it again.
  void check_answer(const HubFile& file, const HttpAnswer& answer, IncompleteFile& incomplete) {
    // Only the hub calls a file by its sum; the store behind it has names of its own.
    const bool of_hub = answer.url.starts_with(settings_.endpoint + "/");
    const std::string sum = of_hub ? answer.header("etag") : file.sum;
    if (sum.find(file.sum) == std::string::npos) {
      fail(ErrorKind::kInput, "pull", "{}: expected {}, found {}: it has changed. Pull again.",
           file.name, file.sum, printable(sum));
    }
    if (answer.status == 200) {
      incomplete.begin_again();
      return;
    }
    const auto begin = range_begin(answer.header("content-range"));
    if (begin != incomplete.size()) {
      const uint64_t expected = incomplete.size();
      incomplete.begin_again();
      throw TransientError(ErrorKind::kIo, "hub",
                           fmt::format("{}: expected the bytes from {}, found {}.", file.name,
                                       expected, printable(answer.header("content-range"))));
    }
  }

  // Whether the sum is right; where it is not, the download is thrown away, and unless it may be
  // tried again that is an error.
  bool is_right(const HubFile& file, const fs::path& path, bool may_try_again) {
    progress_.doing = PullProgress::Doing::kChecking;
    const SumKind kind = sum_kind(file.sum);
    const std::string found =
        sum_of_file(path, kind, [this](uint64_t) { return hooks_.go_on(progress_); });
    progress_.doing = PullProgress::Doing::kDownloading;
    if (found == file.sum) return true;
    std::error_code ignored;
    fs::remove(path, ignored);
    if (!may_try_again) {
      fail(ErrorKind::kInput, "pull",
           "{}: expected {} {}, found {}. It came damaged and was thrown away; pull again.",
           file.name, sum_name(kind), file.sum, found);
    }
    return false;
  }

  const HubSettings& settings_;
  const HubCache& cache_;
  const HubListing& listing_;
  const PullHooks& hooks_;
  PullProgress progress_;
  HubHttp http_;
  uint64_t before_ = 0;  // bytes of the files that are done
};

}  // namespace

uint64_t bytes_to_come(const HubCache& cache, const HubListing& listing) {
  uint64_t bytes = 0;
  for (const HubFile& file : listing.files) {
    if (cache.holds(listing, file)) continue;
    const uint64_t begun = size_if_there(cache.incomplete(listing.id, file.sum));
    bytes += begun <= file.bytes ? file.bytes - begun : file.bytes;
  }
  return bytes;
}

fs::path pull(const HubSettings& settings, const HubCache& cache, const HubListing& listing,
              const PullHooks& hooks) {
  const fs::path model = cache.model(listing.id);
  const uint64_t needed = bytes_to_come(cache, listing);
  const uint64_t free = hooks.free_bytes(model);
  if (needed > 0 && (free < kSpareBytes || free - kSpareBytes < needed)) {
    fail(ErrorKind::kIo, "pull",
         "{}: expected {} free for {}, found {}. Make room, or set HF_HUB_CACHE to a folder "
         "elsewhere.",
         model.parent_path().string(), bytes_text(needed + kSpareBytes), listing.id.text(),
         bytes_text(free));
  }
  std::error_code failed;
  fs::create_directories(model / "blobs", failed);
  if (failed)
    fail(ErrorKind::kIo, "pull", "{}: cannot be made: {}.", model.string(), failed.message());
  Pull(settings, cache, listing, hooks).run();
  cache.publish(listing);
  return cache.snapshot(listing.id, listing.commit);
}

}  // namespace continuo
