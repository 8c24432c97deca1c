// What a SampleRing allocates.

#include "base/error.h"
#include "rt/sample_ring.h"

namespace continuo {

static_assert(std::atomic<uint64_t>::is_always_lock_free);
static_assert(std::atomic<bool>::is_always_lock_free);

SampleRing::SampleRing(size_t capacity_frames) : capacity_(capacity_frames) {
  if (capacity_frames == 0)
    fail(ErrorKind::kInternal, "sample ring", "capacity: expected 1 or more, found 0.");
  samples_.resize(2 * capacity_frames);
}

}  // namespace continuo
