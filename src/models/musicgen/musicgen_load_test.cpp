// Loading holds a checkpoint's tensors and its config to each other.
#include <unistd.h>

#include <map>

#include "base/error.h"
#include "base/files.h"
#include "models/musicgen/musicgen_fixture_test.h"

namespace continuo::musicgen {
namespace {

const fs::path kWhole = kAllFixtures / "musicgen/odd";

// A copy of a checkpoint with something changed.
class BrokenCheckpoint : public ::testing::Test {
 protected:
  void SetUp() override {
    folder_ = fs::temp_directory_path() / fmt::format("continuo_musicgen_{}", ::getpid());
    fs::create_directories(folder_);
    const Safetensors file = Safetensors::open(kWhole);
    for (const std::string& name : file.names()) {
      if (name != "audio_encoder.quantizer.layers.0.codebook.inited")
        tensors_[name] = file.find(name);
    }
    config_ = read_text(kWhole / "config.json");
  }
  void TearDown() override { fs::remove_all(folder_); }

  std::string load() {
    std::vector<NamedTensor> list;
    for (const auto& [name, tensor] : tensors_) list.push_back({name, tensor});
    write_safetensors(folder_ / "model.safetensors", list);
    write_text(folder_ / "config.json", config_);
    ThreadPool pool(1);
    try {
      MusicGen::load(folder_, {.linear = DType::kF32, .pool = pool});
      return "";
    } catch (const Error& error) {
      return error.what();
    }
  }
  void replace(const std::string& from, const std::string& to) {
    const size_t at = config_.find(from);
    ASSERT_NE(at, std::string::npos) << from;
    config_.replace(at, from.size(), to);
  }

  fs::path folder_;
  std::map<std::string, Tensor> tensors_;
  std::string config_;
};

TEST_F(BrokenCheckpoint, OneErrorNamesAllThatIsWrong) {
  EXPECT_EQ(load(), "");
  const std::string missing = "decoder.model.decoder.layers.1.fc1.weight",
                    misshapen = "enc_to_dec_proj.bias";
  tensors_.erase(missing);
  tensors_[misshapen] = Tensor::zeros({3});
  tensors_["decoder.model.decoder.layers.2.fc1.weight"] = Tensor::zeros({50, 36});
  const std::string error = load();
  EXPECT_NE(error.find("Missing 1: " + missing), std::string::npos) << error;
  EXPECT_NE(error.find("Of another shape 1: " + misshapen), std::string::npos) << error;
  EXPECT_NE(error.find("Not used 1: decoder.model.decoder.layers.2.fc1.weight"), std::string::npos)
      << error;
}

TEST_F(BrokenCheckpoint, KnownNamesAreNoSurprise) {
  tensors_["decoder.model.decoder.embed_positions.weights"] = Tensor::zeros({128, 36});
  tensors_["text_encoder.encoder.embed_tokens.weight"] = tensors_["text_encoder.shared.weight"];
  EXPECT_EQ(load(), "");
  tensors_.erase("text_encoder.shared.weight");
  EXPECT_EQ(load(), "");
  tensors_["text_encoder.decoder.final_layer_norm.weight"] = Tensor::zeros({20});
  EXPECT_NE(load().find("Not used 1"), std::string::npos);
}

TEST_F(BrokenCheckpoint, TheConfigIsHeldToItsWord) {
  const std::tuple<const char*, const char*, const char*> cases[] = {
      {"\"ffn_dim\": 50,", "", "decoder.ffn_dim"},
      {"\"hidden_size\": 36", "\"hidden_size\": \"36\"", "decoder.hidden_size"},
      {"\"num_attention_heads\": 3", "\"num_attention_heads\": 5", "decoder.num_attention_heads"},
      {"\"activation_function\": \"gelu\"", "\"activation_function\": \"swish\"",
       "decoder.activation_function"},
      {"\"scale_embedding\": false", "\"scale_embedding\": true", "decoder.scale_embedding"},
      {"\"feed_forward_proj\": \"relu\"", "\"feed_forward_proj\": \"gated-silu\"",
       "text_encoder.feed_forward_proj"},
      {"\"model_type\": \"musicgen\"", "\"model_type\": \"bert\"", "model_type"},
      {"\"num_hidden_layers\": 2", "\"num_hidden_layers\": 200", "the config describes"},
      {"\"max_position_embeddings\": 128", "\"max_position_embeddings\": 0",
       "decoder.max_position_embeddings"},
      {"\"max_position_embeddings\": 128", "\"max_position_embeddings\": 4",
       "decoder.max_position_embeddings"},
      {"\"num_codebooks\": 5", "\"audio_channels\": 2, \"num_codebooks\": 5",
       "decoder.num_codebooks: expected as many for each of 2 channels, found 5"},
  };
  const std::string whole = config_;
  for (const auto& [from, to, says] : cases) {
    config_ = whole;
    replace(from, to);
    const std::string error = load();
    EXPECT_NE(error.find(says), std::string::npos) << to << " -> " << error;
  }
}

}  // namespace
}  // namespace continuo::musicgen
