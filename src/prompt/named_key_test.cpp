#include "prompt/named.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <utility>

namespace continuo {
namespace {

struct Keys {
  const char* prompt;
  const char* key;  // nullptr where none is named whole
};

TEST(ReadNamed, Key) {
  for (const Keys& example :
       std::initializer_list<Keys>{{"D minor", "D minor"},
                                   {"piano in F sharp minor", "F# minor"},
                                   {"C#m", "C# minor"},
                                   {"Bbm, sad", "Bb minor"},
                                   {"song in Am", "A minor"},
                                   {"in the key of E flat major", "Eb major"},
                                   {"B♭ major", "Bb major"},
                                   {"b-flat minor", "Bb minor"},
                                   {"A minor", "A minor"},
                                   {"A minor, slow", "A minor"},
                                   {"solo violin in A minor at 72 bpm", "A minor"},
                                   {"piece in a minor", "A minor"},
                                   {"a sad waltz in a minor, slow", "A minor"},
                                   {"key of a minor", "A minor"},
                                   {"E dorian", "E dorian"},
                                   {"dorian on E", "E dorian"},
                                   {"D dorian mode", "D dorian"},
                                   {"G mixolydian jam", "G mixolydian"},
                                   {"F lydian", "F lydian"},
                                   {"E phrygian dominant", "E phrygian"},
                                   {"A harmonic minor", "A harmonic minor"},
                                   {"C aeolian", "C minor"},
                                   {"a-Moll", "A minor"},
                                   {"Es-Dur", "Eb major"},
                                   {"Klavier in H-Moll", "B minor"},
                                   {"Stück in B-Dur", "Bb major"},
                                   {"Fis-Moll und Geige", "F# minor"},
                                   {"piano sonata in cis-moll", "C# minor"},
                                   {"ré mineur", "D minor"},
                                   {"en fa dièse majeur", "F# major"},
                                   {"si bemol mayor", "Bb major"},
                                   {"en la menor", "A minor"},
                                   {"ля минор", "A minor"},
                                   {"в до мажоре", "C major"},
                                   {"фа-диез минор", "F# minor"},
                                   {"C大调", "C major"},
                                   {"a小调", "A minor"},
                                   {"降B大调", "Bb major"},
                                   {"ト長調", "G major"},
                                   {"D major then B minor", "D major"},
                                   {"chicago shuffle, A blues", "A blues"},
                                   {"KEY OF C SHARP MINOR", "C# minor"},
                                   {"ES-DUR", "Eb major"},
                                   {"la mineur", "A minor"},
                                   {"mazurka, solo piano, A minor, 3/4", "A minor"},
                                   {"música triste en A minor", "A minor"},
                                   {"do mayor", "C major"},
                                   {"vals en la menor lento", "A minor"},
                                   {"sonata en mi menor con violín", "E minor"},
                                   {"#F小调", "F# minor"},
                                   {"♭E大调", "Eb major"},
                                   {"piano in AM", "A minor"},
                                   {"vocals: no, D minor please", "D minor"},
                                   {"why not B minor?", "B minor"},
                                   {"instead of C minor", nullptr},
                                   {"FM synth bass", nullptr},
                                   {"old AM radio, GM sounds", nullptr},
                                   {"la mayor parte de la noche, piano", nullptr},
                                   {"en la mayor parte, guitarra lenta", nullptr},
                                   {"mi mayor sueño, con guitarra", nullptr},
                                   {"a maior festa do ano", nullptr},
                                   {"a minor setback", nullptr},
                                   {"A minor setback, piano", nullptr},
                                   {"in a minor key", nullptr},
                                   {"a major chord, then a minor chord", nullptr},
                                   {"a major hit", nullptr},
                                   {"a major problem in a minor way", nullptr},
                                   {"I am sad", nullptr},
                                   {"10 am music", nullptr},
                                   {"plan B", nullptr},
                                   {"vitamin C", nullptr},
                                   {"clarinet in Bb", nullptr},
                                   {"in a dark forest", nullptr},
                                   {"Am F C G", nullptr},
                                   {"not in C minor", nullptr},
                                   {"a b c d", nullptr},
                                   {"in c o l o r", nullptr}}) {
    const auto key = read_named(example.prompt).key();
    EXPECT_EQ(key ? key->name() : "none", example.key != nullptr ? example.key : "none")
        << example.prompt;
  }
}

TEST(ReadNamed, ModesAndTonicsAlone) {
  const auto all_minor = [](const char* prompt) {
    const Named named = read_named(prompt);
    EXPECT_FALSE(named.tonic) << prompt;
    ASSERT_FALSE(named.modes.empty()) << prompt;
    for (const Mode mode : named.modes) EXPECT_TRUE((Key{0, mode}.is_minor())) << prompt;
  };
  for (const char* prompt :
       {"in a minor key", "a minor tune", "minor-key waltz", "in minor", "in Moll, langsam",
        "en mode mineur", "в миноре", "小调的曲子", "minor pentatonic riff"})
    all_minor(prompt);
  EXPECT_EQ(read_named("dorian jam").modes, std::vector<Mode>{Mode::kDorian});
  EXPECT_FALSE(Key({0, read_named("in a major key").modes.at(0)}).is_minor());

  for (const auto& [prompt, tonic] : {std::pair{"in A", 9},
                                      {"in C, fast", 0},
                                      {"Bb", -1},
                                      {"in Bb", 10},
                                      {"key of G", 7},
                                      {"in F# with drums", 6},
                                      {"in E flat", 3},
                                      {"blues in E", 4},
                                      {"in g", 7},
                                      {"in a", -1},
                                      {"in a house", -1},
                                      {"bebop, 220 bpm, Bb", 10},
                                      {"dixieland parade: cornet, snare. Bb, 4/4", 10},
                                      {"chords: Am, F, C, G", -1},
                                      {"song with parts A, B, A", -1},
                                      {"horn in F", -1},
                                      {"in d&b style", -1},
                                      {"a low-key a cappella piece", -1},
                                      {"side B", -1}}) {
    EXPECT_EQ(read_named(prompt).tonic.value_or(-1), tonic) << prompt;
  }
  const Named blues = read_named("slow blues in E");
  EXPECT_EQ(std::count(blues.modes.begin(), blues.modes.end(), Mode::kBlues), 1);
}

}  // namespace
}  // namespace continuo
