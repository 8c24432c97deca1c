#include "font_measure.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <set>
#include <span>

#include "bands.h"
#include "dsp/loudness.h"
#include "score/instrument.h"
#include "synth/fluid.h"

namespace continuo {

namespace {

constexpr std::array kVelocities{20, 36, 52, 68, 84, 100, 116, 127};
constexpr size_t kOrdinary = 4;  // of kVelocities
constexpr double kHeld_s = 0.45;
constexpr double kStep_s = 0.5;
constexpr int kEffects = 120;  // from here on: breath, seashore, gun shots

std::array<int, 5> keys_of(int program) {
  if (program == kDrumKit) return {36, 42, 38, 42, 36};  // a groove
  const Instrument& about = instrument(program);
  std::array<int, 5> keys{};
  for (int i = 0; i < 5; ++i)
    keys[static_cast<size_t>(i)] = about.lowest + (about.highest - about.lowest) * (2 + i) / 8;
  return keys;
}

class Player {
 public:
  Player(const std::shared_ptr<SoundfontBank>& bank, int program, int kit)
      : fluid_(bank), program_(program) {
    fluid_.seat({program, 100, 64, 0, 0}, kit);
  }
  Stereo play(std::span<const int> keys, int velocity) {
    Stereo sound;
    for (const int key : keys) {
      fluid_.prepare(program_, key, velocity);
      fluid_.note_on(program_, key, velocity);
      blocks(kHeld_s, sound);
      fluid_.note_off(program_, key);
      blocks(kStep_s - kHeld_s, sound);
    }
    Stereo rest;
    blocks(1.5, rest);
    return sound;
  }

