#include "serve/live_messages.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstring>

#include "base/version.h"
#include "dsp/stereo.h"
#include "score/instrument.h"
#include "serve/score_json.h"

namespace continuo {

namespace {

constexpr const char* kLive = "live";
constexpr double kQuietest_db = -100;
constexpr std::array<std::string_view, 4> kActions{"play", "pause", "stop", "reset"};

static_assert(std::endian::native == std::endian::little, "samples go out as they lie in memory");

// Text that is none of UTF-8 cannot be JSON.
std::string text_of(const Json& json) {
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

double rounded(double value, double steps) {
  return std::isfinite(value) ? std::round(value * steps) / steps : 0.0;
}

double decibels(double value) {
  return std::isfinite(value) ? rounded(std::max(value, kQuietest_db), 10) : kQuietest_db;
}

TransportAction parse_action(std::string_view name) {
  const auto found = std::find(kActions.begin(), kActions.end(), name);
  if (found == kActions.end()) {
    fail(ErrorKind::kInput, kLive, "expected play, pause, stop or reset, found \"{}\".",
         name.substr(0, 60));
  }
  return static_cast<TransportAction>(found - kActions.begin());
}

SampleFormat parse_format(std::string_view name) {
  if (name == "s16") return SampleFormat::kS16;
  if (name == "f32") return SampleFormat::kF32;
  fail(ErrorKind::kInput, kLive, "expected s16 or f32, found \"{}\".", name.substr(0, 60));
}

// The field "type" of an object; the other fields are known once it is.
std::string type_of(const Json& json) {
  if (!json.is_object()) fail(ErrorKind::kInput, kLive, "expected an object with a type.");
  const auto type = json.find("type");
  if (type == json.end() || !type->is_string()) {
    fail(ErrorKind::kInput, kLive,
         "type: expected controls, transport, listen or ping, found none.");
  }
  return type->get<std::string>();
}

Json clock_json(const std::optional<ClockStep>& clock) {
  if (!clock) return nullptr;
  return {{"bpm", rounded(clock->bpm, 100)},
          {"locked", clock->locked},
          {"errorMs", rounded(clock->error_ms, 10)}};
}

}  // namespace

ClientMessage parse_client_message(std::string_view text) {
  const Json json = parse_json(text, kLive);
  const std::string type = type_of(json);
  if (type == "controls") {
    const JsonFields fields(json, kLive, "", {"type", "controls", "when"});
    ControlsMessage message;
    message.controls = fields.at("controls");
    if (!message.controls.is_object())
      fail(ErrorKind::kInput, kLive, "controls: expected an object.");
    if (fields.has("when")) message.when = fields.parsed("when", parse_when);
    return message;
  }
  if (type == "transport") {
    const JsonFields fields(json, kLive, "", {"type", "action"});
    return TransportMessage{fields.parsed("action", parse_action)};
  }
  if (type == "listen") {
    const JsonFields fields(json, kLive, "", {"type", "audio", "format"});
    if (!fields.at("audio").is_boolean())
      fail(ErrorKind::kInput, kLive, "audio: expected true or false.");
    ListenMessage message{fields.at("audio").get<bool>()};
    if (fields.has("format")) message.format = fields.parsed("format", parse_format);
    return message;
  }
  if (type == "ping") {
    const JsonFields fields(json, kLive, "", {"type", "id"});
    return PingMessage{fields.number("id", -1e15, 1e15)};
  }
  fail(ErrorKind::kInput, kLive,
       "type: expected controls, transport, listen or ping, found \"{}\".", type.substr(0, 60));
}

Json state_json(const SessionStatus& status, const std::optional<SoundInUse>& device) {
  Json parts = Json::array();
  for (const PlanPart& part : status.plan.parts) {
    const Instrument& played = instrument(part.program);
    parts.push_back(Json{{"program", part.program},
                         {"name", played.name},
                         {"family", played.family},
                         {"role", role_name(part.role)}});
  }
  Json levels = Json::array();
  for (const double level : status.plan_levels_db) levels.push_back(decibels(level));
  return {{"controls", controls_to_json(status.controls)},
          {"plan", Json::parse(plan_to_json(status.plan))},
          {"planLevelsDb", std::move(levels)},
          {"parts", std::move(parts)},
          {"transport", transport_name(status.transport)},
          {"generation", status.generation},
          {"device", in_use_json(device)}};
}

std::string hello_message(const SessionStatus& status, const std::optional<SoundInUse>& device) {
  return text_of({{"type", "hello"},
                  {"version", kVersion},
                  {"sampleRateHz", kSampleRateHz},
                  {"state", state_json(status, device)}});
}

std::string state_message(const SessionStatus& status, const std::optional<SoundInUse>& device) {
  return text_of({{"type", "state"}, {"state", state_json(status, device)}});
}

std::string status_message(const SessionStatus& status, const std::optional<SoundInUse>& device,
                           uint64_t underruns) {
  return text_of({{"type", "status"},
                  {"position", status.position},
                  {"bar", status.bar},
                  {"beat", rounded(status.beat, 1000)},
                  {"load", rounded(status.load, 1000)},
                  {"controlMs", rounded(status.control_ms, 10)},
                  {"missedBars", status.missed_bars},
                  {"lateChunks", status.late_chunks},
                  {"underruns", underruns},
                  {"peakDb", decibels(status.peak_db)},
                  {"loudnessDb", decibels(status.loudness_db)},
                  {"deviceLatencyMs", device ? Json(rounded(device->latency_ms, 10)) : Json()},
                  {"clock", clock_json(status.clock)},
                  {"warning", status.warning}});
}

std::string bars_message(std::span<const HeardBar> bars) {
  Json list = Json::array();
  for (const HeardBar& bar : bars)
    list.push_back(bar_json(bar.number, bar.start, bar.end, bar.bar));
  return text_of({{"type", "bars"}, {"bars", std::move(list)}});
}

std::string notes_message(std::span<const HeardNote> notes) {
  Json list = Json::array();
  for (const HeardNote& note : notes)
    list.push_back(Json::array({note.program, note.pitch, note.velocity, note.start, note.end}));
  return text_of({{"type", "notes"}, {"notes", std::move(list)}});
}

std::string midi_message(int channel, int controller, int value) {
  return text_of(
      {{"type", "midi"}, {"channel", channel}, {"controller", controller}, {"value", value}});
}

std::string pong_message(double id) {
  // A whole number comes back as one.
  const bool whole = id == std::floor(id);
  return text_of({{"type", "pong"}, {"id", whole ? Json(static_cast<int64_t>(id)) : Json(id)}});
}

std::string error_message(std::string_view message) {
  return text_of({{"type", "error"}, {"message", message}});
}

std::string sound_message(uint64_t position, std::span<const float> interleaved,
                          SampleFormat format, Transport transport) {
  const size_t frames = interleaved.size() / 2;
  std::string message(kSoundHeaderBytes + frames * sample_frame_bytes(format), '\0');
  const auto count = static_cast<uint32_t>(frames);
  std::memcpy(message.data(), &position, 8);
  std::memcpy(message.data() + 8, &count, 4);
  message[12] = static_cast<char>(format);
  message[13] = static_cast<char>(transport);
  char* samples = message.data() + kSoundHeaderBytes;
  if (format == SampleFormat::kF32) {
    std::memcpy(samples, interleaved.data(), frames * 8);
    return message;
  }
  for (size_t i = 0; i < 2 * frames; ++i) {
    const auto value =
        static_cast<int16_t>(std::lrint(std::clamp(interleaved[i], -1.0f, 1.0f) * 32767.0f));
    std::memcpy(samples + 2 * i, &value, 2);
  }
  return message;
}

}  // namespace continuo
