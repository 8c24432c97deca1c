#include "serve/response_head.h"

#include <fmt/format.h>

#include <algorithm>
#include <ctime>

namespace continuo {

namespace {

std::string_view phrase(int status) {
  switch (status) {
    case 200:
      return "OK";
    case 201:
      return "Created";
    case 202:
      return "Accepted";
    case 204:
      return "No Content";
    case 206:
      return "Partial Content";
    case 304:
      return "Not Modified";
    case 400:
      return "Bad Request";
    case 401:
      return "Unauthorized";
    case 403:
      return "Forbidden";
    case 404:
      return "Not Found";
    case 405:
      return "Method Not Allowed";
    case 408:
      return "Request Timeout";
    case 409:
      return "Conflict";
    case 413:
      return "Content Too Large";
    case 415:
      return "Unsupported Media Type";
    case 416:
      return "Range Not Satisfiable";
    case 422:
      return "Unprocessable Content";
    case 426:
      return "Upgrade Required";
    case 429:
      return "Too Many Requests";
    case 431:
      return "Request Header Fields Too Large";
    case 500:
      return "Internal Server Error";
    case 501:
      return "Not Implemented";
    case 503:
      return "Service Unavailable";
    case 507:
      return "Insufficient Storage";
    default:
      return "Answer";
  }
}

bool same_name(std::string_view name, std::string_view lower) {
  return name.size() == lower.size() &&
         std::equal(name.begin(), name.end(), lower.begin(), [](char a, char b) {
           return (a >= 'A' && a <= 'Z' ? static_cast<char>(a + ('a' - 'A')) : a) == b;
         });
}

bool may_be_said(std::string_view name, std::string_view value) {
  if (name.empty()) return false;
  for (const char c : name)
    if (c <= ' ' || c >= 0x7F ||
        std::string_view("()<>@,;:\\\"/[]?={}").find(c) != std::string_view::npos)
      return false;
  for (const char c : value)
    if ((static_cast<unsigned char>(c) < 0x20 && c != '\t') || c == 0x7F) return false;
  for (const std::string_view framing :
       {"content-length", "transfer-encoding", "connection", "keep-alive", "trailer"})
    if (same_name(name, framing)) return false;
  return true;
}

}  // namespace

bool has_header(const Response& response, std::string_view name) {
  return std::any_of(response.headers.begin(), response.headers.end(),
                     [&](const auto& header) { return same_name(header.first, name); });
}

std::string http_date(int64_t unix_s) {
  constexpr std::string_view kDays[] = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  constexpr std::string_view kMonths[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                          "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const auto time = static_cast<time_t>(unix_s);
  tm at{};
  ::gmtime_r(&time, &at);
  return fmt::format("{}, {:02} {} {} {:02}:{:02}:{:02} GMT", kDays[at.tm_wday], at.tm_mday,
                     kMonths[at.tm_mon], at.tm_year + 1900, at.tm_hour, at.tm_min, at.tm_sec);
}

std::string response_head(const Response& response, const Framing& framing) {
  const int status = response.status >= 200 && response.status <= 599 ? response.status : 500;
  std::string text = fmt::format("HTTP/1.1 {} {}\r\nDate: {}\r\n", status, phrase(status),
                                 http_date(static_cast<int64_t>(std::time(nullptr))));
  for (const auto& [name, value] : response.headers)
    if (may_be_said(name, value)) text += fmt::format("{}: {}\r\n", name, value);
  if (status == 204 || status == 304) {
    // has no body, and no length of one
  } else if (framing.length) {
    text += fmt::format("Content-Length: {}\r\n", *framing.length);
  } else if (framing.chunked) {
    text += "Transfer-Encoding: chunked\r\n";
  }
  text += framing.keep_alive ? "Connection: keep-alive\r\n\r\n" : "Connection: close\r\n\r\n";
  return text;
}

}  // namespace continuo
