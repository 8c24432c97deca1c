#include "score/midi_events.h"

#include <algorithm>
#include <string_view>

#include "base/error.h"

namespace continuo {

namespace {

using Kind = MidiFileEvent::Kind;

constexpr int kSustainController = 64;

class Reader {
 public:
  Reader(std::span<const uint8_t> bytes, size_t begin, size_t end)
      : bytes_(bytes), at_(begin), end_(end) {}

  size_t at() const { return at_; }
  size_t left() const { return end_ - at_; }
  bool done() const { return at_ == end_; }

  [[noreturn]] void refuse(size_t offset, const std::string& message) const {
    fail(ErrorKind::kInput, "midi", "byte {}: {}", offset, message);
  }

  void need(size_t count, std::string_view what) const {
    if (left() < count) {
      refuse(at_, fmt::format("{}: expected {} more bytes, found {}.", what, count, left()));
    }
  }

  uint8_t byte(std::string_view what) {
    need(1, what);
    return bytes_[at_++];
  }

  uint32_t big_endian(int count, std::string_view what) {
    need(static_cast<size_t>(count), what);
    uint32_t value = 0;
    for (int i = 0; i < count; ++i) value = value << 8 | bytes_[at_++];
    return value;
  }

  // At most four bytes of seven bits.
  uint32_t variable(std::string_view what) {
    const size_t start = at_;
    uint32_t value = 0;
    for (int i = 0; i < 4; ++i) {
      const uint8_t next = byte(what);
      value = value << 7 | (next & 0x7Fu);
      if (next < 0x80) return value;
    }
    refuse(start, fmt::format("{}: expected a number of at most four bytes.", what));
  }

  int data(std::string_view what) {
    const uint8_t value = byte(what);
    if (value >= 0x80) {
      refuse(at_ - 1,
             fmt::format("{}: expected a data byte below 0x80, found 0x{:02x}.", what, value));
    }
    return value;
  }

  std::span<const uint8_t> block(size_t count, std::string_view what) {
    need(count, what);
    const auto view = bytes_.subspan(at_, count);
    at_ += count;
    return view;
  }

 private:
  std::span<const uint8_t> bytes_;
  size_t at_;
  size_t end_;
};

class TrackParser {
 public:
  TrackParser(Reader reader, int track, MidiEvents& out, size_t& notes)
      : reader_(reader), track_(track), out_(out), notes_(notes) {}

  void parse() {
    while (!reader_.done() && !ended_) {
      tick_ += reader_.variable("delta time");
      const size_t start = reader_.at();
      const uint8_t first = reader_.byte("event");
      if (first == 0xFF) {
        meta(start);
      } else if (first == 0xF0 || first == 0xF7) {
        const uint32_t length = reader_.variable("system exclusive length");
        reader_.block(length, "system exclusive");
      } else if (first >= 0xF0) {
        reader_.refuse(start, fmt::format("status 0x{:02x}: not one of a MIDI file.", first));
      } else {
        channel_message(first, start);
      }
    }
    add(Kind::kTrackEnd);
  }

 private:
  MidiFileEvent& add(Kind kind, int value = 0, int second = 0) {
    if (out_.events.size() == kMaxMidiEvents)
      reader_.refuse(reader_.at(), fmt::format("expected at most {} events.", kMaxMidiEvents));
    out_.events.push_back({tick_, track_, kind, 0, value, second, {}});
    return out_.events.back();
  }

  void channel_message(uint8_t first, size_t start) {
    int value = 0;
    if (first >= 0x80) {
      status_ = first;
      value = reader_.data("channel message");
    } else if (status_ != 0) {
      value = first;  // running status, which many files keep even across meta events
    } else {
      reader_.refuse(start, fmt::format("expected a status byte, found 0x{:02x}.", first));
    }
    const int kind = status_ >> 4;
    const int second = kind == 0xC || kind == 0xD ? 0 : reader_.data("channel message");
    const int channel = status_ & 0xF;
    if (kind == 0x9 && second > 0) {
      if (++notes_ > kMaxMidiNotes) {
        reader_.refuse(start, fmt::format("expected at most {} notes.", kMaxMidiNotes));
      }
      add(Kind::kNoteOn, value, second).channel = channel;
    } else if (kind == 0x8 || kind == 0x9) {
      add(Kind::kNoteOff, value, second).channel = channel;
    } else if (kind == 0xC) {
      add(Kind::kProgram, value).channel = channel;
    } else if (kind == 0xB && value == kSustainController) {
      add(Kind::kPedal, second).channel = channel;
    }
  }

