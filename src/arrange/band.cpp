// The band at work: sections, harmony and themes first, then every player in turn, an ending, and
// the human touch.
#include "arrange/band.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>
#include <optional>

#include "arrange/bass.h"
#include "arrange/comping.h"
#include "arrange/ending.h"
#include "arrange/gestures.h"
#include "arrange/groove.h"
#include "arrange/harmony.h"
#include "arrange/loop.h"
#include "arrange/melody.h"
#include "arrange/ornament.h"
#include "arrange/thin.h"
#include "arrange/voicing.h"
#include "score/instrument.h"

namespace continuo {
namespace {

// What a player decides once for the whole piece.
struct Seat {
  const PlanPart* part = nullptr;
  Register range;
  CompStyle comp = CompStyle::kBlock;
  BassStyle bass = BassStyle::kRoots;
  int variant = 0;
  int of_role = 0;     // how many before it have the same role
  bool alone = false;  // melody and accompaniment in the same hands
  bool mono = false;
  double taste = 0;  // more or less busy than the others
  std::array<Theme, kMaterialCount> themes;
  Theme solo;
};

// Who plays along in a section.
struct Company {
  int leads = 0;
  int players = 0;  // with a pitch
  bool bass_in = false;
};

// How far to move from what the levels suggest, so that the measured ones come out as asked.
struct Bias {
  double activity = 0;
  int register_shift = 0;
};

const Genre& genre_for(const Plan& plan, Rng& rng) {
  return plan.genre > 0 ? genre_of(plan.genre) : rng.pick(genre_table());
}

// What tells a round of endless music from a whole piece.
struct Round {
  uint64_t variation = 0;
};

class Band {
 public:
  Band(const Plan& plan, uint64_t seed, const Bias& bias, std::optional<Round> round,
       const Surroundings* around = nullptr)
      : plan_(plan),
        around_(around),
        root_(seed),
        moment_(round && round->variation > 0 ? root_.fork(1'000'000 + round->variation) : root_),
        bias_(bias),
        endless_(round.has_value()),
        genre_(pick_genre(plan, root_)),
        grid_(plan.metre, genre_.feel.aksak),
        score_(blank_score(plan)) {
    sections_ = lay_out(plan);
    if (around != nullptr) score_.bars = around->bars;
    if (around != nullptr && !around->chords.empty()) {
      score_.chords = around->chords;
    } else {
      Rng harmony_rng = root_.fork(1);
      write_chords(score_, sections_, genre_, grid_, harmony_rng);
    }
    if (around != nullptr) {
      active_.assign(sections_.size(), std::vector<char>(plan.parts.size(), 1));
    } else {
      Rng players_rng = root_.fork(2);
      active_ = choose_players(plan, sections_, players_rng, endless_);
    }
    seat_players();
  }

  Score play() {
    for (const Seat& seat : seats_) score_.part(seat.part->program, seat.part->role);
    for (size_t s = 0; s < sections_.size(); ++s) play_section(s);
    play_drums();
    if (around_ != nullptr ? around_->ends : ends()) {
      write_ending(score_, active_.empty() ? std::vector<char>{} : active_.back(), last_chord());
    }
    for (Part& part : score_.parts) untangle(part);
    if (around_ == nullptr || around_->heard.empty()) fill_silences(score_, grid_, sections_);
    swell();
    keep_rests(score_, sections_);
    Rng strokes_rng = root_.fork(8);
    write_strokes(score_, sections_, groove(drum_style()), drum_density(), strokes_rng);
    for (Part& part : score_.parts) untangle(part);
    Rng touch = moment_.fork(6);
    humanise(score_, genre_.feel, touch);
    for (Part& part : score_.parts) untangle(part);
    tidy(score_);
    score_.plan.density = density_level(score_);
    score_.plan.brightness = brightness_level(score_);
    return std::move(score_);
  }

 private:
  // Music without an end writes none, and what fades away has no last chord.
  bool ends() const { return !endless_ && !sections_.back().has(Gesture::kFadeOut); }

