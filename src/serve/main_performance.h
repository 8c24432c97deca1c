// What the hub plays: a live session, or what stands in for one.
#pragma once

#include <functional>
#include <memory>

#include "live/session.h"
#include "serve/shelf.h"

namespace continuo {

// Thread: any; all but keep() return at once.
class MainPerformance {
 public:
  virtual ~MainPerformance() = default;
  virtual void set(const Controls& controls, When when) = 0;
  virtual void play() = 0;
  virtual void pause() = 0;
  virtual void stop() = 0;
  virtual void reset() = 0;
  // One without a tempo gives the controls' back.
  virtual void follow_clock(const ClockReading& reading) = 0;
  virtual SessionStatus status() const = 0;
  // The whole bars of the last `seconds`. Throws Error(kUsage) where nothing has played.
  virtual NewTake keep(double seconds) const = 0;
};

// on_chunk is called on the performance's thread, and does not block.
using OnChunk = std::function<void(const Chunk&)>;
using MakeMainPerformance =
    std::function<std::unique_ptr<MainPerformance>(const Controls&, OnChunk)>;

}  // namespace continuo
