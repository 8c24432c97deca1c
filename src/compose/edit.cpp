#include "compose/edit.h"

#include "base/error.h"
#include "compose/edit_splice.h"
#include "compose/editor.h"
#include "score/instrument.h"

namespace continuo {

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

Edited edited(const Score& score, const Edit& edit, bool loop) {
  if (score.bars.empty() || score.note_count() == 0)
    fail(ErrorKind::kUsage, kEdit, "expected music, found no notes.");
  if (score.bars.size() > kMostEditedBars) {
    fail(ErrorKind::kUsage, kEdit, "expected at most {} bars, found {}.", kMostEditedBars,
         score.bars.size());
  }
  return Editor(score, edit, loop).run();
}

}  // namespace continuo
