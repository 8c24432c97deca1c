// Endless music under controls, rendered block by block: the part of live music that knows no
// clock and no thread. The same controls at the same positions give the same samples, as long as
// its source answers at the same positions.
//
// Notes are written bars ahead, and sound is rendered only when it is asked for: what changes drops
// the notes that are not yet rendered, from a point of the grid on, and nothing that was rendered
// is ever taken back.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <queue>
#include <span>
#include <vector>

#include "dsp/leveller.h"
#include "dsp/limiter.h"
#include "live/clock_reading.h"
#include "live/heard.h"
#include "live/history.h"
#include "live/round_writer.h"
#include "synth/event_synth.h"

namespace continuo {

// Belongs to one thread.
class Performance {
 public:
  static constexpr size_t kBlockFrames = EventSynth::kBlockFrames;

  // The source must outlive the performance.
  Performance(std::shared_ptr<SoundfontStore> store, RoundSource& source, const Controls& controls,
              double keep_s);
  ~Performance();

  // Heard from the next point of the grid on that is as far away as asked.
  void set(const Controls& controls, When when);
  // Tempo and beat of a clock from outside in place of the controls' tempo; a reading without a tempo
  // gives them back. The clock's beat is to lie at `position` (sample frames, also ones that were
  // rendered long ago). Called often: the newest counts. `anew` where it is no use to come nearer
  // slowly, after a pause: then a bar begins on the clock's next beat.
  void follow_clock(const ClockReading& reading, double position, bool anew = false);
  // Nothing where no clock is followed.
  std::optional<ClockStep> clock_step() const;
  // Fades out, forgets the music so far, and begins anew.
  void restart();
  // The next blocks fade in, or out. Silent when faded_out().
  void fade(bool in);
  bool faded_out() const { return gain_ == 0 && gain_target_ == 0; }

  // Interleaved stereo, a whole number of blocks. Silence until the first round is written.
  void render(std::span<float> interleaved);
  // What began while it rendered, since it was last cleared.
  const std::vector<HeardNote>& notes() const { return heard_notes_; }
  const std::vector<HeardBar>& bars() const { return heard_bars_; }
  void clear_heard();
  // Of sound behind the notes and bars that are told at the same position.
  size_t latency_frames() const { return limiter_.latency_frames(); }

  const Controls& controls() const { return controls_; }
  // In force; nothing before the first round is written.
  const std::optional<Round>& round() const { return round_; }
  uint64_t position() const { return block_ * kBlockFrames; }  // sample frames
  int64_t bar_number() const { return bars_begun_ - 1; }
  double beat() const;  // quarter notes since the bar line
  double bpm() const;
  uint64_t generation() const { return generation_; }
  uint64_t missed_bars() const { return missed_bars_; }
  // Position at which the latest change of the music was first rendered.
  uint64_t changed_at() const { return changed_at_; }
  const std::string& warning() const { return warning_; }
  const History& history() const { return history_; }
  uint64_t block() const { return block_; }

 private:
  struct Pending {
    double tick = 0;
    double end = 0;
    int program = 0;
    Role role = Role::kLead;
    int pitch = 0;
    int velocity = 0;
  };
  struct Off {
    double tick;
    int program;
    int pitch;
    uint64_t serial;
    bool operator>(const Off& other) const {
      return tick != other.tick ? tick > other.tick : serial > other.serial;
    }
  };
  // A clock from outside, as it is at a block of ours.
  struct Clock {
    double bpm = 0;
    std::optional<double> tick;  // of its song; nothing while it stands
    double bar_line = 0;         // a tick of its song
    double block = 0;
  };
  struct Pulse {
    double into = 0;   // ticks since the clock's bar line
    double ahead = 0;  // of the block's beginning
  };
  struct Waiting {
    Round round;
    When when = When::kBar;
    std::vector<std::optional<std::vector<Part>>> model;
  };

