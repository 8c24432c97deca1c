// Files that clients upload for a while, to name them in requests: in memory, bounded in size, count
// and time. No name of a client's ever becomes a path.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

#include "serve/gemini_ids.h"
#include "serve/http.h"

namespace continuo::gemini {

struct FileLimits {
  size_t file_bytes = size_t{20} << 20;
  size_t all_bytes = size_t{128} << 20;  // those under way among them
  size_t files = 200;                    // likewise
  std::chrono::hours keep{48};
  std::chrono::minutes upload{30};  // from the beginning of an upload to its end
};

class FileStore {
 public:
  using Now = std::function<WallClock::time_point()>;
  explicit FileStore(const FileLimits& limits, Now now = WallClock::now);

  // POST /upload/{version}/files begins an upload (command "start"); what is posted to the address
  // that it answers are the bytes, in one piece or several.
  Response upload(const Request& request);
  Response get(const Request& request);
  Response list(const Request& request);
  Response remove(const Request& request);

  // The bytes of an uploaded file by its URI ("http://.../v1beta/files/abc") or name ("files/abc").
  // Throws ApiError where there is none: no address is ever fetched.
  std::shared_ptr<const std::string> bytes(std::string_view uri);

 private:
  struct File {
    std::string mime_type;
    std::string display_name;
    std::shared_ptr<const std::string> bytes;
    WallClock::time_point created, expires;
  };
  struct Upload {
    std::string name;  // the file's
    std::string mime_type;
    std::string display_name;
    size_t size = 0;
    std::string bytes;
    WallClock::time_point expires;
  };

  Response begin_upload(const Request& request);
  Response continue_upload(const Request& request);
  void forget_old();
  size_t bytes_kept() const;
  std::string file_json(const std::string& name, const File& file, const Request& request) const;
  const File& file_named(const Request& request);

  const FileLimits limits_;
  const Now now_;
  std::mutex mutex_;
  std::map<std::string, File, std::less<>> files_;      // by name, without "files/"
  std::map<std::string, Upload, std::less<>> uploads_;  // by what their address ends in
};

}  // namespace continuo::gemini
