// What the hub means when it does not give what was asked for.
#pragma once

#include <string>

#include "checkpoint/hub_http.h"
#include "checkpoint/hub_id.h"

namespace continuo {

// The error that an answer with another status than 200 or 206 is. `what` was asked for.
[[noreturn]] void fail_with_status(const HttpAnswer& answer, const HubSettings& settings,
                                   const HubId& id, const std::string& what);

}  // namespace continuo
