#include "hub_environment.h"

#include <fmt/format.h>
#include <unistd.h>

#include <cstdlib>
#include <iostream>

#include "base/error.h"

namespace continuo {

namespace {

std::optional<std::string> variable(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? std::nullopt : std::optional<std::string>(value);
}

std::filesystem::path own_folder(const char* name) {
  const std::filesystem::path data = variable("XDG_DATA_HOME").value_or("");
  if (data.is_absolute()) return data / "continuo" / name;
  const std::string home = variable("HOME").value_or("");
  if (home.empty()) return {};
  return std::filesystem::path(home) / ".local" / "share" / "continuo" / name;
}

}  // namespace

HubSettings hub_of_environment() { return hub_settings(variable); }

std::string token_of_environment() { return hub_token(variable); }

std::filesystem::path own_models_of_environment() { return own_folder("models"); }

std::filesystem::path own_takes_of_environment() { return own_folder("takes"); }

bool confirmed(const std::string& question, bool yes) {
  if (yes) return true;
  std::fflush(stdout);
  if (::isatty(STDIN_FILENO) != 1 || ::isatty(STDERR_FILENO) != 1) {
    fail(ErrorKind::kUsage, "confirm", "{} Expected a yes on a terminal, or --yes.", question);
  }
  fmt::print(stderr, "{} [y/N] ", question);
  std::fflush(stderr);
  std::string answer;
  std::getline(std::cin, answer);
  return answer == "y" || answer == "Y" || answer == "yes";
}

}  // namespace continuo
