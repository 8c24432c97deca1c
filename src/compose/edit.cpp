#include "compose/edit.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>

#include "arrange/players.h"
#include "arrange/thin.h"
#include "base/error.h"
#include "base/rng.h"
#include "compose/edit_extend.h"
#include "compose/edit_rewrite.h"
#include "compose/edit_splice.h"
#include "compose/edit_vary.h"
#include "score/frames.h"
#include "score/instrument.h"

namespace continuo {

namespace {

constexpr const char* kEdit = "edit";
constexpr double kMoreNotes = 1.5;
constexpr double kLeastMore = 1.15;
constexpr double kMostMore = 2;
constexpr double kFewerNotes = 0.4;  // share that goes
constexpr double kCalmed = 0.3;
constexpr int kAttempts = 5;

bool contains(const std::vector<int>& list, int program) {
  return std::find(list.begin(), list.end(), program) != list.end();
}

std::string_view name_of(int program) { return instrument(program).name; }

class Editor {
 public:
  Editor(const Score& score, const Edit& edit) : edit_(edit), rng_(edit.seed) {
    result_.score = score;
    const auto count = static_cast<int>(score.bars.size());
    const int last = edit.last_bar < 0 ? count - 1 : edit.last_bar;
    if (edit.first_bar < 0 || edit.first_bar > last || last >= count) {
      fail(ErrorKind::kUsage, kEdit, "bars {}-{}: expected bars of 1 to {}.", edit.first_bar + 1,
           last + 1, count);
    }
    stretch_ = stretch_of(score, edit.first_bar, last);
    ends_ = has_ending(score);
  }

  Edited run() {
    const Score before = result_.score;
    uint64_t stream = 1;
    for (const Change& change : edit_.changes) {
      seed_ = rng_.fork(stream++).next();
      apply(change);
    }
    std::erase_if(result_.score.parts, [&](const Part& part) {
      return part.notes.empty() && !before.plan.has_part(part.program);
    });
    Plan& plan = result_.score.plan;
    for (const Part& part : result_.score.parts) {
      if (!plan.has_part(part.program)) plan.parts.push_back({part.program, part.role});
    }
    std::sort(plan.parts.begin(), plan.parts.end(),
              [](const PlanPart& a, const PlanPart& b) { return a.program < b.program; });
    tell(before);
    return std::move(result_);
  }

 private:
  Score& score() { return result_.score; }

  // Who plays in the stretch.
  std::vector<int> sounding() {
    std::vector<int> programs;
    for (const Part& part : score().parts) {
      if (count_of(part, stretch_) > 0) programs.push_back(part.program);
    }
    return programs;
  }

  std::vector<int> affected(const Change& change) {
    std::vector<int> programs = change.parts.empty() ? sounding() : change.parts;
    std::erase_if(programs, [&](int program) { return contains(edit_.keep, program); });
    if (programs.empty()) {
      fail(ErrorKind::kUsage, kEdit, "{}: nothing is left to change in bars {}-{}.",
           action_name(change.action), stretch_.first_bar + 1, stretch_.last_bar + 1);
    }
    return programs;
  }

  Part& part(int program) {
    for (Part& found : score().parts) {
      if (found.program == program) return found;
    }
    return score().part(program, program == kDrumKit ? Role::kDrums : Role::kChords);
  }

  bool sings(int program) {
    const Role role = part(program).role;
    return role == Role::kLead || role == Role::kCounter;
  }

  std::vector<int> those(const std::vector<int>& programs, bool singing) {
    std::vector<int> chosen;
    for (int program : programs) {
      if (sings(program) == singing) chosen.push_back(program);
    }
    return chosen;
  }

  bool at_the_end() const {
    return stretch_.last_bar + 1 == static_cast<int>(result_.score.bars.size());
  }

  Rewrite request(const std::vector<int>& programs, const EditStyle& style = {}) {
    Rewrite how;
    how.style = style;
    how.ends = ends_ && at_the_end();
    for (int program : programs) how.write.push_back({program, part(program).role});
    for (int program : sounding()) {
      if (!contains(programs, program)) how.beside.push_back(program);
    }
    return how;
  }

