// Which instruction sets the kernels can use here, and a way to hold them to a lesser one (tests, benches).
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace continuo {

struct KernelTarget {
  int64_t id = 0;    // Highway's
  std::string name;  // "AVX3_DL"
};

// Best first; only what this processor runs and this build contains.
std::vector<KernelTarget> kernel_targets();
// Holds all kernels to one target; id 0 returns to the best. Not while kernels run.
void use_kernel_target(int64_t id);

}  // namespace continuo
