// The hub as this user's environment names it, and a question to the user.
#pragma once

#include <filesystem>
#include <string>

#include "checkpoint/hub_settings.h"

namespace continuo {

// Without the token: only what goes to the hub needs it.
HubSettings hub_of_environment();
std::string token_of_environment();

// Where this user's own models lie, as files that continuo quantise made: XDG_DATA_HOME or
// ~/.local/share, continuo/models. Empty where nothing says where; the folder need not be there.
std::filesystem::path own_models_of_environment();

// Where this user's takes lie: likewise, continuo/takes.
std::filesystem::path own_takes_of_environment();

// A yes, typed on the terminal, or given by --yes. Throws Error(kUsage) where there is nobody to
// ask.
bool confirmed(const std::string& question, bool yes);

}  // namespace continuo
