#include "live/performance.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "dsp/denormals.h"

namespace continuo {

namespace {

constexpr double kBlock = Performance::kBlockFrames;
constexpr float kFade = 1.0f / 480;                       // a sample frame: 10 ms
constexpr float kGlide = 1.0f / 2400;                     // of the volume
constexpr double kMakeUp_db = 3;                          // from the leveller's target to -16 LUFS
constexpr int kUnsaid = std::numeric_limits<int>::min();  // of a level: nobody was told yet

bool shapes_music(const Controls& a, const Controls& b) {
  const auto shape = [](Controls controls) {
    controls.parts.clear();
    controls.mute_bass = controls.mute_drums = false;
    controls.volume_db = 0;
    return controls;
  };
  return shape(a) != shape(b);
}

float gain_of(double db) { return static_cast<float>(std::pow(10.0, (db + kMakeUp_db) / 20)); }

float towards(float from, float to, float step) {
  return std::abs(to - from) <= step ? to : from + std::copysign(step, to - from);
}

}  // namespace

Performance::Performance(std::shared_ptr<SoundfontStore> store, RoundSource& source,
                         const Controls& controls, double keep_s)
    : store_(std::move(store)),
      source_(source),
      controls_(controls),
      history_(keep_s),
      volume_(gain_of(controls.volume_db)),
      volume_target_(volume_),
      owner_(kProgramCount * 128) {
  forget();
}

Performance::~Performance() = default;

void Performance::forget() {
  for (size_t key = 0; key < owner_.size(); ++key) {
    if (owner_[key] != 0) silence(static_cast<int>(key / 128), static_cast<int>(key % 128));
  }
  if (round_) history_.cut_short(static_cast<int>(std::ceil(tick_at(block_) - bar_told_from_)));
  synth_ = std::make_unique<EventSynth>(store_);
  round_.reset();
  next_.reset();
  waiting_.reset();
  model_.clear();
  pending_.clear();
  at_ = 0;
  offs_ = {};
  levels_.fill(kUnsaid);
  seats_.fill(std::nullopt);
  room_.reset();
  tilt_ = bass_ = kUnsaid;
  bars_begun_ = 0;
  asked_next_ = 0;
  mix_waits_ = false;
  restarting_ = false;
  step_.reset();
  aligning_ = in_step_ = false;
  asked_when_ = When::kNow;
  ask(false);
}

void Performance::set(const Controls& controls, When when) {
  const bool shapes = shapes_music(controls_, controls);
  controls_ = controls;
  volume_target_ = gain_of(controls_.volume_db);
  mix_waits_ = true;
  mix_when_ = when;
  ++generation_;
  if (!shapes) return;
  asked_when_ = round_ ? when : When::kNow;
  ask(false);
}

void Performance::restart() {
  restarting_ = true;
  gain_target_ = 0;
}

void Performance::fade(bool in) {
  audible_ = in;
  gain_target_ = in ? 1 : 0;
}

void Performance::clear_heard() {
  heard_notes_.clear();
  heard_bars_.clear();
}

double Performance::beat() const {
  return round_ ? std::max(0.0, tick_at(block_) - bar_start_) / kTicksPerQuarter : 0;
}

double Performance::bpm() const { return tempo_; }

double Performance::ticks_a_block(double bpm) const {
  return bpm / 60 * kTicksPerQuarter * kBlock / kSampleRateHz;
}

double Performance::tick_at(uint64_t block) const {
  return base_tick_ + (static_cast<double>(block) - base_block_) * ticks_a_block(tempo_);
}

void Performance::set_tempo(double bpm, double tick) {
  base_tick_ = tick;
  base_block_ = static_cast<double>(block_);
  tempo_ = bpm;
}

double Performance::grid(When when, double tick) const {
  if (when == When::kNow) return tick;
  const Metre metre = round_->score.plan.metre;
  if (when == When::kBeat) {
    double pulse = bar_start_;
    for (const int length : metre.pulses()) {
      if (pulse >= tick) return pulse;
      pulse += length;
    }
  }
  return bar_start_ + metre.bar_ticks();
}

bool Performance::goes_on_in_place(const Round& round) const {
  return round_ && round.number == round_->number &&
         round.score.plan.metre == round_->score.plan.metre &&
         round.score.plan.sections == round_->score.plan.sections;
}

void Performance::adopt(Waiting& next, double tick, bool at_bar_line) {
  const Plan before = round_->style.plan;
  round_ = std::move(next.round);
  model_ = std::move(next.model);
  model_from_ = bar_ + (at_bar_line ? 0 : 1);
  const Plan& plan = round_->style.plan;
  if (!clock_ && plan.bpm != tempo_) set_tempo(plan.bpm, tick);
  cut(before, plan);
  ++generation_;
  changed_at_ = position();
}

void Performance::begin_round(Waiting next, double tick) {
  if (round_) {
    bar_ = 0;
    adopt(next, tick, true);
  } else {
    round_ = std::move(next.round);
    model_ = std::move(next.model);
    model_from_ = 0;
    bar_ = 0;
    set_tempo(clock_ ? clock_->bpm : round_->style.plan.bpm, 0);
    gain_ = gain_target_ = audible_ ? 1.0f : 0.0f;
    ++generation_;
    changed_at_ = position();
  }
}

// Where a clock has a beat, music begins on it.
void Performance::begin_music() {
  const std::optional<Pulse> pulse = clock_pulse(waiting_->round.score.plan.metre);
  if (clock_ && clock_->tick && !pulse) return;
  begin_round(std::move(*waiting_), 0);
  waiting_.reset();
  if (pulse) step_ = -clock_tick(static_cast<double>(block_));
  mix(true);
  begin_bar(pulse ? pulse->ahead : 0, pulse ? pulse->into : 0);
  synth_->settle();
  play_notes(tick_at(block_ + 1));
}

void Performance::begin_bar(double tick, double into) {
  const int ticks = round_->score.plan.metre.bar_ticks();
  if (into >= ticks) into = 0;  // the metre is another one now
  bar_start_ = tick - into;
  bar_told_from_ = tick;
  ++bars_begun_;
  const auto index = static_cast<size_t>(bar_);
  const bool model_wrote = index < model_.size() && model_[index];
  if (controls_.writer == Writer::kModel && bar_ > model_from_ && !model_wrote) ++missed_bars_;
  Bar bar = round_->score.bars[index];
  bar.bpm = std::clamp(static_cast<int>(std::lround(tempo_)), kMinBpm, kMaxBpm);
  bar.key = round_->style.plan.key;
  if (into > 0) bar.metre = metre_lasting(ticks - static_cast<int>(into)).value_or(bar.metre);
  const double blocks = (ticks - into) / ticks_a_block(tempo_);
  told_ = {bars_begun_ - 1, position(),
           position() + static_cast<uint64_t>(std::lround(blocks * kBlock)), bar};
  heard_bars_.push_back(told_);
  history_.begin_bar(bar, round_->style.plan, block_, state_events());
  schedule_bar(tick);
}

void Performance::cross_bar_line(double tick, double into) {
  ++bar_;
  const bool over = bar_ >= static_cast<int>(round_->score.bars.size());
  if (waiting_ && goes_on_in_place(waiting_->round) && !over) {
    adopt(*waiting_, tick, true);
    waiting_.reset();
    next_.reset();
    mix(true);
  } else if (waiting_) {
    // Another form or metre, or the round is over anyway: it counts as the one after.
    waiting_->round.number = std::max(waiting_->round.number, round_->number + 1);
    begin_round(std::move(*waiting_), tick);
    waiting_.reset();
    next_.reset();
    mix(true);
    if (controls_.writer == Writer::kModel) {
      // It went on from bars that are not this round's.
      model_.clear();
      model_from_ = 1;
      asked_when_ = When::kBar;
      ask(false);
    }
  } else if (over && next_) {
    begin_round(std::move(*next_), tick);
    next_.reset();
    mix(true);
  } else if (over) {
    // Nobody has written on: what was played comes again.
    bar_ = 0;
    ++missed_bars_;
  }
  if (mix_waits_) mix(false);
  begin_bar(tick, into);
}

void Performance::advance(double from, double to) {
  if (waiting_ && goes_on_in_place(waiting_->round) &&
      bar_start_ + round_->score.plan.metre.bar_ticks() > from) {
    const double at = grid(waiting_->when, from);
    if (at < to && at < bar_start_ + round_->score.plan.metre.bar_ticks()) {
      play_notes(at);
      adopt(*waiting_, tick_at(block_), false);
      waiting_.reset();
      next_.reset();
      tell_bar_end();
      mix(true);
      schedule_bar(at);
      to = tick_at(block_ + 1);
    }
  }
  if (mix_waits_ && grid(mix_when_, from) < to) mix(false);
  if (aligning_) {
    if (const auto pulse = clock_pulse(round_->score.plan.metre)) align(*pulse);
  }
  while (true) {
    const double bar_end = bar_start_ + round_->score.plan.metre.bar_ticks();
    play_notes(std::min(to, bar_end));
    if (bar_end >= to) return;
    cross_bar_line(bar_end);
    to = tick_at(block_ + 1);
  }
}

void Performance::post(std::span<float> block) {
  leveller_.process(block);
  for (size_t i = 0; i + 1 < block.size(); i += 2) {
    gain_ = towards(gain_, gain_target_, kFade);
    volume_ = towards(volume_, volume_target_, kGlide);
    block[i] *= gain_ * volume_;
    block[i + 1] *= gain_ * volume_;
  }
  limiter_.process(block);
}

void Performance::render(std::span<float> interleaved) {
  const FlushDenormals guard;
  for (size_t at = 0; at + 2 * kBlockFrames <= interleaved.size(); at += 2 * kBlockFrames) {
    if (restarting_ && gain_ == 0) {
      forget();
      gain_target_ = audible_ ? 1.0f : 0.0f;
    }
    take_answers();
    if (!round_ && waiting_ && !restarting_) {
      begin_music();
    } else if (round_) {
      advance(tick_at(block_), tick_at(block_ + 1));
    }
    ask_ahead();
    EventSynth::Block block;
    synth_->block(block);
    post(block);
    std::copy(block.begin(), block.end(), interleaved.begin() + static_cast<std::ptrdiff_t>(at));
    ++block_;
  }
}

}  // namespace continuo
