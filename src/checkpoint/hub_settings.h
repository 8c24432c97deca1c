// Where the Hugging Face hub is, and where its files are kept here, as the variables say that all
// its tools share.
#pragma once

#include <chrono>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>

namespace continuo {

struct HubSettings {
  std::filesystem::path cache;  // holds models--ORG--NAME; empty where nothing says where
  std::string endpoint = "https://huggingface.co";
  std::string token;  // empty for none; goes to the endpoint's own origin alone
  bool offline = false;

  std::chrono::seconds connect_limit{15};
  std::chrono::milliseconds stall_limit{30'000};  // with next to nothing, a connection is broken
  int retries = 4;                                // in a row that bring nothing
  std::chrono::milliseconds first_pause{1000};  // before a retry; each next one waits twice as long
};

// An environment variable, or none.
using Variables = std::function<std::optional<std::string>(const char* name)>;

// From HF_HUB_CACHE, HF_HOME, XDG_CACHE_HOME, HOME, HF_ENDPOINT and HF_HUB_OFFLINE; without the
// token. Throws Error(kInput) for an endpoint that is no http or https address.
HubSettings hub_settings(const Variables& variables);

// From HF_TOKEN, or the file that HF_TOKEN_PATH names, or HF_HOME/token. Empty where there is none;
// throws Error(kIo) for a file that cannot be read, Error(kInput) for what is no token.
std::string hub_token(const Variables& variables);

}  // namespace continuo
