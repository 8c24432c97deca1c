#include "compose/edit_vocabulary.h"

#include <array>

#include "arrange/genre.h"
#include "arrange/words.h"
#include "score/instrument.h"
#include "score/words.h"

namespace continuo {

namespace {

struct Ask {
  std::string_view phrase;
  Action action;
};
constexpr Ask kAsks[] = {
    {"more intense", Action::kWilder},
    {"more intensity", Action::kWilder},
    {"more energy", Action::kWilder},
    {"more energetic", Action::kWilder},
    {"more exciting", Action::kWilder},
    {"more excitement", Action::kWilder},
    {"wilder", Action::kWilder},
    {"wild", Action::kWilder},
    {"intense", Action::kWilder},
    {"energetic", Action::kWilder},
    {"livelier", Action::kWilder},
    {"calmer", Action::kCalmer},
    {"calm", Action::kCalmer},
    {"calm down", Action::kCalmer},
    {"less intense", Action::kCalmer},
    {"less intensity", Action::kCalmer},
    {"less energy", Action::kCalmer},
    {"more relaxed", Action::kCalmer},
    {"more calm", Action::kCalmer},
    {"relaxed", Action::kCalmer},
    {"gentler", Action::kCalmer},
    {"more notes", Action::kMore},
    {"more active", Action::kMore},
    {"more", Action::kMore},
    {"busier", Action::kMore},
    {"busy", Action::kMore},
    {"denser", Action::kMore},
    {"fuller", Action::kMore},
    {"less busy", Action::kLess},
    {"less active", Action::kLess},
    {"fewer notes", Action::kLess},
    {"fewer", Action::kLess},
    {"less", Action::kLess},
    {"sparser", Action::kLess},
    {"sparse", Action::kLess},
    {"thinner", Action::kLess},
    {"simpler", Action::kLess},
    {"thin out", Action::kLess},
    {"without", Action::kRemove},
    {"no", Action::kRemove},
    {"no more", Action::kRemove},
    {"remove", Action::kRemove},
    {"delete", Action::kRemove},
    {"mute", Action::kRemove},
    {"silence", Action::kRemove},
    {"take out", Action::kRemove},
    {"leave out", Action::kRemove},
    {"drop out", Action::kRemove},
    {"get rid of", Action::kRemove},
    {"only", Action::kOnly},
    {"just", Action::kOnly},
    {"nothing but", Action::kOnly},
    {"add", Action::kAdd},
    {"bring in", Action::kAdd},
    {"put in", Action::kAdd},
    {"give it", Action::kAdd},
    {"with", Action::kAdd},
    {"louder", Action::kLouder},
    {"loud", Action::kLouder},
    {"more volume", Action::kLouder},
    {"stronger", Action::kLouder},
    {"turn up", Action::kLouder},
    {"softer", Action::kSofter},
    {"soft", Action::kSofter},
    {"quieter", Action::kSofter},
    {"quiet", Action::kSofter},
    {"less volume", Action::kSofter},
    {"less loud", Action::kSofter},
    {"turn down", Action::kSofter},
    {"higher", Action::kHigher},
    {"octave up", Action::kHigher},
    {"up an octave", Action::kHigher},
    {"octave higher", Action::kHigher},
    {"lower", Action::kLower},
    {"deeper", Action::kLower},
    {"octave down", Action::kLower},
    {"down an octave", Action::kLower},
    {"octave lower", Action::kLower},
    {"vary", Action::kVary},
    {"variation", Action::kVary},
    {"variation of", Action::kVary},
    {"variations", Action::kVary},
    {"varied", Action::kVary},
    {"ornament", Action::kVary},
    {"ornaments", Action::kVary},
    {"embellish", Action::kVary},
    {"different", Action::kRewrite},
    {"new", Action::kRewrite},
    {"another", Action::kRewrite},
    {"other", Action::kRewrite},
    {"rewrite", Action::kRewrite},
    {"change", Action::kRewrite},
    {"again", Action::kRewrite},
    {"something else", Action::kRewrite},
    {"half time", Action::kHalfTime},
    {"halftime", Action::kHalfTime},
    {"half time feel", Action::kHalfTime},
    {"double time", Action::kDoubleTime},
    {"doubletime", Action::kDoubleTime},
    {"double time feel", Action::kDoubleTime},
    {"fill", Action::kFill},
    {"drum fill", Action::kFill},
    {"a drum fill", Action::kFill},
    {"ending", Action::kEnding},
    {"an ending", Action::kEnding},
    {"end", Action::kEnding},
    {"end it", Action::kEnding},
    {"finish", Action::kEnding},
    {"continue", Action::kGoOn},
    {"continue it", Action::kGoOn},
    {"go on", Action::kGoOn},
    {"goes on", Action::kGoOn},
    {"carry on", Action::kGoOn},
    {"keep going", Action::kGoOn},
    {"extend", Action::kGoOn},
    {"longer", Action::kGoOn},
    {"an intro", Action::kOpen},
    {"intro", Action::kOpen},
    {"introduction", Action::kOpen},
};

constexpr std::array<std::string_view, 6> kOfTheWhole{"faster", "slower",    "tempo",
                                                      "bpm",    "transpose", "meter"};

constexpr std::string_view kFillers[] = {
    "a",     "an",     "the",    "it",    "its",     "please",     "some",        "of",   "to",
    "bit",   "little", "much",   "in",    "these",   "this",       "bars",        "bar",  "part",
    "parts", "line",   "play",   "plays", "playing", "should",     "be",          "is",   "are",
    "make",  "sound",  "sounds", "them",  "very",    "feel",       "for",         "on",   "at",
    "there", "here",   "and",    "but",   "then",    "instrument", "instruments", "i",    "want",
    "would", "like",   "can",    "you",   "have",    "out",        "up",          "keep", "same",
    "more",  "by",     "as",     "style", "that",    "music"};

constexpr Way kWays[] = {
    {"walking bass", 32, Role::kBass, "jazz", 3},
    {"walking bass line", 32, Role::kBass, "jazz", 3},
    {"walking", 32, Role::kBass, "jazz", 3},
    {"brushes", kDrumKit, Role::kDrums, "jazz"},
    {"brushed drums", kDrumKit, Role::kDrums, "jazz"},
    {"drums with brushes", kDrumKit, Role::kDrums, "jazz"},
    {"swing drums", kDrumKit, Role::kDrums, "jazz"},
    {"four on the floor", kDrumKit, Role::kDrums, "house"},
    {"breakbeat", kDrumKit, Role::kDrums, "drum and bass"},
    {"stride piano", 0, Role::kChords, "ragtime"},
    {"power chords", 30, Role::kChords, "rock"},
    {"skank", 27, Role::kChords, "reggae"},
    {"brass stabs", 61, Role::kChords, "funk", -3},
    {"horn stabs", 61, Role::kChords, "funk", -3},
    {"horns", 61, Role::kChords, "funk"},
    {"stabs", 61, Role::kChords, "funk", -3},
    {"counter melody", 73, Role::kCounter, ""},
    {"countermelody", 73, Role::kCounter, ""},
    {"counter line", 73, Role::kCounter, ""},
    {"second voice", 73, Role::kCounter, ""},
    {"harmonies", 52, Role::kCounter, ""},
    {"arpeggio", 46, Role::kArpeggio, ""},
    {"arpeggios", 46, Role::kArpeggio, ""},
    {"arpeggiated", 46, Role::kArpeggio, ""},
    {"ostinato", 11, Role::kArpeggio, ""},
    {"pad", 89, Role::kPad, ""},
    {"pads", 89, Role::kPad, ""},
    {"chords", 0, Role::kChords, ""},
    {"comping", 0, Role::kChords, ""},
    {"accompaniment", 0, Role::kChords, ""},
    {"strumming", 25, Role::kChords, "folk"},
    {"strummed guitar", 25, Role::kChords, "folk"},
    {"melody", 73, Role::kLead, ""},
    {"tune", 73, Role::kLead, ""},
    {"lead", 81, Role::kLead, ""},
    {"solo", 66, Role::kLead, ""},
    {"bass line", 33, Role::kBass, ""},
    {"bassline", 33, Role::kBass, ""},
    {"beat", kDrumKit, Role::kDrums, ""},
    {"percussion", kDrumKit, Role::kDrums, ""},
};

}  // namespace

Words words_of(std::string_view text) {
  Words words;
  const std::string plain = plain_words(text);
  size_t at = 0;
  while (at < plain.size()) {
    const size_t end = std::min(plain.find(' ', at), plain.size());
    if (end > at) words.push_back(plain.substr(at, end - at));
    at = end + 1;
  }
  return words;
}

std::string phrase_of(const Words& words, size_t first, size_t count) {
  std::string phrase;
  for (size_t i = first; i < first + count; ++i) phrase += (i > first ? " " : "") + words[i];
  return phrase;
}

std::string phrase_of(const Words& words) { return phrase_of(words, 0, words.size()); }

std::optional<Action> ask_of(const std::string& phrase) {
  for (const Ask& ask : kAsks) {
    if (phrase == ask.phrase) return ask.action;
  }
  return std::nullopt;
}

std::optional<const Way*> way_of(const std::string& phrase) {
  for (const Way& way : kWays) {
    if (phrase == way.phrase) return &way;
  }
  return std::nullopt;
}

std::optional<int> genre_called(const std::string& phrase) {
  const auto& names = genre_names();
  for (size_t code = 1; code < names.size(); ++code) {
    if (phrase == plain_words(names[code])) return static_cast<int>(code);
  }
  static constexpr std::pair<std::string_view, std::string_view> kShort[] = {
      {"bossa", "bossa nova"},     {"jazzy", "jazz"},
      {"dnb", "drum and bass"},    {"lofi", "lo-fi"},
      {"orchestra", "orchestral"}, {"ballad", "pop ballad"},
      {"rag", "ragtime"},          {"classical", "classical piano"}};
  for (const auto& [word, genre] : kShort) {
    if (phrase == word) return genre_code(genre);
  }
  for (size_t code = 1; code < names.size(); ++code) {
    for (const GenreWord& word : genre_words(names[code])) {
      if (phrase == plain_words(word.text)) return static_cast<int>(code);
    }
  }
  return std::nullopt;
}

bool is_filler(const std::string& word) {
  return std::find(std::begin(kFillers), std::end(kFillers), word) != std::end(kFillers);
}

bool is_of_the_whole(std::string_view word) {
  return std::find(kOfTheWhole.begin(), kOfTheWhole.end(), word) != kOfTheWhole.end();
}

bool describes(const Words& clause) {
  Words words = clause;
  const auto known = [](const std::string& phrase) -> std::optional<bool> {
    const auto same = [&](std::string_view text) { return plain_words(text) == phrase; };
    const auto in = [&](const auto& table) {
      return std::any_of(table.begin(), table.end(),
                         [&](const auto& row) { return same(row.text); });
    };
    std::string stem = phrase;
    if (stem.ends_with("ier"))
      stem = stem.substr(0, stem.size() - 3) + "y";
    else if (stem.ends_with("er"))
      stem = stem.substr(0, stem.size() - 2);
    const bool mood = std::any_of(mood_words().begin(), mood_words().end(), [&](const auto& row) {
      return same(row.text) || plain_words(row.text) == stem;
    });
    if (mood || in(density_words()) || in(brightness_words()) || in(dynamics_words())) return true;
    const bool use = std::any_of(use_words().begin(), use_words().end(), [&](const auto& row) {
      return plain_words(row.phrase) == phrase || plain_words(row.tag) == phrase;
    });
    if (use) return true;
    return std::nullopt;
  };
  return take(words, known).has_value();
}

}  // namespace continuo
