// What a client sends as a request: read whole and read in pieces it is the same request, or the
// same refusal.
#include <string>

#include "oracle.h"
#include "serve/request_reader.h"

using namespace continuo;
using namespace continuo::fuzz;

namespace {

using State = RequestReader::State;

constexpr size_t kHead = 2048;
constexpr size_t kBody = 4096;

struct Outcome {
  State state = State::kHead;
  int status = 0;
  std::string method, target, body, rest;
  std::map<std::string, std::string, std::less<>> headers;
  bool operator==(const Outcome&) const = default;
};

Outcome outcome(std::string_view bytes, size_t piece) {
  RequestReader reader(kHead, kBody);
  Outcome result;
  std::string in;
  for (size_t given = 0;;) {
    const size_t taken = reader.take(in);
    expect(taken <= in.size(), "no more than there is");
    in.erase(0, taken);
    const State state = reader.state();
    if (state == State::kDone || state == State::kFailed) {
      result.rest = in + std::string(bytes.substr(given));
      break;
    }
    if (state == State::kHeadDone) continue;
    if (given == bytes.size()) break;
    in += bytes.substr(given, piece);
    given = std::min(given + piece, bytes.size());
  }
  result.state = reader.state();
  if (result.state == State::kFailed) {
    result.status = reader.status();
    const int status = result.status;
    expect(status == 400 || status == 413 || status == 431 || status == 501, "a known refusal");
    expect(!reader.reason().empty(), "a reason");
    result.rest.clear();
    return result;
  }
  const Request& request = reader.request();
  expect(request.body.size() <= kBody, "a body within its bound");
  result.method = request.method;
  result.target = reader.target();
  result.headers = request.headers;
  result.body = request.body;
  if (result.state != State::kDone) {  // how far it came depends on the pieces
    result = {};
    return result;
  }
  size_t head = result.method.size() + result.target.size();
  for (const auto& [name, value] : result.headers) head += name.size() + value.size();
  expect(head <= 2 * kHead, "a head within its bound");
  return result;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string_view bytes = text_of(data, size).substr(0, 20000);
  const Outcome whole = outcome(bytes, bytes.size() + 1);
  for (const size_t piece : {size_t{1}, size_t{7}, size_t{100}}) {
    const Outcome pieces = outcome(bytes, piece);
    if (whole.state == State::kDone) expect(pieces == whole, "the same request in pieces");
    if (pieces.state == State::kDone) expect(pieces == whole, "the same request as a whole");
  }
  return 0;
}
