// Sound files of every kind, and files that are none.
#include "dsp/sound_file.h"

#include <gtest/gtest.h>
#include <sndfile.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmath>
#include <limits>

#include "base/error.h"
#include "base/files.h"

namespace continuo {
namespace {

namespace fs = std::filesystem;

class SoundFile : public ::testing::Test {
 protected:
  void SetUp() override {
    const auto* test = testing::UnitTest::GetInstance()->current_test_info();
    folder_ = fs::path(testing::TempDir()) /
              (std::string("continuo_sound_") + test->name() + "_" + std::to_string(::getpid()));
    fs::create_directories(folder_);
  }
  void TearDown() override { fs::remove_all(folder_); }

  // A ramp, so that each frame tells where it stood; channel c is c steps ahead.
  static float ramp(size_t frame, int channel = 0) {
    return static_cast<float>((frame + static_cast<size_t>(channel)) % 30'000) / 32'768.0f;
  }
  fs::path write(const char* name, int format, int channels, int rate_hz, size_t frames) const {
    std::vector<float> samples(static_cast<size_t>(channels) * frames);
    for (size_t i = 0; i < samples.size(); ++i) {
      const auto across = static_cast<size_t>(channels);
      samples[i] = ramp(i / across, static_cast<int>(i % across));
    }
    return write(name, format, channels, rate_hz, samples);
  }
  fs::path write(const char* name, int format, int channels, int rate_hz,
                 const std::vector<float>& samples) const {
    SF_INFO info{};
    info.format = format;
    info.channels = channels;
    info.samplerate = rate_hz;
    SNDFILE* file = sf_open((folder_ / name).c_str(), SFM_WRITE, &info);
    EXPECT_NE(file, nullptr) << name << ": " << sf_strerror(nullptr);
    if (file == nullptr) return folder_ / name;
    const auto frames = static_cast<sf_count_t>(samples.size()) / channels;
    EXPECT_EQ(sf_writef_float(file, samples.data(), frames), frames);
    sf_close(file);
    return folder_ / name;
  }
  static std::string complaint(const fs::path& path, ErrorKind kind = ErrorKind::kInput) {
    std::string said;
    for (int way = 0; way < 3; ++way) {
      try {
        if (way == 0) read_sound(path, 60);
        if (way == 1) read_start_of_sound(path, 60);
        if (way == 2) read_end_of_sound(path, 60);
        ADD_FAILURE() << path;
      } catch (const Error& error) {
        EXPECT_EQ(error.kind(), kind) << error.what();
        EXPECT_TRUE(way == 0 || said == error.what()) << said << error.what();
        said = error.what();
      }
    }
    return said;
  }

  fs::path folder_;
};

TEST_F(SoundFile, AnyCommonFormatAndRateIsRead) {
  const struct {
    const char* name;
    int format;
    int rate_hz;
    float within;
  } kinds[] = {{"a.wav", SF_FORMAT_WAV | SF_FORMAT_PCM_16, 44100, 1e-4f},
               {"b.wav", SF_FORMAT_WAV | SF_FORMAT_PCM_U8, 8000, 1e-2f},
               {"c.wav", SF_FORMAT_WAV | SF_FORMAT_FLOAT, 192000, 1e-7f},
               {"d.wav", SF_FORMAT_WAV | SF_FORMAT_DOUBLE, 96000, 1e-7f},
               {"e.wav", SF_FORMAT_RF64 | SF_FORMAT_PCM_24, 48000, 1e-6f},
               {"f.aiff", SF_FORMAT_AIFF | SF_FORMAT_PCM_24, 22050, 1e-6f},
               {"g.flac", SF_FORMAT_FLAC | SF_FORMAT_PCM_16, 11025, 1e-4f},
               {"h.ogg", SF_FORMAT_OGG | SF_FORMAT_VORBIS, 32000, 0.2f},
               {"i.opus", SF_FORMAT_OGG | SF_FORMAT_OPUS, 48000, 1.0f},
               {"j.mp3", SF_FORMAT_MPEG | SF_FORMAT_MPEG_LAYER_III, 44100, 1.0f},
               {"k.caf", SF_FORMAT_CAF | SF_FORMAT_PCM_16, 16000, 1e-4f},
               {"l.au", SF_FORMAT_AU | SF_FORMAT_PCM_16, 12000, 1e-4f}};
  for (const auto& kind : kinds) {
    for (const int channels : {1, 2}) {
      const fs::path path = write(kind.name, kind.format, channels, kind.rate_hz, 4000);
      const Stereo sound = read_sound(path, 10);
      EXPECT_EQ(sound.rate_hz, kind.rate_hz) << kind.name;
      EXPECT_NEAR(static_cast<double>(sound.frames()), 4000, 2400) << kind.name;  // MP3 pads
      if (kind.within == 1.0f) continue;
      ASSERT_EQ(sound.frames(), 4000u) << kind.name;
      for (size_t i = 100; i < 3900; ++i) {
        ASSERT_NEAR(sound.samples[2 * i], ramp(i), kind.within) << kind.name << i;
        ASSERT_NEAR(sound.samples[2 * i + 1], ramp(i, channels - 1), kind.within) << kind.name;
      }
    }
  }
}

TEST_F(SoundFile, WhatIsNoSoundIsNamed) {
  const auto expect = [](const std::string& said, const char* word) {
    EXPECT_NE(said.find(word), std::string::npos) << word << " -> " << said;
  };
  expect(complaint(folder_ / "none.wav", ErrorKind::kMissing), "no such file");
  expect(complaint(folder_), "expected a sound file, found a folder");
  expect(complaint("/dev/zero"), "expected a sound file, found a pipe or a device");
  ASSERT_EQ(::mkfifo((folder_ / "pipe.wav").c_str(), 0600), 0);
  expect(complaint(folder_ / "pipe.wav"), "found a pipe or a device");
  write_text(folder_ / "words.wav", "these are words, not sound");
  expect(complaint(folder_ / "words.wav"), "words.wav: ");
  write_text(folder_ / "samples.raw", std::string(5000, 'x'));  // of no known rate
  expect(complaint(folder_ / "samples.raw"), "samples.raw: ");
  write_text(folder_ / "empty.wav", "");
  expect(complaint(folder_ / "empty.wav"), "empty.wav: ");
  write("no_frames.wav", SF_FORMAT_WAV | SF_FORMAT_PCM_16, 1, 8000, size_t{0});
  expect(complaint(folder_ / "no_frames.wav"), "expected sound, found none");
  write("eight.wav", SF_FORMAT_WAVEX | SF_FORMAT_PCM_16, 8, 48000, size_t{100});
  expect(complaint(folder_ / "eight.wav"), "expected one or two channels, found 8");
  write("slow.wav", SF_FORMAT_WAV | SF_FORMAT_PCM_16, 1, 999, size_t{100});
  expect(complaint(folder_ / "slow.wav"), "expected 1 to 384 kHz, found 999 Hz");
  if (::geteuid() != 0) {
    const fs::path closed = write("closed.wav", SF_FORMAT_WAV | SF_FORMAT_PCM_16, 1, 8000, 100);
    ::chmod(closed.c_str(), 0);
    expect(complaint(closed, ErrorKind::kIo), "Permission denied");
  }
}

TEST_F(SoundFile, OneSampleIsASound) {
  const fs::path path =
      write("one.wav", SF_FORMAT_WAV | SF_FORMAT_FLOAT, 1, 48000, std::vector<float>{0.25f});
  EXPECT_EQ(read_sound(path, 1).samples, (std::vector<float>{0.25f, 0.25f}));
  EXPECT_EQ(read_start_of_sound(path, 1).samples, (std::vector<float>{0.25f, 0.25f}));
  EXPECT_EQ(read_end_of_sound(path, 1).samples, (std::vector<float>{0.25f, 0.25f}));
}

TEST_F(SoundFile, WhatIsNoNumberIsSilence) {
  constexpr float kInf = std::numeric_limits<float>::infinity();
  const fs::path path = write("nan.wav", SF_FORMAT_WAV | SF_FORMAT_FLOAT, 1, 48000,
                              {std::nanf(""), kInf, -kInf, 1e38f, -1e38f, 0.5f, 3.0f});
  const Stereo sound = read_sound(path, 1);
  std::vector<float> left;
  for (size_t i = 0; i < sound.frames(); ++i) left.push_back(sound.samples[2 * i]);
  EXPECT_EQ(left, (std::vector<float>{0, 0, 0, 1e6f, -1e6f, 0.5f, 3.0f}));
}

TEST_F(SoundFile, ACutFileIsReadAsFarAsItGoes) {
  const fs::path path = write("cut.wav", SF_FORMAT_WAV | SF_FORMAT_PCM_16, 1, 8000, size_t{8000});
  fs::resize_file(path, 44 + 2 * 3000);
  EXPECT_EQ(read_sound(path, 10).frames(), 3000u);
  EXPECT_EQ(read_end_of_sound(path, 0.1).samples.back(), read_sound(path, 10).samples.back());
}

TEST_F(SoundFile, StartAndEndArePartsOfTheWhole) {
  for (const int format : {SF_FORMAT_WAV | SF_FORMAT_PCM_16, SF_FORMAT_FLAC | SF_FORMAT_PCM_16}) {
    const fs::path path = write("long", format, 2, 8000, size_t{10 * 8000 + 123});
    const Stereo whole = read_sound(path, 60);
    const Stereo start = read_start_of_sound(path, 2.5);
    ASSERT_EQ(start.frames(), 20'000u);
    EXPECT_TRUE(std::equal(start.samples.begin(), start.samples.end(), whole.samples.begin()));
    const Stereo end = read_end_of_sound(path, 2.5);
    ASSERT_GE(end.frames(), 20'000u);
    ASSERT_LT(end.frames(), 28'000u);
    EXPECT_EQ((whole.frames() - end.frames()) % 8000, 0u);  // from a whole second on
    EXPECT_TRUE(std::equal(end.samples.rbegin(), end.samples.rend(), whole.samples.rbegin()));
    EXPECT_EQ(read_end_of_sound(path, 60).samples, whole.samples);
    EXPECT_EQ(read_start_of_sound(path, 60).samples, whole.samples);
    EXPECT_THROW(read_sound(path, 10), Error);
  }
}

// An hour of 48 kHz stereo is 1.4 GB as numbers.
TEST_F(SoundFile, AnHourTakesWhatIsHeardOfIt) {
  constexpr size_t kHour = size_t{3600} * 48000;
  const fs::path path = write("hour.wav", SF_FORMAT_WAV | SF_FORMAT_PCM_16, 2, 48000, size_t{10});
  // A header that says an hour, and a file with a hole that is as long.
  std::vector<uint8_t> header = read_bytes(path);
  ASSERT_EQ(header.size(), 44u + 40);
  const auto set = [&](size_t at, size_t value) {
    for (size_t i = 0; i < 4; ++i) header[at + i] = static_cast<uint8_t>(value >> (8 * i));
  };
  set(4, 36 + 4 * kHour);
  set(40, 4 * kHour);
  write_bytes(path, header);
  fs::resize_file(path, 44 + 4 * kHour);
  rusage before{}, after{};
  ::getrusage(RUSAGE_SELF, &before);
  EXPECT_EQ(read_start_of_sound(path, 30).frames(), size_t{30} * 48000);
  EXPECT_EQ(read_end_of_sound(path, 30).frames(), size_t{30} * 48000);
  EXPECT_THROW(read_sound(path, 30), Error);
  ::getrusage(RUSAGE_SELF, &after);
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
  EXPECT_LT(after.ru_maxrss - before.ru_maxrss, 100 * 1024);  // KiB
#endif
}

}  // namespace
}  // namespace continuo
