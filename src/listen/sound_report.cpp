#include "listen/sound_report.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "base/error.h"
#include "listen/sound_onsets.h"
#include "listen/sound_spectrum.h"

namespace continuo {

namespace {

constexpr size_t kJoinsShown = 8;

ChunkJoins joins_of_chunks(const Stereo& sound, double chunk_s) {
  if (!(chunk_s >= 0.01))
    fail(ErrorKind::kInput, "listen", "chunk: expected 0.01 s or more, found {} s.", chunk_s);
  std::vector<size_t> frames;
  for (size_t i = 1;; ++i) {
    const auto frame = static_cast<size_t>(
        std::llround(static_cast<double>(i) * chunk_s * static_cast<double>(sound.rate_hz)));
    if (frame >= sound.frames()) break;
    frames.push_back(frame);
  }
  ChunkJoins result{chunk_s, frames.size(), 0, {}, {}};
  const JoinOptions audible;
  for (const Join& join : joins_at(sound, frames)) {
    if (join.strength >= audible.strength && join.leap >= audible.least_leap) ++result.audible;
    if (join.strength > result.strongest.strength) result.strongest = join;
    result.strengths.push_back(join.strength);
  }
  return result;
}

double rounded(double value, double steps) { return std::round(value * steps) / steps; }

// JSON has no infinity.
Json level(double db) { return std::isfinite(db) ? Json(rounded(db, 100)) : Json(nullptr); }

Json join_json(const Join& join) {
  return {{"seconds", rounded(join.seconds, 1e5)},
          {"strength", rounded(join.strength, 100)},
          {"leap", rounded(join.leap, 1e5)}};
}

Json stretch_json(const Stretch& stretch) {
  return {{"start", rounded(stretch.start_s, 1e4)}, {"length", rounded(stretch.length_s, 1e5)}};
}

Json shares_json(const std::array<double, 12>& shares) {
  Json list = Json::array();
  for (const double share : shares) list.push_back(rounded(share, 1e4));
  return list;
}

std::string level_text(double db, std::string_view unit) {
  return std::isfinite(db) ? fmt::format("{:.1f} {}", db, unit) : "silent";
}

// The classes that are heard, the strongest first.
std::string classes_text(const SoundPitch& pitch) {
  std::array<size_t, 12> order;
  std::iota(order.begin(), order.end(), size_t{0});
  std::sort(order.begin(), order.end(),
            [&](size_t a, size_t b) { return pitch.classes[a] > pitch.classes[b]; });
  std::string text;
  for (const size_t c : order) {
    const double percent = 100 * pitch.classes[c];
    if (percent < 1) break;
    text += fmt::format("{}{} {:.0f} %", text.empty() ? "" : ", ",
                        pitch_class_name(static_cast<int>(c), pitch.key.signature() < 0), percent);
  }
  return text;
}

}  // namespace

SoundReport listen_to(const Stereo& sound, const SoundReportOptions& options) {
  SoundReport report;
  report.seconds = sound.seconds();
  report.rate_hz = sound.rate_hz;
  if (options.chunk_s) report.chunks = joins_of_chunks(sound, *options.chunk_s);
  report.joins = find_joins(sound);
  report.silence = longest_silence(sound);
  report.gap = longest_gap(sound);
  report.loudness = measure_loudness(sound);
  const Stereo heard = at_listening_rate(sound);
  const std::vector<Onset> onsets = sound_onsets(heard);
  report.tempo = sound_tempo(onsets, options.tempo);
  if (report.seconds > 0)
    report.onsets_per_second = static_cast<double>(onsets.size()) / report.seconds;
  if (!onsets.empty()) report.first_onset_s = onsets.front().seconds;
  report.pitch = sound_pitch(heard);
  report.features = sound_features(heard);
  return report;
}

Json report_to_json(const SoundReport& report) {
  const SoundFeatures& features = report.features;
  Json json;
  json["seconds"] = rounded(report.seconds, 1e5);
  json["rateHz"] = report.rate_hz;
  json["tempo"] = nullptr;
  if (report.tempo.bpm > 0) {
    json["tempo"] = {{"bpm", rounded(report.tempo.bpm, 1000)},
                     {"clarity", rounded(report.tempo.clarity, 1000)},
                     {"firstBeat", rounded(report.tempo.beat_s, 1e4)}};
  }
  json["key"] = nullptr;
  if (report.pitch.heard) {
    json["key"] = {{"name", report.pitch.key.name()},
                   {"margin", rounded(report.pitch.key_margin, 1000)}};
  }
  json["pitchClasses"] = shares_json(report.pitch.classes);
  json["bassClasses"] = shares_json(report.pitch.bass);
  json["tuningCents"] = rounded(report.pitch.tuning_cents, 10);
  json["onsetsPerSecond"] = rounded(report.onsets_per_second, 1000);
  json["firstOnset"] =
      report.first_onset_s < 0 ? Json(nullptr) : Json(rounded(report.first_onset_s, 1e4));
  json["centroidHz"] = rounded(features.centroid_hz, 10);
  json["sustainedCentroidHz"] = rounded(features.sustained_centroid_hz, 10);
  json["lowDb"] = level(features.low_db);
  json["lowShare"] = rounded(features.low_share, 1e4);
  json["bassDb"] = level(features.bass_db);
  json["strokeShare"] = rounded(features.stroke_share, 1e4);
  json["strokeDb"] = level(features.stroke_db);
  json["rmsDb"] = level(features.rms_db);
  json["loudnessLufs"] = level(report.loudness.integrated_lufs);
  json["truePeakDb"] = level(report.loudness.true_peak_db);
  json["dc"] = rounded(features.dc, 1e6);
  json["longestSilence"] = stretch_json(report.silence);
  json["longestGap"] = stretch_json(report.gap);
  json["joins"] = Json::array();
  for (const Join& join : report.joins) json["joins"].push_back(join_json(join));
  if (report.chunks) {
    json["chunkJoins"] = {{"chunk", report.chunks->chunk_s},
                          {"count", report.chunks->count},
                          {"audible", report.chunks->audible},
                          {"strongest", join_json(report.chunks->strongest)},
                          {"strengths", Json::array()}};
    for (const double strength : report.chunks->strengths)
      json["chunkJoins"]["strengths"].push_back(rounded(strength, 100));
  }
  return json;
}

std::string report_text(const SoundReport& report) {
  const SoundFeatures& features = report.features;
  std::string text;
  const auto line = [&](std::string_view name, const std::string& value) {
    text += fmt::format("{:<10}{}\n", name, value);
  };
  line("tempo", report.tempo.bpm > 0
                    ? fmt::format("{:.2f} bpm, clarity {:.2f}, a beat at {:.3f} s",
                                  report.tempo.bpm, report.tempo.clarity, report.tempo.beat_s)
                    : "none");
  line("key", report.pitch.heard ? fmt::format("{} (ahead by {:.2f}), A = {:.1f} Hz",
                                               report.pitch.key.name(), report.pitch.key_margin,
                                               440 * std::exp2(report.pitch.tuning_cents / 1200))
                                 : "none");
  if (report.pitch.heard) line("pitches", classes_text(report.pitch));
  line("onsets", fmt::format("{:.2f} a second", report.onsets_per_second));
  line("centroid", fmt::format("{:.0f} Hz, of what is held {:.0f} Hz", features.centroid_hz,
                               features.sustained_centroid_hz));
  line("low band", fmt::format("{} under {:.0f} Hz, {:.0f} % of the energy; held {}",
                               level_text(features.low_db, "dB"), kLowBandHz,
                               100 * features.low_share, level_text(features.bass_db, "dB")));
  line("strokes", fmt::format("{:.0f} %, {}", 100 * features.stroke_share,
                              level_text(features.stroke_db, "dB")));
  line("loudness", fmt::format("{}, true peak {}, RMS {}, DC {:+.5f}",
                               level_text(report.loudness.integrated_lufs, "LUFS"),
                               level_text(report.loudness.true_peak_db, "dBTP"),
                               level_text(features.rms_db, "dB"), features.dc));
  line("silence",
       fmt::format("at most {:.2f} s, at {:.2f} s; gaps at most {:.1f} ms", report.silence.length_s,
                   report.silence.start_s, 1000 * report.gap.length_s));
  std::string joins;
  for (size_t i = 0; i < std::min(kJoinsShown, report.joins.size()); ++i) {
    joins += fmt::format("{}{:.4f} s ({:.0f} times what is usual)", i == 0 ? "" : ", ",
                         report.joins[i].seconds, report.joins[i].strength);
  }
  if (report.joins.size() > kJoinsShown)
    joins += fmt::format(", and {} more", report.joins.size() - kJoinsShown);
  line("joins", joins.empty() ? "none" : joins);
  if (report.chunks) {
    line("chunks", fmt::format("{} joins, {} audible, at most {:.1f} times what is usual",
                               report.chunks->count, report.chunks->audible,
                               report.chunks->strongest.strength));
  }
  return text;
}

}  // namespace continuo
