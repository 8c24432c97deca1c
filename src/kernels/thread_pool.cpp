#include "kernels/thread_pool.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <thread>
#include <vector>

#if defined(__linux__)
#include <sched.h>
#endif
#if defined(__x86_64__)
#include <immintrin.h>
#endif

#include "base/error.h"

namespace continuo {

namespace {

// How long a worker looks for the next job before it sleeps. The gaps inside a step are
// microseconds, those between steps tens of them; waking from sleep costs about 50.
constexpr auto kSpin = std::chrono::microseconds(100);
// Pauses between two looks at the clock, and before the caller starts to yield its core to a
// preempted worker.
constexpr int kPausesPerLook = 64;
constexpr int kPausesBeforeYield = 4096;

// What a waiting thread fetches ahead, as a part of its second-level cache; and how much between two
// looks whether its wait is over.
constexpr size_t kFetchBytes = 64 << 10;
constexpr size_t kFetchStep = 256;
// What the caller fetches before it goes on with work of its own.
constexpr size_t kFetchInPassing = 2048;

inline void pause() {
#if defined(__x86_64__)
  _mm_pause();
#elif defined(__aarch64__)
  asm volatile("yield");
#endif
}

// One thread's share of the tasks in one word, so that a claim is one compare-and-swap and a late
// thread can never take a task of a job it does not know: job number (32 bits), next task (16), end
// (16).
constexpr uint64_t share_of(uint32_t job, uint32_t next, uint32_t end) {
  return (uint64_t{job} << 32) | (uint64_t{next} << 16) | end;
}

// The part of what comes next that one thread fetches, little by little.
class Ahead {
 public:
  Ahead() = default;
  Ahead(uintptr_t data, size_t bytes, size_t thread, size_t threads)
      : at_(data + bytes / threads * thread), left_(std::min(bytes / threads, kFetchBytes)) {}

  // False where there is nothing more to fetch.
  bool fetch(size_t bytes) {
    if (left_ == 0) return false;
    const size_t now = std::min(bytes, left_);
    for (size_t i = 0; i < now; i += 64)
      __builtin_prefetch(reinterpret_cast<const void*>(at_ + i), 0, 2);
    at_ += now;
    left_ -= now;
    return true;
  }

 private:
  uintptr_t at_ = 0;
  size_t left_ = 0;
};

struct alignas(64) Share {
  std::atomic<uint64_t> word{0};
};

}  // namespace

struct ThreadPool::State {
  explicit State(int size) : shares(static_cast<size_t>(size)) {}

  // Runs what is left of `owner`'s share of `job`; returns how many tasks that were.
  int drain(Share& share, uint32_t job_number) {
    int done = 0;
    uint64_t word = share.word.load(std::memory_order_acquire);
    while (true) {
      const auto next = static_cast<uint32_t>((word >> 16) & 0xFFFFu);
      const auto end = static_cast<uint32_t>(word & 0xFFFFu);
      if (static_cast<uint32_t>(word >> 32) != job_number || next >= end) return done;
      if (share.word.compare_exchange_weak(word, share_of(job_number, next + 1, end),
                                           std::memory_order_acquire, std::memory_order_acquire)) {
        // The job cannot end before this task does, so its function and context stand still from
        // here on.
        function(context, static_cast<int>(next));
        ++done;
        word = share.word.load(std::memory_order_acquire);
      }
    }
  }

  // Own share first, then the others'.
  int take_part(size_t self, uint32_t job_number) {
    int done = 0;
    for (size_t i = 0; i < shares.size(); ++i) {
      done += drain(shares[(self + i) % shares.size()], job_number);
    }
    return done;
  }

  // A late thread may mix two hints; what it fetches then is of no use and does no harm.
  Ahead ahead(size_t self) const {
    return {next_data.load(std::memory_order_relaxed), next_bytes.load(std::memory_order_relaxed),
            self, shares.size()};
  }

  void work(size_t self) {
    uint32_t seen = 0;
    while (true) {
      const uint32_t number = await(seen, ahead(self));
      if (stopping.load(std::memory_order_acquire)) return;
      seen = number;
      const int done = take_part(self, number);
      if (done > 0) unfinished.fetch_sub(done, std::memory_order_release);
    }
  }

  uint32_t await(uint32_t seen, Ahead ahead) {
    const auto deadline = std::chrono::steady_clock::now() + kSpin;
    do {
      for (int i = 0; i < kPausesPerLook; ++i) {
        const uint32_t number = job.load(std::memory_order_acquire);
        if (number != seen) return number;
        if (!ahead.fetch(kFetchStep)) pause();
      }
    } while (std::chrono::steady_clock::now() < deadline);
    // Announce the sleep before the last look; the caller publishes before it looks for sleepers.
    sleepers.fetch_add(1, std::memory_order_seq_cst);
    while (job.load(std::memory_order_seq_cst) == seen) job.wait(seen, std::memory_order_seq_cst);
    sleepers.fetch_sub(1, std::memory_order_relaxed);
    return job.load(std::memory_order_acquire);
  }

