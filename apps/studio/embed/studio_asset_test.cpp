// The page in the program: whole, of the right types, and nothing else.
#include "studio_asset.h"

#include <gtest/gtest.h>

#include <regex>
#include <string>

#include "studio_table.h"

namespace continuo {
namespace {

TEST(StudioAsset, TheRootIsThePage) {
  const auto page = studio_asset("/");
  ASSERT_TRUE(page);
  EXPECT_EQ(page->type, "text/html; charset=utf-8");
  EXPECT_FALSE(page->immutable) << "the page itself has to be asked for again";
  EXPECT_NE(page->bytes.find("<!doctype html>"), std::string_view::npos);
  EXPECT_EQ(page->bytes, studio_asset("/index.html")->bytes);
}

TEST(StudioAsset, AllThatThePageNamesIsThere) {
  const std::string page(studio_asset("/")->bytes);
  const std::regex link("(?:src|href)=\"\\./([^\"]+)\"");
  for (auto at = std::sregex_iterator(page.begin(), page.end(), link); at != std::sregex_iterator();
       ++at) {
    const auto asset = studio_asset("/" + (*at)[1].str());
    ASSERT_TRUE(asset) << (*at)[1];
    EXPECT_FALSE(asset->bytes.empty());
  }
  EXPECT_EQ(page.find("http://"), std::string::npos) << "nothing comes from elsewhere";
  EXPECT_EQ(page.find("https://"), std::string::npos) << "nothing comes from elsewhere";
}

TEST(StudioAsset, NamesThatHoldAHashMayBeKept) {
  for (const StudioFile& file : studio_files()) {
    EXPECT_EQ(studio_asset(file.path)->immutable, file.path.starts_with("/assets/")) << file.path;
    EXPECT_FALSE(file.type.empty());
  }
}

TEST(StudioAsset, WhatIsNotThereIsNotFound) {
  for (const char* path :
       {"", "index.html", "/nothing", "/assets", "/assets/", "/../index.html", "/.built-from",
        "/assets/../index.html", "//index.html", "/INDEX.HTML"}) {
    EXPECT_FALSE(studio_asset(path)) << path;
  }
}

}  // namespace
}  // namespace continuo
