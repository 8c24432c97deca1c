#include "live/session_orders.h"

#include <algorithm>
#include <utility>

namespace continuo {

void SessionOrders::steer(const Controls& controls, When when, Clock::time_point now) {
  if (steering_) {
    // What was asked for sooner and not taken yet is not put off.
    steering_->when = std::min(steering_->when, when);
    steering_->controls = controls;
  } else {
    steering_ = Steering{controls, when, now};
  }
}

void SessionOrders::add(Work work) {
  if (works_.size() >= kMostWaiting) {
    const auto eldest = std::find_if(works_.begin(), works_.end(),
                                     [](const Waiting& waiting) { return !waiting.awaited; });
    if (eldest != works_.end()) works_.erase(eldest);
  }
  works_.push_back({std::move(work), false});
}

void SessionOrders::add_awaited(Work work) { works_.push_back({std::move(work), true}); }

std::optional<SessionOrders::Steering> SessionOrders::take_steering() {
  return std::exchange(steering_, std::nullopt);
}

std::optional<SessionOrders::Work> SessionOrders::take_work() {
  if (works_.empty()) return std::nullopt;
  Work work = std::move(works_.front().work);
  works_.pop_front();
  return work;
}

}  // namespace continuo
