// Which device a person means: by the whole of its name, or by a part that no other has.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>

namespace continuo {

// A device as the APIs of sound and MIDI name it: "alsa" and "hw:USB Audio,0".
struct DeviceName {
  std::string api;
  std::string name;
  std::string text() const { return api + ":" + name; }
};

// The index of the device that `wish` names: "NAME", "API", "API:NAME", or a part of a name, upper
// and lower case alike. `where` and `what` ("sound device") are for the error: Error(kMissing)
// where there is none, Error(kInput) where there are several; both list what there is.
size_t device_by_name(std::span<const DeviceName> devices, std::string_view wish,
                      const std::string& where, std::string_view what);

}  // namespace continuo
