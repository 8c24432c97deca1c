#include "serve/api_answers.h"

#include <algorithm>
#include <cmath>
#include <fstream>

#include "base/text.h"

namespace continuo {

namespace {

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
  return error_answer(status, error_kind(status), message);
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

std::string disposition(std::string_view name, std::string_view extension) {
  return fmt::format("inline; filename=\"take.{0}\"; filename*=UTF-8''{1}.{0}", extension,
                     percent_encoded(name));
}

Response file_answer(const Request& request, const std::filesystem::path& path,
                     std::string_view type, const std::string& disposition) {
  auto file = std::make_shared<std::ifstream>(path, std::ios::binary);
  std::error_code failed;
  const uint64_t bytes = std::filesystem::file_size(path, failed);
  if (!*file || failed) fail(ErrorKind::kMissing, "takes", "the take has no such file.");
  Response response;
  response.headers = {{"Content-Type", std::string(type)},
                      {"Accept-Ranges", "bytes"},
                      {"Cache-Control", "private, no-cache"},
                      {"Content-Disposition", disposition}};
  response.file = FileBody{file, bytes};
  const auto range = parse_byte_range(request.header("range"), bytes);
  if (!range) return response;
  if (range->outside) {
    Response refusal = error_answer(416, "input", "range: expected a part of the file.");
    refusal.headers.emplace_back("Content-Range", fmt::format("bytes */{}", bytes));
    return refusal;
  }
  response.status = 206;
  response.headers.emplace_back("Content-Range",
                                fmt::format("bytes {}-{}/{}", range->first, range->last, bytes));
  file->seekg(static_cast<std::streamoff>(range->first));
  response.file->bytes = range->last - range->first + 1;
  return response;
}

}  // namespace continuo
