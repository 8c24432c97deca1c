#include "serve/live_devices.h"

namespace continuo {

Json devices_json(const std::vector<SoundOutput>& outputs) {
  Json json = Json::array();
  for (const SoundOutput& output : outputs) {
    json.push_back(Json{{"name", output.name}, {"system", output.system}, {"usual", output.usual}});
  }
  return json;
}

Json in_use_json(const std::optional<SoundInUse>& device) {
  if (!device) return nullptr;
  return {{"name", device->name}, {"system", device->system}, {"latencyMs", device->latency_ms}};
}

std::string_view follow_notes_name(bool follows) { return follows ? "key" : "off"; }

bool parse_follow_notes(std::string_view name) {
  if (name == "key" || name == "off") return name == "key";
  fail(ErrorKind::kInput, "midi", "expected off or key, found \"{}\".", name.substr(0, 60));
}

Json midi_json(const MidiState& ports) {
  return {{"inputs", ports.inputs},
          {"outputs", ports.outputs},
          {"input", ports.input ? Json(*ports.input) : Json()},
          {"output", ports.output ? Json(*ports.output) : Json()},
          {"followClock", ports.follow_clock},
          {"followJack", ports.follow_jack},
          {"followNotes", follow_notes_name(ports.follow_notes)},
          {"sendClock", ports.send_clock},
          {"sendNotes", ports.send_notes}};
}

MidiState midi_from_json(const Json& json, const MidiState& base) {
  const JsonFields fields(
      json, "midi", "",
      {"input", "output", "followClock", "followJack", "followNotes", "sendClock", "sendNotes"});
  MidiState ports = base;
  const auto name = [&](const char* field, std::optional<std::string>& target) {
    if (!fields.has(field)) return;
    target.reset();
    if (!fields.at(field).is_null()) target = fields.text(field);
  };
  const auto flag = [&](const char* field, bool& target) {
    if (!fields.has(field)) return;
    if (!fields.at(field).is_boolean())
      fail(ErrorKind::kInput, "midi", "{}: expected true or false.", field);
    target = fields.at(field).get<bool>();
  };
  name("input", ports.input);
  name("output", ports.output);
  flag("followClock", ports.follow_clock);
  flag("followJack", ports.follow_jack);
  if (fields.has("followNotes"))
    ports.follow_notes = fields.parsed("followNotes", parse_follow_notes);
  flag("sendClock", ports.send_clock);
  flag("sendNotes", ports.send_notes);
  return ports;
}

}  // namespace continuo
