#include <algorithm>
#include <array>
#include <deque>
#include <map>
#include <optional>

#include "base/error.h"
#include "base/files.h"
#include "score/instrument.h"
#include "score/midi_events.h"
#include "score/midi_file.h"
#include "score/midi_marks.h"
#include "score/roles.h"

namespace continuo {

namespace {

using Kind = MidiFileEvent::Kind;

constexpr int kDrumChannel = 9;
constexpr int kUsualTempo = 500'000;  // microseconds a quarter note where a file names none
constexpr double kMaxSeconds = 24 * 60 * 60;
constexpr int kMaxTicks = 100'000'000;
constexpr size_t kMaxBars = 100'000;
constexpr size_t kMaxFileBytes = size_t{64} << 20;

// A value that holds from a tick on.
template <typename T>
struct Change {
  int tick;
  T value;
};

template <typename T>
void set_at(std::vector<Change<T>>& changes, int tick, T value) {
  if (!changes.empty() && changes.back().tick == tick) {
    changes.back().value = value;
  } else {
    changes.push_back({tick, value});
  }
}

class Builder {
 public:
  Builder(const MidiEvents& midi, bool pedals) : midi_(midi), pedals_(pedals) {}

  Score build() {
    for (const MidiFileEvent& event : midi_.events) take(event);
    for (auto& [key, sounding] : sounding_) {
      for (const Sounding& note : sounding) finish_note(note, track_end_[key >> 11]);
    }
    for (auto& [key, held] : held_) {
      for (const Sounding& note : held) finish_note(note, std::max(note.released, last_release_));
    }
    if (plan_) last_tick_ = std::max(conductor_end_, last_start_ + 1);
    if (last_start_ < 0 && !plan_) return {};
    check_length();
    make_bars();
    set_sections();
    make_plan();
    tidy(score_);
    if (!plan_) {
      score_.plan.density = density_level(score_);
      score_.plan.brightness = brightness_level(score_);
    }
    return std::move(score_);
  }

 private:
  struct Sounding {
    int program;
    int pitch;
    int velocity;
    int start;
    int released = 0;
  };

  int scaled(int64_t tick) const {
    const int64_t ticks = (tick * kTicksPerQuarter * 2 + midi_.division) / (2 * midi_.division);
    if (ticks > kMaxTicks) {
      fail(ErrorKind::kInput, "midi", "expected at most 24 hours of music, found an event at {}.",
           ticks);
    }
    return static_cast<int>(ticks);
  }

  void take(const MidiFileEvent& event) {
    if (event.kind == Kind::kTrackEnd) {
      // The silence after the last note of someone else's file may be any length and means nothing.
      const int64_t most = int64_t{kMaxTicks} * midi_.division / kTicksPerQuarter;
      const int tick = scaled(std::min(event.tick, most));
      track_end_[event.track] = tick;
      if (event.track == 0) conductor_end_ = tick;
      return;
    }
    const int tick = scaled(event.tick);
    switch (event.kind) {
      case Kind::kNoteOn: {
        const int program = event.channel == kDrumChannel ? kDrumKit : program_[event.channel];
        if (pedals_) let_go(held_[event.channel], tick, event.value);
        sounding_[key_of(event)].push_back({program, event.value, event.second, tick});
        last_start_ = std::max(last_start_, tick);
        break;
      }
      case Kind::kNoteOff: {
        // Of overlapping notes on one key, the first struck is the first released.
        const auto sounding = sounding_.find(key_of(event));
        if (sounding == sounding_.end() || sounding->second.empty()) break;
        last_release_ = std::max(last_release_, tick);
        if (pedals_ && down_[event.channel]) {
          held_[event.channel].push_back(sounding->second.front());
          held_[event.channel].back().released = tick;
        } else {
          finish_note(sounding->second.front(), tick);
        }
        sounding->second.pop_front();
        break;
      }
      case Kind::kPedal:
        down_[event.channel] = event.value >= 64;
        if (pedals_ && !down_[event.channel]) let_go(held_[event.channel], tick);
        break;
      case Kind::kProgram:
        program_[event.channel] = event.value;
        break;
      case Kind::kTempo:
        set_at(tempos_, tick, event.value);
        break;
      case Kind::kTimeSignature:
        set_at(metres_, tick, Metre{event.value, event.second});
        break;
      case Kind::kKeySignature: {
        const int tonic = ((event.value * 7 + (event.second ? 9 : 0)) % 12 + 12) % 12;
        set_at(keys_, tick, Key{tonic, event.second ? Mode::kMinor : Mode::kMajor});
        break;
      }
      case Kind::kMarker:
        if (const auto kind = section_kind_in(event.text)) set_at(markers_, tick, *kind);
        break;
      case Kind::kText:
        take_text(event.text, tick);
        break;
      case Kind::kTrackEnd:
        break;
    }
  }

