// EnCodec's decoder, at once and while the codes still come.
#include <algorithm>

#include "base/error.h"
#include "models/encodec/encodec.h"

namespace continuo::encodec {

namespace {

constexpr int64_t kMostFrames = 1 << 16;

}  // namespace

size_t DecodeState::bytes() const {
  return scratch_.bytes() + out_.size() * sizeof(float) + chunk_.capacity() * sizeof(int32_t) +
         (overlap_ ? overlap_->bytes() : 0);
}

DecodeState Encodec::make_state(int64_t codebooks, int64_t most_frames,
                                int64_t block_frames) const {
  if (codebooks < 1 || codebooks > quantiser_.codebooks()) {
    fail(ErrorKind::kUsage, "encodec", "codebooks: expected 1 to {}, found {}.",
         quantiser_.codebooks(), codebooks);
  }
  // In chunks: all that may end within one call, and the rest of the last.
  const int64_t frames = in_chunks() ? chunk_frames() : block_frames;
  const int64_t samples = in_chunks() ? (most_frames / frames + 2) * frames * config_.hop()
                                      : decoder_.most_rows(most_frames);
  DecodeState state(codebooks, decoder_.start(), decoder_.arena_bytes(frames),
                    static_cast<size_t>(samples * config_.audio_channels));
  state.most_frames_ = most_frames;
  state.block_frames_ = frames;
  if (in_chunks()) {
    state.chunk_.reserve(static_cast<size_t>(frames * codebooks));
    state.overlap_.emplace(frames * config_.hop(), config_.chunk_stride, config_.audio_channels);
  }
  return state;
}

DecodeState Encodec::start(int64_t codebooks, int64_t most_frames) const {
  if (most_frames < 1 || most_frames > kMostFrames) {
    fail(ErrorKind::kUsage, "encodec", "frames a call: expected 1 to {}, found {}.", kMostFrames,
         most_frames);
  }
  if (!in_chunks() && config_.time_norm) {
    fail(
        ErrorKind::kUsage, "encodec",
        "time_group_norm without chunks: no sample is known before the last code. Decode at once.");
  }
  return make_state(codebooks, most_frames, std::min(most_frames, kBlockFrames));
}

std::vector<float> Encodec::decode(const Coded& coded, const Probe& at) const {
  if (coded.chunks.empty() || (!in_chunks() && coded.chunks.size() > 1)) {
    fail(ErrorKind::kUsage, "encodec", "chunks: expected {}, found {}.",
         in_chunks() ? "one or more" : "1", coded.chunks.size());
  }
  const auto K = std::max<int64_t>(coded.codebooks, 1);
  const auto frames = [&](const CodedChunk& chunk) {
    return static_cast<int64_t>(chunk.codes.size()) / K;
  };
  const bool undivided = !in_chunks() && config_.time_norm;
  const int64_t block = undivided ? std::max<int64_t>(frames(coded.chunks[0]), 1) : kBlockFrames;
  DecodeState state = make_state(coded.codebooks, block, block);
  std::vector<float> samples;
  for (const CodedChunk& chunk : coded.chunks) {
    const bool final = &chunk == &coded.chunks.back();
    if (in_chunks() &&
        (frames(chunk) > chunk_frames() || (!final && frames(chunk) < chunk_frames()))) {
      fail(ErrorKind::kUsage, "encodec", "a chunk: expected {} frames, found {}.", chunk_frames(),
           frames(chunk));
    }
    const std::span<const int32_t> codes(chunk.codes);
    const auto step = static_cast<size_t>(block * K);
    for (size_t begin = 0; begin == 0 || begin < codes.size(); begin += step) {
      const size_t n = std::min(step, codes.size() - begin);
      const Piece piece{chunk.scale, final && begin + n == codes.size()};
      const auto out = decode(state, codes.subspan(begin, n), piece, at);
      samples.insert(samples.end(), out.begin(), out.end());
    }
  }
  return samples;
}

std::span<const float> Encodec::decode(DecodeState& state, std::span<const int32_t> codes,
                                       const Piece& piece, const Probe& at) const {
  const int64_t K = state.codebooks_;
  const int64_t T = static_cast<int64_t>(codes.size()) / K;
  if (T * K != static_cast<int64_t>(codes.size()) || T > state.most_frames_) {
    fail(ErrorKind::kUsage, "encodec", "expected at most {} frames of {} codes, found {} codes.",
         state.most_frames_, K, codes.size());
  }
  for (const int32_t code : codes) {
    if (code < 0 || code >= quantiser_.entries()) {
      fail(ErrorKind::kInput, "encodec", "expected codes from 0 to {}, found {}.",
           quantiser_.entries() - 1, code);
    }
  }
  state.filled_ = 0;
  if (in_chunks()) {
    decode_in_chunks(state, codes, piece, at);
  } else {
    decode_whole(state, codes, piece, at);
  }
  const auto given = static_cast<int64_t>(state.filled_) / config_.audio_channels;
  state.frames_taken_ = piece.last ? 0 : state.frames_taken_ + T;
  state.samples_given_ = piece.last ? 0 : state.samples_given_ + given;
  return std::span<const float>(state.out_).first(state.filled_);
}

Tensor Encodec::run_decoder(DecodeState& state, std::span<const int32_t> codes, bool last,
                            const Probe& at) const {
  Arena& arena = state.scratch_.arenas[1];
  arena.reset();
  Context context{*pool_, arena};
  const Tensor x = at("quantizer", quantiser_.decode(codes, state.codebooks_, context));
  const Probe net = at.in("decoder");
  return decoder_.forward(x, state.net_, last, state.scratch_, *pool_, net);
}

void Encodec::decode_whole(DecodeState& state, std::span<const int32_t> codes, const Piece& piece,
                           const Probe& at) const {
  const auto block = static_cast<size_t>(state.block_frames_ * state.codebooks_);
  for (size_t begin = 0; begin == 0 || begin < codes.size(); begin += block) {
    const size_t n = std::min(block, codes.size() - begin);
    const bool last = piece.last && begin + n == codes.size();
    const Tensor y = run_decoder(state, codes.subspan(begin, n), last, at);
    std::transform(y.values().begin(), y.values().end(),
                   state.out_.begin() + static_cast<int64_t>(state.filled_),
                   [&](float value) { return value * piece.scale; });
    state.filled_ += y.values().size();
  }
}

void Encodec::decode_in_chunks(DecodeState& state, std::span<const int32_t> codes,
                               const Piece& piece, const Probe& at) const {
  const auto size = static_cast<size_t>(state.block_frames_ * state.codebooks_);
  for (size_t begin = 0; begin < codes.size();) {
    if (state.chunk_.empty()) state.scale_ = piece.scale;
    const auto some =
        codes.subspan(begin, std::min(size - state.chunk_.size(), codes.size() - begin));
    state.chunk_.insert(state.chunk_.end(), some.begin(), some.end());
    begin += some.size();
    if (state.chunk_.size() == size) end_chunk(state, at);
  }
  if (!piece.last) return;
  if (!state.chunk_.empty()) end_chunk(state, at);
  const int64_t given = state.overlap_->finish(std::span(state.out_).subspan(state.filled_));
  state.filled_ += static_cast<size_t>(given * config_.audio_channels);
}

void Encodec::end_chunk(DecodeState& state, const Probe& at) const {
  Tensor y = run_decoder(state, state.chunk_, true, at);
  for (float& value : std::span(y.mutable_f32(), y.values().size())) value *= state.scale_;
  const int64_t given =
      state.overlap_->add(y.values(), std::span(state.out_).subspan(state.filled_));
  state.filled_ += static_cast<size_t>(given * config_.audio_channels);
  state.chunk_.clear();
}

}  // namespace continuo::encodec
