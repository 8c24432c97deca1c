#include "compose/frame_writer.h"

#include <algorithm>
#include <limits>

namespace continuo {

namespace {

constexpr size_t kCodes = kFrameVocabulary;

// One field's logits, guided and masked; the scratch lives as long as the writing.
class FieldSampler {
 public:
  FieldSampler(const Sampling& sampling, Rng& rng)
      : sampling_(sampling), rng_(rng), sampler_(kCodes), logits_(kCodes) {}

  uint16_t operator()(FrameSource& source, bool is_part, const Allowed& allowed,
                      const FrameGrammar& grammar) {
    if (allowed.count() == 1) return static_cast<uint16_t>(allowed._Find_first());
    const std::span<const float> rows = source.logits();
    if (sampling_.guidance == 1.0) {
      std::copy_n(rows.begin(), kCodes, logits_.begin());
    } else {
      guide(rows.first(kCodes), rows.subspan(kCodes, kCodes), sampling_.guidance, logits_);
    }
    if (is_part) grammar.fold(logits_);
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

std::vector<Frame> write_frames(FrameSource& source, FrameGrammar& grammar,
                                const Sampling& sampling, Rng& rng, const OnFrame& on_frame) {
  FieldSampler choose(sampling, rng);
  std::vector<Frame> frames;
  while (true) {
    source.begin_frame(frames);
    const size_t index = frames.size();
    frames.emplace_back();
    for (size_t k = 0; k < kFrameFields; ++k) {
      const Allowed allowed = grammar.allowed(frames, index, static_cast<int>(k));
      const uint16_t code = choose(source, k == kFieldPart, allowed, grammar);
      frames[index][k] = code;
      source.take(code);
      if (k != kFieldPart) continue;
      if (code == grammar.terminal()) {
        frames.pop_back();
        return frames;
      }
      grammar.begin_frame(code);
    }
    if (!on_frame(frames)) return frames;
  }
}

}  // namespace continuo
