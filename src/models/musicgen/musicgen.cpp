#include "models/musicgen/musicgen.h"

#include <algorithm>

#include "base/error.h"
#include "checkpoint/checkpoint.h"

namespace continuo::musicgen {

namespace fs = std::filesystem;

MusicGen MusicGen::load(const fs::path& path, const LoadOptions& options) {
  const Checkpoint checkpoint = Checkpoint::open(path);
  return load(checkpoint.config(), checkpoint.tensors(), options);
}

MusicGen MusicGen::load(const HfConfig& root, const TensorSource& tensors,
                        const LoadOptions& options) {
  const Config config = read_config(root);
  // Before anything is allocated by what the config says.
  if (config.parameters() > tensors.elements()) {
    fail(ErrorKind::kInput, "musicgen",
         "{}: the config describes {} parameters, the tensors are {}.", tensors.description(),
         config.parameters(), tensors.elements());
  }
  const Weights weights(tensors, &options.pool);
  MusicGen model(weights, config, options);
  weights.ignore("audio_encoder.");
  weights.finish();
  return model;
}

MusicGen::MusicGen(const Weights& weights, const Config& config, const LoadOptions& options)
    : config_(config),
      pool_(&options.pool),
      past_type_(options.past),
      text_encoder_(weights.scope("text_encoder"), config.text_encoder, options.text),
      decoder_(weights.scope("decoder"), config.decoder, options.linear, options.text) {
  if (config.projects()) {
    enc_to_dec_proj_.emplace(weights.scope("enc_to_dec_proj"), config.text_encoder.d_model,
                             config.decoder.hidden_size, options.text, Linear::Bias::kRequired);
  }
  if (config.follows_melody()) {
    melody_.emplace(weights.scope("audio_enc_to_dec_proj"), config.num_chroma, config.chroma_length,
                    config.decoder.hidden_size);
  }
  if (config.decoder.depth_ffn_dim > 0)
    depth_.emplace(weights.scope("decoder"), config.decoder, options.linear);
}

MusicGen MusicGen::on(ThreadPool& pool) const {
  MusicGen same = *this;
  same.pool_ = &pool;
  return same;
}

Condition MusicGen::encode(std::span<const int32_t> token_ids, const Probe& at) const {
  return encode_with_melody(token_ids, {}, at);
}

Condition MusicGen::encode_with_melody(std::span<const int32_t> token_ids,
                                       std::span<const int32_t> pitch_classes,
                                       const Probe& at) const {
  if (!melody_ && !pitch_classes.empty())
    fail(ErrorKind::kUsage, "musicgen", "this model follows no melody.");
  const auto T = static_cast<int64_t>(token_ids.size());
  if (T < 1 || T > kMostTokens) {
    fail(ErrorKind::kInput, "musicgen", "expected 1 to {} tokens, found {}.", kMostTokens, T);
  }
  const size_t projected = enc_to_dec_proj_ ? enc_to_dec_proj_->arena_bytes(T) : 0;
  const size_t remembered = melody_ ? 0 : decoder_.remember_bytes(T);
  Arena arena(text_encoder_.arena_bytes(T) + projected + remembered);
  Context context{*pool_, arena};

  const Probe text = at.in("text");
  Tensor hidden = text_encoder_(token_ids, context, text);
  if (enc_to_dec_proj_) hidden = (*enc_to_dec_proj_)(hidden, context);
  hidden = at("condition", hidden);

  Condition condition;
  if (melody_) {
    condition.hidden_ = at("prefix", (*melody_)(pitch_classes, hidden));
    return condition;
  }
  condition.hidden_ = hidden.to_f32();  // out of the arena
  condition.keys_values_ =
      decoder_.remember(hidden.reshaped({1, T, hidden[1]}), past_type_, context);
  return condition;
}

std::vector<Tensor> MusicGen::prefixes(const std::vector<Condition>& rows) const {
  if (!melody_) return {};
  const Condition& first = rows.front();
  const int64_t P = first.is_null() ? config_.chroma_length : first.hidden_[0];
  std::vector<Tensor> prefixes;
  for (const Condition& row : rows) {
    // No words are as long as those beside them.
    prefixes.push_back(row.is_null() ? melody_->null(P - config_.chroma_length) : row.hidden_);
    if (prefixes.back()[0] != P) {
      fail(ErrorKind::kUsage, "musicgen", "expected words of one length beside a melody.");
    }
  }
  return prefixes;
}

State MusicGen::start(const std::vector<Condition>& rows, int64_t max_steps,
                      const Probe& at) const {
  const auto B = static_cast<int64_t>(rows.size());
  const DecoderConfig& decoder = config_.decoder;
  if (B < 1 || B > kMostRows)
    fail(ErrorKind::kUsage, "musicgen", "expected 1 to {} rows, found {}.", kMostRows, B);
  if (max_steps < 1 || max_steps > decoder.max_position_embeddings) {
    fail(ErrorKind::kUsage, "musicgen", "expected 1 to {} steps, found {}.",
         decoder.max_position_embeddings, max_steps);
  }
  const auto layers = static_cast<int>(decoder.num_hidden_layers);
  const size_t depth_bytes = depth_ ? depth_->arena_bytes(B) : 0;
  for (const Condition& row : rows) {
    const bool mine = row.is_null() || (row.hidden_[1] == decoder.hidden_size &&
                                        row.hidden_[0] > config_.chroma_length &&
                                        row.keys_values_.layers() == (melody_ ? 0 : layers));
    if (!mine) fail(ErrorKind::kUsage, "musicgen", "a condition is another model's.");
  }
  const std::vector<Tensor> before = prefixes(rows);
  const int64_t P = before.empty() ? 0 : before.front()[0];
  const int64_t most_steps = std::min(std::max(max_steps, P), kPrefillSteps);
  State state(KvCache(layers, B, decoder.num_attention_heads, decoder.head_size(), P + max_steps,
                      past_type_),
              decoder_.arena_bytes(B, most_steps) + depth_bytes);
  state.max_steps_ = max_steps;
  state.prefix_ = P;
  if (depth_) {
    state.known_ = Tensor::zeros({B, decoder.hidden_size});
    state.marked_known_ = Tensor::zeros({B, decoder.hidden_size});
  }
  for (const Condition& row : rows) {
    if (row.is_null()) continue;
    if (state.conditions_.size() != static_cast<size_t>(&row - rows.data())) {
      fail(ErrorKind::kUsage, "musicgen", "a row without a condition stands before one with it.");
    }
    state.conditions_.push_back(row.keys_values_);
  }
  if (melody_) state.conditions_.clear();  // nothing attends to them
  for (int64_t begin = 0; begin < P; begin += kPrefillSteps) {
    state.arena_.reset();
    Context context{*pool_, state.arena_};
    decoder_.read(before, begin, std::min(kPrefillSteps, P - begin), state.past_, context, at);
  }
  return state;
}

Tensor MusicGen::read(State& state, std::span<const int32_t> codes, Context& context,
                      const Probe& at) const {
  const int64_t K = config_.decoder.num_codebooks;
  const int64_t S = static_cast<int64_t>(codes.size()) / K;
  if (S < 1 || S * K != static_cast<int64_t>(codes.size())) {
    fail(ErrorKind::kUsage, "musicgen", "expected steps of {} codes, found {} codes.", K,
         codes.size());
  }
  if (S > state.max_steps_ - state.steps()) {
    fail(ErrorKind::kUsage, "musicgen", "{} more steps do not fit: {} of {} are taken.", S,
         state.steps(), state.max_steps_);
  }
  for (int32_t code : codes) {
    if (code < 0 || code > config_.decoder.special_code()) {
      fail(ErrorKind::kInput, "musicgen", "expected codes from 0 to {}, found {}.",
           config_.decoder.special_code(), code);
    }
  }
  for (int64_t begin = 0;; begin += kPrefillSteps) {
    const int64_t steps = std::min(kPrefillSteps, S - begin);
    state.arena_.reset();
    const auto block =
        codes.subspan(static_cast<size_t>(begin * K), static_cast<size_t>(steps * K));
    const Tensor x = decoder_.forward(block, state.conditions_, state.past_, context, at);
    if (begin + steps == S) return decoder_.last_state(x, context, at);
  }
}

void MusicGen::expect_depth(bool expected) const {
  if (has_depth() == expected) return;
  fail(ErrorKind::kUsage, "musicgen", "the codes of a step are written {} by this model.",
       has_depth() ? "one after the other (begin_step)" : "side by side (advance)");
}

std::span<const float> MusicGen::advance(State& state, std::span<const int32_t> codes,
                                         const Probe& at) const {
  expect_depth(false);
  Context context{*pool_, state.arena_};
  return decoder_.logits(read(state, codes, context, at), context, at).values();
}

void MusicGen::begin_step(State& state, std::span<const int32_t> codes, const Probe& at) const {
  expect_depth(true);
  Context context{*pool_, state.arena_};
  const Tensor known = read(state, codes, context, at);
  std::copy(known.values().begin(), known.values().end(), state.known_.mutable_f32());
  state.next_ = 0;
}

std::span<const float> MusicGen::code_logits(State& state, const Probe& at) const {
  expect_depth(true);
  if (state.next_ < 0 || state.next_ == config_.decoder.num_codebooks)
    fail(ErrorKind::kUsage, "musicgen", "there is no step with a code to write.");
  state.arena_.reset();
  Context context{*pool_, state.arena_};
  return depth_->logits(state.known_, state.next_, context, at.in("depth", state.next_)).values();
}

void MusicGen::take_code(State& state, int32_t code) const {
  expect_depth(true);
  if (state.next_ < 0 || state.next_ == config_.decoder.num_codebooks)
    fail(ErrorKind::kUsage, "musicgen", "there is no step with a code to write.");
  depth_->take(state.known_, state.next_, code);
  ++state.next_;
}

StepBytes MusicGen::step_bytes(const State& state) const {
  // Keys and values of one position in every layer.
  const auto position_bytes = [](const KvCache& cache) {
    return cache.bytes() / static_cast<size_t>(cache.capacity());
  };
  StepBytes bytes;
  bytes.weights = decoder_.step_weight_bytes() + (depth_ ? depth_->step_weight_bytes() : 0);
  bytes.written = position_bytes(state.past_);
  bytes.past = position_bytes(state.past_) * static_cast<size_t>(state.past_.length());
  for (const KvCache& words : state.conditions_)
    bytes.past += position_bytes(words) * static_cast<size_t>(words.length());
  return bytes;
}

void MusicGen::rewind(State& state, int64_t steps_kept) const {
  if (steps_kept < 0 || steps_kept > state.steps()) {
    fail(ErrorKind::kUsage, "musicgen", "cannot keep {} of {} steps.", steps_kept, state.steps());
  }
  state.past_.truncate(state.prefix_ + steps_kept);
  state.next_ = -1;
  if (state.marked_steps_ > steps_kept) state.marked_next_ = -1;
}

void MusicGen::mark(State& state) const {
  if (state.next_ < 0) fail(ErrorKind::kUsage, "musicgen", "there is no step to mark.");
  std::copy(state.known_.values().begin(), state.known_.values().end(),
            state.marked_known_.mutable_f32());
  state.marked_steps_ = state.steps();
  state.marked_next_ = state.next_;
}

void MusicGen::return_to_mark(State& state) const {
  if (state.marked_next_ < 0) fail(ErrorKind::kUsage, "musicgen", "there is no mark.");
  state.past_.truncate(state.prefix_ + state.marked_steps_);
  std::copy(state.marked_known_.values().begin(), state.marked_known_.values().end(),
            state.known_.mutable_f32());
  state.next_ = state.marked_next_;
}

}  // namespace continuo::musicgen
