#include "serve/gemini_song_jobs.h"

#include <algorithm>
#include <chrono>

#include "base/error.h"

namespace continuo::gemini {

namespace {

// How often one who waits looks whether its client is still there.
constexpr std::chrono::milliseconds kLookEvery{50};

}  // namespace

JobState SongJob::state() const {
  const std::lock_guard lock(mutex_);
  return state_;
}

WallClock::time_point SongJob::changed_at() const {
  const std::lock_guard lock(mutex_);
  return changed_at_;
}

void SongJob::become(JobState state) {
  {
    const std::lock_guard lock(mutex_);
    if (state_ >= JobState::kDone) return;
    state_ = state;
    changed_at_ = WallClock::now();
  }
  changed_.notify_all();
}

void SongJob::cancel() {
  cancelled_ = true;
  {
    const std::lock_guard lock(mutex_);
    if (state_ >= JobState::kDone) return;
    state_ = JobState::kCancelled;
    changed_at_ = WallClock::now();
    error_.emplace(Status::kCancelled, "The request was cancelled.");
  }
  changed_.notify_all();
}

bool SongJob::wait(JobState state, const Gone& gone) const {
  std::unique_lock lock(mutex_);
  while (!changed_.wait_for(lock, kLookEvery, [&] { return state_ >= state; })) {
    lock.unlock();
    if (gone && gone()) return false;
    lock.lock();
  }
  return true;
}

bool SongJob::wait_planned(const Gone& gone) const { return wait(JobState::kPlaying, gone); }
bool SongJob::wait_over(const Gone& gone) const { return wait(JobState::kDone, gone); }

std::string SongJob::text() const {
  const std::lock_guard lock(mutex_);
  return text_;
}

std::shared_ptr<const Song> SongJob::song() const {
  const std::lock_guard lock(mutex_);
  return song_;
}

ApiError SongJob::error() const {
  const std::lock_guard lock(mutex_);
  return error_.value_or(ApiError(Status::kInternal, "The job has not failed."));
}

void SongJob::run(Band& band) {
  const auto cancelled = [this] { return cancelled_.load(); };
  if (cancelled()) return;
  try {
    become(JobState::kPlanning);
    const PlannedSong planned = plan_song(band, request_, cancelled);
    {
      const std::lock_guard lock(mutex_);
      text_ = planned.text;
    }
    become(JobState::kPlaying);
    auto song = std::make_shared<const Song>(play_song(band, request_, planned, cancelled));
    {
      const std::lock_guard lock(mutex_);
      if (state_ < JobState::kDone) song_ = std::move(song);
    }
    become(JobState::kDone);
  } catch (const std::exception& error) {
    {
      const std::lock_guard lock(mutex_);
      if (!error_) error_ = api_error(error);
    }
    become(cancelled() ? JobState::kCancelled : JobState::kFailed);
  }
}

SongJobs::SongJobs(Band& band, const SongJobOptions& options) : band_(band), options_(options) {
  for (int i = 0; i < options_.at_once; ++i) threads_.emplace_back([this] { work(); });
}

SongJobs::~SongJobs() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
    for (const auto& job : queue_) job->cancel();
    for (const auto& job : running_) job->cancel();
  }
  changed_.notify_all();
  for (std::thread& thread : threads_) thread.join();
}

std::shared_ptr<SongJob> SongJobs::begin(SongRequest request) {
  auto job = std::make_shared<SongJob>(std::move(request));
  {
    const std::lock_guard lock(mutex_);
    std::erase_if(queue_, [](const auto& each) { return each->over(); });
    const size_t idle = static_cast<size_t>(options_.at_once) - running_.size();
    if (stopping_ || queue_.size() >= static_cast<size_t>(options_.waiting) + idle) {
      throw ApiError(Status::kResourceExhausted,
                     fmt::format("{} songs are in the making and {} wait; nothing was begun. Try "
                                 "again later.",
                                 running_.size(), queue_.size()));
    }
    queue_.push_back(job);
  }
  changed_.notify_one();
  return job;
}

void SongJobs::work() {
  std::unique_lock lock(mutex_);
  while (true) {
    changed_.wait(lock, [this] { return stopping_ || !queue_.empty(); });
    if (stopping_) return;
    const std::shared_ptr<SongJob> job = queue_.front();
    queue_.pop_front();
    running_.push_back(job);
    lock.unlock();
    job->run(band_);
    lock.lock();
    std::erase(running_, job);
  }
}

}  // namespace continuo::gemini
