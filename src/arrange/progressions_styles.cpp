// Progressions by church, dance and age.
#include "arrange/progressions_styles.h"

#include <map>

namespace continuo {
namespace {

using Texts = std::vector<std::string_view>;
using Styles = std::map<HarmonyStyle, Texts>;

const Styles& of_major() {
  static const Styles styles = {
      {HarmonyStyle::kSoul,
       Texts{"I|vi|ii|V", "I|iii|IV|V", "I|I7|IV|iv", "I|ii|I|ii", "I|vi|ii|V7", "I|IV|I|V7",
             "I|V^3|vi|IV", "I|iii|vi|ii V7", "I|III7|vi|IV V", "I|IV|iii vi|ii V7"}},
      // Passing diminished chords, secondary dominants, and the walk home over the fifth.
      {HarmonyStyle::kGospel,
       Texts{"I|I7|IV|#ivo7|I^5|VI7|II7|V7", "I|III7|vi7|I7|IV|#ivo7|I^5 VI7|ii7 V7",
             "I I^3|IV #ivo7|I^5 VI7|ii7 V7", "I|V^3|vi7|I7|IV|iv|I^5|V7",
             "I7|IV7|I7|I7|IV7|#ivo7|I^5 VI7|ii7 V7", "I|#io7|ii7|V7|iii7|VI7|ii7|V7",
             "I|IV|I|I|IV|I|II7|V7"}},
      {HarmonyStyle::kDooWop,
       Texts{"I|vi|IV|V", "I|vi|ii|V7", "I vi|IV V", "I|vi|IV|V7|I|IV|I|V7", "I|iii|IV|V7"}},
      {HarmonyStyle::kSalsa, Texts{"I|IV|V7|IV", "I|V7|V7|I", "ii7|V7|I|VI7", "I|vi7|ii7|V7",
                                   "I|ii7|V7|I", "I|I7|IV|V7", "I|VI7|ii7|V7", "I IV|V7 IV"}},
      {HarmonyStyle::kTango,
       Texts{"I|V7|V7|I", "I|VI7|ii|V7", "I|I|V7|V7|V7|V7|I|V7", "I|#io7|ii7|V7|I|I7|IV iv|I^5 V7",
             "I|IV|V7|I", "I|V7^5|I^3|VI7|ii|V7|I|V7"}},
      {HarmonyStyle::kFlamenco, Texts{"I|bII|I|bII", "I|I|bII|I", "I|bII|bIII bII|I", "I|IV|V7|I"}},
      // Sequences by fifths and thirds, and the cadences that end them.
      {HarmonyStyle::kBaroque,
       Texts{"I|V|vi|iii|IV|I|IV|V", "I|IV|viio^3|iii|vi|ii|V7|I", "I|V^3|vi|V^3|I|ii^3|V|I",
             "I IV|viio^3 iii|vi ii|V7 I", "I|V7^3|I|V|V7^7|I^3|ii^3 V|I", "I|I^3|IV|ii^3|V|V7|I|V",
             "I|vi|II7^3|V|I^3|IV|ii^3 V7|I"}},
      // Chromatic mediants, borrowed sixths, dominants that wait.
      {HarmonyStyle::kRomantic,
       Texts{"I|I+|IV|iv|I^5|V7|I|V7", "I|III7|vi|iv|I^5|VI7|ii V7|I", "I|bVI|I|V7|I|iii|ii^3|V7",
             "I|V7|vi|III|IV|iv|I^5 V7|I", "I|#io7|ii|V7|I|VI7|ii|V7",
             "I|IV^5|I|viih7^3|III|vi|ii7|V7", "I|V7^3|I7|IV^3|iv^3|I^5|II7 V7|I"}},
      // Planed ninths and distant neighbours.
      {HarmonyStyle::kImpressionist,
       Texts{"Imaj9|II|Imaj9|II", "Imaj9|bVIImaj9|Imaj9|bIIImaj9", "Iadd9|vi9|ii9|V7sus4",
             "Imaj9|iii9|bVImaj9|V7sus4", "Iadd9|ii9|iii7|IVmaj9", "Imaj9|vi9|II9|V7sus4"}},
      {HarmonyStyle::kMetal,
       Texts{"I5|bVII5|IV5|I5", "I5|bVI5|bVII5|I5", "I5|IV5|V5|I5", "I5|I5|bIII5|IV5"}},
      {HarmonyStyle::kTrance,
       Texts{"vi|IV|I|V", "I|V|vi|IV", "IV|V|vi|I", "I|iii|vi|IV", "I|V|ii|IV"}},
      {HarmonyStyle::kDrone, Texts{"I5", "I5|I5|I5|I5", "I5|I5|V5@|I5"}},
      {HarmonyStyle::kPentatonic, Texts{"I5|I5|vi|vi", "I5|V5|vi|I5", "I5|I5|ii7|I5",
                                        "Isus2|vi|V5|I5", "I|vi|ii7|V5", "I5|vi|V5|I5"}},
  };
  return styles;
}

const Styles& of_minor() {
  static const Styles styles = {
      {HarmonyStyle::kSoul, Texts{"i|iv|i|V7", "i|bVI|iv|V7", "i|bVII|bVI|V7", "i|iv|bVII|V7",
                                  "i|i|iv|V7", "i|bVI|V7|i", "i|iv|v|i", "i|bIII|bVI|V7"}},
      {HarmonyStyle::kGospel,
       Texts{"i|iv|i|V7|i|iv|i^5 V7|i", "i|bVII|bVI|V7", "i|i|iv|i|bVI7|V7|i|V7", "i|io7|iv7|V7"}},
      {HarmonyStyle::kDooWop, Texts{"i|bVI|iv|V7", "i|iv|bVII|V7", "i|iv|V7|i"}},
      {HarmonyStyle::kSalsa, Texts{"i|iv|V7|V7", "i|V7|V7|i", "i|bVII|bVI|V7", "iv|bVII|bIII|V7",
                                   "i iv|V7 iv", "i7|IV7|i7|IV7", "i|i|iv|V7", "i|iih7|V7|i"}},
      {HarmonyStyle::kTango,
       Texts{"i|V7|V7|i", "i|iv|V7|i", "i|i|V7|V7|V7|V7|i|V7", "i|I7|iv|V7", "i|VI7|iih7|V7",
             "i|bVI|iih7|V7", "i|i7^7|bVI|V7", "iv|i|V7|i|iv|i^5|II7 V7|i"}},
      // The descent to the dominant, and the mode that takes that for its home.
      {HarmonyStyle::kFlamenco, Texts{"i|bVII|bVI|V", "i|i|bVII|bVII|bVI|bVI|V|V", "iv|bIII|bII|i",
                                      "i|bVII bVI|V|V", "i|iv|bVII|bIII|bVI|bVI|V|V"}},
      {HarmonyStyle::kBaroque,
       Texts{"i|iv|bVII|bIII|bVI|iio^3|V7|i", "i|v^3|bVI|V|i|iv|i^5 V7|i",
             "i iv|bVII bIII|bVI iio^3|V7 i", "i|V^3|i|iv|i^5|V7|bVI|V", "i|bVII^3|bVI|V",
             "i|V7|i|V|i^3|iv|iio^3 V7|i", "i|bIII|iv|V|bVI|iv|iio^3 V7|i"}},
      {HarmonyStyle::kRomantic,
       Texts{"i|bVI|iv|V7|i|bII^3|i^5 V7|i", "i|i7^7|bVI|iv|i^5|II7|V7|V7",
             "i|V7^3|i|iv|bVI|iih7|V7|i", "i|bIII|bVI|bII^3|V7|bVI|iih7|V7",
             "i|io7|iv^5|V7|i|VI7|iv V7|i"}},
      {HarmonyStyle::kImpressionist, Texts{"i9|IV9|i9|IV9", "i9|bVIImaj9|bVImaj9|bIIImaj9",
                                           "i7|bVImaj9|bIIImaj9|v7", "i9|ii7|bIIImaj9|IV9"}},
      {HarmonyStyle::kMetal, Texts{"i5|i5|bVI5|bVII5", "i5|bII5|i5|i5", "i5|bVII5|bVI5|V5",
                                   "i5|i5|bIII5|bII5", "i5|iv5|bVI5|V5", "i5|bVI5|bIII5|bVII5"}},
      {HarmonyStyle::kTrance, Texts{"i|bVI|bIII|bVII", "i|bVII|bVI|bVII", "i|iv|bVI|bVII",
                                    "i|bIII|bVII|bVI", "i|bVI|iv|v", "bVI|bVII|i|i"}},
      {HarmonyStyle::kDrone, Texts{"i5", "i5|i5|i5|i5", "i5|i5|v5@|i5"}},
      {HarmonyStyle::kPentatonic,
       Texts{"i|i5|bIII|i", "i|bVII5|i5|i", "i|i5|iv5|i", "i|v7|i5|i", "i5|i|v5|i"}},
  };
  return styles;
}

}  // namespace

const std::vector<std::string_view>& style_progressions(HarmonyStyle style, bool minor) {
  static const Texts none;
  const Styles& styles = minor ? of_minor() : of_major();
  const auto found = styles.find(style);
  return found == styles.end() ? none : found->second;
}

}  // namespace continuo
