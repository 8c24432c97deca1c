// One session of live music as Google's clients speak it: what their messages do to a performance,
// and what they hear of it.
//
//   open -> setup -> READY (setupComplete): stopped, playing or paused
//
// Chunks are half a second (128 kB of base64), a quarter of what the cloud sends, and at most a
// second ahead of the clock. Clients schedule each chunk behind the last and throw nothing away, so
// what is ahead is what a knob waits for: here about a second, in the cloud two. Shorter chunks win
// nothing, because clients keep that buffer of a second or two themselves, and the base64 of many
// small messages costs them frames of their page; a lead of less than two chunks would leave a
// chunk's own duration to absorb a slow network, and an underrun makes them start anew.
#pragma once

#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "live/controls.h"
#include "serve/gemini_live_controls.h"
#include "serve/gemini_live_messages.h"
#include "serve/gemini_live_seats.h"
#include "serve/http.h"

namespace continuo {
class LiveEngine;
}

namespace continuo::gemini {

// What the protocol needs of a performance.
class Performer {
 public:
  virtual ~Performer() = default;
  virtual void set(const Controls& controls, When when) = 0;
  virtual void play() = 0;
  virtual void pause() = 0;
  virtual void stop() = 0;
  virtual void reset() = 0;
};

struct LiveOptions {
  size_t chunk_frames = 24000;
  double lead_s = 1.0;
  bool binary = true;  // frames: browsers decode binary ones one after the other, but elsewhere
  int sessions = 8;
  double idle_s = 600;  // stopped or paused, before the session ends
  double setup_s = 30;  // before the first message has come
  PromptFilter filter;
};

// What is told of a performance, on a thread of its own while it plays.
struct Listener {
  // Chunks of LiveOptions::chunk_frames; a shorter one where it falls silent.
  std::function<void(std::span<const float>)> sound;
  std::function<void(const std::string&)> warning;
};

// Where performances come from.
class Stage {
 public:
  virtual ~Stage() = default;
  virtual std::unique_ptr<Performer> begin(const Controls& controls, const LiveOptions& options,
                                           Listener listener) = 0;
  // Whether the music that the prompts come to, left to itself, is in minor.
  virtual bool sounds_minor(const std::vector<WeightedPrompt>& prompts, uint64_t seed) = 0;
};

// Accepts or refuses a new socket; the stage and the seats must outlive it. `drawn_seed` serves
// where the client names none.
std::unique_ptr<SocketHandler> begin_live_music(const Request& request,
                                                std::shared_ptr<Socket> socket, Stage& stage,
                                                LiveSeats& seats, const LiveOptions& options,
                                                int32_t drawn_seed);

// Texts that close a socket are this long at most.
std::string close_reason(std::string_view text);

}  // namespace continuo::gemini