 private:
  void blocks(double seconds, Stereo& sound) {
    const auto count = static_cast<size_t>(seconds * kSampleRateHz / kFluidBlockFrames);
    std::array<float, 2 * kFluidBlockFrames> block{};
    for (size_t i = 0; i < count; ++i) {
      fluid_.block(block);
      sound.samples.insert(sound.samples.end(), block.begin(), block.end());
    }
  }
  Fluid fluid_;
  int program_;
};

// How far a tone lies from its key: the lag of the greatest autocorrelation near a period, then
// near ever more of them.
double cents_off(const Stereo& sound, int key) {
  const double expected = kSampleRateHz / (440 * std::exp2((key - 69) / 12.0));
  const size_t from = kSampleRateHz / 10;
  const size_t length = kSampleRateHz / 5;
  std::vector<double> mono;
  for (size_t n = 0; n < sound.frames(); ++n)
    mono.push_back(static_cast<double>(sound.samples[2 * n] + sound.samples[2 * n + 1]));
  const auto likeness = [&](size_t lag) {
    double sum = 0, a = 0, b = 0;
    for (size_t n = from; n < from + length && n + lag < mono.size(); ++n) {
      sum += mono[n] * mono[n + lag];
      a += mono[n] * mono[n];
      b += mono[n + lag] * mono[n + lag];
    }
    return a > 0 && b > 0 ? sum / std::sqrt(a * b) : 0.0;
  };
  const auto peak_near = [&](double lag, double reach) {
    auto best = static_cast<size_t>(lag);
    double most = -2;
    const auto low = static_cast<size_t>(std::max(2.0, lag - reach));
    for (size_t at = low; at <= static_cast<size_t>(lag + reach) + 1; ++at) {
      const double found = likeness(at);
      if (found > most) most = found, best = at;
    }
    // The greatest at the border of where it was looked for is no tone near the key.
    if (best == low || best == static_cast<size_t>(lag + reach) + 1) most = 0;
    const double left = likeness(best - 1), right = likeness(best + 1);
    const double bend = left - 2 * most + right;
    const double shift = bend < 0 ? std::clamp((left - right) / (2 * bend), -0.5, 0.5) : 0;
    return std::pair(static_cast<double>(best) + shift, most);
  };
  auto [period, most] = peak_near(expected, std::max(2.0, expected * 0.06));
  if (most < 0.9) return 0;
  for (int periods = 2; periods * period < kSampleRateHz * 0.04; periods *= 2) {
    const auto [lag, found] = peak_near(period * periods, 2);
    if (found < 0.9) break;
    period = lag / periods;
  }
  return 1200 * std::log2(expected / period);
}

int layers_of(const SoundfontStore& store, const SoundfontLayer& preset, int key) {
  std::set<std::vector<size_t>> sets;
  for (int velocity = 1; velocity <= 127; ++velocity) {
    std::vector<size_t> samples;
    each_voice(store.file(), preset, key, velocity,
               [&](const SoundfontZone&, const SoundfontLayer&, const SoundfontZone& inner) {
                 samples.push_back(inner.target);
               });
    if (!samples.empty()) sets.insert(samples);
  }
  return static_cast<int>(sets.size());
}

double dc_db(const Stereo& sound) {
  double mean = 0, power = 0;
  for (const float sample : sound.samples) {
    mean += static_cast<double>(sample);
    power += static_cast<double>(sample) * static_cast<double>(sample);
  }
  const auto n = static_cast<double>(sound.samples.size());
  mean /= n;
  power /= n;
  return to_db(mean * mean / std::max(power, 1e-12));
}

ProgramMeasure measure_program(const std::shared_ptr<SoundfontBank>& bank, int program, int kit) {
  ProgramMeasure result;
  const SoundfontStore& store = bank->store();
  const SoundfontLayer* preset =
      program == kDrumKit ? store.preset(128, kit) : store.preset(0, program);
  if (!preset) return result;
  result.present = true;
  const auto keys = keys_of(program);
  result.layers = layers_of(store, *preset, keys[2]);
  Player player(bank, program, kit);
  std::array<double, kVelocities.size()> loudness{};
  for (size_t i = 0; i < kVelocities.size(); ++i) {
    const Stereo sound = player.play(keys, kVelocities[i]);
    loudness[i] = std::max(measure_loudness(sound).integrated_lufs, -90.0);
    if (i > 0) result.worst_fall_db = std::max(result.worst_fall_db, loudness[i - 1] - loudness[i]);
    if (kVelocities[i] == 36) result.brighter = 1 / centroid_hz(band_energies(sound));
    if (kVelocities[i] == 116) result.brighter *= centroid_hz(band_energies(sound));
    if (i != kOrdinary) continue;
    result.dc_db = dc_db(sound);
    const double side = band_energies(sides_of(sound)).sum(0, 1e5);
    result.width_db =
        std::max(-60.0, to_db(side) - to_db(band_energies(middle_of(sound)).sum(0, 1e5)));
  }
  result.loudness_lufs = loudness[kOrdinary];
  result.range_db = loudness.back() - loudness.front();
  if (program == kDrumKit) return result;
  std::vector<double> by_key;
  for (const int key : keys) {
    const Stereo sound = player.play(std::array{key}, kVelocities[kOrdinary]);
    by_key.push_back(measure_loudness(sound).integrated_lufs);
    const double off = cents_off(sound, key);
    if (std::abs(off) > std::abs(result.tuning_cents)) result.tuning_cents = off;
  }
  result.register_db = by_key.back() - by_key.front();
  return result;
}

double median(std::vector<double> values) {
  if (values.empty()) return 0;
  std::sort(values.begin(), values.end());
  return values[values.size() / 2];
}

std::string program_name(size_t index) {
  if (index < 128) return fmt::format("{} {}", index, instrument(static_cast<int>(index)).name);
  return fmt::format("kit {}", measured_kits()[index - 128]);
}

}  // namespace

const std::vector<int>& measured_kits() {
  static const std::vector<int> kits{0, 8, 16, 24, 25, 32, 40, 48};
  return kits;
}

FontMeasure measure_font(const std::filesystem::path& path) {
  FontMeasure font;
  font.name = path.filename().string();
  font.file_mb = static_cast<double>(std::filesystem::file_size(path)) / 1e6;
  const auto store = std::make_shared<SoundfontStore>(path);
  const auto bank = std::make_shared<SoundfontBank>(store);
  for (int program = 0; program < 128; ++program)
    font.programs.push_back(measure_program(bank, program, 0));
  for (const int kit : measured_kits())
    font.programs.push_back(measure_program(bank, kDrumKit, kit));
  font.decoded_mb = static_cast<double>(store->decoded_bytes()) / 1e6;
  return font;
}

std::string font_summary(const std::vector<FontMeasure>& fonts) {
  std::string text =
      "| font | file | decoded | programs | kits | loudness, quietest to loudest | velocity range "
      "| "
      "falls | layers > 1 | brighter when loud | out of tune > 10 cents | worst | DC > -40 dB | "
      "stereo |\n|" +
      std::string("---|---|---|---|---|---|---|---|---|---|---|---|---|---|\n");
  for (const FontMeasure& font : fonts) {
    std::vector<double> loudness, range, brighter;
    int present = 0, kits = 0, falls = 0, layered = 0, off = 0, dc = 0, wide = 0;
    double worst = 0;
    for (size_t i = 0; i < font.programs.size(); ++i) {
      const ProgramMeasure& p = font.programs[i];
      if (!p.present) continue;
      ++(i < 128 ? present : kits);
      if (i >= kEffects) continue;
      loudness.push_back(p.loudness_lufs);
      range.push_back(p.range_db);
      brighter.push_back(p.brighter);
      falls += p.worst_fall_db > 0.5;
      layered += p.layers > 1;
      off += std::abs(p.tuning_cents) > 10;
      dc += p.dc_db > -40;
      wide += p.width_db > -20;
      worst = std::max(worst, std::abs(p.tuning_cents));
    }
    const auto [quiet, loud] = std::minmax_element(loudness.begin(), loudness.end());
    const auto bright =
        std::count_if(brighter.begin(), brighter.end(), [](double ratio) { return ratio > 1.1; });
    text += fmt::format(
        "| {} | {:.0f} MB | {:.0f} MB | {} | {} of {} | {:.0f} to {:.0f} LUFS | {:.0f} dB | {} | "
        "{} | {} | {} | "
        "{:.0f} | {} | {} |\n",
        font.name, font.file_mb, font.decoded_mb, present, kits, measured_kits().size(), *quiet,
        *loud, median(range), falls, layered, bright, off, worst, dc, wide);
  }
  return text;
}

std::string font_details(const FontMeasure& font) {
  std::string text =
      "| program | LUFS | velocity range | layers | brighter | cents | DC | sides | high - low |\n"
      "|---|---|---|---|---|---|---|---|---|\n";
  for (size_t i = 0; i < font.programs.size(); ++i) {
    const ProgramMeasure& p = font.programs[i];
    if (!p.present) continue;
    text += fmt::format(
        "| {} | {:.1f} | {:.0f}{} | {} | {:.2f} | {:.0f} | {:.0f} | {:.0f} | {:.0f} |\n",
        program_name(i), p.loudness_lufs, p.range_db,
        p.worst_fall_db > 0.5 ? fmt::format(" (falls {:.1f})", p.worst_fall_db) : "", p.layers,
        p.brighter, p.tuning_cents, p.dc_db, p.width_db, p.register_db);
  }
  return text;
}

}  // namespace continuo
