#include "compose/code_writer.h"

#include <algorithm>

#include "base/error.h"

namespace continuo {

CodeWriter::CodeWriter(const musicgen::MusicGen& model, std::vector<musicgen::Condition> rows,
                       const DelayPattern& pattern, CodeRequest request)
    : CodeWriter(
          model, [rows = std::move(rows)](int64_t) { return rows; }, pattern, std::move(request)) {}

CodeWriter::CodeWriter(const musicgen::MusicGen& model, ConditionsAt conditions_at,
                       const DelayPattern& pattern, CodeRequest request)
    : model_(model),
      conditions_at_(std::move(conditions_at)),
      pattern_(pattern),
      request_(std::move(request)),
      rows_(request_.sampling.guidance == 1.0 ? 1 : 2),
      rng_(request_.seed),
      sampler_(static_cast<size_t>(model.config().decoder.vocab_size)),
      logits_(static_cast<size_t>(model.config().decoder.vocab_size)) {
  const auto& decoder = model.config().decoder;
  const int K = pattern_.codebooks();
  const auto prompt = static_cast<int64_t>(request_.prompt.size()) / K;
  if (K != decoder.num_codebooks || pattern_.special() != decoder.special_code())
    fail(ErrorKind::kUsage, "codes", "the delay pattern is another model's.");
  if (request_.kept_frames < 0 || request_.kept_frames >= request_.window_frames ||
      pattern_.rows_of(request_.window_frames) > decoder.max_position_embeddings) {
    fail(ErrorKind::kUsage, "codes",
         "expected windows of at most {} frames that keep fewer than they hold, found {} and {}.",
         decoder.max_position_embeddings - pattern_.rows_of(0), request_.window_frames,
         request_.kept_frames);
  }
  if (static_cast<size_t>(prompt * K) != request_.prompt.size() || prompt >= request_.frames) {
    fail(ErrorKind::kUsage, "codes",
         "expected a prompt of whole frames, fewer than {}, found {} codes.", request_.frames,
         request_.prompt.size());
  }
  codes_.assign(static_cast<size_t>(request_.frames * K), kUnknown);
  std::copy(request_.prompt.begin(), request_.prompt.end(), codes_.begin());
  whole_ = handed_ = prompt;
  const bool fits = prompt < request_.window_frames;
  begin_window(fits ? 0 : prompt - request_.kept_frames);
}

void CodeWriter::begin_window(int64_t begin) {
  begin_ = begin;
  length_ = std::min(request_.window_frames, request_.frames - begin);
  row_ = 0;
  const std::vector<musicgen::Condition> conditions = conditions_at_(begin);
  if (conditions.size() != rows_)
    fail(ErrorKind::kUsage, "codes",
         "expected a row without words exactly where there is guidance.");
  state_.reset();  // its memory, before there is more
  state_ = model_.start(conditions, pattern_.rows_of(length_));
}

std::span<const int32_t> CodeWriter::next() {
  if (handed_ == request_.frames) return {};
  while (whole_ <= handed_) {
    if (whole_ == begin_ + length_) begin_window(whole_ - request_.kept_frames);
    step();
  }
  const auto K = static_cast<size_t>(pattern_.codebooks());
  return std::span(codes_).subspan(static_cast<size_t>(handed_++) * K, K);
}

void CodeWriter::step() {
  const int K = pattern_.codebooks();
  // At the start of a window all rows whose successors are known are read at once.
  const int64_t last = row_ == 0 ? whole_ - begin_ : row_;
  fed_.clear();
  for (; row_ <= last; ++row_) {
    for (int k = 0; k < K; ++k) {
      const int64_t frame = pattern_.frame_at(row_, k);
      const bool inside = frame >= 0 && frame < length_;
      fed_.push_back(inside ? code(begin_ + frame, k) : pattern_.special());
    }
  }
  const std::span<const float> rows = model_.advance(*state_, fed_);
  const size_t V = logits_.size();
  for (int k = 0; k < K; ++k) {
    const int64_t frame = pattern_.frame_at(row_, k);
    if (frame < 0 || frame >= length_ || code(begin_ + frame, k) != kUnknown) continue;
    const auto at = static_cast<size_t>(k);
    const std::span<const float> under_words = rows.subspan(at * V, V);
    if (rows_ == 1) {
      std::copy(under_words.begin(), under_words.end(), logits_.begin());
    } else {
      const std::span<const float> without = rows.subspan((static_cast<size_t>(K) + at) * V, V);
      guide(under_words, without, request_.sampling.guidance, logits_);
    }
    code(begin_ + frame, k) = sampler_.sample(logits_, request_.sampling, rng_);
  }
  // The last code of a frame is written when the longest delay has passed.
  whole_ = std::max(whole_, begin_ + std::min(row_ - pattern_.longest_delay(), length_));
}

}  // namespace continuo
