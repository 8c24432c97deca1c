#include "models/encodec/encodec.h"

#include <algorithm>
#include <cmath>

#include "base/error.h"
#include "checkpoint/checkpoint.h"

namespace continuo::encodec {

namespace fs = std::filesystem;

namespace {

constexpr const char* kMusicGenParts[] = {"text_encoder.", "decoder.", "enc_to_dec_proj.",
                                          "audio_enc_to_dec_proj."};

ResidualQuantiser read_quantiser(const Weights& weights, const Config& config, bool encodes) {
  std::vector<Tensor> tables;
  for (int k = 0; k < config.num_quantizers(); ++k) {
    const Weights book = weights.scope("layers", k).scope("codebook");
    tables.push_back(book.take("embed", {config.codebook_size, config.hidden_size}));
    for (const char* training : {"embed_avg", "cluster_size", "inited"}) book.ignore(training);
  }
  return ResidualQuantiser(tables, encodes);
}

// Root mean square of the channels' mean, as it was trained.
float loudness(std::span<const float> samples, size_t C) {
  double squares = 0;
  for (size_t i = 0; i < samples.size(); i += C) {
    double sum = 0;
    for (size_t c = 0; c < C; ++c) sum += samples[i + c];
    squares += sum / static_cast<double>(C) * (sum / static_cast<double>(C));
  }
  return static_cast<float>(std::sqrt(squares / static_cast<double>(samples.size() / C)) + 1e-8);
}

}  // namespace

Encodec Encodec::load(const fs::path& path, const LoadOptions& options) {
  const Checkpoint checkpoint = Checkpoint::open(path);
  return load(checkpoint.config(), checkpoint.tensors(), options);
}

Encodec Encodec::load(const HfConfig& root, const TensorSource& tensors,
                      const LoadOptions& options) {
  const std::string type = root.text("model_type");
  const bool inside = type == "musicgen" || type == "musicgen_melody";
  if (!inside && type != "encodec") {
    fail(ErrorKind::kInput, "config",
         "{}: expected encodec, musicgen or musicgen_melody, found {}.", root.path_of("model_type"),
         type);
  }
  const Config config = read_config(inside ? root.object("audio_encoder") : root);
  // Before anything is allocated by what the config says.
  if (config.parameters() > tensors.elements()) {
    fail(ErrorKind::kInput, "encodec",
         "{}: the config describes {} parameters, the tensors are {}.", tensors.description(),
         config.parameters(), tensors.elements());
  }
  const Weights weights(tensors, &options.pool);
  if (inside) {
    for (const char* part : kMusicGenParts) weights.ignore(part);
  }
  Encodec model(inside ? weights.scope("audio_encoder") : weights, config, options);
  weights.finish();
  return model;
}

Encodec::Encodec(const Weights& weights, const Config& config, const LoadOptions& options)
    : config_(config),
      pool_(&options.pool),
      quantiser_(read_quantiser(weights.scope("quantizer"), config, options.encoder)),
      decoder_(weights.scope("decoder"), config, config.decoder_layers(), options.formats) {
  if (options.encoder) {
    encoder_.emplace(weights.scope("encoder"), config, config.encoder_layers(), options.formats);
  } else {
    weights.ignore("encoder.");
  }
}

Coded Encodec::encode(std::span<const float> samples, int64_t codebooks, const Probe& at) const {
  const auto C = static_cast<size_t>(config_.audio_channels);
  if (samples.empty() || samples.size() % C != 0) {
    fail(ErrorKind::kInput, "encodec", "expected samples for {} channels, found {}.", C,
         samples.size());
  }
  if (codebooks < 1 || codebooks > quantiser_.codebooks()) {
    fail(ErrorKind::kUsage, "encodec", "codebooks: expected 1 to {}, found {}.",
         quantiser_.codebooks(), codebooks);
  }
  if (!encoder_) fail(ErrorKind::kUsage, "encodec", "was loaded without its encoder.");
  const bool whole = !in_chunks();
  const size_t length = whole ? samples.size() : static_cast<size_t>(config_.chunk_length) * C;
  const size_t stride = whole ? samples.size() : static_cast<size_t>(config_.chunk_stride) * C;
  Coded coded{codebooks, {}};
  for (size_t begin = 0; begin < samples.size(); begin += stride) {
    coded.chunks.emplace_back();
    encode_chunk(samples.subspan(begin, std::min(length, samples.size() - begin)), codebooks,
                 coded.chunks.back(), at);
  }
  return coded;
}

void Encodec::encode_chunk(std::span<const float> samples, int64_t codebooks, CodedChunk& chunk,
                           const Probe& at) const {
  const int64_t C = config_.audio_channels;
  const auto length = static_cast<int64_t>(samples.size()) / C;
  if (config_.normalize) chunk.scale = loudness(samples, static_cast<size_t>(C));
  const int64_t block = config_.time_norm ? length : std::min(length, kBlockFrames * config_.hop());
  const int64_t most = encoder_->most_rows(block);
  Scratch scratch(encoder_->arena_bytes(block));
  Arena arena(quantiser_.encode_bytes(most));
  Seanet::State state = encoder_->start();
  const Probe net = at.in("encoder");
  for (int64_t begin = 0; begin < length; begin += block) {
    const int64_t n = std::min(block, length - begin);
    scratch.arenas[1].reset();
    Tensor x = scratch.arenas[1].take({n, C});
    const float* in = samples.data() + begin * C;
    std::transform(in, in + n * C, x.mutable_f32(), [&](float v) { return v / chunk.scale; });
    const Tensor embedded = encoder_->forward(x, state, begin + n == length, scratch, *pool_, net);
    const size_t before = chunk.codes.size();
    chunk.codes.resize(before + static_cast<size_t>(embedded[0] * codebooks));
    arena.reset();
    Context context{*pool_, arena};
    quantiser_.encode(embedded, std::span(chunk.codes).subspan(before), context);
  }
}

}  // namespace continuo::encodec
