// What JACK's audio thread does as its tempo master.

#include "live/jack_timebase_rt.h"

#include <cmath>

namespace continuo {

namespace {

constexpr double kTicksPerBeat = 1920;

double quarters_of_bar(const JackTempo& tempo) noexcept { return 4.0 * tempo.beats / tempo.unit; }

}  // namespace

void JackTimebase::describe(jack_position_t& pos, bool moved) noexcept {
  const double frames_a_minute = 60.0 * (pos.frame_rate > 0 ? pos.frame_rate : 48000);
  if (moved || pos.frame < anchor_frame) {
    anchor_frame = 0;
    anchor_quarters = 0;
    anchor_bar = 0;
  }
  // Where this frame lies: whole bars since the anchor's, and quarter notes since the bar line.
  double bars = 0;
  double quarters = 0;
  const auto locate = [&]() noexcept {
    const double passed =
        anchor_quarters + (pos.frame - anchor_frame) / frames_a_minute * tempo.bpm;
    bars = std::floor(passed / quarters_of_bar(tempo) + 1e-9);
    quarters = std::fmax(0.0, passed - bars * quarters_of_bar(tempo));
  };
  locate();
  JackTempo change;
  while (changes.pop(change)) {
    const bool other_metre = change.beats != tempo.beats || change.unit != tempo.unit;
    anchor_frame = pos.frame;
    anchor_bar += static_cast<int64_t>(bars) + (other_metre && quarters > 0 ? 1 : 0);
    anchor_quarters = other_metre ? 0 : quarters;
    tempo = change;
    locate();
  }
  const double unit = 4.0 / tempo.unit;  // of a beat, in quarter notes
  const double beats = quarters / unit;
  pos.valid = JackPositionBBT;
  pos.bar = static_cast<int32_t>(anchor_bar + static_cast<int64_t>(bars)) + 1;
  pos.beat = static_cast<int32_t>(beats) + 1;
  pos.tick = static_cast<int32_t>((beats - std::floor(beats)) * kTicksPerBeat);
  pos.bar_start_tick =
      static_cast<double>(anchor_bar + static_cast<int64_t>(bars)) * tempo.beats * kTicksPerBeat;
  pos.beats_per_bar = static_cast<float>(tempo.beats);
  pos.beat_type = static_cast<float>(tempo.unit);
  pos.ticks_per_beat = kTicksPerBeat;
  pos.beats_per_minute = tempo.bpm / unit;
}

void describe_position(jack_transport_state_t /*state*/, jack_nframes_t /*frames*/,
                       jack_position_t* pos, int moved, void* user) {
  static_cast<JackTimebase*>(user)->describe(*pos, moved != 0);
}

}  // namespace continuo
