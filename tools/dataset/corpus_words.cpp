#include "corpus_words.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include "score/instrument.h"

namespace continuo {

namespace {

constexpr WordKind kMass = WordKind::kMass;
constexpr WordKind kCount = WordKind::kCount;
constexpr WordKind kAdjective = WordKind::kAdjective;

bool has_word(std::string_view text, std::string_view word) {
  const std::string padded = " " + std::string(text) + " ";
  return padded.find(" " + std::string(word) + " ") != std::string::npos;
}

bool has_program(const Score& score, int low, int high) {
  return std::any_of(score.parts.begin(), score.parts.end(),
                     [&](const Part& part) { return part.program >= low && part.program <= high; });
}

bool has_label(const CorpusEntry& entry, std::string_view label) {
  return std::any_of(entry.genres.begin(), entry.genres.end(),
                     [label](const std::string& genre) { return has_word(genre, label); });
}

struct TitleWord {
  std::string_view word;  // as it stands in the plain title or labels
  GenreWord style;
};

// Kinds of pieces by the words of their titles, in the languages of the corpus.
const std::vector<TitleWord>& title_words() {
  static const std::vector<TitleWord> words = {
      {"waltz", {"waltz", kCount}},
      {"valse", {"waltz", kCount}},
      {"walzer", {"waltz", kCount}},
      {"walc", {"waltz", kCount}},
      {"polonaise", {"polonaise", kCount}},
      {"polonez", {"polonaise", kCount}},
      {"mazurka", {"mazurka", kCount}},
      {"mazur", {"mazurka", kCount}},
      {"mazurek", {"mazurka", kCount}},
      {"nocturne", {"nocturne", kCount}},
      {"nokturn", {"nocturne", kCount}},
      {"prelude", {"prelude", kCount}},
      {"preludium", {"prelude", kCount}},
      {"praeludium", {"prelude", kCount}},
      {"preludio", {"prelude", kCount}},
      {"etude", {"etude", kCount}},
      {"study", {"study", kCount}},
      {"studies", {"study", kCount}},
      {"sonata", {"sonata", kCount}},
      {"sonate", {"sonata", kCount}},
      {"sonatina", {"sonatina", kCount}},
      {"fugue", {"fugue", kCount}},
      {"fuga", {"fugue", kCount}},
      {"fuge", {"fugue", kCount}},
      {"invention", {"invention", kCount}},
      {"inventio", {"invention", kCount}},
      {"toccata", {"toccata", kCount}},
      {"minuet", {"minuet", kCount}},
      {"menuet", {"minuet", kCount}},
      {"menuetto", {"minuet", kCount}},
      {"gavotte", {"gavotte", kCount}},
      {"sarabande", {"sarabande", kCount}},
      {"allemande", {"allemande", kCount}},
      {"courante", {"courante", kCount}},
      {"gigue", {"gigue", kCount}},
      {"bourree", {"bourree", kCount}},
      {"rondo", {"rondo", kCount}},
      {"rondeau", {"rondo", kCount}},
      {"march", {"march", kCount}},
      {"marche", {"march", kCount}},
      {"marsch", {"march", kCount}},
      {"marsz", {"march", kCount}},
      {"rag", {"rag", kCount}},
      {"scherzo", {"scherzo", kCount}},
      {"ballade", {"ballade", kCount}},
      {"impromptu", {"impromptu", kCount}},
      {"berceuse", {"lullaby", kCount}},
      {"lullaby", {"lullaby", kCount}},
      {"wiegenlied", {"lullaby", kCount}},
      {"tarantelle", {"tarantella", kCount}},
      {"tarantella", {"tarantella", kCount}},
      {"bolero", {"bolero", kCount}},
      {"barcarolle", {"barcarolle", kCount}},
      {"fantasie", {"fantasy", kCount}},
      {"fantasia", {"fantasia", kCount}},
      {"polka", {"polka", kCount}},
      {"krakowiak", {"krakowiak", kCount}},
      {"serenade", {"serenade", kCount}},
      {"serenata", {"serenade", kCount}},
      {"romance", {"romance", kCount}},
      {"concerto", {"concerto", kCount}},
      {"symphony", {"symphony", kCount}},
      {"symphonie", {"symphony", kCount}},
      {"overture", {"overture", kCount}},
      {"chorale", {"chorale", kCount}},
      {"choral", {"chorale", kCount}},
      {"reel", {"reel", kCount}},
      {"jig", {"jig", kCount}},
      {"hornpipe", {"hornpipe", kCount}},
      {"tango", {"tango", kCount}},
      {"aria", {"aria", kCount}},
      {"carol", {"carol", kCount}},
      {"siciliana", {"siciliana", kCount}},
      {"pavane", {"pavane", kCount}},
      {"galliard", {"galliard", kCount}},
      {"landler", {"landler", kCount}},
      {"ecossaise", {"ecossaise", kCount}},
      {"galop", {"galop", kCount}},
      {"capriccio", {"caprice", kCount}},
      {"caprice", {"caprice", kCount}},
      {"variations", {"variations", kMass}},
      {"partita", {"partita", kCount}},
      {"suite", {"suite", kCount}},
      {"bagatelle", {"bagatelle", kCount}},
  };
  return words;
}

struct GameTitle {
  std::string_view word;
  std::vector<GenreWord> styles;
  std::vector<std::string> moods;
  std::vector<std::string> uses;
};

const std::vector<GameTitle>& game_titles() {
  static const std::vector<GameTitle> titles = {
      {"end of battle",
       {{"victory theme", kCount}, {"victory fanfare", kCount}},
       {},
       {"after a battle"}},
      {"battle 1",
       {{"battle theme", kCount}, {"battle music"}},
       {},
       {"for a battle", "for a fight"}},
      {"boss", {{"boss battle theme", kCount}, {"boss fight music"}}, {}, {"for a boss fight"}},
      {"castle", {{"castle theme", kCount}}, {}, {"for a castle", "for a king's court"}},
      {"church", {{"church music"}}, {}, {"for a church"}},
      {"dungeon", {{"dungeon theme", kCount}, {"dungeon music"}}, {}, {"for a dungeon"}},
      {"ending", {{"ending theme", kCount}, {"end credits music"}}, {}, {"for the end credits"}},
      {"field",
       {{"overworld theme", kCount}, {"adventure music"}},
       {},
       {"for travelling", "for an adventure"}},
      {"game over", {{"game over music"}}, {}, {"for a game over screen"}},
      {"fanfare", {{"fanfare", kCount}}, {}, {}},
      {"inn", {{"tavern music"}}, {}, {"for an inn", "for a tavern"}},
      {"item", {{"jingle", kCount}}, {}, {}},
      {"joke", {{"comedy music"}}, {"funny", "comical", "goofy"}, {"for a funny scene"}},
      {"mystery", {{"mystery music"}}, {"mysterious"}, {"for a mystery"}},
      {"opening",
       {{"opening theme", kCount}, {"title theme", kCount}},
       {},
       {"for the title screen"}},
      {"sorrow", {}, {"sad", "sorrowful", "mournful"}, {"for a sad scene"}},
      {"town", {{"town theme", kCount}, {"village music"}}, {}, {"for a town", "for a village"}},
      {"vehicle", {{"vehicle theme", kCount}}, {}, {"for travelling", "for a journey"}},
  };
  return titles;
}

// Groove and fannon labels: how a drummer names them, and the genre that they are nearest to.
struct DrumStyleRow {
  std::string_view label;
  std::string_view word;
};

const std::vector<DrumStyleRow>& drum_styles() {
  static const std::vector<DrumStyleRow> rows = {{"rock", "rock"},
                                                 {"funk", "funk"},
                                                 {"jazz", "jazz"},
                                                 {"latin", "latin"},
                                                 {"hiphop", "hip hop"},
                                                 {"hip hop", "hip hop"},
                                                 {"soul", "soul"},
                                                 {"afrocuban", "afro-cuban"},
                                                 {"punk", "punk"},
                                                 {"neworleans", "new orleans"},
                                                 {"country", "country"},
                                                 {"pop", "pop"},
                                                 {"reggae", "reggae"},
                                                 {"gospel", "gospel"},
                                                 {"afrobeat", "afrobeat"},
                                                 {"dance", "dance"},
                                                 {"highlife", "highlife"},
                                                 {"middleeastern", "middle eastern"},
                                                 {"blues", "blues"},
                                                 {"breakbeat", "breakbeat"},
                                                 {"disco", "disco"},
                                                 {"electro", "electro"},
                                                 {"house", "house"},
                                                 {"rnb", "R&B"},
                                                 {"ska", "ska"},
                                                 {"synthwave", "synthwave"},
                                                 {"techno", "techno"},
                                                 {"bossa", "bossa nova"},
                                                 {"dancehall", "dancehall"},
                                                 {"dnb", "drum and bass"},
                                                 {"garage", "UK garage"},
                                                 {"lo fi", "lo-fi"},
                                                 {"metal", "metal"},
                                                 {"miami bass", "miami bass"},
                                                 {"afro", "afro"},
                                                 {"trap", "trap"},
                                                 {"samba", "samba"},
                                                 {"halftime", "half-time"},
                                                 {"shuffle", "shuffle"},
                                                 {"swing", "swing"},
                                                 {"secondline", "second line"},
                                                 {"purdieshuffle", "half-time shuffle"},
                                                 {"motown", "motown"},
                                                 {"fusion", "fusion"},
                                                 {"rhumba", "rumba"},
                                                 {"bembe", "bembe"},
                                                 {"brazilian samba", "brazilian samba"},
                                                 {"brazilian baiao", "baiao"}};
  return rows;
}

bool is_drum_source(const CorpusEntry& entry) {
  return entry.source == "groove" || entry.source == "fannon_drums";
}
bool is_game_source(const CorpusEntry& entry) {
  return entry.source == "freedoom" || entry.source == "easyrpg" || entry.source == "blasphemer";
}

int first_known(std::initializer_list<std::string_view> names) {
  for (const std::string_view name : names) {
    if (const int code = genre_code(name); code != 0) return code;
  }
  return 0;
}

// Composers whose manner a listener might ask for by name.
std::string known_composer(const CorpusEntry& entry) {
  static const std::vector<std::pair<std::string_view, std::string_view>> names = {
      {"chopin", "Chopin"},
      {"bach", "Bach"},
      {"beethoven", "Beethoven"},
      {"mozart", "Mozart"},
      {"schubert", "Schubert"},
      {"schumann", "Schumann"},
      {"brahms", "Brahms"},
      {"handel", "Handel"},
      {"haydn", "Haydn"},
      {"faure", "Faure"},
      {"joplin", "Scott Joplin"},
      {"tarrega", "Tarrega"},
      {"sor", "Sor"},
      {"giuliani", "Giuliani"},
      {"bruckner", "Bruckner"},
      {"mendelssohn", "Mendelssohn"},
      {"debussy", "Debussy"},
      {"liszt", "Liszt"},
      {"grieg", "Grieg"},
      {"tchaikovsky", "Tchaikovsky"},
      {"vivaldi", "Vivaldi"},
      {"scarlatti", "Scarlatti"},
      {"purcell", "Purcell"},
      {"satie", "Satie"},
      {"dvorak", "Dvorak"},
      {"carulli", "Carulli"},
      {"wolf", "Hugo Wolf"},
      {"ravel", "Ravel"}};
  const std::string surname = surname_of(entry.composer);
  for (const auto& [plain, name] : names) {
    if (surname == plain) return std::string(name);
  }
  return "";
}

// Printed tempo words that do not contradict how fast the notes go.
std::vector<std::string> printed_tempo(const CorpusEntry& entry, int bpm) {
  static const std::vector<std::string_view> words = {
      "largo",      "larghetto", "adagio", "lento",  "andante",     "andantino", "moderato",
      "allegretto", "allegro",   "vivace", "presto", "prestissimo", "grave"};
  std::vector<std::string> result;
  const std::string text = plain_text(entry.tempo_text);
  for (const std::string_view word : words) {
    if (!has_word(text, word)) continue;
    bool fits = true;
    for (const TempoWord& known : tempo_words()) {
      if (known.text == word) fits = known.bpm.contains(bpm);
    }
    if (fits) result.emplace_back(word);
  }
  return result;
}

void add_orchestra_words(const CorpusEntry& entry, const Score& score, CaptionHints& hints) {
  if (entry.source == "openscore_quartets") {
    hints.styles = {{"string quartet", kCount},
                    {"string quartet", kCount},
                    {"classical string quartet", kCount},
                    {"chamber music"},
                    {"classical", kAdjective},
                    {"classical chamber music"}};
  } else if (entry.source == "hauptstimme_orchestra") {
    hints.styles = {{"orchestral", kAdjective}, {"classical orchestral", kAdjective},
                    {"symphonic", kAdjective},  {"orchestral music"},
                    {"classical music"},        {"full orchestra", kAdjective}};
    if (has_program(score, 52, 54)) hints.styles.push_back({"choir and orchestra", kAdjective});
  } else if (entry.source == "openscore_lieder") {
    hints.styles = {{"art song", kCount},
                    {"lied", kCount},
                    {"romantic song", kCount},
                    {"classical song", kCount},
                    {"voice and piano", kAdjective},
                    {"romantic", kAdjective}};
    if (!has_program(score, 0, 5) || !has_program(score, 52, 54))
      std::erase_if(hints.styles,
                    [](const GenreWord& word) { return word.text == "voice and piano"; });
  }
}

void add_classical_words(const CorpusEntry& entry, const Score& score, CaptionHints& hints) {
  const std::string text = plain_text(entry.title) + " " +
                           (entry.genres.empty() ? "" : entry.genres.back()) + " " +
                           (entry.genres.empty() ? "" : entry.genres.front());
  for (const TitleWord& title : title_words()) {
    if (!has_word(text, title.word)) continue;
    for (int i = 0; i < 4; ++i) hints.styles.push_back(title.style);
  }
  const bool piano_alone = score.parts.size() == 1 && has_program(score, 0, 1);
  if (entry.source == "nifc_chopin") {
    hints.styles.insert(
        hints.styles.end(),
        {{"romantic", kAdjective}, {"romantic era", kAdjective}, {"classical", kAdjective}});
    if (piano_alone)
      hints.styles.insert(hints.styles.end(), {{"romantic piano music"}, {"romantic piano"}});
  }
  if (entry.source == "nifc_polish")
    hints.styles.insert(hints.styles.end(), {{"classical", kAdjective}, {"classical music"}});
  if (entry.source == "openhymnal" || has_label(entry, "hymn")) {
    hints.styles.insert(hints.styles.end(), {{"hymn", kCount},
                                             {"hymn", kCount},
                                             {"church hymn", kCount},
                                             {"church music"},
                                             {"four-part hymn", kCount},
                                             {"hymn tune", kCount}});
  }
  if (entry.source != "mutopia") return;
  struct Label {
    std::string_view label;
    GenreWord word;
  };
  static const std::vector<Label> labels = {{"baroque", {"baroque", kAdjective}},
                                            {"renaissance", {"renaissance", kAdjective}},
                                            {"romantic", {"romantic", kAdjective}},
                                            {"classical", {"classical", kAdjective}},
                                            {"folk", {"folk"}},
                                            {"folk", {"folk tune", kCount}},
                                            {"ragtime", {"ragtime"}},
                                            {"jazz", {"jazz"}},
                                            {"march", {"march", kCount}},
                                            {"dance", {"old dance", kCount}},
                                            {"technique", {"etude", kCount}},
                                            {"modern", {"modern classical", kAdjective}},
                                            {"classical guitar", {"classical guitar"}},
                                            {"string quartet", {"string quartet", kCount}}};
  for (const Label& label : labels) {
    const bool guitar = label.word.text == "classical guitar";
    if (has_label(entry, label.label) && (!guitar || has_program(score, 24, 25)))
      hints.styles.push_back(label.word);
  }
  if (piano_alone && has_label(entry, "classical")) hints.styles.push_back({"classical piano"});
}

void add_game_words(const CorpusEntry& entry, const Score& score, CaptionHints& hints) {
  hints.styles = {{"game", kAdjective},
                  {"video game music"},
                  {"video game", kAdjective},
                  {"game soundtrack", kCount}};
  const std::string title = plain_text(entry.title);
  if (entry.source == "easyrpg") {
    hints.styles.push_back({"RPG music"});
    hints.styles.push_back({"role-playing game", kAdjective});
    for (const GameTitle& row : game_titles()) {
      // Some titles carry a prefix letter: "JInn 1".
      if (!has_word(title, row.word) && title.rfind("j" + std::string(row.word), 0) != 0 &&
          title.rfind(std::string(row.word), 0) != 0) {
        continue;
      }
      for (int i = 0; i < 3; ++i)
        hints.styles.insert(hints.styles.end(), row.styles.begin(), row.styles.end());
      hints.moods = row.moods;
      hints.uses = row.uses;
      break;
    }
  } else if (entry.source == "freedoom") {
    hints.styles.push_back({"shooter game music"});
    hints.styles.push_back({"game level music"});
    hints.uses = {"for a shooter game", "for a video game", "for an action game"};
    if (has_program(score, 29, 30) && has_program(score, kDrumKit, kDrumKit)) {
      hints.styles.insert(hints.styles.end(),
                          {{"rock"}, {"metal"}, {"game metal"}, {"heavy rock"}});
    } else if (has_program(score, 80, 95)) {
      hints.styles.insert(hints.styles.end(), {{"electronic", kAdjective}, {"synth", kAdjective}});
    }
  } else {
    hints.styles.push_back({"fantasy game music"});
    hints.styles.push_back({"dark fantasy", kAdjective});
  }
}

}  // namespace

int genre_of_entry(const CorpusEntry& entry, const Score& score) {
  if (is_drum_source(entry)) return first_known({"drums"});
  if (is_game_source(entry)) {
    if (entry.source == "freedoom" && has_program(score, 29, 30) &&
        has_program(score, kDrumKit, kDrumKit)) {
      return first_known({score.plan.bpm >= 132 ? "metal" : "rock"});
    }
    return first_known({"game"});
  }
  if (entry.source == "openscore_quartets") return first_known({"chamber"});
  if (entry.source == "openscore_lieder") return first_known({"song"});
  if (entry.source == "hauptstimme_orchestra") return first_known({"orchestral"});
  if (entry.source == "openhymnal" || has_label(entry, "hymn")) return first_known({"choral"});
  if (has_label(entry, "ragtime") || has_word(plain_text(entry.title), "rag"))
    return first_known({"ragtime"});
  if (has_label(entry, "folk")) return first_known({"folk"});
  if (has_label(entry, "march")) return first_known({"march"});
  if (has_program(score, 52, 54))
    return score.parts.size() == 1 ? first_known({"choral"}) : first_known({"song"});
  const bool keys_alone = std::all_of(score.parts.begin(), score.parts.end(),
                                      [](const Part& part) { return part.program <= 6; });
  if (keys_alone) return first_known({"classical piano"});
  if (score.parts.size() >= 7) return first_known({"orchestral"});
  if (score.parts.size() >= 2) return first_known({"chamber"});
  return 0;
}

bool has_real_tempo(const CorpusEntry& entry) {
  if (entry.source == "nifc_polish" || entry.source == "openscore_lieder" ||
      entry.source == "openscore_quartets" || entry.source == "nifc_chopin") {
    return !entry.tempo_text.empty();
  }
  if (entry.source == "mutopia")
    return entry.tempo_changes > 1 || (entry.bpm != 60 && entry.bpm != 120);
  if (entry.source == "openhymnal") return entry.bpm != 120;
  return true;
}

CaptionHints hints_of_entry(const CorpusEntry& entry, const Score& score, bool key_is_clear) {
  CaptionHints hints;
  hints.form = false;
  hints.roles = false;
  hints.key = key_is_clear;
  hints.composer = known_composer(entry);
  if (is_drum_source(entry)) {
    hints.genre = true;
    for (const DrumStyleRow& row : drum_styles()) {
      for (const std::string& label : entry.genres) {
        if (label != row.label) continue;
        hints.styles.insert(hints.styles.end(), 3, {row.word, kMass});
      }
    }
    return hints;
  }
  if (is_game_source(entry)) {
    hints.genre = false;
    add_game_words(entry, score, hints);
    return hints;
  }
  hints.tempo_words = printed_tempo(entry, score.plan.bpm);
  // The general words of a genre ("film", "piano") are the band's; scores are named by what is known of them.
  hints.genre = false;
  add_orchestra_words(entry, score, hints);
  add_classical_words(entry, score, hints);
  if (hints.styles.empty()) hints.styles.push_back({"classical", kAdjective});
  return hints;
}

}  // namespace continuo