  void meta(size_t start) {
    const int type = reader_.data("meta type");
    const uint32_t length = reader_.variable("meta length");
    const auto data = reader_.block(length, "meta event");
    const auto expect = [&](size_t least, std::string_view what) {
      if (data.size() < least) {
        reader_.refuse(start,
                       fmt::format("{}: expected {} bytes, found {}.", what, least, data.size()));
      }
    };
    switch (type) {
      case 0x01:
      case 0x06:
        add(type == 0x01 ? Kind::kText : Kind::kMarker)
            .text.assign(reinterpret_cast<const char*>(data.data()), data.size());
        break;
      case 0x2F:
        ended_ = true;
        break;
      case 0x51: {
        expect(3, "tempo");
        const int tempo = data[0] << 16 | data[1] << 8 | data[2];
        if (tempo == 0) reader_.refuse(start, "tempo: expected more than 0 microseconds a beat.");
        add(Kind::kTempo, tempo);
        break;
      }
      case 0x58:
        expect(2, "time signature");
        if (data[0] == 0 || data[0] > 64 || data[1] > 5) {
          reader_.refuse(start, fmt::format("time signature: expected 1 to 64 beats of 1/1 to "
                                            "1/32, found {} of 1/2^{}.",
                                            data[0], data[1]));
        }
        add(Kind::kTimeSignature, data[0], 1 << data[1]);
        break;
      case 0x59: {
        expect(2, "key signature");
        const int sharps = static_cast<int8_t>(data[0]);
        // A signature that cannot be says nothing about the notes.
        if (sharps >= -7 && sharps <= 7 && data[1] <= 1) {
          add(Kind::kKeySignature, sharps, data[1]);
        }
        break;
      }
      default:
        break;
    }
  }

  Reader reader_;
  int track_;
  MidiEvents& out_;
  size_t& notes_;
  int64_t tick_ = 0;
  int status_ = 0;
  bool ended_ = false;
};

bool is_chunk(std::span<const uint8_t> name, std::string_view wanted) {
  return std::equal(name.begin(), name.end(), wanted.begin(), wanted.end());
}

}  // namespace

MidiEvents parse_midi(std::span<const uint8_t> bytes) {
  Reader file(bytes, 0, bytes.size());
  if (!is_chunk(file.block(4, "file header"), "MThd")) {
    file.refuse(0, "expected \"MThd\": this is no standard MIDI file.");
  }
  const uint32_t header_length = file.big_endian(4, "header length");
  if (header_length < 6) {
    file.refuse(4, fmt::format("header length: expected at least 6, found {}.", header_length));
  }
  file.need(header_length, "header");
  const uint32_t format = file.big_endian(2, "format");
  const uint32_t tracks = file.big_endian(2, "tracks");
  const uint32_t division = file.big_endian(2, "division");
  if (format > 1) {
    file.refuse(8, fmt::format("format: expected 0 or 1, found {}.", format));
  }
  if (division >= 0x8000) {
    file.refuse(12,
                "division: expected ticks a quarter note, found SMPTE time. Export the file "
                "with musical time.");
  }
  if (division == 0) file.refuse(12, "division: expected at least 1 tick a quarter note, found 0.");
  file.block(header_length - 6, "header");

  MidiEvents result;
  result.division = static_cast<int>(division);
  size_t notes = 0;
  for (uint32_t track = 0; track < tracks;) {
    if (file.done()) {
      file.refuse(file.at(), fmt::format("expected {} tracks, found {}.", tracks, track));
    }
    const auto name = file.block(4, "chunk name");
    const uint32_t length = file.big_endian(4, "chunk length");
    file.need(length, "chunk");
    const size_t begin = file.at();
    file.block(length, "chunk");
    if (!is_chunk(name, "MTrk")) continue;
    TrackParser(Reader(bytes, begin, begin + length), static_cast<int>(track), result, notes)
        .parse();
    ++track;
  }
  std::stable_sort(result.events.begin(), result.events.end(),
                   [](const MidiFileEvent& a, const MidiFileEvent& b) {
                     return a.tick != b.tick ? a.tick < b.tick : a.track < b.track;
                   });
  return result;
}

}  // namespace continuo
