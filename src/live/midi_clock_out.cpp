#include "live/midi_clock_out.h"

#include <algorithm>

#include "live/midi_clock.h"
#include "score/metre.h"

namespace continuo {

namespace {

void say(MidiEvent::Kind kind, uint64_t position, std::vector<TimedMidi>& out) {
  out.push_back({position, midi_message({kind})});
}

}  // namespace

void MidiClockOut::run(uint64_t position, std::vector<TimedMidi>& out) {
  if (running_) return;
  running_ = true;
  if (from_the_start_) {
    in_bar_ = false;
    say(MidiEvent::Kind::kSongPosition, position, out);
    say(MidiEvent::Kind::kStart, position, out);
  } else {
    say(MidiEvent::Kind::kContinue, position, out);
  }
  from_the_start_ = false;
}

void MidiClockOut::chunk(uint64_t position, size_t frames, std::span<const HeardBar> bars,
                         std::vector<TimedMidi>& out) {
  if (frames == 0) return;
  run(position, out);
  const uint64_t end = position + frames;
  for (const HeardBar& bar : bars) {
    ticks_until(std::clamp(bar.start, position, end), out);
    begin_bar(bar, out);
  }
  ticks_until(end, out);
}

void MidiClockOut::begin_bar(const HeardBar& bar, std::vector<TimedMidi>& out) {
  if (bar.end <= bar.start) return;
  const int64_t ticks =
      int64_t{bar.bar.metre.bar_ticks()} * kMidiClocksPerQuarter / kTicksPerQuarter;
  const bool again = in_bar_ && next_tick_ > 0 && bar.start <= last_position_;
  if (again && bar.number == number_) {
    // The bar that plays has changed its length: what is left of it is spread anew, so that the
    // beat neither leaps nor repeats.
    anchor_ = last_position_;
    anchor_tick_ = next_tick_ - 1;
  } else {
    if (in_bar_ && (bar.number < number_ || (bar.number == number_ && next_tick_ > 0))) {
      say(MidiEvent::Kind::kStop, bar.start, out);
      say(MidiEvent::Kind::kSongPosition, bar.start, out);
      say(MidiEvent::Kind::kStart, bar.start, out);
    }
    anchor_ = bar.start;
    anchor_tick_ = 0;
    next_tick_ = 0;
  }
  in_bar_ = true;
  number_ = bar.number;
  end_ = bar.end;
  ticks_ = ticks;
}

// Of the next tick; only where one is left in the bar.
uint64_t MidiClockOut::next_position() const {
  const auto left = static_cast<uint64_t>(ticks_ - anchor_tick_);
  const auto steps = static_cast<uint64_t>(next_tick_ - anchor_tick_);
  const uint64_t length = end_ > anchor_ ? end_ - anchor_ : 0;
  return anchor_ + (length * steps + left / 2) / left;
}

void MidiClockOut::ticks_until(uint64_t position, std::vector<TimedMidi>& out) {
  while (in_bar_ && next_tick_ < ticks_ && next_position() < position) {
    last_position_ = next_position();
    ++next_tick_;
    say(MidiEvent::Kind::kClock, last_position_, out);
  }
}

void MidiClockOut::pause(uint64_t position, std::vector<TimedMidi>& out) {
  if (running_) say(MidiEvent::Kind::kStop, position, out);
  running_ = false;
}

void MidiClockOut::stop(uint64_t position, std::vector<TimedMidi>& out) {
  pause(position, out);
  from_the_start_ = true;
  in_bar_ = false;
}

}  // namespace continuo
