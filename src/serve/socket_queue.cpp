#include "serve/socket_queue.h"

#include <algorithm>

#include "base/text.h"

namespace continuo {

SocketQueue::Ending sendable(int code, std::string_view reason) {
  const bool registered = code >= 1000 && code <= 1014 && (code < 1004 || code > 1006);
  if (!registered && (code < 3000 || code > 4999)) code = 1011;
  std::string text = printable(reason, 123);  // ends with an ellipsis of several bytes where cut
  while (text.size() > 123 || !is_utf8(text)) text.pop_back();
  return {code, std::move(text)};
}

SocketQueue::SocketQueue(size_t most_bytes, std::function<void()> wake)
    : most_bytes_(most_bytes), wake_(std::move(wake)) {}

void SocketQueue::wake_locked() {
  if (awake_ || shut_) return;
  awake_ = true;
  wake_();
}

bool SocketQueue::push(std::string bytes, bool binary) {
  const std::lock_guard guard(mutex_);
  if (shut_ || ending_ || overflowed_) return false;
  if (bytes.size() > most_bytes_ - bytes_) {
    overflowed_ = true;
    for (const Message& message : waiting_) bytes_ -= message.bytes.size();
    waiting_.clear();
    wake_locked();
    return false;
  }
  bytes_ += bytes.size();
  waiting_.push_back({std::move(bytes), binary});
  wake_locked();
  return true;
}

bool SocketQueue::send_text(std::string text) { return push(std::move(text), false); }
bool SocketQueue::send_binary(std::string bytes) { return push(std::move(bytes), true); }

void SocketQueue::drop_queued_binary() {
  const std::lock_guard guard(mutex_);
  std::erase_if(waiting_, [this](const Message& message) {
    if (message.binary) bytes_ -= message.bytes.size();
    return message.binary;
  });
}

void SocketQueue::close(int code, std::string_view reason) {
  const std::lock_guard guard(mutex_);
  if (shut_ || ending_) return;
  ending_ = sendable(code, reason);
  wake_locked();
}

size_t SocketQueue::queued_bytes() const {
  const std::lock_guard guard(mutex_);
  return bytes_;
}

std::optional<SocketQueue::Message> SocketQueue::next() {
  const std::lock_guard guard(mutex_);
  awake_ = false;
  if (waiting_.empty()) return std::nullopt;
  Message message = std::move(waiting_.front());
  waiting_.pop_front();
  return message;
}

void SocketQueue::written(const Message& message) {
  const std::lock_guard guard(mutex_);
  bytes_ -= message.bytes.size();
}

std::optional<SocketQueue::Ending> SocketQueue::ending() const {
  const std::lock_guard guard(mutex_);
  return waiting_.empty() ? ending_ : std::nullopt;
}

bool SocketQueue::closing() const {
  const std::lock_guard guard(mutex_);
  return ending_.has_value();
}

bool SocketQueue::overflowed() const {
  const std::lock_guard guard(mutex_);
  return overflowed_;
}

void SocketQueue::shut() {
  const std::lock_guard guard(mutex_);
  shut_ = true;
  for (const Message& message : waiting_) bytes_ -= message.bytes.size();
  waiting_.clear();
}

}  // namespace continuo
