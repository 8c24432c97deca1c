#include "kernels/targets.h"

#include "hwy/highway.h"

namespace continuo {

namespace {

// What may run at all, whatever a call below holds the kernels to.
int64_t all_targets() {
  static const int64_t targets = hwy::SupportedTargets() & (HWY_TARGETS);
  return targets;
}

}  // namespace

std::vector<KernelTarget> kernel_targets() {
  std::vector<KernelTarget> found;
  // Highway numbers better targets lower.
  for (int bit = 0; bit < 63; ++bit) {
    const int64_t id = int64_t{1} << bit;
    if ((all_targets() & id) != 0) found.push_back({id, hwy::TargetName(id)});
  }
  return found;
}

void use_kernel_target(int64_t id) {
  all_targets();
  hwy::SetSupportedTargetsForTest(id);
  hwy::GetChosenTarget().Update(hwy::SupportedTargets());
}

}  // namespace continuo
