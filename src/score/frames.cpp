#include "score/frames.h"

#include <algorithm>
#include <optional>
#include <set>
#include <tuple>

#include "base/error.h"
#include "score/instrument.h"
#include "score/quantise.h"

namespace continuo {

namespace {

constexpr int kMaxBarsLeft = 383;
constexpr int kMaxBarInSection = 31;
constexpr int kSectionKindCodes = 16;
constexpr int kBarInSectionCodes = kMaxBarInSection + 1;
static_assert(kSectionKindCount <= kSectionKindCodes);
constexpr size_t kMaxBars = 1'000'000;

Frame frame(int part, int position, int pitch = 0, int duration = 0, int velocity = 0) {
  return {static_cast<uint16_t>(part), static_cast<uint16_t>(position),
          static_cast<uint16_t>(pitch), static_cast<uint16_t>(duration),
          static_cast<uint16_t>(velocity)};
}

Frame tempo_frame(int bpm) { return frame(kTempo, bpm); }
Frame metre_frame(Metre metre) { return frame(kMetre, bar_metre_code(metre)); }
Frame key_frame(Key key) { return frame(kKey, static_cast<int>(key.mode), key.tonic); }

// What a bar line says of its metre: the metre's code, where 4/4 and the table's first have changed
// places, so that common time counts as nothing.
int metre_slot(Metre metre) {
  constexpr int kCutShort = 23;
  static const int common_time = metre_code(Metre{});
  const int code = metre_code(metre);
  if (code < 0) return kCutShort;
  return code == common_time ? 0 : code == 0 ? common_time : code;
}

// A field's code, once it is known to lie within [low, high].
int code_within(const Frame& given, size_t index, Field field, int low, int high) {
  constexpr std::array<std::string_view, kFrameFields> kNames = {"part", "position", "pitch",
                                                                 "duration", "velocity"};
  const int code = given[field];
  if (code < low || code > high) {
    fail(ErrorKind::kInput, "frames", "frame {}: {}: expected {} to {}, found {}.", index,
         kNames[field], low, high, code);
  }
  return code;
}

// The lower part, below `count`, of a bar line's code whose upper part repeats what holds there.
int part_of_code(const Frame& given, size_t index, Field field, int count, int codes, int upper,
                 std::string_view what) {
  const int code = given[field];
  if (code / codes != upper || code % codes >= count) {
    fail(ErrorKind::kInput, "frames",
         "frame {}: expected a bar line's code from {} to {} under this {}, found {}.", index,
         upper * codes, upper * codes + count - 1, what, code);
  }
  return code % codes;
}

int bpm_of(const Frame& given, size_t index) {
  return code_within(given, index, kFieldPosition, kMinBpm, kMaxBpm);
}

Metre metre_of(const Frame& given, size_t index, bool in_plan) {
  const int last = static_cast<int>(metres().size()) - 1;
  if (in_plan) code_within(given, index, kFieldPosition, 0, last);
  const std::optional<Metre> metre = metre_of_code(given[kFieldPosition]);
  if (!metre) {
    fail(ErrorKind::kInput, "frames", "frame {}: position: {} is no metre's code.", index,
         given[kFieldPosition]);
  }
  return *metre;
}

Key key_of(const Frame& given, size_t index) {
  return {code_within(given, index, kFieldPitch, 0, 11),
          static_cast<Mode>(code_within(given, index, kFieldPosition, 0, kModeCount - 1))};
}

int level_of(const Frame& given, size_t index, Field field) {
  return code_within(given, index, field, 0, kLevelCount - 1);
}

int note_of(const Frame& given, size_t index, int tonic) {
  const int code = code_within(given, index, kFieldPitch, 0, kPitchCodes - 1);
  const int pitch = pitch_of(code, tonic);
  if (pitch > 127) {
    fail(ErrorKind::kInput, "frames",
         "frame {}: pitch: code {} under tonic {} is note {}; expected 0 to 127.", index, code,
         tonic, pitch);
  }
  return pitch;
}

// What changes before a bar line; absent fields stay as they are.
struct Changes {
  std::optional<int> bpm;
  std::optional<Metre> metre;
  std::optional<Key> key;

