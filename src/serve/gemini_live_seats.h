// How many live sessions there are, and which of them have stood still for too long.
#pragma once

#include <chrono>
#include <condition_variable>
#include <list>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>

#include "serve/http.h"

namespace continuo::gemini {

using Clock = std::chrono::steady_clock;

class LiveSeats {
 public:
  // A session's place. Thread: any.
  class Seat {
   public:
    explicit Seat(std::shared_ptr<Socket> socket) : socket_(std::move(socket)) {}
    void set_busy() { set(std::nullopt); }
    // Ends at that time unless it is busy before.
    void set_idle_until(Clock::time_point end) { set(end); }

   private:
    friend class LiveSeats;
    void set(std::optional<Clock::time_point> end);
    std::shared_ptr<Socket> socket_;
    std::mutex mutex_;
    std::optional<Clock::time_point> end_;
    bool over_ = false;
  };

  LiveSeats(int most, std::chrono::duration<double> look_every);
  ~LiveSeats();

  // Nothing where all are taken. The seat is free again when the caller lets go of it.
  std::shared_ptr<Seat> take(std::shared_ptr<Socket> socket);
  // Closes the sockets whose time is over: 1000, "idle". The thread does so by itself.
  void end_idle(Clock::time_point now);
  int taken() const;

 private:
  const int most_;
  mutable std::mutex mutex_;
  std::condition_variable stop_;
  bool stopping_ = false;
  mutable std::list<std::weak_ptr<Seat>> seats_;
  std::thread thread_;
};

}  // namespace continuo::gemini
