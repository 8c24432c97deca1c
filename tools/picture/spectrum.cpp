#include "spectrum.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "colours.h"
#include "dsp/stft.h"

namespace continuo::picture {

namespace {

constexpr double kLowestHz = 40;
constexpr double kHighestHz = 16000;
constexpr size_t kBandsPerOctave = 24;
constexpr double kRangeDb = 66;  // under the loudest band
constexpr double kTiltDb =
    3;  // an octave: music falls off towards the treble, and would fade from view
constexpr double kFloorDb = -54;  // of the level line

std::vector<float> mono(const Stereo& sound) {
  std::vector<float> result(sound.frames());
  for (size_t n = 0; n < result.size(); ++n)
    result[n] = 0.5f * (sound.samples[2 * n] + sound.samples[2 * n + 1]);
  return result;
}

void label(Canvas& canvas, const Box& panel, double y, const std::string& words) {
  canvas.text(panel.x - 8, y + 4, words, {10, kSoftInk, Align::kRight});
}

}  // namespace

void draw_spectrogram(Canvas& canvas, const Timeline& timeline, const Stereo& sound,
                      const Box& panel) {
  canvas.fill(panel, kPanel);
  // About two moments a point, of 85 or 170 ms.
  const double points = timeline.width * sound.seconds() / timeline.seconds;
  const auto hop = std::max<size_t>(
      256, static_cast<size_t>(static_cast<double>(sound.frames()) / (2 * points)));
  const size_t window = hop < 1024 ? 4096 : 8192;
  const double highest = std::min(kHighestHz, sound.rate_hz * 0.45);
  const Spectrogram bands = gather(stft(mono(sound), sound.rate_hz, window, hop),
                                   octave_centres(kBandsPerOctave, kLowestHz, highest));
  const double octaves = std::log2(highest / kLowestHz);

  std::vector<double> level(bands.magnitudes.size());
  double loudest = -200;
  for (size_t m = 0; m < bands.moments; ++m) {
    for (size_t b = 0; b < bands.bands; ++b) {
      const double db = gain_to_db(static_cast<double>(bands.at(m, b)) + 1e-9) +
                        kTiltDb * std::log2(bands.centres_hz[b] / kLowestHz);
      level[m * bands.bands + b] = db;
      loudest = std::max(loudest, db);
    }
  }
  std::vector<uint32_t> pixels(level.size());
  for (size_t m = 0; m < bands.moments; ++m) {
    for (size_t b = 0; b < bands.bands; ++b) {
      // Silence has no loudest band: it stays white.
      const double height =
          loudest < -90 ? 0.0 : 1.0 + (level[m * bands.bands + b] - loudest) / kRangeDb;
      pixels[(bands.bands - 1 - b) * bands.moments + m] = heat(height);
    }
  }
  const double right = timeline.x_of_seconds(static_cast<double>(bands.moments) * bands.hop_s);
  canvas.clip(panel);
  canvas.image({panel.x, panel.y, right - panel.x, panel.height}, static_cast<int>(bands.moments),
               static_cast<int>(bands.bands), pixels);
  canvas.unclip();
  for (const double hz : {50.0, 100.0, 200.0, 500.0, 1000.0, 2000.0, 5000.0, 10000.0}) {
    const double y = panel.bottom() - panel.height * std::log2(hz / kLowestHz) / octaves;
    canvas.line(panel.x - 4, y, panel.x, y, kStrongBarLine);
    label(canvas, panel, y,
          hz < 1000 ? fmt::format("{:.0f} Hz", hz) : fmt::format("{:.0f} kHz", hz / 1000));
  }
}

void draw_level(Canvas& canvas, const Timeline& timeline, const Stereo& sound, const Box& panel) {
  canvas.fill(panel, kPanel);
  draw_bar_lines(canvas, timeline, panel);
  const auto y_of = [&](double db) {
    return panel.y + panel.height * std::min(1.0, db / kFloorDb);
  };
  for (const double db : {-12.0, -24.0, -36.0}) {
    canvas.line(panel.x, y_of(db), panel.right(), y_of(db), kBarLine);
  }
  for (const double db : {-12.0, -36.0})
    label(canvas, panel, y_of(db), fmt::format("{:.0f} dB", db));

  // Root mean square over 0.1 s, or over a point where that is longer.
  const double step_s = timeline.seconds / timeline.width;
  const double half_s = std::max(0.05, step_s / 2);
  std::vector<double> energy(sound.frames() + 1);
  for (size_t n = 0; n < sound.frames(); ++n) {
    const double left = static_cast<double>(sound.samples[2 * n]);
    const double right = static_cast<double>(sound.samples[2 * n + 1]);
    energy[n + 1] = energy[n] + 0.5 * (left * left + right * right);
  }
  const auto frame_at = [&](double seconds) {
    const double frame =
        std::clamp(seconds * sound.rate_hz, 0.0, static_cast<double>(sound.frames()));
    return static_cast<size_t>(frame);
  };
  std::vector<std::pair<double, double>> curve;
  for (double at = 0; at <= sound.seconds(); at += step_s) {
    const size_t from = frame_at(at - half_s);
    const size_t to = std::max(frame_at(at + half_s), from + 1);
    if (to > sound.frames()) break;
    const double mean = (energy[to] - energy[from]) / static_cast<double>(to - from);
    curve.emplace_back(timeline.x_of_seconds(at), y_of(10 * std::log10(mean + 1e-10)));
  }
  canvas.area(curve, panel.bottom(), from_hex(0x2B6CB8, 0.18), from_hex(0x2B6CB8));
}

}  // namespace continuo::picture
