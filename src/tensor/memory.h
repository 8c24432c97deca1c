// Cache-line aligned memory that frees itself; large pieces lie on huge pages where the system
// grants them.
#pragma once

#include <cstddef>
#include <memory>

namespace continuo {

inline constexpr size_t kMemoryAlignment = 64;

// Contents undefined. Throws Error(kInternal) where there is no memory.
std::shared_ptr<void> aligned_memory(size_t bytes);

}  // namespace continuo
