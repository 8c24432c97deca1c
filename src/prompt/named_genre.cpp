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
    "game boy chiptune|electronic pop|ballad";

// Of the genres' own names these say too little.
constexpr std::string_view kWeakNames = "song|drums|game|hand percussion|drumline";

// The first codes are the plain genres; those behind them are their kinds and say more: "bebop
// jazz" is bebop. Pop alone among them is as plain.
constexpr int kFirstKind = 31;
constexpr std::string_view kPlainKind = "pop";

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
     "of party cat plant wife warming guest on door hold boat with key keys"},
    {"metal", "rusty scrap precious sheet bent",
     "door doors gate pipe pipes hammer hammers box factory rain sheet bar bars plate plates "
     "detector gear solid slug wheels objects bowl bowls percussion drum drums"},
    {"march", "in of early late mid this last next since until by during from",
     "1 2 3 4 5 6 7 8 9 10 rain winds wind morning evening "
     "hare 2023 2024 2025 2026 madness weather of"},
    {"folk", "old some these those young town", "s at who are of"},
    {"country", "my your our the this foreign every another old home in a",
     "road roads house side club garden fair lane walk church village of "
     "estate manor fields morning air where without like inn pub"},
    {"swing", "a the on mood porch tire", "set by the at low door"},
    {"jungle", "the deep dense in concrete wild through a",
     "temple animals night level adventure sounds river expedition ambience cat book"},
    {"trap", "a the mouse death his it my", "door doors and"},
    {"pop", "to bubbles soda", "up the quiz corn out in a eye"},
    {"rag", "a cleaning old dirty wet", "doll dolls on"},
    {"rave", "", "review reviews about"},
    {"funk", "a", ""},
    {"disco", "", "ball balls elysium"},
    {"soul", "my your the his her a our of lost poor", "mate searching of sister less"},
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
    "rock pop jazz mix set sound";

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

bool is_doubtful(const Reading& reading, size_t i) {
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
  constexpr std::string_view kOther[] = {
      "rocking chair", "rock a bye",      "rock and a hard place",
      "boy meets",     "country and its", "folk tale",
      "folk tales",    "metal gear"};
  return std::any_of(std::begin(kOther), std::end(kOther),
                     [&](std::string_view text) { return reading.goes(i, text); });
}

bool is_denied(const Reading& reading, size_t i) {
  while (i > 0 && !reading.ends_before(i) && reading.is_one_of(i - 1, "a any the like real")) --i;
  return i > 0 && reading.is_one_of(i - 1, "no not without nothing never avoid isn");
}

struct Mention {
  size_t begin;
  size_t end;
  std::set<int> genres;
};

std::vector<Mention> mentions_of(const Reading& reading) {
  std::vector<Mention> mentions;
  for (size_t i = 0; i < reading.size();) {
    const auto match = table().phrases.longest_at(reading.words(), i);
    const bool skip = !match || is_other_thing(reading, i) ||
                      (match->words == 1 && is_doubtful(reading, i)) || is_denied(reading, i);
    const size_t words = match ? match->words : 1;
    if (!skip && !table().meanings[static_cast<size_t>(match->value)].weak)
      mentions.push_back(
          {i, i + words, table().meanings[static_cast<size_t>(match->value)].genres});
    i += words;
  }
  return mentions;
}

bool is_kind(const std::set<int>& genres) {
  return std::all_of(genres.begin(), genres.end(), [](int genre) {
    return genre >= kFirstKind && genre_names()[static_cast<size_t>(genre)] != kPlainKind;
  });
}

// One name made of several that touch: of a kind among them, else of any: "jazz waltz".
std::set<int> together(std::span<const Mention> mentions) {
  std::set<int> genres;
  for (const Mention& mention : mentions) {
    if (is_kind(mention.genres)) return mention.genres;
    genres.insert(mention.genres.begin(), mention.genres.end());
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
