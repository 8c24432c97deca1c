#include "serve/target.h"

#include <algorithm>

#include "base/text.h"

namespace continuo {

namespace {

int hex_value(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

bool is_plain_text(std::string_view text) {
  for (const char c : text)
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) return false;
  return is_utf8(text);
}

std::string with_single_slashes(std::string_view path) {
  std::string single;
  single.reserve(path.size());
  for (const char c : path)
    if (c != '/' || single.empty() || single.back() != '/') single += c;
  return single;
}

// Whether a name in the path, also one behind an escaped slash, leads up or nowhere.
bool climbs(std::string_view path) {
  for (size_t begin = 0; begin <= path.size();) {
    const size_t end = std::min(path.find_first_of("/\\", begin), path.size());
    const std::string_view name = path.substr(begin, end - begin);
    if (name == "." || name == "..") return true;
    begin = end + 1;
  }
  return false;
}

// Takes the scheme and the host off an address; false where there is no host.
bool split_authority(std::string_view& text, std::string& authority) {
  for (const std::string_view scheme : {"http://", "https://", "ws://", "wss://"}) {
    const auto same = [](char a, char b) { return (a | 0x20) == (b | 0x20); };
    if (text.size() < scheme.size() ||
        !std::equal(scheme.begin(), scheme.end(), text.begin(), same))
      continue;
    text.remove_prefix(scheme.size());
    const size_t end = std::min(text.find_first_of("/?"), text.size());
    authority = text.substr(0, end);
    text.remove_prefix(end);
    return !authority.empty();
  }
  return true;
}

bool parse_path(std::string_view raw, Target& target) {
  const std::string path = with_single_slashes(raw);
  if (path.empty() || path.front() != '/') return false;
  for (size_t begin = 1; begin < path.size();) {
    const size_t end = std::min(path.find('/', begin), path.size());
    std::optional<std::string> segment =
        percent_decoded(std::string_view(path).substr(begin, end - begin), false);
    if (!segment || !is_plain_text(*segment)) return false;
    target.path += '/' + *segment;
    target.segments.push_back(std::move(*segment));
    begin = end + 1;
  }
  if (path.back() == '/') target.path += '/';
  return !climbs(target.path);
}

bool parse_query(std::string_view raw, Target& target) {
  for (size_t begin = 0; begin < raw.size();) {
    const size_t end = std::min(raw.find('&', begin), raw.size());
    const std::string_view item = raw.substr(begin, end - begin);
    begin = end + 1;
    if (item.empty()) continue;
    const size_t equals = std::min(item.find('='), item.size());
    const auto name = percent_decoded(item.substr(0, equals), true);
    const auto value = percent_decoded(item.substr(std::min(equals + 1, item.size())), true);
    if (!name || !value || !is_plain_text(*name) || !is_utf8(*value)) return false;
    if (value->find('\0') != std::string::npos) return false;
    target.query[*name] = *value;
  }
  return true;
}

}  // namespace

std::optional<std::string> percent_decoded(std::string_view text, bool plus_is_space) {
  std::string decoded;
  decoded.reserve(text.size());
  for (size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '+' && plus_is_space) {
      decoded += ' ';
    } else if (text[i] != '%') {
      decoded += text[i];
    } else {
      if (text.size() - i < 3) return std::nullopt;
      const int high = hex_value(text[i + 1]);
      const int low = hex_value(text[i + 2]);
      if (high < 0 || low < 0) return std::nullopt;
      decoded += static_cast<char>(high * 16 + low);
      i += 2;
    }
  }
  return decoded;
}

std::optional<Target> parse_target(std::string_view text) {
  Target target;
  text = text.substr(0, text.find('#'));
  if (!split_authority(text, target.authority)) return std::nullopt;
  const size_t question = std::min(text.find('?'), text.size());
  std::string_view path = text.substr(0, question);
  if (path.empty() && !target.authority.empty()) path = "/";
  if (!parse_path(path, target)) return std::nullopt;
  if (question < text.size() && !parse_query(text.substr(question + 1), target))
    return std::nullopt;
  return target;
}

}  // namespace continuo
