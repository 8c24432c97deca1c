// A connection that became a WebSocket.
#pragma once

#include <memory>

#include "serve/dispatch.h"
#include "serve/server_core.h"

namespace continuo {

class Stream;

// Accepts the upgrade that `request` asks for, then serves it, or closes it where the decision is a
// SocketRefusal: a client learns why from the code and the reason, where the official one would wait
// for ever on an HTTP status.
void open_socket(ServerCore& core, std::shared_ptr<Stream> stream,
                 std::unique_ptr<Admission> admission, Request request, Decision decision);

}  // namespace continuo
