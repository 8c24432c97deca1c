// A thread that must be in time asks the system for preference, and goes without where it may not.
#pragma once

namespace continuo {

// For the calling thread. True where the system granted it.
bool prefer_this_thread() noexcept;

}  // namespace continuo
