#include "score/midi_patch.h"

#include <algorithm>
#include <array>
#include <deque>
#include <map>
#include <set>
#include <tuple>

#include "base/error.h"
#include "score/instrument.h"
#include "score/midi_events.h"

namespace continuo {

namespace {

constexpr int kDrumChannel = 9;
constexpr int kChannels = 16;
constexpr int kFinest = 480;  // ticks a quarter note, where the file's are too few

// An event of the file as its bytes, with its status even where the file left it out.
struct Raw {
  int64_t tick = 0;
  std::vector<uint8_t> bytes;
  bool gone = false;

  int kind() const { return bytes[0] >> 4; }
  int channel() const { return bytes[0] & 0xF; }
  bool is_note_on() const { return kind() == 0x9 && bytes[2] > 0; }
  bool is_note_off() const { return kind() == 0x8 || (kind() == 0x9 && bytes[2] == 0); }
  bool is_channel_message() const { return bytes[0] < 0xF0; }
};
using RawTrack = std::vector<Raw>;

struct RawFile {
  int division = 480;
  std::vector<RawTrack> tracks;
};

// Only of files that parse_midi() has read to their end without complaint.
class RawReader {
 public:
  explicit RawReader(std::span<const uint8_t> bytes) : bytes_(bytes) {}

  RawFile read() {
    RawFile file;
    at_ = 4;
    const size_t header = number(4);
    at_ += 2;
    const size_t tracks = number(2);
    file.division = static_cast<int>(number(2));
    // A grid too coarse for what is new is divided: every old tick is one of the new ones.
    if (file.division < kFinest / 5) factor_ = (kFinest + file.division - 1) / file.division;
    file.division *= factor_;
    at_ = 8 + header;
    while (file.tracks.size() < tracks) {
      const bool is_track = bytes_[at_] == 'M' && bytes_[at_ + 1] == 'T' &&
                            bytes_[at_ + 2] == 'r' && bytes_[at_ + 3] == 'k';
      at_ += 4;
      const size_t length = number(4);
      const size_t end = at_ + length;
      if (is_track) file.tracks.push_back(track(end));
      at_ = end;
    }
    return file;
  }

 private:
  size_t number(int count) {
    size_t value = 0;
    for (int i = 0; i < count; ++i) value = value << 8 | bytes_[at_++];
    return value;
  }

  size_t variable() {
    size_t value = 0;
    while (true) {
      const uint8_t next = bytes_[at_++];
      value = value << 7 | (next & 0x7Fu);
      if (next < 0x80) return value;
    }
  }

  RawTrack track(size_t end) {
    RawTrack events;
    int64_t tick = 0;
    uint8_t status = 0;
    while (at_ < end) {
      tick += static_cast<int64_t>(variable()) * factor_;
      Raw event{tick, {}, false};
      const size_t start = at_;
      const uint8_t first = bytes_[at_++];
      if (first == 0xFF) {
        const uint8_t type = bytes_[at_++];
        const size_t length = variable();
        at_ += length;
        if (type == 0x2F) break;
      } else if (first == 0xF0 || first == 0xF7) {
        const size_t length = variable();
        at_ += length;
      } else {
        size_t data = start;
        if (first >= 0x80) {
          status = first;
          data = at_;
        }
        const int kind = status >> 4;
        const size_t count = kind == 0xC || kind == 0xD ? 1 : 2;
        at_ = data + count;
        event.bytes.push_back(status);
        event.bytes.insert(event.bytes.end(), bytes_.begin() + static_cast<std::ptrdiff_t>(data),
                           bytes_.begin() + static_cast<std::ptrdiff_t>(at_));
        events.push_back(std::move(event));
        continue;
      }
      event.bytes.assign(bytes_.begin() + static_cast<std::ptrdiff_t>(start),
                         bytes_.begin() + static_cast<std::ptrdiff_t>(at_));
      events.push_back(std::move(event));
    }
    return events;
  }