  void put(const std::vector<Part>& parts) {
    for (const Part& written : parts)
      splice(score().part(written.program, written.role), written.notes, score(), stretch_);
  }

  void rewrite_parts(const std::vector<int>& programs, const EditStyle& style = {}) {
    put(rewrite(score(), stretch_, request(programs, style), seed_).parts);
  }

  // For each part the attempt that comes nearest to half as many notes again.
  void more(const std::vector<int>& programs, EditStyle style) {
    std::vector<std::vector<Part>> attempts;
    for (int i = 1; i <= kAttempts; ++i) {
      Rewrite how = request(programs, style);
      how.style.intensity += i;
      how.density = i;
      attempts.push_back(
          rewrite(score(), stretch_, how, Rng(seed_).fork(static_cast<uint64_t>(i)).next()).parts);
    }
    for (int program : programs) {
      Part& target = part(program);
      const std::vector<Note> old = notes_of(target, stretch_);
      const auto had = static_cast<double>(old.size());
      Part best = target;
      double best_miss = 1e9;
      for (const std::vector<Part>& attempt : attempts) {
        for (const Part& written : attempt) {
          if (written.program != program) continue;
          Part trial = target;
          splice(trial, written.notes, score(), stretch_);
          const auto count = static_cast<double>(count_of(trial, stretch_));
          const double miss = std::abs(count - kMoreNotes * had);
          if (count < kLeastMore * had || count <= had || miss >= best_miss) continue;
          best_miss = miss;
          best = trial;
        }
      }
      if (best_miss == 1e9) splice(best, divided(old), score(), stretch_);
      const auto count = static_cast<double>(count_of(best, stretch_));
      if (had > 0 && count > kMostMore * had) {
        thin_part(best, score().bars, stretch_.begin, stretch_.end, 1 - kMostMore * had / count);
      }
      target = best;
    }
  }

  // The longest notes played twice, where nothing busier can be written.
  static std::vector<Note> divided(std::vector<Note> notes) {
    const auto wanted = static_cast<size_t>(kMoreNotes * static_cast<double>(notes.size())) + 1;
    while (!notes.empty() && notes.size() < wanted) {
      const auto longest =
          std::max_element(notes.begin(), notes.end(), [](const Note& a, const Note& b) {
            return a.duration != b.duration ? a.duration < b.duration : a.start > b.start;
          });
      if (longest->duration < 6) break;
      Note second = *longest;
      longest->duration /= 2;
      second.start += longest->duration;
      second.duration -= longest->duration;
      second.velocity = std::max(4, second.velocity - 8);
      notes.push_back(second);
    }
    return notes;
  }

  void less(const std::vector<int>& programs, double share) {
    for (int program : programs)
      thin_part(part(program), score().bars, stretch_.begin, stretch_.end, share);
  }

  void remove(const std::vector<int>& programs) {
    for (int program : programs) splice(part(program), {}, score(), stretch_);
  }

  void louder(const std::vector<int>& programs, double factor, int step) {
    for (int program : programs) {
      for (Note& note : part(program).notes) {
        if (!stretch_.holds(note)) continue;
        const int wanted = static_cast<int>(std::lround(note.velocity * factor)) + step;
        note.velocity = velocity_of(velocity_code(std::clamp(wanted, 4, 127)));
      }
    }
    const std::vector<int> all = sounding();
    const bool everyone = std::all_of(all.begin(), all.end(),
                                      [&](int program) { return contains(programs, program); });
    if (!everyone) return;
    for (int i = stretch_.first_bar; i <= stretch_.last_bar; ++i) {
      int& dynamics = score().bars[static_cast<size_t>(i)].dynamics;
      dynamics = std::clamp(dynamics + (factor > 1 ? 1 : -1), 0, kLevelCount - 1);
    }
  }

  // By an octave, which no harmony minds; what would leave the instrument stays.
  void move(const std::vector<int>& programs, int semitones) {
    bool moved = false;
    for (int program : programs) {
      if (program == kDrumKit) continue;
      const Instrument& player = instrument(program);
      std::vector<Note> notes = notes_of(part(program), stretch_);
      for (Note& note : notes) {
        const int pitch = note.pitch + semitones;
        if (pitch < player.lowest || pitch > player.highest) continue;
        note.pitch = pitch;
        moved = true;
      }
      splice(part(program), notes, score(), stretch_);
    }
    if (!moved) {
      fail(ErrorKind::kUsage, kEdit, "{}: the instruments reach no {}.",
           semitones > 0 ? "higher" : "lower", semitones > 0 ? "higher" : "lower");
    }
  }

