// Edits of how much, how loud, how high and how.
#include <algorithm>
#include <cmath>

#include "arrange/thin.h"
#include "base/error.h"
#include "compose/edit_vary.h"
#include "compose/editor.h"
#include "score/frames.h"
#include "score/instrument.h"

namespace continuo {

namespace {

constexpr double kMoreNotes = 1.5;
constexpr double kLeastMore = 1.15;
constexpr double kMostMore = 2;
constexpr double kCalmed = 0.3;

}  // namespace

// For each part the attempt that comes nearest to half as many notes again.
void Editor::more(const std::vector<int>& programs, const EditStyle& style) {
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

std::vector<Note> divided(std::vector<Note> notes) {
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

void Editor::less(const std::vector<int>& programs, double share) {
  for (int program : programs)
    thin_part(part(program), score().bars, stretch_.begin, stretch_.end, share);
}

void Editor::remove(const std::vector<int>& programs) {
  for (int program : programs) splice(part(program), {}, score(), stretch_);
}

void Editor::louder(const std::vector<int>& programs, double factor, int step) {
  for (int program : programs) {
    for (Note& note : part(program).notes) {
      if (!stretch_.holds(note)) continue;
      const int wanted = static_cast<int>(std::lround(note.velocity * factor)) + step;
      note.velocity = velocity_of(velocity_code(std::clamp(wanted, 4, 127)));
    }
  }
  const std::vector<int> all = sounding();
  const bool everyone =
      std::all_of(all.begin(), all.end(), [&](int program) { return contains(programs, program); });
  if (!everyone) return;
  for (int i = stretch_.first_bar; i <= stretch_.last_bar; ++i) {
    int& dynamics = score().bars[static_cast<size_t>(i)].dynamics;
    dynamics = std::clamp(dynamics + (factor > 1 ? 1 : -1), 0, kLevelCount - 1);
  }
}

// By an octave, which no harmony minds; what would leave the instrument stays.
void Editor::move(const std::vector<int>& programs, int semitones) {
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

void Editor::vary(const std::vector<int>& programs) {
  bool varied = false;
  for (int program : programs) {
    Rng own = Rng(seed_).fork(static_cast<uint64_t>(program));
    const std::vector<Note> old = notes_of(part(program), stretch_);
    splice(part(program), varied_line(part(program), score(), stretch_, own), score(), stretch_);
    varied = varied || notes_of(part(program), stretch_) != old;
  }
  if (!varied && !programs.empty()) rewrite_parts(programs);
}

void Editor::calmer(const Change& change) {
  const std::vector<int> programs = affected(change);
  const std::vector<int> around = those(programs, false);
  less(around.empty() ? programs : around, kCalmed);
  louder(programs, 0.85, -2);
}

void Editor::wilder(const Change& change) {
  const std::vector<int> programs = affected(change);
  const std::vector<int> tunes = those(programs, true);
  const std::vector<int> around = those(programs, false);
  if (!around.empty()) more(around, {});
  if (!tunes.empty()) vary(tunes);
  louder(programs, 1.12, 4);
}

void Editor::restyle(const Change& change) {
  const std::vector<int> programs = affected(change);
  std::vector<int> around = those(programs, false);
  const bool tunes_too = !change.parts.empty() || around.empty();
  rewrite_parts(tunes_too ? programs : around, change.style);
}

}  // namespace continuo
