// The oracle is FluidSynth's own reader: the same notes through it must sound the same.
#include "synth/soundfont_bank.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <numeric>

#include "base/error.h"
#include "base/files.h"
#include "base/rng.h"
#include "synth/soundfont.h"

namespace continuo {
namespace {

namespace fs = std::filesystem;

struct Played {
  int bank, program, key, velocity;
};

struct Engine {
  std::unique_ptr<fluid_settings_t, decltype(&delete_fluid_settings)> settings{
      new_fluid_settings(), delete_fluid_settings};
  std::unique_ptr<fluid_synth_t, decltype(&delete_fluid_synth)> synth{nullptr, delete_fluid_synth};

  Engine() {
    fluid_settings_setnum(settings.get(), "synth.sample-rate", 48000.0);
    fluid_settings_setint(settings.get(), "synth.dynamic-sample-loading", 1);
    synth.reset(new_fluid_synth(settings.get()));
  }

  std::vector<float> play(int font, const Played& note) {
    const int channel = note.bank == 128 ? 9 : 0;
    fluid_synth_program_select(synth.get(), channel, font, note.bank, note.program);
    std::vector<float> sound;
    const auto run = [&](int blocks) {
      std::array<float, 128> block{};
      for (int i = 0; i < blocks; ++i) {
        fluid_synth_write_float(synth.get(), 64, block.data(), 0, 2, block.data(), 1, 2);
        sound.insert(sound.end(), block.begin(), block.end());
      }
    };
    fluid_synth_noteon(synth.get(), channel, note.key, note.velocity);
    run(300);
    fluid_synth_noteoff(synth.get(), channel, note.key);
    run(100);
    return sound;
  }
};

TEST(SoundfontBank, SoundsAsFluidSynthsOwnReader) {
  const fs::path path = find_soundfont();
  const auto bank = std::make_shared<SoundfontBank>(path);
  const std::vector<Played> notes{
      {0, 0, 60, 100},  {0, 0, 31, 40},    {0, 6, 50, 90},    {0, 16, 64, 90},  {0, 24, 52, 70},
      {0, 30, 45, 120}, {0, 33, 33, 90},   {0, 40, 76, 64},   {0, 48, 55, 80},  {0, 56, 67, 110},
      {0, 73, 84, 90},  {0, 81, 60, 90},   {0, 88, 60, 90},   {0, 114, 72, 90}, {128, 0, 36, 100},
      {128, 0, 46, 80}, {128, 32, 51, 90}, {128, 48, 49, 120}};
  for (const Played& note : notes) {
    SCOPED_TRACE(testing::Message() << note.bank << ":" << note.program << " key " << note.key);
    Engine ours;
    BankAdapter adapter(bank);
    const SoundfontLayer* preset = bank->store().preset(note.bank, note.program);
    ASSERT_NE(preset, nullptr);
    bank->prepare(*preset, note.key, note.velocity);
    const std::vector<float> found = ours.play(adapter.attach(ours.synth.get()), note);
    ours.synth.reset();
    Engine theirs;
    const std::vector<float> expected =
        theirs.play(fluid_synth_sfload(theirs.synth.get(), path.c_str(), 0), note);
    float peak = 0;
    float difference = 0;
    for (size_t i = 0; i < expected.size(); ++i) {
      peak = std::max(peak, std::abs(expected[i]));
      difference = std::max(difference, std::abs(expected[i] - found[i]));
    }
    EXPECT_GT(peak, 1e-3f);
    EXPECT_LE(difference, 1e-6f * peak);
  }
}

TEST(SoundfontFile, ReadsTheTables) {
  const SoundfontFile file(find_soundfont());
  EXPECT_GT(file.samples().size(), 500u);
  EXPECT_GT(file.instruments().size(), 100u);
  int melodic = 0;
  for (const SoundfontLayer& preset : file.presets()) {
    melodic += preset.bank == 0;
    for (const SoundfontZone& zone : preset.zones)
      EXPECT_LT(zone.target, file.instruments().size());
  }
  EXPECT_GE(melodic, 128);
}

// A soundfont of one triangle wave, uncompressed, written by hand.
class SmallFont : public ::testing::Test {
 protected:
  using Bytes = std::vector<uint8_t>;

