// What stands in for a live session and for sockets in the tests of the hub and of the API.
#pragma once

#include <chrono>
#include <mutex>
#include <thread>

#include "base/error.h"
#include "serve/hub.h"
#include "serve/shelf_fixture_test.h"

namespace continuo {

// Does at once what it is told, and plays when the test says so.
class FakePerformance final : public MainPerformance {
 public:
  FakePerformance(const Controls& controls, OnChunk on_chunk) : on_chunk_(std::move(on_chunk)) {
    status_.controls = controls;
  }

  void set(const Controls& controls, When when) override {
    const std::lock_guard lock(mutex_);
    status_.controls = controls;
    status_.control_ms = 24;
    ++status_.generation;
    whens_.push_back(when);
  }
  void play() override { turn(Transport::kPlaying); }
  void pause() override { turn(Transport::kPaused); }
  void stop() override { turn(Transport::kStopped); }
  void reset() override {
    const std::lock_guard lock(mutex_);
    ++resets_;
  }
  void follow_clock(const ClockReading& reading) override {
    const std::lock_guard lock(mutex_);
    clock_ = reading;
  }
  SessionStatus status() const override {
    const std::lock_guard lock(mutex_);
    return status_;
  }
  NewTake keep(double) const override {
    if (status().position == 0)
      fail(ErrorKind::kUsage, "keep", "nothing has been played yet that could be kept.");
    NewTake take = shelf_take(9);
    take.kind = "live";
    return take;
  }

  // As the session's thread does.
  void play_chunk(float value, std::span<const HeardNote> notes = {},
                  std::span<const HeardBar> bars = {}, size_t frames = 960) {
    const std::vector<float> audio(2 * frames, value);
    uint64_t position = 0;
    {
      const std::lock_guard lock(mutex_);
      position = status_.position;
      status_.position += frames;
    }
    on_chunk_({position, audio, notes, bars});
  }
  std::vector<When> whens() const {
    const std::lock_guard lock(mutex_);
    return whens_;
  }
  ClockReading clock() const {
    const std::lock_guard lock(mutex_);
    return clock_;
  }
  int resets() const {
    const std::lock_guard lock(mutex_);
    return resets_;
  }

 private:
  void turn(Transport transport) {
    const std::lock_guard lock(mutex_);
    status_.transport = transport;
  }

  OnChunk on_chunk_;
  mutable std::mutex mutex_;
  SessionStatus status_;
  std::vector<When> whens_;
  ClockReading clock_;
  int resets_ = 0;
};

// Keeps what it is sent, as a reader that takes all, or none.
class KeepingSocket final : public Socket {
 public:
  explicit KeepingSocket(bool reads = true) : reads_(reads) {}

  bool send_text(std::string text) override {
    const std::lock_guard lock(mutex_);
    if (closed_ != 0) return false;
    texts_.push_back(std::move(text));
    return true;
  }
  bool send_binary(std::string bytes) override {
    const std::lock_guard lock(mutex_);
    if (closed_ != 0) return false;
    if (!reads_) queued_ += bytes.size();
    most_queued_ = std::max(most_queued_, queued_);
    sounds_.push_back(std::move(bytes));
    return true;
  }
  void drop_queued_binary() override {
    const std::lock_guard lock(mutex_);
    queued_ = 0;
    ++drops_;
  }
  void close(int code, std::string_view) override {
    const std::lock_guard lock(mutex_);
    closed_ = code;
  }
  size_t queued_bytes() const override {
    const std::lock_guard lock(mutex_);
    return queued_;
  }

  std::vector<Json> texts(std::string_view type) const {
    const std::lock_guard lock(mutex_);
    std::vector<Json> found;
    for (const std::string& text : texts_) {
      Json json = Json::parse(text);
      if (json["type"] == type) found.push_back(std::move(json));
    }
    return found;
  }
  std::string first_text() const {
    const std::lock_guard lock(mutex_);
    return texts_.empty() ? "" : texts_.front();
  }
  std::vector<std::string> sounds() const {
    const std::lock_guard lock(mutex_);
    return sounds_;
  }
  size_t most_queued() const {
    const std::lock_guard lock(mutex_);
    return most_queued_;
  }
  int drops() const {
    const std::lock_guard lock(mutex_);
    return drops_;
  }
  int closed() const {
    const std::lock_guard lock(mutex_);
    return closed_;
  }

 private:
  const bool reads_;
  mutable std::mutex mutex_;
  std::vector<std::string> texts_;
  std::vector<std::string> sounds_;
  size_t queued_ = 0;
  size_t most_queued_ = 0;
  int drops_ = 0;
  int closed_ = 0;
};

// Until it holds, for ten seconds at most: other threads have something to do first.
template <typename Holds>
bool soon(Holds holds) {
  for (int i = 0; i < 5000; ++i) {
    if (holds()) return true;
    std::this_thread::sleep_for(std::chrono::milliseconds(2));
  }
  return holds();
}

// Devices whose actions a test calls.
class FakeDevices final : public NoDevices {
 public:
  void join(DeviceActions joined) override { actions = std::move(joined); }
  DeviceActions actions;
};

struct FakeHub {
  explicit FakeHub(const HubOptions& options = {}, const Controls& controls = {})
      : hub(
            [this](const Controls& asked, OnChunk on_chunk) {
              auto made = std::make_unique<FakePerformance>(asked, std::move(on_chunk));
              performance = made.get();
              return made;
            },
            controls, devices, options) {}

  FakeDevices devices;
  FakePerformance* performance = nullptr;
  Hub hub;
};

}  // namespace continuo