  // False where the frame is of another kind.
  bool take(const Frame& given, size_t index, bool in_plan = false) {
    switch (given[kFieldPart]) {
      case kTempo:
        bpm = bpm_of(given, index);
        return true;
      case kMetre:
        metre = metre_of(given, index, in_plan);
        return true;
      case kKey:
        key = key_of(given, index);
        return true;
      default:
        return false;
    }
  }
  bool any() const { return bpm || metre || key; }
};

struct Head {
  Plan plan;
  Changes first_bar;  // a tempo, metre or key given twice: the second is the first bar's own
  size_t frames = 0;  // that belong to the head
};

void take_detail(const Frame& given, size_t index, Section& section) {
  switch (static_cast<Detail>(code_within(given, index, kFieldPitch, 0, kDetailCount - 1))) {
    case Detail::kTacet:
      section.tacet.push_back(code_within(given, index, kFieldPosition, 0, kDrumKit));
      break;
    case Detail::kBpm:
      section.bpm = bpm_of(given, index);
      break;
    case Detail::kGlide:
      section.glide = true;
      break;
    case Detail::kGesture:
      section.gestures.push_back(
          static_cast<Gesture>(code_within(given, index, kFieldPosition, 0, kGestureCount - 1)));
      break;
  }
}

Head read_head(std::span<const Frame> frames) {
  Head head;
  Plan& plan = head.plan;
  Changes given_fields;
  std::set<int> seen;
  for (; head.frames < frames.size(); ++head.frames) {
    const size_t i = head.frames;
    const Frame& given = frames[i];
    const int kind = given[kFieldPart];
    const auto first = [&] { return seen.insert(kind).second; };
    switch (kind) {
      case kGenre: {
        const int last = static_cast<int>(genre_names().size()) - 1;
        const int genre = code_within(given, i, kFieldPosition, 0, last);
        if (first()) plan.genre = genre;
        continue;
      }
      case kTempo:
      case kMetre:
      case kKey: {
        const bool in_plan = first();
        (in_plan ? given_fields : head.first_bar).take(given, i, in_plan);
        continue;
      }
      case kPart: {
        const int program = code_within(given, i, kFieldPosition, 0, kDrumKit);
        const int role = code_within(given, i, kFieldPitch, 0, kRoleCount - 1);
        if (!plan.has_part(program)) plan.parts.push_back({program, static_cast<Role>(role)});
        continue;
      }
      case kDensity:
      case kBrightness: {
        const int level = level_of(given, i, kFieldPosition);
        if (first()) (kind == kDensity ? plan.density : plan.brightness) = level;
        continue;
      }
      case kSection: {
        const int section = code_within(given, i, kFieldPitch, 0, kSectionKindCount - 1);
        plan.sections.push_back({static_cast<SectionKind>(section),
                                 code_within(given, i, kFieldPosition, 1, kMaxSectionBars),
                                 level_of(given, i, kFieldDuration),
                                 level_of(given, i, kFieldVelocity)});
        continue;
      }
      case kDetail: {
        if (plan.sections.empty())
          fail(ErrorKind::kInput, "frames", "frame {}: expected a section before its detail.", i);
        take_detail(given, i, plan.sections.back());
        continue;
      }
      default:
        break;
    }
    break;
  }
  plan.bpm = given_fields.bpm.value_or(plan.bpm);
  plan.metre = given_fields.metre.value_or(plan.metre);
  plan.key = given_fields.key.value_or(plan.key);
  plan = clamped(plan);
  return head;
}

// A part that the head does not announce, in a piece that was cut or written by hand.
Role usual_role(int program) {
  if (program == kDrumKit) return Role::kDrums;
  return instrument(program).family == "bass" ? Role::kBass : Role::kChords;
}

class Decoder {
 public:
  explicit Decoder(const Head& head) : changes_(head.first_bar) {
    score_.plan = head.plan;
    state_.bpm = head.plan.bpm;
    state_.metre = head.plan.metre;
    state_.key = head.plan.key;
    for (const PlanPart& part : head.plan.parts) score_.part(part.program, part.role);
  }

