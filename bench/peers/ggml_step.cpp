// Times one MusicGen decoder step in ggml, after checking a tiny one of the same graph against a plain reference.
//
// ggml_step --weights q8_0 --batch 2 --context 500 [--medium] [--threads 2] [--steps 100] [--warm 10] [--past f16]
//           [--poll 100] [--no-flash] [--no-repack] [--no-huge-pages] [--exact-gelu] [--serve]
//
// Prints a line of JSON. With --serve it prints one more for every line that it reads, and sleeps in between: so that
// rounds of several programs can be interleaved without loading anything again.
#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <iostream>
#include <string>

#include "ggml_decoder.h"

namespace peers {
namespace {

struct Arguments {
  StepSize size;
  GgmlSettings settings;
  int steps = 100, warm = 10;
  bool serve = false;
  std::string model = "small";
};

[[noreturn]] void refuse(const std::string& word) {
  std::fprintf(stderr, "ggml_step: cannot make sense of '%s'; see the head of ggml_step.cpp\n",
               word.c_str());
  std::exit(2);
}

ggml_type type_named(const std::string& name) {
  for (int i = 0; i < GGML_TYPE_COUNT; ++i) {
    const char* found = ggml_type_name(static_cast<ggml_type>(i));
    if (found && strcasecmp(found, name.c_str()) == 0) return static_cast<ggml_type>(i);
  }
  refuse(name);
}

Arguments parsed(int count, char** words) {
  Arguments a;
  bool conditioned = false;
  for (int i = 1; i < count; ++i) {
    const std::string word = words[i];
    const auto value = [&]() -> std::string {
      return i + 1 < count ? words[++i] : (refuse(word), "");
    };
    const auto number = [&] {
      const std::string text = value();
      char* end = nullptr;
      const long found = std::strtol(text.c_str(), &end, 10);
      if (text.empty() || *end || found < 0 || found > 1000000) refuse(word + " " + text);
      return static_cast<int>(found);
    };
    if (word == "--medium") {
      a.model = "medium";
      a.size.layers = 48;
      a.size.hidden = 1536;
      a.size.heads = 24;
      a.size.feed = 6144;
    } else if (word == "--batch") {
      a.size.batch = std::max(1, number());
    } else if (word == "--conditioned") {
      a.size.conditioned = number();
      conditioned = true;
    } else if (word == "--context") {
      a.size.context = number();
    } else if (word == "--text") {
      a.size.text = std::max(1, number());
    } else if (word == "--weights") {
      a.settings.weights = type_named(value());
    } else if (word == "--past") {
      a.settings.past = type_named(value());
    } else if (word == "--threads") {
      a.settings.threads = std::max(1, number());
    } else if (word == "--poll") {
      a.settings.poll = static_cast<uint32_t>(number());
    } else if (word == "--steps") {
      a.steps = std::max(1, number());
    } else if (word == "--warm") {
      a.warm = number();
    } else if (word == "--no-flash") {
      a.settings.flash = false;
    } else if (word == "--no-repack") {
      a.settings.repack = false;
    } else if (word == "--no-huge-pages") {
      a.settings.huge_pages = false;
    } else if (word == "--exact-gelu") {
      a.settings.exact_gelu = true;
    } else if (word == "--serve") {
      a.serve = true;
    } else {
      refuse(word);
    }
  }
  if (!conditioned)
    a.size.conditioned = (a.size.batch + 1) / 2;  // guidance: half of the rows have none
  if (a.size.conditioned > a.size.batch) refuse("--conditioned");
  return a;
}

// The relative error of a tiny step with these settings; stops the program where the graph is not the right one.
double verify(const GgmlSettings& settings, int64_t batch, int64_t conditioned) {
  StepSize tiny;
  tiny.layers = 2;
  tiny.hidden = 256;  // q4_K's block
  tiny.heads = 4;
  tiny.feed = 512;
  tiny.codebooks = 3;
  tiny.vocabulary = 40;
  tiny.batch = batch;
  tiny.conditioned = conditioned;
  tiny.text = 5;
  tiny.context = 37;
  GgmlDecoder decoder(tiny, settings, true);
  const std::vector<int32_t> codes{7, 40, 0};
  for (int i = 0; i < 2; ++i) decoder.step(codes);
  const auto tensors = [&](const std::string& name, int64_t count) {
    return decoder.rounded(name, count);
  };
  const std::vector<double> expected = reference_step(tiny, tensors, codes);
  const std::vector<float> found = decoder.logits();
  double error = 0, power = 0;
  for (size_t i = 0; i < expected.size(); ++i) {
    error += std::pow(found[i] - expected[i], 2);
    power += std::pow(expected[i], 2);
  }
  error = std::sqrt(error / power);
  // ggml rounds activations to 8 bits for block formats and to bf16 for bf16; the reference rounds none.
  const bool wide = settings.weights == GGML_TYPE_F32 || settings.weights == GGML_TYPE_F16;
  if (found.size() != expected.size() || !(error < (wide ? 2e-3 : 3e-2))) {
    std::fprintf(stderr, "ggml_step: relative error %.2e: not the same step\n", error);
    std::exit(1);
  }
  return error;
}

void measure(GgmlDecoder& decoder, const Arguments& a, double error) {
  using Clock = std::chrono::steady_clock;
  std::vector<int32_t> codes(static_cast<size_t>(a.size.codebooks));
  std::vector<double> times;
  for (int i = 0; i < a.warm + a.steps; ++i) {
    for (size_t k = 0; k < codes.size(); ++k)
      codes[k] = static_cast<int32_t>((static_cast<size_t>(i) * 977 + k * 131) %
                                      static_cast<size_t>(a.size.vocabulary));
    const auto begin = Clock::now();
    decoder.step(codes);
    if (i >= a.warm)
      times.push_back(std::chrono::duration<double, std::milli>(Clock::now() - begin).count());
  }
  decoder.pause();
  std::sort(times.begin(), times.end());
  const auto& s = a.settings;
  std::printf(
      "{\"peer\": \"ggml %s\", \"model\": \"%s\", \"weights\": \"%s\", \"past\": \"%s\", "
      "\"batch\": %d, \"conditioned\": %d, "
      "\"context\": %d, \"threads\": %d, \"buffer\": \"%s\", \"flash\": %s, \"poll\": %u, "
      "\"llamafile\": %s, "
      "\"gelu\": \"%s\", \"huge_pages\": %s, \"weight_bytes\": %zu, \"past_bytes\": %zu, "
      "\"error\": %.2e, \"steps\": %zu, "
      "\"best_ms\": %.3f, \"median_ms\": %.3f, \"p99_ms\": %.3f, \"worst_ms\": %.3f}\n",
      ggml_version(), a.model.c_str(), ggml_type_name(s.weights), ggml_type_name(s.past),
      static_cast<int>(a.size.batch), static_cast<int>(a.size.conditioned),
      static_cast<int>(a.size.context), s.threads, decoder.buffer_name(),
      s.flash ? "true" : "false", s.poll, ggml_cpu_has_llamafile() ? "true" : "false",
      s.exact_gelu ? "erf" : "tanh table", s.huge_pages ? "true" : "false", decoder.weight_bytes(),
      decoder.past_bytes(), error, times.size(), times.front(), times[times.size() / 2],
      times[times.size() * 99 / 100], times.back());
  std::fflush(stdout);
}

}  // namespace
}  // namespace peers

int main(int count, char** words) {
  ggml_log_set(
      [](ggml_log_level level, const char* text, void*) {
        if (level >= GGML_LOG_LEVEL_WARN) std::fputs(text, stderr);
      },
      nullptr);
  const peers::Arguments a = peers::parsed(count, words);
  const double error = peers::verify(a.settings, a.size.batch, a.size.conditioned);
  peers::GgmlDecoder decoder(a.size, a.settings, false);
  peers::measure(decoder, a, error);
  for (std::string line; a.serve && std::getline(std::cin, line);)
    peers::measure(decoder, a, error);
  return 0;
}
