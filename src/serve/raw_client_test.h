// A client for tests that may misbehave: bytes over a socket, and answers taken apart.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace continuo {

struct RawAnswer {
  int status = 0;
  std::map<std::string, std::string> headers;  // names in lower case
  std::string body;                            // chunks put together
  bool whole = false;                          // the end came as announced

  std::string header(const std::string& name) const {
    const auto found = headers.find(name);
    return found == headers.end() ? "" : found->second;
  }
};

// Every wait ends after kPatience_s, as if the server had said nothing.
class RawClient {
 public:
  static constexpr int kPatience_s = 20;

  // A small window makes a slow reader of whoever does not read.
  explicit RawClient(uint16_t port, int receive_window_bytes = 0);
  ~RawClient();
  RawClient(RawClient&& other) noexcept;
  RawClient(const RawClient&) = delete;
  RawClient& operator=(const RawClient&) = delete;

  bool send(std::string_view bytes);  // false once the server has gone
  // As much as can be sent without waiting.
  size_t send_some(std::string_view bytes);
  // A request with a Host; `headers` as lines that end with \r\n.
  bool request(std::string_view method, std::string_view target, std::string_view headers = "",
               std::string_view body = "");
  RawAnswer answer(bool head_only = false);
  std::string read_some();    // empty: the end, or patience
  std::string read_to_end();  // until the server hangs up
  bool closed();              // whether the server hangs up, having said nothing more
  bool hung_up() const;       // whether the server has, as far as is known now
  void end_sending();
  void hang_up();  // without a word
  void reset();    // the hard way

 private:
  bool fill();

  int socket_ = -1;
  std::string in_;
};

// One request on a connection of its own.
RawAnswer ask(uint16_t port, std::string_view method, std::string_view target,
              std::string_view headers = "", std::string_view body = "");

}  // namespace continuo