  void take_text(std::string_view text, int tick) {
    if (!text.starts_with("continuo ")) return;
    if (const auto plan = parse_plan_mark(text)) plan_ = plan;
    if (const auto mark = parse_section_mark(text)) set_at(section_marks_, tick, *mark);
    if (const auto key = parse_key_mark(text)) set_at(keys_, tick, *key);
    if (auto chord = parse_chord_mark(text)) {
      chord->start = tick;
      score_.chords.push_back(*chord);
    }
    if (const auto part = parse_part_mark(text)) {
      roles_[part->program] = part->role;
      score_.part(part->program, part->role);
    }
  }

  // Ends what the pedal holds: all of it, or one key.
  void let_go(std::vector<Sounding>& held, int tick, std::optional<int> pitch = std::nullopt) {
    std::erase_if(held, [&](const Sounding& note) {
      if (pitch && note.pitch != *pitch) return false;
      finish_note(note, tick);
      return true;
    });
  }

  static int key_of(const MidiFileEvent& event) {
    return event.track << 11 | event.channel << 7 | event.value;
  }

  void finish_note(const Sounding& note, int end) {
    const int duration = std::max(1, end - note.start);
    last_tick_ = std::max(last_tick_, note.start + duration);
    score_.part(note.program, Role::kChords)
        .notes.push_back({note.start, duration, note.pitch, note.velocity});
  }

  void check_length() const {
    double microseconds_by_48 = 0;
    int at = 0;
    int tempo = kUsualTempo;
    for (const auto& change : tempos_) {
      if (change.tick >= last_tick_) break;
      microseconds_by_48 += static_cast<double>(change.tick - at) * tempo;
      at = change.tick;
      tempo = change.value;
    }
    microseconds_by_48 += static_cast<double>(last_tick_ - at) * tempo;
    const double seconds = microseconds_by_48 / (kTicksPerQuarter * 1e6);
    if (seconds > kMaxSeconds) {
      fail(ErrorKind::kInput, "midi", "expected at most 24 hours of music, found {:.1f}.",
           seconds / 3600);
    }
  }

  void make_bars() {
    auto metre_change = metres_.begin();
    auto key_change = keys_.begin();
    Bar bar;
    Metre metre;
    while (bar.start < last_tick_) {
      for (; metre_change != metres_.end() && metre_change->tick <= bar.start; ++metre_change) {
        metre = metre_change->value;
      }
      for (; key_change != keys_.end() && key_change->tick <= bar.start; ++key_change) {
        bar.key = key_change->value;
      }
      bar.metre = metre;
      if (metre_change != metres_.end() && metre_change->tick < bar.end() &&
          metre_change->value != metre) {
        // A bar cut short by a new time signature takes the metre that is left of it.
        bar.metre = metre_lasting(metre_change->tick - bar.start).value_or(metre);
      }
      if (score_.bars.size() == kMaxBars) {
        fail(ErrorKind::kInput, "midi", "expected at most {} bars.", kMaxBars);
      }
      score_.bars.push_back(bar);
      bar.start = bar.end();
    }
    set_tempos();
  }

  // Each bar takes its mean tempo, so that the piece lasts as long as the file whatever happens
  // within a bar.
  void set_tempos() {
    auto change = tempos_.begin();
    int tempo = kUsualTempo;
    for (Bar& bar : score_.bars) {
      double microseconds = 0;
      int at = bar.start;
      for (; change != tempos_.end() && change->tick < bar.end(); ++change) {
        if (change->tick > at) {
          microseconds += static_cast<double>(change->tick - at) * tempo;
          at = change->tick;
        }
        tempo = change->value;
      }
      microseconds += static_cast<double>(bar.end() - at) * tempo;
      const double bpm = 60e6 * bar.metre.bar_ticks() / microseconds;
      bar.bpm = static_cast<int>(std::clamp(bpm + 0.5, 4.0, 1000.0));
    }
  }

