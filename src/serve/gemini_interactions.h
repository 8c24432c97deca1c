// Interactions that are kept for a while: the newest, bounded in number and bytes.
#pragma once

#include <deque>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>

#include "serve/gemini_interaction_messages.h"
#include "serve/http.h"

namespace continuo::gemini {

struct InteractionLimits {
  size_t count = 64;
  size_t bytes = size_t{256} << 20;
};

// Thread: any.
class InteractionStore {
 public:
  explicit InteractionStore(const InteractionLimits& limits) : limits_(limits) {}

  // Where there is no room, the oldest that are over go. Throws ApiError(kResourceExhausted) where
  // all are in the making.
  void keep(std::shared_ptr<const Interaction> interaction);
  // Throws ApiError(kNotFound).
  std::shared_ptr<const Interaction> find(std::string_view id);
  void remove(std::string_view id);
  bool forget(std::string_view id);  // false where it was not kept
  // A sound that was finished counts from now on.
  void trim();
  size_t count() const;

 private:
  void make_room(size_t count, size_t bytes);

  const InteractionLimits limits_;
  mutable std::mutex mutex_;
  std::deque<std::shared_ptr<const Interaction>> kept_;  // the oldest first
};

// What one weighs in memory: sound, pictures and input.
size_t bytes_of(const Interaction& interaction);

// Sends the events of an interaction as they come to be, after the one of that id (all, where it is
// empty). False where the client went away before the end.
bool stream_interaction(const Interaction& interaction, std::string_view last_event_id,
                        ResponseStream& out);

}  // namespace continuo::gemini
