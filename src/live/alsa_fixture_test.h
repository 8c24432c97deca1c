// An ALSA device for tests on machines without one: what it is given can be read, and it can be
// unplugged.
#pragma once

#include <atomic>
#include <filesystem>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

namespace continuo {

// While it lives, this program's ALSA has a mixer and a device of the name "default", and nothing
// else. One at a time.
class AlsaFixture {
 public:
  AlsaFixture();
  ~AlsaFixture();
  AlsaFixture(const AlsaFixture&) = delete;
  AlsaFixture& operator=(const AlsaFixture&) = delete;

  // The first samples, both channels, that came since forget().
  std::vector<float> heard() const;
  void forget();
  void unplug();

 private:
  void drain();

  std::filesystem::path folder_;
  std::optional<std::string> config_before_;
  int pipe_ = -1;
  mutable std::mutex mutex_;
  std::vector<float> heard_;
  std::atomic<bool> ended_{false};
  std::thread thread_;
};

}  // namespace continuo
