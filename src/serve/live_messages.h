// The messages of the live socket (docs/live.md), both ways.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>

#include "base/json_fields.h"
#include "live/session.h"
#include "serve/live_devices.h"

namespace continuo {

enum class SampleFormat { kS16, kF32 };
enum class TransportAction { kPlay, kPause, kStop, kReset };

struct ControlsMessage {
  Json controls;  // an object; read over the controls in force
  When when = When::kNow;
};
struct TransportMessage {
  TransportAction action = TransportAction::kPlay;
};
struct ListenMessage {
  bool audio = false;
  SampleFormat format = SampleFormat::kS16;
};
struct PingMessage {
  double id = 0;
};
using ClientMessage = std::variant<ControlsMessage, TransportMessage, ListenMessage, PingMessage>;

// Throws Error(kInput) that names what is wrong.
ClientMessage parse_client_message(std::string_view text);

// "state" of the messages hello and state.
Json state_json(const SessionStatus& status, const std::optional<SoundInUse>& device);
std::string hello_message(const SessionStatus& status, const std::optional<SoundInUse>& device);
std::string state_message(const SessionStatus& status, const std::optional<SoundInUse>& device);
std::string status_message(const SessionStatus& status, const std::optional<SoundInUse>& device,
                           uint64_t underruns);
std::string bars_message(std::span<const HeardBar> bars);
std::string notes_message(std::span<const HeardNote> notes);
// A MIDI controller that moved, for pages that learn.
std::string midi_message(int channel, int controller, int value);
std::string pong_message(double id);
std::string error_message(std::string_view message);

// A binary message: header and interleaved stereo. Without samples it tells that what follows is
// meant to be silent.
inline constexpr size_t kSoundHeaderBytes = 16;
std::string sound_message(uint64_t position, std::span<const float> interleaved,
                          SampleFormat format, Transport transport);
inline constexpr size_t sample_frame_bytes(SampleFormat format) {
  return format == SampleFormat::kS16 ? 4 : 8;
}

}  // namespace continuo