  void vary(const std::vector<int>& programs) {
    bool varied = false;
    for (int program : programs) {
      Rng own = Rng(seed_).fork(static_cast<uint64_t>(program));
      const std::vector<Note> old = notes_of(part(program), stretch_);
      splice(part(program), varied_line(part(program), score(), stretch_, own), score(), stretch_);
      varied = varied || notes_of(part(program), stretch_) != old;
    }
    if (!varied && !programs.empty()) rewrite_parts(programs);
  }

  void add(const Change& change) {
    if (change.program < 0 || change.program >= kProgramCount)
      fail(ErrorKind::kInput, kEdit, "add: expected an instrument.");
    Part& joined = score().part(change.program, change.role);
    if (count_of(joined, stretch_) > 0) {
      fail(ErrorKind::kUsage, kEdit,
           "add: the {} plays in bars {}-{} already. Ask for more of it, or something different.",
           name_of(change.program), stretch_.first_bar + 1, stretch_.last_bar + 1);
    }
    if (joined.notes.empty()) joined.role = change.role;
    Rewrite how = request({change.program}, change.style);
    put(rewrite(score(), stretch_, how, seed_).parts);
    if (count_of(part(change.program), stretch_) == 0) {
      // It would rather have rested: more is asked of it.
      more({change.program}, change.style);
    }
  }

  void instead(const Change& change) {
    const Instrument& player = instrument(change.program);
    const bool single = is_monophonic(change.program);
    for (int program : affected(change)) {
      if (program == change.program) continue;
      if ((program == kDrumKit) != (change.program == kDrumKit))
        fail(ErrorKind::kUsage, kEdit, "instead: drums and pitches cannot stand for each other.");
      const Role role = part(program).role;
      std::vector<Note> notes = notes_of(part(program), stretch_);
      splice(part(program), {}, score(), stretch_);
      Part& heir = score().part(change.program, role);
      for (Note& note : notes) {
        while (note.pitch < player.lowest) note.pitch += 12;
        while (note.pitch > player.highest) note.pitch -= 12;
      }
      if (single) keep_top(notes);
      const std::vector<Note> own = notes_of(heir, stretch_);
      notes.insert(notes.end(), own.begin(), own.end());
      splice(heir, notes, score(), stretch_);
    }
  }

  static void keep_top(std::vector<Note>& notes) {
    std::sort(notes.begin(), notes.end());
    std::vector<Note> top;
    for (const Note& note : notes) {
      if (!top.empty() && note.start - top.back().start <= 4) {
        if (note.pitch > top.back().pitch) top.back() = note;
        continue;
      }
      if (!top.empty())
        top.back().duration =
            std::max(1, std::min(top.back().duration, note.start - top.back().start));
      top.push_back(note);
    }
    notes = std::move(top);
  }

  // How well what stays fits the chords: the share of its time that is on their tones.
  double fit(const std::vector<Chord>& chords, const std::vector<int>& programs) {
    double inside = 0, all = 0;
    for (int program : programs) {
      if (program == kDrumKit) continue;
      for (const Note& note : notes_of(part(program), stretch_)) {
        const Chord* at = &chords.front();
        for (const Chord& chord : chords) {
          if (chord.start <= note.start + 4) at = &chord;
        }
        all += note.duration;
        inside += at->contains(note.pitch) ? note.duration : 0;
      }
    }
    return all > 0 ? inside / all : 1;
  }

