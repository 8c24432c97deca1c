#include "serve/gemini_interactions.h"

#include <algorithm>
#include <charconv>

#include "base/text.h"

namespace continuo::gemini {

namespace {

[[noreturn]] void not_found(std::string_view id) {
  throw ApiError(Status::kNotFound,
                 fmt::format("Interaction {} is not known, or no longer kept.", printable(id, 60)));
}

// "e12" is 12; whatever else is 0.
size_t number_of(std::string_view event_id) {
  size_t number = 0;
  if (!event_id.starts_with('e')) return 0;
  std::from_chars(event_id.data() + 1, event_id.data() + event_id.size(), number);
  return number;
}

}  // namespace

size_t bytes_of(const Interaction& interaction) {
  size_t bytes = interaction.input.size();
  for (const std::string& picture : interaction.job->request().pictures) bytes += picture.size();
  if (const auto song = interaction.job->song()) bytes += song->audio.size() + song->text.size();
  return bytes;
}

void InteractionStore::make_room(size_t count, size_t bytes) {
  size_t all = 0;
  for (const auto& each : kept_) all += bytes_of(*each);
  for (auto at = kept_.begin(); at != kept_.end() && (kept_.size() + count > limits_.count ||
                                                      all + bytes > limits_.bytes);) {
    if (!(*at)->job->over()) {
      ++at;
      continue;
    }
    all -= bytes_of(**at);
    at = kept_.erase(at);
  }
  if (kept_.size() + count > limits_.count) {
    throw ApiError(
        Status::kResourceExhausted,
        fmt::format("{} interactions are in the making; try again later.", kept_.size()));
  }
}

void InteractionStore::keep(std::shared_ptr<const Interaction> interaction) {
  const std::lock_guard lock(mutex_);
  make_room(1, bytes_of(*interaction));
  kept_.push_back(std::move(interaction));
}

void InteractionStore::trim() {
  const std::lock_guard lock(mutex_);
  make_room(0, 0);
}

std::shared_ptr<const Interaction> InteractionStore::find(std::string_view id) {
  const std::lock_guard lock(mutex_);
  for (const auto& each : kept_) {
    if (each->id == id) return each;
  }
  not_found(id);
}

void InteractionStore::remove(std::string_view id) {
  if (!forget(id)) not_found(id);
}

bool InteractionStore::forget(std::string_view id) {
  const std::lock_guard lock(mutex_);
  const auto at =
      std::find_if(kept_.begin(), kept_.end(), [&](const auto& each) { return each->id == id; });
  if (at == kept_.end()) return false;
  (*at)->job->cancel();
  kept_.erase(at);
  return true;
}

size_t InteractionStore::count() const {
  const std::lock_guard lock(mutex_);
  return kept_.size();
}

bool stream_interaction(const Interaction& interaction, std::string_view last_event_id,
                        ResponseStream& out) {
  const size_t heard = number_of(last_event_id);
  size_t number = 0;
  const auto send = [&](const std::vector<Event>& events) {
    for (const Event& event : events) {
      if (++number > heard && !out.send(event_text(event))) return false;
    }
    return true;
  };
  const SongJob& job = *interaction.job;
  const Gone gone = [&] { return out.gone(); };
  if (!send(opening_events(interaction))) return false;
  if (!job.wait_planned(gone)) return false;
  if (!job.text().empty() && !send(text_events(interaction, number + 1))) return false;
  if (!job.wait_over(gone)) return false;
  return send(closing_events(interaction, number + 1)) && out.send(last_event_text());
}

}  // namespace continuo::gemini
