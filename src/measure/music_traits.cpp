#include "measure/music_traits.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "listen/analysis.h"
#include "listen/repetition.h"
#include "measure/written_time.h"
#include "score/instrument.h"

namespace continuo {

namespace {

constexpr std::array<std::string_view, kMusicTraitCount> kNames{
    "pitch classes", "melodic intervals", "inter-onset times", "polyphony",
    "groove",        "consonance",        "self-similarity"};

// A sixteenth triplet to a whole note; longer ones count as the last.
constexpr std::array<int, 12> kNoteValues{8, 12, 16, 24, 32, 36, 48, 64, 72, 96, 144, 192};
constexpr int kWidest = 12;  // semitones
constexpr size_t kLags = 8;
constexpr size_t kPlaces = 16;        // in a bar
constexpr size_t kPitchClasses = 24;  // twelve of pitched parts, twelve of the kit's keys

std::vector<double> shares(std::vector<double> counts) {
  const double total = std::accumulate(counts.begin(), counts.end(), 0.0);
  if (total <= 0) return {};
  for (double& count : counts) count /= total;
  return counts;
}

std::vector<double> pitch_classes(const Score& score) {
  std::vector<double> counts(12);
  for (const Part& part : score.parts) {
    if (part.program == kDrumKit) continue;
    for (const Note& note : part.notes)
      ++counts[static_cast<size_t>((note.pitch - score.plan.key.tonic + 12) % 12)];
  }
  return shares(std::move(counts));
}

size_t note_value(int ticks) {
  size_t nearest = 0;
  for (size_t i = 1; i < kNoteValues.size(); ++i) {
    if (std::abs(std::log(static_cast<double>(ticks) / kNoteValues[i])) <
        std::abs(std::log(static_cast<double>(ticks) / kNoteValues[nearest])))
      nearest = i;
  }
  return nearest;
}

// Intervals of pitched parts, times of all.
void count_steps(const Score& score, MusicTraits& traits) {
  std::vector<double> intervals(2 * kWidest + 1);
  std::vector<double> times(kNoteValues.size());
  for (const Part& part : score.parts) {
    const std::vector<WrittenNote> line = top_line(score, part);
    for (size_t i = 1; i < line.size(); ++i) {
      ++times[note_value(line[i].onset - line[i - 1].onset)];
      if (part.program == kDrumKit) continue;
      const int step = std::clamp(line[i].pitch - line[i - 1].pitch, -kWidest, kWidest);
      ++intervals[static_cast<size_t>(step + kWidest)];
    }
  }
  traits[static_cast<size_t>(MusicTrait::kIntervals)] = shares(std::move(intervals));
  traits[static_cast<size_t>(MusicTrait::kInterOnsets)] = shares(std::move(times));
}

// Thirds, sixths, fifths and octaves are worth 1, a fourth nothing, the rest -1.
double consonance_of(int semitones) {
  constexpr std::array<double, 12> kWorth{1, -1, -1, 1, 1, 0, -1, 1, 1, 1, -1, -1};
  return kWorth[static_cast<size_t>(semitones % 12)];
}

std::vector<double> consonance(const Score& score) {
  const Part* melody = melody_part(score);
  if (melody == nullptr) return {};
  std::vector<Note> others;
  for (const Part& part : score.parts) {
    if (part.program == kDrumKit || &part == melody) continue;
    others.insert(others.end(), part.notes.begin(), part.notes.end());
  }
  // A melody that is alone is heard against its own lower notes.
  if (others.empty()) others = melody->notes;
  std::sort(others.begin(), others.end());
  int longest = 0;
  for (const Note& note : others) longest = std::max(longest, note.duration);
  double worth = 0;
  double pairs = 0;
  const std::vector<WrittenNote> line = top_line(score, *melody);
  for (const WrittenNote& tone : line) {
    // A hair after the stroke, so that early and late players meet.
    const int now = tone.onset + 3;
    auto other = std::lower_bound(others.begin(), others.end(), now - longest,
                                  [](const Note& note, int tick) { return note.start < tick; });
    for (; other != others.end() && other->start <= now; ++other) {
      if (other->start + other->duration <= now || other->pitch >= tone.pitch) continue;
      worth += consonance_of(tone.pitch - other->pitch);
      ++pairs;
    }
  }
  if (pairs == 0) return {};
  return {worth / pairs};
}

std::vector<double> self_similarity(const Score& score) {
  std::vector<std::vector<double>> bars(score.bars.size(),
                                        std::vector<double>(kPlaces * kPitchClasses));
  for (const Part& part : score.parts) {
    const size_t first = part.program == kDrumKit ? 12 : 0;
    for (const WrittenNote& note : written_notes(score, part)) {
      const auto index = static_cast<size_t>(bar_at(score, note.onset));
      const Bar& bar = score.bars[index];
      const auto place = static_cast<size_t>((note.onset - bar.start) * static_cast<int>(kPlaces) /
                                             bar.metre.bar_ticks());
      ++bars[index][std::min(place, kPlaces - 1) * kPitchClasses + first +
                    static_cast<size_t>(note.pitch % 12)];
    }
  }
  for (std::vector<double>& bar : bars) {
    const double length = std::sqrt(std::inner_product(bar.begin(), bar.end(), bar.begin(), 0.0));
    for (double& value : bar) value /= length > 0 ? length : 1;
  }
  if (bars.size() <= kLags) return {};
  std::vector<double> likeness(kLags);
  for (size_t lag = 1; lag <= kLags; ++lag) {
    for (size_t i = lag; i < bars.size(); ++i)
      likeness[lag - 1] +=
          std::inner_product(bars[i].begin(), bars[i].end(), bars[i - lag].begin(), 0.0);
    likeness[lag - 1] /= static_cast<double>(bars.size() - lag);
  }
  return likeness;
}

}  // namespace

std::string_view music_trait_name(MusicTrait trait) { return kNames[static_cast<size_t>(trait)]; }

MusicTraits music_traits(const Score& score) {
  MusicTraits traits;
  const auto set = [&](MusicTrait trait, std::vector<double> value) {
    traits[static_cast<size_t>(trait)] = std::move(value);
  };
  if (score.bars.empty() || score.note_count() == 0) return traits;
  set(MusicTrait::kPitchClasses, pitch_classes(score));
  count_steps(score, traits);
  if (melody_part(score) != nullptr) set(MusicTrait::kPolyphony, {analyse(score).polyphony_mean});
  set(MusicTrait::kGroove, {measure_repetition(score).groove});
  set(MusicTrait::kConsonance, consonance(score));
  set(MusicTrait::kSelfSimilarity, self_similarity(score));
  return traits;
}

}  // namespace continuo
