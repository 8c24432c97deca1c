// What the routes of /api answer with.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "base/error.h"
#include "base/json_fields.h"
#include "serve/byte_range.h"
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

// "inline; filename=\"take.wav\"; filename*=UTF-8''caf%C3%A9.wav"
std::string disposition(std::string_view name, std::string_view extension);

// A file, or the part of it that was asked for. Throws Error(kMissing) where there is none.
Response file_answer(const Request& request, const std::filesystem::path& path,
                     std::string_view type, const std::string& disposition);

}  // namespace continuo
