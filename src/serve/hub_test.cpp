#include "serve/hub.h"

#include <gtest/gtest.h>

#include <cstring>

#include "serve/hub_fixture_test.h"

namespace continuo {
namespace {

uint64_t position_of(const std::string& sound) {
  uint64_t position = 0;
  std::memcpy(&position, sound.data(), 8);
  return position;
}

TEST(Hub, GreetsFirstAndTellsStatus) {
  FakeHub fake;
  const auto socket = std::make_shared<KeepingSocket>();
  const auto handler = fake.hub.join(socket);
  EXPECT_EQ(Json::parse(socket->first_text())["type"], "hello");
  EXPECT_TRUE(soon([&] { return !socket->texts("status").empty(); }));
  EXPECT_EQ(fake.hub.listeners(), 1u);
}

TEST(Hub, AChangeIsToldToAll) {
  FakeHub fake;
  const auto one = std::make_shared<KeepingSocket>();
  const auto two = std::make_shared<KeepingSocket>();
  const auto handler = fake.hub.join(one);
  const auto other = fake.hub.join(two);
  handler->on_message(
      R"({"type":"controls","controls":{"bpm":99,"prompts":[{"text":"harp"}]},"when":"beat"})",
      false);
  other->on_message(R"({"type":"controls","controls":{"density":0.5}})", false);
  const auto heard = [](const KeepingSocket& socket) {
    const auto states = socket.texts("state");
    return !states.empty() && states.back()["state"]["controls"]["bpm"] == 99 &&
           states.back()["state"]["controls"]["density"] == 0.5;
  };
  EXPECT_TRUE(soon([&] { return heard(*one) && heard(*two); })) << "neither lost the other's";
  EXPECT_EQ(fake.performance->whens(), (std::vector<When>{When::kBeat, When::kNow}));
  handler->on_message(R"({"type":"transport","action":"play"})", false);
  EXPECT_TRUE(soon([&] { return two->texts("state").back()["state"]["transport"] == "playing"; }));
  handler->on_message(R"({"type":"transport","action":"reset"})", false);
  EXPECT_EQ(fake.performance->resets(), 1);
}

TEST(Hub, AWrongMessageIsToldToItsSenderAndChangesNothing) {
  FakeHub fake;
  const auto one = std::make_shared<KeepingSocket>();
  const auto two = std::make_shared<KeepingSocket>();
  const auto handler = fake.hub.join(one);
  const auto other = fake.hub.join(two);
  for (const char* message :
       {"", "{", R"({"type":"controls","controls":{"bpm":99,"metre":"5/17"}})",
        R"({"type":"transport","action":"sing"})", R"({"type":"listen"})"})
    handler->on_message(message, false);
  handler->on_message("abc", true);
  EXPECT_EQ(one->texts("error").size(), 6u);
  EXPECT_TRUE(two->texts("error").empty());
  EXPECT_FALSE(fake.performance->status().controls.bpm) << "half a message is none";
  EXPECT_TRUE(fake.performance->whens().empty());
}

TEST(Hub, PingsAreAnsweredAtOnce) {
  FakeHub fake;
  const auto socket = std::make_shared<KeepingSocket>();
  const auto handler = fake.hub.join(socket);
  handler->on_message(R"({"type":"ping","id":7})", false);
  ASSERT_EQ(socket->texts("pong").size(), 1u);
  EXPECT_EQ(socket->texts("pong")[0]["id"], 7);
}

TEST(Hub, SoundGoesToThoseWhoListenEachInItsFormat) {
  FakeHub fake;
  const auto s16 = std::make_shared<KeepingSocket>();
  const auto f32 = std::make_shared<KeepingSocket>();
  const auto deaf = std::make_shared<KeepingSocket>();
  const auto a = fake.hub.join(s16);
  const auto b = fake.hub.join(f32);
  const auto c = fake.hub.join(deaf);
  a->on_message(R"({"type":"listen","audio":true})", false);
  b->on_message(R"({"type":"listen","audio":true,"format":"f32"})", false);
  for (int i = 0; i < 20; ++i) fake.performance->play_chunk(0.25f);
  ASSERT_TRUE(soon([&] { return s16->sounds().size() == 20 && f32->sounds().size() == 20; }));
  EXPECT_TRUE(deaf->sounds().empty());
  for (size_t i = 0; i < 20; ++i) {
    EXPECT_EQ(position_of(s16->sounds()[i]), 960 * i) << "in order, without a gap";
    EXPECT_EQ(s16->sounds()[i].size(), 16u + 960 * 4);
    EXPECT_EQ(f32->sounds()[i].size(), 16u + 960 * 8);
  }
  a->on_message(R"({"type":"listen","audio":false})", false);
  fake.performance->play_chunk(0.25f);
  ASSERT_TRUE(soon([&] { return f32->sounds().size() == 21; }));
  EXPECT_EQ(s16->sounds().size(), 20u);
}

TEST(Hub, NotesAndBarsComeAsTheyBeginAndLateComersKnowTheBar) {
  FakeHub fake;
  const auto socket = std::make_shared<KeepingSocket>();
  const auto handler = fake.hub.join(socket);
  fake.performance->play();
  const HeardNote note{0, 60, 90, 0, 24000};
  HeardBar bar;
  bar.number = 4;
  bar.end = 96000;
  fake.performance->play_chunk(0, std::span(&note, 1), std::span(&bar, 1));
  ASSERT_TRUE(
      soon([&] { return !socket->texts("notes").empty() && !socket->texts("bars").empty(); }));
  EXPECT_EQ(socket->texts("bars")[0]["bars"][0]["number"], 4);
  const auto late = std::make_shared<KeepingSocket>();
  const auto other = fake.hub.join(late);
  ASSERT_EQ(late->texts("bars").size(), 1u);
  EXPECT_EQ(late->texts("bars")[0]["bars"][0]["number"], 4);
}

TEST(Hub, APauseIsHeardAmongTheSound) {
  FakeHub fake;
  const auto socket = std::make_shared<KeepingSocket>();
  const auto handler = fake.hub.join(socket);
  handler->on_message(R"({"type":"listen","audio":true})", false);
  fake.hub.transport(TransportAction::kPlay);
  ASSERT_TRUE(soon([&] { return !socket->texts("state").empty(); }));
  fake.performance->play_chunk(0.5f);
  ASSERT_TRUE(soon([&] { return socket->sounds().size() == 1; }));
  fake.hub.transport(TransportAction::kPause);
  ASSERT_TRUE(soon([&] { return socket->sounds().size() == 2; }));
  const std::string last = socket->sounds().back();
  EXPECT_EQ(last.size(), kSoundHeaderBytes) << "no samples";
  EXPECT_EQ(last[13], 2) << "paused";
  EXPECT_EQ(position_of(last), 960u);
}

TEST(Hub, ASlowReaderLosesSoundAndTheOthersDoNot) {
  FakeHub fake({.backlog_s = 0.5});
  const auto slow = std::make_shared<KeepingSocket>(false);
  const auto quick = std::make_shared<KeepingSocket>();
  const auto a = fake.hub.join(slow);
  const auto b = fake.hub.join(quick);
  a->on_message(R"({"type":"listen","audio":true})", false);
  b->on_message(R"({"type":"listen","audio":true})", false);
  size_t played = 0;
  for (int round = 0; round < 20; ++round) {
    for (int i = 0; i < 25; ++i, ++played) fake.performance->play_chunk(0.1f);
    ASSERT_TRUE(soon([&] { return quick->sounds().size() == played; }));
  }
  EXPECT_GT(slow->drops(), 5);
  EXPECT_EQ(fake.hub.dropped_sound(), static_cast<uint64_t>(slow->drops()));
  EXPECT_LT(slow->most_queued(), 48000u * 4 / 2 + 2 * (16 + 960 * 4)) << "half a second at most";
  EXPECT_EQ(quick->drops(), 0);
  EXPECT_EQ(fake.hub.dropped_chunks(), 0u);
}

TEST(Hub, TheSessionsThreadNeverWaitsForListeners) {
  FakeHub fake;
  // Nobody takes the hub's mutex from it here: chunks beyond the queue are dropped, not waited for.
  for (int i = 0; i < 100000; ++i) fake.performance->play_chunk(0, {}, {}, 8);
  EXPECT_TRUE(soon([&] { return fake.performance->status().position == 800000; }));
}

TEST(Hub, TooManyListenersAreSentAway) {
  FakeHub fake({.most_listeners = 2});
  std::vector<std::unique_ptr<SocketHandler>> handlers;
  std::vector<std::shared_ptr<KeepingSocket>> sockets;
  for (int i = 0; i < 3; ++i) {
    sockets.push_back(std::make_shared<KeepingSocket>());
    handlers.push_back(fake.hub.join(sockets.back()));
  }
  EXPECT_EQ(sockets[1]->closed(), 0);
  EXPECT_EQ(sockets[2]->closed(), 1013);
  EXPECT_EQ(fake.hub.listeners(), 2u);
  handlers[0]->on_close();
  EXPECT_EQ(fake.hub.listeners(), 1u);
  handlers.clear();
  EXPECT_EQ(fake.hub.listeners(), 0u);
}

TEST(Hub, WhatPlaysToNobodyRests) {
  FakeHub fake({.idle_s = 0.05});
  fake.hub.transport(TransportAction::kPlay);
  EXPECT_TRUE(soon([&] { return fake.performance->status().transport == Transport::kPaused; }));
  const auto socket = std::make_shared<KeepingSocket>();
  const auto handler = fake.hub.join(socket);
  fake.hub.transport(TransportAction::kPlay);
  std::this_thread::sleep_for(std::chrono::milliseconds(200));
  EXPECT_EQ(fake.performance->status().transport, Transport::kPlaying) << "somebody listens";
}

TEST(Hub, WhatMidiSaysIsWhatThePerformanceDoes) {
  FakeHub fake;
  const DeviceActions& actions = fake.devices.actions;
  actions.clock({98.5, 12.25, std::nullopt, 7});
  EXPECT_EQ(fake.performance->clock().bpm, 98.5);
  EXPECT_EQ(fake.performance->clock().beat, 12.25);
  actions.play(true);
  EXPECT_EQ(fake.hub.status().transport, Transport::kPlaying);
  actions.pause();
  EXPECT_EQ(fake.hub.status().transport, Transport::kPaused);
}

TEST(Hub, HeldNotesSetTheKeyFromTheNextBarOn) {
  FakeHub fake;
  const auto held = [&](std::initializer_list<size_t> classes) {
    std::bitset<12> set;
    for (const size_t each : classes) set.set(each);
    fake.devices.actions.held(set);
  };
  held({2});
  EXPECT_EQ(fake.hub.status().controls.key, std::nullopt);
  held({2, 5, 9});
  EXPECT_EQ(fake.hub.status().controls.key, (Key{2, Mode::kMinor}));
  EXPECT_EQ(fake.performance->whens().back(), When::kBar);
  // Let go one by one: the key stays, and nothing is asked for again.
  const size_t asked = fake.performance->whens().size();
  held({2, 5});
  held({});
  held({2, 5, 9});
  EXPECT_EQ(fake.performance->whens().size(), asked);
  held({4, 8, 11});
  EXPECT_EQ(fake.hub.status().controls.key, (Key{4, Mode::kMajor}));
  // The page's own choice counts as any other.
  fake.hub.steer(Json::parse(R"({"key":"Bb major"})"), When::kNow);
  held({10, 2, 5});
  EXPECT_EQ(fake.hub.status().controls.key, (Key{10, Mode::kMajor}));
}

TEST(Hub, CountsHowLongChangesTook) {
  Metrics metrics;
  FakeHub fake;
  fake.hub.record_control_latency(metrics.histogram("latency_seconds", "Of changes.", {0.01, 0.1}));
  fake.hub.steer(Json::parse(R"({"bpm":90})"), When::kNow);
  EXPECT_TRUE(soon([&] {
    return metrics.text().find("latency_seconds_bucket{le=\"0.1\"} 1") != std::string::npos;
  })) << metrics.text();
  EXPECT_NE(metrics.text().find("latency_seconds_bucket{le=\"0.01\"} 0"), std::string::npos);
  EXPECT_NE(metrics.text().find("latency_seconds_sum 0.024"), std::string::npos);
}

TEST(Hub, WhatOnePageChangesWithoutEndIsToldToTheOthersNowAndThen) {
  FakeHub fake;
  const auto restless = std::make_shared<KeepingSocket>();
  const auto other = std::make_shared<KeepingSocket>();
  const auto handler = fake.hub.join(restless);
  const auto listening = fake.hub.join(other);
  const auto begun = std::chrono::steady_clock::now();
  int changes = 0;
  while (std::chrono::steady_clock::now() - begun < std::chrono::milliseconds(300)) {
    handler->on_message(
        fmt::format(R"({{"type":"controls","controls":{{"bpm":{}}}}})", 60 + ++changes % 100),
        false);
  }
  handler->on_message(R"({"type":"controls","controls":{"bpm":222}})", false);
  EXPECT_TRUE(soon([&] {
    const auto states = other->texts("state");
    return !states.empty() && states.back()["state"]["controls"]["bpm"] == 222;
  })) << "the last is told";
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begun;
  EXPECT_LE(static_cast<double>(other->texts("state").size()), 3 + took.count() / 0.009);
  EXPECT_GT(changes, 200);
}

TEST(Hub, ManyThreadsAtOnce) {
  FakeHub fake;
  std::vector<std::thread> threads;
  for (int t = 0; t < 4; ++t) {
    threads.emplace_back([&fake, t] {
      for (int i = 0; i < 100; ++i) {
        const auto socket = std::make_shared<KeepingSocket>();
        const auto handler = fake.hub.join(socket);
        handler->on_message(R"({"type":"listen","audio":true})", false);
        handler->on_message(t % 2 == 0 ? R"({"type":"controls","controls":{"muteBass":true}})"
                                       : R"({"type":"controls","controls":{"bpm":77}})",
                            false);
        if (i % 2 == 0) handler->on_close();
      }
    });
  }
  for (int i = 0; i < 2000; ++i) fake.performance->play_chunk(0.1f);
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(fake.hub.listeners(), 0u);
  EXPECT_EQ(fake.hub.status().controls.bpm, 77);
  EXPECT_TRUE(fake.hub.status().controls.mute_bass);
}

}  // namespace
}  // namespace continuo
