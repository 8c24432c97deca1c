#include "compose/frame_writer.h"

#include <algorithm>
#include <limits>
#include <optional>

#include "compose/frame_rows.h"
#include "score/instrument.h"

namespace continuo {

namespace {

constexpr size_t kCodes = kFrameVocabulary;

constexpr int kMostRetries = 8;

// One code's logits, guided and masked; the scratch lives as long as the writing.
class CodeSampler {
 public:
  CodeSampler(const Sampling& sampling, Rng& rng)
      : sampling_(sampling), rng_(rng), sampler_(kCodes), logits_(kCodes) {}

  // Nothing where the model's choice fell on what is not allowed, and `may_refuse`.
  std::optional<uint16_t> operator()(FrameSource& source, bool is_part, const Allowed& allowed,
                                     const FrameGrammar& grammar, bool may_refuse) {
    if (allowed.count() == 1) return static_cast<uint16_t>(allowed._Find_first());
    const std::span<const float> rows = source.logits();
    if (sampling_.guidance == 1.0) {
      std::copy_n(rows.begin(), kCodes, logits_.begin());
    } else {
      guide(rows.first(kCodes), rows.subspan(kCodes, kCodes), sampling_.guidance, logits_);
    }
    if (is_part) grammar.fold(logits_);
    if (may_refuse && rng_.uniform() >= share_of(allowed)) return std::nullopt;
    for (size_t code = 0; code < kCodes; ++code) {
      if (!allowed[code]) logits_[code] = -std::numeric_limits<float>::infinity();
    }
    return static_cast<uint16_t>(sampler_.sample(logits_, sampling_, rng_));
  }

 private:
  double share_of(const Allowed& allowed) {
    const std::span<const double> shares = sampler_.shares(logits_, sampling_);
    double sum = 0;
    for (size_t code = 0; code < kCodes; ++code) sum += allowed[code] ? shares[code] : 0;
    return sum;
  }

  const Sampling& sampling_;
  Rng& rng_;
  Sampler sampler_;
  std::vector<float> logits_;
};

}  // namespace

class FrameWriter::Impl {
 public:
  Impl(FrameSource& source, FrameGrammar& grammar, const Sampling& sampling, Rng& rng,
       std::vector<Frame> written)
      : source_(source),
        grammar_(grammar),
        choose_(sampling, rng),
        frames_(std::move(written)),
        given_(frames_.size()) {}

  // The next row: what the last frame plays, and part and position of the one after it. False after
  // the terminal part.
  bool row(const OnFrame& on_frame) {
    source_.begin_row(frames_);
    if (!frames_.empty() && frames_.size() == given_) {
      for (const Field field : kWhatFields) source_.take(frames_.back()[field]);
    } else if (!frames_.empty()) {
      for (const Field field : kWhatFields) {
        if (write(field)) continue;
        refused_ = frames_.back();
        take_back();
        return who();
      }
      if (!on_frame(frames_)) return false;
    }
    retries_ = 0;
    refused_.reset();
    return who();
  }

  std::span<const Frame> frames() const { return frames_; }
  std::vector<Frame> take_frames() { return std::move(frames_); }

 private:
  // Part and position of the next frame.
  bool who() {
    while (true) {
      frames_.emplace_back();
      write(kFieldPart);
      const uint16_t part = frames_.back()[kFieldPart];
      if (part == grammar_.terminal()) {
        frames_.pop_back();
        return false;
      }
      grammar_.begin_frame(part);
      if (write(kFieldPosition)) return true;
      take_back();
    }
  }

  // False where the frame was refused.
  bool write(Field field) {
    const size_t index = frames_.size() - 1;
    const uint16_t part = frames_[index][kFieldPart];
    const bool note = field != kFieldPart && (part <= kDrumKit || part == kChord);
    const bool may_refuse =
        note && (field == kFieldPosition || field == kFieldPitch) && retries_ < kMostRetries;
    Allowed allowed = grammar_.allowed(frames_, index, field);
    // No pitch was right for this part at this place: it has played all that it had to play there.
    if (field == kFieldPosition && refused_ && refused_->at(kFieldPart) == part) {
      const Allowed later = Allowed(allowed).reset(refused_->at(kFieldPosition));
      if (later.any()) allowed = later;
    }
    const auto code = choose_(source_, field == kFieldPart, allowed, grammar_, may_refuse);
    if (!code) {
      if (source_.retry()) return false;
      retries_ = kMostRetries;
      return write(field);
    }
    frames_[index][field] = *code;
    source_.take(*code);
    return true;
  }

  void take_back() {
    ++retries_;
    frames_.pop_back();
    grammar_.drop_frame();
  }

  FrameSource& source_;
  FrameGrammar& grammar_;
  CodeSampler choose_;
  std::vector<Frame> frames_;
  size_t given_;                  // frames that were there at the beginning
  int retries_ = 0;               // of the frame in the making
  std::optional<Frame> refused_;  // of its tries, the last whose pitch was refused
};

FrameWriter::FrameWriter(FrameSource& source, FrameGrammar& grammar, const Sampling& sampling,
                         Rng& rng, std::vector<Frame> written)
    : impl_(std::make_unique<Impl>(source, grammar, sampling, rng, std::move(written))) {}
FrameWriter::~FrameWriter() = default;
FrameWriter::FrameWriter(FrameWriter&&) noexcept = default;

bool FrameWriter::next() {
  return impl_->row([](auto) { return true; });
}

std::span<const Frame> FrameWriter::frames() const { return impl_->frames(); }

std::vector<Frame> write_frames(FrameSource& source, FrameGrammar& grammar,
                                const Sampling& sampling, Rng& rng, const OnFrame& on_frame) {
  FrameWriter::Impl writing(source, grammar, sampling, rng, {});
  while (writing.row(on_frame)) {
  }
  return writing.take_frames();
}

}  // namespace continuo
