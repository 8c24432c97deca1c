// Chooses what the kit plays in every bar: groove, variation, fill, build, crash and ending.
//
// Velocities are written as on a page at one loudness (88 a plain hit, 104 an accent, 26 to 40 a
// ghost note); humanise() scales them by each bar's dynamics and spreads them.
#include "arrange/drums.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <utility>

#include "arrange/groove.h"
#include "arrange/groove_strokes.h"

namespace continuo {
namespace {

// A bar with its place in the form.
struct Place {
  const Bar* bar = nullptr;
  int section_bars = 1;
  bool starts_section = false;
  bool ends_section = false;
  bool starts_piece = false;
  bool ends_piece = false;
  const Bar* next = nullptr;

  double progress(int extra = 0) const {
    return static_cast<double>(bar->bar_in_section + extra) / section_bars;
  }
};

std::vector<Place> places_of(const Score& score) {
  std::vector<Place> places(score.bars.size());
  size_t section_start = 0;
  for (size_t i = 0; i < places.size(); ++i) {
    Place& place = places[i];
    place.bar = &score.bars[i];
    place.starts_piece = i == 0;
    place.ends_piece = i + 1 == places.size();
    place.starts_section = i == 0 || place.bar->bar_in_section == 0;
    if (place.starts_section) section_start = i;
    place.next = place.ends_piece ? nullptr : &score.bars[i + 1];
    place.ends_section = place.ends_piece || place.next->bar_in_section == 0;
    if (place.ends_section)
      for (size_t j = section_start; j <= i; ++j)
        places[j].section_bars =
            std::max(static_cast<int>(i - section_start) + 1, score.bars[i].bar_in_section + 1);
  }
  return places;
}

bool is_kick(int key) { return key == kKick || key == kConcertBassDrum; }
bool is_snare(int key) {
  return key == kSnare || key == kElectricSnare || key == kSideStick || key == kClap;
}
bool is_foot(int key) { return is_kick(key) || key == kPedalHat; }

// How full the kit is in this bar: the plan's intensity, bent by what the section is for.
int level_of(const Place& place) {
  const Bar& bar = *place.bar;
  int level = bar.intensity;
  switch (bar.section) {
    case SectionKind::kIntro:
      if (place.progress() < 0.5)
        level -= 2;
      else
        level -= 1;
      break;
    case SectionKind::kOutro:
      level -= static_cast<int>(place.progress() * 4);
      break;
    case SectionKind::kDrop:
      level += 1;
      break;
    default:
      break;
  }
  return std::clamp(level, 0, kLevelCount - 1);
}

class Drummer {
 public:
  Drummer(const Groove& groove, int density, bool aksak, const Rng& rng)
      : groove_(groove), density_(density), aksak_(aksak), rng_(rng) {}

  std::vector<Note> bar(const Place& place, Rng& rng) const {
    const int level = level_of(place);
    std::vector<Note> notes = place.bar->section == SectionKind::kBuild && groove_.build != kNoDrum
                                  ? build(place, level)
                                  : groove_bar(place, level);
    if (place.ends_piece) {
      end_piece(place, level, notes);
    } else {
      fill(place, level, rng, notes);
    }
    if (place.starts_section) mark_section(place, level, notes);
    settle(notes);
    return notes;
  }

