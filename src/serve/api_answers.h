// What the routes of /api answer with.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "base/error.h"
#include "base/json_fields.h"
#include "serve/http.h"
#include "serve/shelf.h"

namespace continuo {

Response json_answer(int status, const Json& json);
// {"error":{"kind","message"}}
Response error_answer(int status, std::string_view kind, std::string_view message);
// For what a handler threw.
Response error_answer(const Error& error);
// For what happens before a handler: no such route, too large a body.
Response error_of_status(int status, std::string_view message);

Json take_json(const TakeInfo& take);

// A "Range" header on a file of that many bytes: bytes [first, last], none where the whole is
// wanted. A part that goes on for longer than kRangeBytes is cut there, and the client asks again.
struct ByteRange {
  uint64_t first = 0;
  uint64_t last = 0;
  bool outside = false;
};
inline constexpr uint64_t kRangeBytes = uint64_t{4} << 20;
std::optional<ByteRange> parse_range(std::string_view header, uint64_t bytes);

// "inline; filename=\"take.wav\"; filename*=UTF-8''caf%C3%A9.wav"
std::string disposition(std::string_view name, std::string_view extension);

// A file, whole and piece by piece, or the part that was asked for. Nothing after it has streamed.
std::optional<Response> file_answer(const Request& request, ResponseStream& stream,
                                    const std::filesystem::path& path, std::string_view type,
                                    const std::string& disposition);

}  // namespace continuo
