#include "prompt/named.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "score/instrument.h"

namespace continuo {
namespace {

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
           {"2 guitars", {{"guitar"}, {"guitar"}}, false},
           {"not just piano, strings too", {{"piano"}, {"strings"}}, false},
           {"not only piano", {{"piano"}}, false},
           {"a love triangle", {}, false},
           {"painted with paint brushes", {}, false},
           {"tres chic", {}, false},
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
  for (const char* prompt : {"no drums",
                             "piano without drums",
                             "drumless jazz",
                             "beatless ambient",
                             "no percussion",
                             "without any drums",
                             "ohne Schlagzeug",
                             "sans batterie",
                             "sin batería",
                             "без ударных",
                             "没有鼓",
                             "no drums or bass",
                             "techno minus the drums",
                             "drum-less",
                             "drum-free folk",
                             "don't use drums",
                             "w/o drums",
                             "no piano, no drums",
                             "without piano and drums",
                             "NO DRUMS!!!",
                             "keine Trommeln",
                             "kein Schlagzeug",
                             "neither piano nor drums",
                             "not drums",
                             "everything but drums",
                             "no need for drums",
                             "drums: none",
                             "drums are not needed",
                             "weder Klavier noch Schlagzeug",
                             "ni batterie ni piano",
                             "ni batería ni bajo",
                             "né batteria né basso",
                             "nem bateria nem baixo",
                             "ни ударных, ни баса",
                             "除了鼓",
                             "ピアノ、ドラムなし",
                             "piano au lieu de batterie",
                             "вместо ударных скрипка",
                             "I don't like drums"}) {
    const Named named = read_named(prompt);
    EXPECT_EQ(named.drums(), false) << prompt;
    for (const NamedPart& part : named.parts) {
      for (const int program : part.programs)
        EXPECT_FALSE(std::binary_search(named.unwanted.begin(), named.unwanted.end(), program));
    }
  }
  EXPECT_EQ(read_named("rock with drums").drums(), true);
  EXPECT_EQ(read_named("a rap beat").drums(), true);
  EXPECT_EQ(read_named("why not drums").drums(), true);
  EXPECT_EQ(read_named("not without drums").drums(), true);
  EXPECT_EQ(read_named("vocals: no. Drums please").drums(), true);
  EXPECT_EQ(read_named("guitar, not piano").parts.size(), 1u);
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

}  // namespace
}  // namespace continuo
