#include "prompt/named.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "score/instrument.h"

namespace continuo {
namespace {

struct Tempo {
  const char* prompt;
  int low;
  int high;  // the same where it is a number; both 0 where none is named
};

TEST(ReadNamed, Tempo) {
  for (const Tempo& example :
       std::initializer_list<Tempo>{{"132 bpm", 132, 132},
                                    {"ragtime at 168bpm", 168, 168},
                                    {"tempo 96", 96, 96},
                                    {"Tempo: 84, calm", 84, 84},
                                    {"at 120", 120, 120},
                                    {"techno at 140 with acid bass", 140, 140},
                                    {"♩=90", 90, 90},
                                    {"waltz, ♩ = 90", 90, 90},
                                    {"quarter note = 66", 66, 66},
                                    {"dotted quarter = 60", 90, 90},
                                    {"half note = 60", 120, 120},
                                    {"120 BPM", 120, 120},
                                    {"BPM: 120", 120, 120},
                                    {"bpm 174", 174, 174},
                                    {"90 beats per minute", 90, 90},
                                    {"ninety beats per minute", 90, 90},
                                    {"one hundred and twenty bpm", 120, 120},
                                    {"92.5 bpm", 93, 93},
                                    {"about 100 bpm", 100, 100},
                                    {"tempo of around 110", 110, 110},
                                    {"around 90-100 bpm", 90, 100},
                                    {"90 – 100 bpm", 90, 100},
                                    {"between 90 and 100 bpm", 90, 100},
                                    {"from 100 to 120 bpm", 100, 120},
                                    {"over 140 bpm", 140, 300},
                                    {"at least 150 bpm", 150, 300},
                                    {"under 80 bpm", 30, 80},
                                    {"more than 160 bpm", 160, 300},
                                    {"90 Schläge pro Minute", 90, 90},
                                    {"musique à 120 bpm", 120, 120},
                                    {"à 120 bpm", 120, 120},
                                    {"в темпе 90", 90, 90},
                                    {"темп 100", 100, 100},
                                    {"a 95 pulsaciones por minuto", 95, 95},
                                    {"120拍每分钟 bpm 120", 120, 120},
                                    {"slow", 30, 82},
                                    {"a slow, very slow lullaby", 30, 59},
                                    {"fast jig", 122, 300},
                                    {"mid-tempo rock", 84, 115},
                                    {"largo for strings", 30, 60},
                                    {"prestissimo", 180, 300},
                                    {"andante, 3/4", 72, 104},
                                    {"langsam und traurig", 30, 82},
                                    {"musique lente", 30, 82},
                                    {"canción rápida", 122, 300},
                                    {"медленная музыка", 30, 82},
                                    {"慢的钢琴曲", 30, 82},
                                    {"15 bpm", 0, 0},
                                    {"5000 bpm", 0, 0},
                                    {"not too fast", 30, 108},
                                    {"not too slow, not too fast", 82, 108},
                                    {"110 bmp", 110, 110},
                                    {"first slow, then fast", 0, 0},
                                    {"slow attack pads", 0, 0},
                                    {"with fast arpeggios", 0, 0},
                                    {"fast food restaurant music", 0, 0},
                                    {"at 2:30 the drums enter", 0, 0},
                                    {"at 44 kHz", 0, 0},
                                    {"at 100% volume", 0, 0},
                                    {"tempo 60 to 80", 60, 80},
                                    {"tempo: 60-80", 60, 80},
                                    {"in the 90s", 0, 0},
                                    {"look at 7 cats", 0, 0},
                                    {"upbeat reggae", 0, 0},
                                    {"16 bars", 0, 0},
                                    {"1985", 0, 0}}) {
    const Named named = read_named(example.prompt);
    if (example.low == 0) {
      EXPECT_FALSE(named.bpm || named.bpm_band) << example.prompt;
    } else if (example.low == example.high) {
      EXPECT_EQ(named.bpm, example.low) << example.prompt;
    } else {
      ASSERT_TRUE(named.bpm_band) << example.prompt;
      EXPECT_EQ(named.bpm_band->low, example.low) << example.prompt;
      EXPECT_EQ(named.bpm_band->high, example.high) << example.prompt;
    }
  }
}

struct Metres {
  const char* prompt;
  std::vector<Metre> metres;
};

TEST(ReadNamed, Metre) {
  for (const Metres& example :
       std::initializer_list<Metres>{{"ragtime in 7/4", {{7, 4}}},
                                     {"7/8 groove", {{7, 8}}},
                                     {"6/8 time", {{6, 8}}},
                                     {"odd time 7/8", {{7, 8}}},
                                     {"in three four", {{3, 4}}},
                                     {"seven-eight prog", {{7, 8}}},
                                     {"twelve-eight ballad", {{12, 8}}},
                                     {"in waltz time", {{3, 4}}},
                                     {"a slow waltz", {{3, 4}}},
                                     {"jazz waltz in 5/4", {{5, 4}}},
                                     {"jig for fiddle", {{6, 8}}},
                                     {"in five", {{5, 4}, {5, 8}}},
                                     {"in seven, driving", {{7, 4}, {7, 8}}},
                                     {"cut time march", {{2, 2}}},
                                     {"3/4-Takt, Klavier", {{3, 4}}},
                                     {"im Dreivierteltakt mit Geige", {{3, 4}}},
                                     {"musique à trois temps", {{3, 4}}},
                                     {"tres por cuatro con guitarra", {{3, 4}}},
                                     {"на три четверти", {{3, 4}}},
                                     {"四三拍", {{3, 4}}},
                                     {"3/2 time", {{3, 2}}},
                                     {"24/7 lofi", {}},
                                     {"9/11", {}},
                                     {"50/50 mix", {}},
                                     {"3/4 of the way", {}},
                                     {"1/4 notes", {}},
                                     {"on 7/4 we celebrate", {}},
                                     {"7/4/2024", {}},
                                     {"in five minutes", {}},
                                     {"in two parts", {}},
                                     {"in three movements with cello", {}},
                                     {"8/8", {}}}) {
    EXPECT_EQ(read_named(example.prompt).metres, example.metres) << example.prompt;
  }
  EXPECT_GE(read_named("something in an odd time signature").metres.size(), 5u);
}

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
                                      {"horn in F", -1},
                                      {"side B", -1}}) {
    EXPECT_EQ(read_named(prompt).tonic.value_or(-1), tonic) << prompt;
  }
  const Named blues = read_named("slow blues in E");
  EXPECT_EQ(std::count(blues.modes.begin(), blues.modes.end(), Mode::kBlues), 1);
}