  static void put(Bytes& to, uint32_t value, int count) {
    for (int i = 0; i < count; ++i) to.push_back(static_cast<uint8_t>(value >> (8 * i)));
  }
  static void put_name(Bytes& to, std::string name) {
    name.resize(20);
    to.insert(to.end(), name.begin(), name.end());
  }
  static Bytes chunk(const std::string& name, const Bytes& body) {
    Bytes result(name.begin(), name.end());
    put(result, static_cast<uint32_t>(body.size()), 4);
    result.insert(result.end(), body.begin(), body.end());
    return result;
  }
  static Bytes joined(std::initializer_list<Bytes> parts) {
    Bytes result;
    for (const Bytes& part : parts) result.insert(result.end(), part.begin(), part.end());
    return result;
  }
  static Bytes list(const std::string& kind, const Bytes& body) {
    return chunk("LIST", joined({Bytes(kind.begin(), kind.end()), body}));
  }

  static Bytes font() {
    Bytes wave;
    for (int i = 0; i < 480 + 46; ++i) {
      const int phase = i % 96;
      const int value = i < 480 ? (phase < 48 ? phase - 24 : 72 - phase) * 800 : 0;
      put(wave, static_cast<uint32_t>(value), 2);
    }
    Bytes phdr, pbag, pgen, inst, ibag, igen, shdr;
    put_name(phdr, "Triangle");
    for (const uint32_t field : {7u, 0u, 0u}) put(phdr, field, 2);
    for (int i = 0; i < 3; ++i) put(phdr, 0, 4);
    put_name(phdr, "EOP");
    for (const uint32_t field : {0u, 0u, 1u}) put(phdr, field, 2);
    for (int i = 0; i < 3; ++i) put(phdr, 0, 4);
    for (const uint32_t field : {0u, 0u, 1u, 0u}) put(pbag, field, 2);
    for (const uint32_t field : {41u, 0u, 0u, 0u}) put(pgen, field, 2);
    put_name(inst, "Triangle");
    put(inst, 0, 2);
    put_name(inst, "EOI");
    put(inst, 2, 2);
    // A zone for all that loops, then one for keys 0 to 80 with the sample.
    for (const uint32_t field : {0u, 0u, 1u, 0u, 3u, 0u}) put(ibag, field, 2);
    for (const uint32_t field : {54u, 1u, 43u, 80u << 8, 53u, 0u, 0u, 0u}) put(igen, field, 2);
    put_name(shdr, "Triangle");
    for (const uint32_t field : {0u, 480u, 96u, 480u, 48000u}) put(shdr, field, 4);
    put(shdr, 71, 1);  // 500 Hz is near B4
    put(shdr, 0, 1);
    put(shdr, 0, 2);
    put(shdr, 1, 2);
    put_name(shdr, "EOS");
    shdr.resize(92);
    const Bytes none(10);
    const Bytes tables = joined({chunk("phdr", phdr), chunk("pbag", pbag), chunk("pmod", none),
                                 chunk("pgen", pgen), chunk("inst", inst), chunk("ibag", ibag),
                                 chunk("imod", none), chunk("igen", igen), chunk("shdr", shdr)});
    const std::string kind = "sfbk";
    return chunk("RIFF",
                 joined({Bytes(kind.begin(), kind.end()), list("INFO", chunk("ifil", {2, 0, 1, 0})),
                         list("sdta", chunk("smpl", wave)), list("pdta", tables)}));
  }

  void SetUp() override {
    file_ = fs::temp_directory_path() / ("continuo_small_" + std::to_string(::getpid()) + ".sf2");
    write_bytes(file_, font());
  }
  void TearDown() override { fs::remove(file_); }

