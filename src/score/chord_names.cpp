#include "score/chord_names.h"

#include <algorithm>
#include <array>
#include <optional>

#include "score/instrument.h"

namespace continuo {

namespace {

constexpr std::array<ChordQuality, 11> kCandidates = {
    ChordQuality::kMajor,       ChordQuality::kMinor,
    ChordQuality::kDominant7,   ChordQuality::kMinor7,
    ChordQuality::kMajor7,      ChordQuality::kDiminished,
    ChordQuality::kDiminished7, ChordQuality::kHalfDiminished7,
    ChordQuality::kSus4,        ChordQuality::kAugmented,
    ChordQuality::kPower};

struct Evidence {
  std::array<double, 12> weights{};
  int bass = -1;  // pitch class
  double total = 0;
  int classes = 0;
};

// Notes of all parts by start, so that a window needs no search over the piece.
struct Sounding {
  std::vector<Note> notes;
  int longest = 0;
};

Evidence gather(const Sounding& sounding, int begin, int end) {
  Evidence evidence;
  int lowest = 128;
  int lowest_start = 0;
  auto at = std::lower_bound(sounding.notes.begin(), sounding.notes.end(), begin - sounding.longest,
                             [](const Note& note, int tick) { return note.start < tick; });
  for (; at != sounding.notes.end() && at->start < end; ++at) {
    const int overlap = std::min(at->start + at->duration, end) - std::max(at->start, begin);
    if (overlap <= 0) continue;
    // On-beat starts count more than what passes between.
    const double weight = overlap * (at->start <= begin + 3 ? 1.4 : 1.0);
    evidence.weights[static_cast<size_t>(at->pitch % 12)] += weight;
    const bool early = at->start <= begin + (end - begin) / 3;
    if (early && (at->pitch < lowest || (at->pitch == lowest && at->start < lowest_start))) {
      lowest = at->pitch;
      lowest_start = at->start;
    }
  }
  for (const double weight : evidence.weights) {
    evidence.total += weight;
    evidence.classes += weight > 0 ? 1 : 0;
  }
  if (lowest < 128) evidence.bass = lowest % 12;
  return evidence;
}

struct Match {
  Chord chord;
  double fit = 0;  // share of the sound that the chord explains
  double score = 0;
};

std::optional<Match> best_chord(const Evidence& evidence, int start) {
  if (evidence.total <= 0 || evidence.classes < 2 || evidence.bass < 0) return std::nullopt;
  std::optional<Match> best;
  for (int root = 0; root < 12; ++root) {
    for (const ChordQuality quality : kCandidates) {
      Match match;
      match.chord = {start, root, quality, evidence.bass};
      double inside = 0;
      int missing = 0;
      int bare = 0;
      for (const int tone : match.chord.tones()) {
        const double weight =
            evidence.weights[static_cast<size_t>((root + tone) % 12)] / evidence.total;
        inside += weight;
        if (weight < 0.02) ++missing;
        if (tone == 0 && weight < 0.04) ++bare;
      }
      const auto size = static_cast<double>(match.chord.tones().size());
      match.fit = inside;
      match.score = inside - 0.13 * missing - 0.2 * bare - 0.05 * (size - 3) +
                    (root == evidence.bass ? 0.08 : 0);
      if (quality == ChordQuality::kPower || quality == ChordQuality::kSus4) match.score -= 0.06;
      if (!best || match.score > best->score) best = match;
    }
  }
  if (!best->chord.contains(best->chord.bass)) best->chord.bass = best->chord.root;
  return best;
}

}  // namespace

void name_chords(Score& score) {
  score.chords.clear();
  Sounding sounding;
  for (const Part& part : score.parts) {
    if (part.program == kDrumKit) continue;
    sounding.notes.insert(sounding.notes.end(), part.notes.begin(), part.notes.end());
  }
  if (sounding.notes.empty()) return;
  std::sort(sounding.notes.begin(), sounding.notes.end());
  for (const Note& note : sounding.notes)
    sounding.longest = std::max(sounding.longest, note.duration);

  constexpr double kClear = 0.8;
  for (const Bar& bar : score.bars) {
    const auto whole = best_chord(gather(sounding, bar.start, bar.end()), bar.start);
    const int half = bar.start + bar.metre.bar_ticks() / 2;
    const bool halves = bar.metre.bar_ticks() % 96 == 0 && bar.metre.bar_ticks() >= 96;
    if (whole && whole->fit >= kClear + 0.08) {
      score.chords.push_back(whole->chord);
      continue;
    }
    if (halves) {
      const auto first = best_chord(gather(sounding, bar.start, half), bar.start);
      const auto second = best_chord(gather(sounding, half, bar.end()), half);
      if (first && second && first->fit >= kClear && second->fit >= kClear) {
        score.chords.push_back(first->chord);
        const Chord& other = second->chord;
        if (other.root != first->chord.root || other.quality != first->chord.quality)
          score.chords.push_back(other);
        continue;
      }
    }
    if (whole && whole->fit >= kClear - 0.06) {
      score.chords.push_back(whole->chord);
    } else if (whole) {
      score.chords.push_back({bar.start, 0, ChordQuality::kNone, 0});
    }
  }
}

}  // namespace continuo
