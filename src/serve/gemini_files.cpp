#include "serve/gemini_files.h"

#include <algorithm>
#include <charconv>

#include "base/text.h"
#include "serve/gemini_errors.h"
#include "serve/gemini_json.h"
#include "serve/gemini_models.h"

namespace continuo::gemini {

namespace {

constexpr size_t kLongestStart_bytes = 64 << 10;
constexpr size_t kLongestText = 512;

[[noreturn]] void refuse(Status status, const std::string& message) {
  throw ApiError(status, message);
}

std::string_view header(const Request& request, std::string_view name) {
  const auto at = request.headers.find(name);
  return at == request.headers.end() ? std::string_view() : std::string_view(at->second);
}

std::string parameter(const Request& request, const char* name) {
  const auto at = request.parameters.find(name);
  return at == request.parameters.end() ? "" : at->second;
}

size_t size_in(std::string_view text, const char* what) {
  size_t size = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), size);
  if (error != std::errc() || end != text.data() + text.size())
    refuse(Status::kInvalidArgument,
           fmt::format("{}: expected a number, found {}.", what, printable(text, 40)));
  return size;
}

// "upload, finalize" says two things.
bool commands(std::string_view text, std::string_view command) {
  while (!text.empty()) {
    const size_t comma = std::min(text.find(','), text.size());
    std::string_view one = text.substr(0, comma);
    one.remove_prefix(std::min(one.find_first_not_of(' '), one.size()));
    if (one.substr(0, one.find_last_not_of(' ') + 1) == command) return true;
    text.remove_prefix(std::min(comma + 1, text.size()));
  }
  return false;
}

bool is_file_id(std::string_view name) {
  return !name.empty() && name.size() <= 40 && name.front() != '-' && name.back() != '-' &&
         std::all_of(name.begin(), name.end(), [](char c) {
           return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
         });
}

std::string_view file_id(std::string_view uri) {
  const size_t at = uri.rfind("files/");
  return at == std::string_view::npos ? std::string_view() : uri.substr(at + 6);
}

Response upload_answer(std::string_view status, size_t received, std::string body) {
  Response response = json_answer(200, std::move(body));
  response.headers.emplace_back("x-goog-upload-status", status);
  response.headers.emplace_back("x-goog-upload-size-received", std::to_string(received));
  return response;
}

}  // namespace

FileStore::FileStore(const FileLimits& limits, Now now) : limits_(limits), now_(std::move(now)) {}

void FileStore::forget_old() {
  const WallClock::time_point now = now_();
  std::erase_if(files_, [&](const auto& each) { return each.second.expires <= now; });
  std::erase_if(uploads_, [&](const auto& each) { return each.second.expires <= now; });
}

size_t FileStore::bytes_kept() const {
  size_t bytes = 0;
  for (const auto& [name, file] : files_) bytes += file.bytes->size();
  for (const auto& [name, upload] : uploads_) bytes += upload.size;
  return bytes;
}

std::string FileStore::file_json(const std::string& name, const File& file,
                                 const Request& request) const {
  const std::string version = parameter(request, "version");
  Json json;
  json["name"] = "files/" + name;
  if (!file.display_name.empty()) json["displayName"] = file.display_name;
  json["mimeType"] = file.mime_type;
  json["sizeBytes"] = std::to_string(file.bytes->size());
  json["createTime"] = time_text(file.created);
  json["updateTime"] = time_text(file.created);
  json["expirationTime"] = time_text(file.expires);
  json["uri"] =
      fmt::format("{}/{}/files/{}", request.base_url, version.empty() ? "v1beta" : version, name);
  json["state"] = "ACTIVE";
  json["source"] = "UPLOADED";
  return dumped(json);
}

Response FileStore::upload(const Request& request) {
  return answered(ErrorStyle::kContent, [&] {
    check_api_version(request);
    return request.query.contains("upload_id") ? continue_upload(request) : begin_upload(request);
  });
}

Response FileStore::begin_upload(const Request& request) {
  if (header(request, "x-goog-upload-protocol") != "resumable" ||
      !commands(header(request, "x-goog-upload-command"), "start")) {
    refuse(Status::kInvalidArgument,
           "x-goog-upload-protocol, x-goog-upload-command: expected resumable and start.");
  }
  Upload upload;
  std::string wanted;
  std::string_view declared = header(request, "x-goog-upload-header-content-length");
  upload.mime_type = header(request, "x-goog-upload-header-content-type");
  if (!request.body.empty()) {
    const Json json = parse_json(request.body, "request", kLongestStart_bytes);
    const auto file = Message(json, "").object("file");
    if (file) {
      upload.display_name = file->text("displayName").value_or("").substr(0, kLongestText);
      upload.mime_type = file->text("mimeType").value_or(upload.mime_type);
      wanted = file->text("name").value_or("");
      if (const auto size = file->integer("sizeBytes"); size && declared.empty())
        upload.size = static_cast<size_t>(std::max<int64_t>(*size, 0));
    }
  }
  if (!is_utf8(upload.display_name)) upload.display_name.clear();
  if (!declared.empty()) upload.size = size_in(declared, "x-goog-upload-header-content-length");
  if (upload.mime_type.empty()) upload.mime_type = "application/octet-stream";
  if (upload.mime_type.size() > 100 || printable(upload.mime_type) != upload.mime_type)
    refuse(Status::kInvalidArgument, "mimeType: expected a media type.");
  if (upload.size > limits_.file_bytes) {
    refuse(Status::kPayloadTooLarge, fmt::format("file: expected at most {} bytes, found {}.",
                                                 limits_.file_bytes, upload.size));
  }
  if (wanted.starts_with("files/")) wanted.erase(0, 6);
  if (!wanted.empty() && !is_file_id(wanted)) {
    refuse(Status::kInvalidArgument,
           "file.name: expected up to 40 small letters, digits and dashes.");
  }
  upload.name = wanted.empty() ? fresh_id() : wanted;

  const std::lock_guard lock(mutex_);
  forget_old();
  if (files_.contains(upload.name)) refuse(Status::kAlreadyExists, "file.name: it is taken.");
  if (files_.size() + uploads_.size() >= limits_.files ||
      bytes_kept() + upload.size > limits_.all_bytes) {
    refuse(Status::kResourceExhausted,
           fmt::format("files: expected at most {} of {} bytes in all. Delete some first.",
                       limits_.files, limits_.all_bytes));
  }
  upload.expires = now_() + limits_.upload;
  const std::string id = fresh_id();
  uploads_.emplace(id, std::move(upload));
  Response response = upload_answer("active", 0, "{}");
  const std::string address = fmt::format(
      "{}/upload/v1beta/files?upload_id={}&upload_protocol=resumable", request.base_url, id);
  response.headers.emplace_back("x-goog-upload-url", address);
  response.headers.emplace_back("x-goog-upload-chunk-granularity", "1");
  return response;
}

