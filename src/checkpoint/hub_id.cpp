#include "checkpoint/hub_id.h"

#include <algorithm>

#include "base/error.h"
#include "base/text.h"

namespace continuo {

namespace {

constexpr size_t kLongestName = 96;

bool is_word(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

bool is_hex(std::string_view text) {
  return std::all_of(text.begin(), text.end(),
                     [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); });
}

bool is_of(std::string_view text, std::string_view more) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [&](char c) {
    return is_word(c) || more.find(c) != std::string_view::npos;
  });
}

// The hub's own rule; "--" is what separates names in the cache.
bool is_name(std::string_view text) {
  return text.size() <= kLongestName && is_of(text, "-.") && is_word(text.front()) &&
         is_word(text.back()) && text.find("--") == std::string_view::npos &&
         text.find("..") == std::string_view::npos;
}

bool is_revision(std::string_view text) {
  return text.size() <= 200 && is_of(text, "-./") && is_word(text.front()) &&
         is_word(text.back()) && text.find("..") == std::string_view::npos &&
         text.find("//") == std::string_view::npos && text.find("/.") == std::string_view::npos;
}

}  // namespace

std::string HubId::text() const { return revision == "main" ? model() : model() + "@" + revision; }

std::string HubId::folder() const { return "models--" + organisation + "--" + name; }

bool looks_like_hub_id(std::string_view text) {
  const size_t at = text.find('@');
  const std::string_view model = text.substr(0, at);
  const size_t slash = model.find('/');
  return slash != std::string_view::npos && is_name(model.substr(0, slash)) &&
         is_name(model.substr(slash + 1)) &&
         (at == std::string_view::npos || is_revision(text.substr(at + 1)));
}

HubId parse_hub_id(std::string_view text) {
  if (!looks_like_hub_id(text)) {
    fail(ErrorKind::kUsage, "hub",
         "{}: expected a model of the hub, as facebook/musicgen-small or "
         "facebook/musicgen-small@REVISION.",
         printable(text));
  }
  const size_t at = text.find('@');
  const std::string_view model = text.substr(0, at);
  const size_t slash = model.find('/');
  HubId id;
  id.organisation = model.substr(0, slash);
  id.name = model.substr(slash + 1);
  if (at != std::string_view::npos) id.revision = text.substr(at + 1);
  return id;
}

bool is_commit(std::string_view text) { return text.size() == 40 && is_hex(text); }

bool is_sum(std::string_view text) {
  return (text.size() == 40 || text.size() == 64) && is_hex(text);
}

bool is_file_name(std::string_view text) {
  return text.size() <= 200 && is_of(text, "-.") && is_word(text.front());
}

}  // namespace continuo