struct Genres {
  const char* prompt;
  std::vector<const char*> genres;
};

TEST(ReadNamed, Genre) {
  for (const Genres& example :
       std::initializer_list<Genres>{{"jazz", {"jazz"}},
                                     {"a Hip-Hop beat", {"hip hop"}},
                                     {"lofi hip hop to study to", {"lo-fi"}},
                                     {"drum & bass", {"drum and bass"}},
                                     {"drum, bass and piano", {}},
                                     {"techno, then some jazz", {"techno"}},
                                     {"slow march for brass", {"march"}},
                                     {"funeral march", {"march"}},
                                     {"metal with a rusty door", {"metal"}},
                                     {"country song", {"country"}},
                                     {"a country tune", {"country"}},
                                     {"house music", {"house"}},
                                     {"piano house", {"house"}},
                                     {"jazzy guitar", {"jazz"}},
                                     {"8-bit battle", {"chiptune"}},
                                     {"electronic jazz", {"jazz"}},
                                     {"langsamer Walzer", {"waltz"}},
                                     {"вальс для фортепиано", {"waltz"}},
                                     {"爵士乐", {"jazz"}},
                                     {"rock-a-bye baby", {}},
                                     {"a rocking chair", {}},
                                     {"in my house", {}},
                                     {"a party at our country house", {}},
                                     {"a metal door slams", {}},
                                     {"rain in march", {}},
                                     {"march winds", {}},
                                     {"my old folks at home", {}},
                                     {"the jungle at night", {}},
                                     {"the country roads", {}},
                                     {"on a swing", {}},
                                     {"the swing sets at school", {}},
                                     {"a trap door", {}},
                                     {"no techno, please", {}},
                                     {"electronic", {}},
                                     {"classical guitar", {}},
                                     {"a song", {}},
                                     {"happy music", {}}}) {
    std::vector<int> wanted;
    for (const char* name : example.genres) wanted.push_back(genre_code(name));
    EXPECT_EQ(read_named(example.prompt).genres, wanted) << example.prompt;
  }
  const Named both = read_named("folk rock ballad");
  EXPECT_GE(both.genres.size(), 2u);
  EXPECT_FALSE(read_named("techno, then some jazz").more_genres.empty());
}