Response FileStore::continue_upload(const Request& request) {
  const auto id = request.query.find("upload_id");
  const std::string_view command = header(request, "x-goog-upload-command");
  const std::lock_guard lock(mutex_);
  forget_old();
  const auto at = id == request.query.end() ? uploads_.end() : uploads_.find(id->second);
  if (at == uploads_.end())
    refuse(Status::kNotFound, "upload_id: there is no such upload, or its time is over.");
  Upload& upload = at->second;
  if (commands(command, "cancel")) {
    uploads_.erase(at);
    return upload_answer("cancelled", 0, "{}");
  }
  if (commands(command, "query")) return upload_answer("active", upload.bytes.size(), "{}");
  const bool last = commands(command, "finalize");
  if (!last && !commands(command, "upload"))
    refuse(Status::kInvalidArgument, "x-goog-upload-command: expected upload or finalize.");
  if (commands(command, "upload")) {
    const std::string_view offset = header(request, "x-goog-upload-offset");
    const size_t begin = offset.empty() ? 0 : size_in(offset, "x-goog-upload-offset");
    if (begin != upload.bytes.size()) {
      refuse(Status::kInvalidArgument, fmt::format("x-goog-upload-offset: expected {}, found {}.",
                                                   upload.bytes.size(), begin));
    }
    // A size that was not given beforehand grows with what comes.
    const size_t size = begin + request.body.size();
    if (size > limits_.file_bytes) {
      refuse(Status::kPayloadTooLarge,
             fmt::format("file: expected at most {} bytes.", limits_.file_bytes));
    }
    if (size > upload.size) {
      if (bytes_kept() - upload.size + size > limits_.all_bytes)
        refuse(Status::kResourceExhausted, "files: there is no room for this one.");
      upload.size = size;
    }
    upload.bytes += request.body;
  }
  if (!last) return upload_answer("active", upload.bytes.size(), "{}");
  const WallClock::time_point now = now_();
  const std::string name = upload.name;
  if (files_.contains(name)) refuse(Status::kAlreadyExists, "file.name: it is taken.");
  const File file{upload.mime_type, upload.display_name,
                  std::make_shared<const std::string>(std::move(upload.bytes)), now,
                  now + limits_.keep};
  uploads_.erase(at);
  files_.emplace(name, file);
  return upload_answer("final", file.bytes->size(),
                       "{\"file\":" + file_json(name, file, request) + "}");
}

const FileStore::File& FileStore::file_named(const Request& request) {
  forget_old();
  const std::string name = parameter(request, "file");
  const auto at = files_.find(name);
  if (at == files_.end()) {
    refuse(Status::kNotFound, fmt::format("files/{}: there is no such file, or its time is over.",
                                          printable(name, 60)));
  }
  return at->second;
}

Response FileStore::get(const Request& request) {
  return answered(ErrorStyle::kContent, [&] {
    check_api_version(request);
    const std::lock_guard lock(mutex_);
    const File& file = file_named(request);
    return json_answer(200, file_json(parameter(request, "file"), file, request));
  });
}

Response FileStore::list(const Request& request) {
  return answered(ErrorStyle::kContent, [&] {
    check_api_version(request);
    const std::lock_guard lock(mutex_);
    forget_old();
    const Page page = page_of(request, files_.size());
    std::string body = "{\"files\":[";
    auto at = std::next(files_.begin(), static_cast<ptrdiff_t>(page.begin));
    for (size_t i = page.begin; i < page.end; ++i, ++at)
      body += (i > page.begin ? "," : "") + file_json(at->first, at->second, request);
    body += "]";
    if (!page.next.empty()) body += ",\"nextPageToken\":\"" + page.next + "\"";
    return json_answer(200, body + "}");
  });
}

Response FileStore::remove(const Request& request) {
  return answered(ErrorStyle::kContent, [&] {
    check_api_version(request);
    const std::lock_guard lock(mutex_);
    (void)file_named(request);
    files_.erase(parameter(request, "file"));
    return json_answer(200, "{}");
  });
}

std::shared_ptr<const std::string> FileStore::bytes(std::string_view uri) {
  const std::lock_guard lock(mutex_);
  forget_old();
  const auto at = files_.find(file_id(uri));
  if (at == files_.end()) {
    refuse(Status::kInvalidArgument,
           fmt::format("{}: expected a file that was uploaded here; no other address is fetched.",
                       printable(uri, 100)));
  }
  return at->second.bytes;
}

}  // namespace continuo::gemini
