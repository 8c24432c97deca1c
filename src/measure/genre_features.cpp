#include "measure/genre_features.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>
#include <map>

#include "listen/analysis.h"
#include "listen/repetition.h"
#include "measure/music_traits.h"
#include "measure/written_time.h"
#include "score/instrument.h"

namespace continuo {

namespace {

constexpr size_t kPlaces = 16;  // of a bar
enum Layer { kPitched, kKick, kSnare, kHats, kStrokes, kLayers };
constexpr std::array<const char*, kLayers> kLayerNames{"pitched", "kick", "snare", "hats",
                                                       "strokes"};

Layer layer_of(const Part& part, int pitch) {
  if (part.program != kDrumKit) return kPitched;
  switch (pitch) {
    case 35:
    case 36:
      return kKick;
    case 37:
    case 38:
    case 39:
    case 40:
      return kSnare;
    case 42:
    case 44:
    case 46:
    case 51:
    case 53:
    case 59:
      return kHats;
    default:
      return kStrokes;
  }
}

// A list of named numbers that grows.
struct Features {
  std::vector<std::string> names;
  std::vector<double> values;

  void add(std::string name, double value) {
    names.push_back(std::move(name));
    values.push_back(std::isfinite(value) ? value : 0);
  }
  void add(const std::string& name, const std::vector<double>& list, size_t length) {
    for (size_t i = 0; i < length; ++i)
      add(fmt::format("{} {}", name, i), i < list.size() ? list[i] : 0);
  }
};

// How often each place of a bar is struck, by layer.
void add_places(const Score& score, Features& features) {
  std::array<std::array<double, kPlaces>, kLayers> struck{};
  double off_beat = 0;
  double onsets = 0;
  for (const Part& part : score.parts) {
    for (const WrittenNote& note : written_notes(score, part)) {
      const Bar& bar = score.bars[static_cast<size_t>(bar_at(score, note.onset))];
      const int in_bar = std::min(note.onset - bar.start, bar.metre.bar_ticks() - 1);
      const auto place =
          static_cast<size_t>(in_bar) * kPlaces / static_cast<size_t>(bar.metre.bar_ticks());
      ++struck[layer_of(part, note.pitch)][place];
      ++onsets;
      if (in_bar % (kTicksPerQuarter / 2) != 0) ++off_beat;
    }
  }
  const auto bars = static_cast<double>(std::max<size_t>(score.bars.size(), 1));
  for (size_t layer = 0; layer < kLayers; ++layer) {
    for (size_t place = 0; place < kPlaces; ++place)
      features.add(fmt::format("{} at {}", kLayerNames[layer], place),
                   std::log1p(struck[layer][place] / bars));
  }
  features.add("off the eighths", onsets > 0 ? off_beat / onsets : 0);
}

// Where the second half of a beat falls: on the eighth, on the triplet, or on the sixteenth.
void add_swing(const Score& score, Features& features) {
  std::map<int, double> places;
  double total = 0;
  for (const Part& part : score.parts) {
    for (const WrittenNote& note : written_notes(score, part)) {
      ++places[note.onset % kTicksPerQuarter];
      ++total;
    }
  }
  for (const int place : {0, 12, 16, 24, 32, 36})
    features.add(fmt::format("tick {} of the beat", place), total > 0 ? places[place] / total : 0);
}

// What stands above the lowest sounding note, beat by beat: the colour of the chords.
void add_chords(const Score& score, Features& features) {
  std::vector<Note> notes;
  for (const Part& part : score.parts) {
    if (part.program != kDrumKit) notes.insert(notes.end(), part.notes.begin(), part.notes.end());
  }
  std::sort(notes.begin(), notes.end());
  std::vector<double> above(12);
  double moves = 0;
  double beats = 0;
  int last_bass = -1;
  size_t begin = 0;
  for (int tick = 6; tick < score.end(); tick += kTicksPerQuarter) {
    while (begin < notes.size() && notes[begin].start + 8 * kTicksPerQuarter < tick) ++begin;
    int bass = 128;
    std::array<bool, 12> sounding{};
    for (size_t i = begin; i < notes.size() && notes[i].start <= tick; ++i) {
      if (notes[i].start + notes[i].duration <= tick) continue;
      bass = std::min(bass, notes[i].pitch);
      sounding[static_cast<size_t>(notes[i].pitch % 12)] = true;
    }
    if (bass == 128) continue;
    for (size_t i = 0; i < 12; ++i) above[i] += sounding[(static_cast<size_t>(bass) + i) % 12];
    ++beats;
    if (last_bass >= 0 && bass % 12 != last_bass) ++moves;
    last_bass = bass % 12;
  }
  for (double& share : above) share /= std::max(beats, 1.0);
  features.add("above the bass", above, 12);
  features.add("moves of the bass", moves / std::max(beats, 1.0));
}

void add_register(const Score& score, Features& features) {
  double sum = 0;
  double squares = 0;
  double count = 0;
  double length = 0;
  int lowest = 127;
  int highest = 0;
  for (const Part& part : score.parts) {
    if (part.program == kDrumKit) continue;
    for (const Note& note : part.notes) {
      sum += note.pitch;
      squares += static_cast<double>(note.pitch) * note.pitch;
      length += std::log(note.duration);
      ++count;
      lowest = std::min(lowest, note.pitch);
      highest = std::max(highest, note.pitch);
    }
  }
  const double mean = count > 0 ? sum / count : 0;
  features.add("mean pitch", mean);
  features.add("pitch spread",
               count > 0 ? std::sqrt(std::max(squares / count - mean * mean, 0.0)) : 0);
  features.add("pitch range", count > 0 ? highest - lowest : 0);
  features.add("note length", count > 0 ? length / count : 0);
  features.add("any pitch", count > 0 ? 1 : 0);
}

// Pitched parts by how high they lie: the lowest, the highest, and those between them.
enum Voice { kLow, kInner, kHigh, kVoices };
constexpr std::array<const char*, kVoices> kVoiceNames{"low", "inner", "high"};

std::array<std::vector<const Part*>, kVoices> voices_of(const Score& score) {
  std::vector<std::pair<double, const Part*>> parts;
  for (const Part& part : score.parts) {
    if (part.program == kDrumKit || part.notes.empty()) continue;
    double pitch = 0;
    for (const Note& note : part.notes) pitch += note.pitch;
    parts.emplace_back(pitch / static_cast<double>(part.notes.size()), &part);
  }
  std::stable_sort(parts.begin(), parts.end(),
                   [](const auto& a, const auto& b) { return a.first < b.first; });
  std::array<std::vector<const Part*>, kVoices> voices;
  for (size_t i = 0; i < parts.size(); ++i)
    voices[i + 1 == parts.size() ? kHigh : i == 0 ? kLow : kInner].push_back(parts[i].second);
  return voices;
}

// What the parts of one voice do: where they strike, how often, how far they step, how long they
// hold, how many notes at a stroke.
void add_voice(const Score& score, const std::vector<const Part*>& parts, const std::string& name,
               Features& features) {
  std::vector<double> places(kPlaces);
  std::vector<double> steps(
      7);  // repeats, seconds, thirds, fourths to fifths, sixths, octaves, more
  constexpr std::array<size_t, 13> kStep{0, 1, 1, 2, 2, 3, 3, 3, 4, 4, 4, 4, 5};
  double notes = 0;
  double onsets = 0;
  double length = 0;
  for (const Part* part : parts) {
    const std::vector<WrittenNote> line = top_line(score, *part);
    for (size_t i = 0; i < line.size(); ++i) {
      const Bar& bar = score.bars[static_cast<size_t>(bar_at(score, line[i].onset))];
      const int in_bar = std::min(line[i].onset - bar.start, bar.metre.bar_ticks() - 1);
      ++places[static_cast<size_t>(in_bar) * kPlaces / static_cast<size_t>(bar.metre.bar_ticks())];
      length += std::log(std::max(1, line[i].duration));
      if (i == 0) continue;
      const auto step = static_cast<size_t>(std::abs(line[i].pitch - line[i - 1].pitch));
      ++steps[step < kStep.size() ? kStep[step] : 6];
    }
    notes += static_cast<double>(part->notes.size());
    onsets += static_cast<double>(line.size());
  }
  const double bars = static_cast<double>(std::max<size_t>(score.bars.size(), 1)) *
                      static_cast<double>(std::max<size_t>(parts.size(), 1));
  for (double& place : places) place = std::log1p(place / bars);
  for (double& step : steps) step /= std::max(onsets, 1.0);
  features.add(name + " at", places, kPlaces);
  features.add(name + " step", steps, steps.size());
  features.add(name + " notes at a stroke", notes / std::max(onsets, 1.0));
  features.add(name + " length", length / std::max(onsets, 1.0));
  features.add(name + " strokes a bar", std::log1p(onsets / bars));
}

// How many different pitch classes sound on the beats: bare, triads, sevenths, clusters.
void add_fullness(const Score& score, Features& features) {
  std::vector<double> counts(7);
  double beats = 0;
  for (int tick = 6; tick < score.end(); tick += kTicksPerQuarter) {
    std::array<bool, 12> sounding{};
    for (const Part& part : score.parts) {
      if (part.program == kDrumKit) continue;
      for (const Note& note : part.notes) {
        if (note.start > tick) break;
        if (note.start + note.duration > tick)
          sounding[static_cast<size_t>(note.pitch % 12)] = true;
      }
    }
    const auto different = static_cast<size_t>(std::count(sounding.begin(), sounding.end(), true));
    ++counts[std::min<size_t>(different, 6)];
    ++beats;
  }
  for (double& count : counts) count /= std::max(beats, 1.0);
  features.add("pitch classes on the beat", counts, counts.size());
}

Features features_of(const Score& score) {
  Features features;
  const MusicTraits traits = music_traits(score);
  const auto trait = [&](MusicTrait which) -> const std::vector<double>& {
    return traits[static_cast<size_t>(which)];
  };
  features.add("step", trait(MusicTrait::kIntervals), 25);
  features.add("time", trait(MusicTrait::kInterOnsets), 12);
  features.add("polyphony", trait(MusicTrait::kPolyphony), 1);
  features.add("groove", trait(MusicTrait::kGroove), 1);
  features.add("consonance", trait(MusicTrait::kConsonance), 1);
  features.add("likeness of bars", trait(MusicTrait::kSelfSimilarity), 8);
  add_places(score, features);
  add_swing(score, features);
  add_chords(score, features);
  add_register(score, features);
  add_fullness(score, features);
  const auto voices = voices_of(score);
  for (size_t voice = 0; voice < kVoices; ++voice)
    add_voice(score, voices[voice], kVoiceNames[voice], features);
  const ScoreAnalysis analysis = analyse(score);
  features.add("pitch class entropy", analysis.pitch_class_entropy);
  features.add("parallel octaves", analysis.parallel_octaves);
  features.add("parallel fifths", analysis.parallel_fifths);
  features.add("repeated bars", measure_repetition(score).repeated_bars);
  return features;
}

}  // namespace

std::vector<double> setting_features(const Score& score) {
  constexpr size_t kKinds = kDrumKit / 8 + 1;  // General MIDI has eight programs of a kind
  std::vector<double> kinds(kKinds);
  std::vector<double> programs(kProgramCount);
  const auto notes = static_cast<double>(std::max<size_t>(score.note_count(), 1));
  for (const Part& part : score.parts) {
    const auto program = static_cast<size_t>(part.program);
    kinds[program / 8] += static_cast<double>(part.notes.size()) / notes;
    programs[program] = !part.notes.empty();
  }
  std::vector<double> features = kinds;
  features.insert(features.end(), programs.begin(), programs.end());
  const Bar* middle = score.bars.empty() ? nullptr : &score.bars[score.bars.size() / 2];
  features.push_back(middle == nullptr ? 0 : std::log(middle->bpm));
  features.push_back(middle == nullptr ? 0 : middle->metre.bar_ticks());
  return features;
}

std::vector<double> genre_features(const Score& score) { return features_of(score).values; }

const std::vector<std::string>& genre_feature_names() {
  static const std::vector<std::string> names = features_of(Score{}).names;
  return names;
}

}  // namespace continuo
