#include "prompt/languages.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "arrange/words.h"
#include "base/text.h"
#include "prompt/gloss.h"

namespace continuo {
namespace {

struct Example {
  const char* prompt;
  const char* english;
};

void expect_glosses(const std::vector<Example>& examples) {
  for (const Example& example : examples) {
    EXPECT_EQ(in_english(example.prompt), example.english) << example.prompt;
    EXPECT_EQ(in_english(example.english), example.english) << "a gloss stays";
  }
}

TEST(InEnglish, EnglishComesBackByteForByte) {
  for (const char* prompt : {"",
                             "   ",
                             "slow ragtime piano, 120 bpm",
                             "A  grave, largo solo for piano - forte!",
                             "die hard metal, a gift for my art teacher",
                             "Rock 'n' roll \xE2\x80\x94 loud\n",
                             "Los Angeles hip hop with a deep bass",
                             "film noir jazz",
                             "a cafe in Rio de Janeiro",
                             "le grand piano solo",
                             "alto sax and tenor sax duo",
                             "A minor setback",
                             "C#m, 7/8, 96 bpm",
                             "D dorian modal jazz, trumpet, brushes, upright bass",
                             "solo piano, forte, presto, vivace",
                             "kind of blue",
                             "tango for two",
                             "bossa nova",
                             "reggae",
                             "drum and bass 174 bpm",
                             "An adagio for strings in the style of a sad old film",
                             "\xF0\x9F\x8E\xB9 \xF0\x9F\x8E\xB8",
                             "fanfare for the common man",
                             "no drums",
                             "nocturne",
                             "the end",
                             "8-bit boss fight",
                             "hell bald brief rat rot rock fast wand war",
                             "pain coin main pour",
                             "pan once red sale"}) {
    EXPECT_EQ(in_english(prompt), prompt);
  }
}

TEST(InEnglish, WordsOfTheTablesAreEnglish) {
  const auto same = [](std::string_view text) { EXPECT_EQ(in_english(text), text); };
  for (const TempoWord& word : tempo_words()) same(word.text);
  for (const MoodWord& word : mood_words()) same(word.text);
  for (const UseWord& word : use_words()) {
    same(word.phrase);
    same(word.tag);
  }
  for (const std::string_view genre : genre_names()) {
    for (const GenreWord& word : genre_words(genre)) same(word.text);
  }
  for (int program = 0; program <= 128; ++program) {
    for (const std::string_view word : instrument_words(program)) same(word);
  }
}

TEST(InEnglish, German) {
  expect_glosses({
      {"langsames trauriges Klavierstück in d-Moll mit Streichern",
       "slow sad piano piece in D minor with strings"},
      {"ein fröhlicher Walzer im Dreivierteltakt", "a happy waltz in 3/4 time"},
      {"schnelle Polka ohne Schlagzeug", "fast polka without drums"},
      {"Musik zum Einschlafen, nur Harfe", "music for sleeping, only harp"},
      {"E-Gitarre, Bass und Schlagzeug", "electric guitar, bass and drums"},
      {"verzerrte E-Gitarren", "distorted guitar"},
      {"Entspannungsmusik mit Querflöte", "relaxation music with flute"},
      {"ruhige Gitarrenmelodie in As-Dur", "calm guitar melody in Ab major"},
      {"90 Schläge pro Minute, H-Moll", "90 bpm, B minor"},
      {"duestere Orgel, gefluestert und langsam", "dark organ, gefluestert and slow"},
      {"KLAVIER UND GEIGE", "piano and violin"},
      {"16 Takte Jazz mit Kontrabass", "16 bars jazz with double bass"},
      {"eine halbe Minute Walzer", "half a minute waltz"},
      {"Geige statt Klavier", "violin instead of piano"},
  });
}

TEST(InEnglish, French) {
  expect_glosses({
      {"musique électronique énergique avec basse profonde, 128 bpm",
       "energetic electronic music with deep bass, 128 bpm"},
      {"valse lente en ré mineur pour piano et violon",
       "slow waltz in D minor for piano and violin"},
      {"guitare électrique sans batterie", "electric guitar without drums"},
      {"quatuor à cordes très triste", "very sad string quartet"},
      {"musique de film épique", "epic film music"},
      {"une berceuse douce à la harpe", "a soft lullaby like harp"},
      {"jazz manouche rapide, guitare et contrebasse", "fast gypsy jazz, guitar and double bass"},
      {"mélodie d'accordéon joyeuse", "melody of happy accordion"},
  });
}

TEST(InEnglish, Spanish) {
  expect_glosses({
      {"bossa nova suave con guitarra y flauta", "soft bossa nova with guitar and flute"},
      {"canción de cuna muy lenta en sol mayor", "very slow lullaby in G major"},
      {"salsa rápida con trompetas y piano, sin batería",
       "fast salsa with trumpet and piano, without drums"},
      {"musica electronica oscura", "dark electronic music"},
      {"vals en si bemol menor", "waltz in Bb minor"},
      {"tres por cuatro, guitarras flamencas", "3/4 time, spanish guitar"},
      {"cuarteto de cuerdas triste", "sad string quartet"},
  });
}

TEST(InEnglish, ItalianAndPortuguese) {
  expect_glosses({
      {"brano triste per pianoforte e violoncello", "sad piece for piano and cello"},
      {"musica da camera allegra con flauto", "happy chamber music with flute"},
      {"samba animado com violão e pandeiro", "cheerful samba with acoustic guitar and tambourine"},
      {"música calma para dormir, sem bateria", "calm music for sleeping, without drums"},
  });
}

TEST(InEnglish, Russian) {
  expect_glosses({
      {"быстрый весёлый фокстрот для духового оркестра", "fast happy foxtrot for brass band"},
      {"медленный грустный вальс для фортепиано в ре миноре",
       "slow sad waltz for piano in D minor"},
      {"электронная музыка, 128 ударов в минуту", "electronic music, 128 bpm"},
      {"гитары без барабанов", "guitar without drums"},
      {"Спокойный джаз с контрабасом и саксофоном", "calm jazz with double bass and saxophone"},
      {"русская народная песня, балалайка и баян",
       "russian folk song, balalaika and bayan accordion"},
      {"си-бемоль мажор, три четверти", "Bb major, 3/4 time"},
      {"весе\xCC\x88лыи\xCC\x86 марш", "happy march"},  // letters and marks apart
  });
}

TEST(InEnglish, ChineseAndJapanese) {
  expect_glosses({
      {"一首欢快的中国民乐，笛子和古筝", "cheerful chinese folk music, bamboo flute and guzheng"},
      {"慢速钢琴曲，C大调，没有鼓", "slow piano piece, C major, without drums"},
      {"悲伤的小提琴独奏", "sad violin solo"},
      {"爵士樂，薩克斯和鋼琴", "jazz, saxophone and piano"},
      {"速度一百二十", "tempo 120"},
      {"四三拍的圆舞曲", "3/4 time waltz"},
      {"轻松的ambient音乐", "relaxing ambient music"},
      {"悲しいピアノ曲、イ短調", "sad piano piece, A minor"},
      {"ピアノ、ドラムなし", "piano, drums not needed"},
      {"不太快的爵士乐", "not too fast jazz"},
      {"ジャズ、１２０bpm", "jazz, 120 bpm"},
  });
}

TEST(InEnglish, MixedPromptsKeepTheirEnglish) {
  expect_glosses({{"chill beat mit Klavier und Regen", "chill beat with piano and rain"},
                  {"a slow piece with 古筝 and flute", "a slow piece with guzheng and flute"},
                  {"lofi hip hop, грустный, 80 bpm", "lofi hip hop, sad, 80 bpm"}});
}

TEST(InEnglish, HostileBytesComeBackAsText) {
  std::string megabyte(1 << 20, 'k');
  std::string cyrillic;
  while (cyrillic.size() < (1 << 20)) cyrillic += "барабан ";
  for (const std::string& prompt :
       {std::string("\xFF\xFE\x80 piano"), std::string("pi\0ano", 6), std::string("\xE4\xB8"),
        std::string("Klavier \xC3"), megabyte, cyrillic, std::string(50000, ' '),
        std::string("Klavier und Geige \xF0\x9F\x8E\xB9\xF0\x9F\x8E\xB9 \xFF")}) {
    const std::string english = in_english(prompt);
    EXPECT_LE(english.size(), 3 * prompt.size() + 100);
    if (is_utf8(prompt)) {
      EXPECT_TRUE(is_utf8(english));
    }
  }
}

// Every form of every table is found, and says what its line says unless an earlier line has it.
TEST(GlossTable, EveryFormIsKnown) {
  for (const Language* language :
       {&kGerman, &kFrench, &kSpanish, &kItalian, &kPortuguese, &kRussian, &kChinese}) {
    const GlossTable table(*language);
    size_t lines = 0;
    std::string_view rest = language->table;
    while (!rest.empty()) {
      const size_t end = std::min(rest.find('\n'), rest.size());
      std::string_view forms = rest.substr(0, end);
      rest.remove_prefix(std::min(end + 1, rest.size()));
      if (forms.find(':') == std::string_view::npos) continue;
      ++lines;
      forms.remove_prefix(forms.find(':') + 1);
      while (!forms.empty()) {
        const size_t bar = std::min(forms.find('|'), forms.size());
        const std::string form = replaced(forms.substr(0, bar), "~", "");
        forms.remove_prefix(std::min(bar + 1, forms.size()));
        const std::vector<PromptWord> words = prompt_words(form);
        ASSERT_FALSE(words.empty()) << language->name << ": " << form;
        const auto gloss = table.at(words, 0);
        ASSERT_TRUE(gloss) << language->name << ": " << form;
        EXPECT_EQ(gloss->words, words.size()) << language->name << ": " << form;
      }
    }
    EXPECT_GT(lines, 120u) << language->name;
  }
}

}  // namespace
}  // namespace continuo
