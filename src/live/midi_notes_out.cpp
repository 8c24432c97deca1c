#include "live/midi_notes_out.h"

#include <algorithm>

#include "score/instrument.h"

namespace continuo {

namespace {

constexpr int kChannels = 16;

MidiMessage note_off(int channel, int pitch) {
  return midi_message({MidiEvent::Kind::kNoteOff, channel, pitch, 0});
}

}  // namespace

void MidiNotesOut::chunk(uint64_t position, size_t frames, std::span<const HeardNote> notes,
                         std::vector<TimedMidi>& out) {
  std::vector<HeardNote> sorted;
  for (const HeardNote& note : notes) {
    if (note.pitch >= 0 && note.pitch <= 127 && note.program >= 0 && note.program <= kDrumKit)
      sorted.push_back(note);
  }
  std::stable_sort(sorted.begin(), sorted.end(),
                   [](const HeardNote& a, const HeardNote& b) { return a.start < b.start; });
  const uint64_t end = position + frames;
  for (const HeardNote& note : sorted) {
    const uint64_t start = std::clamp(note.start, position, std::max(position, end - 1));
    end_notes_until(start + 1, out);
    begin(note, start, out);
  }
  end_notes_until(end, out);
}

void MidiNotesOut::begin(const HeardNote& note, uint64_t position, std::vector<TimedMidi>& out) {
  const int channel = channel_of(note.program, position, out);
  const Key key{channel, note.pitch};
  // A key that is struck again is let go first.
  if (ends_.erase(key) > 0) out.push_back({position, note_off(channel, note.pitch)});
  out.push_back({position, midi_message({MidiEvent::Kind::kNoteOn, channel, note.pitch,
                                         std::clamp(note.velocity, 1, 127)})});
  ends_[key] = std::max(note.end, position + 1);
  used_last_[static_cast<size_t>(channel)] = std::max(note.end, position);
}

int MidiNotesOut::channel_of(int program, uint64_t position, std::vector<TimedMidi>& out) {
  if (const auto known = channels_.find(program); known != channels_.end()) return known->second;
  if (program == kDrumKit) return channels_[program] = kMidiDrumChannel;
  std::bitset<kChannels> taken;
  taken.set(kMidiDrumChannel);
  for (const auto& [other, channel] : channels_) taken.set(static_cast<size_t>(channel));
  int channel = 0;
  while (channel < kChannels && taken[static_cast<size_t>(channel)]) ++channel;
  if (channel == kChannels) {
    const auto silent_longest =
        std::min_element(channels_.begin(), channels_.end(), [this](const auto& a, const auto& b) {
          // Drums keep their channel.
          if ((a.first == kDrumKit) != (b.first == kDrumKit)) return b.first == kDrumKit;
          return used_last_[static_cast<size_t>(a.second)] <
                 used_last_[static_cast<size_t>(b.second)];
        });
    channel = silent_longest->second;
    channels_.erase(silent_longest);
    end_channel(channel, position, out);
  }
  out.push_back({position, midi_program_change(channel, program)});
  return channels_[program] = channel;
}

void MidiNotesOut::end_notes_until(uint64_t position, std::vector<TimedMidi>& out) {
  std::vector<std::pair<uint64_t, Key>> ended;
  for (const auto& [key, end] : ends_) {
    if (end < position) ended.push_back({end, key});
  }
  std::sort(ended.begin(), ended.end());
  for (const auto& [end, key] : ended) {
    out.push_back({end, note_off(key.channel, key.pitch)});
    ends_.erase(key);
  }
}

void MidiNotesOut::end_channel(int channel, uint64_t position, std::vector<TimedMidi>& out) {
  for (auto note = ends_.begin(); note != ends_.end();) {
    if (note->first.channel == channel) {
      out.push_back({position, note_off(channel, note->first.pitch)});
      note = ends_.erase(note);
    } else {
      ++note;
    }
  }
}

void MidiNotesOut::silence(uint64_t position, std::vector<TimedMidi>& out) {
  for (const auto& [key, end] : ends_) out.push_back({position, note_off(key.channel, key.pitch)});
  ends_.clear();
  for (const auto& [program, channel] : channels_) {
    out.push_back({position, midi_message({MidiEvent::Kind::kControl, channel, kMidiAllNotesOff})});
  }
}

}  // namespace continuo
