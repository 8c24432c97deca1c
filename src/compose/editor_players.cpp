// Edits of who plays: somebody joins in, or plays instead of another.
#include <algorithm>

#include "arrange/players.h"
#include "base/error.h"
#include "compose/editor.h"
#include "score/instrument.h"

namespace continuo {

namespace {

void keep_top(std::vector<Note>& notes) {
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

}  // namespace

void Editor::add(const Change& change) {
  if (change.program < 0 || change.program >= kProgramCount)
    fail(ErrorKind::kInput, kEdit, "add: expected an instrument.");
  Part& joined = score().part(change.program, change.role);
  if (count_of(joined, stretch_) > 0) {
    fail(ErrorKind::kUsage, kEdit,
         "add: the {} plays in bars {}-{} already. Ask for more of it, or something different.",
         instrument(change.program).name, stretch_.first_bar + 1, stretch_.last_bar + 1);
  }
  if (joined.notes.empty()) joined.role = change.role;
  Rewrite how = request({change.program}, change.style);
  put(rewrite(score(), stretch_, how, seed_).parts);
  if (count_of(part(change.program), stretch_) == 0) {
    // It would rather have rested: more is asked of it.
    more({change.program}, change.style);
  }
}

void Editor::instead(const Change& change) {
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

}  // namespace continuo
