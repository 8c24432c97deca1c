// Sizes: Copet et al., "Simple and Controllable Music Generation", 2023, and the models' cards;
// published_test.cpp holds them against the parameters that the files have.
#include "models/musicgen/published.h"

#include <fmt/ranges.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "base/error.h"

namespace continuo::musicgen {

namespace {

using Json = nlohmann::json;

struct Size {
  int hidden_size;
  int layers;
  int heads;
};
constexpr Size kSmall{1024, 24, 16}, kMedium{1536, 48, 24}, kLarge{2048, 48, 32};

struct Published {
  const char* name;
  Size size;
  bool melody;
  bool stereo;
};
constexpr Published kPublished[] = {
    {"musicgen-small", kSmall, false, false},
    {"musicgen-medium", kMedium, false, false},
    {"musicgen-large", kLarge, false, false},
    {"musicgen-melody", kMedium, true, false},
    {"musicgen-melody-large", kLarge, true, false},
    {"musicgen-stereo-small", kSmall, false, true},
    {"musicgen-stereo-medium", kMedium, false, true},
    {"musicgen-stereo-large", kLarge, false, true},
    {"musicgen-stereo-melody", kMedium, true, true},
    {"musicgen-stereo-melody-large", kLarge, true, true},
};

const Published* find(std::string_view name) {
  constexpr std::string_view kOrganisation = "facebook/";
  if (name.starts_with(kOrganisation)) name.remove_prefix(kOrganisation.size());
  const auto* found = std::find_if(std::begin(kPublished), std::end(kPublished),
                                   [&](const Published& model) { return model.name == name; });
  return found == std::end(kPublished) ? nullptr : found;
}

// T5-base.
Json text_encoder() {
  return {{"model_type", "t5"},
          {"vocab_size", 32128},
          {"d_model", 768},
          {"d_kv", 64},
          {"d_ff", 3072},
          {"num_layers", 12},
          {"num_heads", 12},
          {"relative_attention_num_buckets", 32},
          {"relative_attention_max_distance", 128},
          {"layer_norm_epsilon", 1e-6},
          {"feed_forward_proj", "relu"}};
}

// encodec_32khz; a stereo model's too, run once for each channel.
Json audio_encoder() {
  return {{"model_type", "encodec"},
          {"sampling_rate", 32000},
          {"audio_channels", 1},
          {"hidden_size", 128},
          {"num_filters", 64},
          {"num_residual_layers", 1},
          {"upsampling_ratios", {8, 5, 4, 4}},
          {"kernel_size", 7},
          {"last_kernel_size", 7},
          {"residual_kernel_size", 3},
          {"dilation_growth_rate", 2},
          {"compress", 2},
          {"num_lstm_layers", 2},
          {"codebook_size", 2048},
          {"target_bandwidths", {2.2}},
          {"use_causal_conv", false},
          {"pad_mode", "reflect"},
          {"trim_right_ratio", 1.0},
          {"norm_type", "weight_norm"},
          {"use_conv_shortcut", false},
          {"normalize", false}};
}

Json decoder(const Published& model) {
  return {{"vocab_size", 2048},
          {"hidden_size", model.size.hidden_size},
          {"num_hidden_layers", model.size.layers},
          {"num_attention_heads", model.size.heads},
          {"ffn_dim", 4 * model.size.hidden_size},
          {"num_codebooks", model.stereo ? 8 : 4},
          {"max_position_embeddings", 2048},
          {"audio_channels", model.stereo ? 2 : 1},
          {"activation_function", "gelu"},
          {"scale_embedding", false}};
}

}  // namespace

std::vector<std::string> published_names() {
  std::vector<std::string> names;
  for (const Published& model : kPublished) names.emplace_back(model.name);
  return names;
}

bool is_published(std::string_view name) { return find(name) != nullptr; }

std::string published_config(std::string_view name) {
  const Published* model = find(name);
  if (model == nullptr) {
    fail(ErrorKind::kUsage, "model", "{}: expected one of {}.", name,
         fmt::join(published_names(), ", "));
  }
  Json config{{"model_type", model->melody ? "musicgen_melody" : "musicgen"},
              {"text_encoder", text_encoder()},
              {"audio_encoder", audio_encoder()},
              {"decoder", decoder(*model)}};
  if (model->melody) {
    config["num_chroma"] = 12;
    config["chroma_length"] = 235;
  }
  return config.dump(2);
}

}  // namespace continuo::musicgen
