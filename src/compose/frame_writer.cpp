#include "compose/frame_writer.h"

#include <algorithm>
#include <limits>

namespace continuo {

namespace {

constexpr int kSpecialCode = kFrameVocabulary;
// What stays of the window when it is full: enough bars to go on from, enough room to go on in.
constexpr double kKeptShare = 0.6;

// The frames in the model's window and its state, which has read rows 0..rows_read-1 of their delay pattern.
class Window {
 public:
  explicit Window(const FrameWriting& writing) : writing_(writing), prefix_(writing.prefix.size()) {
    rows_ = {writing.condition};
    if (writing.sampling.guidance != 1.0) rows_.push_back(writing.model.null());
    frames_ = writing.prefix;
    restart();
  }

  // Logits [rows][K][V] of frame i's code k, for the frames that this step completes: i = newest - k.
  std::span<const float> step(std::span<const Frame> written) {
    if (frames_.size() + kFrameFields >= static_cast<size_t>(writing_.window_frames)) slide(written);
    read_pending(written);
    return logits_;
  }

  void grow() { frames_.emplace_back(); }

 private:
  void restart() {
    state_ = writing_.model.start(rows_, writing_.window_frames + kFrameFields);
    rows_read_ = 0;
  }

  // Reads every row of the delay pattern that is not read yet: many after a restart, one in the ordinary step.
  void read_pending(std::span<const Frame> written) {
    const size_t body = frames_.size() - prefix_;
    std::copy(written.end() - static_cast<std::ptrdiff_t>(body), written.end(),
              frames_.begin() + static_cast<std::ptrdiff_t>(prefix_));
    codes_.clear();
    for (; rows_read_ <= frames_.size(); ++rows_read_) {
      for (size_t k = 0; k < kFrameFields; ++k) {
        codes_.push_back(rows_read_ > k ? frames_[rows_read_ - 1 - k][k] : kSpecialCode);
      }
    }
    logits_ = writing_.model.advance(*state_, codes_);
  }

  // Keeps the prefix and, from a bar line on, the latest frames.
  void slide(std::span<const Frame> written) {
    const auto keep = static_cast<size_t>(kKeptShare * (writing_.window_frames - static_cast<double>(prefix_)));
    size_t begin = written.size() - std::min(keep, written.size());
    while (begin < written.size() && written[begin][kFieldPart] != kBar) ++begin;
    frames_.resize(prefix_ + written.size() - begin);
    restart();
  }

  const FrameWriting& writing_;
  size_t prefix_;
  std::vector<musicgen::Condition> rows_;
  std::vector<Frame> frames_;
  std::optional<musicgen::State> state_;
  size_t rows_read_ = 0;
  std::vector<int32_t> codes_;
  std::span<const float> logits_;
};

}  // namespace

std::vector<Frame> write_frames(const FrameWriting& writing, FrameGrammar& grammar, Rng& rng,
                                const OnFrame& on_frame) {
  constexpr auto V = static_cast<size_t>(kFrameVocabulary);
  Window window(writing);
  Sampler sampler(V);
  std::vector<float> logits(V);
  std::vector<Frame> frames;
  size_t whole = 0;

  for (size_t newest = 0;; ++newest) {
    const std::span<const float> rows = window.step(frames);
    frames.emplace_back();
    window.grow();
    // The oldest unfinished frame first: its code may bound what the newer ones may be.
    for (size_t k = kFrameFields; k-- > 0;) {
      if (newest < k) continue;
      const size_t index = newest - k;
      const int field = static_cast<int>(k);
      const Allowed allowed = grammar.allowed(frames, index, field);
      size_t code = allowed._Find_first();
      if (allowed.count() > 1) {
        const float* conditioned = rows.data() + k * V;
        if (writing.sampling.guidance != 1.0) {
          guide({conditioned, V}, {conditioned + kFrameFields * V, V}, writing.sampling.guidance, logits);
        } else {
          std::copy_n(conditioned, V, logits.begin());
        }
        for (size_t c = 0; c < V; ++c) {
          if (!allowed[c]) logits[c] = -std::numeric_limits<float>::infinity();
        }
        code = static_cast<size_t>(sampler.sample(logits, writing.sampling, rng));
      }
      frames[index][k] = static_cast<uint16_t>(code);
    }
    const uint16_t part = frames[newest][kFieldPart];
    grammar.begin_frame(part);

    if (newest + 1 >= kFrameFields) {
      const Frame& finished = frames[newest + 1 - kFrameFields];
      if (finished[kFieldPart] == grammar.terminal()) break;
      whole = newest + 2 - kFrameFields;
      if (!on_frame(std::span(frames).first(whole))) break;
    }
  }
  frames.resize(whole);
  return frames;
}

}  // namespace continuo