  void set_sections() {
    auto mark = section_marks_.begin();
    auto marker = markers_.begin();
    SectionMark section;
    for (Bar& bar : score_.bars) {
      if (bar.start > 0) section = section.next();
      if (plan_) {
        for (; mark != section_marks_.end() && mark->tick <= bar.start; ++mark) {
          section = mark->value;
        }
      } else {
        for (; marker != markers_.end() && marker->tick < bar.end(); ++marker) {
          section.kind = marker->value;
          section.bar_in_section = 0;
        }
      }
      bar.section = section.kind;
      bar.bar_in_section = section.bar_in_section;
      bar.intensity = section.intensity;
      bar.dynamics = section.dynamics;
    }
  }

  // The value that holds for the longest time, the earliest among equals.
  template <typename T, typename ValueOf>
  T commonest(ValueOf value_of) const {
    std::vector<std::pair<T, int>> ticks;
    for (const Bar& bar : score_.bars) {
      const T value = value_of(bar);
      auto at = std::find_if(ticks.begin(), ticks.end(),
                             [&](const auto& entry) { return entry.first == value; });
      if (at == ticks.end()) at = ticks.insert(ticks.end(), {value, 0});
      at->second += bar.metre.bar_ticks();
    }
    const auto longest =
        std::max_element(ticks.begin(), ticks.end(),
                         [](const auto& a, const auto& b) { return a.second < b.second; });
    return longest == ticks.end() ? T{} : longest->first;
  }

  void make_plan() {
    guess_roles(score_, roles_);
    Plan& plan = score_.plan;
    if (plan_) {
      plan = plan_->over({});
      return;
    }
    plan.bpm = commonest<int>([](const Bar& bar) { return bar.bpm; });
    plan.metre = commonest<Metre>([](const Bar& bar) { return bar.metre; });
    plan.key = commonest<Key>([](const Bar& bar) { return bar.key; });
    for (const Part& part : score_.parts) plan.parts.push_back({part.program, part.role});
    int total = 0;
    for (const Bar& bar : score_.bars) {
      if (total++ == kMaxPlanBars) break;
      const bool starts = plan.sections.empty() || bar.bar_in_section == 0;
      if (starts || plan.sections.back().bars == kMaxSectionBars) {
        if (plan.sections.size() == kMaxSections) break;
        plan.sections.push_back({bar.section, 0, bar.intensity, bar.dynamics});
      }
      ++plan.sections.back().bars;
    }
  }

  const MidiEvents& midi_;
  bool pedals_;
  std::array<bool, 16> down_{};
  std::map<int, std::vector<Sounding>> held_;  // by channel: released, but for the pedal
  int last_release_ = 0;
  Score score_;
  std::optional<PartialPlan> plan_;
  std::array<int, 16> program_{};
  std::map<int, std::deque<Sounding>> sounding_;  // by key_of
  std::map<int, int> track_end_;
  std::map<int, Role> roles_;
  std::vector<Change<int>> tempos_;
  std::vector<Change<Metre>> metres_;
  std::vector<Change<Key>> keys_;
  std::vector<Change<SectionKind>> markers_;
  std::vector<Change<SectionMark>> section_marks_;
  int last_start_ = -1;
  int last_tick_ = 0;
  int conductor_end_ = 0;
};

}  // namespace

Score score_from_midi(std::span<const uint8_t> bytes) {
  const MidiEvents midi = parse_midi(bytes);
  return Builder(midi, false).build();
}

Score score_from_midi_with_pedals(std::span<const uint8_t> bytes) {
  const MidiEvents midi = parse_midi(bytes);
  return Builder(midi, true).build();
}

Score read_midi(const std::filesystem::path& path) {
  return score_from_midi(read_bytes(path, kMaxFileBytes));
}

}  // namespace continuo