// Every genre is found by its name and by each word that means it.
TEST(ReadNamed, EveryGenreOfTheTables) {
  for (size_t code = 1; code < genre_names().size(); ++code) {
    const std::string name(genre_names()[code]);
    if (name == "song" || name == "drums" || name == "game") continue;
    for (const std::string& prompt : {name, "some " + name + " music", name + ", please"}) {
      EXPECT_EQ(read_named(prompt).genres, std::vector<int>{static_cast<int>(code)}) << prompt;
    }
    size_t found = 0;
    for (const GenreWord& word : genre_words(name)) {
      const std::vector<int> genres = read_named(word.text).genres;
      const bool means = std::count(genres.begin(), genres.end(), static_cast<int>(code)) > 0;
      EXPECT_TRUE(means || word.kind != WordKind::kMass || genres.empty() || genres.size() == 1)
          << word.text;
      found += means;
    }
    EXPECT_GT(found, 0u) << name;
  }
}

struct Players {
  const char* prompt;
  std::vector<std::vector<const char*>> players;  // each by words of which one must fit
  bool only;
};

bool fits(const NamedPart& part, const std::vector<const char*>& words) {
  for (const char* word : words) {
    const std::vector<int> programs = programs_named(word);
    if (std::find(programs.begin(), programs.end(), part.programs.front()) != programs.end())
      return true;
  }
  return false;
}

