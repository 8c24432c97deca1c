#include "compose/frame_grammar.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "arrange/genre.h"
#include "base/error.h"
#include "score/instrument.h"

namespace continuo {

namespace {

// More frames than this in one bar is a stuck loop, not music.
constexpr int kMostFramesInBar = 360;
// A longer list of parts or sections is a stuck loop too.
constexpr size_t kLongestHead = 200;

constexpr std::array<Control, 8> kHeadOrder = {kGenre, kTempo,   kMetre,      kKey,
                                               kPart,  kDensity, kBrightness, kSection};

// What may stand before a bar line where something changes, and so says that the bar is over.
constexpr std::array<Control, 3> kBarLineSigns = {kTempo, kMetre, kKey};

Allowed only(size_t code) { return Allowed().set(code); }

// Codes first..last, both included.
Allowed between(int first, int last) {
  Allowed codes;
  for (int code = std::max(first, 0); code <= std::min(last, kFrameVocabulary - 1); ++code)
    codes.set(code);
  return codes;
}

bool repeats(Control control) { return control == kPart || control == kSection; }

// What a plan's control frame may hold in each field, before any rule about other frames.
Allowed head_values(uint16_t part, int field) {
  if (field == kFieldPosition) {
    switch (part) {
      case kGenre:
        return between(1, static_cast<int>(genre_names().size()) - 1);
      case kTempo:
        return between(kMinBpm, kMaxBpm);
      case kMetre:
        return between(0, static_cast<int>(metres().size()) - 1);
      case kKey:
        return between(0, kModeCount - 1);
      case kPart:
        return between(0, kDrumKit);
      case kSection:
        return between(1, kMaxSectionBars);
      default:
        return between(0, kLevelCount - 1);
    }
  }
  if (field == kFieldPitch) {
    if (part == kKey) return between(0, 11);
    if (part == kPart) return between(0, kRoleCount - 1);
    if (part == kSection) return between(0, kSectionKindCount - 1);
  }
  if (part == kSection) return between(0, kLevelCount - 1);
  return only(0);
}

// The programs of a head's parts so far.
std::vector<int> programs_of(std::span<const Frame> frames) {
  std::vector<int> programs;
  for (const Frame& frame : frames) {
    if (frame[kFieldPart] == kPart) programs.push_back(frame[kFieldPosition]);
  }
  return programs;
}

Allowed codes_of(const Programs& programs) {
  Allowed codes;
  for (size_t program = 0; program < programs.size(); ++program)
    codes.set(program, programs[program]);
  return codes;
}

bool same_place_later_voice(const Frame& previous, uint16_t part) {
  const bool chord = previous[kFieldPart] == kChord;
  return previous[kFieldPart] != kBar && !chord && part >= previous[kFieldPart] && part <= kDrumKit;
}

}  // namespace

HeadGrammar::HeadGrammar(const Wish& wish)
    : named_(wish.named), players_(wish.named), bars_(wish.bars), seconds_(wish.seconds) {
  const PartialPlan& given = wish.given;
  Plan plan;
  plan.genre = given.genre.value_or(plan.genre);
  plan.bpm = given.bpm.value_or(plan.bpm);
  plan.metre = given.metre.value_or(plan.metre);
  plan.key = given.key.value_or(plan.key);
  plan.density = given.density.value_or(plan.density);
  plan.brightness = given.brightness.value_or(plan.brightness);
  plan.parts = given.parts.value_or(std::vector<PlanPart>{});
  plan.sections = given.sections.value_or(std::vector<Section>{});
  const bool roles_open = !given.parts && !wish.instruments.empty();
  if (roles_open) {
    for (const int program : wish.instruments) plan.parts.push_back({program, Role::kLead});
  }
  std::sort(plan.parts.begin(), plan.parts.end(),
            [](const PlanPart& a, const PlanPart& b) { return a.program < b.program; });

  if (given.genre) given_controls_.set(kGenre);
  if (given.bpm) given_controls_.set(kTempo);
  if (given.metre) given_controls_.set(kMetre);
  if (given.key) given_controls_.set(kKey);
  if (!plan.parts.empty()) given_controls_.set(kPart);
  if (given.density) given_controls_.set(kDensity);
  if (given.brightness) given_controls_.set(kBrightness);
  if (!plan.sections.empty()) given_controls_.set(kSection);
  for (const Frame& frame : encode_head(plan)) {
    if (!given_controls_[frame[kFieldPart]]) continue;
    Given decided{frame, {}};
    decided.open[kFieldPitch] = roles_open && frame[kFieldPart] == kPart;
    given_.push_back(decided);
  }
}

Allowed HeadGrammar::allowed(std::span<const Frame> frames, size_t index, int field) const {
  if (field == kFieldPart) return next_part(frames, index);
  if (index < given_.size() && !given_[index].open[field]) return only(given_[index].frame[field]);
  const uint16_t part = frames[index][kFieldPart];
  Allowed codes = head_values(part, field);
  const Allowed named = codes & within_named(part, field);
  if (named.any()) codes = named;
  if (part == kPart && field == kFieldPosition) {
    const Programs players = players_.next(programs_of(frames.first(index)));
    const Programs fitting = players & of_genre(frames.first(index));
    if (players.any()) codes = codes_of(fitting.any() ? fitting : players);
  }
  if (part == kPart && field == kFieldPitch) {
    const std::vector<int> chosen = programs_of(frames.first(index + 1));
    const bool drums = chosen.back() == kDrumKit;
    const auto role = static_cast<size_t>(Role::kDrums);
    codes = drums ? only(role) : codes.reset(role);
    const std::optional<Role> named_role = drums ? std::nullopt : players_.role(chosen);
    if (named_role && *named_role != Role::kDrums) codes = only(static_cast<size_t>(*named_role));
  }
  if (part == kSection && field == kFieldPosition) {
    codes &= between(1, std::max(1, bars_left(frames, index)));
  }
  return codes;
}

// Who plays music of the genre that the frames say, and who was asked for: others are left out, so
// that no tuba plays techno unbidden.
Programs HeadGrammar::of_genre(std::span<const Frame> frames) const {
  Programs programs;
  for (const NamedPart& part : named_.parts) {
    for (const int program : part.programs) programs.set(static_cast<size_t>(program));
  }
  for (const Frame& frame : frames) {
    if (frame[kFieldPart] != kGenre || frame[kFieldPosition] == 0) continue;
    const Genre& genre = genre_of(frame[kFieldPosition]);
    for (const Chair& chair : genre.chairs) {
      for (const int program : chair.programs) programs.set(static_cast<size_t>(program));
    }
    for (const int program : genre.soloists) programs.set(static_cast<size_t>(program));
    if (genre.drums_chance > 0) programs.set(kDrumKit);
    return programs;
  }
  return programs.set();
}

// The codes that what is named leaves open; all where nothing is.
Allowed HeadGrammar::within_named(uint16_t part, int field) const {
  Allowed codes;
  if (part == kGenre && field == kFieldPosition) {
    for (const int genre : named_.genres) codes.set(static_cast<size_t>(genre));
    // Drums alone are for those who ask for them: "then the drums enter" does not.
    const bool drums_alone = named_.only && named_.parts.size() == 1 && named_.drums() == true;
    if (named_.genres.empty() && !drums_alone) {
      codes.set();
      for (int genre = 1; genre < static_cast<int>(genre_names().size()); ++genre)
        if (genre_family_name(genre) == "drums") codes.reset(static_cast<size_t>(genre));
    }
  } else if (part == kTempo && field == kFieldPosition && named_.bpm) {
    codes = only(static_cast<size_t>(*named_.bpm));
  } else if (part == kTempo && field == kFieldPosition && named_.bpm_band) {
    codes = between(named_.bpm_band->low, named_.bpm_band->high);
  } else if (part == kMetre && field == kFieldPosition) {
    for (const Metre metre : named_.metres) codes.set(static_cast<size_t>(metre_code(metre)));
  } else if (part == kKey && field == kFieldPosition) {
    for (const Mode mode : named_.modes) codes.set(static_cast<size_t>(mode));
  } else if (part == kKey && field == kFieldPitch && named_.tonic) {
    codes.set(static_cast<size_t>(*named_.tonic));
  }
  return codes.any() ? codes : Allowed().set();
}

int HeadGrammar::bars_left(std::span<const Frame> frames, size_t index) const {
  int total = bars_.value_or(kMaxPlanBars);
  if (!bars_ && seconds_) {
    double bpm = 120;
    Metre metre;
    for (const Frame& frame : frames.first(index)) {
      if (frame[kFieldPart] == kTempo) bpm = frame[kFieldPosition];
      if (frame[kFieldPart] == kMetre) metre = metres()[frame[kFieldPosition]];
    }
    const double bar_seconds = metre.bar_ticks() * 60.0 / (kTicksPerQuarter * bpm);
    total = std::clamp(static_cast<int>(std::lround(*seconds_ / bar_seconds)), 1, kMaxPlanBars);
  }
  for (const Frame& frame : frames.first(index)) {
    if (frame[kFieldPart] == kSection) total -= frame[kFieldPosition];
  }
  return total;
}

Allowed HeadGrammar::next_part(std::span<const Frame> frames, size_t index) const {
  if (index < given_.size()) return only(given_[index].frame[kFieldPart]);
  const bool length_asked = (bars_ || seconds_) && !given_controls_[kSection];
  const uint16_t previous = index > given_.size() ? frames[index - 1][kFieldPart] : uint16_t{0};
  if (previous == kSection && length_asked)
    return only(bars_left(frames, index) > 0 ? kSection : kBar);
  Allowed codes;
  auto next = kHeadOrder.begin();
  if (previous != 0) {
    const auto at = std::find(kHeadOrder.begin(), kHeadOrder.end(), previous);
    bool full = previous == kSection && bars_left(frames, index) <= 0;
    if (previous == kPart) {
      const std::vector<int> chosen = programs_of(frames.first(index));
      const Programs players = players_.next(chosen);
      const bool met = players_.met_by(chosen);
      if (players.any() && !met) return only(kPart);
      full = (players & of_genre(frames.first(index))).none();
    }
    if (repeats(*at) && !full && index < kLongestHead) codes.set(previous);
    next = at + 1;
  }
  next = std::find_if(next, kHeadOrder.end(),
                      [this](Control control) { return !given_controls_[control]; });
  codes.set(next == kHeadOrder.end() ? kBar : *next);
  return codes;
}

BodyGrammar::BodyGrammar(const Plan& plan) : plan_(plan) {
  for (const Frame& frame : encode(blank_score(plan))) {
    if (frame[kFieldPart] == kBar) bar_frames_.push_back(frame);
  }
  for (const Section& section : plan.sections) {
    std::bitset<kProgramCount> rests;
    for (const int program : section.tacet) rests.set(static_cast<size_t>(program));
    rests_.insert(rests_.end(), static_cast<size_t>(section.bars), rests);
  }
  if (bar_frames_.empty())
    fail(ErrorKind::kInput, "compose", "plan: expected at least one bar, found none.");
}

void BodyGrammar::begin_frame(uint16_t part) {
  if (part == kBar) {
    ++bars_begun_;
    frames_in_bar_ = 0;
  }
  ++frames_in_bar_;
  bar_of_.push_back(bars_begun_ - 1);
}

void BodyGrammar::drop_frame() {
  --frames_in_bar_;
  bar_of_.pop_back();
}

Allowed BodyGrammar::allowed(std::span<const Frame> frames, size_t index, int field) const {
  if (field == kFieldPart) return next_part(frames, index);
  const uint16_t part = frames[index][kFieldPart];
  if (part == kEnd) return only(0);
  if (part == kBar) return only(bar_frames_[static_cast<size_t>(bar_of_[index])][field]);
  if (field == kFieldPosition) return next_position(frames, index);
  if (part == kChord) {
    if (field == kFieldDuration) return between(0, kChordQualityCount - 1);
    return between(0, 11);
  }
  if (field == kFieldDuration) return between(0, 63);
  if (field == kFieldVelocity) return between(0, 31);

  const Instrument& player = instrument(part);
  const int shift = part == kDrumKit ? 0 : tonic_shift(plan_.key.tonic);
  Allowed pitches = between(player.lowest - shift, player.highest - shift);
  const Frame& previous = frames[index - 1];
  if (previous[kFieldPart] == part && previous[kFieldPosition] == frames[index][kFieldPosition]) {
    const Allowed higher = pitches & between(previous[kFieldPitch] + 1, kPitchCodes - 1);
    if (higher.any()) pitches = higher;
  }
  return pitches;
}

Allowed BodyGrammar::next_part(std::span<const Frame> frames, size_t index) const {
  const bool last_bar = bars_begun_ == static_cast<int>(bar_frames_.size());
  const auto bar_or_end = static_cast<size_t>(last_bar ? kEnd : kBar);
  if (index == 0) return only(kBar);
  const Frame& previous = frames[index - 1];
  if (frames_in_bar_ >= kMostFramesInBar) return only(bar_or_end);

  Allowed codes = only(bar_or_end);
  const bool can_move =
      previous[kFieldPart] == kBar || previous[kFieldPosition] + 1 < plan_.metre.bar_ticks();
  if (can_move) codes.set(kChord);
  for (const PlanPart& part : plan_.parts) {
    const auto program = static_cast<uint16_t>(part.program);
    if (rests_[static_cast<size_t>(bars_begun_ - 1)][program]) continue;
    if (can_move || same_place_later_voice(previous, program) || previous[kFieldPart] == kChord) {
      codes.set(program);
    }
  }
  return codes;
}

void BodyGrammar::fold(std::span<float> logits) const {
  float most = logits[kBar];
  for (const Control sign : kBarLineSigns) most = std::max(most, logits[sign]);
  float sum = 0;
  for (const Control sign : kBarLineSigns) sum += std::exp(logits[sign] - most);
  logits[kBar] = most + std::log(sum + std::exp(logits[kBar] - most));
}

Allowed BodyGrammar::next_position(std::span<const Frame> frames, size_t index) const {
  const uint16_t part = frames[index][kFieldPart];
  const Frame& previous = frames[index - 1];
  const int last = plan_.metre.bar_ticks() - 1;
  if (previous[kFieldPart] == kBar) return between(0, last);
  const int place = previous[kFieldPosition];
  const bool stays =
      part != kChord && (previous[kFieldPart] == kChord || same_place_later_voice(previous, part));
  return between(std::min(stays ? place : place + 1, last), last);
}

}  // namespace continuo
