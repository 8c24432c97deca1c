#include "live/device_names.h"

#include <algorithm>
#include <vector>

#include "base/error.h"
#include "base/text.h"

namespace continuo {

namespace {

constexpr size_t kMostListed = 12;

std::string lower(std::string_view text) {
  std::string low(text);
  for (char& c : low) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return low;
}

std::string listed(std::span<const DeviceName> devices, const std::vector<size_t>& which) {
  std::string list;
  for (size_t i = 0; i < std::min(which.size(), kMostListed); ++i)
    list += (i > 0 ? ", \"" : "\"") + printable(devices[which[i]].text()) + "\"";
  if (which.size() > kMostListed) list += fmt::format(" and {} more", which.size() - kMostListed);
  return list;
}

}  // namespace

size_t device_by_name(std::span<const DeviceName> devices, std::string_view wish,
                      const std::string& where, std::string_view what) {
  const std::string wanted = lower(wish);
  std::vector<size_t> whole;
  std::vector<size_t> part;
  std::vector<size_t> all;
  for (size_t i = 0; i < devices.size(); ++i) {
    const std::string api = lower(devices[i].api);
    const std::string name = lower(devices[i].name);
    const bool of_api = wanted.starts_with(api + ":");
    const std::string_view rest = of_api ? std::string_view(wanted).substr(api.size() + 1) : wanted;
    if (name == wanted || (of_api && name == rest)) whole.push_back(i);
    if (wanted == api || name.find(wanted) != std::string::npos ||
        (of_api && name.find(rest) != std::string::npos))
      part.push_back(i);
    all.push_back(i);
  }
  const std::vector<size_t>& found = whole.empty() ? part : whole;
  if (found.size() == 1) return found.front();
  if (found.empty()) {
    fail(ErrorKind::kMissing, where, "{} \"{}\": there is none of that name. {}", what,
         printable(wish),
         all.empty() ? "There are none at all." : "There are " + listed(devices, all) + ".");
  }
  fail(ErrorKind::kInput, where, "{} \"{}\": expected a name that only one has, found {}.", what,
       printable(wish), listed(devices, found));
}

}  // namespace continuo
