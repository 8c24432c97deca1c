// How much memory this process holds, as the system counts it.
#pragma once

#include <cstdint>

namespace continuo {

// Resident now, and at most so far; 0 where the system does not say.
uint64_t resident_bytes();
uint64_t peak_resident_bytes();

}  // namespace continuo