  std::span<const uint8_t> bytes_;
  size_t at_ = 0;
  int factor_ = 1;
};

struct RawNote {
  int program = 0;
  int start = 0;  // the score's ticks
  int pitch = 0;
  Raw* on = nullptr;
  Raw* off = nullptr;  // none where the file never says so
};

using NoteKey = std::tuple<int, int, int>;  // program, start, pitch

std::map<NoteKey, Note> notes_by_key(const Score& score) {
  std::map<NoteKey, Note> notes;
  for (const Part& part : score.parts) {
    for (const Note& note : part.notes)
      notes.emplace(NoteKey{part.program, note.start, note.pitch}, note);
  }
  return notes;
}

class Patch {
 public:
  Patch(RawFile file, std::span<const PatchedBars> put_in)
      : file_(std::move(file)), put_in_(put_in) {}

  std::vector<uint8_t> apply(const Score& before, const Score& after) {
    find_notes();
    keep_notes(before, after);
    move_events();
    add_bar_marks(after);
    add_notes(after);
    return bytes();
  }

 private:
  int score_tick(int64_t tick) const {
    return static_cast<int>((tick * kTicksPerQuarter * 2 + file_.division) / (2 * file_.division));
  }
  int64_t file_tick(int tick) const {
    return (int64_t{tick} * file_.division * 2 + kTicksPerQuarter) / (2 * kTicksPerQuarter);
  }
  // Where a tick of the file's own score comes to lie.
  int moved(int tick) const {
    for (const PatchedBars& bars : put_in_) {
      if (tick >= bars.tick) tick += bars.ticks;
    }
    return tick;
  }

  // In the order in which score_from_midi() meets them.
  void find_notes() {
    struct At {
      int64_t tick;
      size_t track;
      Raw* event;
    };
    std::vector<At> order;
    for (size_t t = 0; t < file_.tracks.size(); ++t) {
      for (Raw& event : file_.tracks[t]) order.push_back({event.tick, t, &event});
    }
    std::stable_sort(order.begin(), order.end(), [](const At& a, const At& b) {
      return a.tick != b.tick ? a.tick < b.tick : a.track < b.track;
    });
    std::array<int, kChannels> program{};
    std::map<std::tuple<size_t, int, int>, std::deque<size_t>> sounding;
    for (const At& at : order) {
      const Raw& event = *at.event;
      if (!event.is_channel_message()) continue;
      const int channel = event.channel();
      if (event.kind() == 0xC) program[static_cast<size_t>(channel)] = event.bytes[1];
      if (event.is_note_on()) {
        const int plays =
            channel == kDrumChannel ? kDrumKit : program[static_cast<size_t>(channel)];
        sounding[{at.track, channel, event.bytes[1]}].push_back(notes_.size());
        notes_.push_back({plays, score_tick(at.tick), event.bytes[1], at.event, nullptr});
        programs_[static_cast<size_t>(channel)].insert(plays);
      } else if (event.is_note_off()) {
        auto& waiting = sounding[{at.track, channel, event.bytes[1]}];
        if (waiting.empty()) continue;
        notes_[waiting.front()].off = at.event;
        waiting.pop_front();
      }
      if (event.is_note_on() || event.kind() == 0xC || event.kind() == 0xB)
        used_[static_cast<size_t>(channel)] = true;
    }
  }

  void keep_notes(const Score& before, const Score& after) {
    const std::map<NoteKey, Note> had = notes_by_key(before);
    fresh_ = notes_by_key(after);
    std::set<NoteKey> kept;
    for (RawNote& raw : notes_) {
      const auto old = had.find({raw.program, raw.start, raw.pitch});
      const NoteKey key{raw.program, moved(raw.start), raw.pitch};
      const auto now = fresh_.find(key);
      const int64_t shift = file_tick(moved(raw.start)) - file_tick(raw.start);
      if (now == fresh_.end() || old == had.end()) {
        raw.on->gone = true;
        if (raw.off != nullptr) raw.off->gone = true;
        continue;
      }
      kept.insert(key);
      const int louder = now->second.velocity - old->second.velocity;
      raw.on->bytes[2] = static_cast<uint8_t>(std::clamp(raw.on->bytes[2] + louder, 1, 127));
      raw.on->tick += shift;
      if (raw.off == nullptr) continue;
      raw.off->tick = now->second.duration == old->second.duration
                          ? raw.off->tick + shift
                          : raw.on->tick + std::max<int64_t>(1, file_tick(now->second.duration));
    }
    for (const NoteKey& key : kept) fresh_.erase(key);
  }

