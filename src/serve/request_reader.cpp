#include "serve/request_reader.h"

#include <algorithm>
#include <boost/beast/core/string.hpp>
#include <boost/beast/http/basic_parser.hpp>
#include <boost/beast/http/error.hpp>
#include <limits>

namespace continuo {

namespace beast = boost::beast;
namespace http = boost::beast::http;
using Code = boost::beast::error_code;
using Text = boost::beast::string_view;

namespace {

constexpr size_t kHeaders = 128;     // of a request
constexpr size_t kChunkLine = 8192;  // extensions and trailers, which nobody reads

std::string lower_case(Text text) {
  std::string lower(text);
  for (char& c : lower)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + ('a' - 'A'));
  return lower;
}

bool lists(std::string_view list, std::string_view word) {
  for (size_t begin = 0; begin <= list.size();) {
    const size_t end = std::min(list.find(',', begin), list.size());
    std::string_view item = list.substr(begin, end - begin);
    while (!item.empty() && (item.front() == ' ' || item.front() == '\t')) item.remove_prefix(1);
    while (!item.empty() && (item.back() == ' ' || item.back() == '\t')) item.remove_suffix(1);
    if (beast::iequals(Text(item.data(), item.size()), Text(word.data(), word.size()))) return true;
    begin = end + 1;
  }
  return false;
}

}  // namespace

struct RequestReader::Parser final : http::basic_parser<true> {
  size_t most_head = 0;
  size_t most_body = 0;
  size_t head_taken = 0;
  State state = State::kHead;
  int status = 400;
  std::string reason;
  Request request;
  std::string target;
  int version = 11;
  size_t header_count = 0;
  bool head_done = false;
  bool body_read = false;

  void refuse(int with, std::string why, Code& code) {
    status = with;
    reason = std::move(why);
    code = http::error::bad_value;
  }

  void on_request_impl(http::verb, Text method, Text wanted, int http_version, Code&) override {
    request.method = std::string(method);
    target = std::string(wanted);
    version = http_version;
  }
  void on_response_impl(int, Text, int, Code&) override {}
  void on_field_impl(http::field field, Text name, Text value, Code& code) override {
    if (head_done) return;  // trailers
    if (++header_count > kHeaders) return refuse(431, "Too many headers.", code);
    auto [found, fresh] = request.headers.emplace(lower_case(name), std::string(value));
    if (fresh) return;
    if (field == http::field::host) return refuse(400, "More than one Host.", code);
    found->second += field == http::field::cookie ? "; " : ", ";
    found->second += std::string(value);
  }
  void on_header_impl(Code& code) override {
    head_done = true;
    const std::string_view encoding = request.header("transfer-encoding");
    // What is sent twice, or in a way that two readers could read in two ways, smuggles requests.
    if (!encoding.empty() && (!chunked() || encoding.find(',') != std::string_view::npos))
      return refuse(501, "Transfer-Encoding: expected chunked alone.", code);
    if (version >= 11 && !request.headers.contains("host"))
      return refuse(400, "Host: expected one.", code);
    if (const auto length = content_length(); length && *length > most_body) return too_long(code);
  }
  void on_body_init_impl(const boost::optional<uint64_t>&, Code&) override {}
  size_t on_body_impl(Text piece, Code& code) override { return add(piece, code); }
  void on_chunk_header_impl(uint64_t, Text, Code&) override {}
  size_t on_chunk_body_impl(uint64_t, Text piece, Code& code) override { return add(piece, code); }
  void on_finish_impl(Code&) override { body_read = true; }

  size_t add(Text piece, Code& code) {
    if (piece.size() > most_body - request.body.size()) {
      too_long(code);
      return 0;
    }
    request.body.append(piece.data(), piece.size());
    return piece.size();
  }
  void too_long(Code& code) {
    refuse(413, "The body is longer than the " + std::to_string(most_body) + " bytes allowed.",
           code);
  }

  void fail_with(const Code& code) {
    state = State::kFailed;
    if (!reason.empty()) return;
    if (code == http::error::header_limit || code == http::error::buffer_overflow) {
      status = 431;
      reason = "The head of the request is too long.";
    } else {
      status = 400;
      reason = "No request that HTTP/1.1 knows: " + code.message() + ".";
    }
  }
};

RequestReader::RequestReader(size_t head_bytes, size_t body_bytes)
    : parser_(std::make_unique<Parser>()) {
  parser_->header_limit(static_cast<uint32_t>(head_bytes));
  // Counted here instead, where the refusal can be told. (Beast takes "none" for the least.)
  parser_->body_limit(std::numeric_limits<uint64_t>::max());
  parser_->most_head = head_bytes;
  parser_->most_body = body_bytes;
}
RequestReader::~RequestReader() = default;
RequestReader::RequestReader(RequestReader&&) noexcept = default;
RequestReader& RequestReader::operator=(RequestReader&&) noexcept = default;

size_t RequestReader::take(std::string_view bytes) {
  Parser& parser = *parser_;
  if (parser.state == State::kFailed || parser.state == State::kDone) return 0;
  if (parser.state == State::kHeadDone) {
    parser.state = parser.is_done() ? State::kDone : State::kBody;
    if (parser.state == State::kDone) return 0;
  }
  size_t taken = 0;
  while (taken < bytes.size()) {
    Code code;
    const size_t more = parser.put({bytes.data() + taken, bytes.size() - taken}, code);
    taken += more;
    if (parser.state == State::kHead && (parser.head_taken += more) > parser.most_head)
      code = http::error::header_limit;
    if (code == http::error::need_more) {
      // A line of a chunk's head has no end in sight.
      if (parser.head_done && parser.chunked() && bytes.size() - taken > kChunkLine)
        parser.fail_with(http::error::buffer_overflow);
      return taken;
    }
    if (code) {
      parser.fail_with(code);
      return taken;
    }
    if (parser.state == State::kHead && parser.head_done) {
      parser.state = State::kHeadDone;
      return taken;
    }
    if (parser.is_done()) {
      parser.state = State::kDone;
      return taken;
    }
  }
  return taken;
}

RequestReader::State RequestReader::state() const { return parser_->state; }
bool RequestReader::begun() const { return parser_->got_some(); }
int RequestReader::status() const { return parser_->status; }
std::string_view RequestReader::reason() const { return parser_->reason; }
Request& RequestReader::request() { return parser_->request; }
const std::string& RequestReader::target() const { return parser_->target; }
bool RequestReader::http_1_1() const { return parser_->version >= 11; }
bool RequestReader::keep_alive() const {
  return parser_->head_done && parser_->state != State::kFailed && parser_->keep_alive();
}
bool RequestReader::expects_continue() const {
  return http_1_1() && lists(parser_->request.header("expect"), "100-continue");
}
bool RequestReader::wants_upgrade() const {
  return http_1_1() && parser_->request.method == "GET" &&
         lists(parser_->request.header("upgrade"), "websocket") &&
         lists(parser_->request.header("connection"), "upgrade");
}
bool RequestReader::has_body() const { return !parser_->is_done(); }

}  // namespace continuo
