// A client's connection: requests one after the other, each answered before the next is read.
#pragma once

#include <array>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>

#include "serve/dispatch.h"
#include "serve/http_exchange.h"
#include "serve/limits.h"
#include "serve/request_reader.h"
#include "serve/server_core.h"

namespace continuo {

class Stream;

class HttpConnection final : public Connection,
                             public std::enable_shared_from_this<HttpConnection> {
 public:
  HttpConnection(ServerCore& core, boost::asio::ip::tcp::socket socket,
                 std::unique_ptr<Admission> admission);
  ~HttpConnection() override;

  void start();
  void stop() override;
  void drop() override { finish(); }
  Since asking_since() const override;
  Since taking_since() const override;
  Since holding_since() const override;

 private:
  using Code = boost::system::error_code;
  enum class Phase {
    kHandshake,
    kHead,
    kContinue,
    kBody,
    kHandling,
    kWriting,
    kStreaming,
    kLinger
  };

  // Reading goes on while a request is handled, as far as kReadAhead_bytes: a client that hangs up
  // is seen.
  void read();
  void received(Code code, size_t count);
  void advance();
  bool head_done();  // whether to read on at once
  void carry_out(Decision decision);
  bool begin_handling(const Route& route);
  void handle();
  void run(const Route& route, const std::shared_ptr<HttpExchange>& exchange);
  void handled(std::optional<Response> response, bool failed);
  void next_request();
  void upgrade(Decision decision);

  void refuse(int status, std::string_view message);
  void answer(Response response);
  void send(const Response& head, std::string body, std::string_view bytes);
  void pump();
  void write();
  void written();
  void answered();
  void read_file();

  void enter(Phase phase);
  void arm(double seconds);
  void disarm();
  void expired();
  void linger();
  void finish();
  void hold(size_t bytes);

  ServerCore& core_;
  std::shared_ptr<Stream> stream_;
  std::unique_ptr<Admission> admission_;
  boost::asio::steady_timer timer_;
  uint64_t armed_ = 0;  // which of the times set is the one that counts

  Phase phase_ = Phase::kHead;
  std::chrono::steady_clock::time_point since_ = std::chrono::steady_clock::now();  // the phase
  bool first_ = true;  // request of the connection
  bool ended_ = false;
  bool reading_ = false;
  bool end_of_input_ = false;
  bool keep_ = true;  // the connection, after this answer
  std::array<char, kRead_bytes> piece_;
  std::string in_;
  RequestReader reader_;
  const Route* route_ = nullptr;
  std::shared_ptr<HttpExchange> exchange_;

  bool writing_ = false;
  bool head_sent_ = false;  // of a streamed answer
  bool last_sent_ = false;
  std::string out_head_;
  std::string out_body_;
  std::string_view out_;          // of out_body_, or of the program
  std::optional<FileBody> file_;  // what is left of it
  size_t held_ = 0;               // of core_.body_bytes
  // How long the client has let this answer wait: all its pieces, and since when the one under way.
  std::chrono::steady_clock::duration waited_{};
  std::chrono::steady_clock::time_point write_began_;
};

}  // namespace continuo
