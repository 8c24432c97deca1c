#include "serve/http_exchange.h"

#include <fmt/format.h>

#include <iterator>

namespace continuo {

void StreamedAnswer::begin(Response head) {
  const std::lock_guard guard(exchange_->mutex);
  head.body.clear();
  exchange_->head = std::move(head);
}

bool StreamedAnswer::send(std::string_view piece) {
  HttpExchange& exchange = *exchange_;
  std::unique_lock lock(exchange.mutex);
  exchange.room.wait(lock, [&] { return gone() || exchange.pending.size() < kStreamRoom_bytes; });
  if (gone()) return false;
  exchange.begun = true;
  if (exchange.head_only) return false;
  if (exchange.chunked && !piece.empty()) {  // an empty chunk would be the last
    fmt::format_to(std::back_inserter(exchange.pending), "{:x}\r\n", piece.size());
    exchange.pending.append(piece).append("\r\n");
  } else {
    exchange.pending.append(piece);
  }
  if (!std::exchange(exchange.announced, true)) announce_();
  return true;
}

}  // namespace continuo
