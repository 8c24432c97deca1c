#include "prompt/named.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "prompt/reading.h"

namespace continuo {
namespace {

struct Genres {
  const char* prompt;
  std::vector<const char*> genres;
};

TEST(ReadNamed, Genre) {
  for (const Genres& example : std::initializer_list<Genres>{
           {"jazz", {"jazz"}},
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
           {"happy music", {}},
           {"JAZZ!!!", {"jazz"}},
           {"swing big band", {"big band"}},
           {"bebop jazz", {"bebop"}},
           {"prog metal", {"metal", "progressive rock"}},
           {"bande-annonce épique", {"trailer"}},
           {"quatuor à cordes en mi bémol majeur, allegro", {"string quartet"}},
           {"pop in C major", {"pop"}},
           {"house with soft piano", {"house"}},
           {"a reel for the pub", {"irish reel"}},
           {"indie with jangly guitars", {"indie rock"}},
           {"a march of toy soldiers", {"march"}},
           {"march 120 bpm", {"march"}},
           {"not jazz but rock", {"rock"}},
           {"Vocals: no. Jazz", {"jazz"}},
           {"neither jazz nor rock", {}},
           {"no techno or house", {}},
           {"anything but jazz", {}},
           {"this isn't jazz", {}},
           {"March 15th", {}},
           {"a day in March of last year", {}},
           {"march 2019", {}},
           {"fast music for my instagram reels", {}},
           {"a wedding reel", {}},
           {"polka dots", {}},
           {"my heart breaks", {}},
           {"acid rain", {}},
           {"liquid gold", {}},
           {"sparse, minimal, slow", {}},
           {"a spiritual journey", {}},
           {"indie game soundtrack", {"game"}},
           {"heart and soul", {}},
           {"sing it with soul", {}}}) {
    std::vector<int> wanted;
    for (const char* name : example.genres) wanted.push_back(genre_code(name));
    EXPECT_EQ(read_named(example.prompt).genres, wanted) << example.prompt;
  }
  const Named both = read_named("folk rock");
  EXPECT_GE(both.genres.size(), 2u);
  EXPECT_FALSE(read_named("techno, then some jazz").more_genres.empty());
}

// Every genre is found by its name and by each word that means it.
TEST(ReadNamed, EveryGenreOfTheTables) {
  for (size_t code = 1; code < genre_names().size(); ++code) {
    const std::string name(genre_names()[code]);
    // What these say alone is too little: players, uses, anything sung.
    if (among(name, "song drums game drumline") || name == "hand percussion") continue;
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

}  // namespace
}  // namespace continuo
