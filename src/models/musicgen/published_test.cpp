#include "models/musicgen/published.h"

#include <gtest/gtest.h>

#include <map>

#include "base/error.h"
#include "models/encodec/config.h"
#include "models/musicgen/config.h"

namespace continuo::musicgen {
namespace {

// Parameters of the language models, projections of words and melody included, as audiocraft counts
// them and the published files hold them.
const std::map<std::string, int64_t> kParameters = {
    {"musicgen-small", 420'371'456},           {"musicgen-medium", 1'838'737'920},
    {"musicgen-large", 3'256'956'928},         {"musicgen-melody", 1'385'625'600},
    {"musicgen-melody-large", 2'451'480'576},  {"musicgen-stereo-small", 437'152'768},
    {"musicgen-stereo-medium", 1'863'909'888}, {"musicgen-stereo-large", 3'290'519'552},
    {"musicgen-stereo-melody", 1'410'797'568}, {"musicgen-stereo-melody-large", 2'485'043'200}};

TEST(Published, EveryConfigurationHasTheParametersOfTheFile) {
  ASSERT_EQ(published_names().size(), kParameters.size());
  for (const std::string& name : published_names()) {
    SCOPED_TRACE(name);
    EXPECT_TRUE(is_published(name));
    const HfConfig root = HfConfig::parse(published_config(name), "config.json");
    const Config config = read_config(root);
    EXPECT_EQ(config.parameters() - config.text_encoder.parameters(), kParameters.at(name));
    EXPECT_EQ(config.text_encoder.parameters(), 109'628'544);
    EXPECT_EQ(config.follows_melody(), name.find("melody") != std::string::npos);
    EXPECT_EQ(config.decoder.audio_channels, name.find("stereo") != std::string::npos ? 2 : 1);
    EXPECT_EQ(config.decoder.head_size(), 64);
    const encodec::Config codec = encodec::read_config(root.object("audio_encoder"));
    EXPECT_EQ(codec.parameters(), 57'925'313);
    EXPECT_EQ(codec.frame_rate(), 50);
    EXPECT_EQ(codec.num_quantizers() * config.decoder.audio_channels, config.decoder.num_codebooks);
  }
}

TEST(Published, NamesMayNameTheOrganisation) {
  EXPECT_EQ(published_config("facebook/musicgen-large"), published_config("musicgen-large"));
  EXPECT_FALSE(is_published("google/musicgen-large"));
  EXPECT_FALSE(is_published("musicgen"));
  EXPECT_FALSE(is_published(""));
}

TEST(Published, WhatIsNotKnownListsWhatIs) {
  try {
    published_config("musicgen-huge");
    ADD_FAILURE() << "expected an error";
  } catch (const Error& error) {
    for (const std::string& name : published_names())
      EXPECT_NE(std::string(error.what()).find(name), std::string::npos) << error.what();
  }
}

}  // namespace
}  // namespace continuo::musicgen
