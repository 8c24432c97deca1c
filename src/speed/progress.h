// How far a measurement is.
#pragma once

#include <functional>
#include <string_view>

namespace continuo {

// What is being done, and the share of it that is done, 0 to 1. May throw to give up.
using OnSpeed = std::function<void(std::string_view what, double share)>;

}  // namespace continuo