  fs::path file_;
};

TEST_F(SmallFont, IsReadFieldByField) {
  SoundfontFile file(file_);
  ASSERT_EQ(file.presets().size(), 1u);
  EXPECT_EQ(file.presets()[0].name, "Triangle");
  EXPECT_EQ(file.presets()[0].program, 7);
  const SoundfontLayer& instrument = file.instruments().at(0);
  ASSERT_TRUE(instrument.common.has_value());
  EXPECT_EQ(instrument.common->generators, (std::vector<std::pair<int, int16_t>>{{54, 1}}));
  ASSERT_EQ(instrument.zones.size(), 1u);
  EXPECT_EQ(instrument.zones[0].high_key, 80);
  const std::vector<int16_t> data = file.decode(file.samples().at(0));
  ASSERT_EQ(data.size(), 526u);
  EXPECT_EQ(data[0], -24 * 800);
  EXPECT_EQ(data[48], 24 * 800);
  EXPECT_EQ(data[520], 0);
}

TEST_F(SmallFont, PlaysWhatItHasAndSaysWhatItLacks) {
  Plan plan;
  plan.parts = {{40, Role::kLead}};
  plan.sections = {{SectionKind::kTheme, 1, 4, 4}};
  SoundfontRenderer renderer(file_);
  try {
    renderer.begin(plan);
    FAIL();
  } catch (const Error& error) {
    EXPECT_NE(std::string(error.what()).find("violin"), std::string::npos) << error.what();
  }
  plan.parts = {{7, Role::kLead}};
  Score score = blank_score(plan);
  score.part(7, Role::kLead).notes = {{0, 96, 71, 100}, {96, 48, 90, 100}};
  const Stereo sound = render(score, renderer);
  // The loop holds the tone; the key above the zone's range is silent.
  int crossings = 0;
  for (size_t n = 12000; n < 24000; ++n)
    crossings += sound.samples[2 * n] < 0 && sound.samples[2 * n + 2] >= 0;
  EXPECT_NEAR(crossings, 125, 3);  // 500 Hz for a quarter of a second
  score.part(7, Role::kLead).notes.pop_back();
  EXPECT_EQ(sound.samples, render(score, renderer).samples);
}

TEST_F(SmallFont, SoundsAsFluidSynthsOwnReader) {
  const auto bank = std::make_shared<SoundfontBank>(file_);
  const Played note{0, 7, 64, 90};
  Engine ours;
  BankAdapter adapter(bank);
  const std::vector<float> found = ours.play(adapter.attach(ours.synth.get()), note);
  ours.synth.reset();
  Engine theirs;
  EXPECT_EQ(found, theirs.play(fluid_synth_sfload(theirs.synth.get(), file_.c_str(), 0), note));
}

TEST_F(SmallFont, BrokenFilesAreErrorsAndNothingElse) {
  const Bytes whole = font();
  Rng rng(4);
  int refused = 0;
  for (int round = 0; round < 1500; ++round) {
    Bytes broken = whole;
    if (round % 3 == 0) broken.resize(rng.next() % whole.size());
    for (int i = 0; i < 1 + round % 4 && !broken.empty(); ++i) {
      // Mostly in the tables, which lie at the end.
      const size_t at = rng.chance(0.2)
                            ? rng.next() % broken.size()
                            : broken.size() - 1 - rng.next() % std::min<size_t>(broken.size(), 420);
      broken[at] = static_cast<uint8_t>(rng.next());
    }
    // Not write_bytes: waiting for the disk thousands of times would take a minute.
    std::ofstream(file_, std::ios::binary)
        .write(reinterpret_cast<const char*>(broken.data()),
               static_cast<std::streamsize>(broken.size()));
    try {
      SoundfontBank bank(file_);
      const SoundfontLayer* preset = bank.store().preset(0, 7);
      if (preset) bank.prepare(*preset, 60, 90);
    } catch (const Error&) {
      ++refused;
    }
  }
  EXPECT_GT(refused, 500);
}

}  // namespace
}  // namespace continuo
