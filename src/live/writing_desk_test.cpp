#include "live/writing_desk.h"

#include <gtest/gtest.h>

#include <chrono>
#include <thread>

#include "live/live_fixture_test.h"

namespace continuo {
namespace {

using namespace std::chrono_literals;

Controls many_prompts(int count, double temperature) {
  Controls controls;
  for (int i = 0; i < count; ++i)
    controls.prompts.push_back({"a calm piece for piano, number " + std::to_string(i), 1.0 + i});
  controls.temperature = temperature;
  return controls;
}

RoundRequest request(uint64_t id, const Controls& controls) {
  RoundRequest request;
  request.id = id;
  request.controls = controls;
  return request;
}

std::optional<Written> wait_for(RoundSource& place) {
  for (int i = 0; i < 6000; ++i) {
    if (auto written = place.poll()) return written;
    std::this_thread::sleep_for(5ms);
  }
  return std::nullopt;
}

TEST(RoundWriter, TheWeightiestPromptIsReadFirstAndEachOnce) {
  RoundWriter writer(test_composer(), test_soundfont());
  Controls controls;
  controls.prompts = {{"soft strings", 0.5},
                      {"loud drums", 2},
                      {"silence", 0},
                      {"bossa nova", 1},
                      {"loud drums", 1}};
  using Texts = std::vector<std::string>;
  EXPECT_EQ(writer.unread(controls), (Texts{"loud drums", "bossa nova", "soft strings"}));
  writer.read_ahead("bossa nova", controls);
  EXPECT_EQ(writer.unread(controls), (Texts{"loud drums", "soft strings"}));
  EXPECT_EQ(writer.prompts_read(), 1u);
  writer.write(request(1, controls));
  EXPECT_EQ(writer.unread(controls), Texts{});
  EXPECT_EQ(writer.prompts_read(), 3u);
  controls.temperature = 0.3;  // reads all of them in another way
  EXPECT_EQ(writer.unread(controls).size(), 3u);
}

// Seed, temperature, guidance and top-k decide how words become a plan, and the seed which notes.
TEST(RoundWriter, SeedAndSamplingReachTheReading) {
  RoundWriter writer(test_composer(), test_soundfont());
  uint64_t id = 0;
  const auto read = [&](auto change) {
    Controls controls;
    controls.prompts = {{"some music", 1}};
    change(controls);
    return writer.write(request(++id, controls));
  };
  const auto differ = [&](auto change) {
    for (uint64_t seed = 1; seed <= 8; ++seed) {
      const auto plain = [&](Controls& controls) { controls.seed = seed; };
      const auto changed = [&](Controls& controls) {
        controls.seed = seed;
        change(controls);
      };
      if (!(read(plain).style.plan == read(changed).style.plan)) return true;
    }
    return false;
  };
  EXPECT_TRUE(differ([](Controls& controls) { controls.temperature = 3; }));
  EXPECT_TRUE(differ([](Controls& controls) { controls.guidance = 12; }));
  EXPECT_TRUE(differ([](Controls& controls) { controls.top_k = 1; }));
  EXPECT_FALSE(differ([](Controls& controls) { controls.volume_db = -3; }));
  const auto seeded = [](uint64_t seed) {
    return [seed](Controls& controls) {
      controls.seed = seed;
      controls.top_k = 1;
    };
  };
  const Round one = read(seeded(1));
  const Round again = read(seeded(1));
  const Round other = read(seeded(2));
  EXPECT_TRUE(one.score.parts == again.score.parts);
  EXPECT_FALSE(one.score.parts == other.score.parts);
}

TEST(WritingDesk, ManyPromptsOfOneKeepNobodyWaiting) {
  WritingDesk desk(test_composer(), test_soundfont());
  const auto greedy = desk.place();
  const auto modest = desk.place();
  greedy->ask(request(1, many_prompts(24, 0.7)));
  modest->ask(request(1, test_controls("upbeat ragtime piano")));
  const auto written = wait_for(*modest);
  ASSERT_TRUE(written.has_value());
  EXPECT_TRUE(std::holds_alternative<Round>(*written));
  EXPECT_LT(desk.prompts_read(), 24u) << "the other's were read first";
  const auto other = wait_for(*greedy);
  ASSERT_TRUE(other.has_value());
  EXPECT_EQ(std::get<Round>(*other).warning, "");
  EXPECT_EQ(desk.prompts_read(), 25u);
}

TEST(WritingDesk, WhatIsOvertakenIsNotReadToItsEnd) {
  WritingDesk desk(test_composer(), test_soundfont());
  const auto place = desk.place();
  for (int i = 0; i < 20; ++i)  // a dragged knob
    place->ask(request(static_cast<uint64_t>(i + 1), many_prompts(8, 0.1 + i * 0.02)));
  auto written = wait_for(*place);
  while (written && std::get<Round>(*written).id != 20) written = wait_for(*place);
  ASSERT_TRUE(written.has_value());
  EXPECT_LT(desk.prompts_read(), 20u * 8 / 2);
  EXPECT_FALSE(place->poll().has_value());
}

TEST(WritingDesk, PromptsThatCannotBeReadAreSaidNotRepeated) {
  WritingDesk desk(test_composer(), test_soundfont());
  const auto place = desk.place();
  Controls controls = test_controls("waltz");
  std::string endless;
  for (int i = 0; i < 1900; ++i) endless += i % 2 == 0 ? "x" : " ";
  for (int i = 0; i < 3; ++i) controls.prompts.push_back({endless + std::to_string(i), 1});
  place->ask(request(1, controls));
  const auto written = wait_for(*place);
  ASSERT_TRUE(written.has_value());
  EXPECT_FALSE(std::get<Round>(*written).score.bars.empty());
}

}  // namespace
}  // namespace continuo
