// Edits of the drums' feel and of the form: fills, endings, more bars.
#include <algorithm>

#include "base/error.h"
#include "compose/edit_extend.h"
#include "compose/editor.h"
#include "score/instrument.h"

namespace continuo {

std::vector<int> Editor::drums_of(const Change& change) {
  if (!change.parts.empty()) return affected(change);
  if (!contains(sounding(), kDrumKit))
    fail(ErrorKind::kUsage, kEdit, "{}: no drums play in bars {}-{}. Add drums first.",
         action_name(change.action), stretch_.first_bar + 1, stretch_.last_bar + 1);
  return {kDrumKit};
}

// Half-time: the first half of each bar's pattern fills the bar. Double time: the bar's pattern
// twice as fast, twice.
void Editor::change_feel(const std::vector<int>& programs, bool half) {
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

void Editor::fill() {
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

void Editor::end() {
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

void Editor::lengthen(const Change& change) {
  if (score().bars.size() + static_cast<size_t>(change.bars) > kMostEditedBars)
    fail(ErrorKind::kUsage, kEdit, "extend: expected at most {} bars in all.", kMostEditedBars);
  Rng rng(seed_);
  const bool ending = !loop_ && has_ending(score());
  const Extended extended = extend(score(), change, ending, rng);
  result_.inserted = extended.inserted;
  const Inserted& where = extended.inserted;
  stretch_ = stretch_of(score(), where.bar, where.bar + where.bars - 1);
  result_.notes.push_back(
      fmt::format("{} new bars: {}-{}", where.bars, where.bar + 1, where.bar + where.bars));
  if (extended.ending_moved)
    result_.notes.push_back("the ending that the piece had comes after them");
  if (change.action == Action::kGoOn && ending && !extended.ending_moved)
    result_.notes.push_back("the ending that the piece had stays before them");
  if (loop_ || !extended.ends_anew || where.bars < 2) return;
  const BarStretch fresh = stretch_;
  end();
  stretch_ = fresh;
  ends_ = true;
  result_.notes.push_back(fmt::format("a new ending in bar {}", where.bar + where.bars));
}

}  // namespace continuo
