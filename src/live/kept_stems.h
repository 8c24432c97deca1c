// The parts of a kept take, one by one: see compose/stems.h.
#pragma once

#include <memory>

#include "compose/stems.h"
#include "live/kept_take.h"

namespace continuo {

// What is given must outlive the call.
PlayStem stems_of_kept(const KeptTake& take, const std::shared_ptr<SoundfontStore>& store);

}  // namespace continuo
