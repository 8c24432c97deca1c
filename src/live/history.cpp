#include "live/history.h"

#include <algorithm>
#include <optional>

#include "dsp/stereo.h"
#include "synth/fluid.h"

namespace continuo {

namespace {

uint64_t blocks_of(double seconds) {
  return static_cast<uint64_t>(std::max(0.0, seconds) * kSampleRateHz / kFluidBlockFrames);
}

}  // namespace

void History::begin_bar(const Bar& bar, const Plan& plan, uint64_t block,
                        std::vector<SoundEvent> state) {
  const uint64_t kept = blocks_of(keep_s_);
  // One bar more than is kept, so that what is kept can begin with a whole one.
  while (bars_.size() > 1 && bars_[1].block + kept < block) bars_.pop_front();
  PlayedBar played;
  played.bar = bar;
  played.plan = plan;
  played.plan.sections.clear();
  played.block = block;
  played.state = std::move(state);
  bars_.push_back(std::move(played));
}

void History::add_note(int program, Role role, const Note& note) {
  if (!bars_.empty()) bars_.back().notes.push_back({program, role, note});
}

void History::add_event(const SoundEvent& event) {
  if (!bars_.empty()) bars_.back().events.push_back(event);
}

void History::cut_short(int ticks) {
  if (bars_.empty()) return;
  // The shortest that a bar can be called: a 32nd.
  constexpr int kGrain = kTicksPerQuarter / 8;
  Bar& bar = bars_.back().bar;
  ticks = (ticks + kGrain - 1) / kGrain * kGrain;
  if (ticks <= 0 || ticks >= bar.metre.bar_ticks()) return;
  if (const std::optional<Metre> metre = metre_lasting(ticks)) bar.metre = *metre;
}

std::vector<History::PlayedBar> History::latest(double seconds, uint64_t now_block) const {
  const uint64_t wanted = blocks_of(seconds);
  const auto first = std::find_if(bars_.begin(), bars_.end(), [&](const PlayedBar& bar) {
    return bar.block + wanted >= now_block;
  });
  return {first, bars_.end()};
}

}  // namespace continuo
