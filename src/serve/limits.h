// Bounds that nobody needs to choose.
#pragma once

#include <chrono>
#include <cstddef>

namespace continuo {

inline constexpr size_t kHead_bytes = size_t{32} << 10;         // of a request
inline constexpr size_t kRead_bytes = size_t{16} << 10;         // from the network at once
inline constexpr size_t kReadAhead_bytes = size_t{16} << 10;    // while a request is answered
inline constexpr size_t kWrite_bytes = size_t{256} << 10;       // within write_timeout_s
inline constexpr size_t kStreamRoom_bytes = size_t{256} << 10;  // of a streamed answer wait
inline constexpr double kLinger_s = 2;      // for a client to read the last answer and hang up
inline constexpr double kClosing_s = 3;     // for what a socket still has to say, and its farewell
inline constexpr double kStopping_s = 2;    // for clients, once the server stops
inline constexpr double kTurnedAway_s = 3;  // for the request of one that will be refused
inline constexpr int kTurnedAway = 32;      // of whom so many are heard at once
inline constexpr int kRetryAfter_s = 2;
// What is slow at least so long, may be dropped where others find no room.
inline constexpr std::chrono::seconds kPatience{2};
inline constexpr size_t kLongAnswer_bytes = size_t{1} << 20;  // shorter ones are no hindrance

}  // namespace continuo
