// The header "Range" of a request: which part of a file is wanted.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace continuo {

// Bytes [first, last]; `outside` where the file has none of them.
struct ByteRange {
  uint64_t first = 0;
  uint64_t last = 0;
  bool outside = false;
};

// A part that goes on for longer is cut there, and the client asks again.
inline constexpr uint64_t kRangeBytes = uint64_t{4} << 20;

// Of a file of so many bytes. Nothing where the whole is wanted: there is no header, it is no range
// of bytes, or it names several.
std::optional<ByteRange> parse_byte_range(std::string_view header, uint64_t bytes);

}  // namespace continuo
