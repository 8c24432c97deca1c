#include "serve/http.h"

#include <charconv>

namespace continuo {

namespace {

struct Span {
  size_t begin = 0;
  size_t size = 0;
};

std::optional<size_t> whole_number(std::string_view text) {
  size_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

// "bytes=0-99", "bytes=100-", "bytes=-50". `valid` is false for what is no single range, which is
// then as if it was not asked; nothing, but valid, for a range that lies outside.
std::optional<Span> parse_range(std::string_view text, size_t size, bool& valid) {
  valid = false;
  if (!text.starts_with("bytes=")) return std::nullopt;
  text.remove_prefix(6);
  const size_t dash = text.find('-');
  if (dash == std::string_view::npos || text.find(',') != std::string_view::npos)
    return std::nullopt;
  const std::string_view first_text = text.substr(0, dash);
  const std::string_view last_text = text.substr(dash + 1);
  const std::optional<size_t> first = whole_number(first_text);
  const std::optional<size_t> last = whole_number(last_text);
  if ((!first && !first_text.empty()) || (!last && !last_text.empty()) || (!first && !last))
    return std::nullopt;
  if (first && last && *last < *first) return std::nullopt;
  valid = true;
  if (!first) {  // the last so many
    if (*last == 0 || size == 0) return std::nullopt;
    const size_t count = std::min(*last, size);
    return Span{size - count, count};
  }
  if (*first >= size) return std::nullopt;
  const size_t end = last ? std::min(*last, size - 1) : size - 1;
  return Span{*first, end - *first + 1};
}

std::string_view header_of(const Response& response, std::string_view name) {
  const auto same = [&](std::string_view other) {
    return other.size() == name.size() &&
           std::equal(other.begin(), other.end(), name.begin(),
                      [](char a, char b) { return std::tolower(a) == std::tolower(b); });
  };
  for (const auto& [other, value] : response.headers)
    if (same(other)) return value;
  return {};
}

}  // namespace

std::string_view Request::header(std::string_view name) const {
  const auto found = headers.find(name);
  return found == headers.end() ? std::string_view() : std::string_view(found->second);
}

Response json_response(int status, std::string body) {
  return {status, {{"Content-Type", "application/json; charset=utf-8"}}, std::move(body)};
}

Response ranged(const Request& request, Response whole) {
  if (whole.status != 200 || (request.method != "GET" && request.method != "HEAD")) return whole;
  whole.headers.emplace_back("Accept-Ranges", "bytes");
  const std::string_view wanted = request.header("range");
  if (wanted.empty()) return whole;
  const std::string_view condition = request.header("if-range");
  if (!condition.empty() && condition != header_of(whole, "etag")) return whole;

  bool valid = false;
  const std::optional<Span> span = parse_range(wanted, whole.body.size(), valid);
  if (!valid) return whole;
  const std::string size = std::to_string(whole.body.size());
  if (!span) {
    whole.status = 416;
    whole.headers.emplace_back("Content-Range", "bytes */" + size);
    whole.body.clear();
    return whole;
  }
  whole.status = 206;
  whole.headers.emplace_back("Content-Range", "bytes " + std::to_string(span->begin) + "-" +
                                                  std::to_string(span->begin + span->size - 1) +
                                                  "/" + size);
  whole.body.erase(span->begin + span->size);
  whole.body.erase(0, span->begin);
  return whole;
}

}  // namespace continuo
