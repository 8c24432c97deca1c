// How fast this machine reads memory: the bound of every decoder step whose weights do not fit the cache.
//
// bandwidth [--threads 2] [--megabytes 1024] [--seconds 1] [--quick]
//
// Prints one line of JSON: GB/s over whole passes (best, median, worst) for each way of reading, and what it costs two
// threads to hand a cache line over. Ways differ because the cores' own prefetchers, the size of pages and how the threads
// share the work each hide a part of what the memory can do. The handover tells where a virtual machine's cores are at the
// moment: some 50 ns on one core complex, which has one link to memory; some 200 ns on two, which have one each.
// --quick reads in one way only: a probe between rounds of something else.
#include <pthread.h>
#include <sched.h>
#include <sys/mman.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>
#include <thread>
#include <vector>

namespace {

using Clock = std::chrono::steady_clock;
// One cache line, whatever width the compiler splits it into.
typedef uint64_t Line __attribute__((vector_size(64)));

struct Way {
  const char* name;
  bool huge_pages;
  size_t streams;         // sequences that each thread reads at once
  size_t prefetch_bytes;  // ahead of each; 0 leaves it to the core
  bool shared;            // chunks of a megabyte to whoever is free, not halves
};

constexpr Way kWays[] = {
    {"small pages", false, 1, 0, false},
    {"huge pages", true, 1, 0, false},
    {"2 streams", true, 2, 0, false},
    {"4 streams", true, 4, 0, false},
    {"prefetch 1 KB", true, 1, 1024, false},
    {"prefetch 2 KB", true, 1, 2048, false},
    {"prefetch 4 KB", true, 1, 4096, false},
    {"prefetch 4 KB, shared", true, 1, 4096, true},
    {"prefetch 4 KB, 4 streams", true, 4, 4096, false},
    {"prefetch 16 KB", true, 1, 16384, false},
};
constexpr size_t kQuick = 1;
constexpr size_t kChunkBytes = size_t{1} << 20;

struct Memory {
  Memory(size_t count, bool huge) : bytes(count) {
    void* at = mmap(nullptr, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (at == MAP_FAILED) {
      std::perror("bandwidth: mmap");
      std::exit(1);
    }
    madvise(at, bytes, huge ? MADV_HUGEPAGE : MADV_NOHUGEPAGE);
    std::memset(at, 1, bytes);
    data = static_cast<char*>(at);
  }
  ~Memory() { munmap(data, bytes); }
  Memory(const Memory&) = delete;
  Memory& operator=(const Memory&) = delete;

  char* data = nullptr;
  size_t bytes;
};

template <size_t kStreams, bool kPrefetch>
Line read_streams(const char* data, size_t bytes, size_t ahead) {
  const size_t each = bytes / kStreams / 256 * 256;
  Line found[4] = {};
  for (size_t at = 0; at < each; at += 256) {
    for (size_t s = 0; s < kStreams; ++s) {
      const char* from = data + s * each + at;
      for (size_t i = 0; i < 4; ++i) {
        if (kPrefetch) __builtin_prefetch(from + ahead + i * 64, 0, 3);
        found[i] |= *reinterpret_cast<const Line*>(from + i * 64);
      }
    }
  }
  return found[0] | found[1] | found[2] | found[3];
}

Line read(const char* data, size_t bytes, const Way& way) {
  const size_t ahead = way.prefetch_bytes;
  if (way.streams == 1)
    return ahead ? read_streams<1, true>(data, bytes, ahead)
                 : read_streams<1, false>(data, bytes, 0);
  if (way.streams == 2) return read_streams<2, false>(data, bytes, 0);
  return ahead ? read_streams<4, true>(data, bytes, ahead) : read_streams<4, false>(data, bytes, 0);
}

void pin(size_t thread) {
  cpu_set_t set;
  CPU_ZERO(&set);
  CPU_SET(thread % std::max(1u, std::thread::hardware_concurrency()), &set);
  pthread_setaffinity_np(pthread_self(), sizeof(set), &set);
}

// GB/s of passes for `seconds`, sorted. Threads meet in a spinning barrier: a sleeping one would cost as much as a pass.
std::vector<double> passes(const Memory& memory, size_t threads, double seconds, const Way& way) {
  std::vector<double> rates;
  std::atomic<size_t> arrived{0}, round{0}, chunk{0};
  std::atomic<bool> more{true};
  std::atomic<uint64_t> sink{0};
  const auto meet = [&] {
    const size_t now = round.load();
    if (arrived.fetch_add(1) + 1 == threads) {
      arrived = 0;
      round = now + 1;
    }
    while (round.load(std::memory_order_acquire) == now) {
    }
  };
  const auto work = [&](size_t id) {
    pin(id);
    const auto begin = Clock::now();
    while (true) {
      if (id == 0) {
        chunk = 0;
        more = rates.size() < 5 ||
               std::chrono::duration<double>(Clock::now() - begin).count() < seconds;
      }
      meet();
      if (!more) return;
      const auto start = Clock::now();
      Line found = {};
      if (way.shared) {
        for (size_t at; (at = chunk.fetch_add(1) * kChunkBytes) < memory.bytes;)
          found |= read(memory.data + at, std::min(kChunkBytes, memory.bytes - at), way);
      } else {
        const size_t share = memory.bytes / threads / 4096 * 4096;
        found = read(memory.data + id * share, share, way);
      }
      sink += found[0];
      meet();
      if (id == 0) {
        const double taken = std::chrono::duration<double>(Clock::now() - start).count();
        rates.push_back(static_cast<double>(memory.bytes) / taken / 1e9);
      }
    }
  };
  std::vector<std::thread> others;
  for (size_t id = 1; id < threads; ++id) others.emplace_back(work, id);
  std::thread(work, 0).join();  // not this thread: it would stay pinned
  for (std::thread& other : others) other.join();
  std::sort(rates.begin(), rates.end());
  return rates;
}

// Nanoseconds from one core's write to another core's answer, the median of several bouts.
double handover_ns() {
  constexpr int kTurns = 20000;
  alignas(64) std::atomic<int> ball{0};
  std::vector<double> bouts;
  for (int bout = 0; bout < 5; ++bout) {
    ball = 0;
    const auto play = [&](int id) {
      pin(static_cast<size_t>(id));
      const auto begin = Clock::now();
      for (int turn = 0; turn < kTurns; ++turn) {
        while (ball.load(std::memory_order_acquire) != 2 * turn + id) {
        }
        ball.store(2 * turn + id + 1, std::memory_order_release);
      }
      if (id == 1)
        bouts.push_back(std::chrono::duration<double, std::nano>(Clock::now() - begin).count() /
                        (2 * kTurns));
    };
    std::thread other(play, 1);
    std::thread(play, 0).join();
    other.join();
  }
  std::sort(bouts.begin(), bouts.end());
  return bouts[bouts.size() / 2];
}

}  // namespace

int main(int count, char** words) {
  size_t threads = std::max(1u, std::thread::hardware_concurrency());
  size_t megabytes = 1024;
  double seconds = 1;
  bool quick = false;
  for (int i = 1; i < count; ++i) {
    const std::string word = words[i];
    const double value = i + 1 < count ? std::atof(words[i + 1]) : 0;
    if (word == "--quick") {
      quick = true;
      continue;
    }
    if (word == "--threads" && value >= 1) {
      threads = static_cast<size_t>(value);
    } else if (word == "--megabytes" && value >= 1) {
      megabytes = static_cast<size_t>(value);
    } else if (word == "--seconds" && value > 0) {
      seconds = value;
    } else {
      std::fprintf(stderr,
                   "usage: bandwidth [--threads N] [--megabytes N] [--seconds N] [--quick]\n");
      return 2;
    }
    ++i;
  }
  std::printf("{\"threads\": %zu, \"megabytes\": %zu, ", threads, megabytes);
  if (std::thread::hardware_concurrency() > 1)
    std::printf("\"handover_ns\": %.0f, ", handover_ns());
  std::printf("\"gb_s\": {");
  bool first = true;
  for (size_t i = 0; i < std::size(kWays); ++i) {
    if (quick && i != kQuick) continue;
    const Memory memory(megabytes << 20, kWays[i].huge_pages);
    const std::vector<double> rates = passes(memory, threads, seconds, kWays[i]);
    std::printf("%s\"%s\": {\"best\": %.1f, \"median\": %.1f, \"worst\": %.1f, \"passes\": %zu}",
                first ? "" : ", ", kWays[i].name, rates.back(), rates[rates.size() / 2],
                rates.front(), rates.size());
    first = false;
  }
  std::printf("}}\n");
  return 0;
}
