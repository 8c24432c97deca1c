#include "compose/edit_sound.h"

#include <algorithm>
#include <cmath>
#include <set>
#include <tuple>

#include "synth/fluid.h"

namespace continuo {

namespace {

constexpr float kAlike = 3.16e-4f;  // -70 dBFS
constexpr size_t kAlikeFrames = kSampleRateHz / 10;
constexpr size_t kCrossFrames = kSampleRateHz / 50;
// So far the limiter looks ahead, and the synthesiser's blocks.
constexpr size_t kAheadFrames = kSampleRateHz * 6 / 1000;
// Bars that moved lie on the synthesiser's grid, but their notes may fall a block aside.
constexpr size_t kMovedCrossFrames = kSampleRateHz / 10;

size_t frame_at(const Score& score, int tick) {
  const double blocks =
      score.seconds_at(tick) * kSampleRateHz / static_cast<double>(kFluidBlockFrames);
  return static_cast<size_t>(std::lround(std::max(0.0, blocks))) * kFluidBlockFrames;
}

// Program, start, duration, pitch and velocity.
using Sounding = std::tuple<int, int, int, int, int>;

std::set<Sounding> notes_of(const Score& score, const std::optional<Inserted>& moved) {
  std::set<Sounding> notes;
  for (const Part& part : score.parts) {
    for (const Note& note : part.notes) {
      const int shift = moved && note.start >= moved->tick ? moved->ticks : 0;
      notes.insert({part.program, note.start + shift, note.duration, note.pitch, note.velocity});
    }
  }
  return notes;
}

float difference(const Stereo& now, const Stereo& before, size_t frame, std::ptrdiff_t moved) {
  const size_t a = 2 * frame;
  const size_t b = 2 * static_cast<size_t>(static_cast<std::ptrdiff_t>(frame) - moved);
  return std::max(std::abs(now.samples[a] - before.samples[b]),
                  std::abs(now.samples[a + 1] - before.samples[b + 1]));
}

// The first frame from `from` on where both are alike for a while; `latest` where there is none.
size_t where_alike(const Stereo& now, const Stereo& before, size_t from, size_t latest,
                   std::ptrdiff_t moved) {
  size_t run = 0;
  for (size_t frame = from; frame < latest; ++frame) {
    run = difference(now, before, frame, moved) < kAlike ? run + 1 : 0;
    if (run == kAlikeFrames) return frame + 1 - kAlikeFrames;
  }
  return latest;
}

// The sound from a frame on, then what stood before it.
Stereo turned(const Stereo& sound, size_t frame) {
  Stereo result = sound;
  std::rotate(result.samples.begin(),
              result.samples.begin() + static_cast<std::ptrdiff_t>(2 * frame),
              result.samples.end());
  return result;
}

}  // namespace

std::optional<Reach> reach_of(const Score& before, const Score& after,
                              const std::optional<Inserted>& inserted) {
  const std::set<Sounding> had = notes_of(before, inserted);
  const std::set<Sounding> has = notes_of(after, std::nullopt);
  std::vector<Sounding> changed;
  std::set_symmetric_difference(had.begin(), had.end(), has.begin(), has.end(),
                                std::back_inserter(changed));
  if (changed.empty() && !inserted) return std::nullopt;
  int first = after.end();
  int last = 0;
  for (const auto& [program, start, duration, pitch, velocity] : changed) {
    first = std::min(first, start);
    last = std::max(last, start + duration);
  }
  Reach reach;
  if (inserted) {
    first = std::min(first, inserted->tick);
    last = std::max(last, inserted->tick + inserted->ticks);
    const int border = inserted->tick + inserted->ticks;
    reach.moved = static_cast<std::ptrdiff_t>(frame_at(after, border)) -
                  static_cast<std::ptrdiff_t>(frame_at(before, inserted->tick));
  }
  reach.first = frame_at(after, first);
  reach.last = frame_at(after, last);
  reach.to_the_end = last >= after.end();
  return reach;
}

bool keep_untouched(Stereo& now, const Stereo& before, const Reach& reach) {
  if (reach.to_the_end) return false;
  const auto length = static_cast<size_t>(
      std::max<std::ptrdiff_t>(0, static_cast<std::ptrdiff_t>(before.frames()) + reach.moved));
  const size_t cross_frames = reach.moved != 0 ? kMovedCrossFrames : kCrossFrames;
  const size_t end = std::min(now.frames(), length);
  const auto wait = static_cast<size_t>(kLongestReach_s * now.rate_hz);
  const size_t latest = reach.last + wait;
  if (latest + cross_frames >= end) return false;
  const size_t begin = where_alike(now, before, reach.last, latest, reach.moved);
  for (size_t i = 0; i < cross_frames; ++i) {
    const float share = (static_cast<float>(i) + 0.5f) / static_cast<float>(cross_frames);
    for (size_t side = 0; side < 2; ++side) {
      const size_t at = 2 * (begin + i) + side;
      const float old = before.samples[at - static_cast<size_t>(2 * reach.moved)];
      now.samples[at] += (old - now.samples[at]) * share;
    }
  }
  now.samples.resize(2 * length);
  const auto from = static_cast<std::ptrdiff_t>(2 * (begin + cross_frames));
  std::copy(before.samples.begin() + from - 2 * reach.moved, before.samples.end(),
            now.samples.begin() + from);
  return true;
}

void keep_untouched_in_round(Stereo& now, const Stereo& before, const Reach& reach) {
  const size_t frames = now.frames();
  const size_t lead = kAheadFrames + kCrossFrames;
  if (reach.moved != 0 || before.frames() != frames || frames <= 2 * lead) return;
  // From shortly before the first changed note, once around.
  const size_t start = (reach.first % frames + frames - lead) % frames;
  Stereo turned_now = turned(now, start);
  const Stereo turned_before = turned(before, start);
  const size_t last = reach.last - std::min(reach.first, reach.last) + lead;
  if (!keep_untouched(turned_now, turned_before, {.first = lead, .last = last})) return;
  for (size_t i = 0; i < 2 * kCrossFrames; ++i) {
    const float share = (static_cast<float>(i / 2) + 0.5f) / static_cast<float>(kCrossFrames);
    const float old = turned_before.samples[i];
    turned_now.samples[i] = old + (turned_now.samples[i] - old) * share;
  }
  now = turned(turned_now, frames - start);
}

}  // namespace continuo
