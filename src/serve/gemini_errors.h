// What went wrong, in the two shapes that Google's interfaces have for it.
#pragma once

#include <exception>
#include <functional>
#include <stdexcept>
#include <string>
#include <string_view>

#include "serve/http.h"

namespace continuo::gemini {

enum class Status {
  kInvalidArgument,    // 400
  kNotFound,           // 404
  kAlreadyExists,      // 409
  kPayloadTooLarge,    // 413
  kResourceExhausted,  // 429: busy, and nothing was begun
  kCancelled,          // 499
  kInternal,           // 500
};

class ApiError : public std::runtime_error {
 public:
  ApiError(Status status, const std::string& message)
      : std::runtime_error(message), status_(status) {}
  Status status() const { return status_; }

 private:
  Status status_;
};

int http_status(Status status);
std::string_view status_name(Status status);  // "INVALID_ARGUMENT"
std::string_view string_code(Status status);  // "invalid_request", as Interactions have it

// An exception as an ApiError: our own Error by its kind, any other as an internal one.
ApiError api_error(const std::exception& error);

// {"error":{"code":404,"message":"...","status":"NOT_FOUND"}}
std::string content_error_json(const ApiError& error);
// {"error":{"code":"not_found","message":"..."}}
std::string interaction_error_json(const ApiError& error);

// The same for what the server itself refuses (Router::errors).
Response content_error_shape(int status, std::string_view message);
Response interaction_error_shape(int status, std::string_view message);

Response json_answer(int status, std::string body);

enum class ErrorStyle { kContent, kInteraction };
// Runs a handler's body; what it throws becomes an answer.
Response answered(ErrorStyle style, const std::function<Response()>& body);
Response error_answer(ErrorStyle style, const ApiError& error);

}  // namespace continuo::gemini
