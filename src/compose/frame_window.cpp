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
  read_ = 0;
  state_ = model_.start(rows_, static_cast<int>(window_frames_) + 1);
}

void FrameWindow::begin_frame(std::span<const Frame> written) {
  if (prefix_.size() + written.size() - begin_ >= window_frames_) {
    const double room = static_cast<double>(window_frames_) - static_cast<double>(prefix_.size());
    const auto keep = static_cast<size_t>(std::max(1.0, kKeptShare * room));
    const auto earliest = written.end() - static_cast<std::ptrdiff_t>(keep);
    const auto bar = std::find_if(earliest, written.end(),
                                  [](const Frame& frame) { return frame[kFieldPart] == kBar; });
    // A bar longer than what is kept is read from its middle.
    const auto first = bar == written.end() ? earliest : bar;
    restart(static_cast<size_t>(first - written.begin()));
  }
  const std::span<const Frame> kept = written.subspan(begin_);
  codes_.clear();
  for (; read_ <= prefix_.size() + kept.size(); ++read_) {
    if (read_ == 0) {
      codes_.insert(codes_.end(), kFrameFields, kSpecialCode);
      continue;
    }
    const size_t frame = read_ - 1;
    const Frame& codes = frame < prefix_.size() ? prefix_[frame] : kept[frame - prefix_.size()];
    codes_.insert(codes_.end(), codes.begin(), codes.end());
  }
  model_.begin_frame(*state_, codes_);
}

}  // namespace continuo