  void move_events() {
    std::set<const Raw*> placed;
    for (const RawNote& note : notes_) {
      placed.insert(note.on);
      if (note.off != nullptr) placed.insert(note.off);
    }
    for (RawTrack& track : file_.tracks) {
      for (Raw& event : track) {
        if (placed.contains(&event)) continue;
        // What is set before the first note holds for the bars before it too.
        const int tick = event.tick == 0 ? 0 : score_tick(event.tick);
        if (event.tick > 0) event.tick += file_tick(moved(tick)) - file_tick(tick);
      }
    }
  }

  // Tempo and metre of the bars that were put in, where they are not those in force.
  void add_bar_marks(const Score& after) {
    if (put_in_.empty() || file_.tracks.empty()) return;
    RawTrack marks;
    const auto mark = [&](const Bar& bar, const Bar* last) {
      const int64_t tick = file_tick(bar.start);
      if (last == nullptr || bar.bpm != last->bpm) {
        const int tempo = 60'000'000 / std::max(4, bar.bpm);
        marks.push_back(
            {tick,
             {0xFF, 0x51, 3, static_cast<uint8_t>(tempo >> 16),
              static_cast<uint8_t>(tempo >> 8 & 0xFF), static_cast<uint8_t>(tempo & 0xFF)},
             false});
      }
      if (last == nullptr || bar.metre != last->metre) {
        int power = 0;
        while (power < 5 && 1 << power < bar.metre.unit) ++power;
        marks.push_back({tick,
                         {0xFF, 0x58, 4, static_cast<uint8_t>(bar.metre.beats),
                          static_cast<uint8_t>(power), 24, 8},
                         false});
      }
    };
    for (const PatchedBars& bars : put_in_) {
      const auto first = static_cast<size_t>(bars.bar);
      const size_t end = std::min(after.bars.size(), first + static_cast<size_t>(bars.bars) + 1);
      for (size_t i = first; i < end; ++i)
        mark(after.bars[i], i > 0 ? &after.bars[i - 1] : nullptr);
    }
    // Before the file's own events of the tick where the old bars go on, behind those of tick 0.
    RawTrack& conductor = file_.tracks.front();
    for (const Raw& event : marks) {
      const auto place = std::find_if(conductor.begin(), conductor.end(), [&](const Raw& other) {
        return event.tick == 0 ? other.tick > 0 : other.tick >= event.tick;
      });
      conductor.insert(place, event);
    }
  }

  void add_notes(const Score& after) {
    for (const Part& part : after.parts) {
      std::vector<Note> notes;
      for (const Note& note : part.notes) {
        if (fresh_.contains({part.program, note.start, note.pitch})) notes.push_back(note);
      }
      if (notes.empty()) continue;
      bool shared = false;
      const int channel = channel_for(part.program, shared);
      RawTrack track;
      const std::string name = "continuo " + std::string(instrument(part.program).name);
      Raw title{0, {0xFF, 0x03, static_cast<uint8_t>(name.size())}, false};
      title.bytes.insert(title.bytes.end(), name.begin(), name.end());
      track.push_back(title);
      if (!shared && part.program != kDrumKit) {
        track.push_back(
            {0, {static_cast<uint8_t>(0xC0 | channel), static_cast<uint8_t>(part.program)}, false});
      }
      for (const Note& note : notes) {
        const auto pitch = static_cast<uint8_t>(note.pitch);
        track.push_back(
            {file_tick(note.start),
             {static_cast<uint8_t>(0x90 | channel), pitch, static_cast<uint8_t>(note.velocity)},
             false});
        track.push_back({std::max(file_tick(note.start) + 1, file_tick(note.start + note.duration)),
                         {static_cast<uint8_t>(0x80 | channel), pitch, 64},
                         false});
      }
      // What ends at a tick ends before what begins there.
      std::stable_sort(track.begin(), track.end(), [](const Raw& a, const Raw& b) {
        const auto rank = [](const Raw& event) {
          return !event.is_channel_message() || event.kind() == 0xC ? 0
                 : event.is_note_off()                              ? 1
                                                                    : 2;
        };
        return a.tick != b.tick ? a.tick < b.tick : rank(a) < rank(b);
      });
      file_.tracks.push_back(std::move(track));
    }
  }

