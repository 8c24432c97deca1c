#include "serve/socket_calls.h"

namespace continuo {

namespace {

constexpr size_t kMessages = 32;     // that may wait
constexpr int kMessagesOfATurn = 8;  // then other sockets have theirs

}  // namespace

SocketCalls::SocketCalls(WorkerPool& workers, size_t most_bytes, Failed failed)
    : workers_(workers), most_bytes_(most_bytes), failed_(std::move(failed)) {}

void SocketCalls::open(Make make) {
  const std::lock_guard guard(mutex_);
  make_ = std::move(make);
  schedule_locked();
}

void SocketCalls::on_room(std::function<void()> resume) {
  const std::lock_guard guard(mutex_);
  resume_ = std::move(resume);
}

bool SocketCalls::message(std::string bytes, bool binary) {
  const std::lock_guard guard(mutex_);
  if (closed_) return false;
  bytes_ += bytes.size();
  waiting_.push_back({std::move(bytes), binary});
  full_ = waiting_.size() >= kMessages || bytes_ >= most_bytes_;
  schedule_locked();
  return !full_;
}

void SocketCalls::closed() {
  const std::lock_guard guard(mutex_);
  if (closed_) return;
  closed_ = true;
  resume_ = nullptr;
  schedule_locked();
}

void SocketCalls::schedule_locked() {
  if (scheduled_) return;
  scheduled_ = true;
  workers_.submit_always([self = shared_from_this()] { self->turn(); });
}

void SocketCalls::call(const std::function<void()>& what) {
  try {
    what();
  } catch (...) {
    broken_ = true;
    failed_(std::current_exception());
  }
}

void SocketCalls::turn() {
  std::unique_lock lock(mutex_);
  if (make_) {
    const Make make = std::exchange(make_, nullptr);
    lock.unlock();
    call([&] { handler_ = make(); });
    lock.lock();
  }
  for (int i = 0; i < kMessagesOfATurn && !waiting_.empty(); ++i) {
    const Message message = std::move(waiting_.front());
    waiting_.pop_front();
    bytes_ -= message.bytes.size();
    lock.unlock();
    if (handler_ && !broken_) call([&] { handler_->on_message(message.bytes, message.binary); });
    lock.lock();
    if (full_ && waiting_.size() <= kMessages / 2 && bytes_ <= most_bytes_ / 2) {
      full_ = false;
      if (resume_) resume_();
    }
  }
  scheduled_ = false;
  if (!waiting_.empty()) return schedule_locked();
  if (!closed_ || over_) return;
  over_ = true;
  lock.unlock();
  if (handler_) call([&] { handler_->on_close(); });
  handler_.reset();
}

}  // namespace continuo
