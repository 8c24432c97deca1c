#include "compose/frame_window.h"

#include <algorithm>

#include "compose/frame_rows.h"

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
  marked_at_ = 0;
  state_ = model_.start(rows_, static_cast<int>(window_frames_) + 1);
}

void FrameWindow::append_row(std::span<const Frame> kept, size_t row) {
  const auto frame = [&](size_t i) -> const Frame& {
    return i < prefix_.size() ? prefix_[i] : kept[i - prefix_.size()];
  };
  std::array<int32_t, kFrameFields> codes;
  codes.fill(kSpecialCode);
  if (row >= 1) {
    for (const Field field : kWhoFields) codes[field] = frame(row - 1)[field];
  }
  if (row >= 2) {
    for (const Field field : kWhatFields) codes[field] = frame(row - 2)[field];
  }
  codes_.insert(codes_.end(), codes.begin(), codes.end());
}

void FrameWindow::begin_row(std::span<const Frame> written) {
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
  for (; read_ <= prefix_.size() + kept.size(); ++read_) append_row(kept, read_);
  model_.begin_step(*state_, codes_);
  taken_ = 0;
  if (!written.empty()) return;
  // The prefix's last frame is whole; before the first frame there is none, which 0 stands for.
  for (const Field field : kWhatFields) take(prefix_.empty() ? uint16_t{0} : prefix_.back()[field]);
}

void FrameWindow::take(uint16_t code) {
  model_.take_code(*state_, code);
  if (++taken_ != static_cast<int>(kWhatFields.size())) return;
  model_.mark(*state_);
  marked_at_ = read_;
}

bool FrameWindow::retry() {
  if (marked_at_ == 0) return false;
  model_.return_to_mark(*state_);
  read_ = marked_at_;
  taken_ = static_cast<int>(kWhatFields.size());
  return true;
}

}  // namespace continuo
