// Routes that show what a server passes on, and waiting that ends.
#pragma once

#include <chrono>
#include <functional>
#include <thread>

#include "serve/server.h"

namespace continuo {

// Whether it holds before long. Bounded, and never slower than it must be.
inline bool eventually(const std::function<bool()>& holds) {
  for (int i = 0; i < 10000; ++i) {
    if (holds()) return true;
    std::this_thread::sleep_for(std::chrono::milliseconds(2));
  }
  return false;
}

// GET /api/hello/{name}    {"name":"..."}
// POST /api/length         the number of bytes of the body
// GET /api/query           what the query says, a line each
// GET /api/bytes/{count}   so many bytes, of which parts may be asked
// GET /api/stream          three events
// GET /api/health          "ok"
// GET /v1beta/models       in another shape of errors; everything under /v1beta is
// GET /api/fail/{kind}     throws
// /ws/{name}               a socket that sends back what it gets; "close" closes it with 4001
// assets                   /, /assets/app-1234.js
Router test_router();

inline constexpr std::string_view kTestPage = "<!doctype html><title>studio</title>";
inline constexpr std::string_view kTestScript = "console.log('played')";

}  // namespace continuo
