// The main performance and all who hear and steer it.
//
// The performance's thread hands its chunks over without waiting (on_chunk, one queue); the hub's
// own thread writes them as messages and gives them to the sockets, whose calls return at once. A
// listener that reads too slowly loses sound first, and its socket last.
#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "serve/chunk_queue.h"
#include "serve/http.h"
#include "serve/live_devices.h"
#include "serve/live_messages.h"
#include "serve/main_performance.h"
#include "serve/metrics.h"

namespace continuo {

struct HubOptions {
  size_t most_listeners = 64;
  double backlog_s = 1.5;  // of sound that may wait for one listener
  // What plays to nobody for so long pauses; 0: never.
  double idle_s = 600;
};

// Thread: any.
class Hub {
 public:
  // The devices must outlive the hub.
  Hub(const MakeMainPerformance& make, const Controls& controls, LiveDevices& devices,
      const HubOptions& options = {});
  ~Hub();
  Hub(const Hub&) = delete;
  Hub& operator=(const Hub&) = delete;

  // Changes the given fields. Throws Error(kInput), and nothing has changed then.
  void steer(const Json& controls, When when);
  void transport(TransportAction action);
  SessionStatus status() const;
  NewTake keep(double seconds) const { return performance_->keep(seconds); }
  // Tells all listeners again what holds, for what the hub cannot see: another device.
  void changed();

  // The handler of a socket that was just accepted. The hub must outlive it. Where there are too
  // many listeners the socket is closed with 1013.
  std::unique_ptr<SocketHandler> join(std::shared_ptr<Socket> socket);

  // Each change's time from being asked for to its first sample.
  void record_control_latency(Histogram& histogram) { control_latency_ = &histogram; }
  size_t listeners() const;
  uint64_t dropped_sound() const { return dropped_sound_; }     // times a listener lost what waited
  uint64_t dropped_chunks() const { return queue_.dropped(); }  // for all listeners

  // Ends the fan-out and the performance; sockets are the server's to close.
  void stop();

 private:
  struct Listener {
    std::shared_ptr<Socket> socket;
    bool audio = false;
    SampleFormat format = SampleFormat::kS16;
  };
  class LiveSocket;
  struct Wake;
  using Clock = std::chrono::steady_clock;

  void receive(const std::shared_ptr<Listener>& listener, std::string_view message);
  void leave(const std::shared_ptr<Listener>& listener);
  void run();
  void send_chunk(const ChunkQueue::Held& chunk);
  void send_sound(uint64_t position, std::span<const float> audio, Transport transport);
  void send_text(const std::string& message);
  void tell_changes(const SessionStatus& now, const std::optional<SoundInUse>& device);
  void follow_held(std::bitset<12> held);
  void rest_when_alone(const SessionStatus& now, bool device, Clock::time_point time);

  LiveDevices& devices_;
  const HubOptions options_;
  ChunkQueue queue_;
  std::unique_ptr<Wake> wake_;
  std::atomic<Histogram*> control_latency_{nullptr};
  std::atomic<uint64_t> dropped_sound_{0};
  std::atomic<bool> ending_{false};
  std::atomic<bool> changed_{false};

  std::mutex steer_mutex_;
  Controls asked_;

  mutable std::mutex mutex_;  // of the listeners and of what they were told
  std::vector<std::shared_ptr<Listener>> listeners_;
  SessionStatus told_;
  std::optional<SoundInUse> told_device_;
  std::vector<HeardBar> bars_;  // the last that began

  Clock::time_point heard_ = Clock::now();  // of the thread alone: when somebody last listened
  std::unique_ptr<MainPerformance> performance_;
  std::thread thread_;
};

}  // namespace continuo
