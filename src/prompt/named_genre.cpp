// Genres: every word of the band's tables, the longest first.
#include <algorithm>
#include <iterator>
#include <map>
#include <set>
#include <span>

#include "prompt/reading.h"

namespace continuo {

namespace {

// Words of the tables that say too little alone: nano hears them among the others.
constexpr std::string_view kWeak =
    "electronic|synth|80s|classical|traditional|heavy|atmospheric|latin|brazilian|"
    "tropical latin|western|cowboy|film|movie|game|video game|beats|song|soundtrack|piano music|"
    "piano piece|concert piano|groove music|vocal music|dance track|electronic dance track|"
    "art song|soundscape|singer-songwriter|jazz combo|drum groove|drum beat|drum pattern|"
    "drum loop|drums only|drum track|classical piece|recital piece|score for a movie|retro 80s|"
    "game boy chiptune|electronic pop|ballad|minimal|breaks|liquid|acid|spiritual";

// Of the genres' own names these say too little.
constexpr std::string_view kWeakNames = "song|drums|game|hand percussion|drumline";

// Words that live outside music too: before and after these they are no genre.
struct Doubtful {
  std::string_view word;
  std::string_view not_after;
  std::string_view not_before;
};
constexpr Doubtful kDoubtful[] = {
    {"rock", "moon little desert red",
     "a me you us the your my garden pool climbing bottom solid face formation wall paper salt"},
    {"rocks", "the on of", "and"},
    {"house",
     "my your our his her their the a this haunted old country light tree full big little empty "
     "white dream in "
     "opera public royal coffee ale town doll dolls farm",
     "of party cat plant wife warming guest on door hold boat key keys"},
    {"metal", "rusty scrap precious sheet bent",
     "door doors gate pipe pipes hammer hammers box factory rain sheet bar bars plate plates "
     "detector gear solid slug wheels objects bowl bowls percussion drum drums"},
    {"march", "in of early late mid this last next since until by during from",
     "rain winds wind morning evening hare madness weather"},
    {"folk", "old some these those young town", "s at who are of"},
    {"country", "my your our the this foreign every another old home in a",
     "road roads house side club garden fair lane walk church village of "
     "estate manor fields morning air where without inn pub"},
    {"swing", "a the on mood porch tire", "set by the at low door"},
    {"jungle", "the deep dense in concrete wild through a",
     "temple animals night level adventure sounds river expedition ambience cat book"},
    {"trap", "a the mouse death his it my", "door doors and"},
    {"pop", "to bubbles soda", "up the quiz corn out a eye"},
    {"rag", "a cleaning old dirty wet", "doll dolls on"},
    {"rave", "", "review reviews about"},
    {"funk", "a", ""},
    {"disco", "", "ball balls elysium"},
    {"soul", "my your the his her a our of lost poor with", "mate searching of sister less"},
    {"reels",
     "for my our film movie demo show highlight highlights instagram insta ig facebook social "
     "video "
     "fishing sizzle wedding travel news tape",
     "to tape"},
    {"reel",
     "film movie demo show highlight highlights instagram insta ig facebook social video fishing "
     "sizzle wedding travel news tape",
     "to tape"},
    {"jig", "", "saw is"},
    {"polka", "", "dot dots dotted"},
    {"shanty", "", "town towns"},
    {"indie", "an my our", "game games film films movie developer dev studio author book books"},
    {"fusion", "nuclear cold asian food culinary", "cuisine food restaurant reactor of energy"},
    {"lounge", "airport cigar hotel in the my sky rooftop", "chair bar lizard"},
    {"doom", "of impending my their", "scrolling"},
    {"stride", "my his her their your in long", "toward towards along"},
    {"outrun", "to we can cannot t", "the him them it death"},
    {"surf", "to the we", "trip board shop school waves lesson lessons"},
    {"goa", "in to of from near", "beach beaches trip"},
    {"chamber", "torture echo gas secret burial", "pot door reverb of"},
    {"game", "the a my board", ""},
    {"bop", "to", ""},
    {"opera", "space soap", "house glasses singer"},
    {"gospel", "the", "of according"},
    {"punk", "steam cyber", ""},
    {"industrial", "", "estate park area site revolution zone"},

    {"trance", "in a", ""},
    {"garage", "the a my in parking", "door sale doors"},
    {"grime", "the", "and"},
    {"dub", "to", ""},

    {"drone", "a the my military flying", "footage flying shot shots strike view"},
    {"noise", "the some no of white background street city crowd wind", ""},
    {"drill", "a the fire power my", "bit sergeant hole press"},
    {"trailer", "", "park"},
    {"salsa", "and chips guacamole", "dip sauce"},
    {"indian", "american", "summer ocean food restaurant"},
    {"chinese", "", "food restaurant takeaway"},
    {"japanese", "", "food restaurant"},
    {"turkish", "", "coffee delight bath"},
    {"latin", "in", "text mass prayer words"},
    {"ambient", "", "temperature light lighting"}};

// Before these words a doubtful one is the genre after all: "a country song".
constexpr std::string_view kMusicNouns =
    "music song songs tune tunes track beat groove band ballad anthem riff rhythm loop jam piece "
    "style vibe feel instrumental "
    "guitar guitars piano bass drums drum beats fiddle theme number solo soundtrack waltz blues "
    "rock pop jazz mix set sound tempo time";

constexpr std::string_view kStrongAdjectives[] = {"jazzy",
                                                  "bluesy",
                                                  "funky",
                                                  "folksy",
                                                  "orchestral",
                                                  "symphonic",
                                                  "choral",
                                                  "cinematic",
                                                  "8-bit",
                                                  "8 bit",
                                                  "epic orchestral",
                                                  "cinematic orchestral",
                                                  "classical orchestral",
                                                  "retro game",
                                                  "arcade game",
                                                  "old video game"};

struct Meaning {
  std::set<int> genres;
  bool weak = false;
};

struct Table {
  PhraseTable phrases;
  std::vector<Meaning> meanings;
};

// Takes the first of a list with bars between.
std::string_view first_of(std::string_view& list) {
  const size_t bar = std::min(list.find('|'), list.size());
  const std::string_view first = list.substr(0, bar);
  list.remove_prefix(std::min(bar + 1, list.size()));
  return first;
}

const Table& table() {
  static const Table made = [] {
    Table result;
    std::map<std::string, Meaning> meanings;
    const auto& names = genre_names();
    for (size_t code = 1; code < names.size(); ++code) {
      for (const GenreWord& word : genre_words(names[code])) {
        Meaning& meaning = meanings[folded_words(word.text)];
        meaning.genres.insert(static_cast<int>(code));
        if (word.kind == WordKind::kAdjective) meaning.weak = true;
      }
    }
    for (const std::string_view text : kStrongAdjectives) {
      const auto found = meanings.find(folded_words(text));
      if (found != meanings.end()) found->second.weak = false;
    }
    for (std::string_view rest = kWeak; !rest.empty();) {
      const auto found = meanings.find(folded_words(first_of(rest)));
      if (found != meanings.end()) found->second.weak = true;
    }
    // A genre's own name means that genre and no other.
    for (size_t code = 1; code < names.size(); ++code)
      meanings[folded_words(names[code])] = {{static_cast<int>(code)}, false};
    for (std::string_view rest = kWeakNames; !rest.empty();)
      meanings[folded_words(first_of(rest))].weak = true;
    for (const auto& [text, meaning] : meanings) {
      const int value = static_cast<int>(result.meanings.size());
      result.meanings.push_back(meaning);
      result.phrases.add(text, value);
      const bool hisses = text.ends_with("ch") || text.ends_with('z') || text.ends_with('s');
      result.phrases.add(text + (hisses ? "es" : "s"), value);
    }
    return result;
  }();
  return made;
}

// The month: "march 15th", "in march of 2020", "march this year".
bool is_month(const Reading& reading, size_t i) {
  if (reading.word(i) != "march" || reading.ends_before(i + 1)) return false;
  const size_t at = reading.word(i + 1) == "of" ? i + 2 : i + 1;
  if (at > i + 1 && reading.is_one_of(at, "last this that next")) return true;
  const auto number = number_at(reading, at);
  if (!number || !is_number(reading.word(at))) return false;
  const bool year = number->value >= 1900 && number->value < 2100;
  const bool counts = !reading.ends_before(at + 1) &&
                      reading.is_one_of(at + 1,
                                        "bar bars measures beats minutes seconds s sec min "
                                        "bpm players parts");
  return year || (number->value <= 31 && !counts);
}

bool is_doubtful(const Reading& reading, size_t i) {
  if (is_month(reading, i)) return true;
  for (const Doubtful& row : kDoubtful) {
    std::string_view word = reading.word(i);
    if (word != row.word && word.ends_with('s')) word.remove_suffix(1);
    if (word != row.word) continue;
    std::string_view next = reading.word(i + 1);
    if (reading.ends_before(i + 1)) next = {};
    if (among(next, row.not_before)) return true;
    if (next.ends_with('s') && among(next.substr(0, next.size() - 1), row.not_before)) return true;
    if (among(next, kMusicNouns)) return false;
    return !reading.ends_before(i) && i > 0 && reading.is_one_of(i - 1, row.not_after);
  }
  return false;
}

bool is_other_thing(const Reading& reading, size_t i) {
  if (reading.word(i) == "soul" && i > 1 &&
      (reading.goes(i - 2, "heart and") || reading.goes(i - 2, "body and")))
    return true;
  constexpr std::string_view kOther[] = {
      "rocking chair", "rock a bye",      "rock and a hard place",
      "boy meets",     "country and its", "folk tale",
      "folk tales",    "metal gear"};
  return std::any_of(std::begin(kOther), std::end(kOther),
                     [&](std::string_view text) { return reading.goes(i, text); });
}

struct Mention {
  size_t begin;
  size_t end;
  std::set<int> genres;
};

std::vector<Mention> mentions_of(const Reading& reading) {
  std::vector<Mention> mentions;
  std::optional<size_t> denied_end;
  for (size_t i = 0; i < reading.size();) {
    const auto match = table().phrases.longest_at(reading.words(), i);
    const bool denied =
        match && (is_denied(reading, i) || (denied_end && goes_on_denied(reading, *denied_end, i)));
    if (denied) denied_end = i + match->words;
    const bool skip = !match || denied || is_other_thing(reading, i) ||
                      (match->words == 1 && is_doubtful(reading, i));
    const size_t words = match ? match->words : 1;
    if (!skip && !table().meanings[static_cast<size_t>(match->value)].weak)
      mentions.push_back(
          {i, i + words, table().meanings[static_cast<size_t>(match->value)].genres});
    i += words;
  }
  return mentions;
}

// One name made of several that touch: any of them ("jazz waltz"), but beside a kind its family
// says nothing ("swing big band").
std::set<int> together(std::span<const Mention> mentions) {
  std::set<int> genres;
  for (const Mention& mention : mentions)
    genres.insert(mention.genres.begin(), mention.genres.end());
  const std::set<int> all = genres;
  for (const int genre : all) {
    if (genre_family(genre) != genre) genres.erase(genre_family(genre));
  }
  return genres;
}

}  // namespace

// The first name counts.
void read_genre(const Reading& reading, Named& named) {
  const std::vector<Mention> mentions = mentions_of(reading);
  if (mentions.empty()) return;
  size_t count = 1;
  while (count < mentions.size() && mentions[count].begin == mentions[count - 1].end &&
         !reading.ends_before(mentions[count].begin))
    ++count;
  const std::set<int> genres = together(std::span(mentions).first(count));
  named.genres.assign(genres.begin(), genres.end());
  std::set<int> more;
  for (const Mention& mention : mentions) more.insert(mention.genres.begin(), mention.genres.end());
  std::set_difference(more.begin(), more.end(), genres.begin(), genres.end(),
                      std::back_inserter(named.more_genres));
}

}  // namespace continuo
