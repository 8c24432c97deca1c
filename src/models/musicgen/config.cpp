#include "models/musicgen/config.h"

#include <algorithm>

#include "base/error.h"

namespace continuo::musicgen {

namespace {

std::vector<int> read_depth_order(const HfConfig& config, int64_t codebooks) {
  const auto most = static_cast<size_t>(codebooks);
  const std::vector<int64_t> read = config.integers("depth_order", 0, codebooks - 1, most);
  std::vector<int> order(read.begin(), read.end());
  std::vector<int> sorted = order;
  std::sort(sorted.begin(), sorted.end());
  for (size_t k = 0; k < most; ++k) {
    if (sorted.size() != most || sorted[k] != static_cast<int>(k)) {
      fail(ErrorKind::kInput, "config", "{}: expected each of the {} codebooks once.",
           config.path_of("depth_order"), most);
    }
  }
  return order;
}

DecoderConfig read_decoder(const HfConfig& config) {
  DecoderConfig read{};
  read.vocab_size = config.integer("vocab_size", 1, 1 << 20);
  read.hidden_size = config.integer("hidden_size", 4, 1 << 14);
  read.num_hidden_layers = config.integer("num_hidden_layers", 1, 256);
  read.num_attention_heads = config.integer("num_attention_heads", 1, 1 << 10);
  read.ffn_dim = config.integer("ffn_dim", 1, 1 << 16);
  read.num_codebooks = config.integer("num_codebooks", 1, 64);
  // A frame at least, in the delay pattern.
  read.max_position_embeddings =
      config.integer("max_position_embeddings", read.num_codebooks + 2, 1 << 16);
  if (config.has("audio_channels")) read.audio_channels = config.integer("audio_channels", 1, 2);
  if (read.num_codebooks % read.audio_channels != 0) {
    fail(ErrorKind::kInput, "config", "{}: expected as many for each of {} channels, found {}.",
         config.path_of("num_codebooks"), read.audio_channels, read.num_codebooks);
  }
  if (config.has("depth_ffn_dim")) {
    read.depth_ffn_dim = config.integer("depth_ffn_dim", 1, 1 << 16);
    read.depth_order = read_depth_order(config, read.num_codebooks);
  }
  // Heads of whole size, in the attention kernel's steps.
  if (read.hidden_size % (4 * read.num_attention_heads) != 0 || read.head_size() > 512) {
    fail(ErrorKind::kInput, "config",
         "{}: expected heads of 4, 8, 12, ... 512 values in hidden_size {}, found {} heads.",
         config.path_of("num_attention_heads"), read.hidden_size, read.num_attention_heads);
  }
  const std::string activation = config.text("activation_function");
  if (activation != "gelu" && activation != "relu") {
    fail(ErrorKind::kInput, "config", "{}: expected gelu or relu, found {}.",
         config.path_of("activation_function"), activation);
  }
  read.activation = activation == "gelu" ? Activation::kGelu : Activation::kRelu;
  // The reference reads this field and never applies it; no published checkpoint sets it.
  if (config.boolean("scale_embedding")) {
    fail(ErrorKind::kInput, "config", "{}: expected false.", config.path_of("scale_embedding"));
  }
  return read;
}

}  // namespace

Config read_config(const HfConfig& config) {
  const std::string type = config.text("model_type");
  if (type != "musicgen" && type != "musicgen_melody") {
    fail(ErrorKind::kInput, "config", "{}: expected musicgen or musicgen_melody, found {}.",
         config.path_of("model_type"), type);
  }
  const HfConfig decoder = config.object("decoder");
  const HfConfig text_encoder = config.object("text_encoder");
  if (decoder.has("cross_attention_hidden_size")) {
    fail(ErrorKind::kInput, "config", "{}: expected null.",
         decoder.path_of("cross_attention_hidden_size"));
  }
  Config read{t5::read_config(text_encoder), read_decoder(decoder)};
  if (type == "musicgen_melody") {
    // The twelve classes of equal temperament: what the melody is heard in.
    read.num_chroma = config.integer("num_chroma", 12, 12);
    read.chroma_length = config.integer("chroma_length", 1, 1 << 12);
    read.decoder.longest_prefix = read.chroma_length + kMostTokens;
  }
  return read;
}

bool writes_sound(const HfConfig& config) {
  if (!config.has("audio_encoder")) return false;
  const HfConfig codec = config.object("audio_encoder");
  return codec.has("model_type") && codec.text("model_type") == "encodec";
}

bool follows_melody(const HfConfig& config) {
  return config.text("model_type") == "musicgen_melody";
}

int64_t DecoderConfig::parameters() const {
  const int64_t D = hidden_size;
  const int64_t cross = has_cross_attention() ? 4 * D * D + 2 * D : 0;
  const int64_t layer = 4 * D * D + cross + 2 * D * ffn_dim + 4 * D;
  const int64_t depth_layer = vocab_size * D + 2 * D * depth_ffn_dim + 4 * D;
  const int64_t depth = depth_ffn_dim == 0 ? 0 : (num_codebooks - 1) * depth_layer;
  return num_codebooks * (2 * vocab_size + 1) * D + num_hidden_layers * layer + 2 * D + depth;
}

int64_t Config::parameters() const {
  const int64_t projection = projects() ? (text_encoder.d_model + 1) * decoder.hidden_size : 0;
  const int64_t melody = follows_melody() ? (num_chroma + 1) * decoder.hidden_size : 0;
  return text_encoder.parameters() + projection + melody + decoder.parameters();
}

}  // namespace continuo::musicgen
