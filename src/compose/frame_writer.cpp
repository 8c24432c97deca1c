#include "compose/frame_writer.h"

#include <algorithm>
#include <limits>

namespace continuo {

namespace {

constexpr size_t kCodes = kFrameVocabulary;
// Stands after the last frame, as in training.
constexpr uint16_t kSpecialCode = kFrameVocabulary;

// One field's logits, guided and masked; the scratch lives as long as the writing.
class FieldSampler {
 public:
  FieldSampler(const Sampling& sampling, Rng& rng)
      : sampling_(sampling), rng_(rng), sampler_(kCodes), logits_(kCodes) {}

  uint16_t operator()(std::span<const float> rows, size_t k, const Allowed& allowed,
                      const FrameGrammar& grammar) {
    if (allowed.count() == 1) return static_cast<uint16_t>(allowed._Find_first());
    const std::span<const float> under_words = rows.subspan(k * kCodes, kCodes);
    if (sampling_.guidance == 1.0) {
      std::copy(under_words.begin(), under_words.end(), logits_.begin());
    } else {
      const std::span<const float> without = rows.subspan((kFrameFields + k) * kCodes, kCodes);
      guide(under_words, without, sampling_.guidance, logits_);
    }
    if (k == kFieldPart) grammar.fold(logits_);
    for (size_t code = 0; code < kCodes; ++code) {
      if (!allowed[code]) logits_[code] = -std::numeric_limits<float>::infinity();
    }
    return static_cast<uint16_t>(sampler_.sample(logits_, sampling_, rng_));
  }

 private:
  const Sampling& sampling_;
  Rng& rng_;
  Sampler sampler_;
  std::vector<float> logits_;
};

}  // namespace

std::vector<Frame> write_frames(const NextLogits& next, FrameGrammar& grammar,
                                const Sampling& sampling, Rng& rng, const OnFrame& on_frame) {
  FieldSampler choose(sampling, rng);
  std::vector<Frame> frames;
  size_t whole = 0;
  bool ended = false;  // the terminal frame is begun; what follows only fills it
  while (true) {
    const std::span<const float> rows = next(frames);
    frames.emplace_back();
    const size_t newest = frames.size() - 1;
    if (ended) frames[newest].fill(kSpecialCode);
    // The oldest unfinished frame first: its code may bound what the newer ones may be.
    for (size_t k = std::min<size_t>(kFrameFields, frames.size()); k-- > 0;) {
      const size_t index = newest - k;
      if (frames[index][kFieldPart] == kSpecialCode) continue;
      const Allowed allowed = grammar.allowed(frames, index, static_cast<int>(k));
      frames[index][k] = choose(rows, k, allowed, grammar);
    }
    const uint16_t part = frames[newest][kFieldPart];
    if (!ended) grammar.begin_frame(part);
    ended = ended || part == grammar.terminal();

    if (frames.size() < kFrameFields) continue;
    if (frames[frames.size() - kFrameFields][kFieldPart] == grammar.terminal()) break;
    whole = frames.size() - kFrameFields + 1;
    if (!on_frame(std::span(frames).first(whole))) break;
  }
  frames.resize(whole);
  return frames;
}

}  // namespace continuo
