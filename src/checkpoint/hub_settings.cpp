#include "checkpoint/hub_settings.h"

#include <algorithm>

#include "base/error.h"
#include "base/files.h"

namespace continuo {

namespace fs = std::filesystem;

namespace {

constexpr size_t kTokenLimitBytes = 4096;

// An empty variable says nothing.
std::string value_of(const Variables& variables, const char* name) {
  return variables(name).value_or("");
}

bool is_true(std::string value) {
  std::transform(value.begin(), value.end(), value.begin(),
                 [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c; });
  return value == "1" || value == "ON" || value == "YES" || value == "TRUE";
}

// The first of the variables that is set, "~" at its start being HOME; else empty.
fs::path folder_of(const Variables& variables, std::initializer_list<const char*> names) {
  for (const char* name : names) {
    const std::string value = value_of(variables, name);
    if (value.empty()) continue;
    const bool at_home = value == "~" || value.starts_with("~/");
    const std::string home = value_of(variables, "HOME");
    if (!at_home || home.empty()) return value;
    return value == "~" ? fs::path(home) : fs::path(home) / value.substr(2);
  }
  return {};
}

fs::path hf_home(const Variables& variables) {
  if (const fs::path named = folder_of(variables, {"HF_HOME"}); !named.empty()) return named;
  if (const fs::path cache = folder_of(variables, {"XDG_CACHE_HOME"}); !cache.empty())
    return cache / "huggingface";
  const std::string home = value_of(variables, "HOME");
  return home.empty() ? fs::path() : fs::path(home) / ".cache/huggingface";
}

}  // namespace

HubSettings hub_settings(const Variables& variables) {
  HubSettings settings;
  settings.cache = folder_of(variables, {"HF_HUB_CACHE", "HUGGINGFACE_HUB_CACHE"});
  if (settings.cache.empty()) {
    if (const fs::path home = hf_home(variables); !home.empty()) settings.cache = home / "hub";
  }
  if (std::string endpoint = value_of(variables, "HF_ENDPOINT"); !endpoint.empty()) {
    while (endpoint.ends_with('/')) endpoint.pop_back();
    if (!endpoint.starts_with("https://") && !endpoint.starts_with("http://")) {
      fail(ErrorKind::kInput, "hub", "HF_ENDPOINT: expected https://..., found {}.", endpoint);
    }
    settings.endpoint = endpoint;
  }
  settings.offline = is_true(value_of(variables, "HF_HUB_OFFLINE"));
  return settings;
}

std::string hub_token(const Variables& variables) {
  const char* source = "HF_TOKEN";
  std::string token = value_of(variables, "HF_TOKEN");
  if (token.empty()) {
    fs::path file = folder_of(variables, {"HF_TOKEN_PATH"});
    if (file.empty()) {
      const fs::path home = hf_home(variables);
      if (home.empty()) return "";
      file = home / "token";
    }
    std::error_code ignored;
    if (!fs::exists(file, ignored)) return "";
    token = read_text(file, kTokenLimitBytes);
    source = "the token's file";
  }
  const char* blank = " \t\r\n";
  token.erase(0, token.find_first_not_of(blank));
  token.erase(token.find_last_not_of(blank) + 1);
  // What is not one printable word would end the header that carries it. It is never shown.
  if (!std::all_of(token.begin(), token.end(), [](char c) { return c > 0x20 && c < 0x7F; })) {
    fail(ErrorKind::kInput, "hub", "{}: expected one word of ASCII. Get a new token from the hub.",
         source);
  }
  return token;
}

}  // namespace continuo
