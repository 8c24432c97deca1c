// A zip archive that is sent while it is written.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>

namespace continuo {

class ZipStream {
 public:
  // `sink` takes the next bytes, and returns false where nobody wants more: Error(kCancelled) then.
  using Sink = std::function<bool(std::string_view bytes)>;
  explicit ZipStream(Sink sink);
  ~ZipStream();
  ZipStream(const ZipStream&) = delete;
  ZipStream& operator=(const ZipStream&) = delete;

  // The next file, of exactly that many bytes.
  void begin_file(const std::string& name, uint64_t bytes);
  void write(std::span<const uint8_t> bytes);
  void finish();  // without it the archive is broken, as it should be

 private:
  struct State;
  void check(long result);

  std::unique_ptr<State> state_;
};

}  // namespace continuo
