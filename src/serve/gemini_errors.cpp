#include "serve/gemini_errors.h"

#include <array>

#include "base/error.h"
#include "serve/gemini_json.h"

namespace continuo::gemini {

namespace {

struct Row {
  int http;
  std::string_view name;
  std::string_view code;
};

// In the order of Status.
constexpr std::array<Row, 7> kRows = {{{400, "INVALID_ARGUMENT", "invalid_request"},
                                       {404, "NOT_FOUND", "not_found"},
                                       {409, "ALREADY_EXISTS", "already_exists"},
                                       {413, "INVALID_ARGUMENT", "request_too_large"},
                                       {429, "RESOURCE_EXHAUSTED", "rate_limit_exceeded"},
                                       {499, "CANCELLED", "cancelled"},
                                       {500, "INTERNAL", "internal_error"}}};

const Row& row(Status status) { return kRows.at(static_cast<size_t>(status)); }

// What the server refuses before a handler of ours sees it.
constexpr std::array<Row, 6> kServerRows = {{{401, "UNAUTHENTICATED", "authentication_error"},
                                             {403, "PERMISSION_DENIED", "permission_denied"},
                                             {405, "UNIMPLEMENTED", "method_not_allowed"},
                                             {408, "DEADLINE_EXCEEDED", "timeout"},
                                             {501, "UNIMPLEMENTED", "not_implemented"},
                                             {503, "UNAVAILABLE", "unavailable"}}};

std::pair<std::string_view, std::string_view> names_of(int http) {
  for (const Row& each : kRows) {
    if (each.http == http) return {each.name, each.code};
  }
  for (const Row& each : kServerRows) {
    if (each.http == http) return {each.name, each.code};
  }
  if (http >= 500) return {"INTERNAL", "internal_error"};
  return {"INVALID_ARGUMENT", "invalid_request"};
}

std::string content_json(int code, std::string_view message, std::string_view name) {
  return dumped(Json{{"error", {{"code", code}, {"message", message}, {"status", name}}}});
}

std::string interaction_json(std::string_view code, std::string_view message) {
  return dumped(Json{{"error", {{"code", code}, {"message", message}}}});
}

}  // namespace

int http_status(Status status) { return row(status).http; }
std::string_view status_name(Status status) { return row(status).name; }
std::string_view string_code(Status status) { return row(status).code; }

ApiError api_error(const std::exception& error) {
  if (const auto* api = dynamic_cast<const ApiError*>(&error)) return *api;
  const auto* own = dynamic_cast<const Error*>(&error);
  if (own == nullptr) return {Status::kInternal, "Something went wrong within the server."};
  switch (own->kind()) {
    case ErrorKind::kUsage:
    case ErrorKind::kInput:
      return {Status::kInvalidArgument, own->message()};
    case ErrorKind::kCancelled:
      return {Status::kCancelled, "The request was cancelled."};
    default:
      return {Status::kInternal, own->message()};
  }
}

std::string content_error_json(const ApiError& error) {
  return content_json(http_status(error.status()), error.what(), status_name(error.status()));
}

std::string interaction_error_json(const ApiError& error) {
  return interaction_json(string_code(error.status()), error.what());
}

Response json_answer(int status, std::string body) {
  return {status, {{"content-type", "application/json; charset=UTF-8"}}, std::move(body)};
}

Response content_error_shape(int status, std::string_view message) {
  return json_answer(status, content_json(status, message, names_of(status).first));
}

Response interaction_error_shape(int status, std::string_view message) {
  return json_answer(status, interaction_json(names_of(status).second, message));
}

Response error_answer(ErrorStyle style, const ApiError& error) {
  return json_answer(http_status(error.status()), style == ErrorStyle::kContent
                                                      ? content_error_json(error)
                                                      : interaction_error_json(error));
}

Response answered(ErrorStyle style, const std::function<Response()>& body) {
  try {
    return body();
  } catch (const std::exception& error) {
    return error_answer(style, api_error(error));
  }
}

}  // namespace continuo::gemini
