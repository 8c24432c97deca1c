#include "serve/raw_client_test.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cctype>
#include <stdexcept>
#include <utility>

namespace continuo {

RawClient::RawClient(uint16_t port, int receive_window_bytes)
    : socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
  const timeval patience{kPatience_s, 0};
  ::setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
  ::setsockopt(socket_, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
  if (receive_window_bytes > 0)
    ::setsockopt(socket_, SOL_SOCKET, SO_RCVBUF, &receive_window_bytes,
                 sizeof receive_window_bytes);
  sockaddr_in to{};
  to.sin_family = AF_INET;
  to.sin_port = htons(port);
  to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (::connect(socket_, reinterpret_cast<const sockaddr*>(&to), sizeof to) != 0) {
    ::close(std::exchange(socket_, -1));
    throw std::runtime_error("cannot connect to port " + std::to_string(port));
  }
}

RawClient::RawClient(RawClient&& other) noexcept
    : socket_(std::exchange(other.socket_, -1)), in_(std::move(other.in_)) {}

RawClient::~RawClient() { hang_up(); }

bool RawClient::send(std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent <= 0) return false;
    bytes.remove_prefix(static_cast<size_t>(sent));
  }
  return true;
}

size_t RawClient::send_some(std::string_view bytes) {
  const ssize_t sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
  return sent > 0 ? static_cast<size_t>(sent) : 0;
}

bool RawClient::request(std::string_view method, std::string_view target, std::string_view headers,
                        std::string_view body) {
  std::string text = std::string(method) + " " + std::string(target) + " HTTP/1.1\r\n";
  if (headers.find("Host:") == std::string_view::npos) text += "Host: localhost\r\n";
  text += headers;
  if (!body.empty()) text += "Content-Length: " + std::to_string(body.size()) + "\r\n";
  return send(text + "\r\n" + std::string(body));
}

bool RawClient::fill() {
  char piece[65536];
  const ssize_t got = ::recv(socket_, piece, sizeof piece, 0);
  if (got <= 0) return false;
  in_.append(piece, static_cast<size_t>(got));
  return true;
}

std::string RawClient::read_some() {
  if (in_.empty()) fill();
  return std::exchange(in_, {});
}

std::string RawClient::read_to_end() {
  while (fill()) {
  }
  return std::exchange(in_, {});
}

bool RawClient::closed() {
  if (!in_.empty()) return false;
  char byte = 0;
  const ssize_t got = ::recv(socket_, &byte, 1, 0);
  if (got == 0) return true;
  if (got > 0) in_ += byte;
  return got < 0 && errno == ECONNRESET;
}

bool RawClient::hung_up() const {
  pollfd state{socket_, POLLRDHUP, 0};
  return ::poll(&state, 1, 0) > 0 && (state.revents & (POLLRDHUP | POLLHUP | POLLERR)) != 0;
}

void RawClient::end_sending() { ::shutdown(socket_, SHUT_WR); }

void RawClient::hang_up() {
  if (socket_ >= 0) ::close(std::exchange(socket_, -1));
}

void RawClient::reset() {
  const linger hard{1, 0};
  ::setsockopt(socket_, SOL_SOCKET, SO_LINGER, &hard, sizeof hard);
  hang_up();
}

RawAnswer RawClient::answer(bool head_only) {
  RawAnswer answer;
  size_t end = 0;
  while ((end = in_.find("\r\n\r\n")) == std::string::npos)
    if (!fill()) return answer;
  const std::string head = in_.substr(0, end + 2);
  in_.erase(0, end + 4);
  if (head.size() < 12 || !head.starts_with("HTTP/1.1 ")) return answer;
  answer.status = std::stoi(head.substr(9, 3));
  for (size_t begin = head.find("\r\n") + 2; begin < head.size();) {
    const size_t line_end = head.find("\r\n", begin);
    const std::string line = head.substr(begin, line_end - begin);
    begin = line_end + 2;
    const size_t colon = line.find(": ");
    if (colon == std::string::npos) throw std::runtime_error("no header: " + line);
    std::string name = line.substr(0, colon);
    std::transform(name.begin(), name.end(), name.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    if (!answer.headers.emplace(name, line.substr(colon + 2)).second)
      throw std::runtime_error("twice: " + line);
  }
  if (head_only || answer.status == 204 || answer.status == 304 || answer.status < 200) {
    answer.whole = true;
    return answer;
  }
  const auto take = [&](size_t count) {
    while (in_.size() < count)
      if (!fill()) return false;
    return true;
  };
  if (const std::string length = answer.header("content-length"); !length.empty()) {
    answer.whole = take(std::stoul(length));
    answer.body = in_.substr(0, std::stoul(length));
    in_.erase(0, answer.body.size());
    return answer;
  }
  if (answer.header("transfer-encoding") != "chunked") {
    answer.body = read_to_end();
    answer.whole = true;
    return answer;
  }
  for (;;) {
    while ((end = in_.find("\r\n")) == std::string::npos)
      if (!fill()) return answer;
    const size_t size = std::stoul(in_.substr(0, end), nullptr, 16);
    in_.erase(0, end + 2);
    if (!take(size + 2)) return answer;
    answer.body += in_.substr(0, size);
    in_.erase(0, size + 2);
    if (size > 0) continue;
    answer.whole = true;
    return answer;
  }
}

RawAnswer ask(uint16_t port, std::string_view method, std::string_view target,
              std::string_view headers, std::string_view body) {
  RawClient client(port);
  client.request(method, target, headers, body);
  return client.answer(method == "HEAD");
}

}  // namespace continuo
