#include "listen/key_detector.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "base/error.h"
#include "score/instrument.h"

namespace continuo {

namespace {

using Profile = std::array<double, 12>;

struct ProfilePair {
  std::string_view name;
  Profile major;
  Profile minor;
};

// clang-format off
constexpr std::array<ProfilePair, kKeyProfileCount> kProfiles{{
    {"Krumhansl-Kessler",
     {6.35, 2.23, 3.48, 2.33, 4.38, 4.09, 2.52, 5.19, 2.39, 3.66, 2.29, 2.88},
     {6.33, 2.68, 3.52, 5.38, 2.60, 3.53, 2.54, 4.75, 3.98, 2.69, 3.34, 3.17}},
    {"Temperley",
     {5.0, 2.0, 3.5, 2.0, 4.5, 4.0, 2.0, 4.5, 2.0, 3.5, 1.5, 4.0},
     {5.0, 2.0, 3.5, 4.5, 2.0, 4.0, 2.0, 4.5, 3.5, 2.0, 1.5, 4.0}},
    {"Aarden",
     {17.7661, 0.145624, 14.9265, 0.160186, 19.8049, 11.3587, 0.291248, 22.062, 0.145624, 8.15494, 0.232998, 4.95122},
     {18.2648, 0.737619, 14.0499, 16.8599, 0.702494, 14.4362, 0.702494, 18.6161, 4.56621, 1.93186, 7.37619, 1.75623}},
    {"Albrecht-Shanahan",
     {0.238, 0.006, 0.111, 0.006, 0.137, 0.094, 0.016, 0.214, 0.009, 0.080, 0.008, 0.081},
     {0.220, 0.006, 0.104, 0.123, 0.019, 0.103, 0.012, 0.214, 0.062, 0.022, 0.061, 0.052}},
}};
// clang-format on

constexpr int kFirstSoundEffect =
    112;  // programs from here on: percussion and effects without a reliable pitch
constexpr int kSlackTicks = 6;  // human timing around a written onset
constexpr int kLongestTicks =
    4 * kTicksPerQuarter;  // a pedal held for pages counts as a whole note

double correlation(const Profile& a, const Profile& b) {
  double mean_a = 0;
  double mean_b = 0;
  for (size_t i = 0; i < 12; ++i) {
    mean_a += a[i] / 12;
    mean_b += b[i] / 12;
  }
  double ab = 0;
  double aa = 0;
  double bb = 0;
  for (size_t i = 0; i < 12; ++i) {
    ab += (a[i] - mean_a) * (b[i] - mean_b);
    aa += (a[i] - mean_a) * (a[i] - mean_a);
    bb += (b[i] - mean_b) * (b[i] - mean_b);
  }
  return aa > 0 && bb > 0 ? ab / std::sqrt(aa * bb) : 0;
}

std::vector<Note> pitched_notes(const Score& score) {
  std::vector<Note> notes;
  for (const Part& part : score.parts) {
    if (part.program >= kFirstSoundEffect) continue;
    notes.insert(notes.end(), part.notes.begin(), part.notes.end());
  }
  std::sort(notes.begin(), notes.end());
  return notes;
}

// Weight of an onset by its place in the bar: `downbeat` on the bar line, half-way to 1 on a pulse,
// 1 elsewhere.
class MetricWeight {
 public:
  MetricWeight(const Score& score, double downbeat) : bars_(score.bars), downbeat_(downbeat) {}

  double at(int tick) const {
    const int place = tick + kSlackTicks;
    auto next = std::upper_bound(bars_.begin(), bars_.end(), place,
                                 [](int value, const Bar& bar) { return value < bar.start; });
    if (next == bars_.begin()) return 1;
    const Bar& bar = *(next - 1);
    const int offset = place - bar.start;
    if (offset <= 2 * kSlackTicks) return downbeat_;
    int pulse_start = 0;
    for (int pulse : bar.metre.pulses()) {
      if (offset >= pulse_start && offset <= pulse_start + 2 * kSlackTicks)
        return (1 + downbeat_) / 2;
      pulse_start += pulse;
    }
    return 1;
  }

