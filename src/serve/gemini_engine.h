// The engine as the protocol's handlers need it: live sessions, and composed pieces.
#pragma once

#include <memory>

#include "live/session.h"
#include "serve/gemini_live.h"
#include "serve/gemini_song.h"

namespace continuo::gemini {

// Both live no longer than the engine.
std::unique_ptr<Stage> stage_of(LiveEngine& engine);
std::unique_ptr<Band> band_of(LiveEngine& engine);

}  // namespace continuo::gemini