  LastChord last_chord() const {
    if (sections_.back().has(Gesture::kCut)) return LastChord::kCut;
    return sections_.back().has(Gesture::kRing) ? LastChord::kRings : LastChord::kHeld;
  }

  static const Genre& pick_genre(const Plan& plan, const Rng& root) {
    Rng rng = root.fork(7);
    return genre_for(plan, rng);
  }

  MotifStyle motif_style(double more_busy) const {
    MotifStyle style;
    style.busy = std::clamp(genre_.busy + more_busy + bias_.activity * 0.5, 0.05, 1.0);
    style.syncopation = genre_.syncopation;
    style.fine = plan_.bpm <= 132 && style.busy > 0.25;
    if (plan_.bpm > 150) style.busy *= 0.85;
    return style;
  }

  bool has_role(Role role) const {
    return std::any_of(plan_.parts.begin(), plan_.parts.end(),
                       [&](const PlanPart& p) { return p.role == role && p.program != kDrumKit; });
  }

  bool accompanied() const {
    return has_role(Role::kChords) || has_role(Role::kArpeggio) || has_role(Role::kPad);
  }

  // Nobody who leads could play the chords as well.
  bool lead_is_mono() const {
    return std::all_of(plan_.parts.begin(), plan_.parts.end(), [](const PlanPart& part) {
      return part.role != Role::kLead || is_monophonic(part.program);
    });
  }

