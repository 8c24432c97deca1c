// Interactions: their requests, answers and events. JSON is snake_case here.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "serve/gemini_content.h"
#include "serve/gemini_ids.h"
#include "serve/gemini_song_jobs.h"

namespace continuo::gemini {

struct InteractionRequest {
  const Model* model = nullptr;
  ContentRequest content;
  bool stream = false;
  bool background = false;
  bool store = true;
  std::string input;  // as it came, JSON
};

// Throws Error(kInput) or ApiError.
InteractionRequest parse_interaction_request(std::string_view body, uint64_t drawn_seed,
                                             const FindFile& find_file);

struct Interaction {
  std::string id;
  std::string model;
  bool with_text = true;
  std::string input;
  WallClock::time_point created;
  std::shared_ptr<SongJob> job;
};

std::string_view interaction_status(JobState state);  // "in_progress", "completed", ...
std::string interaction_answer(const Interaction& interaction, bool with_input);

struct Event {
  std::string name;
  std::string data;  // JSON
};
// As a server-sent event.
std::string event_text(const Event& event);
std::string_view last_event_text();  // "event: done ..."

// The events of an interaction in their order, e1, e2, ...: those before its job is planned, those
// that tell the text, and those that tell the sound or the failure once it is over. A stream that
// was cut goes on after any of them.
std::vector<Event> opening_events(const Interaction& interaction);
std::vector<Event> text_events(const Interaction& interaction, size_t first_number);
std::vector<Event> closing_events(const Interaction& interaction, size_t first_number);

}  // namespace continuo::gemini
