// Endings and tidiness of parts.
#include "arrange/ending.h"

#include <algorithm>
#include <array>

#include "arrange/harmony.h"
#include "arrange/players.h"
#include "arrange/voicing.h"
#include "score/instrument.h"

namespace continuo {

namespace {

constexpr int kCutTicks = 24;

// No shorter than what the part held before, so that it ends as one ends; two bars at most.
int last_length(const Part& part, int bar, int last_start, LastChord how) {
  if (how == LastChord::kCut) return std::min(kCutTicks, bar);
  if (how == LastChord::kRings) return 2 * bar;
  int longest = bar;
  for (const Note& note : part.notes) {
    if (note.start >= last_start - 4 * bar) longest = std::max(longest, note.duration);
  }
  return std::min(longest, 2 * bar);
}

// The lowest of the notes from `from` on becomes the root, in the octave that is nearest.
void stand_on_root(Score& score, int from, int root) {
  Note* lowest = nullptr;
  int program = 0;
  for (Part& part : score.parts) {
    if (part.program == kDrumKit) continue;
    for (Note& note : part.notes) {
      if (note.start < from || (lowest != nullptr && note.pitch >= lowest->pitch)) continue;
      lowest = &note;
      program = part.program;
    }
  }
  if (lowest == nullptr || (lowest->pitch - root) % 12 == 0) return;
  const Instrument& player = instrument(program);
  const int below = lowest->pitch - ((lowest->pitch - root) % 12 + 12) % 12;
  if (below >= player.lowest) {
    lowest->pitch = below;
    return;
  }
  // No lower: who plays this goes up, and the next lowest is asked.
  const int above = below + 12;
  if (above > player.highest) return;
  lowest->pitch = above;
  stand_on_root(score, from, root);
}

}  // namespace

void write_ending(Score& score, const std::vector<char>& active, LastChord how) {
  if (score.bars.empty() || score.chords.empty()) return;
  const Bar& last = score.bars.back();
  const Chord& chord = chord_at(score, last.start);
  const int bar = last.end() - last.start;
  for (size_t i = 0; i < score.plan.parts.size(); ++i) {
    const PlanPart& planned = score.plan.parts[i];
    Part& part = score.part(planned.program, planned.role);
    const bool plays = i < active.size() && active[i];
    if (planned.program == kDrumKit) {
      std::erase_if(part.notes, [&](const Note& note) { return note.start > last.start; });
      continue;
    }
    std::erase_if(part.notes, [&](const Note& note) { return note.start >= last.start; });
    if (!plays) continue;
    const int length = last_length(part, bar, last.start, how);
    const Register range = register_of(planned.program, planned.role, 0);
    const Instrument& traits = instrument(planned.program);
    // From where the part's hands were last.
    std::vector<int> hands;
    int when = -1;
    for (auto note = part.notes.rbegin(); note != part.notes.rend(); ++note)
      when = std::max(when, note->start);
    for (const Note& note : part.notes) {
      if (note.start == when) hands.push_back(note.pitch);
    }
    std::sort(hands.begin(), hands.end());
    auto add = [&](int pitch, int velocity) {
      if (pitch >= traits.lowest && pitch <= traits.highest)
        part.notes.push_back({last.start, length, pitch, velocity});
    };
    const int top = hands.empty() ? range.centre : hands.back();
    const bool chordal = !is_monophonic(planned.program) && planned.role != Role::kBass &&
                         planned.role != Role::kCounter;
    if (planned.role == Role::kBass) {
      add(nearest_in(1u << chord.root, hands.empty() ? range.centre : hands.front(), range.lowest,
                     range.highest),
          84);
    } else if (planned.role == Role::kCounter && chord.tones().size() > 1) {
      add(nearest_in(1u << ((chord.root + chord.tones()[1]) % 12), top, traits.lowest,
                     traits.highest),
          74);
    } else if (planned.role == Role::kLead || !chordal) {
      add(nearest_in(1u << chord.root, top, traits.lowest, traits.highest), 86);
    }
    const bool needs_chord = chordal && (planned.role != Role::kLead ||
                                         score.plan.parts.size() <= 2 || hands.size() > 2);
    if (needs_chord) {
      VoicingSpec spec;
      const Register chords = register_of(
          planned.program, planned.role == Role::kLead ? Role::kChords : planned.role, 0);
      spec.lowest = chords.lowest;
      spec.highest =
          planned.role == Role::kLead && !part.notes.empty()
              ? std::max(chords.lowest + 9, std::min(chords.highest, part.notes.back().pitch - 1))
              : chords.highest;
      spec.centre = std::min(chords.centre, (spec.lowest + spec.highest) / 2);
      for (int pitch : voice_chord(chord, spec, {})) add(pitch, 72);
      bool other_bass = false;
      for (size_t k = 0; k < score.plan.parts.size(); ++k)
        other_bass = other_bass ||
                     (score.plan.parts[k].role == Role::kBass && k < active.size() && active[k]);
      if (!other_bass && planned.role != Role::kPad)
        add(nearest_in(1u << chord.root, std::max(traits.lowest, 38), traits.lowest,
                       traits.highest),
            80);
    }
  }
  stand_on_root(score, last.start, chord.root);
}

void fill_silences(Score& score, const Grid& grid, const std::vector<SectionSpan>& sections) {
  const int end = score.end();
  if (end == 0) return;
  std::vector<char> sounding(static_cast<size_t>(end), 0);
  for (const Part& part : score.parts) {
    for (const Note& note : part.notes) {
      const int length = part.program == kDrumKit ? std::max(48, note.duration) : note.duration;
      for (int tick = std::max(0, note.start); tick < std::min(end, note.start + length); ++tick)
        sounding[static_cast<size_t>(tick)] = 1;
    }
  }
  // Who may hold or add: chords first, then whoever else has a pitch.
  const auto filler_at = [&](int tick) -> Part* {
    const SectionSpan* section = nullptr;
    for (const SectionSpan& each : sections) {
      if (score.bars[static_cast<size_t>(each.first_bar)].start <= tick) section = &each;
    }
    for (Role role :
         {Role::kChords, Role::kPad, Role::kLead, Role::kArpeggio, Role::kCounter, Role::kBass}) {
      for (Part& part : score.parts) {
        const bool rests = section != nullptr && section->rests(part.program);
        if (part.role == role && part.program != kDrumKit && !rests) return &part;
      }
    }
    return nullptr;
  };
  const int last_start = score.bars.back().start;
  const int limit = grid.bar_ticks() / 2;
  for (int tick = 0; tick < end;) {
    if (sounding[static_cast<size_t>(tick)]) {
      ++tick;
      continue;
    }
    int to = tick;
    while (to < end && !sounding[static_cast<size_t>(to)]) ++to;
    // A gap of silence: hold what ended here, else play the chord.
    if (to - tick > limit && tick < last_start) {
      const int until = std::min(to, last_start);
      bool held = false;
      for (Part& part : score.parts) {
        if (part.program == kDrumKit) continue;
        for (Note& note : part.notes) {
          if (note.start + note.duration != tick || until - note.start > grid.bar_ticks()) continue;
          note.duration = until - note.start;
          held = true;
        }
      }
      for (int at = tick; !held && at < until;) {
        Part* filler = filler_at(at);
        const Chord& chord = chord_at(score, at);
        const int stop =
            std::min({until, chord_end(score, at), (at / grid.bar_ticks() + 1) * grid.bar_ticks()});
        if (filler == nullptr) {
          at = stop;
          continue;
        }
        const Register range = register_of(filler->program, filler->role, 0);
        if (is_monophonic(filler->program) || filler->role == Role::kBass) {
          filler->notes.push_back(
              {at, stop - at,
               nearest_in(1u << chord.root, range.centre, range.lowest, range.highest), 72});
        } else {
          VoicingSpec spec{range.lowest, range.highest, 3, range.centre, false, false, false};
          for (int pitch : voice_chord(chord, spec, {}))
            filler->notes.push_back({at, stop - at, pitch, 66});
        }
        at = stop;
      }
    }
    tick = to;
  }
}

void untangle(Part& part) {
  auto& notes = part.notes;
  std::sort(notes.begin(), notes.end(), [](const Note& a, const Note& b) {
    if (a.start != b.start) return a.start < b.start;
    if (a.pitch != b.pitch) return a.pitch < b.pitch;
    return a.duration > b.duration;
  });
  notes.erase(std::unique(notes.begin(), notes.end(),
                          [](const Note& a, const Note& b) {
                            return a.start == b.start && a.pitch == b.pitch;
                          }),
              notes.end());
  if (part.program == kDrumKit) return;
  std::array<int, 128> open;
  open.fill(-1);
  const bool single = is_monophonic(part.program);
  int before = -1;
  for (size_t i = 0; i < notes.size(); ++i) {
    const int same = open[static_cast<size_t>(notes[i].pitch)];
    if (same >= 0) {
      Note& earlier = notes[static_cast<size_t>(same)];
      earlier.duration = std::max(1, std::min(earlier.duration, notes[i].start - earlier.start));
    }
    open[static_cast<size_t>(notes[i].pitch)] = static_cast<int>(i);
    if (single && before >= 0) {
      Note& earlier = notes[static_cast<size_t>(before)];
      if (earlier.start < notes[i].start)
        earlier.duration = std::max(1, std::min(earlier.duration, notes[i].start - earlier.start));
    }
    before = static_cast<int>(i);
  }
  if (!single) return;
  // Of notes struck together the highest stays.
  std::vector<Note> kept;
  for (const Note& note : notes) {
    if (!kept.empty() && kept.back().start == note.start) {
      kept.back() = note;
    } else {
      kept.push_back(note);
    }
  }
  notes = std::move(kept);
}

}  // namespace continuo
