// EnCodec: sound to codes and back, at once or while the codes still come.
//
// T frames of codes, K codebooks, C audio channels; a frame is hop() sample frames. Checkpoints are
// Hugging Face's EncodecModel (facebook/encodec_24khz, _32khz, _48khz), and the copy inside a
// MusicGen. Defossez et al., "High Fidelity Neural Audio Compression", 2022. Weights are const; all
// else is in DecodeState. (A stereo MusicGen's codec has one channel: it is run once for each.)
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <vector>

#include "models/encodec/config.h"
#include "models/encodec/overlap.h"
#include "models/encodec/seanet.h"
#include "nn/residual_quantiser.h"

namespace continuo::encodec {

struct LoadOptions {
  Formats formats{};    // bf16 halves the time and the memory, and turns some codes of an encoder
  bool encoder = true;  // false leaves the encoder's half of the tensors unread
  ThreadPool& pool;     // must outlive the model
};

// What was encoded together: the whole sound, or one of the chunks that overlap.
struct CodedChunk {
  std::vector<int32_t> codes;  // [T][K]
  float scale = 1;             // by which its sound is multiplied (config.normalize)
};
struct Coded {
  int64_t codebooks = 0;  // K
  std::vector<CodedChunk> chunks;
};

// A sound in the making. Thread: one at a time; states share nothing that changes.
class DecodeState {
 public:
  int64_t codebooks() const { return codebooks_; }
  int64_t frames_taken() const { return frames_taken_; }    // of codes
  int64_t samples_given() const { return samples_given_; }  // sample frames
  size_t bytes() const;

 private:
  friend class Encodec;
  DecodeState(int64_t codebooks, Seanet::State net, size_t scratch_bytes, size_t values)
      : codebooks_(codebooks), net_(std::move(net)), scratch_(scratch_bytes), out_(values) {}

  int64_t codebooks_;
  int64_t most_frames_ = 0;   // a call
  int64_t block_frames_ = 0;  // through the net together
  Seanet::State net_;
  Scratch scratch_;
  std::vector<float> out_;
  size_t filled_ = 0;  // of out_, in this call
  int64_t frames_taken_ = 0;
  int64_t samples_given_ = 0;
  // Where sound is coded in chunks: the one that is being collected, and the seam after the last.
  std::vector<int32_t> chunk_;
  float scale_ = 1;
  std::optional<OverlapAdd> overlap_;
};

class Encodec {
 public:
  // `path` is any that Checkpoint opens, of an EnCodec or of a MusicGen. Throws Error(kMissing), or
  // Error(kInput) where config and tensors do not fit each other: missing, unknown and misshapen
  // ones in one message.
  static Encodec load(const std::filesystem::path& path, const LoadOptions& options);
  // The same from a config.json and tensors at hand.
  static Encodec load(const HfConfig& config, const TensorSource& tensors,
                      const LoadOptions& options);

  const Config& config() const { return config_; }

  // samples [n][C] at sampling_rate, n >= 1, to `codebooks` codes a frame (config.codebooks_for a
  // bandwidth). A probe sees "encoder.layers.I.*" (as Seanet), piece by piece.
  // Throws Error(kInput) for samples that are not whole frames, Error(kUsage) for a number of
  // codebooks out of range or a model loaded without its encoder. Thread: any.
  Coded encode(std::span<const float> samples, int64_t codebooks, const Probe& at = {}) const;

  // -> samples [n][C]: T * hop() sample frames, or the chunks laid over one another. Throws as the
  // streaming form does. Thread: any.
  std::vector<float> decode(const Coded& coded, const Probe& at = {}) const;

  // A sound from its beginning, `most_frames` frames of codes a call at most. Allocates all that
  // the calls need. Throws Error(kUsage) for numbers out of range, or where config has time_norm
  // without chunks: such a sound is known when its last code is.
  DecodeState start(int64_t codebooks, int64_t most_frames = 32) const;

  struct Piece {
    float scale = 1;    // CodedChunk::scale of the chunk that the first of these codes belongs to
    bool last = false;  // the sound ends here; the state then is as new
  };
  // codes [T][K], T of 0 to most_frames, follow what came before -> the samples [n][C] that can be
  // said by now, valid until the next call with this state. Any pieces give the same sound.
  // Allocates nothing. In a whole model (chunk_length 0) sound stays look_ahead() sample frames
  // behind its codes; where sound is coded in chunks, up to a chunk. A probe sees "quantizer" and
  // "decoder.layers.I.*", piece by piece. Throws Error(kInput) for a code outside its codebook,
  // Error(kUsage) for too many frames or half a frame; the state is then as it was.
  std::span<const float> decode(DecodeState& state, std::span<const int32_t> codes,
                                const Piece& piece, const Probe& at = {}) const;
  // Sample frames by which a stream stays behind once it has begun: 0 for causal models (that trim_right 1). Beginning
  // takes a few frames, since the reflected edge needs them.
  int64_t look_ahead() const { return decoder_.look_ahead(); }

 private:
  Encodec(const Weights& weights, const Config& config, const LoadOptions& options);

  void encode_chunk(std::span<const float> samples, int64_t codebooks, CodedChunk& chunk,
                    const Probe& at) const;
  DecodeState make_state(int64_t codebooks, int64_t most_frames, int64_t block_frames) const;
  Tensor run_decoder(DecodeState& state, std::span<const int32_t> codes, bool last,
                     const Probe& at) const;
  void decode_whole(DecodeState& state, std::span<const int32_t> codes, const Piece& piece,
                    const Probe& at) const;
  void decode_in_chunks(DecodeState& state, std::span<const int32_t> codes, const Piece& piece,
                        const Probe& at) const;
  void end_chunk(DecodeState& state, const Probe& at) const;
  bool in_chunks() const { return config_.chunk_length > 0; }
  int64_t chunk_frames() const {
    return (config_.chunk_length + config_.hop() - 1) / config_.hop();
  }

  // Frames of codes that go through the nets together: enough that their weights are worth reading,
  // few enough that what lies between the layers stays in the cache.
  static constexpr int64_t kBlockFrames = 32;

  Config config_;
  ThreadPool* pool_;
  ResidualQuantiser quantiser_;
  std::optional<Seanet> encoder_;
  Seanet decoder_;
};

}  // namespace continuo::encodec
