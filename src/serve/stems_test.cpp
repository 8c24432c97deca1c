#include "serve/stems_zip.h"

#include <archive.h>
#include <archive_entry.h>
#include <gtest/gtest.h>
#include <sndfile.h>

#include <cmath>
#include <map>

#include "arrange/band.h"
#include "live/kept_stems.h"
#include "live/live_fixture_test.h"
#include "serve/shelf_fixture_test.h"
#include "synth/event_synth.h"

namespace continuo {
namespace {

// Float rounding of a few parts, and offsets that keep each room's filters awake.
constexpr float kTolerance = 2e-6f;

std::map<std::string, std::string> unzipped(const std::string& zip) {
  std::map<std::string, std::string> files;
  archive* reader = archive_read_new();
  archive_read_support_format_zip(reader);
  EXPECT_EQ(archive_read_open_memory(reader, zip.data(), zip.size()), ARCHIVE_OK);
  archive_entry* entry = nullptr;
  while (archive_read_next_header(reader, &entry) == ARCHIVE_OK) {
    std::string& bytes = files[archive_entry_pathname(entry)];
    std::string piece(1 << 16, '\0');
    for (;;) {
      const la_ssize_t got = archive_read_data(reader, piece.data(), piece.size());
      EXPECT_GE(got, 0) << archive_error_string(reader);
      if (got <= 0) break;
      bytes.append(piece, 0, static_cast<size_t>(got));
    }
  }
  archive_read_free(reader);
  return files;
}

Stereo wav_of(const std::string& bytes) {
  struct Memory {
    const std::string& bytes;
    sf_count_t at = 0;
  } memory{bytes};
  SF_VIRTUAL_IO io{};
  io.get_filelen = [](void* m) {
    return static_cast<sf_count_t>(static_cast<Memory*>(m)->bytes.size());
  };
  io.seek = [](sf_count_t offset, int whence, void* m) {
    auto& held = *static_cast<Memory*>(m);
    const auto size = static_cast<sf_count_t>(held.bytes.size());
    held.at = offset + (whence == SEEK_SET ? 0 : whence == SEEK_CUR ? held.at : size);
    return held.at;
  };
  io.read = [](void* to, sf_count_t count, void* m) {
    auto& held = *static_cast<Memory*>(m);
    const size_t got = held.bytes.copy(static_cast<char*>(to), static_cast<size_t>(count),
                                       static_cast<size_t>(held.at));
    held.at += static_cast<sf_count_t>(got);
    return static_cast<sf_count_t>(got);
  };
  io.write = [](const void*, sf_count_t, void*) { return sf_count_t{0}; };
  io.tell = [](void* m) { return static_cast<Memory*>(m)->at; };
  SF_INFO info{};
  SNDFILE* file = sf_open_virtual(&io, SFM_READ, &info, &memory);
  EXPECT_NE(file, nullptr) << sf_strerror(nullptr);
  EXPECT_EQ(info.channels, 2);
  EXPECT_EQ(info.samplerate, kSampleRateHz);
  EXPECT_EQ(info.format & SF_FORMAT_SUBMASK, SF_FORMAT_FLOAT);
  Stereo sound{std::vector<float>(static_cast<size_t>(2 * info.frames))};
  EXPECT_EQ(sf_readf_float(file, sound.samples.data(), info.frames), info.frames);
  sf_close(file);
  return sound;
}

std::string zip_of(const Score& score, const PlayStem& play, std::span<const float> gains) {
  std::string zip;
  write_stems(score, play, gains, [&](std::string_view bytes) {
    zip += bytes;
    return true;
  });
  return zip;
}

void expect_adds_up(const std::map<std::string, std::string>& files, const Stereo& take) {
  std::vector<float> sum(take.samples.size());
  for (const auto& [name, bytes] : files) {
    const Stereo stem = wav_of(bytes);
    ASSERT_EQ(stem.samples.size(), sum.size()) << name;
    float peak = 0;
    for (size_t i = 0; i < sum.size(); ++i) {
      sum[i] += stem.samples[i];
      peak = std::max(peak, std::abs(stem.samples[i]));
    }
    EXPECT_GT(peak, 0.001f) << name << " is silent";
  }
  float loudest = 0;
  for (size_t i = 0; i < sum.size(); ++i) {
    ASSERT_NEAR(sum[i], take.samples[i], kTolerance) << i;
    loudest = std::max(loudest, std::abs(sum[i]));
  }
  EXPECT_GT(loudest, 0.05f);
}

TEST(Stems, OfAScoreAddUpToTheTake) {
  for (const char* genre : {"jazz", "synth pop"}) {
    Plan plan = random_plan_of_genre(genre_code(genre), 3);
    plan.sections = {{SectionKind::kVerse, 2, 5, 5}};
    Score score = arrange(plan, 5);
    ASSERT_GE(stem_parts(score).size(), 3u);
    // One part rings on over the end of the others: all must still fade together.
    score.parts[0].notes.back().duration += 400;
    SoundfontRenderer renderer;
    std::vector<float> gains;
    const Stereo take = render_take(score, renderer, false, &gains);
    ASSERT_EQ(gains.size(), take.frames());
    const auto files = unzipped(zip_of(score, stems_of_score(score, renderer), gains));
    EXPECT_EQ(files.size(), stem_parts(score).size());
    for (const size_t part : stem_parts(score))
      EXPECT_TRUE(files.contains(stem_name(score, part) + ".wav"));
    expect_adds_up(files, take);
  }
}

TEST(Stems, OfAKeptTakeAddUpWithAllThatWasSteered) {
  Controls controls = test_controls("funk band with brass, bass and drums");
  Heard heard(controls);
  heard.play(4);
  controls.brightness = 0.9;
  controls.mute_bass = true;
  heard.performance.set(controls, When::kNow);
  heard.play(4);
  KeptTake kept = cut_take(heard.performance.history().latest(60, heard.performance.block()),
                           heard.performance.block());
  for (const int mix : {1, kMixVersion}) {
    kept.mix = mix;
    std::vector<float> gains;
    const Stereo take = render_kept(kept, test_soundfont(), &gains);
    const auto files = unzipped(zip_of(kept.score, stems_of_kept(kept, test_soundfont()), gains));
    ASSERT_GE(files.size(), 2u);
    expect_adds_up(files, take);
  }
}

TEST(Stems, AreCutAndFilledToTheLengthAsked) {
  const Score score = shelf_score(1);
  const PlayStem brief = [](size_t, const StemPiece& piece) {
    const std::vector<float> ones(200, 1.0f);
    piece(ones);
  };
  for (const size_t frames : {1, 50, 100, 101, 40000}) {
    const auto files = unzipped(zip_of(score, brief, std::vector<float>(frames, 0.5f)));
    ASSERT_EQ(files.size(), 2u);
    const Stereo stem = wav_of(files.begin()->second);
    ASSERT_EQ(stem.frames(), frames);
    for (size_t i = 0; i < frames; ++i) ASSERT_EQ(stem.samples[2 * i], i < 100 ? 0.5f : 0.0f);
  }
}

TEST(Stems, HaveNamesThatTellAndAreSafe) {
  const Score score = shelf_score(1);
  EXPECT_EQ(stem_name(score, 0), "01-lead-acoustic-grand-piano");
  Score all = score;
  all.parts.clear();
  for (int program = 0; program < kProgramCount; ++program)
    all.parts.push_back({program, Role::kChords, {{0, 1, 60, 80}}});
  for (const size_t part : stem_parts(all)) {
    const std::string name = stem_name(all, part);
    EXPECT_EQ(name.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-."), std::string::npos)
        << name;
  }
}

TEST(Stems, StopWhenNobodyReads) {
  const Score score = shelf_score(1);
  int pieces = 0;
  SoundfontRenderer renderer;
  try {
    write_stems(score, stems_of_score(score, renderer), std::vector<float>(48000 * 60, 1.0f),
                [&](std::string_view) { return ++pieces < 2; });
    ADD_FAILURE() << "expected an error";
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::kCancelled);
  }
  EXPECT_EQ(pieces, 2) << "nothing is sent once it was refused";
}

}  // namespace
}  // namespace continuo
