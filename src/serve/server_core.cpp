#include "serve/server_core.h"

#include <cmath>

#include "base/error.h"
#include "base/text.h"
#include "serve/limits.h"

namespace continuo {

namespace {

const ServerOptions& checked(const ServerOptions& options) {
  const auto expect = [](bool holds, const char* name, const char* what) {
    if (!holds) fail(ErrorKind::kUsage, "serve", "{}: expected {}.", name, what);
  };
  const auto is_time = [](double seconds) { return seconds > 0 && seconds <= 86400; };
  expect(options.connections >= 1, "connections", "at least 1");
  expect(options.connections_of_address >= 0, "connections of an address", "0 or more");
  expect(options.workers >= 1 && options.workers <= 256, "workers", "1 to 256");
  expect(options.waiting_requests >= 0, "waiting requests", "0 or more");
  expect(options.body_bytes >= 1 && options.message_bytes >= 1 && options.socket_queue_bytes >= 1 &&
             options.bodies_bytes >= 1,
         "sizes", "at least a byte");
  expect(is_time(options.header_timeout_s) && is_time(options.body_timeout_s) &&
             is_time(options.write_timeout_s) && is_time(options.idle_timeout_s) &&
             is_time(options.socket_ping_s),
         "times", "more than 0 and at most a day");
  expect(options.tls_certificate.empty() == options.tls_key.empty(), "TLS",
         "a certificate and its key, or neither");
  return options;
}

}  // namespace

ServerCore::ServerCore(const ServerOptions& chosen, Router routes)
    : options(checked(chosen)),
      router_owner(std::move(routes)),
      router(router_owner.impl()),
      gate(options),
      workers(options.workers, static_cast<size_t>(options.waiting_requests)),
      socket_workers(std::max(2, options.workers / 2), 0) {}

void ServerCore::leave(const std::shared_ptr<Connection>& connection) {
  live.erase(connection);
  if (live.empty() && on_empty) on_empty();
}

bool ServerCore::drop_slowest(Connection::Since (Connection::*since)() const) {
  auto longest = std::chrono::steady_clock::now() - kPatience;
  std::shared_ptr<Connection> slowest;
  for (const auto& connection : live) {
    const auto begun = (connection.get()->*since)();
    if (!begun || *begun > longest) continue;
    longest = *begun;
    slowest = connection;
  }
  if (!slowest) return false;
  ++refused;
  slowest->drop();
  return true;
}

ServerCore::Failure ServerCore::failure(std::exception_ptr thrown, std::string_view where) {
  Failure told{500, "The server failed here; its log says why."};
  std::string line;
  try {
    std::rethrow_exception(thrown);
  } catch (const Error& error) {
    line = error.what();
    switch (error.kind()) {
      case ErrorKind::kUsage:
      case ErrorKind::kInput:
        return {400, error.message()};
      case ErrorKind::kMissing:
        return {404, error.message()};
      case ErrorKind::kCancelled:
        return {503, error.message()};
      case ErrorKind::kIo:
      case ErrorKind::kInternal:
        break;
    }
  } catch (const std::exception& error) {
    line = error.what();
  } catch (...) {
    line = "something that is no exception";
  }
  ++failed;
  if (options.report) options.report(printable(std::string(where) + ": " + line, 500));
  return told;
}

std::unique_ptr<Admission> Admission::ask(ServerCore& core, const std::string& address) {
  if (core.admitted >= core.options.connections) core.drop_slowest(&Connection::asking_since);
  const int of_address = core.of_address[address];
  const bool full = core.admitted >= core.options.connections ||
                    (core.options.connections_of_address > 0 &&
                     of_address >= core.options.connections_of_address);
  if (full) ++core.refused;
  if (full && core.turned_away >= kTurnedAway) {
    if (of_address == 0) core.of_address.erase(address);
    return nullptr;
  }
  return std::unique_ptr<Admission>(new Admission(core, address, full));
}

Admission::Admission(ServerCore& core, std::string address, bool refused)
    : core_(core), address_(std::move(address)), refused_(refused) {
  ++core_.connections;
  ++core_.of_address[address_];
  ++(refused_ ? core_.turned_away : core_.admitted);
}

Admission::~Admission() {
  --core_.connections;
  --(refused_ ? core_.turned_away : core_.admitted);
  const auto found = core_.of_address.find(address_);
  if (--found->second == 0) core_.of_address.erase(found);
}

}  // namespace continuo
