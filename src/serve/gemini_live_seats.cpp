#include "serve/gemini_live_seats.h"

#include <vector>

namespace continuo::gemini {

void LiveSeats::Seat::set(std::optional<Clock::time_point> end) {
  const std::lock_guard lock(mutex_);
  end_ = end;
}

LiveSeats::LiveSeats(int most, std::chrono::duration<double> look_every) : most_(most) {
  thread_ = std::thread([this, look_every] {
    std::unique_lock lock(mutex_);
    while (!stop_.wait_for(lock, look_every, [this] { return stopping_; })) {
      lock.unlock();
      end_idle(Clock::now());
      lock.lock();
    }
  });
}

LiveSeats::~LiveSeats() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  stop_.notify_all();
  thread_.join();
}

std::shared_ptr<LiveSeats::Seat> LiveSeats::take(std::shared_ptr<Socket> socket) {
  const std::lock_guard lock(mutex_);
  seats_.remove_if([](const auto& seat) { return seat.expired(); });
  if (static_cast<int>(seats_.size()) >= most_) return nullptr;
  auto seat = std::make_shared<Seat>(std::move(socket));
  seats_.push_back(seat);
  return seat;
}

int LiveSeats::taken() const {
  const std::lock_guard lock(mutex_);
  seats_.remove_if([](const auto& seat) { return seat.expired(); });
  return static_cast<int>(seats_.size());
}

void LiveSeats::end_idle(Clock::time_point now) {
  std::vector<std::shared_ptr<Seat>> all;
  {
    const std::lock_guard lock(mutex_);
    for (const auto& each : seats_) {
      if (auto seat = each.lock()) all.push_back(std::move(seat));
    }
  }
  for (const auto& seat : all) {
    bool over = false;
    {
      const std::lock_guard lock(seat->mutex_);
      over = !seat->over_ && seat->end_ && *seat->end_ <= now;
      seat->over_ |= over;
    }
    if (over) seat->socket_->close(1000, "The session was idle for too long.");
  }
}

}  // namespace continuo::gemini