  void reharmonise(const Change& change) {
    std::vector<int> programs = affected(change);
    std::erase(programs, kDrumKit);
    if (programs.empty()) fail(ErrorKind::kUsage, kEdit, "chords: no part plays them.");
    Rewrite how = request(programs);
    how.new_chords = true;
    std::vector<Chord> old;
    for (const Chord& chord : score().chords) {
      if (chord.start >= stretch_.begin && chord.start < stretch_.end) old.push_back(chord);
    }
    std::vector<Chord> best;
    double best_fit = -1;
    constexpr int kCandidates = 16;
    for (int i = 0; i < kCandidates; ++i) {
      const std::vector<Chord> chords =
          rewrite(score(), stretch_, how, Rng(seed_).fork(static_cast<uint64_t>(i)).next()).chords;
      if (chords.empty()) continue;
      const double found = fit(chords, how.beside) + 0.5 * difference(chords, old);
      if (found > best_fit) best_fit = found, best = chords;
    }
    if (best.empty()) fail(ErrorKind::kUsage, kEdit, "chords: the bars have no metre for them.");
    auto& chords = score().chords;
    // What sounded on into the bars after the stretch is said there again.
    const std::vector<Chord> harmony = harmony_of(score());
    const Chord* after = &harmony.front();
    for (const Chord& chord : harmony) {
      if (chord.start <= stretch_.end) after = &chord;
    }
    const bool said = std::any_of(chords.begin(), chords.end(),
                                  [&](const Chord& chord) { return chord.start == stretch_.end; });
    std::erase_if(chords, [&](const Chord& chord) {
      return chord.start >= stretch_.begin && chord.start < stretch_.end;
    });
    chords.insert(chords.end(), best.begin(), best.end());
    if (!said && stretch_.end < score().end()) {
      Chord again = *after;
      again.start = stretch_.end;
      chords.push_back(again);
    }
    std::stable_sort(chords.begin(), chords.end(),
                     [](const Chord& a, const Chord& b) { return a.start < b.start; });
    rewrite_parts(programs);
  }

  // The share of the new chords that were not there.
  static double difference(const std::vector<Chord>& chords, const std::vector<Chord>& old) {
    size_t other = 0;
    for (const Chord& chord : chords) {
      const bool same = std::any_of(old.begin(), old.end(), [&](const Chord& was) {
        return was.start == chord.start && was.root == chord.root && was.quality == chord.quality;
      });
      other += same ? 0 : 1;
    }
    return static_cast<double>(other) / static_cast<double>(chords.size());
  }

  std::vector<int> drums_of(const Change& change) {
    if (!change.parts.empty()) return affected(change);
    if (!contains(sounding(), kDrumKit))
      fail(ErrorKind::kUsage, kEdit, "{}: no drums play in bars {}-{}. Add drums first.",
           action_name(change.action), stretch_.first_bar + 1, stretch_.last_bar + 1);
    return {kDrumKit};
  }

  // Half-time: the first half of each bar's pattern fills the bar. Double time: the bar's pattern
  // twice as fast, twice.
  void change_feel(const std::vector<int>& programs, bool half) {
    for (int program : programs) {
      std::vector<Note> notes;
      for (const Note& note : notes_of(part(program), stretch_)) {
        const Bar* bar = &score().bars.front();
        for (int i = stretch_.first_bar; i <= stretch_.last_bar; ++i) {
          if (score().bars[static_cast<size_t>(i)].start <= note.start)
            bar = &score().bars[static_cast<size_t>(i)];
        }
        const int length = bar->metre.bar_ticks();
        const int at = note.start - bar->start;
        Note moved = note;
        if (half) {
          if (2 * at >= length) continue;
          moved.start = bar->start + 2 * at;
          if (program != kDrumKit) moved.duration = 2 * note.duration;
          notes.push_back(moved);
        } else {
          if (program != kDrumKit) moved.duration = std::max(1, note.duration / 2);
          moved.start = bar->start + at / 2;
          notes.push_back(moved);
          moved.start += length / 2;
          notes.push_back(moved);
        }
      }
      splice(part(program), notes, score(), stretch_);
    }
  }

