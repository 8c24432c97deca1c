#include <algorithm>
#include <array>
#include <cmath>

#include "base/error.h"
#include "base/files.h"
#include "score/fades.h"
#include "score/instrument.h"
#include "score/midi_file.h"
#include "score/midi_marks.h"

namespace continuo {

namespace {

constexpr int kDivision = 480;
constexpr int kFileTicksPerTick = kDivision / kTicksPerQuarter;
constexpr int kDrumChannel = 9;

// At one tick, what sounds ends before what changes, and that comes before what begins.
enum class Order { kMeta, kNoteOff, kProgram, kNoteOn };

struct Message {
  int tick;
  Order order;
  std::vector<uint8_t> bytes;
};

uint8_t byte_of(int value) { return static_cast<uint8_t>(value); }

void append_variable(std::vector<uint8_t>& out, uint32_t value) {
  for (int shift = 28; shift > 0; shift -= 7) {
    if (value >> shift != 0) out.push_back(byte_of(0x80 | (value >> shift & 0x7F)));
  }
  out.push_back(byte_of(value & 0x7F));
}

void append_big_endian(std::vector<uint8_t>& out, size_t value, int count) {
  for (int shift = 8 * (count - 1); shift >= 0; shift -= 8) {
    out.push_back(byte_of(static_cast<int>(value >> shift & 0xFF)));
  }
}

class Track {
 public:
  void meta(int tick, int type, std::span<const uint8_t> data) {
    std::vector<uint8_t> bytes = {0xFF, byte_of(type)};
    append_variable(bytes, static_cast<uint32_t>(data.size()));
    bytes.insert(bytes.end(), data.begin(), data.end());
    messages_.push_back({tick, Order::kMeta, std::move(bytes)});
  }

  void text(int tick, int type, std::string_view text) {
    meta(tick, type, {reinterpret_cast<const uint8_t*>(text.data()), text.size()});
  }

  void program(int tick, int channel, int program) {
    messages_.push_back({tick, Order::kProgram, {byte_of(0xC0 | channel), byte_of(program)}});
  }

  void expression(int tick, int channel, double share) {
    const uint8_t value = byte_of(static_cast<int>(std::lround(127 * share)));
    messages_.push_back({tick, Order::kProgram, {byte_of(0xB0 | channel), 11, value}});
  }

  void note(const Note& note, int channel) {
    const uint8_t pitch = byte_of(note.pitch);
    messages_.push_back(
        {note.start, Order::kNoteOn, {byte_of(0x90 | channel), pitch, byte_of(note.velocity)}});
    messages_.push_back(
        {note.start + note.duration, Order::kNoteOff, {byte_of(0x80 | channel), pitch, 64}});
  }

  // Appends the chunk; the track ends at `end` or with its last message.
  void append_to(std::vector<uint8_t>& file, int end) {
    std::stable_sort(messages_.begin(), messages_.end(), [](const Message& a, const Message& b) {
      return a.tick != b.tick ? a.tick < b.tick : a.order < b.order;
    });
    std::vector<uint8_t> body;
    int at = 0;
    const auto advance = [&](int tick) {
      append_variable(body, static_cast<uint32_t>(tick - at) * kFileTicksPerTick);
      at = tick;
    };
    for (const Message& message : messages_) {
      advance(message.tick);
      body.insert(body.end(), message.bytes.begin(), message.bytes.end());
    }
    advance(std::max(at, end));
    body.insert(body.end(), {0xFF, 0x2F, 0});
    file.insert(file.end(), {'M', 'T', 'r', 'k'});
    append_big_endian(file, body.size(), 4);
    file.insert(file.end(), body.begin(), body.end());
  }

