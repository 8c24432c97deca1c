// The notes of a performance: which those of a bar are, when each is struck and let go, and which
// must end because the music has changed.
#include <algorithm>
#include <cmath>

#include "live/performance.h"

namespace continuo {

namespace {

constexpr double kBlock = Performance::kBlockFrames;

size_t key_of(int program, int pitch) { return static_cast<size_t>(program * 128 + pitch); }

}  // namespace

void Performance::schedule_bar(double from) {
  pending_.clear();
  at_ = 0;
  const Bar& bar = round_->score.bars[static_cast<size_t>(bar_)];
  const auto add = [&](const Part& part, const Note& note, int bar_tick) {
    const double tick = bar_start_ + note.start - bar_tick;
    if (tick >= from - 1e-6 && tick < bar_start_ + bar.metre.bar_ticks()) {
      pending_.push_back(
          {tick, tick + note.duration, part.program, part.role, note.pitch, note.velocity});
    }
  };
  const auto index = static_cast<size_t>(bar_);
  if (controls_.writer == Writer::kModel && index < model_.size() && model_[index]) {
    for (const Part& part : *model_[index]) {
      for (const Note& note : part.notes) add(part, note, 0);
    }
  } else {
    for (const Part& part : round_->score.parts) {
      auto note = std::lower_bound(part.notes.begin(), part.notes.end(), bar.start,
                                   [](const Note& a, int tick) { return a.start < tick; });
      for (; note != part.notes.end() && note->start < bar.end(); ++note)
        add(part, *note, bar.start);
    }
  }
  std::stable_sort(pending_.begin(), pending_.end(),
                   [](const Pending& a, const Pending& b) { return a.tick < b.tick; });
}

void Performance::emit(SoundEvent event) {
  event.block = block_;
  synth_->play(event);
  history_.add_event(event);
}

void Performance::silence(int program, int pitch) {
  emit({.kind = SoundEventKind::kNoteOff, .program = program, .a = pitch});
  owner_[key_of(program, pitch)] = 0;
}

void Performance::cut(const Plan& before, const Plan& after) {
  for (int program = 0; program < kProgramCount; ++program) {
    const bool stays = after.has_part(program);
    if (stays && (program == kDrumKit || before.key == after.key)) continue;
    for (int pitch = 0; pitch < 128; ++pitch) {
      if (owner_[key_of(program, pitch)] == 0) continue;
      if (!stays || !after.key.contains(pitch)) silence(program, pitch);
    }
  }
}

void Performance::sound(const Pending& note) {
  const size_t key = key_of(note.program, note.pitch);
  if (owner_[key] != 0) silence(note.program, note.pitch);
  emit({.kind = SoundEventKind::kNoteOn,
        .program = note.program,
        .a = note.pitch,
        .b = note.velocity});
  owner_[key] = ++serial_;
  offs_.push({note.end, note.program, note.pitch, serial_});
  if (levels_[static_cast<size_t>(note.program)] <= kSilence) return;
  const int duration = std::max(1, static_cast<int>(std::lround(note.end - note.tick)));
  history_.add_note(note.program, note.role,
                    {static_cast<int>(std::lround(note.tick - bar_told_from_)), duration,
                     note.pitch, note.velocity});
  const double frames = duration / ticks_a_block(tempo_) * kBlock;
  heard_notes_.push_back({note.program, note.pitch, note.velocity, position(),
                          position() + static_cast<uint64_t>(std::lround(frames))});
}

void Performance::play_notes(double to) {
  while (true) {
    const double on = at_ < pending_.size() ? pending_[at_].tick : to;
    const double off = offs_.empty() ? to : offs_.top().tick;
    if (on >= to && off >= to) return;
    if (off <= on) {
      const Off end = offs_.top();
      offs_.pop();
      if (owner_[key_of(end.program, end.pitch)] == end.serial) silence(end.program, end.pitch);
    } else {
      sound(pending_[at_++]);
    }
  }
}

}  // namespace continuo
