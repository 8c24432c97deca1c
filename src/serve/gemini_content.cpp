#include "serve/gemini_content.h"

#include <algorithm>

#include "base/base64.h"
#include "base/text.h"
#include "serve/gemini_json.h"

namespace continuo::gemini {

namespace {

constexpr size_t kMostParts = 100;

std::string lower_case(std::string_view text) {
  std::string lower(text);
  for (char& c : lower) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + ('a' - 'A'));
  }
  return lower;
}

[[noreturn]] void refuse(const std::string& message) {
  throw ApiError(Status::kInvalidArgument, message);
}

void take_part(SongRequest& song, const Message& part, const FindFile& find_file) {
  if (const auto text = part.text("text")) return add_text(song, *text);
  if (const auto data = part.object("inlineData")) {
    return add_picture(song, bytes_of(data->text("data").value_or(""), data->path("data")),
                       data->text("mimeType").value_or(""), data->path("mimeType"));
  }
  if (const auto file = part.object("fileData")) {
    return add_picture(song, *find_file(file->text("fileUri").value_or("")),
                       file->text("mimeType").value_or(""), file->path("mimeType"));
  }
  refuse(part.path("text") + ": expected text, inlineData or fileData.");
}

void take_content(SongRequest& song, const Json& content, const std::string& path,
                  const FindFile& find_file) {
  if (content.is_string()) return add_text(song, content.get<std::string>());
  const Message message(content, path);
  for (const Json* part : message.list("parts", kMostParts))
    take_part(song, Message(*part, path + ".parts"), find_file);
}

void take_modalities(ContentRequest& request, const Message& config) {
  bool audio = false, text = false;
  const std::vector<const Json*> asked = config.list("responseModalities", kMostParts);
  for (const Json* each : asked) {
    const std::string name = each->is_string() ? lower_case(each->get<std::string>()) : "";
    if (name == "audio") {
      audio = true;
    } else if (name == "text") {
      text = true;
    } else if (name != "modality_unspecified") {
      refuse(fmt::format("responseModalities: expected AUDIO and TEXT, found {}.",
                         printable(dumped(*each), 40)));
    }
  }
  if (text && !audio) refuse("responseModalities: expected AUDIO among them, found TEXT alone.");
  request.with_text = text || !audio;
}

// A number in its range, or nothing.
std::optional<double> in_range(const Message& config, std::string_view name, double low,
                               double high) {
  const std::optional<double> value = config.number(name);
  if (value && (*value < low || *value > high))
    refuse(fmt::format("{}: expected {} to {}, found {}.", config.path(name), low, high, *value));
  return value;
}

void take_config(ContentRequest& request, const Message& config) {
  SongRequest& song = request.song;
  take_modalities(request, config);
  if (const auto count = config.integer("candidateCount"); count && *count != 1) {
    refuse(
        fmt::format("candidateCount: expected 1, found {}. Ask again with another seed.", *count));
  }
  if (const auto mime = config.text("responseMimeType"))
    song.format.format = format_named(*mime, config.path("responseMimeType"));
  if (const auto seed = config.integer("seed")) song.seed = static_cast<uint32_t>(*seed);
  song.temperature = in_range(config, "temperature", 0, 2);
  song.top_p = in_range(config, "topP", 0, 1);
  if (const auto k = in_range(config, "topK", 0, 1e6)) song.top_k = static_cast<int>(*k);
}

Json envelope(Json parts, bool finished, std::string_view model, std::string_view id) {
  Json candidate;
  candidate["content"]["role"] = "model";
  candidate["content"]["parts"] = std::move(parts);
  if (finished) candidate["finishReason"] = "STOP";
  candidate["index"] = 0;
  Json answer;
  answer["candidates"] = Json::array();
  answer["candidates"].push_back(std::move(candidate));
  answer["modelVersion"] = model;
  answer["responseId"] = id;
  return answer;
}

Json text_part(std::string_view text) {
  Json part;
  part["text"] = text;
  return part;
}

Json audio_part(const Song& song) {
  Json part;
  part["inlineData"]["mimeType"] = song.mime_type;
  part["inlineData"]["data"] = base64_encoded(song.audio);
  return part;
}

