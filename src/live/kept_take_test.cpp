#include "live/kept_take.h"

#include <gtest/gtest.h>

#include "base/error.h"
#include "base/files.h"
#include "live/live_fixture_test.h"

namespace continuo {
namespace {

KeptTake some_take(double seconds = 300) {
  Controls controls = test_controls("reggae band with organ and trombone", 3);
  Heard heard(controls);
  heard.play(6);
  controls.mute_bass = true;
  controls.brightness = 0.9;
  controls.bpm = 133;
  heard.performance.set(controls, When::kNow);
  heard.play(5);
  controls.prompts.push_back({"brass band march", 2});
  heard.performance.set(controls, When::kBar);
  heard.play(6);
  KeptTake take = cut_take(heard.performance.history().latest(seconds, heard.performance.block()),
                           heard.performance.block());
  take.controls = controls;
  take.prompt = in_words(controls);
  take.model = "nano";
  return take;
}

TEST(KeptTake, ReplaysBitForBitFromItsRecipeAlone) {
  KeptTake take = some_take();
  const Stereo sound = render_kept(take, test_soundfont());
  EXPECT_GT(take.score.note_count(), 60u);
  EXPECT_GT(sound.seconds(), 17);
  KeptTake again = kept_take_from_json(recipe_to_json(take));
  EXPECT_EQ(again.score, take.score);
  EXPECT_EQ(again.events, take.events);
  const Stereo replayed = render_kept(again, test_soundfont());
  EXPECT_EQ(replayed.samples, sound.samples);
  EXPECT_EQ(again.audio_fingerprint, take.audio_fingerprint);
  EXPECT_EQ(again.notes_fingerprint, take.notes_fingerprint);
}

// A recipe from before mixes had numbers sounds as it did then: the synthesiser and the tone control
// alone.
TEST(KeptTake, OfTheFirstMixSoundsAsItDid) {
  const KeptTake take = some_take();
  std::string text = recipe_to_json(take);
  const std::string field = "  \"mix\": " + std::to_string(kMixVersion) + ",\n";
  ASSERT_NE(text.find(field), std::string::npos);
  text.erase(text.find(field), field.size());
  KeptTake old = kept_take_from_json(text);
  EXPECT_EQ(old.mix, 1);
  std::erase_if(old.events,
                [](const SoundEvent& event) { return event.kind == SoundEventKind::kRoom; });
  Fluid fluid(std::make_shared<SoundfontBank>(test_soundfont()));
  auto event = old.events.begin();
  uint64_t block = 0;
  // As long as no level or tone moves.
  play_kept(old, test_soundfont(), std::nullopt, [&](std::span<const float> samples) {
    for (; event != old.events.end() && event->block <= block; ++event) {
      if (event->kind == SoundEventKind::kSeat)
        fluid.seat({event->program, event->a, event->b, event->c, event->d}, event->e);
      if (event->kind == SoundEventKind::kNoteOn) {
        fluid.prepare(event->program, event->a, event->b);
        fluid.note_on(event->program, event->a, event->b);
      }
      if (event->kind == SoundEventKind::kNoteOff) fluid.note_off(event->program, event->a);
    }
    EventSynth::Block expected;
    fluid.block(expected);
    for (size_t i = 0; i < expected.size(); ++i) EXPECT_NEAR(samples[i], expected[i], 1e-6f);
    return ++block < 2 * 750;
  });
  EXPECT_EQ(block, 2u * 750);
}

// What is kept from the very beginning is what was heard, but for the level, which moved slowly.
TEST(KeptTake, SoundsAsItWasHeard) {
  Controls controls = test_controls("string quartet", 5);
  Heard heard(controls);
  heard.play(8);
  KeptTake take = cut_take(heard.performance.history().latest(60, heard.performance.block()),
                           heard.performance.block());
  EventSynth synth(test_soundfont());
  auto event = take.events.begin();
  double product = 0, kept_energy = 0, heard_energy = 0;
  const size_t begin = heard.bars.front().start;
  for (uint64_t block = 0; block < 4 * 750; ++block) {
    for (; event != take.events.end() && event->block <= block; ++event) synth.play(*event);
    if (block == 0) synth.settle();
    EventSynth::Block samples;
    synth.block(samples);
    for (size_t i = 0; i < samples.size(); ++i) {
      // The limiter holds back what was heard for as long as it looks ahead.
      static const size_t delay = 2 * Limiter().latency_frames();
      const size_t at = 2 * begin + block * samples.size() + i + delay;
      const double now = static_cast<double>(heard.sound[at]);
      product += now * static_cast<double>(samples[i]);
      kept_energy += static_cast<double>(samples[i]) * static_cast<double>(samples[i]);
      heard_energy += now * now;
    }
  }
  EXPECT_GT(product / std::sqrt(kept_energy * heard_energy), 0.99);
}

TEST(KeptTake, HoldsTheNotesThatWereHeardInWholeBars) {
  Controls controls = test_controls("simple pop song", 2);
  controls.bpm = 120;
  controls.metre = Metre{4, 4};
  Heard heard(controls);
  heard.play(20);
  const KeptTake all = cut_take(heard.performance.history().latest(300, heard.performance.block()),
                                heard.performance.block());
  EXPECT_EQ(all.score.bars.size(), heard.bars.size());
  EXPECT_EQ(all.score.note_count(), heard.notes.size());
  const KeptTake some = cut_take(heard.performance.history().latest(5, heard.performance.block()),
                                 heard.performance.block());
  EXPECT_EQ(some.score.bars.size(), 2u);
  EXPECT_LE(some.end_block, 6u * 750);
}

TEST(KeptTake, OldBarsAreForgotten) {
  Controls controls = test_controls("drum and bass", 2);
  controls.bpm = 170;
  Heard heard(controls, 10);
  heard.play(60);
  EXPECT_LE(heard.performance.history().bars(), 10u);
  EXPECT_GE(heard.performance.history().bars(), 7u);
}

TEST(KeptTake, HostileRecipesAreRefused) {
  KeptTake take = some_take(4);
  render_kept(take, test_soundfont());
  const std::string good = recipe_to_json(take);
  EXPECT_TRUE(is_kept_recipe(good));
  Rng rng(11);
  int refused = 0;
  for (int round = 0; round < 300; ++round) {
    std::string bad = good;
    const size_t at = rng.next() % bad.size();
    if (rng.chance(0.5)) {
      bad[at] = static_cast<char>(rng.range(32, 126));
    } else {
      bad.resize(at);
    }
    try {
      kept_take_from_json(bad);
    } catch (const Error&) {
      ++refused;
    }
  }
  EXPECT_GT(refused, 150);
  EXPECT_FALSE(is_kept_recipe("{}"));
  EXPECT_THROW(kept_take_from_json("{}"), Error);
}

// Bars that a recipe may each have, and that together last longer than ticks can count.
TEST(KeptTake, BarsWithoutEndAreRefused) {
  Json json = Json::parse(recipe_to_json(some_take(4)));
  json["notes"] = Json::array();
  json["bars"] = Json(Json::array_t(90'000, "128 1 120 0 0 0 1 4 4"));
  EXPECT_THROW(kept_take_from_json(json.dump()), Error);
  json["bars"] = Json(Json::array_t(300, "128 1 120 0 0 0 1 4 4"));
  EXPECT_EQ(kept_take_from_json(json.dump()).score.bars.size(), 300u);
}

TEST(KeptTake, NothingPlayedIsAnError) { EXPECT_THROW(cut_take({}, 0), Error); }

}  // namespace
}  // namespace continuo
