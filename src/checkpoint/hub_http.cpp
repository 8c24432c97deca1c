#include "checkpoint/hub_http.h"

#include <curl/curl.h>

#include <algorithm>
#include <charconv>
#include <chrono>
#include <exception>

#include "base/text.h"
#include "base/version.h"
#include "checkpoint/http_url.h"

namespace continuo {

namespace {

constexpr int kMostRedirects = 10;
constexpr size_t kMostHeaders = 200;
// Fewer bytes than these within the stall limit are none.
constexpr uint64_t kLeastBytes = 1024;

using Clock = std::chrono::steady_clock;

template <typename... Args>
[[noreturn]] void fail_for_now(fmt::format_string<Args...> text, Args&&... args) {
  throw TransientError(ErrorKind::kIo, "hub", fmt::format(text, std::forward<Args>(args)...));
}

std::string_view trimmed(std::string_view text) {
  const size_t begin = text.find_first_not_of(" \t\r\n");
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(" \t\r\n") - begin + 1);
}

bool is_redirect(long status) { return status >= 301 && status <= 308 && status != 304; }

class HeaderList {
 public:
  HeaderList() = default;
  ~HeaderList() { curl_slist_free_all(list_); }
  HeaderList(const HeaderList&) = delete;
  HeaderList& operator=(const HeaderList&) = delete;
  void add(const std::string& line) {
    curl_slist* longer = curl_slist_append(list_, line.c_str());
    if (longer == nullptr) throw std::bad_alloc();
    list_ = longer;
  }
  curl_slist* get() const { return list_; }

 private:
  curl_slist* list_ = nullptr;
};

}  // namespace

std::string HttpAnswer::header(const std::string& name) const {
  const auto found = headers.find(name);
  return found == headers.end() ? "" : found->second;
}

std::optional<uint64_t> HttpAnswer::number(const std::string& name) const {
  const std::string text = header(name);
  uint64_t value = 0;
  const char* end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, value);
  if (error != std::errc() || stop != end) return std::nullopt;
  return value;
}

struct HubHttp::Connection {
  Connection(const HubSettings& given, std::function<bool()> asked)
      : settings(given), go_on(std::move(asked)), hub(origin_of(given.endpoint)) {}

  const HubSettings& settings;
  std::function<bool()> go_on;
  Origin hub;
  CURL* curl = nullptr;

  // Of the request under way.
  HttpAnswer answer;
  const Piece* piece = nullptr;
  std::exception_ptr thrown;
  Clock::time_point window_began;
  uint64_t window_bytes = 0;
  bool stalled = false;

  ~Connection() { curl_easy_cleanup(curl); }

  static size_t on_header(char* data, size_t, size_t size, void* self) noexcept;
  static size_t on_body(char* data, size_t, size_t size, void* self) noexcept;
  static int on_progress(void* self, curl_off_t, curl_off_t, curl_off_t, curl_off_t) noexcept;

  HttpAnswer request(bool head, const std::string& url, const HttpRange& range);
  bool may_go_on();
  [[noreturn]] void fail_with(CURLcode code, const std::string& host) const;
};

