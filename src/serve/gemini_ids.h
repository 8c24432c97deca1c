// Names that cannot be guessed, and times as Google writes them.
#pragma once

#include <chrono>
#include <string>

namespace continuo::gemini {

using WallClock = std::chrono::system_clock;

// 26 letters and digits from the system's source of randomness.
std::string fresh_id();
// "2026-01-31T12:30:05.123Z"
std::string time_text(WallClock::time_point time);

}  // namespace continuo::gemini
