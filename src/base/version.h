// The version that recipes and --version state.
#pragma once

#include <string_view>

namespace continuo {

inline constexpr std::string_view kVersion = CONTINUO_VERSION;

}  // namespace continuo