 private:
  const std::vector<Bar>& bars_;
  double downbeat_;
};

struct Bass {
  Profile share{};  // of the time, summing to 1
  int first = -1;   // pitch classes, -1 where there is none
  int last = -1;
  std::array<bool, 12> last_chord{};
};

// The lowest sounding pitch from each onset to the next.
Bass bass_line(const std::vector<Note>& notes, const MetricWeight& weight) {
  Bass bass;
  std::vector<Note> sounding;
  double total = 0;
  int last_end = 0;
  for (const Note& note : notes) last_end = std::max(last_end, note.start + note.duration);
  for (size_t i = 0; i < notes.size();) {
    const int now = notes[i].start;
    size_t next = i;
    while (next < notes.size() && notes[next].start <= now + kSlackTicks)
      sounding.push_back(notes[next++]);
    std::erase_if(sounding,
                  [&](const Note& n) { return n.start + n.duration <= now + kSlackTicks; });
    i = next;
    if (sounding.empty()) continue;
    const auto lowest =
        std::min_element(sounding.begin(), sounding.end(),
                         [](const Note& a, const Note& b) { return a.pitch < b.pitch; });
    const int until = std::min(next < notes.size() ? notes[next].start : last_end,
                               lowest->start + lowest->duration);
    const int pitch_class = lowest->pitch % 12;
    const double amount = std::clamp(until - now, 1, kLongestTicks) * weight.at(now);
    bass.share[static_cast<size_t>(pitch_class)] += amount;
    total += amount;
    if (bass.first < 0) bass.first = pitch_class;
  }
  for (double& share : bass.share) share = total > 0 ? share / total : 0;

  // The last chord: what still sounds an eighth before the end.
  const int close = last_end - kTicksPerQuarter / 2;
  int lowest = 128;
  for (const Note& note : notes) {
    if (note.start + note.duration < close) continue;
    bass.last_chord[static_cast<size_t>(note.pitch % 12)] = true;
    lowest = std::min(lowest, note.pitch);
  }
  if (lowest < 128) bass.last = lowest % 12;
  return bass;
}

double bass_score(const Bass& bass, int tonic, bool minor, const KeyEvidence& evidence) {
  const auto at = [&](int semitones) { return static_cast<size_t>((tonic + semitones) % 12); };
  double score = evidence.bass * (bass.share[at(0)] + 0.5 * bass.share[at(7)]);
  if (bass.last == tonic) {
    score += evidence.final_bass;
    const bool own_third = bass.last_chord[at(minor ? 3 : 4)];
    const bool other_third = bass.last_chord[at(minor ? 4 : 3)];
    if (own_third && !other_third) score += evidence.final_third;
  }
  if (bass.first == tonic) score += evidence.first_bass;
  return score;
}

}  // namespace

std::string_view key_profile_name(KeyProfile profile) {
  return kProfiles[static_cast<size_t>(profile)].name;
}

std::array<double, 24> key_correlations(const std::array<double, 12>& classes, KeyProfile profile) {
  const ProfilePair& pair = kProfiles[static_cast<size_t>(profile)];
  std::array<double, 24> scores{};
  for (size_t tonic = 0; tonic < 12; ++tonic) {
    Profile from_tonic{};
    for (size_t i = 0; i < 12; ++i) from_tonic[i] = classes[(tonic + i) % 12];
    scores[tonic] = correlation(from_tonic, pair.major);
    scores[tonic + 12] = correlation(from_tonic, pair.minor);
  }
  return scores;
}

KeyEstimate detect_key(const Score& score, const KeyEvidence& evidence) {
  const std::vector<Note> notes = pitched_notes(score);
  KeyEstimate estimate;
  if (notes.empty()) return estimate;
  estimate.heard = true;

  const MetricWeight weight(score, evidence.downbeat);
  Profile heard{};
  for (const Note& note : notes) {
    const int length = std::clamp(note.duration, 1, kLongestTicks);
    heard[static_cast<size_t>(note.pitch % 12)] += length * weight.at(note.start);
  }
  const Bass bass = bass_line(notes, weight);
  estimate.scores = key_correlations(heard, evidence.profile);
  for (int i = 0; i < 24; ++i)
    estimate.scores[static_cast<size_t>(i)] += bass_score(bass, i % 12, i >= 12, evidence);
  const auto best = std::max_element(estimate.scores.begin(), estimate.scores.end());
  const int index = static_cast<int>(best - estimate.scores.begin());
  estimate.key = Key{index % 12, index < 12 ? Mode::kMajor : Mode::kMinor};
  double second = -10;
  for (int i = 0; i < 24; ++i) {
    if (i != index) second = std::max(second, estimate.scores[static_cast<size_t>(i)]);
  }
  estimate.margin = *best - second;
  return estimate;
}

KeyRelation key_relation(const Key& wanted, const Key& heard) {
  const int up = (heard.tonic - wanted.tonic + 12) % 12;
  if (up == 0 && wanted.mode == Mode::kBlues) return KeyRelation::kSame;
  if (wanted.is_minor() == heard.is_minor()) {
    if (up == 0) return KeyRelation::kSame;
    return up == 5 || up == 7 ? KeyRelation::kFifth : KeyRelation::kOther;
  }
  if (up == 0) return KeyRelation::kParallel;
  return up == (wanted.is_minor() ? 3 : 9) ? KeyRelation::kRelative : KeyRelation::kOther;
}

std::string_view key_relation_name(KeyRelation relation) {
  switch (relation) {
    case KeyRelation::kSame:
      return "same";
    case KeyRelation::kRelative:
      return "relative";
    case KeyRelation::kParallel:
      return "parallel";
    case KeyRelation::kFifth:
      return "fifth";
    case KeyRelation::kOther:
      return "other";
  }
  fail(ErrorKind::kInternal, "key", "relation {} is unknown.", static_cast<int>(relation));
}

}  // namespace continuo
