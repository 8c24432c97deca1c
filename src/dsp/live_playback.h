// Plays a sound while it is still being made.
#pragma once

#include <condition_variable>
#include <functional>
#include <mutex>
#include <optional>
#include <span>
#include <thread>
#include <vector>

#include "base/stopwatch.h"
#include "dsp/stereo.h"

namespace continuo {

// Seconds of sound that must be there so that playing may begin, where `to_come_s` more are made at
// `rate` seconds of sound a second: enough that they last until the rest is made, with something to
// spare; nothing where all is there.
double seconds_before_playing(double to_come_s, double rate, double cushion_s);

// Holds what was made until it lasts to the end, then hands it on from a thread of its own. If it
// runs dry all the same, it waits for more than before instead of stuttering.
class LivePlayback {
 public:
  // Takes interleaved samples and waits for room; false where nothing more can be heard.
  using Sink = std::function<bool(std::span<const float>)>;

  explicit LivePlayback(Sink sink, int rate_hz = kSampleRateHz);
  ~LivePlayback();  // falls silent
  LivePlayback(const LivePlayback&) = delete;
  LivePlayback& operator=(const LivePlayback&) = delete;

  // The next samples, after which about `to_come_s` seconds follow. Thread: the one that makes
  // them.
  void add(std::span<const float> interleaved, double to_come_s);

  bool has_begun() const;
  // Seconds of real time until it begins, as far as is known; 0 where it has.
  std::optional<double> begins_in_s() const;

  // Where it has begun, waits until all that was added was handed on; true if it was. Where it has
  // not, it never will.
  bool finish();

 private:
  void play();
  bool lasts() const;
  double rate() const;

  const Sink sink_;
  const double samples_a_second_;  // of all channels
  mutable std::mutex mutex_;
  std::condition_variable changed_;
  std::vector<float> waiting_;
  size_t handed_on_ = 0;  // of waiting_
  double to_come_s_ = 0;
  double first_to_come_s_ = 0;
  std::optional<Stopwatch> since_first_;
  double cushion_s_;
  bool begun_ = false;
  bool playing_ = false;
  bool ended_ = false;  // nothing more is added
  bool stopped_ = false;
  bool failed_ = false;
  std::thread thread_;  // last: it uses all the others
};

}  // namespace continuo