void add_usage(Json& answer, const SongRequest& request, const Song& song) {
  const int in = input_tokens(request), out = output_tokens(song);
  answer["usageMetadata"]["promptTokenCount"] = in;
  answer["usageMetadata"]["candidatesTokenCount"] = out;
  answer["usageMetadata"]["totalTokenCount"] = in + out;
}

}  // namespace

void add_text(SongRequest& song, std::string_view text) {
  if (text.empty()) return;
  if (!song.prompt.empty()) song.prompt += '\n';
  song.prompt += text;
  if (song.prompt.size() > kLongestSongPrompt_bytes) {
    refuse(fmt::format("text: expected at most {} bytes in all, found {}.",
                       kLongestSongPrompt_bytes, song.prompt.size()));
  }
}

void add_picture(SongRequest& song, std::string bytes, std::string_view mime_type,
                 const std::string& path) {
  const std::string type = lower_case(mime_type);
  if (!type.starts_with("image/") && type != "application/octet-stream" && !type.empty()) {
    refuse(fmt::format("{}: expected a picture (image/png or image/jpeg), found {}.", path,
                       printable(mime_type, 60)));
  }
  if (song.pictures.size() == kMostPictures)
    refuse(fmt::format("pictures: expected at most {}, found more.", kMostPictures));
  song.pictures.push_back(std::move(bytes));
}

SoundFormat format_named(std::string_view mime_type, const std::string& path) {
  std::string type = lower_case(mime_type);
  type = type.substr(0, type.find(';'));
  for (const std::string_view name : {"audio/wav", "audio/x-wav", "audio/wave", "audio/vnd.wave"}) {
    if (type == name) return SoundFormat::kWav;
  }
  for (const std::string_view name : {"audio/mpeg", "audio/mp3", "", "text/plain"}) {
    if (type == name) return SoundFormat::kMp3;
  }
  refuse(fmt::format("{}: expected audio/mpeg or audio/wav, found {}.", path,
                     printable(mime_type, 60)));
}

void check_song_request(const SongRequest& song) {
  if (song.pictures.empty() && song.prompt.find_first_not_of(" \t\r\n") == std::string::npos) {
    refuse("contents: expected words or a picture, found neither.");
  }
}

ContentRequest parse_content_request(std::string_view body, const Model& model, uint64_t drawn_seed,
                                     const FindFile& find_file) {
  const Json json = parse_json(body, "request", kMostRequest_bytes);
  const Message message(json, "");
  ContentRequest request;
  request.song.kind = model.kind;
  request.song.seed = drawn_seed;
  if (const Json* system = message.find("systemInstruction"))
    take_content(request.song, *system, "systemInstruction", find_file);
  // A single turn: the last that is the user's.
  const Json* turn = nullptr;
  for (const Json* content : message.list("contents", kMostParts)) {
    if (content->is_object() && content->contains("role") && (*content)["role"] == "model")
      continue;
    turn = content;
  }
  if (turn == nullptr) refuse("contents: expected words or a picture, found neither.");
  take_content(request.song, *turn, "contents", find_file);
  if (const auto config = message.object("generationConfig")) take_config(request, *config);
  if (!message.list("tools", kMostParts).empty())
    refuse("tools: expected none; this model calls no functions.");
  check_song_request(request.song);
  return request;
}

std::string content_answer(const ContentRequest& request, const Song& song, std::string_view model,
                           std::string_view id) {
  Json parts = Json::array();
  if (request.with_text) parts.push_back(text_part(song.text));
  parts.push_back(audio_part(song));
  Json answer = envelope(std::move(parts), true, model, id);
  add_usage(answer, request.song, song);
  return dumped(answer);
}

std::string content_text_event(const SongJob& job, std::string_view model, std::string_view id) {
  Json parts = Json::array();
  parts.push_back(text_part(job.text()));
  return dumped(envelope(std::move(parts), false, model, id));
}

std::string content_audio_event(const ContentRequest& request, const Song& song,
                                std::string_view model, std::string_view id) {
  Json parts = Json::array();
  parts.push_back(audio_part(song));
  Json answer = envelope(std::move(parts), true, model, id);
  add_usage(answer, request.song, song);
  return dumped(answer);
}

std::string blocked_answer(std::string_view model, std::string_view id) {
  Json answer;
  answer["promptFeedback"]["blockReason"] = "PROHIBITED_CONTENT";
  answer["modelVersion"] = model;
  answer["responseId"] = id;
  return dumped(answer);
}

}  // namespace continuo::gemini
