// Progressions laid over the sections: colour, cadences, harmonic rhythm.
#include "arrange/harmony.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <map>

#include "base/error.h"

namespace continuo {
namespace {

struct Suffix {
  std::string_view text;
  ChordQuality major;
  ChordQuality minor;
};

// Longest first where one begins another.
constexpr std::array<Suffix, 16> kSuffixes = {{
    {"maj7", ChordQuality::kMajor7, ChordQuality::kMinorMajor7},
    {"maj9", ChordQuality::kMajor9, ChordQuality::kMinor9},
    {"7sus4", ChordQuality::kDominant7Sus4, ChordQuality::kDominant7Sus4},
    {"7b9", ChordQuality::kDominant7Flat9, ChordQuality::kDominant7Flat9},
    {"add9", ChordQuality::kAdd9, ChordQuality::kMinor9},
    {"sus2", ChordQuality::kSus2, ChordQuality::kSus2},
    {"sus4", ChordQuality::kSus4, ChordQuality::kSus4},
    {"o7", ChordQuality::kDiminished7, ChordQuality::kDiminished7},
    {"h7", ChordQuality::kHalfDiminished7, ChordQuality::kHalfDiminished7},
    {"o", ChordQuality::kDiminished, ChordQuality::kDiminished},
    {"+", ChordQuality::kAugmented, ChordQuality::kAugmented},
    {"5", ChordQuality::kPower, ChordQuality::kPower},
    {"6", ChordQuality::kMajor6, ChordQuality::kMinor6},
    {"7", ChordQuality::kDominant7, ChordQuality::kMinor7},
    {"9", ChordQuality::kDominant9, ChordQuality::kMinor9},
    {"", ChordQuality::kMajor, ChordQuality::kMinor},
}};

Degree parse_degree(std::string_view text) {
  const std::string_view whole = text;
  Degree degree;
  int shift = 0;
  while (!text.empty() && (text[0] == 'b' || text[0] == '#')) {
    shift += text[0] == 'b' ? -1 : 1;
    text.remove_prefix(1);
  }
  static constexpr std::array<std::string_view, 7> kUpper = {"VII", "III", "VI", "IV",
                                                             "II",  "V",   "I"};
  static constexpr std::array<std::string_view, 7> kLower = {"vii", "iii", "vi", "iv",
                                                             "ii",  "v",   "i"};
  static constexpr std::array<int, 7> kOffsets = {11, 4, 9, 5, 2, 7, 0};
  bool found = false;
  bool lower = false;
  for (size_t i = 0; i < kUpper.size() && !found; ++i) {
    lower = text.starts_with(kLower[i]);
    if (!lower && !text.starts_with(kUpper[i])) continue;
    found = true;
    degree.root = (kOffsets[i] + shift + 12) % 12;
    text.remove_prefix(kUpper[i].size());
  }
  if (!found)
    fail(ErrorKind::kInternal, "harmony", "chord: expected a roman numeral, found '{}'.", whole);
  for (const Suffix& suffix : kSuffixes) {
    if (!text.starts_with(suffix.text)) continue;
    degree.quality = lower ? suffix.minor : suffix.major;
    degree.plain = suffix.text.empty();
    text.remove_prefix(suffix.text.size());
    break;
  }
  degree.bass = degree.root;
  const Chord chord{0, degree.root, degree.quality, degree.root};
  if (text == "^3" || text == "^5" || text == "^7") {
    const size_t tone = text[1] == '3' ? 1 : (text[1] == '5' ? 2 : 3);
    if (tone < chord.tones().size()) degree.bass = (degree.root + chord.tones()[tone]) % 12;
  } else if (text == "@") {
    degree.bass = 0;
  } else if (!text.empty()) {
    fail(ErrorKind::kInternal, "harmony", "chord: expected a suffix, found '{}' in '{}'.", text,
         whole);
  }
  return degree;
}

// A bare triad enriched as the genre likes it; dominants get their seventh first.
ChordQuality coloured(const Degree& degree, int colour, Mode mode, Rng& rng) {
  const ChordQuality quality = degree.quality;
  if (!degree.plain || colour == 0) return quality;
  const bool dominant =
      quality == ChordQuality::kMajor && degree.root == 7 && mode != Mode::kLydian;
  if (colour == 1) {
    if (dominant && rng.chance(0.5)) return ChordQuality::kDominant7;
    if (!rng.chance(0.15)) return quality;
  }
  if (quality == ChordQuality::kMinor) {
    if (colour == 3 && rng.chance(0.5)) return ChordQuality::kMinor9;
    return ChordQuality::kMinor7;
  }
  if (quality != ChordQuality::kMajor) return quality;
  if (dominant || (degree.root == 10 && colour >= 2)) {
    return colour == 3 && rng.chance(0.5) ? ChordQuality::kDominant9 : ChordQuality::kDominant7;
  }
  if (mode == Mode::kMixolydian && degree.root == 0) return ChordQuality::kDominant7;
  if (mode == Mode::kDorian && degree.root == 5) return ChordQuality::kDominant7;
  if (colour == 1) return rng.chance(0.5) ? ChordQuality::kAdd9 : ChordQuality::kMajor7;
  if (colour == 3) return rng.chance(0.5) ? ChordQuality::kMajor9 : ChordQuality::kMajor7;
  return rng.chance(0.25) && degree.root == 0 ? ChordQuality::kMajor6 : ChordQuality::kMajor7;
}

Degree tonic_of(Mode mode, bool blues_seventh) {
  const bool minor = Key{0, mode}.is_minor();
  if (mode == Mode::kBlues && blues_seventh) return {0, ChordQuality::kDominant7, 0, false};
  return {0, minor ? ChordQuality::kMinor : ChordQuality::kMajor, 0, true};
}

// The chord that leads home in this mode and style.
Degree leading_to_tonic(Mode mode, HarmonyStyle style, Rng& rng) {
  const bool common_practice = style == HarmonyStyle::kClassical || style == HarmonyStyle::kJazz ||
                               style == HarmonyStyle::kRagtime || style == HarmonyStyle::kBlues ||
                               style == HarmonyStyle::kBaroque ||
                               style == HarmonyStyle::kRomantic || style == HarmonyStyle::kTango ||
                               style == HarmonyStyle::kGospel;
  switch (mode) {
    case Mode::kDorian:
    case Mode::kMixolydian:
      return rng.chance(0.7) ? parse_degree("bVII") : parse_degree("IV");
    case Mode::kPhrygian:
      return parse_degree("bII");
    case Mode::kLydian:
      return rng.chance(0.6) ? parse_degree("II") : parse_degree("V");
    case Mode::kMinor:
      return common_practice || rng.chance(0.6) ? parse_degree("V7") : parse_degree("bVII");
    case Mode::kHarmonicMinor:
    case Mode::kBlues:
      return parse_degree("V7");
    case Mode::kMajor:
      break;
  }
  if (style == HarmonyStyle::kPentatonic) return parse_degree("V5");
  if (common_practice) return parse_degree("V7");
  return rng.chance(0.75) ? parse_degree("V") : parse_degree("IV");
}

// Whether a listener would take the progression for its own key rather than another: Krumhansl and
// Kessler's profiles against the chords' tones, basses counted double.
bool tells_key(const Progression& bars, Mode mode) {
  static constexpr std::array<double, 12> kMajor = {6.35, 2.23, 3.48, 2.33, 4.38, 4.09,
                                                    2.52, 5.19, 2.39, 3.66, 2.29, 2.88};
  static constexpr std::array<double, 12> kMinor = {6.33, 2.68, 3.52, 5.38, 2.60, 3.53,
                                                    2.54, 4.75, 3.98, 2.69, 3.34, 3.17};
  if (mode != Mode::kMajor && mode != Mode::kMinor) return true;
  std::array<double, 12> weight{};
  for (int step : (Key{0, mode}).scale())
    weight[static_cast<size_t>(step)] += 0.1 * static_cast<double>(bars.size());
  for (const ProgressionBar& bar : bars) {
    const double share = 1.0 / static_cast<double>(bar.size());
    for (const Degree& degree : bar) {
      const Chord chord{0, degree.root, degree.quality, degree.bass};
      for (int tone : chord.tones())
        weight[static_cast<size_t>((degree.root + tone) % 12)] += share;
      weight[static_cast<size_t>(degree.bass)] += share;
    }
  }
  // Both profiles have nearly the same mean and spread, so that plain products rank as correlations
  // do.
  auto agreement = [&](const std::array<double, 12>& profile, size_t tonic) {
    double mean = 0;
    double spread = 0;
    double sum = 0;
    for (double value : profile) mean += value / 12;
    for (double value : profile) spread += (value - mean) * (value - mean);
    for (size_t i = 0; i < 12; ++i) sum += weight[(i + tonic) % 12] * (profile[i] - mean);
    return sum / std::sqrt(spread);
  };
  const double own = agreement(mode == Mode::kMajor ? kMajor : kMinor, 0);
  for (size_t tonic = 0; tonic < 12; ++tonic) {
    if (tonic > 0 && (agreement(kMajor, tonic) >= own || agreement(kMinor, tonic) >= own))
      return false;
  }
  return true;
}

// Sevenths and ninths can hide a key: the tonic seventh of minor holds the whole triad of its
// relative major. Colour that was added is taken off again where it does: from the tonic, and then
// from all but dominants.
void uncover_key(Progression& bars, Mode mode) {
  const auto bare = [&](bool tonic_only) {
    for (ProgressionBar& bar : bars) {
      for (Degree& degree : bar) {
        if (!degree.plain || (tonic_only && degree.root != 0)) continue;
        switch (degree.quality) {
          case ChordQuality::kMinor7:
          case ChordQuality::kMinor9:
            degree.quality = ChordQuality::kMinor;
            break;
          case ChordQuality::kMajor6:
          case ChordQuality::kMajor7:
          case ChordQuality::kMajor9:
            degree.quality = ChordQuality::kMajor;
            break;
          default:
            break;
        }
      }
    }
  };
  if (!tells_key(bars, mode)) bare(true);
  if (!tells_key(bars, mode)) bare(false);
}

// The harmony of one material, bar by bar before cadences.
Progression draw_material(const Genre& genre, HarmonyStyle style, int material, Mode mode,
                          Rng& rng) {
  const bool home = material != 3 && (material != 1 || rng.chance(0.6));
  Progression drawn = draw_progression(style, mode, home, rng);
  if (style == HarmonyStyle::kDrone) return drawn;
  for (int attempt = 0; attempt < 6 && material <= 1 && !tells_key(drawn, mode); ++attempt) {
    drawn = draw_progression(style, mode, home, rng);
  }
  // Short loops get an answer where the genre tells rather than circles.
  const bool circles = style == HarmonyStyle::kLoop || style == HarmonyStyle::kModal;
  if (drawn.size() <= 4 && rng.chance(circles ? 0.15 : 0.5)) {
    const Progression answer = draw_progression(style, mode, rng.chance(0.4), rng);
    const size_t length = drawn.size();
    for (size_t i = 0; i < length; ++i) drawn.push_back(answer[i % answer.size()]);
  }
  const bool has_pairs = std::any_of(drawn.begin(), drawn.end(),
                                     [](const ProgressionBar& bar) { return bar.size() > 1; });
  bool lingers = false;  // a chord that stays two bars is slow already
  for (size_t i = 1; i < drawn.size(); ++i) lingers = lingers || drawn[i] == drawn[i - 1];
  if (drawn.size() <= 8 && !lingers && rng.chance(genre.slow_harmony)) {
    Progression slow;
    for (const ProgressionBar& bar : drawn) slow.insert(slow.end(), 2, bar);
    drawn = slow;
  } else if (!has_pairs && drawn.size() % 2 == 0 && drawn.size() >= 4 &&
             rng.chance(genre.fast_harmony)) {
    Progression fast;
    for (size_t i = 0; i < drawn.size(); i += 2)
      fast.push_back({drawn[i].front(), drawn[i + 1].front()});
    drawn = fast;
  }
  for (ProgressionBar& bar : drawn) {
    for (Degree& degree : bar) degree.quality = coloured(degree, genre.colour, mode, rng);
  }
  // The same numeral keeps its colour through the progression, so that a loop is a loop.
  std::map<int, ChordQuality> known;
  for (ProgressionBar& bar : drawn) {
    for (Degree& degree : bar) {
      if (degree.plain)
        degree.quality =
            known
                .try_emplace(degree.root * 64 + (degree.quality == ChordQuality::kMinor ||
                                                 degree.quality == ChordQuality::kMinor7 ||
                                                 degree.quality == ChordQuality::kMinor9),
                             degree.quality)
                .first->second;
    }
  }
  if (material <= 1) uncover_key(drawn, mode);
  return drawn;
}

bool is_dominant(const Degree& degree) { return degree.root == 7; }

}  // namespace

Progression parse_progression(std::string_view text) {
  Progression bars(1);
  size_t at = 0;
  while (at < text.size()) {
    if (text[at] == '|') {
      bars.emplace_back();
      ++at;
    } else if (text[at] == ' ') {
      ++at;
    } else {
      const size_t end = std::min(text.find_first_of("| ", at), text.size());
      bars.back().push_back(parse_degree(text.substr(at, end - at)));
      at = end;
    }
  }
  for (const ProgressionBar& bar : bars) {
    if (bar.empty())
      fail(ErrorKind::kInternal, "harmony", "progression: expected a chord in each bar of '{}'.",
           text);
  }
  return bars;
}

void write_chords(Score& score, const std::vector<SectionSpan>& sections, const Genre& genre,
                  const Grid& grid, Rng& rng) {
  const Key key = score.plan.key;
  const HarmonyStyle style = rng.pick(genre.harmony);
  std::vector<Progression> materials;
  for (int i = 0; i < kMaterialCount; ++i) {
    const HarmonyStyle own = rng.chance(0.8) ? style : rng.pick(genre.harmony);
    materials.push_back(draw_material(genre, own, i, key.mode, rng));
  }
  const bool one_loop = rng.chance(genre.slow_harmony);
  const bool blues_seventh = materials[0].front().front().quality == ChordQuality::kDominant7;
  const int middle = grid.middle();
  for (const SectionSpan& section : sections) {
    const Progression& base = materials[static_cast<size_t>(one_loop ? 0 : section.material)];
    Progression bars;
    for (int i = 0; i < section.bars; ++i)
      bars.push_back(base[static_cast<size_t>(section.course_bar + i) % base.size()]);
    // Cadences: what builds up hangs on the dominant, what another part follows may turn round, the
    // piece closes.
    const bool hangs =
        section.kind == SectionKind::kPreChorus || section.kind == SectionKind::kBuild;
    if (section.course_on) {
      // The course goes on: no cadence yet.
    } else if (style == HarmonyStyle::kDrone) {
      // The drone has no cadence but its end.
      if (section.last) bars.back() = {bars.front().front()};
    } else if (hangs && section.bars >= 2) {
      bars.back() = {leading_to_tonic(key.mode, style, rng)};
      if (section.bars >= 8) bars[bars.size() - 2] = bars.back();
    } else if (!section.last && section.bars >= 4 && bars.back().size() == 1 &&
               !is_dominant(bars.back()[0]) && section.bars % static_cast<int>(base.size()) != 0) {
      bars.back() = {leading_to_tonic(key.mode, style, rng)};
    }
    if (section.first_bar == 0 && bars.front().front().root != 0) {
      bars.front().front() = tonic_of(key.mode, blues_seventh);
    }
    if (section.last && style != HarmonyStyle::kDrone) {
      const Degree end = tonic_of(key.mode, blues_seventh);
      bars.back() = {end};
      if (genre.colour >= 2 && key.mode != Mode::kBlues)
        bars.back()[0].quality = coloured(end, genre.colour, key.mode, rng);
      if (bars.size() >= 2) {
        bars[bars.size() - 2] = {leading_to_tonic(key.mode, style, rng)};
      }
      if (bars.size() >= 4 && rng.chance(0.5))
        bars[bars.size() - 3] = {parse_degree(key.is_minor() ? "iv" : "IV")};
    }
    for (int i = 0; i < section.bars; ++i) {
      const ProgressionBar& bar = bars[static_cast<size_t>(i)];
      const int start = score.bars[static_cast<size_t>(section.first_bar + i)].start;
      for (size_t c = 0; c < bar.size() && c < 2; ++c) {
        const Degree& degree = bar[c];
        const Chord chord{start + (c == 0 ? 0 : middle), (key.tonic + degree.root) % 12,
                          degree.quality, (key.tonic + degree.bass) % 12};
        if (!score.chords.empty()) {
          const Chord& before = score.chords.back();
          if (before.root == chord.root && before.quality == chord.quality &&
              before.bass == chord.bass && c > 0)
            continue;
        }
        score.chords.push_back(chord);
      }
    }
  }
}

const Chord& chord_at(const Score& score, int tick) {
  auto after = std::upper_bound(score.chords.begin(), score.chords.end(), tick,
                                [](int at, const Chord& chord) { return at < chord.start; });
  return after == score.chords.begin() ? *after : *(after - 1);
}

int chord_end(const Score& score, int tick) {
  auto after = std::upper_bound(score.chords.begin(), score.chords.end(), tick,
                                [](int at, const Chord& chord) { return at < chord.start; });
  return after == score.chords.end() ? score.end() : after->start;
}

unsigned chord_scale(const Key& key, const Chord& chord) {
  auto bit = [](int pitch_class) { return 1u << ((pitch_class % 12 + 12) % 12); };
  unsigned scale = 0;
  for (int step : key.scale()) scale |= bit(key.tonic + step);
  const unsigned own = scale;
  unsigned tones = 0;
  for (int tone : chord.tones()) tones |= bit(chord.root + tone);
  for (int tone : chord.tones()) {
    const int pitch_class = chord.root + tone;
    if (scale & bit(pitch_class)) continue;
    // A raised tone (the third of a secondary dominant, the root of a passing diminished chord)
    // stands for the degree under it, a lowered one for the degree above.
    const bool root_outside = !(own & bit(chord.root));
    const bool diminished =
        chord.quality == ChordQuality::kDiminished || chord.quality == ChordQuality::kDiminished7;
    const bool raised = (tone == 4 && !root_outside) || tone == 8 || (tone == 0 && diminished);
    const int replaced = pitch_class + (raised ? -1 : 1);
    if (!(tones & bit(replaced))) scale &= ~bit(replaced);
    scale |= bit(pitch_class);
  }
  return scale;
}

unsigned melody_scale(const Key& key, const Chord& chord, Gamut gamut) {
  const unsigned whole = chord_scale(key, chord);
  if (gamut == Gamut::kWhole) return whole;
  static constexpr std::array<int, 5> kMajorSteps{0, 2, 4, 7, 9};
  static constexpr std::array<int, 5> kMinorSteps{0, 3, 5, 7, 10};
  static constexpr std::array<int, 5> kYo{0, 2, 5, 7, 9};
  static constexpr std::array<int, 5> kHirajoshi{0, 2, 3, 7, 8};
  static constexpr std::array<int, 5> kIn{0, 1, 5, 7, 8};
  const bool japanese = gamut == Gamut::kJapanese;
  const auto& steps = key.mode == Mode::kPhrygian && japanese ? kIn
                      : key.is_minor() ? (japanese ? kHirajoshi : kMinorSteps)
                                       : (japanese ? kYo : kMajorSteps);
  unsigned kept = 0;
  for (int step : steps) kept |= 1u << ((key.tonic + step) % 12);
  kept &= whole;
  return std::popcount(kept) >= 4 ? kept : whole;
}

}  // namespace continuo
