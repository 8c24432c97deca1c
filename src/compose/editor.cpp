#include "compose/editor.h"

#include <algorithm>
#include <optional>

#include "base/error.h"
#include "score/instrument.h"

namespace continuo {

namespace {

constexpr double kFewerNotes = 0.4;  // share that goes

}  // namespace

bool contains(const std::vector<int>& list, int program) {
  return std::find(list.begin(), list.end(), program) != list.end();
}

Editor::Editor(const Score& score, const Edit& edit, bool loop)
    : edit_(edit), rng_(edit.seed), loop_(loop) {
  result_.score = score;
  const auto count = static_cast<int>(score.bars.size());
  const int last = edit.last_bar < 0 ? count - 1 : edit.last_bar;
  if (edit.first_bar < 0 || edit.first_bar > last || last >= count) {
    fail(ErrorKind::kUsage, kEdit, "bars {}-{}: expected bars of 1 to {}.", edit.first_bar + 1,
         last + 1, count);
  }
  stretch_ = stretch_of(score, edit.first_bar, last);
  ends_ = !loop && has_ending(score);
}

Edited Editor::run() {
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
  if (loop_) close_loop(before);
  tell(before);
  return std::move(result_);
}

void Editor::close_loop(const Score& before) {
  const int end = score().end();
  const std::optional<Inserted>& inserted = result_.inserted;
  for (Part& part : score().parts) {
    const auto old = std::find_if(before.parts.begin(), before.parts.end(),
                                  [&](const Part& was) { return was.program == part.program; });
    for (Note& note : part.notes) {
      if (note.start + note.duration <= end) continue;
      Note was = note;
      if (inserted && note.start >= inserted->tick + inserted->ticks) was.start -= inserted->ticks;
      const bool stays = old != before.parts.end() &&
                         std::find(old->notes.begin(), old->notes.end(), was) != old->notes.end();
      if (!stays) note.duration = end - note.start;
    }
  }
}

std::vector<int> Editor::sounding() {
  std::vector<int> programs;
  for (const Part& part : score().parts) {
    if (count_of(part, stretch_) > 0) programs.push_back(part.program);
  }
  return programs;
}

std::vector<int> Editor::affected(const Change& change) {
  std::vector<int> programs = change.parts.empty() ? sounding() : change.parts;
  std::erase_if(programs, [&](int program) { return contains(edit_.keep, program); });
  if (programs.empty()) {
    fail(ErrorKind::kUsage, kEdit, "{}: nothing is left to change in bars {}-{}.",
         action_name(change.action), stretch_.first_bar + 1, stretch_.last_bar + 1);
  }
  return programs;
}

Part& Editor::part(int program) {
  for (Part& found : score().parts) {
    if (found.program == program) return found;
  }
  return score().part(program, program == kDrumKit ? Role::kDrums : Role::kChords);
}

bool Editor::sings(int program) {
  const Role role = part(program).role;
  return role == Role::kLead || role == Role::kCounter;
}

std::vector<int> Editor::those(const std::vector<int>& programs, bool singing) {
  std::vector<int> chosen;
  for (int program : programs) {
    if (sings(program) == singing) chosen.push_back(program);
  }
  return chosen;
}

bool Editor::at_the_end() const {
  return stretch_.last_bar + 1 == static_cast<int>(result_.score.bars.size());
}

Rewrite Editor::request(const std::vector<int>& programs, const EditStyle& style) {
  Rewrite how;
  how.style = style;
  how.ends = ends_ && at_the_end();
  for (int program : programs) how.write.push_back({program, part(program).role});
  for (int program : sounding()) {
    if (!contains(programs, program)) how.beside.push_back(program);
  }
  return how;
}

void Editor::put(const std::vector<Part>& parts) {
  for (const Part& written : parts)
    splice(score().part(written.program, written.role), written.notes, score(), stretch_);
}

void Editor::rewrite_parts(const std::vector<int>& programs, const EditStyle& style) {
  put(rewrite(score(), stretch_, request(programs, style), seed_).parts);
}

void Editor::apply(const Change& change) {
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
void Editor::tell(const Score& before) {
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
        had == has ? fmt::format("{}: {} notes, changed", instrument(program).name, has)
                   : fmt::format("{}: {} notes, now {}", instrument(program).name, had, has));
  }
}

}  // namespace continuo