  void fill() {
    const BarStretch whole = stretch_;
    const BarStretch last = stretch_of(score(), stretch_.last_bar, stretch_.last_bar);
    if (part(kDrumKit).notes.empty()) {
      fail(ErrorKind::kUsage, kEdit, "fill: the piece has no drums. Add drums first.");
    }
    const std::vector<Note> old = notes_of(part(kDrumKit), last);
    // The groove before it tells the drummer where in the phrase they are.
    stretch_ = stretch_of(score(), std::max(0, last.last_bar - 3), last.last_bar);
    std::vector<Note> best;
    for (uint64_t i = 0; i < kAttempts; ++i) {
      Rewrite how = request({kDrumKit});
      how.ends = false;
      how.fills = true;
      how.density = static_cast<int>(i);
      const std::vector<Part> parts =
          rewrite(score(), stretch_, how, Rng(seed_).fork(i).next()).parts;
      std::vector<Note> notes = notes_of(parts.front(), last);
      if (!notes.empty() && notes != old && notes.size() > best.size()) best = std::move(notes);
      if (best.size() > old.size()) break;
    }
    stretch_ = whole;
    splice(part(kDrumKit), best.empty() ? divided(old) : best, score(), last);
  }

  void end() {
    stretch_ = stretch_of(score(), stretch_.last_bar, stretch_.last_bar);
    auto& chords = score().chords;
    std::erase_if(chords, [&](const Chord& chord) {
      return chord.start >= stretch_.begin && chord.start < stretch_.end;
    });
    const Key& key = score().bars[static_cast<size_t>(stretch_.last_bar)].key;
    chords.push_back({stretch_.begin, key.tonic,
                      key.is_minor() ? ChordQuality::kMinor : ChordQuality::kMajor, key.tonic});
    std::stable_sort(chords.begin(), chords.end(),
                     [](const Chord& a, const Chord& b) { return a.start < b.start; });
    std::vector<int> programs = sounding();
    std::erase_if(programs, [&](int program) { return contains(edit_.keep, program); });
    if (programs.empty()) {
      for (const Part& found : score().parts) {
        if (!contains(edit_.keep, found.program)) programs.push_back(found.program);
      }
    }
    Rewrite how = request(programs);
    how.ends = true;
    put(rewrite(score(), stretch_, how, seed_).parts);
  }

  void lengthen(const Change& change) {
    if (score().bars.size() + static_cast<size_t>(change.bars) > kMostEditedBars)
      fail(ErrorKind::kUsage, kEdit, "extend: expected at most {} bars in all.", kMostEditedBars);
    Rng rng(seed_);
    const bool ending = has_ending(score());
    const Extended extended = extend(score(), change, rng);
    result_.inserted = extended.inserted;
    const Inserted& where = extended.inserted;
    stretch_ = stretch_of(score(), where.bar, where.bar + where.bars - 1);
    result_.notes.push_back(
        fmt::format("{} new bars: {}-{}", where.bars, where.bar + 1, where.bar + where.bars));
    if (extended.ending_moved)
      result_.notes.push_back("the ending that the piece had comes after them");
    if (change.action == Action::kGoOn && ending && !extended.ending_moved)
      result_.notes.push_back("the ending that the piece had stays before them");
    if (!extended.ends_anew || where.bars < 2) return;
    const BarStretch fresh = stretch_;
    end();
    stretch_ = fresh;
    ends_ = true;
    result_.notes.push_back(fmt::format("a new ending in bar {}", where.bar + where.bars));
  }

  void calmer(const Change& change) {
    const std::vector<int> programs = affected(change);
    const std::vector<int> around = those(programs, false);
    less(around.empty() ? programs : around, kCalmed);
    louder(programs, 0.85, -2);
  }

  void wilder(const Change& change) {
    const std::vector<int> programs = affected(change);
    const std::vector<int> tunes = those(programs, true);
    const std::vector<int> around = those(programs, false);
    if (!around.empty()) more(around, {});
    if (!tunes.empty()) vary(tunes);
    louder(programs, 1.12, 4);
  }

  void restyle(const Change& change) {
    const std::vector<int> programs = affected(change);
    std::vector<int> around = those(programs, false);
    const bool tunes_too = !change.parts.empty() || around.empty();
    rewrite_parts(tunes_too ? programs : around, change.style);
  }

