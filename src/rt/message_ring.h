// Small messages from one thread to another, without a lock.
#pragma once

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <type_traits>

namespace continuo {

// One writer, one reader; all calls are wait-free, and nothing allocates.
template <typename Message, size_t kCapacity>
class MessageRing {
  static_assert(std::is_trivially_copyable_v<Message>);
  static_assert(kCapacity > 0 && (kCapacity & (kCapacity - 1)) == 0, "a power of two");

 public:
  // Thread: writer. False where the ring is full: the message is lost.
  bool push(const Message& message) noexcept {
    const uint64_t position = written_.load(std::memory_order_relaxed);
    if (position - read_.load(std::memory_order_acquire) == kCapacity) return false;
    messages_[position % kCapacity] = message;
    written_.store(position + 1, std::memory_order_release);
    return true;
  }

  // Thread: reader. False where there is none.
  bool pop(Message& message) noexcept {
    const uint64_t position = read_.load(std::memory_order_relaxed);
    if (written_.load(std::memory_order_acquire) == position) return false;
    message = messages_[position % kCapacity];
    read_.store(position + 1, std::memory_order_release);
    return true;
  }

 private:
  std::array<Message, kCapacity> messages_{};
  alignas(64) std::atomic<uint64_t> written_{0};
  alignas(64) std::atomic<uint64_t> read_{0};
};

}  // namespace continuo
