// Messages of the live socket, the controls in them, and the other small texts that pages send.
#include "oracle.h"
#include "serve/api_answers.h"
#include "serve/live_devices.h"
#include "serve/live_messages.h"

using namespace continuo;
using namespace continuo::fuzz;

namespace {

void check_controls(const Json& json) {
  accepted([&] {
    const Controls controls = controls_from_json(json, Controls{}, "controls");
    const Json again = controls_to_json(controls);
    expect(controls_from_json(again, Controls{}, "controls") == controls,
           "the same controls again");
    expect(controls_from_json(json, controls, "controls") == controls, "given twice, the same");
    expect(controls.prompts.size() <= kMostPrompts, "a number of prompts");
    expect(
        !controls.bpm || (*controls.bpm >= kSlowestLive_bpm && *controls.bpm <= kFastestLive_bpm),
        "a tempo");
    SessionStatus status;
    status.controls = controls;
    expect(!Json::parse(state_message(status, std::nullopt)).empty(), "a state that can be told");
  });
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string_view text = text_of(data, size);
  accepted([&] {
    const ClientMessage message = parse_client_message(text);
    if (const auto* controls = std::get_if<ControlsMessage>(&message))
      check_controls(controls->controls);
    if (const auto* ping = std::get_if<PingMessage>(&message))
      expect(Json::parse(pong_message(ping->id))["id"] == ping->id, "the same number back");
  });
  accepted([&] { check_controls(parse_json(text, "controls")); });
  accepted([&] {
    const MidiState midi = midi_from_json(parse_json(text, "midi"), MidiState{});
    expect(Json::parse(midi_json(midi).dump()).size() == 9, "all that is told of MIDI");
  });
  const uint64_t bytes = size * 7;
  if (const auto range = parse_byte_range(text, bytes); range && !range->outside) {
    expect(range->first <= range->last && range->last < bytes, "a part of the file");
    expect(range->last - range->first < kRangeBytes, "a part that is not too large");
  }
  expect(Json::parse(error_message(text)).size() == 2, "an error that can be told");
  return 0;
}