  void apply(const Change& change) {
    switch (change.action) {
      case Action::kRewrite:
        return rewrite_parts(affected(change));
      case Action::kMore:
        return more(affected(change), {});
      case Action::kLess:
        return less(affected(change), kFewerNotes);
      case Action::kRemove:
        return remove(affected(change));
      case Action::kOnly: {
        std::vector<int> others = sounding();
        std::erase_if(others, [&](int program) {
          return contains(change.parts, program) || contains(edit_.keep, program);
        });
        return remove(others);
      }
      case Action::kAdd:
        return add(change);
      case Action::kInstead:
        return instead(change);
      case Action::kLouder:
        return louder(affected(change), 1.2, 5);
      case Action::kSofter:
        return louder(affected(change), 0.78, -4);
      case Action::kHigher:
        return move(affected(change), 12);
      case Action::kLower:
        return move(affected(change), -12);
      case Action::kCalmer:
        return calmer(change);
      case Action::kWilder:
        return wilder(change);
      case Action::kVary: {
        const std::vector<int> programs = affected(change);
        const std::vector<int> tunes = those(programs, true);
        return vary(change.parts.empty() && !tunes.empty() ? tunes : programs);
      }
      case Action::kHarmony:
        return reharmonise(change);
      case Action::kStyle:
        return restyle(change);
      case Action::kHalfTime:
      case Action::kDoubleTime:
        return change_feel(drums_of(change), change.action == Action::kHalfTime);
      case Action::kFill:
        return fill();
      case Action::kEnding:
        return end();
      case Action::kGoOn:
      case Action::kOpen:
        return lengthen(change);
    }
  }

  // What became of each part in the bars that were there before.
  void tell(const Score& before) {
    const auto figures = [](const Score& music, int program, const BarStretch& stretch) {
      for (const Part& found : music.parts) {
        if (found.program == program) return count_of(found, stretch);
      }
      return size_t{0};
    };
    if (result_.inserted) return;
    const BarStretch named =
        stretch_of(before, edit_.first_bar,
                   edit_.last_bar < 0 ? static_cast<int>(before.bars.size()) - 1 : edit_.last_bar);
    for (int program = 0; program < kProgramCount; ++program) {
      const size_t had = figures(before, program, named);
      const size_t has = figures(result_.score, program, named);
      if (had == 0 && has == 0) continue;
      const auto notes = [&](const Score& music) -> std::vector<Note> {
        for (const Part& found : music.parts) {
          if (found.program == program) return notes_of(found, named);
        }
        return {};
      };
      if (notes(before) == notes(result_.score)) continue;
      result_.notes.push_back(
          had == has ? fmt::format("{}: {} notes, changed", name_of(program), has)
                     : fmt::format("{}: {} notes, now {}", name_of(program), had, has));
    }
  }

  const Edit& edit_;
  Rng rng_;
  uint64_t seed_ = 0;
  BarStretch stretch_;
  bool ends_ = false;
  Edited result_;
};

}  // namespace

std::string_view action_name(Action action) {
  static constexpr std::array<std::string_view, kActionCount> kNames{
      "rewrite",   "more",        "less",  "remove", "only",   "add",  "instead", "louder",
      "softer",    "higher",      "lower", "calmer", "wilder", "vary", "chords",  "style",
      "half-time", "double-time", "fill",  "ending", "go on",  "open"};
  return kNames[static_cast<size_t>(action)];
}

bool has_ending(const Score& score) {
  if (score.bars.size() < 2) return false;
  constexpr int kLate = 8;  // ticks of human timing
  const auto last = static_cast<int>(score.bars.size()) - 1;
  const BarStretch final_bar = stretch_of(score, last, last);
  bool sounds = false;
  for (const Part& part : score.parts) {
    for (const Note& note : part.notes) {
      if (!final_bar.holds(note)) continue;
      if (note.start > final_bar.begin + kLate) return false;
      sounds = sounds || part.program != kDrumKit;
    }
  }
  return sounds;
}

Edited edited(const Score& score, const Edit& edit) {
  if (score.bars.empty() || score.note_count() == 0)
    fail(ErrorKind::kUsage, kEdit, "expected music, found no notes.");
  if (score.bars.size() > kMostEditedBars) {
    fail(ErrorKind::kUsage, kEdit, "expected at most {} bars, found {}.", kMostEditedBars,
         score.bars.size());
  }
  return Editor(score, edit).run();
}

}  // namespace continuo
