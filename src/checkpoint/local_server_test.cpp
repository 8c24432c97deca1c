#include "checkpoint/local_server_test.h"

#include <atomic>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <list>
#include <mutex>
#include <thread>

namespace continuo {

namespace http = boost::beast::http;
using boost::asio::ip::tcp;

struct LocalServer::Server {
  Handler handler;
  boost::asio::io_context context{1};
  tcp::acceptor acceptor{context, {boost::asio::ip::make_address("127.0.0.1"), 0}};
  std::atomic<bool> stopping{false};
  std::mutex mutex;
  std::vector<ServerRequest> requests;
  std::list<tcp::socket> sockets;
  std::list<std::thread> talks;
  std::thread listening;

  void listen() {
    while (!stopping) {
      boost::system::error_code failed;
      tcp::socket socket(context);
      acceptor.accept(socket, failed);
      if (failed || stopping) return;
      const std::lock_guard guard(mutex);
      sockets.push_back(std::move(socket));
      talks.emplace_back([this, talk = &sockets.back()] { serve(*talk); });
    }
  }

  ServerAnswer answer_to(const http::request<http::string_body>& message) {
    ServerRequest request;
    request.method = std::string(message.method_string());
    request.target = std::string(message.target());
    for (const auto& field : message) {
      std::string name(field.name_string());
      for (char& c : name) c = static_cast<char>(std::tolower(c));
      request.headers[name] = std::string(field.value());
    }
    const std::lock_guard guard(mutex);
    requests.push_back(request);
    return handler(request);
  }

  void serve(tcp::socket& socket) {
    boost::system::error_code failed;
    boost::beast::flat_buffer buffer;
    for (bool open = true; open && !failed;) {
      http::request<http::string_body> message;
      http::read(socket, buffer, message, failed);
      if (failed) break;
      open = send(socket, message.method() == http::verb::head, answer_to(message), failed);
    }
    boost::system::error_code ignored;
    socket.shutdown(tcp::socket::shutdown_both, ignored);
  }

  // Whether the connection stays open.
  bool send(tcp::socket& socket, bool head, const ServerAnswer& answer,
            boost::system::error_code& failed) {
    std::string text = "HTTP/1.1 " + std::to_string(answer.status) + " Test\r\n";
    for (const auto& [name, value] : answer.headers) text += name + ": " + value + "\r\n";
    const size_t length = answer.length.value_or(answer.body.size());
    text += "Content-Length: " + std::to_string(length) + "\r\n\r\n";
    const size_t end = std::min(answer.cut_at.value_or(answer.body.size()),
                                answer.stall_at.value_or(answer.body.size()));
    if (!head) text += answer.body.substr(0, end);
    boost::asio::write(socket, boost::asio::buffer(text), failed);
    if (head) return true;
    if (answer.stall_at) {  // until the client hangs up, or the server ends
      char byte = 0;
      socket.read_some(boost::asio::buffer(&byte, 1), failed);
    }
    return !answer.cut_at && !answer.stall_at && length == answer.body.size();
  }
};

LocalServer::LocalServer(Handler handler) : server_(std::make_unique<Server>()) {
  server_->handler = std::move(handler);
  server_->listening = std::thread([server = server_.get()] { server->listen(); });
}

LocalServer::~LocalServer() {
  server_->stopping = true;
  boost::system::error_code ignored;
  {  // a connection of our own ends the waiting for one
    tcp::socket last(server_->context);
    last.connect(server_->acceptor.local_endpoint(), ignored);
  }
  server_->listening.join();
  for (tcp::socket& socket : server_->sockets) socket.shutdown(tcp::socket::shutdown_both, ignored);
  for (std::thread& talk : server_->talks) talk.join();
}

std::string LocalServer::url() const {
  return "http://127.0.0.1:" + std::to_string(server_->acceptor.local_endpoint().port());
}

std::vector<ServerRequest> LocalServer::requests() const {
  const std::lock_guard guard(server_->mutex);
  return server_->requests;
}

void LocalServer::forget_requests() {
  const std::lock_guard guard(server_->mutex);
  server_->requests.clear();
}

}  // namespace continuo
