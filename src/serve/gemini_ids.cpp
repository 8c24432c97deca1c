#include "serve/gemini_ids.h"

#include <fmt/format.h>

#include <ctime>
#include <random>
#include <string_view>

namespace continuo::gemini {

std::string fresh_id() {
  constexpr std::string_view kLetters = "abcdefghijklmnopqrstuvwxyz234567";
  std::random_device source;
  std::string id;
  for (int i = 0; i < 26; ++i) id += kLetters[source() % kLetters.size()];
  return id;
}

std::string time_text(WallClock::time_point time) {
  using std::chrono::milliseconds;
  const auto since = std::chrono::duration_cast<milliseconds>(time.time_since_epoch()).count();
  const std::time_t seconds = static_cast<std::time_t>(since / 1000);
  std::tm parts{};
  ::gmtime_r(&seconds, &parts);
  return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}.{:03}Z", parts.tm_year + 1900,
                     parts.tm_mon + 1, parts.tm_mday, parts.tm_hour, parts.tm_min, parts.tm_sec,
                     since % 1000);
}

}  // namespace continuo::gemini