 private:
  // The groove of a section kind is the same each time it returns: its optional steps are drawn
  // from the kind, the line and the place in a four-bar phrase, not from the running generator.
  std::vector<Note> groove_bar(const Place& place, int level) const {
    const Bar& bar = *place.bar;
    const int in_section = bar.bar_in_section;
    const int phrase_place = in_section % 8 == 7 ? 3 : in_section % 4 == 3 ? 2 : in_section % 2;
    const Rng section = rng_.fork(static_cast<uint64_t>(bar.section) + 1);
    const double optional = 0.2 + 0.08 * density_ + (phrase_place >= 2 ? 0.15 : 0.0);
    std::vector<Note> notes;
    for (size_t i = 0; i < groove_.lines.size(); ++i) {
      const GrooveLine& line = groove_.lines[i];
      if (!line.intensity.contains(level) || !line.density.contains(density_)) continue;
      Rng choices = section.fork(i * 4 + static_cast<uint64_t>(phrase_place));
      const DrumKey key = voice(line.key, bar.section, level);
      for (const Step& step : lay_out(line, bar.metre, in_section, aksak_)) {
        const bool plays = (step.symbol != '?' && step.symbol != 'q') || choices.chance(optional);
        int velocity = stroke_velocity(step.symbol, choices);
        if (is_kick(key) && step.symbol != 'g')
          velocity = static_cast<int>(std::lround(velocity * groove_.kick_share));
        if (plays)
          strike(notes, key, bar.start + step.tick, step.symbol, velocity, bar.start, bar.end());
      }
    }
    if (bar.section == SectionKind::kBreak) thin_break(notes);
    return notes;
  }

  // Marches and orchestras have a bass drum on a stand.
  DrumKey kick() const { return groove_.fill == FillKind::kRoll ? kConcertBassDrum : kKick; }

  DrumKey voice(DrumKey key, SectionKind section, int level) const {
    const bool solo = section == SectionKind::kSolo;
    const bool lifted = (section == SectionKind::kChorus || section == SectionKind::kDrop) &&
                        level >= groove_.chorus_ride_from;
    if ((solo || lifted) && key == kClosedHat) return groove_.solo_time;
    return key;
  }

  // A break has no kick; the snare leaves too where something else keeps time.
  static void thin_break(std::vector<Note>& notes) {
    const bool time = std::any_of(notes.begin(), notes.end(), [](const Note& n) {
      return keeps_time(static_cast<DrumKey>(n.pitch));
    });
    std::erase_if(notes,
                  [&](const Note& n) { return is_kick(n.pitch) || (time && is_snare(n.pitch)); });
  }

  std::vector<Note> build(const Place& place, int level) const {
    std::vector<Note> notes = groove_bar(place, level);
    std::erase_if(notes, [](const Note& n) { return is_snare(n.pitch) || is_kick(n.pitch); });
    const std::vector<Note> roll =
        write_build(groove_.build, *place.bar, place.progress(), place.progress(1), level);
    notes.insert(notes.end(), roll.begin(), roll.end());
    // The kick walks under the roll and leaves before the drop.
    if (level >= 2 && !(place.ends_section && place.section_bars > 1)) {
      int tick = place.bar->start;
      for (int pulse : counted(place.bar->metre, aksak_)) {
        strike(notes, kick(), tick, 'x', 92, place.bar->start, place.bar->end());
        tick += pulse;
      }
    }
    return notes;
  }

  // Pulses of fill in this bar: by intensity into a new section, one at most within.
  int fill_pulses(const Place& place, int level, Rng& rng) const {
    if (groove_.fill == FillKind::kNone || place.bar->section == SectionKind::kBuild) return 0;
    const int in_section = place.bar->bar_in_section;
    const bool lively = density_ >= 2;
    if (place.ends_section) {
      if (level <= 1) return place.next->intensity >= 3 ? 1 : 0;
      int pulses = level <= 3 ? 1 : level <= 5 ? rng.range(1, 2) : rng.range(2, lively ? 4 : 2);
      if (place.next->section == SectionKind::kBreak || place.next->intensity + 1 < level)
        pulses = 1;
      return pulses;
    }
    if (in_section % 8 == 7) return level >= 3 && rng.chance(0.8) ? 1 : 0;
    if (in_section % 4 == 3) return level >= 4 && rng.chance(0.35) ? 1 : 0;
    return 0;
  }