 private:
  std::vector<Message> messages_;
};

void add_tempo(Track& track, const Bar& bar) {
  const int microseconds = (60'000'000 + bar.bpm / 2) / bar.bpm;
  const uint8_t data[] = {byte_of(microseconds >> 16), byte_of(microseconds >> 8 & 0xFF),
                          byte_of(microseconds & 0xFF)};
  track.meta(bar.start, 0x51, data);
}

void add_time_signature(Track& track, const Bar& bar) {
  int power = 0;
  while (power < 5 && 1 << power < bar.metre.unit) ++power;
  if (1 << power != bar.metre.unit || bar.metre.beats < 1 || bar.metre.beats > 64) {
    fail(ErrorKind::kInput, "midi", "metre {}: expected 1 to 64 beats of 1/1 to 1/32.",
         bar.metre.name());
  }
  const int clocks = std::min(255, bar.metre.pulses().front() * 24 / kTicksPerQuarter);
  const uint8_t data[] = {byte_of(bar.metre.beats), byte_of(power), byte_of(clocks), 8};
  track.meta(bar.start, 0x58, data);
}

void add_key(Track& track, const Bar& bar) {
  const uint8_t data[] = {byte_of(bar.key.signature()), byte_of(bar.key.is_minor() ? 1 : 0)};
  track.meta(bar.start, 0x59, data);
  if (bar.key.mode != Mode::kMajor && bar.key.mode != Mode::kMinor) {
    track.text(bar.start, 0x01, key_mark(bar.key));
  }
}

Track conductor(const Score& score) {
  Track track;
  track.text(0, 0x03, "continuo");
  track.text(0, 0x01, plan_mark(score.plan));
  SectionMark expected;
  for (size_t i = 0; i < score.bars.size(); ++i) {
    const Bar& bar = score.bars[i];
    const Bar* last = i > 0 ? &score.bars[i - 1] : nullptr;
    if (bar.bpm < 4 || bar.bpm > 1000) {
      fail(ErrorKind::kInput, "midi", "bar {}: bpm: expected 4 to 1000, found {}.", i, bar.bpm);
    }
    if (!last || bar.bpm != last->bpm) add_tempo(track, bar);
    if (!last || bar.metre != last->metre) add_time_signature(track, bar);
    if (!last || bar.key != last->key) add_key(track, bar);
    const SectionMark mark{bar.section, bar.bar_in_section, bar.intensity, bar.dynamics};
    if (!last || bar.bar_in_section == 0 || bar.section != last->section) {
      track.text(bar.start, 0x06, section_kind_name(bar.section));
    }
    if (!last || mark != expected) track.text(bar.start, 0x01, section_mark(mark));
    expected = mark.next();
  }
  for (const Chord& chord : score.chords) track.text(chord.start, 0x01, chord_mark(chord));
  return track;
}

// A channel for each part. Where there are more than fifteen pitched parts the busiest have one of
// their own, and each of the rest shares the channel that is silent in most of the bars in which it
// plays itself.
std::vector<int> channels_for(const Score& score) {
  const auto playing_bars = [&](const Part& part) {
    std::vector<bool> bars(score.bars.size());
    size_t bar = 0;
    for (const Note& note : part.notes) {
      while (bar + 1 < bars.size() && note.start >= score.bars[bar].end()) ++bar;
      for (size_t i = bar; i < bars.size() && score.bars[i].start < note.start + note.duration;
           ++i) {
        bars[i] = true;
      }
    }
    return bars;
  };
  std::vector<size_t> order(score.parts.size());
  for (size_t i = 0; i < order.size(); ++i) order[i] = i;
  std::stable_sort(order.begin(), order.end(), [&](size_t a, size_t b) {
    return score.parts[a].notes.size() > score.parts[b].notes.size();
  });
  std::vector<int> channels(score.parts.size(), kDrumChannel);
  std::array<std::vector<bool>, 16> taken;
  int next = 0;
  for (size_t index : order) {
    const Part& part = score.parts[index];
    if (part.program == kDrumKit) continue;
    const std::vector<bool> bars = playing_bars(part);
    int best = next;
    if (next < 16) {
      next += next + 1 == kDrumChannel ? 2 : 1;
      taken[best] = bars;
    } else {
      size_t fewest = SIZE_MAX;
      for (int channel = 0; channel < 16; ++channel) {
        if (channel == kDrumChannel) continue;
        size_t shared = 0;
        for (size_t i = 0; i < bars.size(); ++i) shared += bars[i] && taken[channel][i];
        if (shared < fewest) {
          fewest = shared;
          best = channel;
        }
      }
      for (size_t i = 0; i < bars.size(); ++i) taken[best][i] = taken[best][i] || bars[i];
    }
    channels[index] = best;
  }
  return channels;
}

// Fades as controller 11, eight times a quarter.
void add_fades(Track& track, const std::vector<Fade>& fades, int channel) {
  constexpr int kStep = kTicksPerQuarter / 8;
  for (size_t i = 0; i < fades.size(); ++i) {
    const Fade& fade = fades[i];
    for (int tick = fade.from; tick < fade.to; tick += kStep)
      track.expression(tick, channel, expression_at(fades, tick));
    const bool another = i + 1 < fades.size() && fades[i + 1].from == fade.to;
    if (!another) track.expression(fade.to, channel, expression_at(fades, fade.to));
  }
}

// A program change before every note whose channel another part has used since.
void add_programs(std::vector<Track>& tracks, const Score& score,
                  const std::vector<int>& channels) {
  std::array<int, 16> users{};
  for (int channel : channels) ++users[channel];
  struct Onset {
    int start;
    size_t part;
  };
  std::vector<Onset> onsets;
  for (size_t i = 0; i < score.parts.size(); ++i) {
    if (score.parts[i].program == kDrumKit) continue;
    if (users[channels[i]] == 1) {
      tracks[i].program(0, channels[i], score.parts[i].program);
      continue;
    }
    for (const Note& note : score.parts[i].notes) onsets.push_back({note.start, i});
  }
  std::stable_sort(onsets.begin(), onsets.end(),
                   [](const Onset& a, const Onset& b) { return a.start < b.start; });
  std::array<int, 16> current;
  current.fill(-1);
  for (const Onset& onset : onsets) {
    int& program = current[channels[onset.part]];
    if (program == score.parts[onset.part].program) continue;
    program = score.parts[onset.part].program;
    tracks[onset.part].program(onset.start, channels[onset.part], program);
  }
}

}  // namespace

std::vector<uint8_t> midi_bytes(const Score& score) {
  const std::vector<int> channels = channels_for(score);
  const std::vector<Fade> fades = fades_of(score);
  std::vector<Track> tracks(score.parts.size());
  for (size_t i = 0; i < score.parts.size(); ++i) {
    const Part& part = score.parts[i];
    tracks[i].text(0, 0x03, instrument(part.program).name);
    tracks[i].text(0, 0x01, part_mark(part.program, part.role));
    for (const Note& note : part.notes) tracks[i].note(note, channels[i]);
    add_fades(tracks[i], fades, channels[i]);
  }
  add_programs(tracks, score, channels);

  std::vector<uint8_t> file = {'M', 'T', 'h', 'd', 0, 0, 0, 6, 0, 1};
  append_big_endian(file, tracks.size() + 1, 2);
  append_big_endian(file, kDivision, 2);
  conductor(score).append_to(file, score.end());
  for (Track& track : tracks) track.append_to(file, 0);
  return file;
}

void write_midi(const Score& score, const std::filesystem::path& path) {
  write_bytes(path, midi_bytes(score));
}

}  // namespace continuo
