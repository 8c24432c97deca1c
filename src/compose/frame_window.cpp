#include "compose/frame_window.h"

#include <algorithm>

#include "compose/delay_pattern.h"

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

int32_t FrameWindow::code_at(std::span<const Frame> kept, size_t frame, int k) const {
  const Frame& codes = frame < prefix_.size() ? prefix_[frame] : kept[frame - prefix_.size()];
  return codes[static_cast<size_t>(k)];
}

std::span<const float> FrameWindow::next(std::span<const Frame> written) {
  if (prefix_.size() + written.size() - begin_ >= window_frames_) {
    const double room = static_cast<double>(window_frames_) - static_cast<double>(prefix_.size());
    const auto keep = static_cast<size_t>(std::max(double{kFrameFields}, kKeptShare * room));
    const auto earliest = written.end() - static_cast<std::ptrdiff_t>(keep);
    // The frames that are not whole yet must stay, or their last codes would be read off the
    // prefix.
    const auto latest = written.end() - kFrameFields;
    const auto bar = std::find_if(earliest, latest,
                                  [](const Frame& frame) { return frame[kFieldPart] == kBar; });
    // A bar longer than what is kept is read from its middle.
    restart(static_cast<size_t>((bar == latest ? earliest : bar) - written.begin()));
  }
  const std::span<const Frame> kept = written.subspan(begin_);
  const DelayPattern pattern(kFrameFields, kSpecialCode);
  codes_.clear();
  for (; rows_read_ <= prefix_.size() + kept.size(); ++rows_read_) {
    for (int k = 0; k < kFrameFields; ++k) {
      const int64_t frame = pattern.frame_at(static_cast<int64_t>(rows_read_), k);
      codes_.push_back(frame < 0 ? kSpecialCode : code_at(kept, static_cast<size_t>(frame), k));
    }
  }
  return model_.advance(*state_, codes_);
}

}  // namespace continuo
