#include "serve/gemini_interaction_messages.h"

#include <algorithm>

#include "base/base64.h"
#include "base/text.h"
#include "serve/gemini_json.h"

namespace continuo::gemini {

namespace {

constexpr size_t kMostParts = 100;
// Of sound in one event: a multiple of three, so that each decodes alone.
constexpr size_t kEventSound_bytes = 192 * 1024;

[[noreturn]] void refuse(const std::string& message) {
  throw ApiError(Status::kInvalidArgument, message);
}

void take_piece(SongRequest& song, const Json& json, const std::string& path,
                const FindFile& find_file) {
  if (json.is_string()) return add_text(song, json.get<std::string>());
  const Message piece(json, path);
  const std::string type = piece.text("type").value_or(piece.has("text") ? "text" : "");
  if (type == "text") return add_text(song, piece.text("text").value_or(""));
  if (type == "image") {
    const std::string mime = piece.text("mimeType").value_or("");
    if (const auto data = piece.text("data"))
      return add_picture(song, bytes_of(*data, piece.path("data")), mime, piece.path("mime_type"));
    return add_picture(song, *find_file(piece.text("uri").value_or("")), mime,
                       piece.path("mime_type"));
  }
  if (type == "user_input") {
    for (const Json* each : piece.list("content", kMostParts))
      take_piece(song, *each, path + ".content", find_file);
    return;
  }
  if (type == "model_output") return;  // of an earlier turn: there is but one here
  refuse(fmt::format("{}.type: expected text, image or user_input, found {}.", path,
                     type.empty() ? "none" : printable(type, 40)));
}

void take_format(ContentRequest& request, const Message& format) {
  const std::string type = format.text("type").value_or("audio");
  if (type == "text") return;
  if (type != "audio") {
    refuse(fmt::format("{}: expected audio or text, found {}.", format.path("type"),
                       printable(type, 40)));
  }
  SongRequest& song = request.song;
  song.format.format = format_named(format.text("mimeType").value_or(""), format.path("mime_type"));
  if (const auto rate = format.integer("sampleRate")) {
    if (*rate < 8000 || *rate > 48000 || !is_mp3_rate(static_cast<int>(*rate))) {
      refuse(
          fmt::format("{}: expected 48000, 44100, 32000, 24000, 22050, 16000, 12000, 11025 or "
                      "8000, found {}.",
                      format.path("sample_rate"), *rate));
    }
    song.rate_hz = static_cast<int>(*rate);
  }
  if (const auto rate = format.integer("bitRate")) {
    // Bits a second, as everywhere; small numbers can only be thousands of them.
    const int64_t kbps = *rate >= 1000 ? *rate / 1000 : *rate;
    if (kbps < 8 || kbps > 320) {
      refuse(fmt::format("{}: expected 8000 to 320000, found {}.", format.path("bit_rate"), *rate));
    }
    song.format.kbps = static_cast<int>(kbps);
  }
  if (const auto delivery = format.text("delivery"); delivery && *delivery != "inline")
    refuse(format.path("delivery") + ": expected inline; sound is not kept under an address.");
}

void take_settings(ContentRequest& request, const Message& config) {
  SongRequest& song = request.song;
  const auto number = [&](const char* name, double low, double high) {
    const auto value = config.number(name);
    if (value && (*value < low || *value > high)) {
      refuse(fmt::format("{}: expected {} to {}, found {}.", config.path(name), low, high, *value));
    }
    return value;
  };
  if (const auto seed = config.integer("seed")) song.seed = static_cast<uint32_t>(*seed);
  song.temperature = number("temperature", 0, 2);
  song.top_p = number("topP", 0, 1);
  if (const auto k = number("topK", 0, 1e6)) song.top_k = static_cast<int>(*k);
}

Json usage_json(const Interaction& interaction, const Song& song) {
  const int in = input_tokens(interaction.job->request()), out = output_tokens(song);
  Json usage;
  usage["total_input_tokens"] = in;
  usage["total_output_tokens"] = out;
  usage["total_tokens"] = in + out;
  return usage;
}

Json text_json(std::string_view text) {
  Json json;
  json["type"] = "text";
  json["text"] = text;
  return json;
}

Json audio_json(const Song& song, std::string_view bytes) {
  Json json;
  json["type"] = "audio";
  json["mime_type"] = song.mime_type;
  json["sample_rate"] = song.rate_hz;
  json["channels"] = 2;
  json["data"] = base64_encoded(bytes);
  return json;
}

Json error_json(const SongJob& job) {
  const ApiError error = job.error();
  Json json;
  json["code"] = string_code(error.status());
  json["message"] = error.what();
  return json;
}

// What every answer about an interaction begins with.
Json head_json(const Interaction& interaction, JobState state) {
  Json json;
  json["id"] = interaction.id;
  json["object"] = "interaction";
  json["model"] = interaction.model;
  json["status"] = interaction_status(state);
  json["created"] = time_text(interaction.created);
  json["updated"] = time_text(interaction.job->changed_at());
  return json;
}

class Events {
 public:
  explicit Events(size_t first_number) : number_(first_number) {}
  Json& add(const char* type) {
    Json json;
    json["event_type"] = type;
    json["event_id"] = "e" + std::to_string(number_++);
    events_.push_back(std::move(json));
    return events_.back();
  }
  std::vector<Event> done() const {
    std::vector<Event> events;
    for (const Json& json : events_)
      events.push_back({json["event_type"].get<std::string>(), dumped(json)});
    return events;
  }

