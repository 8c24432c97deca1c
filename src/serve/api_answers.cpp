#include "serve/api_answers.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <fstream>

#include "base/text.h"

namespace continuo {

namespace {

constexpr size_t kPieceBytes = 256 * 1024;

struct KindAnswer {
  int status;
  std::string_view kind;
};

KindAnswer answer_of(ErrorKind kind) {
  switch (kind) {
    case ErrorKind::kInput:
      return {400, "input"};
    case ErrorKind::kUsage:
      return {409, "usage"};
    case ErrorKind::kMissing:
      return {404, "missing"};
    case ErrorKind::kIo:
      return {500, "io"};
    case ErrorKind::kCancelled:
      return {503, "cancelled"};
    case ErrorKind::kInternal:
      break;
  }
  return {500, "internal"};
}

std::string_view kind_of_status(int status) {
  switch (status) {
    case 401:
    case 403:
      return "key";
    case 404:
      return "missing";
    case 429:
    case 503:
      return "busy";
    default:
      return status < 500 ? "input" : "internal";
  }
}

std::optional<uint64_t> number_in(std::string_view text) {
  uint64_t value = 0;
  const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (failed != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

std::string percent_encoded(std::string_view text) {
  std::string result;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    const bool plain = (byte >= '0' && byte <= '9') || (byte >= 'a' && byte <= 'z') ||
                       (byte >= 'A' && byte <= 'Z') || c == '-' || c == '_' || c == '.';
    result += plain ? std::string(1, c) : fmt::format("%{:02X}", byte);
  }
  return result;
}

}  // namespace

Response json_answer(int status, const Json& json) {
  return json_response(status, json.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n");
}

Response error_answer(int status, std::string_view kind, std::string_view message) {
  return json_answer(status, {{"error", {{"kind", kind}, {"message", message}}}});
}

Response error_answer(const Error& error) {
  const KindAnswer answer = answer_of(error.kind());
  return error_answer(answer.status, answer.kind, error.message());
}

Response error_of_status(int status, std::string_view message) {
  return error_answer(status, kind_of_status(status), message);
}

Json take_json(const TakeInfo& take) {
  return {{"id", take.id},
          {"name", take.name},
          {"created", take.created},
          {"seconds", std::round(take.seconds * 1000) / 1000},
          {"prompt", take.prompt},
          {"kind", take.kind},
          {"bars", take.bars},
          {"bpm", take.bpm},
          {"key", take.key},
          {"files", take.files},
          {"bytes", take.bytes},
          {"loudnessLufs", take.lufs ? Json(std::round(*take.lufs * 10) / 10) : Json()}};
}

std::optional<ByteRange> parse_range(std::string_view header, uint64_t bytes) {
  constexpr std::string_view kUnit = "bytes=";
  if (!header.starts_with(kUnit)) return std::nullopt;
  header.remove_prefix(kUnit.size());
  const size_t dash = header.find('-');
  // Several parts at once may be answered with the whole.
  if (dash == std::string_view::npos || header.find(',') != std::string_view::npos)
    return std::nullopt;
  const std::string_view before = header.substr(0, dash);
  const std::string_view after = header.substr(dash + 1);
  const std::optional<uint64_t> first = number_in(before);
  const std::optional<uint64_t> last = number_in(after);
  if ((!before.empty() && !first) || (!after.empty() && !last) || (!first && !last))
    return std::nullopt;
  ByteRange range;
  if (first) {
    range.first = *first;
    range.last = last ? *last : UINT64_MAX;
    if (range.last < range.first) return std::nullopt;
  } else {
    range.first = bytes - std::min(*last, bytes);
    range.last = UINT64_MAX;
    if (*last == 0) range.first = bytes;
  }
  range.outside = range.first >= bytes;
  if (range.outside) return range;
  range.last = std::min({range.last, bytes - 1, range.first + kRangeBytes - 1});
  return range;
}

std::string disposition(std::string_view name, std::string_view extension) {
  return fmt::format("inline; filename=\"take.{0}\"; filename*=UTF-8''{1}.{0}", extension,
                     percent_encoded(name));
}

std::optional<Response> file_answer(const Request& request, ResponseStream& stream,
                                    const std::filesystem::path& path, std::string_view type,
                                    const std::string& disposition) {
  std::ifstream file(path, std::ios::binary);
  std::error_code failed;
  const uint64_t bytes = std::filesystem::file_size(path, failed);
  if (!file || failed) fail(ErrorKind::kMissing, "takes", "the take has no such file.");
  Response response;
  response.headers = {{"Content-Type", std::string(type)},
                      {"Accept-Ranges", "bytes"},
                      {"Cache-Control", "private, no-cache"},
                      {"Content-Disposition", disposition}};
  if (const auto range = parse_range(request.header("range"), bytes)) {
    if (range->outside) {
      Response refusal = error_answer(416, "input", "range: expected a part of the file.");
      refusal.headers.emplace_back("Content-Range", fmt::format("bytes */{}", bytes));
      return refusal;
    }
    response.status = 206;
    response.headers.emplace_back("Content-Range",
                                  fmt::format("bytes {}-{}/{}", range->first, range->last, bytes));
    response.body.resize(static_cast<size_t>(range->last - range->first + 1));
    file.seekg(static_cast<std::streamoff>(range->first));
    file.read(response.body.data(), static_cast<std::streamsize>(response.body.size()));
    if (file.gcount() != static_cast<std::streamsize>(response.body.size()))
      fail(ErrorKind::kMissing, "takes", "the file is shorter than it was.");
    return response;
  }
  stream.begin(std::move(response));
  std::string piece(kPieceBytes, '\0');
  while (file) {
    file.read(piece.data(), static_cast<std::streamsize>(piece.size()));
    const auto got = static_cast<size_t>(file.gcount());
    if (got == 0 || !stream.send(std::string_view(piece).substr(0, got))) break;
  }
  return std::nullopt;
}

}  // namespace continuo
