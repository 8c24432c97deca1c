#include "dsp/wav.h"

#include <gtest/gtest.h>
#include <sys/resource.h>
#include <unistd.h>

#include <cmath>
#include <csignal>

#include "base/error.h"
#include "base/files.h"
#include "base/rng.h"
#include "dsp/sound_file.h"

namespace continuo {
namespace {

namespace fs = std::filesystem;

class Wav : public ::testing::Test {
 protected:
  void SetUp() override {
    folder_ = fs::temp_directory_path() / ("continuo_wav_" + std::to_string(::getpid()));
    fs::remove_all(folder_);
    fs::create_directories(folder_);
  }
  void TearDown() override { fs::remove_all(folder_); }

  static Stereo noise(size_t frames) {
    Rng rng(5);
    Stereo sound{std::vector<float>(2 * frames)};
    for (float& sample : sound.samples) sample = static_cast<float>(rng.uniform(-1, 1));
    return sound;
  }
  size_t files_left() const {
    return static_cast<size_t>(
        std::distance(fs::directory_iterator(folder_), fs::directory_iterator()));
  }

  fs::path folder_;
};

TEST_F(Wav, RoundTripsWithinTheLastOf24Bits) {
  const Stereo sound = noise(5000);
  write_wav(sound, folder_ / "take.wav");
  const Stereo back = read_sound(folder_ / "take.wav");
  ASSERT_EQ(back.frames(), sound.frames());
  EXPECT_EQ(back.rate_hz, 48000);
  for (size_t i = 0; i < sound.samples.size(); ++i)
    ASSERT_NEAR(back.samples[i], sound.samples[i], 1.3e-7f) << i;
  EXPECT_EQ(files_left(), 1u);
}

TEST_F(Wav, TheHeaderIsPlainPcm) {
  write_wav(noise(10), folder_ / "take.wav");
  const std::vector<uint8_t> bytes = read_bytes(folder_ / "take.wav");
  ASSERT_EQ(bytes.size(), 44u + 10 * 6);
  EXPECT_EQ(std::string(bytes.begin(), bytes.begin() + 4), "RIFF");
  EXPECT_EQ(bytes[20], 1);   // PCM
  EXPECT_EQ(bytes[22], 2);   // channels
  EXPECT_EQ(bytes[34], 24);  // bits
}

TEST_F(Wav, ClipsRatherThanWraps) {
  write_wav({{1.5f, -1.5f}}, folder_ / "take.wav");
  const Stereo back = read_sound(folder_ / "take.wav");
  EXPECT_NEAR(back.samples[0], 1.0f, 1e-6f);
  EXPECT_NEAR(back.samples[1], -1.0f, 1e-6f);
}

TEST_F(Wav, WrittenInPiecesIsTheSameFile) {
  const Stereo sound = noise(3000);
  write_wav(sound, folder_ / "whole.wav");
  WavWriter writer(folder_ / "pieces.wav");
  for (size_t at = 0; at < sound.samples.size(); at += 500)
    writer.write(std::span(sound.samples).subspan(at, 500));
  writer.commit();
  EXPECT_EQ(read_bytes(folder_ / "whole.wav"), read_bytes(folder_ / "pieces.wav"));
}

TEST_F(Wav, AnUncommittedFileLeavesNothing) {
  write_text(folder_ / "take.wav", "the old one");
  {
    WavWriter writer(folder_ / "take.wav");
    writer.write(noise(100).samples);
  }
  EXPECT_EQ(read_text(folder_ / "take.wav"), "the old one");
  EXPECT_EQ(files_left(), 1u);
}

TEST_F(Wav, AFullDiskIsAClearErrorAndLeavesNothing) {
  // A limit on the size of files stands in for a full disk: writes come back short in the same way.
  rlimit before{};
  ASSERT_EQ(::getrlimit(RLIMIT_FSIZE, &before), 0);
  const auto handler = std::signal(SIGXFSZ, SIG_IGN);
  rlimit small = before;
  small.rlim_cur = 100000;
  ASSERT_EQ(::setrlimit(RLIMIT_FSIZE, &small), 0);
  std::string message;
  try {
    write_wav(noise(100000), folder_ / "take.wav");
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::kIo);
    message = error.what();
  }
  ::setrlimit(RLIMIT_FSIZE, &before);
  std::signal(SIGXFSZ, handler);
  EXPECT_NE(message.find("take.wav: File too large"), std::string::npos) << message;
  EXPECT_EQ(files_left(), 0u);
}

TEST_F(Wav, AMissingFolderIsAClearError) {
  try {
    write_wav(noise(10), folder_ / "nowhere" / "take.wav");
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::kIo);
    EXPECT_NE(std::string(error.what()).find("No such file or directory"), std::string::npos)
        << error.what();
  }
}

TEST_F(Wav, RefusesWhatIsNoSound) {
  EXPECT_THROW(read_sound(folder_ / "none.wav"), Error);
  write_text(folder_ / "words.wav", "these are words, not sound");
  EXPECT_THROW(read_sound(folder_ / "words.wav"), Error);
  write_text(folder_ / "empty.wav", "");
  EXPECT_THROW(read_sound(folder_ / "empty.wav"), Error);
  write_wav(noise(10), folder_ / "take.wav");
  std::vector<uint8_t> bytes = read_bytes(folder_ / "take.wav");
  for (const size_t length : {0, 3, 12, 30, 44}) {
    write_bytes(folder_ / "cut.wav", std::span(bytes).first(length));
    EXPECT_THROW(read_sound(folder_ / "cut.wav"), Error) << length;
  }
  EXPECT_THROW(read_sound(folder_ / "take.wav", 1e-5), Error);
}

TEST_F(Wav, BrokenHeadersNeverCrash) {
  write_wav(noise(200), folder_ / "take.wav");
  const std::vector<uint8_t> bytes = read_bytes(folder_ / "take.wav");
  Rng rng(9);
  for (int round = 0; round < 200; ++round) {
    std::vector<uint8_t> broken = bytes;
    for (int i = 0; i < 3; ++i) broken[rng.next() % 48] = static_cast<uint8_t>(rng.next());
    write_bytes(folder_ / "broken.wav", broken);
    try {
      const Stereo sound = read_sound(folder_ / "broken.wav");
      EXPECT_LE(sound.frames(), 1300u);
    } catch (const Error&) {
    }
  }
}

}  // namespace
}  // namespace continuo
