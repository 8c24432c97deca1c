// MusicGen: words to a condition, codes so far to the logits of the next codes. Weights are const;
// all else is in State.
//
// B rows, S steps, K codebooks, V codes, T tokens, P steps before the codes. Checkpoints are Hugging
// Face's MusicgenForConditionalGeneration (facebook/musicgen-small and its kin) and
// MusicgenMelodyForConditionalGeneration, and those of the embedded models, whose codec is another.
// A melody model reads a tune and the words as steps before the codes (musicgen_melody.h); the
// others attend to the words. The audio codec's tensors ("audio_encoder.") are known and left
// unread here. What a sequence of codes means, the delay pattern and the choice among logits are
// the composer's (compose/). Published models predict the K codes of a step side by side: advance.
// Embedded ones write them one after the other: begin_step, then logits and choice K times.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "models/musicgen/config.h"
#include "models/musicgen/depth_decoder.h"
#include "models/musicgen/musicgen_decoder.h"
#include "models/musicgen/musicgen_melody.h"
#include "models/t5/t5_encoder.h"
#include "nn/kv_cache.h"
#include "nn/probe.h"

namespace continuo::musicgen {

struct LoadOptions {
  DType linear = DType::kQ8_0;  // how the matrices that each step reads are held
  DType text = DType::kBf16;    // and those read once a prompt; embeddings and norms are f32
  // What keys and values, of steps and of words, are held as: f32, bf16, or q8_0 (KeyValues).
  DType past = DType::kF32;
  ThreadPool& pool;  // must outlive the model
};

// What a row listens to: the words' vectors and each layer's keys and values of them, or what
// stands before the codes. Cheap to copy.
class Condition {
 public:
  bool is_null() const { return hidden_.empty(); }
  const Tensor& hidden() const { return hidden_; }  // [T,D] or [P,D], empty for null

 private:
  friend class MusicGen;
  Tensor hidden_;
  KvCache keys_values_;
};

// One sequence in the making. Thread: one at a time; states share nothing that changes.
class State {
 public:
  int64_t steps() const { return past_.length() - prefix_; }  // of codes
  int64_t max_steps() const { return max_steps_; }
  int64_t rows() const { return past_.batch(); }
  size_t bytes() const { return past_.bytes() + arena_.capacity(); }

 private:
  friend class MusicGen;
  State(KvCache past, size_t arena_bytes) : past_(std::move(past)), arena_(arena_bytes) {}

  KvCache past_;
  Arena arena_;
  std::vector<KvCache> conditions_;
  int64_t max_steps_ = 0;
  int64_t prefix_ = 0;  // steps before the codes
  Tensor known_;        // [B,D]: what is known of the step in the making
  int next_ = -1;       // its next code, in depth_order; -1 where none is begun
  Tensor marked_known_;
  int64_t marked_steps_ = 0;
  int marked_next_ = -1;
};

// The memory that a step moves, as the formats hold it.
struct StepBytes {
  size_t weights = 0;  // read, once for all rows
  size_t past = 0;     // keys and values read, of the steps before and of the words
  size_t written = 0;  // keys and values of the step itself
  size_t total() const { return weights + past + written; }
};

class MusicGen {
 public:
  static constexpr int64_t kMostRows = 4;
  static constexpr int64_t kMostTokens = musicgen::kMostTokens;

  // `path` is any that Checkpoint opens. Throws Error(kMissing), Error(kInput) where config and
  // tensors do not fit each other: missing, unknown and misshapen ones in one message.
  static MusicGen load(const std::filesystem::path& path, const LoadOptions& options);
  // The same from a config.json and tensors at hand.
  static MusicGen load(const HfConfig& config, const TensorSource& tensors,
                       const LoadOptions& options);

  // The same model with its weights shared, for another thread's work; the pool must outlive it.
  MusicGen on(ThreadPool& pool) const;

  const Config& config() const { return config_; }

  // Token ids, </s> included. Throws Error(kInput) for none, too many, or ids outside the
  // vocabulary.
  Condition encode(std::span<const int32_t> token_ids, const Probe& at = {}) const;
  // Beside a melody: its pitch class (C is 0) at every moment, repeated or cut to
  // config().chroma_length moments. Throws Error(kUsage) where the model follows none.
  Condition encode_with_melody(std::span<const int32_t> token_ids,
                               std::span<const int32_t> pitch_classes, const Probe& at = {}) const;
  // The unconditional row of guidance: cross-attention adds exactly nothing to it; in a melody
  // model it has no words and a C throughout, as it was trained.
  Condition null() const { return {}; }

  // B = 1 to 4 rows that will hear the same codes, each under its own condition; null ones come
  // last. Throws Error(kUsage) otherwise, or for more steps than max_position_embeddings, or where
  // what stands before the codes differs in length. Allocates all that advance needs, and reads
  // what stands before the codes: a probe sees that as it sees codes.
  State start(const std::vector<Condition>& rows, int64_t max_steps, const Probe& at = {}) const;

  // codes [S][K], delayed, special code included -> logits [B][K][V] of the last step, valid until
  // the next call with this state. S = 1 allocates nothing; any split of a sequence gives the same
  // logits. A probe sees "embed", "layers.I.self_attn|cross_attn|mlp|out", "norm" and "logits",
  // rows with a condition alone in cross_attn, and S in blocks of kPrefillSteps. Throws
  // Error(kInput) for a code over V, Error(kUsage) past max_steps; the state is then as it was.
  std::span<const float> advance(State& state, std::span<const int32_t> codes,
                                 const Probe& at = {}) const;
  static constexpr int64_t kPrefillSteps = 64;

  // For models with a depth decoder. Reads codes [S][K] as advance does and begins the next step.
  void begin_step(State& state, std::span<const int32_t> codes, const Probe& at = {}) const;
  // Logits [B][V] of its next code in depth_order, valid until the next call with this state. Throws
  // Error(kUsage) where no step is begun, or all its codes are taken.
  std::span<const float> code_logits(State& state, const Probe& at = {}) const;
  // The choice for that code; logits need not have been asked for.
  void take_code(State& state, int32_t code) const;
  bool has_depth() const { return depth_.has_value(); }

  // What the next step with this state will move; a depth decoder's matrices, once each.
  StepBytes step_bytes(const State& state) const;

  // Forgets all steps but the first `steps_kept`.
  void rewind(State& state, int64_t steps_kept) const;

  // Remembers how far the step in the making is, and comes back to it, also from later steps. One
  // mark a state. Throws Error(kUsage) where there is nothing to come back to.
  void mark(State& state) const;
  void return_to_mark(State& state) const;

 private:
  MusicGen(const Weights& weights, const Config& config, const LoadOptions& options);

  // The normed state [B,D] after codes [S][K], in the state's arena.
  Tensor read(State& state, std::span<const int32_t> codes, Context& context,
              const Probe& at) const;
  void expect_depth(bool expected) const;
  // What stands before the codes of each row.
  std::vector<Tensor> prefixes(const std::vector<Condition>& rows) const;

  Config config_;
  ThreadPool* pool_;
  DType past_type_;
  t5::Encoder text_encoder_;
  std::optional<Linear> enc_to_dec_proj_;
  std::optional<MelodyPrefix> melody_;
  Decoder decoder_;
  std::optional<DepthDecoder> depth_;
};

}  // namespace continuo::musicgen
