// HTTP as the hub speaks it: redirects are followed here, step by step, because the user's token
// belongs to the hub alone and never to the store that it sends us to.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/error.h"
#include "checkpoint/hub_settings.h"

namespace continuo {

// What may go well at the next attempt: no connection, a broken one, a stalled one, a hub that asks
// for patience.
class TransientError : public Error {
 public:
  using Error::Error;
};

struct HttpAnswer {
  long status = 0;
  std::map<std::string, std::string> headers;  // names in lower case; the last of each
  std::string url;                             // that answered, after redirects

  std::string header(const std::string& name) const;  // empty where there is none
  std::optional<uint64_t> number(const std::string& name) const;
};

struct HttpRange {
  uint64_t from = 0;
  std::string sum;  // If-Range: only while the content is still this one; asked of the hub itself
};

class HubHttp {
 public:
  // `go_on` is asked about once a second, and with every piece; where it says no, the request ends
  // with Error(kCancelled). The settings must outlive it. Thread: one at a time.
  HubHttp(const HubSettings& settings, std::function<bool()> go_on);
  ~HubHttp();
  HubHttp(const HubHttp&) = delete;
  HubHttp& operator=(const HubHttp&) = delete;

  // Follows redirects within the hub; one that leads elsewhere is the answer, as it describes the
  // file. Any status. Throws TransientError, or Error(kIo) for what will not get better.
  HttpAnswer head(const std::string& url);
  // Follows all redirects. The piece's handler is called for status 200 and 206 alone, and may
  // throw.
  using Piece = std::function<void(const HttpAnswer&, std::string_view)>;
  HttpAnswer get(const std::string& url, const HttpRange& range, const Piece& piece);

 private:
  HttpAnswer follow(bool head, std::string url, const HttpRange& range, const Piece* piece);

  struct Connection;
  std::unique_ptr<Connection> connection_;
};

}  // namespace continuo