  // A channel where nothing else plays but that instrument, else one that the file leaves free.
  int channel_for(int program, bool& shared) {
    if (program == kDrumKit) return kDrumChannel;
    for (int channel = 0; channel < kChannels; ++channel) {
      if (channel != kDrumChannel && programs_[static_cast<size_t>(channel)] == std::set{program}) {
        shared = true;
        return channel;
      }
    }
    for (int channel = 0; channel < kChannels; ++channel) {
      if (channel == kDrumChannel || used_[static_cast<size_t>(channel)]) continue;
      used_[static_cast<size_t>(channel)] = true;
      programs_[static_cast<size_t>(channel)] = {program};
      return channel;
    }
    fail(ErrorKind::kUsage, "midi",
         "{}: expected a free channel in the file, found that all sixteen are used.",
         instrument(program).name);
  }

  static void append_variable(std::vector<uint8_t>& out, uint64_t value) {
    for (int shift = 28; shift > 0; shift -= 7) {
      if (value >> shift != 0) out.push_back(static_cast<uint8_t>(0x80 | (value >> shift & 0x7F)));
    }
    out.push_back(static_cast<uint8_t>(value & 0x7F));
  }

  static void append_number(std::vector<uint8_t>& out, size_t value, int count) {
    for (int shift = 8 * (count - 1); shift >= 0; shift -= 8)
      out.push_back(static_cast<uint8_t>(value >> shift & 0xFF));
  }

  std::vector<uint8_t> bytes() {
    std::vector<uint8_t> out = {'M', 'T', 'h', 'd', 0, 0, 0, 6, 0, 1};
    append_number(out, file_.tracks.size(), 2);
    append_number(out, static_cast<size_t>(file_.division), 2);
    for (RawTrack& track : file_.tracks) {
      std::stable_sort(track.begin(), track.end(),
                       [](const Raw& a, const Raw& b) { return a.tick < b.tick; });
      std::vector<uint8_t> body;
      int64_t at = 0;
      for (const Raw& event : track) {
        if (event.gone) continue;
        append_variable(body, static_cast<uint64_t>(event.tick - at));
        at = event.tick;
        body.insert(body.end(), event.bytes.begin(), event.bytes.end());
      }
      body.insert(body.end(), {0, 0xFF, 0x2F, 0});
      out.insert(out.end(), {'M', 'T', 'r', 'k'});
      append_number(out, body.size(), 4);
      out.insert(out.end(), body.begin(), body.end());
    }
    return out;
  }

  RawFile file_;
  std::span<const PatchedBars> put_in_;
  std::vector<RawNote> notes_;
  std::map<NoteKey, Note> fresh_;  // of the new score, not in the file
  std::array<std::set<int>, kChannels> programs_;
  std::array<bool, kChannels> used_{};
};

}  // namespace

std::vector<uint8_t> patched_midi(std::span<const uint8_t> file, const Score& before,
                                  const Score& after, std::span<const PatchedBars> put_in) {
  (void)parse_midi(file);
  return Patch(RawReader(file).read(), put_in).apply(before, after);
}

}  // namespace continuo