 private:
  size_t number_;
  std::vector<Json> events_;
};

}  // namespace

InteractionRequest parse_interaction_request(std::string_view body, uint64_t drawn_seed,
                                             const FindFile& find_file) {
  const Json json = parse_json(body, "request", kMostRequest_bytes);
  const Message message(json, "");
  InteractionRequest request;
  if (message.has("agent")) refuse("agent: expected a model; there are no agents here.");
  const std::string name = message.text("model").value_or("");
  request.model = find_model(name);
  if (request.model == nullptr || request.model->kind == Model::Kind::kLive) {
    throw ApiError(Status::kNotFound,
                   fmt::format("model: {} is not known, or makes no clips and songs. Use {}.",
                               name.empty() ? "none" : printable(name, 60),
                               "lyria-3-clip-preview or lyria-3.5"));
  }
  if (message.has("previousInteractionId"))
    refuse("previous_interaction_id: expected none; music is made in a single turn.");
  ContentRequest& content = request.content;
  content.song.kind = request.model->kind;
  content.song.seed = drawn_seed;
  if (const auto system = message.text("systemInstruction")) add_text(content.song, *system);
  const Json* input = message.find("input");
  if (input == nullptr) refuse("input: expected words or a picture, found neither.");
  for (const Json* piece : message.list("input", kMostParts))
    take_piece(content.song, *piece, "input", find_file);
  request.input = dumped(*input);
  for (const Json* format : message.list("responseFormat", kMostParts))
    take_format(content, Message(*format, "response_format"));
  if (const auto config = message.object("generationConfig")) take_settings(content, *config);
  bool text = false, audio = false;
  for (const Json* each : message.list("responseModalities", kMostParts)) {
    text |= *each == "text" || *each == "TEXT" || *each == "Text";
    audio |= *each == "audio" || *each == "AUDIO" || *each == "Audio";
  }
  if (text && !audio) refuse("response_modalities: expected audio among them.");
  content.with_text = text || !audio;
  request.stream = message.flag("stream");
  request.background = message.flag("background");
  request.store = !message.has("store") || message.flag("store");
  if (request.background && !request.store)
    refuse("store: expected true; what is made in the background has to be kept.");
  check_song_request(content.song);
  return request;
}

std::string_view interaction_status(JobState state) {
  switch (state) {
    case JobState::kDone:
      return "completed";
    case JobState::kFailed:
      return "failed";
    case JobState::kCancelled:
      return "cancelled";
    default:
      return "in_progress";
  }
}

std::string interaction_answer(const Interaction& interaction, bool with_input) {
  const SongJob& job = *interaction.job;
  const JobState state = job.state();
  Json json = head_json(interaction, state);
  Json steps = Json::array();
  if (with_input) {
    Json step;
    step["type"] = "user_input";
    const Json input = Json::parse(interaction.input, nullptr, false);
    step["content"] = Json::array();
    if (input.is_string()) {
      step["content"].push_back(text_json(input.get<std::string>()));
    } else {
      step["content"] = input.is_array() ? input : Json::array({input});
    }
    steps.push_back(std::move(step));
  }
  if (const auto song = job.song()) {
    Json step;
    step["type"] = "model_output";
    step["content"] = Json::array();
    if (interaction.with_text) step["content"].push_back(text_json(song->text));
    step["content"].push_back(audio_json(*song, song->audio));
    steps.push_back(std::move(step));
    json["steps"] = std::move(steps);
    json["usage"] = usage_json(interaction, *song);
  } else {
    json["steps"] = std::move(steps);
    if (state == JobState::kFailed) json["error"] = error_json(job);
  }
  return dumped(json);
}

std::string event_text(const Event& event) {
  return "event: " + event.name + "\ndata: " + event.data + "\n\n";
}

std::string_view last_event_text() { return "event: done\ndata: [DONE]\n\n"; }

std::vector<Event> opening_events(const Interaction& interaction) {
  Events events(1);
  events.add("interaction.created")["interaction"] = head_json(interaction, JobState::kPlanning);
  Json& update = events.add("interaction.status_update");
  update["interaction_id"] = interaction.id;
  update["status"] = "in_progress";
  Json& start = events.add("step.start");
  start["index"] = 0;
  start["step"]["type"] = "model_output";
  return events.done();
}

std::vector<Event> text_events(const Interaction& interaction, size_t first_number) {
  Events events(first_number);
  if (interaction.with_text) {
    Json& delta = events.add("step.delta");
    delta["index"] = 0;
    delta["delta"] = text_json(interaction.job->text());
  }
  return events.done();
}

std::vector<Event> closing_events(const Interaction& interaction, size_t first_number) {
  Events events(first_number);
  const SongJob& job = *interaction.job;
  const auto song = job.song();
  if (!song) {
    if (job.state() == JobState::kFailed) events.add("error")["error"] = error_json(job);
    events.add("interaction.completed")["interaction"] = head_json(interaction, job.state());
    return events.done();
  }
  const std::string_view audio = song->audio;
  for (size_t at = 0; at < audio.size(); at += kEventSound_bytes) {
    Json& delta = events.add("step.delta");
    delta["index"] = 0;
    delta["delta"] = audio_json(*song, audio.substr(at, kEventSound_bytes));
  }
  events.add("step.stop")["index"] = 0;
  Json completed = head_json(interaction, job.state());
  completed["usage"] = usage_json(interaction, *song);
  events.add("interaction.completed")["interaction"] = std::move(completed);
  return events.done();
}

}  // namespace continuo::gemini
