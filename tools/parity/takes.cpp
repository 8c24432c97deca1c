// Codes that are picked greedily and their sound, beside what Hugging Face's generate makes.
//
// T frames, K codebooks, C channels.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "checks.h"
#include "compose/audio_composer.h"
#include "compose/code_writer.h"
#include "compose/sound_codes.h"
#include "dsp/chroma.h"
#include "dsp/resample.h"
#include "dsp/sound_file.h"

namespace continuo::parity {

namespace {

constexpr int kRate_hz = kChromaRate_hz;

// How many are equal; the first that is not.
std::string agreement(std::span<const int32_t> found, std::span<const int32_t> golden) {
  size_t equal = 0, first = golden.size();
  for (size_t i = 0; i < std::min(found.size(), golden.size()); ++i) {
    if (found[i] == golden[i])
      ++equal;
    else
      first = std::min(first, i);
  }
  std::string text = fmt::format("{} of {} codes equal", equal, golden.size());
  if (first < golden.size()) text += fmt::format(", first other: {}", first);
  return text;
}

bool same(std::span<const int32_t> found, std::span<const int32_t> golden) {
  return std::equal(found.begin(), found.end(), golden.begin(), golden.end());
}

// A sound [n][C] as stereo.
Stereo stereo_of(const Tensor& sound, int rate_hz) {
  Stereo stereo{{}, rate_hz};
  const auto C = sound[1];
  for (int64_t i = 0; i < sound[0]; ++i) {
    for (int64_t side = 0; side < 2; ++side)
      stereo.samples.push_back(sound.f32()[i * C + std::min(side, C - 1)]);
  }
  return stereo;
}

std::vector<float> channel_of(const Tensor& sound, int channel) {
  std::vector<float> samples;
  for (int64_t i = 0; i < sound[0]; ++i) samples.push_back(sound.f32()[i * sound[1] + channel]);
  return samples;
}

// Each channel's codes of `codes` [T][K], by the codec.
void check_sound(Engine& engine, std::span<const int32_t> codes, const Tensor& golden,
                 const std::string& part, Report& report) {
  const int C = engine.channels();
  const auto K = engine.pattern().codebooks();
  Distance distance;
  for (int channel = 0; channel < C; ++channel) {
    std::vector<int32_t> own;
    for (auto i = static_cast<size_t>(channel); i < codes.size(); i += static_cast<size_t>(C))
      own.push_back(codes[i]);
    const auto sound = engine.codec().decode(encodec::Coded{K / C, {{own, 1}}});
    distance.add(sound, channel_of(golden, channel));
  }
  report.add(part, "sound", distance,
             fmt::format("{:.1f} s", static_cast<double>(golden[0]) / kRate_hz));
}

// The codes of the sound that a take goes on from, also as it comes at another rate.
std::vector<int32_t> check_beginning(Engine& engine, const Reference& golden, Report& report) {
  const int K = engine.pattern().codebooks(), C = engine.channels();
  const auto frames = golden.integers("frames");
  const auto known = std::span(frames).first(static_cast<size_t>(golden.integers("begin")[0] * K));
  const Stereo sound = stereo_of(golden.tensor("samples"), kRate_hz);
  std::vector<int32_t> codes = latest_codes(engine.codec(), sound, K, C, 600);
  report.add({.part = "begun",
              .name = "codes of the sound",
              .note = agreement(codes, known),
              .passed = same(codes, known)});
  const Stereo other = stereo_of(golden.tensor("samples_44100"), 44100);
  Distance distance;
  distance.add(resampled(other.samples, 2, 44100, kRate_hz), sound.samples);
  report.add({.part = "begun",
              .name = "the same from 44.1 kHz",
              .error = distance.share(),
              .note = agreement(latest_codes(engine.codec(), other, K, C, 600), known),
              .passed = distance.share() <= 1e-3});
  return codes;
}

AudioSettings greedy(double guidance) {
  return {.sampling = {.temperature = 0, .top_k = 0, .top_p = 1.0, .guidance = guidance},
          .seed = 1};
}

}  // namespace

void check_take(Engine& engine, const std::string& part, Report& report) {
  const Reference golden(engine.folder(), part);
  const auto& model = engine.model();
  const DelayPattern pattern = engine.pattern();
  const auto frames = golden.integers("frames");
  const auto K = static_cast<size_t>(pattern.codebooks());
  const auto begin = static_cast<size_t>(golden.integers("begin")[0]) * K;
  const double guidance = golden.tensor("guidance").values()[0];
  std::vector<int32_t> tune;
  if (part == "tune") {
    const Stereo sound = read_sound(engine.folder() / "parity/tune.wav");
    tune = pitch_classes(mixed_down(sound, kChromaRate_hz));
    const auto wanted = golden.integers("classes");
    report.add({.part = part,
                .name = "pitch classes",
                .note = agreement(tune, wanted),
                .passed = same(tune, wanted)});
  }
  CodeRequest request{.frames = static_cast<int64_t>(frames.size() / K),
                      .prompt = {frames.begin(), frames.begin() + static_cast<int64_t>(begin)},
                      .sampling = greedy(guidance).sampling};
  if (part == "begun") request.prompt = check_beginning(engine, golden, report);
  if (part == "window") {
    request.window_frames = golden.integers("window")[0];
    request.kept_frames = golden.integers("window")[1];
  }
  std::vector<musicgen::Condition> rows = {
      model.encode_with_melody(golden.integers("tokens"), tune)};
  if (guidance != 1.0) rows.push_back(model.null());
  CodeWriter writer(model, rows, pattern, request);
  std::vector<int32_t> codes = request.prompt;
  for (auto frame = writer.next(); !frame.empty(); frame = writer.next())
    codes.insert(codes.end(), frame.begin(), frame.end());
  const std::span<const int32_t> chosen = std::span(codes).subspan(begin);
  const std::span<const int32_t> wanted = std::span(frames).subspan(begin);
  const auto margins = golden.tensor("margins").values();
  report.add({.part = part,
              .name = "greedy codes",
              .note = fmt::format("{}, closest call {:.1e}", agreement(chosen, wanted),
                                  *std::min_element(margins.begin(), margins.end())),
              .passed = same(chosen, wanted)});
  if (golden.has("sound")) check_sound(engine, frames, golden.tensor("sound"), part, report);
}

void check_codec(Engine& engine, Report& report) {
  const Reference golden(engine.folder(), "codec");
  const auto codes = golden.integers("codes");
  const int64_t K = engine.codec().config().num_quantizers();
  std::vector<float> embedded;
  const int last = engine.codec().config().encoder_layers().back().index;
  const std::string wanted = fmt::format("encoder.layers.{}.out", last);
  const Probe::Observer observer = [&](const std::string& name, const Tensor& tensor) {
    if (name == wanted)
      embedded.insert(embedded.end(), tensor.values().begin(), tensor.values().end());
    return tensor;
  };
  const encodec::Coded found =
      engine.codec().encode(golden.tensor("samples").values(), K, Probe(observer));
  Distance encoder, decoder;
  encoder.add(embedded, golden.tensor("embedded").values());
  report.add("codec", "encoder", encoder);
  report.add({.part = "codec",
              .name = "codes",
              .note = agreement(found.chunks.at(0).codes, codes),
              .passed = same(found.chunks.at(0).codes, codes)});
  decoder.add(engine.codec().decode(encodec::Coded{K, {{codes, 1}}}),
              golden.tensor("sound").values());
  report.add("codec", "sound", decoder);
}

void check_composer(Engine& engine, Report& report) {
  const Reference golden(engine.folder(), "words");
  const Stereo reference = stereo_of(golden.tensor("sound"), kRate_hz);
  const std::vector<float> wanted = resampled(reference.samples, 2, kRate_hz, kSampleRateHz);
  engine.release();
  const AudioComposer composer(engine.folder(), engine.pool(), kExactFormats);
  const AudioWish wish{.prompt = "slow ragtime piano in 3/4", .seconds = reference.seconds()};
  const Stereo sound = composer.compose(wish, greedy(golden.tensor("guidance").values()[0]),
                                        [](const AudioProgress&) { return true; });
  Distance distance;
  distance.add(sound.samples, wanted);
  report.add("composer", "48 kHz stereo", distance);
}

}  // namespace continuo::parity
