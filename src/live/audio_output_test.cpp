#include "live/audio_output.h"

#include <gtest/gtest.h>

#include <chrono>
#include <cmath>
#include <functional>
#include <thread>

#include "base/error.h"
#include "live/alsa_fixture_test.h"
#include "live/audio_side_rt.h"
#include "rt/real_time_trap_test.h"
#include "rt/sample_ring.h"

namespace continuo {
namespace {

// Waits for something that happens on another thread, though not for ever.
bool comes_true(const std::function<bool()>& holds) {
  for (int tries = 0; tries < 2000; ++tries) {
    if (holds()) return true;
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  }
  return false;
}

// Sample frame n is (n, -n) in steps of 2^-15; the first is at rest, and so is not faded in.
std::vector<float> counting(size_t frames) {
  std::vector<float> sound(2 * frames);
  for (size_t i = 0; i < frames; ++i) {
    sound[2 * i] = static_cast<float>(i) / 32768;
    sound[2 * i + 1] = -sound[2 * i];
  }
  return sound;
}

AudioDevice device(std::string api, std::string name, bool is_default) {
  return {std::move(api), std::move(name), is_default, false, 2, {48000}, 0};
}

TEST(AudioDevice, TheDefaultIsTheFirstApisDefault) {
  std::vector<AudioDevice> devices{device("pulse", "A", false), device("pulse", "B", true),
                                   device("alsa", "default", true),
                                   device("null", "no sound", true)};
  EXPECT_EQ(choose_audio_device(devices, "").name, "B");
  EXPECT_EQ(choose_audio_device(devices, "alsa").name, "default");
  EXPECT_EQ(choose_audio_device(devices, "pulse").name, "B");
  EXPECT_EQ(choose_audio_device(devices, "a").name, "A");
  EXPECT_EQ(choose_audio_device(devices, "null").api, "null");
  devices[1].busy = true;
  EXPECT_EQ(choose_audio_device(devices, "").name, "default");
  EXPECT_THROW(choose_audio_device(devices, "radio"), Error);
}

TEST(AudioDevice, EveryMachineHasTheNullDeviceAndListingSaysNothing) {
  testing::internal::CaptureStderr();
  const std::vector<AudioDevice> devices = list_audio_devices();
  EXPECT_EQ(testing::internal::GetCapturedStderr(), "");
  ASSERT_FALSE(devices.empty());
  EXPECT_EQ(devices.back().api, "null");
  for (const AudioDevice& one : devices) EXPECT_FALSE(one.name.empty());
}

TEST(AudioSide, ABlockIsTheRingsAndNothingThatAnAudioThreadMustNotDo) {
  const std::vector<float> sound = counting(6000);
  for (const int channels : {2, 1}) {
    SampleRing ring(8000);
    ring.write(sound);
    AudioSide side;
    side.ring = &ring;
    side.channels = channels;
    std::vector<float> block(static_cast<size_t>(channels) * 1500, 99.0f);
    uint64_t allocations = 0;
    uint64_t locks = 0;
    side_of_this_thread();
    {
      const RealTimeTrap trap;
      EXPECT_EQ(play_block(block.data(), nullptr, 1500, 0, 0, &side), 0);
      play_block(block.data(), nullptr, 1500, 0, 2, &side);
      note_trouble(side, "a cable", 7);
      note_trouble(side, "another", 7);
      allocations = trap.allocations();
      locks = trap.locks();
    }
    EXPECT_EQ(allocations, 0u);
    EXPECT_EQ(locks, 0u);
    for (size_t i = 0; i < 1500; ++i) {
      if (channels == 2) {
        ASSERT_EQ(block[2 * i], sound[2 * (1500 + i)]);
        ASSERT_EQ(block[2 * i + 1], sound[2 * (1500 + i) + 1]);
      } else {
        ASSERT_EQ(block[i], 0.0f);  // left and right cancel out
      }
    }
    EXPECT_EQ(side.blocks, 2u);
    EXPECT_EQ(side.frames, 3000u);
    EXPECT_EQ(side.xruns, 1u);
    EXPECT_EQ(side.troubles, 2u);
    EXPECT_STREQ(side.trouble.data(), "a cable");
    EXPECT_EQ(side_of_this_thread(), &side);
    side_of_this_thread() = nullptr;
    note_trouble(side, std::string(5000, 'x').data(), 5000);
    EXPECT_EQ(side.trouble.back(), '\0');
  }
}

// Until it is noticed that a device is gone, its thread spins.
TEST(AudioSide, ADeviceThatRefusesEachBlockDoesNotDrainTheRing) {
  SampleRing ring(100000);
  ring.write(counting(90000));
  AudioSide side;
  side.ring = &ring;
  std::vector<float> block(2 * 256);
  play_block(block.data(), nullptr, 256, 0, 0, &side);
  for (int i = 0; i < 1000; ++i) {
    note_trouble(side, "gone", 4);
    play_block(block.data(), nullptr, 256, 0, 0, &side);
  }
  EXPECT_EQ(ring.frames_read(), 512u);
  EXPECT_EQ(side.blocks, 1001u);
  EXPECT_EQ(side.frames, 512u);
  for (const float sample : block) ASSERT_EQ(sample, 0.0f);
  // One that comes back is played again.
  play_block(block.data(), nullptr, 256, 0, 0, &side);
  EXPECT_EQ(ring.frames_read(), 768u);
}

TEST(AudioOutput, EverySampleReachesTheDevice) {
  AlsaFixture alsa;
  const std::vector<float> sound = counting(30000);
  SampleRing ring(40000);
  ring.write(sound);
  std::vector<AudioDevice> devices = list_audio_devices();
  const AudioDevice& device = choose_audio_device(devices, "alsa");
  EXPECT_EQ(device.name, "default");
  EXPECT_GE(device.channels, 2);
  alsa.forget();
  {
    AudioStream stream(ring, device, 256);
    EXPECT_EQ(stream.rate_hz(), 48000);
    EXPECT_EQ(stream.block_frames(), 256);
    EXPECT_GT(stream.latency_ms(), 0);
    EXPECT_EQ(stream.lost(), std::nullopt);
    ASSERT_TRUE(comes_true([&] { return alsa.heard().size() >= sound.size(); }));
  }
  const std::vector<float> heard = alsa.heard();
  const size_t whole = sound.size() - 2 * SampleRing::kFadeFrames;
  ASSERT_GE(heard.size(), sound.size());
  for (size_t i = 0; i < whole; ++i) ASSERT_EQ(heard[i], sound[i]) << i;
  EXPECT_EQ(ring.readable_frames(), 0u);
}

TEST(AudioOutput, ALostDeviceIsToldOfAndMusicGoesOn) {
  AlsaFixture alsa;
  SampleRing ring(48000);
  AudioOutput output(ring, {"alsa:default", 256});
  EXPECT_EQ(output.status().api, "alsa");
  EXPECT_EQ(output.status().trouble, "");
  alsa.unplug();
  ASSERT_TRUE(comes_true([&] { return output.status().api == "null"; }));
  EXPECT_EQ(output.status().trouble, "alsa:default: lost: audio write error, No such device.");
  ring.write(counting(10000));
  EXPECT_TRUE(comes_true([&] { return ring.readable_frames() == 0; }));
}

TEST(AudioOutput, ADeviceThatKeepsNoTimeIsLeft) {
  AlsaFixture alsa;
  SampleRing ring(48000);
  AudioOutput output(ring, {"alsa", 256});
  ASSERT_TRUE(comes_true([&] { return output.status().api == "null"; }));
  EXPECT_NE(output.status().trouble.find("faster than time passes"), std::string::npos);
}

TEST(AudioOutput, ChangesOverAndRefusesWhatItCannot) {
  AlsaFixture alsa;
  SampleRing ring(48000);
  testing::internal::CaptureStderr();
  EXPECT_THROW(AudioOutput(ring, {"no such device", 256}), Error);
  EXPECT_THROW(AudioOutput(ring, {"null", 0}), Error);
  AudioOutput output(ring, {"null", 480});
  EXPECT_EQ(output.status().name, "no sound");
  EXPECT_EQ(output.status().block_frames, 480);
  EXPECT_TRUE(comes_true([&] { return output.status().frames > 0; }));
  try {
    output.use({"alsa:no such device", 256});
    ADD_FAILURE() << "expected an error";
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::kMissing);
    EXPECT_NE(std::string(error.what()).find("\"alsa:default\""), std::string::npos);
  }
  EXPECT_EQ(output.status().api, "null");
  output.use({"alsa:default", 256});
  EXPECT_EQ(output.status().api, "alsa");
  output.use({"null", 64});
  EXPECT_EQ(output.status().api, "null");
  EXPECT_EQ(output.status().trouble, "");
  EXPECT_EQ(testing::internal::GetCapturedStderr(), "");
}

}  // namespace
}  // namespace continuo
