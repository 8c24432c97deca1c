#include "live/device_names.h"

#include <gtest/gtest.h>

#include <vector>

#include "base/error.h"

namespace continuo {
namespace {

const std::vector<DeviceName> kDevices{
    {"jack", "system"},  {"pulse", "USB Audio Analog Stereo"}, {"pulse", "Built-in Audio"},
    {"alsa", "default"}, {"alsa", "hw:USB Audio,0"},           {"alsa", "hw:USB Audio,01"}};

size_t index(std::string_view wish) {
  return device_by_name(kDevices, wish, "sound", "sound device");
}

std::string complaint(std::string_view wish, ErrorKind kind) {
  try {
    index(wish);
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), kind);
    return error.what();
  }
  ADD_FAILURE() << wish << ": expected an error";
  return "";
}

TEST(DeviceNames, WholeNamesAndPartsOfThem) {
  EXPECT_EQ(index("system"), 0u);
  EXPECT_EQ(index("jack"), 0u);
  EXPECT_EQ(index("built-in"), 2u);
  EXPECT_EQ(index("DEFAULT"), 3u);
  EXPECT_EQ(index("pulse:usb"), 1u);
  EXPECT_EQ(index("Pulse:Built"), 2u);
  // The whole of one name and a part of another.
  EXPECT_EQ(index("hw:USB Audio,0"), 4u);
  EXPECT_EQ(index("alsa:hw:usb audio,0"), 4u);
  EXPECT_EQ(index(",01"), 5u);
}

TEST(DeviceNames, WhatIsNotThereOrNotClearIsSaidWithAList) {
  EXPECT_EQ(
      complaint("radio", ErrorKind::kMissing),
      "[sound] sound device \"radio\": there is none of that name. There are \"jack:system\", "
      "\"pulse:USB Audio Analog Stereo\", \"pulse:Built-in Audio\", \"alsa:default\", "
      "\"alsa:hw:USB Audio,0\", \"alsa:hw:USB Audio,01\".");
  EXPECT_EQ(complaint("alsa:usb", ErrorKind::kInput),
            "[sound] sound device \"alsa:usb\": expected a name that only one has, found "
            "\"alsa:hw:USB Audio,0\", \"alsa:hw:USB Audio,01\".");
  complaint("", ErrorKind::kInput);
  complaint("jack:built", ErrorKind::kMissing);
  EXPECT_THROW(device_by_name({}, "any", "midi", "MIDI input"), Error);
  const std::string hostile = complaint(std::string(100000, '\x1b'), ErrorKind::kMissing);
  EXPECT_EQ(hostile.find('\x1b'), std::string::npos);
}

}  // namespace
}  // namespace continuo
