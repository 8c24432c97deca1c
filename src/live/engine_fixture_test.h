// The engine that the tests of live sessions share, ended before the program's own statics are.
#pragma once

#include <gtest/gtest.h>

#include <filesystem>
#include <memory>

#include "live/session.h"

namespace continuo {

struct EngineOfTests final : testing::Environment {
  std::unique_ptr<LiveEngine> engine;
  void TearDown() override { engine.reset(); }
};
inline auto* const engine_of_tests =
    static_cast<EngineOfTests*>(testing::AddGlobalTestEnvironment(new EngineOfTests));

inline LiveEngine& test_engine() {
  std::unique_ptr<LiveEngine>& engine = engine_of_tests->engine;
  if (!engine) {
    engine = std::make_unique<LiveEngine>(
        LiveEngine::Options{.model = std::filesystem::path(CONTINUO_SOURCE_DIR) / "assets" / "nano",
                            .model_name = "nano",
                            .soundfont = {},
                            .threads = 1});
  }
  return *engine;
}

}  // namespace continuo
