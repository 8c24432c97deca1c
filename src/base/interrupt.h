// Ctrl-C as a flag: the first asks a long task to finish early with what it has, the second ends
// the program at once.
#pragma once

#include <atomic>

namespace continuo {

// Installs the handler for SIGINT and SIGTERM; the flag becomes true on the first signal. Call from
// the program's edge.
const std::atomic<bool>& watch_interrupts();

}  // namespace continuo
