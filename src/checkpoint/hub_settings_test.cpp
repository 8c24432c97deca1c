#include "checkpoint/hub_settings.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <map>

#include "base/error.h"
#include "base/files.h"

namespace continuo {
namespace {

namespace fs = std::filesystem;

Variables from(std::map<std::string, std::string> values) {
  return [values](const char* name) -> std::optional<std::string> {
    const auto found = values.find(name);
    if (found == values.end()) return std::nullopt;
    return found->second;
  };
}

std::string cache_of(std::map<std::string, std::string> values) {
  return hub_settings(from(std::move(values))).cache.string();
}

TEST(HubSettings, FindsTheCacheThatOtherToolsUse) {
  EXPECT_EQ(cache_of({{"HOME", "/h"}}), "/h/.cache/huggingface/hub");
  EXPECT_EQ(cache_of({{"HOME", "/h"}, {"XDG_CACHE_HOME", "/x"}}), "/x/huggingface/hub");
  EXPECT_EQ(cache_of({{"HOME", "/h"}, {"XDG_CACHE_HOME", "/x"}, {"HF_HOME", "/hf"}}), "/hf/hub");
  EXPECT_EQ(cache_of({{"HOME", "/h"}, {"HF_HOME", "/hf"}, {"HF_HUB_CACHE", "/c"}}), "/c");
  EXPECT_EQ(cache_of({{"HOME", "/h"}, {"HUGGINGFACE_HUB_CACHE", "/old"}}), "/old");
  EXPECT_EQ(cache_of({{"HOME", "/h"}, {"HF_HOME", "~/hf"}}), "/h/hf/hub");
  EXPECT_EQ(cache_of({{"HOME", "/h"}, {"HF_HUB_CACHE", ""}}), "/h/.cache/huggingface/hub");
  EXPECT_EQ(cache_of({}), "");
}

TEST(HubSettings, EndpointAndOffline) {
  const HubSettings plain = hub_settings(from({}));
  EXPECT_EQ(plain.endpoint, "https://huggingface.co");
  EXPECT_FALSE(plain.offline);
  EXPECT_EQ(hub_settings(from({{"HF_ENDPOINT", "https://mirror.example/hf//"}})).endpoint,
            "https://mirror.example/hf");
  EXPECT_THROW(hub_settings(from({{"HF_ENDPOINT", "ftp://x"}})), Error);
  EXPECT_THROW(hub_settings(from({{"HF_ENDPOINT", "huggingface.co"}})), Error);
  for (const char* yes : {"1", "true", "YES", "On"})
    EXPECT_TRUE(hub_settings(from({{"HF_HUB_OFFLINE", yes}})).offline) << yes;
  for (const char* no : {"0", "", "no", "false"})
    EXPECT_FALSE(hub_settings(from({{"HF_HUB_OFFLINE", no}})).offline) << no;
}

TEST(HubSettings, TheTokenIsOneWord) {
  const fs::path home =
      fs::path(testing::TempDir()) / ("continuo_token_" + std::to_string(::getpid()));
  fs::create_directories(home);
  EXPECT_EQ(hub_token(from({})), "");
  EXPECT_EQ(hub_token(from({{"HF_HOME", home.string()}})), "");
  write_text(home / "token", " hf_file\n");
  EXPECT_EQ(hub_token(from({{"HF_HOME", home.string()}})), "hf_file");
  EXPECT_EQ(hub_token(from({{"HF_HOME", home.string()}, {"HF_TOKEN", "hf_named"}})), "hf_named");
  write_text(home / "other", "hf_other");
  EXPECT_EQ(
      hub_token(from({{"HF_HOME", home.string()}, {"HF_TOKEN_PATH", (home / "other").string()}})),
      "hf_other");
  for (const char* hostile : {"a\r\nX-Evil: 1", "a b", "caf\xC3\xA9", "\x01"}) {
    try {
      hub_token(from({{"HF_TOKEN", hostile}}));
      ADD_FAILURE() << hostile;
    } catch (const Error& error) {  // which must not show it
      EXPECT_EQ(std::string(error.what()).find(hostile), std::string::npos);
    }
  }
  fs::remove_all(home);
}

}  // namespace
}  // namespace continuo
