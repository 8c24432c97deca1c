// The main performance and the makers of takes, on a live engine.
#pragma once

#include <memory>

#include "live/session.h"
#include "serve/main_performance.h"
#include "serve/take_maker.h"

namespace continuo {

// The engine must outlive what is made.
MakeMainPerformance live_performances(LiveEngine& engine, const SessionOptions& options);
std::unique_ptr<TakeMaker> live_take_maker(LiveEngine& engine);

}  // namespace continuo
