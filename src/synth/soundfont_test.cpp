// These tests need a soundfont, and fail where there is none: apt install
// musescore-general-soundfont-small.
#include "synth/soundfont.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <complex>
#include <fstream>

#include "base/error.h"
#include "base/files.h"
#include "base/rng.h"
#include "dsp/loudness.h"
#include "dsp/stft.h"
#include "score/instrument.h"
#include "synth/fluid.h"

namespace continuo {
namespace {

namespace fs = std::filesystem;

Score empty_score(std::vector<PlanPart> parts, int bars = 4, int bpm = 120, Metre metre = {4, 4}) {
  Plan plan;
  plan.bpm = bpm;
  plan.metre = metre;
  plan.parts = std::move(parts);
  plan.sections = {{SectionKind::kTheme, bars, 4, 4}};
  return blank_score(plan);
}

// Six parts of random notes, some of them crossing bar lines, with a change of tempo on the way.
Score busy_score(uint64_t seed, int bars) {
  Score score = empty_score({{0, Role::kChords},
                             {26, Role::kArpeggio},
                             {33, Role::kBass},
                             {48, Role::kPad},
                             {73, Role::kLead},
                             {kDrumKit, Role::kDrums}},
                            bars, 132, {7, 8});
  for (size_t b = score.bars.size() / 2; b < score.bars.size(); ++b) score.bars[b].bpm = 97;
  Rng rng(seed);
  for (const PlanPart& part : score.plan.parts) {
    for (int tick = 0; tick < score.end(); tick += 12 * rng.range(1, 4)) {
      const int pitch = part.program == kDrumKit ? rng.range(35, 50) : rng.range(45, 80);
      score.part(part.program, part.role)
          .notes.push_back({tick, rng.range(3, 200), pitch, rng.range(40, 110)});
    }
  }
  tidy(score);
  return score;
}

Stereo rendered(const Score& score) {
  SoundfontRenderer renderer;
  return render(score, renderer);
}

double rms(const Stereo& sound, size_t first, size_t last, int side = -1) {
  double sum = 0;
  size_t count = 0;
  for (size_t n = first; n < std::min(last, sound.frames()); ++n) {
    for (int s = 0; s < 2; ++s) {
      if (side >= 0 && s != side) continue;
      sum += static_cast<double>(sound.samples[2 * n + s]) *
             static_cast<double>(sound.samples[2 * n + s]);
      ++count;
    }
  }
  return count == 0 ? 0 : std::sqrt(sum / static_cast<double>(count));
}

// The strongest frequency near `expected`, by a zoomed Fourier sum under a Hann window.
double pitch_near(const Stereo& sound, size_t first, size_t length, double expected) {
  double best = 0;
  double best_hz = 0;
  for (double hz = expected * 0.97; hz < expected * 1.03; hz += 0.1) {
    std::complex<double> sum;
    for (size_t n = 0; n < length; ++n) {
      const double window =
          0.5 - 0.5 * std::cos(2 * M_PI * static_cast<double>(n) / static_cast<double>(length));
      const double value = static_cast<double>(sound.samples[2 * (first + n)]) +
                           static_cast<double>(sound.samples[2 * (first + n) + 1]);
      sum +=
          value * window * std::polar(1.0, -2 * M_PI * hz * static_cast<double>(n) / kSampleRateHz);
    }
    if (std::abs(sum) > best) {
      best = std::abs(sum);
      best_hz = hz;
    }
  }
  return best_hz;
}

TEST(Soundfont, A4Sounds440Hz) {
  for (const int program : {0, 24, 40, 73}) {
    Score score = empty_score({{program, Role::kLead}});
    score.part(program, Role::kLead).notes = {{0, 192, 69, 90}};
    const Stereo sound = rendered(score);
    EXPECT_NEAR(pitch_near(sound, 12000, 24000, 440), 440, 2) << instrument(program).name;
    EXPECT_GT(rms(sound, 0, 48000), 0.003) << instrument(program).name;
  }
}

TEST(Soundfont, NotesBeginWhereTheScoreSays) {
  Score score = empty_score({{13, Role::kLead}});  // a xylophone: an attack within a millisecond
  score.bars[1].bpm = 75;
  const std::vector<int> starts{96, 200, 250, 417};
  for (const int start : starts) score.part(13, Role::kLead).notes.push_back({start, 12, 84, 110});
  Score one = score;
  for (const int start : starts) {
    one.part(13, Role::kLead).notes = {{start, 12, 84, 110}};
    const Stereo sound = rendered(one);
    size_t onset = 0;
    while (onset < sound.frames() && std::abs(sound.samples[2 * onset]) < 2e-4f) ++onset;
    EXPECT_NEAR(static_cast<double>(onset), score.seconds_at(start) * kSampleRateHz, 64) << start;
  }
}

TEST(Soundfont, TheSameScoreGivesTheSameSamples) {
  const Score score = busy_score(1, 4);
  SoundfontRenderer renderer;
  const Stereo first = render(score, renderer);
  const Stereo other = render(busy_score(2, 4), renderer);
  const Stereo again = render(score, renderer);
  EXPECT_EQ(first.samples, again.samples);
  EXPECT_NE(first.samples, other.samples);
  EXPECT_EQ(first.samples, rendered(score).samples);
}

TEST(Soundfont, StreamingEqualsOneShotUnderAnyChunking) {
  const Score score = busy_score(3, 6);
  SoundfontRenderer renderer;
  const Stereo whole = render(score, renderer);
  for (const uint64_t seed : {1, 2, 3}) {
    Rng rng(seed);
    renderer.begin(score.plan);
    Stereo stream;
    std::vector<float> piece;
    const auto pull_ready = [&] {
      while (renderer.ready() > 0) {
        piece.resize(2 * static_cast<size_t>(rng.range(1, 3000)));
        const size_t got = renderer.pull(piece);
        stream.samples.insert(stream.samples.end(), piece.begin(),
                              piece.begin() + static_cast<ptrdiff_t>(2 * got));
        ASSERT_EQ(renderer.position(), stream.frames());
        if (got == 0) break;
      }
    };
    // The score as a composer has it after each bar: later bars and notes do not exist yet.
    for (size_t bars = 1; bars <= score.bars.size(); bars += static_cast<size_t>(rng.range(1, 2))) {
      Score growing = score;
      growing.bars.resize(bars);
      for (Part& part : growing.parts) {
        std::erase_if(part.notes, [&](const Note& note) { return note.start >= growing.end(); });
      }
      renderer.feed(growing, growing.end());
      if (rng.chance(0.7)) pull_ready();
    }
    renderer.finish(score);
    pull_ready();
    EXPECT_TRUE(renderer.done());
    EXPECT_EQ(stream.samples, whole.samples) << seed;
  }
}

TEST(Soundfont, TheFirstBarCanBePulledBeforeTheSecondIsKnown) {
  const Score score = busy_score(4, 4);
  SoundfontRenderer renderer;
  renderer.begin(score.plan);
  EXPECT_EQ(renderer.ready(), 0u);
  renderer.feed(score, score.bars[1].start);
  EXPECT_NEAR(static_cast<double>(renderer.ready()),
              score.seconds_at(score.bars[1].start) * kSampleRateHz, 64);
  Stereo sound{std::vector<float>(2 * renderer.ready())};
  EXPECT_EQ(renderer.pull(sound.samples), sound.frames());
  EXPECT_GT(rms(sound, 0, sound.frames()), 0.003);
  std::vector<float> more(200);
  EXPECT_EQ(renderer.pull(more), 0u);
  EXPECT_FALSE(renderer.done());
}

// Wherever a part is placed, it is as loud.
TEST(Soundfont, PanningKeepsThePower) {
  // The outermost places, by parts that rest.
  const std::vector<PlanPart> band = {{8, Role::kChords}, {24, Role::kChords}, {61, Role::kChords}};
  const auto levels = [&](int program) {
    Score score = empty_score(band);
    score.part(program, Role::kChords).notes = {{0, 192, 72, 90}};
    const Stereo sound = rendered(score);
    return std::pair(rms(sound, 0, kSampleRateHz, 0), rms(sound, 0, kSampleRateHz, 1));
  };
  const auto [left_of_guitar, right_of_guitar] = levels(24);
  const auto [left_of_brass, right_of_brass] = levels(61);
  EXPECT_GT(left_of_guitar, 1.7 * right_of_guitar);
  EXPECT_GT(right_of_brass, 1.7 * left_of_brass);
  // Both were trimmed to one loudness.
  const double guitar = std::hypot(left_of_guitar, right_of_guitar);
  const double brass = std::hypot(left_of_brass, right_of_brass);
  EXPECT_GT(guitar, 0);
  EXPECT_GT(brass, 0);
  Fluid fluid(std::make_shared<SoundfontBank>(find_soundfont()));
  std::vector<double> powers;
  for (const int pan : {0, 22, 43, 64, 85, 106, 127}) {
    // One room for all: none.
    fluid.seat({73, 100, pan, 0, 0}, 0);
    fluid.prepare(73, 76, 90);
    fluid.note_on(73, 76, 90);
    double power = 0;
    std::array<float, 2 * kFluidBlockFrames> block{};
    for (int i = 0; i < 500; ++i) {
      if (i == 300) fluid.note_off(73, 76);
      fluid.block(block);
      for (const float sample : block)
        power += static_cast<double>(sample) * static_cast<double>(sample);
    }
    powers.push_back(10 * std::log10(power));
  }
  const auto [least, most] = std::minmax_element(powers.begin(), powers.end());
  EXPECT_LT(*most - *least, 0.5);
}

TEST(Soundfont, TheDeepStandsInTheMiddle) {
  // A low organ on one side.
  Score score = empty_score({{19, Role::kPad}, {24, Role::kChords}, {61, Role::kChords}});
  score.part(19, Role::kPad).notes = {{0, 384, 36, 100}};  // 65 Hz
  const Stereo sound = rendered(score);
  double middle = 0, side = 0;
  // Averages over 2.7 ms leave what is deep.
  constexpr size_t kWindow = 128;
  for (size_t n = kSampleRateHz / 2; n + kWindow < kSampleRateHz * 2; n += kWindow) {
    double m = 0, s = 0;
    for (size_t i = 0; i < kWindow; ++i) {
      const auto left = static_cast<double>(sound.samples[2 * (n + i)]);
      const auto right = static_cast<double>(sound.samples[2 * (n + i) + 1]);
      m += left + right;
      s += left - right;
    }
    middle += m * m;
    side += s * s;
  }
  EXPECT_LT(10 * std::log10(side / middle), -12);
}

TEST(Soundfont, ItIsStereoAndBalanced) {
  Score score = empty_score(
      {{33, Role::kBass}, {40, Role::kLead}, {73, Role::kCounter}, {60, Role::kChords}});
  score.part(73, Role::kCounter).notes = {{0, 192, 76, 90}};
  const Stereo left = rendered(score);
  score.part(73, Role::kCounter).notes.clear();
  score.part(60, Role::kChords).notes = {{0, 192, 60, 90}};
  const Stereo right = rendered(score);
  const double lean_left = rms(left, 0, 48000, 0) / rms(left, 0, 48000, 1);
  const double lean_right = rms(right, 0, 48000, 0) / rms(right, 0, 48000, 1);
  EXPECT_GT(std::abs(20 * std::log10(lean_left)), 3.0);
  EXPECT_LT(20 * std::log10(lean_left) * 20 * std::log10(lean_right), 0.0);

  score.part(60, Role::kChords).notes.clear();
  score.part(33, Role::kBass).notes = {{0, 192, 40, 90}};
  const Stereo bass = rendered(score);
  EXPECT_NEAR(20 * std::log10(rms(bass, 0, 48000, 0) / rms(bass, 0, 48000, 1)), 0.0, 1.0);
}

TEST(Soundfont, TheTailFadesIntoSilence) {
  for (const int program : {14, 48, 0}) {  // tubular bells ring longer than the tail may last
    Score score = empty_score({{program, Role::kLead}}, 1);
    score.part(program, Role::kLead).notes = {{0, 190, 60, 120}};
    const Stereo sound = rendered(score);
    const size_t end = static_cast<size_t>(score.seconds_at(score.end()) * kSampleRateHz);
    EXPECT_GE(sound.frames(), end);
    EXPECT_LE(sound.frames(), end + 4 * kSampleRateHz + 64);
    EXPECT_LT(std::abs(sound.samples.back()), 1e-5f);
    EXPECT_LT(rms(sound, sound.frames() - 480, sound.frames()), 2e-5);
    // No click: near the end no sample leaps away from the one before.
    for (size_t n = sound.frames() - 4800; n < sound.frames(); ++n) {
      ASSERT_LT(std::abs(sound.samples[2 * n] - sound.samples[2 * n - 2]), 2e-3f);
    }
  }
}

TEST(Soundfont, ARepeatedNoteIsNotCutByTheOneBefore) {
  Score score =
      empty_score({{19, Role::kLead}});  // a church organ sounds as long as the key is down
  score.part(19, Role::kLead).notes = {{0, 60, 60, 90}, {48, 240, 60, 90}};
  const Stereo sound = rendered(score);
  const auto frame = [&](int tick) {
    return static_cast<size_t>(score.seconds_at(tick) * kSampleRateHz);
  };
  EXPECT_GT(rms(sound, frame(200), frame(280)), 0.5 * rms(sound, frame(20), frame(48)));
  EXPECT_LT(rms(sound, frame(480), frame(576)), 0.1 * rms(sound, frame(200), frame(280)));
}

TEST(Soundfont, FortyPartsSoundAtOnce) {
  std::vector<PlanPart> parts;
  for (int i = 0; i < 40; ++i) parts.push_back({i * 2, Role::kChords});
  Score score = empty_score(parts, 1);
  for (const PlanPart& part : parts)
    score.part(part.program, part.role).notes = {{0, 96, 40 + part.program / 2, 70}};
  SoundfontRenderer renderer;
  const double all = rms(render(score, renderer), 0, 48000);
  // Each of them is heard: without it the sound is another.
  for (const int program : {0, 32, 78}) {
    Score without = score;
    without.part(program, Role::kChords).notes.clear();
    EXPECT_NE(rms(render(without, renderer), 0, 48000), all);
  }
}

TEST(Soundfont, DrumsPlayADrumKit) {
  Score score = empty_score({{kDrumKit, Role::kDrums}}, 1);
  score.part(kDrumKit, Role::kDrums).notes = {{0, 12, 36, 110}};
  const Stereo kick = rendered(score);
  score.part(kDrumKit, Role::kDrums).notes = {{0, 12, 42, 110}};
  const Stereo hat = rendered(score);
  const auto crossings = [](const Stereo& sound) {
    int count = 0;
    for (size_t n = 1; n < 4800; ++n)
      count += (sound.samples[2 * n] < 0) != (sound.samples[2 * n - 2] < 0);
    return count;
  };
  EXPECT_GT(rms(kick, 0, 4800), 0.01);
  EXPECT_GT(rms(hat, 0, 4800), 0.001);
  EXPECT_LT(crossings(kick) * 5, crossings(hat));
}

TEST(Soundfont, AnEmptyScoreIsSilence) {
  const Score score = empty_score({{0, Role::kLead}}, 2);
  const Stereo sound = rendered(score);
  EXPECT_NEAR(sound.seconds(), 4.0, 0.1);
  EXPECT_LT(rms(sound, 0, sound.frames()), 1e-6);
  EXPECT_NO_THROW(rendered(Score{}));
}

TEST(Soundfont, OnlyThePlansPartsNeedBeKnownBeforehand) {
  Score score = empty_score({}, 1);
  score.part(0, Role::kLead).notes = {{0, 48, 60, 90}};
  EXPECT_GT(rms(rendered(score), 0, 24000), 0.003);
}

TEST(Soundfont, CancelStopsIt) {
  const std::atomic<bool> cancel{true};
  SoundfontRenderer renderer;
  try {
    render(busy_score(1, 2), renderer, &cancel);
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::kCancelled);
  }
}

TEST(Soundfont, AMissingOneIsAClearError) {
  try {
    SoundfontRenderer renderer("/nowhere/none.sf2");
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::kMissing);
    EXPECT_NE(std::string(error.what()).find("/nowhere/none.sf2"), std::string::npos);
  }
}

TEST(Soundfont, ABrokenOneIsAClearErrorAndQuiet) {
  const fs::path folder =
      fs::temp_directory_path() / ("continuo_font_" + std::to_string(::getpid()));
  fs::create_directories(folder);
  // A text, an empty file, and a real one that was cut off.
  write_text(folder / "text.sf2", "this is not a soundfont at all");
  write_text(folder / "empty.sf2", "");
  std::vector<uint8_t> head(100000);
  std::ifstream(find_soundfont(), std::ios::binary)
      .read(reinterpret_cast<char*>(head.data()), 100000);
  write_bytes(folder / "cut.sf3", head);
  testing::internal::CaptureStderr();
  for (const char* name : {"text.sf2", "empty.sf2", "cut.sf3"}) {
    try {
      SoundfontRenderer renderer(folder / name);
      ADD_FAILURE() << name;
    } catch (const Error& error) {
      EXPECT_EQ(error.kind(), ErrorKind::kInput) << name;
      EXPECT_NE(std::string(error.what()).find(name), std::string::npos) << error.what();
    }
  }
  EXPECT_EQ(testing::internal::GetCapturedStderr(), "");
  fs::remove_all(folder);
}

}  // namespace
}  // namespace continuo