TEST(ReadNamed, Players) {
  for (const Players& example : std::initializer_list<Players>{
           {"piano", {{"piano"}}, false},
           {"grand piano and violins", {{"piano"}, {"violin"}}, false},
           {"jazz with walking bass, vibes and brushes",
            {{"upright bass"}, {"vibraphone"}, {"drums"}},
            false},
           {"good vibes", {}, false},
           {"80s vibes with synths", {{"synth"}}, false},
           {"string quartet", {{"violin"}, {"viola"}, {"cello"}}, true},
           {"string quartet with piano", {{"piano"}, {"violin"}, {"viola"}, {"cello"}}, false},
           {"jazz trio", {{"piano"}, {"upright bass"}, {"drums"}}, true},
           {"solo violin", {{"violin"}}, true},
           {"violin solo in A minor", {{"violin"}}, true},
           {"rock with a guitar solo", {{"guitar"}}, false},
           {"solo violin with harp", {{"violin"}, {"harp"}}, false},
           {"unaccompanied cello", {{"cello"}}, true},
           {"just piano and cello", {{"piano"}, {"cello"}}, true},
           {"piano only", {{"piano"}}, true},
           {"only strings in the intro, then trumpet", {{"strings"}, {"trumpet"}}, false},
           {"flute and harp duo", {{"flute"}, {"harp"}}, true},
           {"duet for two guitars", {{"guitar"}, {"guitar"}}, true},
           {"two flutes", {{"flute"}}, false},
           {"a cappella choir", {{"choir"}}, true},
           {"piano, nothing else", {{"piano"}}, true},
           {"french horn", {{"french horn"}}, false},
           {"car horn", {}, false},
           {"in three voices", {}, false},
           {"waltz for accordion and violin", {{"accordion"}, {"violin"}}, true},
           {"valse pour piano et violon", {{"piano"}, {"violin"}}, true},
           {"dance for flute with harp", {{"flute"}, {"harp"}}, false},
           {"ragtime band: clarinet, tuba and banjo", {{"clarinet"}, {"tuba"}, {"banjo"}}, true},
           {"waltz for orchestra", {{"strings"}, {"brass"}, {"woodwind"}}, false},
           {"nylon guitar over a lazy beat", {{"nylon guitar"}, {"drums"}}, false},
           {"relentless kick", {{"drums"}}, false},
           {"the kick kicks in on beat one", {{"drums"}}, false},
           {"a beautiful, slow harp solo", {{"harp"}}, true},
           {"piano trio: violin, cello and piano", {{"violin"}, {"cello"}, {"piano"}}, true},
           {"fast bebop quintet with trumpet, tenor sax, piano, bass and drums",
            {{"trumpet"}, {"tenor sax"}, {"piano"}, {"bass"}, {"drums"}},
            true},
           {"drum and bass", {}, false},
           {"bass and drums", {{"bass"}, {"drums"}}, false},
           {"synth pop", {}, false},
           {"a hip hop beat", {{"drums"}}, false},
           {"beats per minute", {}, false},
           {"beat the boss", {}, false},
           {"telephone hold music", {}, false},
           {"tape recorder hiss", {}, false},
           {"no strings attached", {}, false},
           {"Klavier und Geige", {{"piano"}, {"violin"}}, false},
           {"guitarra y flauta", {{"guitar"}, {"flute"}}, false},
           {"nur Harfe", {{"harp"}}, true},
           {"violon seul", {{"violin"}}, true},
           {"только рояль", {{"piano"}}, true},
           {"笛子和古筝", {{"bamboo flute"}, {"koto"}}, false},
           {"erhu and pipa", {{"fiddle"}, {"pipa"}}, false},
           {"saxophone quartet",
            {{"soprano sax"}, {"alto sax"}, {"tenor sax"}, {"baritone sax"}},
            true}}) {
    const Named named = read_named(example.prompt);
    ASSERT_EQ(named.parts.size(), example.players.size())
        << example.prompt << ": " << named_text(named);
    for (size_t i = 0; i < named.parts.size(); ++i)
      EXPECT_TRUE(fits(named.parts[i], example.players[i])) << example.prompt;
    EXPECT_EQ(named.only, example.only) << example.prompt;
  }
}

TEST(ReadNamed, Roles) {
  const auto role = [](const char* prompt) { return read_named(prompt).parts.at(0).role; };
  EXPECT_EQ(role("walking bass"), Role::kBass);
  EXPECT_EQ(role("lead guitar"), Role::kLead);
  EXPECT_EQ(role("rhythm guitar"), Role::kChords);
  EXPECT_EQ(role("soft piano chords"), Role::kChords);
  EXPECT_EQ(role("arpeggiated harp"), Role::kArpeggio);
  EXPECT_EQ(role("melody on the flute"), Role::kLead);
  EXPECT_EQ(role("the oboe plays the melody"), Role::kLead);
  EXPECT_FALSE(role("piano"));
}