  void seat_players() {
    Rng together = root_.fork(3);
    std::array<int, kRoleCount> seen{};
    bool someone_alone = false;
    const int chosen_comp = together.range(0, 1000);
    const int chosen_bass = together.range(0, 1000);
    for (const PlanPart& part : plan_.parts) {
      if (part.program == kDrumKit) continue;
      Rng own = root_.fork(20'000 + static_cast<uint64_t>(part.program));
      Rng& rng = endless_ ? own : together;
      Seat seat;
      seat.part = &part;
      const auto role = static_cast<size_t>(part.role);
      seat.of_role = seen[role]++;
      seat.mono = is_monophonic(part.program);
      seat.variant = rng.range(0, 60);
      seat.taste = rng.uniform(-0.1, 0.1);
      int shift = bias_.register_shift;
      if (part.role == Role::kBass) shift = std::clamp(shift / 2, -2, 5);
      if (seat.of_role > 0 && part.role != Role::kBass) shift += seat.of_role % 2 == 1 ? -5 : 5;
      seat.range = register_of(part.program, part.role, shift);
      seat.comp =
          genre_.comping[static_cast<size_t>(chosen_comp + seat.of_role) % genre_.comping.size()];
      seat.bass = genre_.bass[static_cast<size_t>(chosen_bass + seat.of_role) % genre_.bass.size()];
      const bool tune_is_missing =
          part.role == Role::kLead || (part.role == Role::kChords && !has_role(Role::kLead));
      if (!seat.mono && !someone_alone && tune_is_missing &&
          (part.role == Role::kLead ? !accompanied() : plan_.parts.size() <= 3)) {
        seat.alone = true;
        someone_alone = true;
        seat.range = register_of(part.program, Role::kLead, shift);
      }
      const bool unaccompanied = seat.mono && !accompanied() && !someone_alone;
      const double temper = rng.uniform(-0.12, 0.12) + (unaccompanied ? 0.15 : 0.0);
      for (Theme& theme : seat.themes) {
        // Choruses say more than verses, what lies between about as much.
        const bool chorus = &theme == &seat.themes[1];
        const double lift = temper + (chorus ? 0.14 : rng.uniform(-0.06, 0.06));
        theme = draw_theme(grid_, motif_style(lift), rng);
      }
      seat.solo = draw_theme(grid_, motif_style(0.22), rng);
      seats_.push_back(seat);
    }
  }

  size_t part_index(const Seat& seat) const {
    return static_cast<size_t>(seat.part - plan_.parts.data());
  }

  // The stream of random numbers that is a player's own.
  size_t stream_of(const Seat& seat) const {
    return endless_ ? 200 + static_cast<size_t>(seat.part->program) : part_index(seat);
  }

  double activity(const SectionSpan& section, const Seat& seat) const {
    return std::clamp(0.03 + section.intensity * 0.14 + bias_.activity + seat.taste, 0.0, 1.0);
  }

  void play_section(size_t s) {
    const SectionSpan& section = sections_[s];
    bool bass_in = false;
    int leads = 0;
    for (const Seat& seat : seats_) {
      if (!active_[s][part_index(seat)]) continue;
      bass_in = bass_in || seat.part->role == Role::kBass;
      if (seat.part->role == Role::kLead || seat.alone) ++leads;
    }
    // Who holds the bass where no bass player does: chords before arpeggios before pads.
    const Seat* bass_holder = nullptr;
    if (!bass_in) {
      for (Role role : {Role::kChords, Role::kArpeggio, Role::kPad}) {
        for (const Seat& seat : seats_) {
          if (bass_holder == nullptr && seat.part->role == role && !seat.mono &&
              active_[s][part_index(seat)])
            bass_holder = &seat;
        }
      }
    }
    int players = 0;
    for (const Seat& seat : seats_) players += active_[s][part_index(seat)];
    std::vector<Note> lead;
    int lead_turn = 0;
    for (const Seat& seat : seats_) {
      if (!active_[s][part_index(seat)] || !(seat.part->role == Role::kLead || seat.alone))
        continue;
      if (const Part* heard = heard_of(seat)) {
        const std::vector<Note> notes = within(*heard, section);
        if (lead.empty() || notes.size() > lead.size()) lead = notes;
      } else {
        append(seat, play_lead(section, seat, lead, lead_turn, {leads, players, bass_in}));
      }
      ++lead_turn;
    }
    for (const Seat& seat : seats_) {
      if (!active_[s][part_index(seat)] || seat.part->role == Role::kLead || seat.alone) continue;
      if (heard_of(seat) != nullptr) continue;
      append(seat, accompany(section, seat, lead, &seat == bass_holder));
    }
  }

  const Part* heard_of(const Seat& seat) const {
    if (around_ == nullptr) return nullptr;
    for (const Part& part : around_->heard) {
      if (part.program == seat.part->program) return &part;
    }
    return nullptr;
  }

  std::vector<Note> within(const Part& part, const SectionSpan& section) const {
    const int from = score_.bars[static_cast<size_t>(section.first_bar)].start;
    const int to = score_.bars[static_cast<size_t>(section.first_bar + section.bars - 1)].end();
    std::vector<Note> notes;
    for (const Note& note : part.notes) {
      if (note.start >= from && note.start < to) notes.push_back(note);
    }
    return notes;
  }

  std::vector<Note> play_lead(const SectionSpan& section, const Seat& seat, std::vector<Note>& lead,
                              int turn, const Company& company) {
    const int leads = company.leads;
    // Draws depend on the material, not on the section, so that what returns is the same.
    Rng rng = root_.fork(100 + static_cast<uint64_t>(section.material) * 64 + stream_of(seat));
    Rng local =
        moment_.fork(900 + static_cast<uint64_t>(section.first_bar) * 131 + stream_of(seat));
    const Seat& first = first_lead();
    std::vector<Note> notes;
    const bool first_in = turn == 0;
    const bool together = leads > 1 && (section.intensity >= 5 || leads > 2);
    if (!first_in && genre_.heterophony && !lead.empty()) {
      notes = heterophony(score_, lead, seat.range, genre_.gamut, local);
    } else if (!first_in && together && !lead.empty()) {
      notes = harmonise(score_, lead, seat.range, rng.chance(0.3) ? 0 : (rng.chance(0.6) ? 2 : 5));
      if (notes.empty()) notes = answer_melody(score_, section, lead, seat.range, grid_, local);
    } else if (!first_in) {
      notes = answer_melody(score_, section, lead, seat.range, grid_, local);
    } else {
      MelodyRequest request;
      request.section = section;
      request.range = seat.range;
      request.lift = std::clamp(section.intensity - 4, -3, 3) + (section.material == 1 ? 2 : 0) -
                     (section.kind == SectionKind::kBreak ? 2 : 0);
      request.thin = section.intensity <= 2;
      request.chromatic = genre_.chromatic;
      request.strict = genre_.strict;
      request.gamut = genre_.gamut;
      request.grace = genre_.grace;
      request.graces = genre_.graces;
      if (section.intensity >= 5) request.ornament = 0.06 * (section.intensity - 4);
      if (section.kind == SectionKind::kVariation)
        request.ornament = 0.55;
      else if (section.occurrence > 0 && section.material == 0)
        request.ornament += 0.08;
      if (genre_.strict) request.before = outer_before(section, seat);
      const bool solos = section.kind == SectionKind::kSolo;
      if (solos) request.ornament = 0.3;
      const Theme& theme = solos ? seat.solo : first.themes[static_cast<size_t>(section.material)];
      notes = sing(score_, theme, request, grid_, rng);
      // Who was asked to come in plays.
      const bool asked = around_ != nullptr;
      const bool rests =
          !asked && !seat.alone && section.kind == SectionKind::kIntro && company.players > 2;
      const bool sits_out = !asked && !seat.alone && company.players > 2 &&
                            local.chance(1.0 - genre_.melodic) && section.material != 1;
      if (rests || sits_out) keep_second_half(notes, section);
      // Full chords under a loud tune, where the hands can.
      if (!seat.mono && section.intensity >= (seat.alone ? 4 : 6) && rng.chance(0.5) &&
          !genre_.heterophony)
        double_below(notes, seat, rng);
    }
    if (lead.empty() || notes.size() > lead.size()) lead = notes;
    if (seat.alone) {
      CompRequest request;
      request.section = section;
      request.style = seat.comp;
      request.program = seat.part->program;
      request.range = register_of(seat.part->program, Role::kChords, -6 + bias_.register_shift / 2);
      request.activity = activity(section, seat);
      request.variant = seat.variant + section.material;
      request.with_bass = !company.bass_in;
      request.strict = genre_.strict;
      request.above = &notes;
      Rng comp_rng = root_.fork(300 + static_cast<uint64_t>(section.material));
      const std::vector<Note> melody = notes;
      request.above = &melody;
      const std::vector<Note> hands = write_chords_part(score_, request, grid_, comp_rng);
      notes.insert(notes.end(), hands.begin(), hands.end());
    }
    return notes;
  }

  // Builds grow louder towards what they lead to.
  void swell() {
    for (const SectionSpan& section : sections_) {
      if (section.kind != SectionKind::kBuild || section.bars < 2 || section.glides) continue;
      const int from = score_.bars[static_cast<size_t>(section.first_bar)].start;
      const int length = section.bars * grid_.bar_ticks();
      for (Part& part : score_.parts) {
        for (Note& note : part.notes) {
          if (note.start < from || note.start >= from + length) continue;
          note.velocity =
              std::clamp(note.velocity - 14 + 22 * (note.start - from) / length, 1, 127);
        }
      }
    }
  }

  const Seat& first_lead() const {
    for (const Seat& seat : seats_) {
      if (seat.part->role == Role::kLead || seat.alone) return seat;
    }
    return seats_.front();
  }

  // The seat's note at the bar line of the bar before the section, over its chord.
  OuterVoices outer_before(const SectionSpan& section, const Seat& seat) {
    if (section.first_bar == 0) return {};
    const int tick = score_.bars[static_cast<size_t>(section.first_bar - 1)].start;
    for (const Note& note : score_.part(seat.part->program, seat.part->role).notes) {
      if (note.start <= tick && tick < note.start + note.duration)
        return {note.pitch, chord_at(score_, tick).bass};
    }
    return {};
  }

  // Slow lines sing through short rests.
  void connect(std::vector<Note>& notes, const SectionSpan& section) const {
    const int end = score_.bars[static_cast<size_t>(section.first_bar + section.bars - 1)].end();
    for (size_t i = 0; i < notes.size(); ++i) {
      const int next = i + 1 < notes.size() ? notes[i + 1].start : end;
      const int gap = next - notes[i].start - notes[i].duration;
      if (gap > 0 && gap <= grid_.bar_ticks() / 2) notes[i].duration += gap;
    }
  }

  void keep_second_half(std::vector<Note>& notes, const SectionSpan& section) const {
    if (section.bars < 2) return;
    const int from = score_.bars[static_cast<size_t>(section.first_bar + section.bars / 2)].start;
    std::erase_if(notes, [&](const Note& note) { return note.start < from; });
  }

  void double_below(std::vector<Note>& notes, const Seat& seat, Rng& rng) const {
    const bool octaves = rng.chance(0.5) && is_keyboard(seat.part->program);
    std::vector<Note> below;
    if (octaves) {
      for (const Note& note : notes) {
        if (note.pitch - 12 >= instrument(seat.part->program).lowest)
          below.push_back({note.start, note.duration, note.pitch - 12, note.velocity - 10});
      }
    } else {
      const std::vector<Note> thirds = harmonise(score_, notes, seat.range, 2);
      for (const Note& note : thirds) {
        if (note.duration >= 24) below.push_back(note);
      }
    }
    notes.insert(notes.end(), below.begin(), below.end());
    std::sort(notes.begin(), notes.end());
  }

  std::vector<Note> accompany(const SectionSpan& section, const Seat& seat,
                              const std::vector<Note>& lead, bool with_bass) {
    Rng rng = root_.fork(5000 + static_cast<uint64_t>(section.material) * 64 + stream_of(seat));
    Rng local =
        moment_.fork(9000 + static_cast<uint64_t>(section.first_bar) * 131 + stream_of(seat));
    CompRequest request;
    request.section = section;
    request.style = seat.comp;
    request.program = seat.part->program;
    request.range = seat.range;
    request.activity = activity(section, seat);
    request.variant = seat.variant + (section.material == 1 ? 1 : 0);
    request.with_bass = with_bass;
    request.strict = genre_.strict;
    switch (seat.part->role) {
      case Role::kBass: {
        BassRequest bass;
        bass.section = section;
        bass.style = seat.bass;
        bass.range = seat.range;
        bass.activity = request.activity;
        bass.variant = request.variant;
        std::vector<Note> notes = write_bass(score_, bass, grid_, rng);
        if (is_keyboard(seat.part->program) && !accompanied() && lead_is_mono()) {
          // The left hand has the bass; the right fills in the harmony, as continuo players do.
          request.range = register_of(seat.part->program, Role::kChords, bias_.register_shift / 2);
          request.with_bass = false;
          request.above = &lead;
          const std::vector<Note> right = write_chords_part(score_, request, grid_, rng);
          notes.insert(notes.end(), right.begin(), right.end());
          std::sort(notes.begin(), notes.end());
        }
        return notes;
      }
      case Role::kArpeggio:
        return write_arpeggio(score_, request, grid_, rng);
      case Role::kPad:
        return write_pad(score_, request, grid_, seat.mono ? seat.of_role : -1);
      case Role::kCounter: {
        if (!lead.empty() && genre_.heterophony)
          return heterophony(score_, lead, seat.range, genre_.gamut, local);
        if (!lead.empty() && section.intensity >= 4 && rng.chance(0.35)) {
          std::vector<Note> notes = harmonise(score_, lead, seat.range, rng.chance(0.6) ? 2 : 5);
          if (!notes.empty()) return notes;
        }
        std::vector<Note> notes = answer_melody(score_, section, lead, seat.range, grid_, local);
        return notes.empty() ? write_pad(score_, request, grid_, seat.of_role) : notes;
      }
      default:
        return write_chords_part(score_, request, grid_, rng);
    }
  }

  void append(const Seat& seat, const std::vector<Note>& notes) {
    Part& part = score_.part(seat.part->program, seat.part->role);
    const Instrument& traits = instrument(seat.part->program);
    for (Note note : notes) {
      while (note.pitch > traits.highest) note.pitch -= 12;
      while (note.pitch < traits.lowest) note.pitch += 12;
      note.pitch = std::min(note.pitch, traits.highest);
      note.velocity = std::clamp(note.velocity, 1, 127);
      part.notes.push_back(note);
    }
  }

  DrumStyle drum_style() const {
    Rng rng = root_.fork(4);
    return rng.pick(genre_.drums);
  }

  int drum_density() const {
    return std::clamp(plan_.density + static_cast<int>(std::lround(bias_.activity * 6)), 0,
                      kLevelCount - 1);
  }

  void play_drums() {
    if (!plan_.has_part(kDrumKit)) return;
    Rng rng = root_.fork(4);
    const DrumStyle style = rng.pick(genre_.drums);
    const std::vector<Note> all =
        write_drums(score_, style, drum_density(), rng, genre_.feel.aksak);
    size_t index = 0;
    for (size_t i = 0; i < plan_.parts.size(); ++i) {
      if (plan_.parts[i].program == kDrumKit) index = i;
    }
    Part& part = score_.part(kDrumKit, Role::kDrums);
    for (const Note& note : all) {
      for (size_t s = 0; s < sections_.size(); ++s) {
        const int from = score_.bars[static_cast<size_t>(sections_[s].first_bar)].start;
        const int to =
            score_.bars[static_cast<size_t>(sections_[s].first_bar + sections_[s].bars - 1)].end();
        if (note.start >= from && note.start < to && active_[s][index]) part.notes.push_back(note);
      }
    }
  }

  const Plan& plan_;
  const Surroundings* around_;  // none: the band is alone
  Rng root_;
  Rng moment_;  // what is played anew each time
  Bias bias_;
  bool endless_;
  const Genre& genre_;
  Grid grid_;
  Score score_;
  std::vector<SectionSpan> sections_;
  std::vector<std::vector<char>> active_;
  std::vector<Seat> seats_;
};

Score best_of(const Plan& plan, uint64_t seed, std::optional<Round> round) {
  Bias bias;
  Score best;
  int best_miss = 1000;
  for (int attempt = 0; attempt < 3; ++attempt) {
    Score score = Band(plan, seed, bias, round).play();
    const int density = plan.density - score.plan.density;
    const int brightness = plan.brightness - score.plan.brightness;
    const int miss = std::abs(density) * 3 + std::abs(brightness) * 2;
    if (miss < best_miss) {
      best_miss = miss;
      best = std::move(score);
    }
    if (density == 0 && std::abs(brightness) <= 1) break;
    bias.activity = std::clamp(bias.activity + 0.16 * density, -0.6, 0.6);
    bias.register_shift = std::clamp(bias.register_shift + 4 * brightness, -12, 12);
  }
  return best;
}

}  // namespace

Score arrange_among(const Plan& plan, uint64_t seed, const Surroundings& around) {
  const Bias bias{0, around.register_shift};
  Score score = Band(plan, seed, bias, Round{}, &around).play();
  std::erase_if(score.parts, [&](const Part& part) {
    return std::any_of(around.heard.begin(), around.heard.end(),
                       [&](const Part& heard) { return heard.program == part.program; });
  });
  return score;
}

Score arrange(const Plan& plan, uint64_t seed) { return best_of(plan, seed, std::nullopt); }

Score arrange_round(const Plan& given, uint64_t seed, uint64_t variation) {
  // Who plays sets the tempo, and nothing of it begins or ends.
  Plan plan = given;
  for (Section& section : plan.sections) {
    section.bpm = 0;
    section.gestures.clear();
  }
  Score score = best_of(plan, seed, Round{variation});
  thin(score, plan.density);
  return score;
}

Score arrange_loop(const Plan& plan, uint64_t seed) {
  return middle_round(plan, [&](const Plan& rounds) { return arrange(rounds, seed); });
}

}  // namespace continuo
