// Chunks from a session's thread, which may not wait, to the thread that sends them to pages.
#pragma once

#include <atomic>
#include <cstdint>
#include <vector>

#include "live/session.h"

namespace continuo {

// One writer, one reader, no lock. What does not fit is dropped and counted.
class ChunkQueue {
 public:
  struct Held {
    uint64_t position = 0;
    std::vector<float> audio;
    std::vector<HeardNote> notes;
    std::vector<HeardBar> bars;
  };

  explicit ChunkQueue(size_t slots) : slots_(slots) {}

  // Thread: writer. Slots keep their memory, so that after the first round nothing is allocated.
  bool push(const Chunk& chunk) {
    const uint64_t written = written_.load(std::memory_order_relaxed);
    if (written - read_.load(std::memory_order_acquire) == slots_.size()) {
      dropped_.fetch_add(1, std::memory_order_relaxed);
      return false;
    }
    Held& held = slots_[written % slots_.size()];
    held.position = chunk.position;
    held.audio.assign(chunk.audio.begin(), chunk.audio.end());
    held.notes.assign(chunk.notes.begin(), chunk.notes.end());
    held.bars.assign(chunk.bars.begin(), chunk.bars.end());
    written_.store(written + 1, std::memory_order_release);
    return true;
  }

  // Thread: reader. Null where there is none; it stays until pop().
  const Held* front() const {
    const uint64_t read = read_.load(std::memory_order_relaxed);
    return written_.load(std::memory_order_acquire) == read ? nullptr
                                                            : &slots_[read % slots_.size()];
  }
  void pop() { read_.fetch_add(1, std::memory_order_release); }

  // Thread: any.
  uint64_t dropped() const { return dropped_.load(std::memory_order_relaxed); }

 private:
  std::vector<Held> slots_;
  std::atomic<uint64_t> written_{0};
  std::atomic<uint64_t> read_{0};
  std::atomic<uint64_t> dropped_{0};
};

}  // namespace continuo
