// What a session was told and has not done yet: bounded, however fast it is told.
#pragma once

#include <chrono>
#include <cstddef>
#include <deque>
#include <functional>
#include <optional>

#include "live/controls.h"

namespace continuo {

// Belongs to whoever holds the session's lock.
class SessionOrders {
 public:
  using Clock = std::chrono::steady_clock;
  using Work = std::function<void()>;
  static constexpr size_t kMostWaiting = 64;

  // Controls of which only the newest count, as soon as was asked for since they were last taken.
  struct Steering {
    Controls controls;
    When when = When::kNow;
    Clock::time_point asked_at;  // the first of those that came together
  };
  void steer(const Controls& controls, When when, Clock::time_point now);

  // In order. Where too many wait, the eldest is forgotten: of what is told faster than it is done,
  // the last counts.
  void add(Work work);
  // The same for work that somebody waits for, and that is never forgotten.
  void add_awaited(Work work);

  bool steered() const { return steering_.has_value(); }
  bool has_work() const { return !works_.empty(); }
  size_t count() const { return works_.size() + (steering_ ? 1 : 0); }
  // Controls first: what was said before a work holds when it is done.
  std::optional<Steering> take_steering();
  std::optional<Work> take_work();

 private:
  struct Waiting {
    Work work;
    bool awaited = false;
  };
  std::deque<Waiting> works_;
  std::optional<Steering> steering_;
};

}  // namespace continuo