  void publish() {
    job.fetch_add(1, std::memory_order_seq_cst);
    if (sleepers.load(std::memory_order_seq_cst) > 0) job.notify_all();
  }

  std::vector<Share> shares;
  Function function = nullptr;
  void* context = nullptr;
  // What the caller announced for the run after the one it is about to start; then that of the run
  // in progress.
  std::atomic<uintptr_t> announced_data{0};
  std::atomic<size_t> announced_bytes{0};
  std::atomic<uintptr_t> next_data{0};
  std::atomic<size_t> next_bytes{0};
  alignas(64) std::atomic<uint32_t> job{0};
  std::atomic<bool> stopping{false};
  alignas(64) std::atomic<int> unfinished{0};
  alignas(64) std::atomic<int> sleepers{0};
  alignas(64) std::atomic<bool> busy{false};
  std::vector<std::thread> threads;
};

int ThreadPool::default_threads() {
#if defined(__linux__)
  cpu_set_t set;
  CPU_ZERO(&set);
  if (sched_getaffinity(0, sizeof set, &set) == 0 && CPU_COUNT(&set) > 0) return CPU_COUNT(&set);
#endif
  const unsigned cores = std::thread::hardware_concurrency();
  return cores == 0 ? 1 : static_cast<int>(cores);
}

ThreadPool::ThreadPool(int threads) : size_(threads) {
  if (threads < 1 || threads > 256) {
    fail(ErrorKind::kUsage, "threads", "expected 1 to 256 threads, found {}.", threads);
  }
  if (threads == 1) return;
  state_ = std::make_unique<State>(threads);
  for (int i = 1; i < threads; ++i) {
    state_->threads.emplace_back(
        [state = state_.get(), i] { state->work(static_cast<size_t>(i)); });
  }
}

ThreadPool::~ThreadPool() {
  if (!state_) return;
  state_->stopping.store(true, std::memory_order_release);
  state_->job.fetch_add(1, std::memory_order_seq_cst);
  state_->job.notify_all();
  for (std::thread& thread : state_->threads) thread.join();
}

void ThreadPool::fetch_next(const void* data, size_t bytes) {
  if (!state_ || state_->busy.load(std::memory_order_relaxed)) return;
  state_->announced_data.store(reinterpret_cast<uintptr_t>(data), std::memory_order_relaxed);
  state_->announced_bytes.store(bytes, std::memory_order_relaxed);
}

void ThreadPool::run_erased(int tasks, Function function, void* context) {
  State& state = *state_;
  if (tasks > 0xFFFF)
    fail(ErrorKind::kInternal, "threads", "{} tasks: expected at most 65535.", tasks);
  if (state.busy.exchange(true, std::memory_order_acquire)) {
    for (int task = 0; task < tasks; ++task) function(context, task);
    return;
  }
  state.function = function;
  state.context = context;
  constexpr auto kRelaxed = std::memory_order_relaxed;
  state.next_data.store(state.announced_data.exchange(0, kRelaxed), kRelaxed);
  state.next_bytes.store(state.announced_bytes.exchange(0, kRelaxed), kRelaxed);
  state.unfinished.store(tasks, std::memory_order_relaxed);
  const uint32_t number = state.job.load(std::memory_order_relaxed) + 1;
  for (int i = 0; i < size_; ++i) {
    const auto begin = static_cast<uint32_t>(static_cast<int64_t>(tasks) * i / size_);
    const auto end = static_cast<uint32_t>(static_cast<int64_t>(tasks) * (i + 1) / size_);
    state.shares[static_cast<size_t>(i)].word.store(share_of(number, begin, end),
                                                    std::memory_order_release);
  }
  state.publish();

  const int done = state.take_part(0, number);
  if (done > 0) state.unfinished.fetch_sub(done, std::memory_order_relaxed);
  Ahead ahead = state.ahead(0);
  for (int pauses = 0; state.unfinished.load(std::memory_order_acquire) > 0; ++pauses) {
    if (ahead.fetch(kFetchStep)) continue;
    if (pauses < kPausesBeforeYield) {
      pause();
    } else {
      std::this_thread::yield();
    }
  }
  ahead.fetch(kFetchInPassing);
  state.busy.store(false, std::memory_order_release);
}

}  // namespace continuo