  void fill(const Place& place, int level, Rng& rng, std::vector<Note>& notes) const {
    const int wanted = fill_pulses(place, level, rng);
    if (wanted == 0) return;
    const std::vector<int> all = counted(place.bar->metre, aksak_);
    const int count = std::min(wanted, static_cast<int>(all.size()));
    const std::vector<int> pulses(all.end() - count, all.end());
    int start = place.bar->end();
    for (int pulse : pulses) start -= pulse;
    const bool hands_only = groove_.fill == FillKind::kHandHeld || groove_.fill == FillKind::kWood;
    std::erase_if(notes, [&](const Note& n) {
      if (n.start < start) return false;
      if (hands_only)
        return n.pitch == kTambourine || n.pitch == kHighWoodBlock || n.pitch == kLowWoodBlock ||
               n.pitch == kSnare;
      if (groove_.fill == FillKind::kMachine)
        return !is_kick(n.pitch) && !keeps_time(static_cast<DrumKey>(n.pitch));
      return !is_foot(n.pitch);
    });
    const std::vector<Note> strokes =
        write_fill(groove_.fill, start, pulses, std::max(level, 1), density_, rng);
    notes.insert(notes.end(), strokes.begin(), strokes.end());
  }

  void mark_section(const Place& place, int level, std::vector<Note>& notes) const {
    if (place.starts_piece && level < 5) return;
    if (level < groove_.crash_from || groove_.crash == kNoDrum) return;
    const SectionKind kind = place.bar->section;
    if (kind == SectionKind::kIntro && !place.starts_piece) return;
    crash(place.bar->start, kind == SectionKind::kBreak, notes);
  }

  void crash(int tick, bool without_kick, std::vector<Note>& notes) const {
    std::erase_if(notes, [&](const Note& n) {
      return n.start == tick && keeps_time(static_cast<DrumKey>(n.pitch)) && n.pitch != kMaracas;
    });
    std::erase_if(notes, [&](const Note& n) { return n.start == tick && n.pitch == kOpenHat; });
    notes.push_back({tick, 12, groove_.crash, 102});
    if (!without_kick) notes.push_back({tick, 12, kick(), 100});
  }

  // The piece stops on its last downbeat.
  void end_piece(const Place& place, int level, std::vector<Note>& notes) const {
    if (level < 2 && place.bar->section != SectionKind::kOutro) return;
    if (groove_.fill == FillKind::kNone) return;
    const int downbeat = place.bar->start;
    std::erase_if(notes, [&](const Note& n) { return n.start != downbeat; });
    if (level >= groove_.crash_from) crash(downbeat, false, notes);
    if (notes.empty()) notes.push_back({downbeat, 12, kick(), 80});
  }

  // One stroke a key and tick; a hat is open or closed.
  static void settle(std::vector<Note>& notes) {
    std::map<std::pair<int, int>, Note> strokes;
    for (const Note& note : notes) {
      Note& kept = strokes.try_emplace({note.start, note.pitch}, note).first->second;
      if (note.velocity > kept.velocity) kept = note;
    }
    notes.clear();
    for (const auto& [at, note] : strokes) {
      const bool closed = note.pitch == kClosedHat || note.pitch == kPedalHat;
      if (closed && strokes.count({note.start, kOpenHat})) continue;
      notes.push_back(note);
    }
  }

  const Groove& groove_;
  int density_;
  bool aksak_;
  Rng rng_;
};

}  // namespace

std::vector<Note> write_drums(const Score& score, DrumStyle style, int density, Rng& rng,
                              bool aksak) {
  const Rng own(rng.next());
  std::vector<Note> notes;
  if (style == DrumStyle::kNone) return notes;
  const Drummer drummer(groove(style), std::clamp(density, 0, kLevelCount - 1), aksak, own);
  uint64_t stream = 1000;
  for (const Place& place : places_of(score)) {
    Rng bar_rng = own.fork(stream++);
    const std::vector<Note> bar = drummer.bar(place, bar_rng);
    notes.insert(notes.end(), bar.begin(), bar.end());
  }
  return notes;
}

}  // namespace continuo