TEST(ReadNamed, Unwanted) {
  for (const char* prompt :
       {"no drums", "piano without drums", "drumless jazz", "beatless ambient", "no percussion",
        "without any drums", "ohne Schlagzeug", "sans batterie", "sin batería", "без ударных",
        "没有鼓", "no drums or bass", "techno minus the drums", "drum-less", "drum-free folk",
        "don't use drums", "w/o drums", "no piano, no drums", "without piano and drums"}) {
    const Named named = read_named(prompt);
    EXPECT_EQ(named.drums(), false) << prompt;
    for (const NamedPart& part : named.parts) {
      for (const int program : part.programs)
        EXPECT_FALSE(std::binary_search(named.unwanted.begin(), named.unwanted.end(), program));
    }
  }
  EXPECT_EQ(read_named("rock with drums").drums(), true);
  EXPECT_EQ(read_named("a rap beat").drums(), true);
  for (const char* prompt : {"no vocals", "no drums until the chorus", "piano", "not too loud"})
    EXPECT_NE(read_named(prompt).drums(), false) << prompt;
  const Named flute = read_named("flute instead of violin");
  ASSERT_EQ(flute.parts.size(), 1u);
  EXPECT_TRUE(std::binary_search(flute.unwanted.begin(), flute.unwanted.end(), 40));
  EXPECT_NE(read_named("techno without a kick drum").drums(), false);
  EXPECT_EQ(read_named("choir without words").parts.size(), 1u);
  EXPECT_EQ(read_named("strings without violins").parts.size(), 1u);
  EXPECT_EQ(read_named("everything except drums").drums(), false);
  const Named list = read_named("no drums, bass or guitar");
  EXPECT_TRUE(list.parts.empty());
  EXPECT_TRUE(std::binary_search(list.unwanted.begin(), list.unwanted.end(), 33));
}

// Every word for an instrument is found in a plain sentence, by programs that it may mean.
TEST(ReadNamed, EveryInstrumentOfTheTables) {
  for (int program = 0; program < 119; ++program) {
    size_t found = 0;
    for (const std::string_view word : instrument_words(program)) {
      const Named named = read_named("with " + std::string(word) + ", please");
      for (const NamedPart& part : named.parts)
        found += std::count(part.programs.begin(), part.programs.end(), program) > 0;
    }
    EXPECT_GT(found, 0u) << instrument(program).name;
  }
}

TEST(ReadNamed, Lengths) {
  EXPECT_EQ(read_named("16 bars of funk").bars, 16);
  EXPECT_EQ(read_named("16 Takte Jazz mit Klavier").bars, 16);
  EXPECT_EQ(read_named("30 secondes de musique douce").seconds, 30);
}

TEST(ReadNamed, AllTogether) {
  const Named named = read_named("132 bpm ragtime in D minor, 7/4, solo piano, no drums, 8 bars");
  EXPECT_EQ(named.bpm, 132);
  EXPECT_EQ(named.key(), (Key{2, Mode::kMinor}));
  EXPECT_EQ(named.metres, (std::vector<Metre>{{7, 4}}));
  EXPECT_EQ(named.bars, 8);
  EXPECT_EQ(named_text(named), "ragtime, 132 bpm, 7/4, D minor, only piano, no drums, 8 bars");
  EXPECT_EQ(named_text(read_named("something nice")), "");
}

TEST(ReadNamed, HostileTextNamesWhatItMay) {
  std::string numbers, names;
  while (numbers.size() < (1 << 20)) numbers += "99999999999 bpm 7/8 in ";
  while (names.size() < (1 << 20)) names += "string orchestra piano, no two ";
  for (const std::string& prompt :
       {std::string("\xFF\xFE piano \xC3"), std::string("pia\0no 120 bpm", 14), numbers, names,
        std::string(1 << 20, '\0'), std::string(1 << 16, '/'), std::string("\xF0\x9F\x8E\xB9"),
        std::string("in in in in of of key key a a a a minor minor")}) {
    const Named named = read_named(prompt);
    EXPECT_LE(named.parts.size(), 24u);
    if (named.bpm) {
      EXPECT_GE(*named.bpm, kMinBpm);
      EXPECT_LE(*named.bpm, kMaxBpm);
    }
  }
}

}  // namespace
}  // namespace continuo
