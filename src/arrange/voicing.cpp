// Nearest voicings by search over inversions, spacings and octaves.
#include "arrange/voicing.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>

namespace continuo {
namespace {

// The chord tones worth playing with a number of voices, in order of need.
std::vector<int> needed_tones(const Chord& chord, const VoicingSpec& spec) {
  const auto& tones = chord.tones();
  std::vector<int> order;
  auto add = [&](size_t index) {
    if (index < tones.size()) order.push_back((chord.root + tones[index]) % 12);
  };
  if (tones.empty()) return {chord.root};
  const bool drop_root =
      spec.rootless && tones.size() > 3 && spec.voices < static_cast<int>(tones.size());
  if (tones.size() > 3 && spec.rooted) {
    for (size_t index : {0, 1, 3, 2, 4}) add(index);
  } else if (tones.size() > 3) {
    add(1);
    add(3);
    if (tones.size() > 4) add(4);
    if (!drop_root) add(0);
    add(2);
    if (drop_root) add(0);
  } else {
    add(0);
    add(1);
    add(2);
  }
  const size_t count = std::min(order.size(), static_cast<size_t>(std::max(1, spec.voices)));
  order.resize(count);
  return order;
}

bool perfect(int semitones) { return semitones % 12 == 0 || semitones % 12 == 7; }

double cost_of(const std::vector<int>& voicing, const Chord& chord, const VoicingSpec& spec,
               const std::vector<int>& before, int bass_before) {
  double cost = 0;
  double mean = 0;
  for (int pitch : voicing) mean += pitch;
  mean /= static_cast<double>(voicing.size());
  cost += std::abs(mean - spec.centre) * (before.empty() ? 1.0 : 0.35);
  if (!before.empty()) {
    for (size_t i = 0; i < voicing.size(); ++i) {
      const size_t other = std::min(i, before.size() - 1);
      cost += std::abs(voicing[i] - before[other]) * (i + 1 == voicing.size() ? 1.3 : 1.0);
    }
    if (spec.strict && bass_before >= 0 && voicing.back() != before.back()) {
      const int interval_before = ((before.back() - bass_before) % 12 + 12) % 12;
      const int interval = ((voicing.back() - chord.bass) % 12 + 12) % 12;
      if (perfect(interval) && interval == interval_before && chord.bass != bass_before) cost += 60;
    }
  }
  // Close intervals low down are mud.
  for (size_t i = 1; i < voicing.size(); ++i) {
    const int gap = voicing[i] - voicing[i - 1];
    if (voicing[i - 1] < 48 && gap < 5) cost += 6;
    if (gap == 1) cost += 1.5;
    if (gap > 12) cost += 4;
  }
  return cost;
}

}  // namespace

std::vector<int> voice_chord(const Chord& chord, const VoicingSpec& spec,
                             const std::vector<int>& before, int bass_before) {
  std::vector<int> classes = needed_tones(chord, spec);
  std::sort(classes.begin(), classes.end());
  const size_t size = classes.size();
  std::vector<int> best;
  double best_cost = 0;
  std::vector<int> candidate;
  for (int low = spec.lowest; low <= spec.highest; ++low) {
    const auto found = std::find(classes.begin(), classes.end(), low % 12);
    if (found == classes.end()) continue;
    const size_t first = static_cast<size_t>(found - classes.begin());
    for (int spacing = 0; spacing < (size >= 3 ? 3 : 1); ++spacing) {
      if (spec.open ? spacing == 0 && size >= 3 : spacing == 2) continue;
      candidate.assign(1, low);
      // Voices beyond the chord's own tones double from below.
      const size_t wanted = static_cast<size_t>(std::max(1, spec.voices));
      for (size_t i = 1; i < std::max(size, wanted); ++i) {
        const int pitch_class = classes[(first + i) % size];
        int pitch = candidate.back() + 1;
        while (pitch % 12 != pitch_class) ++pitch;
        candidate.push_back(pitch);
      }
      if (spacing >= 1 && candidate.size() >= 3) {
        // Raise the second voice by an octave (drop-two seen from below), or every other voice.
        candidate[1] += 12;
        if (spacing == 2 && candidate.size() >= 4) candidate[3] += 12;
        std::sort(candidate.begin(), candidate.end());
      }
      if (candidate.back() > spec.highest) continue;
      const double cost = cost_of(candidate, chord, spec, before, bass_before) +
                          (spacing == 1 && !spec.open ? 2.0 : 0.0);
      if (best.empty() || cost < best_cost) {
        best = candidate;
        best_cost = cost;
      }
    }
  }
  if (best.empty()) {
    // The range is too narrow for all voices: what fits, from the middle.
    for (int pitch_class : needed_tones(chord, spec)) {
      const int pitch = nearest_in(1u << pitch_class, spec.centre, spec.lowest, spec.highest);
      if (pitch >= 0 && std::find(best.begin(), best.end(), pitch) == best.end())
        best.push_back(pitch);
    }
    std::sort(best.begin(), best.end());
  }
  return best;
}

int nearest_in(unsigned pitch_classes, int target, int lowest, int highest) {
  for (int distance = 0; distance < 128; ++distance) {
    for (int pitch : {target - distance, target + distance}) {
      if (pitch >= lowest && pitch <= highest && (pitch_classes >> (pitch % 12) & 1u)) return pitch;
    }
  }
  return -1;
}

int nearest_tone(const Chord& chord, int target, int lowest, int highest) {
  unsigned classes = 0;
  for (int tone : chord.tones()) classes |= 1u << ((chord.root + tone) % 12);
  if (classes == 0) classes = 1u << chord.root;
  return nearest_in(classes, target, lowest, highest);
}

int step_in(unsigned pitch_classes, int pitch, int steps) {
  if (pitch_classes == 0) return pitch;
  const int direction = steps < 0 ? -1 : 1;
  while (steps != 0) {
    do {
      pitch += direction;
    } while (!(pitch_classes >> (((pitch % 12) + 12) % 12) & 1u));
    steps -= direction;
  }
  return pitch;
}

}  // namespace continuo
