#include <gtest/gtest.h>

#include "models/musicgen/musicgen.h"
#include "models/musicgen/tiny_config_test.h"
#include "nn/random_weights.h"

namespace continuo::musicgen {
namespace {

MusicGen tiny(const std::string& name, DType linear, ThreadPool& pool) {
  return MusicGen::load(HfConfig::parse(tiny_config(name), "config.json"), RandomWeights(1, pool),
                        {.linear = linear, .text = DType::kF32, .pool = pool});
}

TEST(StepBytes, TheWeightsAreAllThatAStepReads) {
  ThreadPool pool(2);
  const MusicGen model = tiny("musicgen-small", DType::kF32, pool);
  const DecoderConfig& decoder = model.config().decoder;
  const State state = model.start({model.encode(std::vector<int32_t>{1, 2, 3})}, 10);
  // All of the decoder in f32, but the tables, of which a step reads a row each, and the keys and
  // values of words, which were made before. The positions are no parameters.
  const int64_t D = decoder.hidden_size, K = decoder.num_codebooks;
  const int64_t tables = K * (decoder.vocab_size + 1) * D;
  const int64_t words = decoder.num_hidden_layers * 2 * D * D;
  const int64_t read = decoder.parameters() - tables - words + (K + 1) * D;
  EXPECT_EQ(model.step_bytes(state).weights, static_cast<size_t>(read) * 4);

  const MusicGen narrow = tiny("musicgen-small", DType::kQ8_0, pool);
  const State other = narrow.start({narrow.null()}, 10);
  EXPECT_LT(narrow.step_bytes(other).weights, model.step_bytes(state).weights / 3);
}

TEST(StepBytes, WhatAStepWritesLaterStepsRead) {
  ThreadPool pool(2);
  for (const char* name : {"musicgen-small", "musicgen-melody", "musicgen-stereo-small"}) {
    SCOPED_TRACE(name);
    const MusicGen model = tiny(name, DType::kBf16, pool);
    const auto K = static_cast<size_t>(model.config().decoder.num_codebooks);
    const Condition words = model.encode(std::vector<int32_t>{1, 2, 3});
    State state = model.start({words, model.null()}, 20);
    const StepBytes first = model.step_bytes(state);
    model.advance(state, std::vector<int32_t>(5 * K, 1));
    const StepBytes sixth = model.step_bytes(state);
    EXPECT_EQ(sixth.past - first.past, 5 * first.written);
    EXPECT_EQ(sixth.weights, first.weights);
    EXPECT_EQ(sixth.total(), sixth.weights + sixth.past + sixth.written);
    // One row writes half as much.
    const State alone = model.start({words}, 20);
    EXPECT_EQ(2 * model.step_bytes(alone).written, first.written);
    // Three words, read by the one row that has them, as keys and values or as steps of both rows.
    if (model.config().follows_melody()) {
      EXPECT_EQ(first.past, (8 + 3) * first.written);
    } else {
      EXPECT_GT(first.past, 0u);
      EXPECT_EQ(model.step_bytes(alone).past, first.past);
    }
  }
}

}  // namespace
}  // namespace continuo::musicgen
