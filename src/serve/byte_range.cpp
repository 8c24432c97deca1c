#include "serve/byte_range.h"

#include <algorithm>
#include <charconv>

namespace continuo {

namespace {

std::optional<uint64_t> number_in(std::string_view text) {
  uint64_t value = 0;
  const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (failed != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

}  // namespace

std::optional<ByteRange> parse_byte_range(std::string_view header, uint64_t bytes) {
  constexpr std::string_view kUnit = "bytes=";
  if (!header.starts_with(kUnit)) return std::nullopt;
  header.remove_prefix(kUnit.size());
  const size_t dash = header.find('-');
  // Several parts at once may be answered with the whole.
  if (dash == std::string_view::npos || header.find(',') != std::string_view::npos)
    return std::nullopt;
  const std::string_view before = header.substr(0, dash);
  const std::string_view after = header.substr(dash + 1);
  const std::optional<uint64_t> first = number_in(before);
  const std::optional<uint64_t> last = number_in(after);
  if ((!before.empty() && !first) || (!after.empty() && !last) || (!first && !last))
    return std::nullopt;
  ByteRange range;
  if (first) {
    range.first = *first;
    range.last = last ? *last : UINT64_MAX;
    if (range.last < range.first) return std::nullopt;
  } else {  // the last so many
    range.first = bytes - std::min(*last, bytes);
    range.last = UINT64_MAX;
    if (*last == 0) range.first = bytes;
  }
  range.outside = range.first >= bytes;
  if (range.outside) return range;
  range.last = std::min({range.last, bytes - 1, range.first + kRangeBytes - 1});
  return range;
}

}  // namespace continuo
