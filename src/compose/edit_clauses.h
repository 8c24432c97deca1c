// What is asked for in one breath, one ask each.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace continuo {

// "No guitar, louder drums and a fill": three. An "and" within a genre's name parts nothing.
std::vector<std::string> clauses_of(std::string_view text);

}  // namespace continuo
