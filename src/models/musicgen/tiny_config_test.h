// A published configuration made small, for tests that only need one that fits together.
#pragma once

#include <nlohmann/json.hpp>
#include <string>

#include "models/musicgen/published.h"

namespace continuo::musicgen {

// Decoder of 64 values in 2 layers that writes codes of 64 entries; a codec of that many at 50
// frames a second, 32 kHz; 2 small layers of T5.
inline std::string tiny_config(const std::string& published = "musicgen-small") {
  nlohmann::json config = nlohmann::json::parse(published_config(published));
  const auto set = [](nlohmann::json& part, std::initializer_list<std::pair<const char*, int>> to) {
    for (const auto& [field, value] : to) part[field] = value;
  };
  set(config["text_encoder"], {{"vocab_size", 100},
                               {"d_model", 32},
                               {"d_kv", 8},
                               {"d_ff", 64},
                               {"num_layers", 2},
                               {"num_heads", 4}});
  set(config["decoder"], {{"vocab_size", 64},
                          {"hidden_size", 64},
                          {"num_hidden_layers", 2},
                          {"num_attention_heads", 4},
                          {"ffn_dim", 128}});
  set(config["audio_encoder"],
      {{"hidden_size", 16}, {"num_filters", 4}, {"codebook_size", 64}, {"num_lstm_layers", 1}});
  config["audio_encoder"]["target_bandwidths"] = {1.2};
  if (config.contains("chroma_length")) config["chroma_length"] = 8;
  return config.dump();
}

}  // namespace continuo::musicgen