size_t HubHttp::Connection::on_header(char* data, size_t, size_t size, void* self) noexcept {
  auto& connection = *static_cast<Connection*>(self);
  try {
    const std::string_view line(data, size);
    connection.window_bytes += size;
    if (line.starts_with("HTTP/")) connection.answer.headers.clear();
    const size_t colon = line.find(':');
    if (colon != std::string_view::npos && connection.answer.headers.size() < kMostHeaders) {
      std::string name(line.substr(0, colon));
      std::transform(name.begin(), name.end(), name.begin(),
                     [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
      connection.answer.headers[name] = trimmed(line.substr(colon + 1));
    }
    return size;
  } catch (...) {
    connection.thrown = std::current_exception();
    return 0;
  }
}

size_t HubHttp::Connection::on_body(char* data, size_t, size_t size, void* self) noexcept {
  auto& connection = *static_cast<Connection*>(self);
  try {
    curl_easy_getinfo(connection.curl, CURLINFO_RESPONSE_CODE, &connection.answer.status);
    const long status = connection.answer.status;
    connection.window_bytes += size;
    // What comes with an error or a redirect is a page for people.
    if (connection.piece != nullptr && (status == 200 || status == 206))
      (*connection.piece)(connection.answer, {data, size});
    return size;
  } catch (...) {
    connection.thrown = std::current_exception();
    return 0;
  }
}

int HubHttp::Connection::on_progress(void* self, curl_off_t, curl_off_t, curl_off_t,
                                     curl_off_t) noexcept {
  auto& connection = *static_cast<Connection*>(self);
  try {
    return connection.may_go_on() ? 0 : 1;
  } catch (...) {
    connection.thrown = std::current_exception();
    return 1;
  }
}

bool HubHttp::Connection::may_go_on() {
  if (!go_on()) return false;
  const auto now = Clock::now();
  if (now - window_began < settings.stall_limit) return true;
  stalled = window_bytes < kLeastBytes;
  window_began = now;
  window_bytes = 0;
  return !stalled;
}

void HubHttp::Connection::fail_with(CURLcode code, const std::string& host) const {
  switch (code) {
    case CURLE_ABORTED_BY_CALLBACK:
      if (!stalled) fail(ErrorKind::kCancelled, "hub", "stopped.");
      fail_for_now("{}: next to nothing came for {} s.", host,
                   std::chrono::duration<double>(settings.stall_limit).count());
    case CURLE_COULDNT_RESOLVE_HOST:
    case CURLE_COULDNT_RESOLVE_PROXY:
    case CURLE_COULDNT_CONNECT:
      fail_for_now("{}: expected a connection, found none ({}). Check the network, or HF_ENDPOINT.",
                   host, curl_easy_strerror(code));
    case CURLE_OPERATION_TIMEDOUT:
      fail_for_now("{}: expected a connection within {} s, found none. Check the network.", host,
                   settings.connect_limit.count());
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CACERT_BADFILE:
    case CURLE_SSL_ISSUER_ERROR:
      fail(ErrorKind::kIo, "hub",
           "{}: expected a certificate that this machine trusts, found another ({}). Check the "
           "package ca-certificates.",
           host, curl_easy_strerror(code));
    default:
      fail_for_now("{}: the connection broke off ({}).", host, curl_easy_strerror(code));
  }
}

HttpAnswer HubHttp::Connection::request(bool head, const std::string& url, const HttpRange& range) {
  const Origin origin = origin_of(url);
  const bool ours = origin == hub;
  HeaderList headers;
  headers.add("Accept-Encoding: identity");  // sums and ranges are of the file itself
  if (ours && !settings.token.empty()) headers.add("Authorization: Bearer " + settings.token);
  if (range.from > 0) {
    headers.add(fmt::format("Range: bytes={}-", range.from));
    // The store behind the hub has names of its own for what it holds.
    if (ours && !range.sum.empty()) headers.add(fmt::format("If-Range: \"{}\"", range.sum));
  }

  answer = {};
  answer.url = url;
  thrown = nullptr;
  window_began = Clock::now();
  window_bytes = 0;
  stalled = false;
  curl_easy_reset(curl);  // keeps the open connections
  const auto set = [&](CURLoption option, auto value) {
    const CURLcode code = curl_easy_setopt(curl, option, value);
    if (code != CURLE_OK)
      fail(ErrorKind::kInternal, "hub", "libcurl: {}.", curl_easy_strerror(code));
  };
  set(CURLOPT_URL, url.c_str());
  set(CURLOPT_PROTOCOLS_STR, "http,https");
  set(CURLOPT_NOSIGNAL, 1L);
  set(CURLOPT_NETRC, static_cast<long>(CURL_NETRC_IGNORED));
  set(CURLOPT_NOBODY, head ? 1L : 0L);
  set(CURLOPT_HTTPHEADER, headers.get());
  set(CURLOPT_USERAGENT, fmt::format("continuo/{}", kVersion).c_str());
  set(CURLOPT_CONNECTTIMEOUT, static_cast<long>(settings.connect_limit.count()));
  set(CURLOPT_NOPROGRESS, 0L);
  set(CURLOPT_XFERINFOFUNCTION, &on_progress);
  set(CURLOPT_XFERINFODATA, this);
  set(CURLOPT_HEADERFUNCTION, &on_header);
  set(CURLOPT_HEADERDATA, this);
  set(CURLOPT_WRITEFUNCTION, &on_body);
  set(CURLOPT_WRITEDATA, this);
  const CURLcode code = curl_easy_perform(curl);
  if (thrown) std::rethrow_exception(thrown);
  if (code != CURLE_OK) fail_with(code, origin.host);
  curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &answer.status);
  return std::move(answer);
}

HubHttp::HubHttp(const HubSettings& settings, std::function<bool()> go_on)
    : connection_(std::make_unique<Connection>(settings, std::move(go_on))) {
  // Once a program, before its first connection.
  static const CURLcode started = curl_global_init(CURL_GLOBAL_DEFAULT);
  if (started != CURLE_OK) fail(ErrorKind::kInternal, "hub", "libcurl cannot start.");
  connection_->curl = curl_easy_init();
  if (connection_->curl == nullptr) fail(ErrorKind::kInternal, "hub", "libcurl cannot start.");
}

HubHttp::~HubHttp() = default;

HttpAnswer HubHttp::head(const std::string& url) { return follow(true, url, {}, nullptr); }

HttpAnswer HubHttp::get(const std::string& url, const HttpRange& range, const Piece& piece) {
  return follow(false, url, range, &piece);
}

HttpAnswer HubHttp::follow(bool head, std::string url, const HttpRange& range, const Piece* piece) {
  connection_->piece = piece;
  for (int redirects = 0; redirects <= kMostRedirects; ++redirects) {
    HttpAnswer answer = connection_->request(head, url, range);
    if (!is_redirect(answer.status)) return answer;
    char* next = nullptr;
    curl_easy_getinfo(connection_->curl, CURLINFO_REDIRECT_URL, &next);
    if (next == nullptr) {
      fail(ErrorKind::kIo, "hub", "{}: expected where to go on, found none (status {}).", url,
           answer.status);
    }
    const Origin origin = origin_of(next);
    if (head && origin != connection_->hub) return answer;
    if (connection_->hub.scheme == "https" && origin.scheme != "https") {
      fail(ErrorKind::kIo, "hub", "{}: expected https, found a redirect to {}.", url, origin.host);
    }
    url = next;
  }
  fail(ErrorKind::kIo, "hub", "{}: expected at most {} redirects, found more.", url,
       kMostRedirects);
}

}  // namespace continuo
