#include "speed/speed_report.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>
#include <vector>

#include "base/progress.h"
#include "speed/verify.h"

namespace continuo {

namespace {

constexpr int kFirstSounds = 5;
constexpr double kFirstOf_s = 30;  // the longest window: the most memory to make ready

// A prompt of ordinary length; which words they are changes no time.
std::vector<int32_t> some_words(const musicgen::MusicGen& model) {
  std::vector<int32_t> words(16);
  for (size_t i = 0; i < words.size(); ++i) {
    words[i] = static_cast<int32_t>(static_cast<int64_t>(31 * i + 7) %
                                    model.config().text_encoder.vocab_size);
  }
  words.back() = 1;  // </s>
  return words;
}

double times_real_time(const PieceTimes& piece, double frame_rate) {
  return static_cast<double>(piece.frames) / frame_rate / (piece.total_ms / 1e3);
}

double step_real_time(const SpeedReport& report) {
  return 1e3 / report.subject.frame_rate / report.steps.step_ms.median();
}

}  // namespace

SpeedReport measure_speed(const musicgen::MusicGen& model, const encodec::Encodec& codec,
                          SpeedSubject subject, const SpeedOptions& options, ThreadPool& pool,
                          const OnSpeed& on_speed) {
  const std::vector<int32_t> words = some_words(model);
  on_speed("verifying", 0);
  verify_steps(model, words);
  SpeedReport report;
  report.subject = std::move(subject);
  report.subject.threads = pool.size();
  report.subject.frame_rate = static_cast<double>(codec.config().frame_rate());
  report.options = options.steps;

  const auto seconds = [&](double s) {
    return std::max<int64_t>(1, std::llround(s * report.subject.frame_rate));
  };
  std::vector<PieceTimes> first;
  for (int i = 0; i < kFirstSounds; ++i)
    first.push_back(
        time_piece(model, codec, words, seconds(kFirstOf_s), Until::kFirstSound, on_speed));
  std::sort(first.begin(), first.end(), [](const PieceTimes& a, const PieceTimes& b) {
    return a.first_sound_ms < b.first_sound_ms;
  });
  report.first_sound = first[first.size() / 2];
  if (options.whole_s > 0) {
    report.whole = time_piece(model, codec, words, seconds(options.whole_s), Until::kEnd, on_speed);
  }
  report.steps = measure_steps(model, words, options.steps, pool, on_speed);
  return report;
}

std::string speed_json(const SpeedReport& report) {
  const SpeedSubject& subject = report.subject;
  const StepSpeed& steps = report.steps;
  nlohmann::ordered_json json;
  json["model"] = subject.model;
  json["dtype"] = subject.dtype;
  json["batch"] = report.options.batch;
  json["context"] = report.options.context;
  json["step_ms_median"] = steps.step_ms.median();
  json["step_ms_p99"] = steps.step_ms.p99();
  json["times_real_time"] = step_real_time(report);
  json["bytes_per_s"] = steps.bytes_per_s();
  json["machine_bytes_per_s"] = steps.machine_bytes_per_s.median();
  json["peak_rss_mb"] = static_cast<double>(steps.peak_bytes) / 1e6;
  json["first_sound_ms"] = report.first_sound.first_sound_ms;

  json["random_weights"] = subject.random_weights;
  json["instructions"] = subject.instructions;
  json["threads"] = subject.threads;
  json["steps"] = report.options.steps;
  json["bandwidth_ratio"] = steps.ratio.median();
  json["machine_bytes_per_s_best"] = steps.machine_bytes_per_s.most();
  json["step_bytes"] = {{"weights", steps.bytes.weights},
                        {"keys_values_read", steps.bytes.past},
                        {"keys_values_written", steps.bytes.written}};
  json["prefill_ms"] = steps.prefill_ms;
  json["load_s"] = subject.load_s;
  json["product_error"] = subject.product_error;
  json["first_sound_frames"] = report.first_sound.first_sound_frames;
  json["first_sound_text_ms"] = report.first_sound.text_ms;
  json["first_sound_decoder_ms"] = report.first_sound.decoder_ms;
  json["first_sound_codec_ms"] = report.first_sound.codec_ms;
  if (report.whole) {
    const PieceTimes& whole = *report.whole;
    json["whole"] = {{"seconds", static_cast<double>(whole.frames) / subject.frame_rate},
                     {"total_ms", whole.total_ms},
                     {"text_ms", whole.text_ms},
                     {"decoder_ms", whole.decoder_ms},
                     {"codec_ms", whole.codec_ms},
                     {"text_and_codec_share", (whole.text_ms + whole.codec_ms) / whole.total_ms},
                     {"times_real_time", times_real_time(whole, subject.frame_rate)}};
  }
  return json.dump(2) + "\n";
}

std::string speed_table(const SpeedReport& report) {
  const SpeedSubject& subject = report.subject;
  const StepSpeed& steps = report.steps;
  const PieceTimes& first = report.first_sound;
  std::string text = fmt::format("{}: {}{}, {} thread{}, {}\n\n", subject.model, subject.dtype,
                                 subject.random_weights ? ", random weights" : "", subject.threads,
                                 subject.threads == 1 ? "" : "s", subject.instructions);
  const auto row = [&](const char* name, const std::string& figure, const std::string& rest) {
    text += fmt::format("  {:<12} {:>10}  {}\n", name, figure, rest);
  };
  row("step", fmt::format("{:.2f} ms", steps.step_ms.median()),
      fmt::format("p99 {:.2f} ms, batch {}, context {}, {} steps", steps.step_ms.p99(),
                  report.options.batch, report.options.context, report.options.steps));
  row("real time", fmt::format("{:.2f}x", step_real_time(report)),
      fmt::format("{:.0f} steps a second of sound", subject.frame_rate));
  row("memory", fmt::format("{:.1f} GB/s", steps.bytes_per_s() / 1e9),
      fmt::format("{:.0f} % of the {:.1f} GB/s that this machine reads (best {:.1f}); {} a step",
                  100 * steps.ratio.median(), steps.machine_bytes_per_s.median() / 1e9,
                  steps.machine_bytes_per_s.most() / 1e9, bytes_text(steps.bytes.total())));
  row("first sound", fmt::format("{:.0f} ms", first.first_sound_ms),
      fmt::format("words {:.0f}, {} frames of codes {:.0f}, codec {:.0f} ms", first.text_ms,
                  first.first_sound_frames, first.decoder_ms, first.codec_ms));
  if (report.whole) {
    const PieceTimes& whole = *report.whole;
    const auto share = [&](double ms) { return 100 * ms / whole.total_ms; };
    row("whole piece", fmt::format("{:.2f}x", times_real_time(whole, subject.frame_rate)),
        fmt::format(
            "{:.1f} s of sound in {:.2f} s: words {:.1f} %, decoder {:.1f} %, codec {:.1f} %",
            static_cast<double>(whole.frames) / subject.frame_rate, whole.total_ms / 1e3,
            share(whole.text_ms), share(whole.decoder_ms), share(whole.codec_ms)));
  }
  row("peak memory", bytes_text(steps.peak_bytes),
      fmt::format("loaded in {:.1f} s, context read in {:.2f} s", subject.load_s,
                  steps.prefill_ms / 1e3));
  text += fmt::format(
      "\n  Verified before: steps at once are steps alone, rows do not hear each other, a product "
      "is\n"
      "  off by {:.1e} of the plain one.\n",
      subject.product_error);
  return text;
}

}  // namespace continuo
