// The repertoire of progressions, and a small functional grammar that makes new ones.
#include <array>
#include <string>

#include "arrange/harmony.h"
#include "arrange/progressions_styles.h"

namespace continuo {
namespace {

using Texts = std::vector<std::string_view>;

// The progressions of one tonality, by style.
struct StyleTexts {
  const Texts &pop, &folk, &jazz, &ragtime, &classical, &blues, &cinematic, &loop, &rock;
};

const Texts& of_style(const StyleTexts& texts, HarmonyStyle style) {
  switch (style) {
    case HarmonyStyle::kFolk:
      return texts.folk;
    case HarmonyStyle::kJazz:
      return texts.jazz;
    case HarmonyStyle::kRagtime:
      return texts.ragtime;
    case HarmonyStyle::kClassical:
      return texts.classical;
    case HarmonyStyle::kBlues:
      return texts.blues;
    case HarmonyStyle::kCinematic:
      return texts.cinematic;
    case HarmonyStyle::kModal:
    case HarmonyStyle::kLoop:
      return texts.loop;
    case HarmonyStyle::kRock:
      return texts.rock;
    default:
      break;
  }
  return texts.pop;
}

const Texts& major_texts(HarmonyStyle style) {
  static const Texts pop = {"I|V|vi|IV",
                            "I|vi|IV|V",
                            "I|IV|vi|V",
                            "I|iii|IV|V",
                            "vi|IV|I|V",
                            "I|V^3|vi|IV",
                            "I|ii|IV|V",
                            "IV|I|V|vi",
                            "I|V|vi|iii|IV|I|IV|V",
                            "I|I|IV|V",
                            "I|IV|I|V|I|IV|V|I",
                            "I|Isus4|vi|IV",
                            "I|iii|vi|IV|I|iii|IV|V",
                            "I|IV|ii|V",
                            "I|vi|ii|V",
                            "I|V|IV|IV",
                            "I|IV^5|V^3|I",
                            "I|I^3|IV|V",
                            "I|bVII|IV|I",
                            "vi|V|IV|V|vi|V|IV|I",
                            "I|III7|vi|IV",
                            "I|V|ii|IV",
                            "I|IV|iv|I",
                            "IV|V|iii|vi|IV|V|I|I"};
  static const Texts folk = {"I|I|IV|I|I|I|V|V",     "I|IV|I|V",
                             "I|V|I|V|I|IV|V|I",     "I|IV|V|I",
                             "I|I|V|I|I|IV|V|I",     "I|vi|IV|V",
                             "I|IV|I|I|IV|I|V|V",    "I|ii|V|I",
                             "I|bVII|I|V",           "I|V|vi|V|I|V|IV V|I",
                             "I|iii|IV|I|IV|I|ii|V", "I|I|IV|IV|V|V|I|I"};
  static const Texts jazz = {"Imaj7|vi7|ii7|V7",
                             "Imaj7 VI7|ii7 V7|iii7 VI7|ii7 V7",
                             "ii7|V7|Imaj7|VI7",
                             "Imaj7|I7|IVmaj7|bVII7|iii7|VI7|ii7|V7",
                             "Imaj7|#io7|ii7|V7",
                             "Imaj7|iv7 bVII7|Imaj7|ii7 V7",
                             "Imaj7|Imaj7|ii7|V7|ii7|V7|Imaj7|ii7 V7",
                             "Imaj7|VI7|II7|V7",
                             "Imaj7|viih7 III7|vi7|II7|ii7|V7|iii7 VI7|ii7 V7",
                             "I6|bIIIo7|ii7|V7",
                             "Imaj7|IVmaj7|iii7 vi7|ii7 V7",
                             "Imaj7|bIIImaj7|bVImaj7|bII7",
                             "II7|II7|ii7|V7|Imaj7|Imaj7|ii7|V7"};
  static const Texts ragtime = {"I|VI7|II7|V7",
                                "I|I|V7|V7|V7|V7|I|V7",
                                "I|I7|IV|iv|I^5|V7|I|V7",
                                "I|VI7|II7|V7|I|III7|II7 V7|I",
                                "I|I|II7|II7|V7|V7|I|V7",
                                "I|#io7|V7|V7|V7|#ivo7|I^5|V7",
                                "I|IV|I|V7|I|IV|I^5 V7|I",
                                "III7|VI7|II7|V7",
                                "I|V7|I|I7|IV|#ivo7|I^5 V7|I"};
  static const Texts classical = {"I|V7|V7|I",
                                  "I|IV^5|V^3|I|ii^3|V|I^5 V7|I",
                                  "I|V^3|vi|iii|IV|I|IV|V",
                                  "I|vi|ii^3|V7",
                                  "I|IV|V7|I",
                                  "I|ii|V7|I|vi|ii^3|I^5 V7|I",
                                  "I|V|I^3|IV|I^5|V7|I|V",
                                  "I|I^3|IV|V|vi|ii^3|V7|I",
                                  "I|vi|IV|ii^3|V7|vi|ii^3 V7|I",
                                  "I|V7^5|I^3|ii^3|V|V7|I|V7",
                                  "I|VI7^3|ii|V7^3|I|II7^3|V|V7",
                                  "I|IV^5|I|V7^3|I|ii^3|V7|I"};
  static const Texts cinematic = {"I|V|vi|IV",
                                  "I|bVI|bVII|I",
                                  "I|iii|bVII|IV",
                                  "I|vi|iii|IV",
                                  "I|IV@|I|V@",
                                  "I|bIII|IV|I",
                                  "I|II|iv|I",
                                  "vi|IV|I|V",
                                  "I|V^3|vi|V|IV|I^3|ii|V",
                                  "I|Vsus4|vi|IV|ii|I^3|IV|V"};
  static const Texts blues = {"I7|I7|I7|I7|IV7|IV7|I7|I7|V7|IV7|I7|V7",
                              "I7|IV7|I7|I7|IV7|IV7|I7|VI7|ii7|V7|I7|V7", "I7|I7|IV7|I7",
                              "I7|IV7|I7|V7", "I7|IV7|I7|I7|IV7|#ivo7|I7|VI7|II7|V7|I7 VI7|ii7 V7"};
  static const Texts loop = {"I|I|IV|IV",
                             "I|V|vi|IV",
                             "Imaj7|vi7",
                             "Imaj7|IVmaj7",
                             "I|vi|IV|V",
                             "I|I|vi|vi|IV|IV|V|V",
                             "Imaj9|iii7|vi9|IVmaj7",
                             "vi|IV|I|V",
                             "I|ii|I|IV",
                             "Iadd9|IVadd9"};
  static const Texts rock = {"I|bVII|IV|I", "I|IV|V|IV", "I|V|IV|V",  "I|IV|I|V", "I|bIII|IV|I",
                             "I|V|bVII|IV", "I|I|IV|V",  "I|IV|vi|V", "I|V|vi|IV"};
  return of_style({pop, folk, jazz, ragtime, classical, blues, cinematic, loop, rock}, style);
}

const Texts& minor_texts(HarmonyStyle style) {
  static const Texts pop = {
      "i|bVI|bIII|bVII", "i|bVII|bVI|bVII", "i|iv|bVI|V",   "i|bIII|bVII|iv",
      "i|bVI|iv|V",      "i|v|bVI|iv",      "i|bVI|bVII|i", "i|iv|bVII|bIII|bVI|iv|V|V",
      "i|i|bVI|bVII",    "i|bVII|iv|i",     "i|bIII|bVI|V", "i|bVII|bVI|V7"};
  static const Texts folk = {
      "i|bVII|i|bVII", "i|i|bVII|i|i|bVII|i v|i",  "i|bIII|bVII|i", "i|iv|i|V",
      "i|bVII|bVI|V",  "i|bIII|bVII|v|i|bIII|v|i", "i|iv|bVII|i"};
  static const Texts jazz = {"i7|iv7|iih7|V7b9",      "i6|iih7 V7|i6|iih7 V7",
                             "iih7|V7b9|i7|i7",       "iv7|bVII7|bIIImaj7|bVImaj7|iih7|V7b9|i6|i6",
                             "i7|bVI7|iih7|V7",       "i|i7|bVI7|V7",
                             "i6|bIIImaj7|iih7|V7b9", "i7|bIII7|bVImaj7|bII7"};
  static const Texts ragtime = {"i|i|V7|V7|V7|V7|i|V7", "i|iv|i|V7|i|iv|i^5 V7|i", "i|VI7|II7|V7",
                                "i|V7|i|V7|iv|i|V7|i"};
  static const Texts classical = {"i|V7|V7|i",
                                  "i|iv|V7|i",
                                  "i|bVI|iv|V",
                                  "i|iio^3|V7|i",
                                  "i|iv^3|V|i|iio^3|V7|bVI|V",
                                  "i|V7^3|i|iv|i^5|V7|i|V",
                                  "i|bVII|bIII|bVI|iio^3|V7|i|V7",
                                  "i|iv|bVII|bIII|bVI|iio^3|V7|i",
                                  "i|V|bVI|bIII|iv|i|iv|V"};
  static const Texts cinematic = {"i|bVI|bIII|bVII", "i|bVI|iv|V",   "i|i|bVI|bVI|iv|iv|V|V",
                                  "i|bIII|bVII|IV",  "i|v|bVI|bIII", "i|bVI|bVII|v",
                                  "i|bII|i|V",       "i|iv@|i|V@",   "i|bVI|bIII|iv"};
  static const Texts blues = {"i7|i7|i7|i7|iv7|iv7|i7|i7|bVI7|V7|i7|V7",
                              "i7|iv7|i7|i7|iv7|iv7|i7|i7|V7|iv7|i7|V7", "i7|iv7|i7|V7"};
  static const Texts loop = {
      "i|i|bVI|bVI",     "i|bVI|bIII|bVII",   "i7|iv7",     "i9|iv9",       "i|i|i|bVII",
      "i|bVII|bVI|bVII", "i7|bVImaj7|iv7|v7", "i|i|iv|bVI", "i|bIII|iv|bVI"};
  static const Texts rock = {"i|bVI|bVII|i", "i|bVII|bVI|bVII", "i|bIII|bVII|IV", "i|bVI|bIII|bVII",
                             "i|iv|bVI|V",   "i|i|bIII|bVII",   "i|bVII|i|bVI"};
  return of_style({pop, folk, jazz, ragtime, classical, blues, cinematic, loop, rock}, style);
}

// Modes without a leading tone live on vamps; their colour chord is the mode's own degree.
const Texts& modal_texts(Mode mode) {
  static const Texts dorian = {"i|IV|i|IV",    "i7|IV7",      "i|bVII|IV|i",
                               "i|ii|bIII|IV", "i7|ii7",      "i|i|IV|bVII",
                               "i|IV|bVII|i",  "i|bIII|IV|i", "i|v|IV|i"};
  static const Texts phrygian = {"i|bII|i|bII",  "i|bII|bIII|bII", "i|bII|bvii|i",
                                 "i|bvii|bVI|i", "i|bIII|bII|i",   "i|i|bII|i"};
  static const Texts lydian = {"I|II|I|II", "I|II@|I|II@", "I|V|II|I",  "I|II|iii|II",
                               "Imaj7|II",  "I|vi|II|I",   "I|iii|II|I"};
  static const Texts mixolydian = {"I|bVII|IV|I", "I|bVII|I|bVII", "I|v|bVII|IV",
                                   "I|IV|bVII|I", "I7|IV",         "I|I|bVII|bVII|IV|IV|I|I",
                                   "I|bVII|v|I",  "I|IV|I|bVII"};
  static const Texts harmonic = {"i|iv|V7|i",  "i|bVI|iv|V7", "i|V7|i|V7",   "i|iio|V7|i",
                                 "i|bVI|V7|i", "i|iv|i|V7",   "i|V7|bVI|V7", "i|i|V7|i"};
  switch (mode) {
    case Mode::kDorian:
      return dorian;
    case Mode::kPhrygian:
      return phrygian;
    case Mode::kLydian:
      return lydian;
    case Mode::kMixolydian:
      return mixolydian;
    default:
      return harmonic;
  }
}

// A walk tonic -> subdominant -> dominant, ending on a half or a full cadence.
std::string grammar(bool minor, Rng& rng) {
  static const Texts tonic_major = {"I", "I", "vi", "iii", "I^3"};
  static const Texts sub_major = {"IV", "ii", "ii^3", "IV", "vi"};
  static const Texts dominant_major = {"V", "V7", "V^3", "V", "viio^3"};
  static const Texts tonic_minor = {"i", "i", "bVI", "bIII", "i^3"};
  static const Texts sub_minor = {"iv", "iv", "iio^3", "bVI", "bVII"};
  static const Texts dominant_minor = {"V", "V7", "V^3", "V", "bVII"};
  const Texts& tonics = minor ? tonic_minor : tonic_major;
  const Texts& subs = minor ? sub_minor : sub_major;
  const Texts& dominants = minor ? dominant_minor : dominant_major;
  std::string text;
  const int phrases = rng.range(1, 2);
  for (int phrase = 0; phrase < phrases; ++phrase) {
    const bool closes = phrase == phrases - 1 && phrases == 2;
    std::array<std::string_view, 4> bars;
    bars[0] = phrase == 0 || rng.chance(0.5) ? tonics[0] : rng.pick(tonics);
    bars[1] = rng.chance(0.4) ? rng.pick(dominants)
                              : (rng.chance(0.5) ? rng.pick(tonics) : rng.pick(subs));
    bars[2] = rng.chance(0.7) ? rng.pick(subs) : rng.pick(tonics);
    bars[3] = dominants[static_cast<size_t>(rng.range(0, 1))];
    if (closes) {
      bars[2] = dominants[1];
      bars[1] = rng.pick(subs);
      bars[3] = tonics[0];
    }
    for (std::string_view bar : bars) {
      if (!text.empty()) text += '|';
      text += bar;
    }
  }
  return text;
}

}  // namespace

Progression draw_progression(HarmonyStyle style, Mode mode, bool start_on_tonic, Rng& rng) {
  Progression drawn;
  for (int attempt = 0; attempt < 12; ++attempt) {
    const bool functional = style == HarmonyStyle::kPop || style == HarmonyStyle::kClassical ||
                            style == HarmonyStyle::kFolk || style == HarmonyStyle::kCinematic;
    const bool minor_key = Key{0, mode}.is_minor();
    const Texts& own = style_progressions(style, minor_key);
    // A drone stays where it is in any mode; so do the modes of a tradition without chords.
    const bool keeps_mode =
        style == HarmonyStyle::kDrone || style == HarmonyStyle::kPentatonic ||
        (!own.empty() && (mode == Mode::kMajor || mode == Mode::kMinor ||
                          mode == Mode::kHarmonicMinor || mode == Mode::kBlues));
    if (keeps_mode && !own.empty()) {
      drawn = parse_progression(rng.pick(own));
    } else if (mode == Mode::kBlues) {
      const bool minor_blues = style == HarmonyStyle::kPop || rng.chance(0.25);
      drawn = parse_progression(rng.pick(minor_blues ? minor_texts(HarmonyStyle::kBlues)
                                                     : major_texts(HarmonyStyle::kBlues)));
    } else if (mode == Mode::kMajor || mode == Mode::kMinor) {
      const bool minor = mode == Mode::kMinor;
      if (functional && rng.chance(0.35)) {
        drawn = parse_progression(grammar(minor, rng));
      } else {
        drawn = parse_progression(rng.pick(minor ? minor_texts(style) : major_texts(style)));
      }
    } else {
      drawn = parse_progression(rng.pick(modal_texts(mode)));
    }
    if (!start_on_tonic || drawn.front().front().root == 0) break;
  }
  if (start_on_tonic && drawn.front().front().root != 0) {
    const bool minor = Key{0, mode}.is_minor();
    drawn.front() = {{0, minor ? ChordQuality::kMinor : ChordQuality::kMajor, 0, true}};
  }
  return drawn;
}

}  // namespace continuo
