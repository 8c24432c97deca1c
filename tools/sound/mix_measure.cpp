#include "mix_measure.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <map>

#include "bands.h"
#include "compose/take.h"
#include "dsp/loudness.h"
#include "score/instrument.h"

namespace continuo {

namespace {

constexpr size_t kBand = 4;  // parts, of which none should be most of what is heard

Stereo pulled(SoundfontRenderer& renderer, const Score& score) {
  renderer.finish(score);
  Stereo sound;
  std::vector<float> piece(2 * 32768);
  while (!renderer.done()) {
    const size_t got = renderer.pull(piece);
    sound.samples.insert(sound.samples.end(), piece.begin(),
                         piece.begin() + static_cast<std::ptrdiff_t>(2 * got));
  }
  return sound;
}

double mean_square(const Stereo& sound) {
  double sum = 0;
  for (const float sample : sound.samples)
    sum += static_cast<double>(sample) * static_cast<double>(sample);
  return sum / static_cast<double>(std::max<size_t>(1, sound.samples.size()));
}

double width_of(const Stereo& sound, double low_hz, double high_hz) {
  return std::max(-60.0, to_db(band_energies(sides_of(sound)).sum(low_hz, high_hz)) -
                             to_db(band_energies(middle_of(sound)).sum(low_hz, high_hz)));
}

double median(std::vector<double> values) {
  std::erase_if(values, [](double value) { return std::isnan(value); });
  if (values.empty()) return std::numeric_limits<double>::quiet_NaN();
  std::sort(values.begin(), values.end());
  return values[values.size() / 2];
}

// Against the rest, band by band, each band counting as much as the lead has in it.
double lead_over_rest(const BandEnergies& lead, const std::vector<const BandEnergies*>& rest) {
  std::vector<double> values;
  double loudest = 0;
  std::vector<double> totals(lead.moments);
  for (size_t moment = 0; moment < lead.moments; ++moment) {
    for (size_t band = 0; band < BandEnergies::kBands; ++band)
      totals[moment] += lead.at(moment, band);
    loudest = std::max(loudest, totals[moment]);
  }
  for (size_t moment = 0; moment < lead.moments; ++moment) {
    if (totals[moment] < loudest * 1e-3) continue;
    double db = 0;
    for (size_t band = 0; band < BandEnergies::kBands; ++band) {
      double others = 1e-12;
      for (const BandEnergies* other : rest) {
        if (moment < other->moments) others += other->at(moment, band);
      }
      db += lead.at(moment, band) / totals[moment] * (to_db(lead.at(moment, band)) - to_db(others));
    }
    values.push_back(db);
  }
  return median(values);
}

// What the limiter did, out of what went in and what came out.
void measure_limiter(const Stereo& raw, const Stereo& done, double gain_db, MixMeasure& result) {
  size_t heard = 0, limited = 0, hard = 0;
  for (size_t n = 0; n < raw.frames(); ++n) {
    const float in = std::max(std::abs(raw.samples[2 * n]), std::abs(raw.samples[2 * n + 1]));
    const float out = std::max(std::abs(done.samples[2 * n]), std::abs(done.samples[2 * n + 1]));
    if (in < 1e-4f) continue;
    const double db =
        gain_db + gain_to_db(static_cast<double>(in)) - gain_to_db(static_cast<double>(out));
    ++heard;
    limited += db > 1;
    hard += db > 3;
  }
  const auto all = static_cast<double>(std::max<size_t>(1, heard));
  result.limited_share = static_cast<double>(limited) / all;
  result.limited_hard_share = static_cast<double>(hard) / all;
}

}  // namespace

MixMeasure measure_mix(const Score& score, SoundfontRenderer& renderer) {
  MixMeasure result;
  result.genre = genre_names()[static_cast<size_t>(score.plan.genre)];
  renderer.begin(score.plan);
  const Stereo raw = pulled(renderer, score);
  Stereo done = raw;
  const NormaliseResult level = normalise_loudness(done, kTargetLoudness_lufs, kTruePeakCeiling_db);
  result.raw_lufs = level.before.integrated_lufs;
  result.lufs = level.after.integrated_lufs;
  result.true_peak_db = level.after.true_peak_db;
  result.crest_db = level.after.true_peak_db - to_db(mean_square(done));
  result.limited_db = level.reduction_db;
  measure_limiter(raw, done, level.gain_db, result);
  const BandEnergies whole = band_energies(done);
  result.slope = spectral_slope(whole);
  result.low_db = to_db(whole.sum(0, 120)) - to_db(whole.sum(0, 1e5));
  result.low_sides_db = width_of(done, 0, 120);
  result.width_db = width_of(done, 300, 1e5);
  std::array<double, 2> mean{};
  for (size_t i = 0; i < done.samples.size(); ++i)
    mean[i % 2] += static_cast<double>(done.samples[i]) / static_cast<double>(done.frames());
  result.dc = std::max(std::abs(mean[0]), std::abs(mean[1]));

  std::vector<BandEnergies> bands;
  std::vector<double> energies;
  double total = 0;
  for (const Part& part : score.parts) {
    if (part.notes.empty()) continue;
    renderer.begin(score.plan, part.program);
    const Stereo stem = pulled(renderer, score);
    energies.push_back(mean_square(stem));
    total += energies.back();
    bands.push_back(band_energies(stem));
    result.parts.push_back({part.program, part.role,
                            measure_loudness(stem).integrated_lufs + level.gain_db, 0,
                            width_of(stem, 0, 1e5)});
  }
  double bass = 0, kick = 0;
  result.lead_db = std::numeric_limits<double>::quiet_NaN();
  for (size_t i = 0; i < result.parts.size(); ++i) {
    PartMeasure& part = result.parts[i];
    part.share = energies[i] / total;
    if (part.role == Role::kBass) bass += bands[i].sum(40, 120);
    if (part.program == kDrumKit) kick += bands[i].sum(40, 120);
    if (part.role != Role::kLead || result.parts.size() < 2 || !std::isnan(result.lead_db))
      continue;
    std::vector<const BandEnergies*> rest;
    for (size_t other = 0; other < bands.size(); ++other) {
      if (other != i) rest.push_back(&bands[other]);
    }
    result.lead_db = lead_over_rest(bands[i], rest);
  }
  result.bass_less_kick =
      bass > 0 && kick > 0 ? to_db(bass) - to_db(kick) : std::numeric_limits<double>::quiet_NaN();
  return result;
}

std::string mix_table(const std::vector<MixMeasure>& pieces) {
  std::map<std::string, std::vector<const MixMeasure*>> genres;
  std::vector<const MixMeasure*> all;
  for (const MixMeasure& piece : pieces) {
    genres[piece.genre].push_back(&piece);
    all.push_back(&piece);
  }
  std::string text =
      "| genre | lead over rest | largest share of a band | bass - kick | low sides | width | "
      "slope | crest "
      "| "
      "limited at most | > 1 dB | > 3 dB | true peak | LUFS |\n"
      "|---|---|---|---|---|---|---|---|---|---|---|---|---|\n";
  const auto line = [&](const std::string& name, const std::vector<const MixMeasure*>& of) {
    const auto middle = [&](auto field) {
      std::vector<double> values;
      for (const MixMeasure* piece : of) values.push_back(field(*piece));
      return median(values);
    };
    const auto worst = [&](auto field) {
      double most = -1e9;
      for (const MixMeasure* piece : of) most = std::max(most, field(*piece));
      return most;
    };
    const auto share = [](const MixMeasure& m) {
      double most = m.parts.size() < kBand ? std::numeric_limits<double>::quiet_NaN() : 0;
      for (const PartMeasure& part : m.parts) most = std::max(most, part.share);
      return most;
    };
    text += fmt::format(
        "| {} | {:.1f} | {:.0f} % | {:.1f} | {:.0f} | {:.1f} | {:.1f} | {:.1f} | {:.1f} | {:.1f} % "
        "| "
        "{:.2f} % | {:.2f} | {:.2f} |\n",
        name, middle([](const MixMeasure& m) { return m.lead_db; }), 100 * middle(share),
        middle([](const MixMeasure& m) { return m.bass_less_kick; }),
        middle([](const MixMeasure& m) { return m.low_sides_db; }),
        middle([](const MixMeasure& m) { return m.width_db; }),
        middle([](const MixMeasure& m) { return m.slope; }),
        middle([](const MixMeasure& m) { return m.crest_db; }),
        worst([](const MixMeasure& m) { return m.limited_db; }),
        100 * middle([](const MixMeasure& m) { return m.limited_share; }),
        100 * middle([](const MixMeasure& m) { return m.limited_hard_share; }),
        worst([](const MixMeasure& m) { return m.true_peak_db; }),
        middle([](const MixMeasure& m) { return m.lufs; }));
  };
  for (const auto& [genre, of] : genres) line(genre, of);
  line("**all**", all);
  return text;
}

}  // namespace continuo
