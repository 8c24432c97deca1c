// No figure is asserted: machines differ. That what is timed is the whole and the right thing is.
#include <gtest/gtest.h>

#include <cmath>
#include <nlohmann/json.hpp>

#include "base/error.h"
#include "models/musicgen/tiny_config_test.h"
#include "nn/random_weights.h"
#include "speed/speed_report.h"
#include "speed/verify.h"

namespace continuo {
namespace {

using musicgen::MusicGen;

const std::vector<int32_t> kWords = {5, 6, 7, 1};
void say_nothing(std::string_view, double) {}

struct Tiny {
  explicit Tiny(const std::string& name = "musicgen-small", DType linear = DType::kQ8_0)
      : config(HfConfig::parse(musicgen::tiny_config(name), "config.json")),
        source(1, pool, linear),
        model(
            MusicGen::load(config, source, {.linear = linear, .text = DType::kBf16, .pool = pool})),
        codec(encodec::Encodec::load(config, source, {.encoder = false, .pool = pool})) {}

  ThreadPool pool{2};
  HfConfig config;
  RandomWeights source;
  MusicGen model;
  encodec::Encodec codec;
};

TEST(Speed, TheReportHasEveryKeyAndIsConsistent) {
  for (const char* name : {"musicgen-small", "musicgen-melody", "musicgen-stereo-small"}) {
    SCOPED_TRACE(name);
    Tiny tiny(name);
    SpeedSubject subject;
    subject.model = name;
    subject.dtype = "q8_0";
    const SpeedOptions options{{.context = 70, .batch = 2, .steps = 45}, 0.5};
    int told = 0;
    const SpeedReport report = measure_speed(tiny.model, tiny.codec, subject, options, tiny.pool,
                                             [&](std::string_view, double share) {
                                               ++told;
                                               EXPECT_GE(share, 0);
                                               EXPECT_LE(share, 1);
                                             });
    EXPECT_GT(told, 10);
    const auto json = nlohmann::json::parse(speed_json(report));
    for (const char* key :
         {"model", "dtype", "batch", "context", "step_ms_median", "step_ms_p99", "times_real_time",
          "bytes_per_s", "machine_bytes_per_s", "peak_rss_mb", "first_sound_ms", "threads",
          "instructions", "bandwidth_ratio", "whole"})
      EXPECT_TRUE(json.contains(key)) << key;
    EXPECT_EQ(json["batch"], 2);
    EXPECT_EQ(json["context"], 70);
    EXPECT_EQ(json["threads"], 2);
    EXPECT_EQ(report.steps.step_ms.count(), 45u);
    EXPECT_EQ(report.steps.machine_bytes_per_s.count(),
              3u);  // a probe a block, the last a short one
    EXPECT_NEAR(json["times_real_time"].get<double>() * json["step_ms_median"].get<double>(), 20,
                1e-6);
    EXPECT_LE(json["step_ms_median"], json["step_ms_p99"]);
    EXPECT_EQ(report.first_sound.first_sound_frames, 5);  // as in sound_codes_test.cpp
    ASSERT_TRUE(report.whole);
    EXPECT_EQ(report.whole->frames, 25);
    EXPECT_EQ(report.whole->sample_frames, 24000);
    EXPECT_LE(report.whole->text_ms + report.whole->decoder_ms + report.whole->codec_ms,
              report.whole->total_ms);
    const std::string table = speed_table(report);
    for (const char* word : {name, "step", "real time", "memory", "first sound", "peak"})
      EXPECT_NE(table.find(word), std::string::npos) << table;
  }
}

TEST(Speed, EveryBatchAndFormatIsMeasured) {
  for (const DType linear : {DType::kF32, DType::kBf16, DType::kQ8_0, DType::kQ4_0}) {
    Tiny tiny("musicgen-small", linear);
    for (int64_t batch = 1; batch <= 4; ++batch) {
      const StepSpeed speed = measure_steps(
          tiny.model, kWords, {.context = 3, .batch = batch, .steps = 2}, tiny.pool, say_nothing);
      EXPECT_EQ(speed.step_ms.count(), 2u);
      EXPECT_GT(speed.bytes.past, speed.bytes.written);
    }
    EXPECT_LT(verify_product(tiny.source, tiny.model.config().decoder, linear, tiny.pool), 2e-2);
  }
}

TEST(Speed, WhatTheModelHasNoRoomForIsRefused) {
  Tiny tiny;
  const auto measure = [&](StepOptions options) {
    return measure_steps(tiny.model, kWords, options, tiny.pool, say_nothing);
  };
  EXPECT_NO_THROW(measure({.context = 0, .batch = 1, .steps = 1}));
  EXPECT_NO_THROW(measure({.context = 2047, .batch = 1, .steps = 1}));
  for (const StepOptions& options :
       {StepOptions{.context = 2048}, StepOptions{.context = -1}, StepOptions{.batch = 0},
        StepOptions{.batch = 5}, StepOptions{.steps = 0}})
    EXPECT_THROW(measure(options), Error);
}

TEST(Speed, TheListenerMayGiveUp) {
  Tiny tiny;
  const auto give_up = [](std::string_view, double) { fail(ErrorKind::kCancelled, "test", "."); };
  EXPECT_THROW(measure_speed(tiny.model, tiny.codec, {}, {}, tiny.pool, give_up), Error);
}

// A model whose logits are not numbers is not timed.
TEST(Speed, ABrokenModelIsNotTimed) {
  class Broken : public RandomWeights {
   public:
    using RandomWeights::RandomWeights;
    Tensor make(const std::string& name, const Shape& shape) const override {
      Tensor tensor = RandomWeights::make(name, shape);
      if (name.ends_with("decoder.layer_norm.weight")) tensor.mutable_f32()[0] = NAN;
      return tensor;
    }
  };
  ThreadPool pool(1);
  const Broken source(1, pool);
  const MusicGen model =
      MusicGen::load(HfConfig::parse(musicgen::tiny_config(), "config.json"), source,
                     {.linear = DType::kF32, .text = DType::kF32, .pool = pool});
  EXPECT_THROW(verify_steps(model, kWords), Error);
}

}  // namespace
}  // namespace continuo
