// A request as its bytes come in: its head first, so that it may be refused before its body is read.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "serve/http.h"

namespace continuo {

class RequestReader {
 public:
  RequestReader(size_t head_bytes, size_t body_bytes);
  ~RequestReader();
  RequestReader(RequestReader&&) noexcept;
  RequestReader& operator=(RequestReader&&) noexcept;

  enum class State { kHead, kHeadDone, kBody, kDone, kFailed };
  // How many of the bytes it took; the rest must be shown again, with more behind. Stops at
  // kHeadDone once: the next call goes on with the body.
  size_t take(std::string_view bytes);

  State state() const;
  bool begun() const;  // whether a byte of it has come
  // The status that says why it failed: 400, 413, 431, 501.
  int status() const;
  std::string_view reason() const;

  // From kHeadDone on. `request` has the method, the headers and, in the end, the body.
  Request& request();
  const std::string& target() const;
  bool http_1_1() const;
  bool keep_alive() const;
  bool expects_continue() const;
  bool wants_upgrade() const;  // to a WebSocket
  bool has_body() const;

 private:
  struct Parser;
  std::unique_ptr<Parser> parser_;
};

}  // namespace continuo
