// What a performance played lately: bars, notes, and the events that its synthesiser heard, so that
// any of it can still be kept.
#pragma once

#include <cstdint>
#include <deque>
#include <vector>

#include "score/score.h"
#include "synth/sound_events.h"

namespace continuo {

// Belongs to one thread; copies may go to others.
class History {
 public:
  explicit History(double keep_s) : keep_s_(keep_s) {}

  // A bar begins at a block; `state` are the events that bring a new synthesiser to where this one
  // stands. Bars older than is kept go.
  void begin_bar(const Bar& bar, const Plan& plan, uint64_t block, std::vector<SoundEvent> state);
  void add_note(int program, Role role, const Note& note);  // ticks from the latest bar line
  void add_event(const SoundEvent& event);
  // The latest bar ended after so many of its ticks.
  void cut_short(int ticks);

  struct PlayedNote {
    int program = 0;
    Role role = Role::kLead;
    Note note;
  };
  struct PlayedBar {
    Bar bar;
    Plan plan;  // in force as it began, without sections
    uint64_t block = 0;
    std::vector<SoundEvent> state;
    std::vector<PlayedNote> notes;
    std::vector<SoundEvent> events;
  };
  // The latest whole bars of at most `seconds`, and the one that plays now.
  std::vector<PlayedBar> latest(double seconds, uint64_t now_block) const;
  size_t bars() const { return bars_.size(); }

 private:
  double keep_s_;
  std::deque<PlayedBar> bars_;
};

}  // namespace continuo
