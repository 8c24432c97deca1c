// What a config.json must say, and what an error says of one that does not.
#include "models/encodec/config.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <fstream>
#include <map>

#include "base/error.h"
#include "base/files.h"
#include "models/encodec/encodec.h"

namespace continuo::encodec {
namespace {

namespace fs = std::filesystem;

const fs::path kFixtures = fs::path(CONTINUO_SOURCE_DIR) / "tests/fixtures/encodec";

// encodec_32khz's own numbers.
constexpr const char* kMusic = R"({"model_type":"encodec","audio_channels":1,"chunk_length_s":null,
 "codebook_dim":128,"codebook_size":2048,"compress":2,"dilation_growth_rate":2,"hidden_size":128,
 "kernel_size":7,"last_kernel_size":7,"norm_type":"weight_norm","normalize":false,"num_filters":64,
 "num_lstm_layers":2,"num_residual_layers":1,"overlap":null,"pad_mode":"reflect",
 "residual_kernel_size":3,"sampling_rate":32000,"target_bandwidths":[2.2],"trim_right_ratio":1.0,
 "upsampling_ratios":[8,5,4,4],"use_causal_conv":false,"use_conv_shortcut":false})";

Config read_with(const std::string& from, const std::string& to) {
  std::string text = kMusic;
  if (!from.empty()) text.replace(text.find(from), from.size(), to);
  return read_config(HfConfig::parse(text, "config.json"));
}

TEST(EncodecConfig, PublishedSizesAreRead) {
  const Config config = read_with("", "");
  EXPECT_EQ(config.parameters(), 57'925'313);  // of the published file, norms folded
  EXPECT_EQ(config.hop(), 640);
  EXPECT_EQ(config.frame_rate(), 50);
  EXPECT_EQ(config.num_quantizers(), 4);
  EXPECT_EQ(config.codebooks_for(1.2), 2);
  EXPECT_EQ(config.codebooks_for(0.1), 1);
  EXPECT_EQ(config.codebooks_for(99), 4);
  EXPECT_EQ(config.encoder_layers().back().index, 15);
  EXPECT_EQ(config.decoder_layers().back().index, 15);
  EXPECT_TRUE(read_with(",\"use_conv_shortcut\":false", "").conv_shortcut);
  EXPECT_EQ(read_with("\"codebook_dim\":128", "\"codebook_dim\":null").hidden_size, 128);
}

TEST(EncodecConfig, WrongFieldsAreNamed) {
  const std::map<std::pair<std::string, std::string>, std::string> cases = {
      {{"\"encodec\"", "\"dac\""}, "model_type: expected encodec, found dac"},
      {{"\"reflect\"", "\"circular\""}, "pad_mode: expected reflect or constant, found circular"},
      {{"\"weight_norm\"", "\"layer_norm\""}, "norm_type: expected weight_norm or"},
      {{"\"trim_right_ratio\":1.0", "\"trim_right_ratio\":0.5"}, "trim_right_ratio: expected 1"},
      {{"\"codebook_dim\":128", "\"codebook_dim\":64"}, "codebook_dim: expected hidden_size, 128"},
      {{"\"codebook_size\":2048", "\"codebook_size\":2000"},
       "codebook_size: expected a power of 2"},
      {{"[8,5,4,4]", "[64,64,64,64]"}, "upsampling_ratios: expected at most"},
      {{"[8,5,4,4]", "[8,0]"}, "upsampling_ratios.1: expected an integer from 1 to 64, found 0"},
      {{"[8,5,4,4]", "8"}, "upsampling_ratios: expected a list"},
      {{"[2.2]", "[0.1]"}, "target_bandwidths: expected 1 to 256 codebooks"},
      {{"[2.2]", "[3,2]"}, "target_bandwidths: expected them to ascend"},
      {{"\"compress\":2", "\"compress\":65"}, "compress: expected an integer from 1 to 64"},
      {{"\"num_residual_layers\":1", "\"num_residual_layers\":16"},
       "num_residual_layers: expected"},
      {{"\"normalize\":false,", ""}, "normalize: expected true or false, but it is not there"},
      {{"\"chunk_length_s\":null", "\"chunk_length_s\":1"}, "overlap: expected a number"},
      {{"\"audio_channels\":1", "\"audio_channels\":3"}, "audio_channels: expected"},
  };
  for (const auto& [change, message] : cases) {
    try {
      read_with(change.first, change.second);
      FAIL() << message;
    } catch (const Error& error) {
      EXPECT_EQ(error.kind(), ErrorKind::kInput);
      EXPECT_NE(std::string(error.what()).find(message), std::string::npos) << error.what();
    }
  }
}

TEST(Encodec, FilesThatDoNotFitAreRefused) {
  const fs::path folder = fs::temp_directory_path() / fmt::format("encodec_test_{}", ::getpid());
  fs::remove_all(folder);
  fs::create_directories(folder);
  fs::copy(kFixtures / "causal" / "model.safetensors", folder);
  const std::string text = read_text(kFixtures / "causal" / "config.json", 1 << 20);
  ThreadPool pool(1);
  const auto message = [&](const std::string& from, const std::string& to) {
    std::string changed = text;
    changed.replace(changed.find(from), from.size(), to);
    std::ofstream(folder / "config.json") << changed;
    try {
      Encodec::load(folder, {.pool = pool});
    } catch (const Error& error) {
      EXPECT_EQ(error.kind(), ErrorKind::kInput);
      return std::string(error.what());
    }
    return std::string("loaded");
  };
  EXPECT_NE(message("\"encodec\"", "\"bark\"").find("expected encodec, musicgen"),
            std::string::npos);
  EXPECT_NE(message("\"num_filters\": 4", "\"num_filters\": 512").find("parameters"),
            std::string::npos);
  EXPECT_NE(message("\"use_conv_shortcut\": true", "\"use_conv_shortcut\": false").find("Not used"),
            std::string::npos);
  EXPECT_NE(message("\"kernel_size\": 7", "\"kernel_size\": 5").find("Of another shape"),
            std::string::npos);
  EXPECT_NE(message("weight_norm", "time_group_norm").find("Missing"), std::string::npos);
  fs::remove_all(folder);
}

}  // namespace
}  // namespace continuo::encodec
