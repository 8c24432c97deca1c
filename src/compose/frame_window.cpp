#include "compose/frame_window.h"

#include <algorithm>

namespace continuo {

namespace {

constexpr int32_t kSpecialCode = kFrameVocabulary;
// What stays of a full window: enough bars to go on from, enough room to go on in.
constexpr double kKeptShare = 0.6;

}  // namespace

FrameWindow::FrameWindow(const musicgen::MusicGen& model, std::vector<musicgen::Condition> rows,
                         std::vector<Frame> prefix, int window_frames)
    : model_(model),
      rows_(std::move(rows)),
      prefix_(std::move(prefix)),
      window_frames_(static_cast<size_t>(window_frames)) {
  restart(0);
}

void FrameWindow::restart(size_t begin) {
  begin_ = begin;
  rows_read_ = 0;
  state_ = model_.start(rows_, static_cast<int>(window_frames_) + kFrameFields);
}

std::span<const float> FrameWindow::next(std::span<const Frame> written) {
  if (prefix_.size() + written.size() - begin_ >= window_frames_) {
    const double room = static_cast<double>(window_frames_) - static_cast<double>(prefix_.size());
    size_t begin = written.size() - static_cast<size_t>(std::max(0.0, kKeptShare * room));
    while (begin < written.size() && written[begin][kFieldPart] != kBar) ++begin;
    restart(begin);
  }
  const std::span<const Frame> kept = written.subspan(begin_);
  const size_t known = prefix_.size() + kept.size();
  codes_.clear();
  for (; rows_read_ <= known; ++rows_read_) {
    for (size_t k = 0; k < kFrameFields; ++k) {
      if (rows_read_ < k + 1) {
        codes_.push_back(kSpecialCode);
        continue;
      }
      const size_t index = rows_read_ - 1 - k;
      codes_.push_back(index < prefix_.size() ? prefix_[index][k]
                                              : kept[index - prefix_.size()][k]);
    }
  }
  return model_.advance(*state_, codes_);
}

}  // namespace continuo
