// The studio's page as it is embedded in the program.
#pragma once

#include <optional>
#include <string_view>

#include "serve/http.h"

namespace continuo {

// What lies at a path ("/", "/assets/index-1a2b3c4d.js"); nothing where there is nothing. Thread: any.
std::optional<Router::Asset> studio_asset(std::string_view path);

}  // namespace continuo