  void take(const Frame& given, size_t index) {
    const int kind = given[kFieldPart];
    if (kind == kBar) return take_bar(given, index);
    if (changes_.take(given, index)) return;
    if (kind > kDrumKit && kind != kChord) {
      fail(ErrorKind::kInput, "frames", "frame {}: part: code {} cannot stand after the head.",
           index, kind);
    }
    if (changes_.any()) {
      fail(ErrorKind::kInput, "frames",
           "frame {}: expected a bar after a change of tempo, metre or key, found code {}.", index,
           kind);
    }
    if (score_.bars.empty()) {
      fail(ErrorKind::kInput, "frames", "frame {}: expected a bar before the first note.", index);
    }
    const Bar& bar = score_.bars.back();
    const int start =
        bar.start + code_within(given, index, kFieldPosition, 0, bar.metre.bar_ticks() - 1);
    if (kind == kChord) {
      const int tonic = bar.key.tonic;
      const int quality = code_within(given, index, kFieldDuration, 0, kChordQualityCount - 1);
      score_.chords.push_back({start, (code_within(given, index, kFieldPitch, 0, 11) + tonic) % 12,
                               static_cast<ChordQuality>(quality),
                               (code_within(given, index, kFieldVelocity, 0, 11) + tonic) % 12});
    } else {
      const int length = code_within(given, index, kFieldDuration, 0, 63);
      score_.part(kind, usual_role(kind))
          .notes.push_back({start, duration_table()[static_cast<size_t>(length)],
                            kind == kDrumKit ? code_within(given, index, kFieldPitch, 0, 127)
                                             : note_of(given, index, bar.key.tonic),
                            velocity_of(code_within(given, index, kFieldVelocity, 0, 31))});
    }
  }

  Score finish() { return quantised(score_); }

 private:
  void take_bar(const Frame& given, size_t index) {
    if (score_.bars.size() == kMaxBars) {
      fail(ErrorKind::kInput, "frames", "frame {}: expected at most {} bars.", index, kMaxBars);
    }
    Bar& bar = state_;
    bar.start = score_.end();
    bar.bpm = changes_.bpm.value_or(bar.bpm);
    bar.metre = changes_.metre.value_or(bar.metre);
    bar.key = changes_.key.value_or(bar.key);
    changes_ = {};
    code_within(given, index, kFieldPosition, 1, kMaxBarsLeft);
    bar.section =
        static_cast<SectionKind>(part_of_code(given, index, kFieldPitch, kSectionKindCount,
                                              kSectionKindCodes, metre_slot(bar.metre), "metre"));
    const int levels = code_within(given, index, kFieldDuration, 0, kLevelCount * kLevelCount - 1);
    bar.intensity = levels / kLevelCount;
    bar.dynamics = levels % kLevelCount;
    bar.bar_in_section = part_of_code(given, index, kFieldVelocity, kBarInSectionCodes,
                                      kBarInSectionCodes, static_cast<int>(bar.key.mode), "mode");
    score_.bars.push_back(bar);
  }

