#include "live/controls.h"

#include <gtest/gtest.h>

#include "base/rng.h"
#include "compose/take.h"
#include "score/instrument.h"

namespace continuo {
namespace {

Controls read(std::string_view text, const Controls& base = {}) {
  return controls_from_json(parse_json(text, "controls"), base, "controls");
}

std::string complaint(std::string_view text) {
  try {
    read(text);
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::kInput);
    EXPECT_EQ(error.where(), "controls");
    return error.message();
  }
  return "taken";
}

template <typename T>
std::optional<T> maybe(Rng& rng, T value) {
  return rng.chance(0.5) ? std::optional<T>(value) : std::nullopt;
}

Controls random_controls(Rng& rng) {
  Controls controls;
  for (int i = rng.range(0, 5); i > 0; --i)
    controls.prompts.push_back({fmt::format("\"p{}\" \\ \u00fc", i), rng.uniform(0, 100)});
  controls.bpm = maybe(rng, rng.range(kSlowestLive_bpm, kFastestLive_bpm));
  controls.metre = maybe(rng, rng.pick(metres()));
  controls.key = maybe(rng, Key{rng.range(0, 11), static_cast<Mode>(rng.range(0, kModeCount - 1))});
  controls.density = maybe(rng, rng.uniform());
  controls.brightness = maybe(rng, rng.uniform());
  controls.mute_bass = rng.chance(0.5);
  controls.mute_drums = rng.chance(0.5);
  controls.only_bass_and_drums = rng.chance(0.5);
  for (int program = 0; program < kProgramCount; ++program) {
    if (rng.chance(0.05))
      controls.parts.push_back({program, rng.chance(0.5), rng.chance(0.5), rng.uniform(-40, 12)});
  }
  controls.volume_db = rng.uniform(-60, 12);
  controls.temperature = maybe(rng, rng.uniform(0, kMostTemperature));
  controls.guidance = maybe(rng, rng.uniform(0, kMostGuidance));
  controls.top_k = maybe(rng, rng.range(1, kMostTopK));
  controls.seed = rng.next();
  controls.writer = rng.chance(0.5) ? Writer::kBand : Writer::kModel;
  return controls;
}

TEST(Controls, ComeBackFromTheirTextExactly) {
  Rng rng(7);
  for (int i = 0; i < 300; ++i) {
    const Controls controls = random_controls(rng);
    const std::string text = controls_to_json(controls).dump();
    EXPECT_EQ(read(text), controls) << text;
    EXPECT_EQ(read(text, random_controls(rng)), controls) << "every field is written";
  }
}

TEST(Controls, ChangeOnlyWhatIsGiven) {
  Rng rng(11);
  for (int i = 0; i < 100; ++i) {
    const Controls base = random_controls(rng);
    EXPECT_EQ(read("{}", base), base);
    Controls changed = base;
    changed.density = 0.25;
    changed.mute_drums = true;
    EXPECT_EQ(read(R"({"density":0.25,"muteDrums":true})", base), changed);
    changed = base;
    changed.bpm.reset();
    changed.key.reset();
    changed.top_k.reset();
    changed.prompts = {{"solo cello", 1}};
    changed.parts.clear();
    EXPECT_EQ(read(R"({"bpm":null,"key":null,"topK":null,"parts":[],
                      "prompts":[{"text":"solo cello"}]})",
                   base),
              changed);
  }
}

TEST(Controls, PartsAreSortedByProgram) {
  const Controls controls =
      read(R"({"parts":[{"program":128,"muted":true},{"program":33,"solo":true,"levelDb":-3}]})");
  const std::vector<PartControl> expected{{33, false, true, -3}, {128, true, false, 0}};
  EXPECT_EQ(controls.parts, expected);
}

TEST(Controls, KeysAndMetresByTheirNames) {
  const Controls controls = read(R"({"key":"Bbm","metre":"7/8"})");
  EXPECT_EQ(controls.key, (Key{10, Mode::kMinor}));
  EXPECT_EQ(controls.metre, (Metre{7, 8}));
  EXPECT_EQ(controls_to_json(controls)["key"], "Bb minor");
}

TEST(Controls, ComplaintsNameFieldExpectedAndFound) {
  EXPECT_EQ(complaint(R"({"bpm":900})"), "bpm: expected a whole number from 40 to 240, found 900.");
  EXPECT_EQ(complaint(R"({"muteBass":1})"), "muteBass: expected true or false, found 1.");
  EXPECT_EQ(complaint(R"({"muteBass":null})"), "muteBass: expected true or false, found null.");
  EXPECT_EQ(complaint(R"({"prompts":[{"text":"a"},{"text":"b","weight":-1}]})"),
            "prompts[1].weight: expected a number from 0 to 100, found -1.");
  EXPECT_EQ(complaint(R"({"prompts":[{"text":""}]})"),
            "prompts[0].text: expected 1 to 4000 bytes, found 0.");
  EXPECT_EQ(complaint(R"({"parts":[{"program":5},{"program":5}]})"),
            "parts: expected each program once, found 5 again.");
  EXPECT_EQ(complaint(R"({"parts":[{}]})"), "parts[0].program: expected this field, found none.");
  EXPECT_EQ(complaint("[]"), "top level: expected an object, found array.");
}

TEST(Controls, WhatCannotBeIsRefused) {
  const std::string long_text(kLongestPrompt_bytes + 1, 'a');
  std::string many = R"({"prompts":[)";
  for (size_t i = 0; i <= kMostPrompts; ++i) many += R"({"text":"a"},)";
  many.back() = ']';
  for (const std::string& text :
       std::vector<std::string>{R"({"tempo":120})",
                                R"({"bpm":39})",
                                R"({"bpm":99.5})",
                                R"({"bpm":"99"})",
                                R"({"metre":"3/17"})",
                                R"({"metre":4})",
                                R"({"key":"H dur"})",
                                R"({"density":1.01})",
                                R"({"density":-0.01})",
                                R"({"brightness":"bright"})",
                                R"({"volumeDb":13})",
                                R"({"volumeDb":null})",
                                R"({"prompts":null})",
                                R"({"prompts":["a"]})",
                                R"({"prompts":[{"text":5}]})",
                                R"({"prompts":[{"text":"a","wieght":1}]})",
                                R"({"parts":[{"program":129}]})",
                                R"({"parts":[{"program":1,"levelDb":-41}]})",
                                R"({"temperature":4.1})",
                                R"({"guidance":-1})",
                                R"({"topK":0})",
                                R"({"topK":1.5})",
                                R"({"seed":-1})",
                                R"({"seed":1.5})",
                                R"({"seed":null})",
                                R"({"writer":"poet"})",
                                R"({"prompts":[{"text":")" + long_text + R"("}]})",
                                many + "}"}) {
    EXPECT_NE(complaint(text), "taken") << text.substr(0, 80);
  }
}

TEST(Controls, WhenHasThreeNames) {
  for (const When when : {When::kNow, When::kBeat, When::kBar})
    EXPECT_EQ(parse_when(when_name(when)), when);
  EXPECT_THROW(parse_when("soon"), Error);
  EXPECT_THROW(parse_when(""), Error);
}

}  // namespace
}  // namespace continuo