  // Ticks since the music began, and blocks.
  double tick_at(uint64_t block) const;
  void set_tempo(double bpm, double tick);
  double ticks_a_block(double bpm) const;

  void take_answers();
  void ask(bool follows);
  void keep_model_bar(ModelBar bar);
  // The first point of the grid that is not before a tick.
  double grid(When when, double tick) const;
  bool goes_on_in_place(const Round& round) const;
  void adopt(Waiting& next, double tick, bool at_bar_line);
  void begin_round(Waiting next, double tick);
  // `into`: so many ticks of the bar are over, as the clock that is followed counts them.
  void begin_bar(double tick, double into = 0);
  void ask_ahead();
  void schedule_bar(double from);
  void cut(const Plan& before, const Plan& after);
  void advance(double from, double to);
  void cross_bar_line(double tick, double into = 0);
  void begin_music();
  void play_notes(double to);
  void emit(SoundEvent event);
  void mix(bool reseat);
  std::vector<SoundEvent> state_events() const;
  int level_of(const PlanPart& part, double blended_db) const;
  void sound(const Pending& note);
  void silence(int program, int pitch);
  void forget();
  void post(std::span<float> block);

  double clock_tick(double block) const;
  double step_error() const;
  double seconds_of(double ticks) const;
  std::optional<Pulse> clock_pulse(const Metre& metre) const;
  void keep_step(bool anew);
  void align(const Pulse& pulse);
  void tell_bar_end();

  std::shared_ptr<SoundfontStore> store_;
  RoundSource& source_;
  Controls controls_;
  History history_;
  std::unique_ptr<EventSynth> synth_;
  Leveller leveller_;
  Limiter limiter_;
  float gain_ = 0;
  float gain_target_ = 1;
  bool audible_ = true;  // as fade() last wished
  float volume_ = 1;
  float volume_target_ = 1;

  std::optional<Round> round_;
  std::vector<std::optional<std::vector<Part>>> model_;  // bars of round_ that the model wrote
  int model_from_ = 0;                                   // the first bar that it was asked for
  int bar_ = 0;                                          // of round_
  double bar_start_ = 0;                                 // ticks
  double bar_told_from_ = 0;                             // where it was begun on the way
  std::optional<Waiting> next_;                          // the round after this one
  std::optional<Waiting> waiting_;                       // to take the place of this one
  uint64_t last_id_ = 0;
  uint64_t asked_ = 0;       // the change that has no answer yet
  uint64_t asked_next_ = 0;  // likewise, the round after
  When asked_when_ = When::kBar;
  bool mix_waits_ = false;
  When mix_when_ = When::kNow;
  bool restarting_ = false;

  uint64_t block_ = 0;
  double base_block_ = 0;
  double base_tick_ = 0;
  double tempo_ = 120;
  std::optional<Clock> clock_;
  std::optional<double> step_;  // our ticks less the clock's; nothing before they are aligned
  bool aligning_ = false;       // on the clock's next beat
  bool in_step_ = false;

  std::vector<Pending> pending_;  // of the bar that plays, by tick
  size_t at_ = 0;                 // the first that was not played
  std::priority_queue<Off, std::vector<Off>, std::greater<>> offs_;
  std::vector<uint64_t> owner_;  // [program][pitch]: the serial of the note that sounds, 0 none
  uint64_t serial_ = 0;
  std::array<int, kProgramCount> levels_{};  // as said
  std::array<std::optional<SoundEvent>, kProgramCount> seats_;
  std::optional<Room> room_;
  int tilt_ = 0;
  int bass_ = 0;

  int64_t bars_begun_ = 0;
  uint64_t generation_ = 0;
  uint64_t missed_bars_ = 0;
  uint64_t changed_at_ = 0;
  std::string warning_;
  std::vector<HeardNote> heard_notes_;
  std::vector<HeardBar> heard_bars_;
  HeardBar told_;  // the latest of them
};

}  // namespace continuo