  Score score_;
  Changes changes_;
  Bar state_;
};

// Positions and pitches as they stand in the frames of a bar.
Frame in_bar(Frame frame, int start, const Bar& bar) {
  const auto from_tonic = [&](int pitch_class) {
    return static_cast<uint16_t>((pitch_class - bar.key.tonic + 12) % 12);
  };
  frame[kFieldPosition] = static_cast<uint16_t>(start - bar.start);
  if (frame[kFieldPart] == kChord) {
    const bool silent = frame[kFieldDuration] == static_cast<int>(ChordQuality::kNone);
    frame[kFieldPitch] = silent ? uint16_t{0} : from_tonic(frame[kFieldPitch]);
    frame[kFieldVelocity] = silent ? uint16_t{0} : from_tonic(frame[kFieldVelocity]);
  } else if (frame[kFieldPart] != kDrumKit) {
    frame[kFieldPitch] = static_cast<uint16_t>(pitch_code(frame[kFieldPitch], bar.key.tonic));
  }
  return frame;
}

// Frames of one bar, sorted by (position, chord first, part, pitch).
struct Event {
  int start;
  int part;  // -1 for a chord
  int pitch;
  Frame frame;
};

std::vector<Event> sorted_events(const Score& score) {
  std::vector<Event> events;
  for (const Chord& chord : score.chords) {
    events.push_back({chord.start, -1, 0,
                      frame(kChord, 0, chord.root, static_cast<int>(chord.quality), chord.bass)});
  }
  for (const Part& part : score.parts) {
    for (const Note& note : part.notes) {
      events.push_back({note.start, part.program, note.pitch,
                        frame(part.program, 0, note.pitch, duration_code(note.duration),
                              velocity_code(note.velocity))});
    }
  }
  std::stable_sort(events.begin(), events.end(), [](const Event& a, const Event& b) {
    return std::tie(a.start, a.part, a.pitch) < std::tie(b.start, b.part, b.pitch);
  });
  return events;
}

}  // namespace

std::vector<Frame> encode_head(const Plan& plan) {
  check_ranges(plan);
  std::vector<Frame> frames = {frame(kGenre, plan.genre), tempo_frame(plan.bpm),
                               metre_frame(plan.metre), key_frame(plan.key)};
  for (const PlanPart& part : plan.parts) {
    frames.push_back(frame(kPart, part.program, static_cast<int>(part.role)));
  }
  frames.push_back(frame(kDensity, plan.density));
  frames.push_back(frame(kBrightness, plan.brightness));
  for (const Section& section : plan.sections) {
    frames.push_back(frame(kSection, section.bars, static_cast<int>(section.kind),
                           section.intensity, section.dynamics));
    const auto detail = [&](Detail which, int value) {
      frames.push_back(frame(kDetail, value, static_cast<int>(which)));
    };
    for (const int program : section.tacet) detail(Detail::kTacet, program);
    if (section.bpm != 0) detail(Detail::kBpm, section.bpm);
    if (section.glide) detail(Detail::kGlide, 0);
    for (const Gesture gesture : section.gestures)
      detail(Detail::kGesture, static_cast<int>(gesture));
  }
  return frames;
}

Plan decode_head(std::span<const Frame> frames) { return read_head(frames).plan; }

std::vector<Frame> encode(const Score& given_score) {
  const Score score = quantised(given_score);
  std::vector<Frame> frames = encode_head(score.plan);
  const std::vector<Event> events = sorted_events(score);
  auto event = events.begin();
  Bar state;
  state.bpm = score.plan.bpm;
  state.metre = score.plan.metre;
  state.key = score.plan.key;
  for (size_t i = 0; i < score.bars.size(); ++i) {
    const Bar& bar = score.bars[i];
    if (bar.bpm != state.bpm) frames.push_back(tempo_frame(bar.bpm));
    if (bar.metre != state.metre) frames.push_back(metre_frame(bar.metre));
    if (bar.key != state.key) frames.push_back(key_frame(bar.key));
    state = bar;
    const int bars_left = static_cast<int>(std::min<size_t>(score.bars.size() - i, kMaxBarsLeft));
    frames.push_back(frame(
        kBar, bars_left, static_cast<int>(bar.section) + kSectionKindCodes * metre_slot(bar.metre),
        bar.intensity * kLevelCount + bar.dynamics,
        bar.bar_in_section + kBarInSectionCodes * static_cast<int>(bar.key.mode)));
    for (; event != events.end() && event->start < bar.end(); ++event) {
      frames.push_back(in_bar(event->frame, event->start, bar));
    }
  }
  frames.push_back(frame(kEnd, 0));
  return frames;
}

Score decode(std::span<const Frame> frames) {
  const Head head = read_head(frames);
  Decoder decoder(head);
  for (size_t i = head.frames; i < frames.size(); ++i) {
    if (frames[i][kFieldPart] == kEnd) break;
    decoder.take(frames[i], i);
  }
  return decoder.finish();
}

}  // namespace continuo
