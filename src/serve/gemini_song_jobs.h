// Clips and songs in the making: a few at once, a few waiting, and each can be called off.
#pragma once

#include <atomic>
#include <condition_variable>
#include <deque>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "serve/gemini_errors.h"
#include "serve/gemini_ids.h"
#include "serve/gemini_song.h"

namespace continuo::gemini {

enum class JobState { kQueued, kPlanning, kPlaying, kDone, kFailed, kCancelled };

// One of them. Thread: any.
class SongJob {
 public:
  explicit SongJob(SongRequest request) : request_(std::move(request)) {}

  const SongRequest& request() const { return request_; }
  JobState state() const;
  WallClock::time_point changed_at() const;  // when its state last did
  bool over() const { return state() >= JobState::kDone; }
  // The work ends soon; a job that is over stays as it is.
  void cancel();
  // Wait until the text is known, or all is over. Where `gone` becomes true they give up, false.
  bool wait_planned(const Gone& gone) const;
  bool wait_over(const Gone& gone) const;

  std::string text() const;                  // empty before it is planned
  std::shared_ptr<const Song> song() const;  // null unless done
  ApiError error() const;                    // of a job that failed or was cancelled

 private:
  friend class SongJobs;
  bool wait(JobState state, const Gone& gone) const;
  void become(JobState state);
  void run(Band& band);

  const SongRequest request_;
  std::atomic<bool> cancelled_{false};
  mutable std::mutex mutex_;
  mutable std::condition_variable changed_;
  JobState state_ = JobState::kQueued;
  WallClock::time_point changed_at_ = WallClock::now();
  std::string text_;
  std::shared_ptr<const Song> song_;
  std::optional<ApiError> error_;
};

struct SongJobOptions {
  int at_once = 1;  // beside live music, which must not wait for them
  int waiting = 8;
  int clients = 5;  // that wait for an answer, each in a worker of the server
};

class SongJobs {
 public:
  SongJobs(Band& band, const SongJobOptions& options);
  ~SongJobs();  // cancels all

  // Throws ApiError(kResourceExhausted) where too many wait.
  std::shared_ptr<SongJob> begin(SongRequest request);

 private:
  void work();

  Band& band_;
  const SongJobOptions options_;
  std::mutex mutex_;
  std::condition_variable changed_;
  bool stopping_ = false;
  std::deque<std::shared_ptr<SongJob>> queue_;
  std::vector<std::shared_ptr<SongJob>> running_;
  std::vector<std::thread> threads_;
};

}  // namespace continuo::gemini
