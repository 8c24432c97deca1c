// Counts this program's allocations, so that a test can say that a step makes none.
#pragma once

#include <atomic>
#include <cstdint>

namespace continuo {

extern std::atomic<int64_t> allocations;

}  // namespace continuo
