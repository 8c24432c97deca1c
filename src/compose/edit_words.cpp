#include "compose/edit_words.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>

#include "arrange/genre.h"
#include "arrange/players.h"
#include "arrange/words.h"
#include "base/error.h"
#include "base/text.h"
#include "score/instrument.h"
#include "score/words.h"

namespace continuo {

namespace {

constexpr const char* kEdit = "edit";
constexpr size_t kLongestWords = 1000;
constexpr int kUsualBars = 8;
constexpr size_t kLongestPhrase = 4;  // words

// What words ask for; the longest phrase that a clause holds wins.
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

// What cannot be asked of some bars, and where it can.
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

// Ways to play that say who does it and in which style.
struct Way {
  std::string_view phrase;
  int program;  // where the words name no instrument; -1: only the role is said
  Role role;
  std::string_view genre;
  int intensity = 0;  // busier or sparser than the rest
};
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

struct RoleWord {
  std::string_view phrase;
  Role role;
};
constexpr RoleWord kRoleWords[] = {
    {"melody", Role::kLead},
    {"melodies", Role::kLead},
    {"tune", Role::kLead},
    {"lead", Role::kLead},
    {"theme", Role::kLead},
    {"solo", Role::kLead},
    {"bass", Role::kBass},
    {"bassline", Role::kBass},
    {"bass line", Role::kBass},
    {"drums", Role::kDrums},
    {"drum", Role::kDrums},
    {"beat", Role::kDrums},
    {"percussion", Role::kDrums},
    {"drummer", Role::kDrums},
    {"groove", Role::kDrums},
    {"chord", Role::kChords},
    {"comping", Role::kChords},
    {"accompaniment", Role::kChords},
    {"pad", Role::kPad},
    {"pads", Role::kPad},
    {"arpeggio", Role::kArpeggio},
    {"arpeggios", Role::kArpeggio},
    {"counter melody", Role::kCounter},
    {"countermelody", Role::kCounter},
    {"second voice", Role::kCounter},
};

using Words = std::vector<std::string>;

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

// The longest run of words for which `known` finds something, taken out of them.
template <typename Known>
auto take(Words& words, const Known& known) -> decltype(known(std::string())) {
  for (size_t count = std::min(kLongestPhrase, words.size()); count > 0; --count) {
    for (size_t first = 0; first + count <= words.size(); ++first) {
      auto found = known(phrase_of(words, first, count));
      if (!found) continue;
      const auto begin = words.begin() + static_cast<std::ptrdiff_t>(first);
      words.erase(begin, begin + static_cast<std::ptrdiff_t>(count));
      return found;
    }
  }
  return {};
}

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

// A genre by its name or by what people call it.
std::optional<int> genre_called(const std::string& phrase) {
  const auto& names = genre_names();
  for (size_t code = 1; code < names.size(); ++code) {
    if (phrase == plain_words(names[code])) return static_cast<int>(code);
  }
  static constexpr std::pair<std::string_view, std::string_view> kShort[] = {
      {"bossa", "bossa nova"},     {"samba", "bossa nova"},
      {"swing", "jazz"},           {"jazzy", "jazz"},
      {"dnb", "drum and bass"},    {"lofi", "lo-fi"},
      {"orchestra", "orchestral"}, {"ballad", "pop ballad"},
      {"pop", "pop ballad"},       {"classical", "classical piano"},
      {"rag", "ragtime"},          {"trap", "hip hop"}};
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

std::optional<std::vector<int>> instruments_called(const std::string& phrase) {
  std::vector<int> programs = programs_named(phrase);
  if (programs.empty()) return std::nullopt;
  return programs;
}

bool is_filler(const std::string& word) {
  return std::find(std::begin(kFillers), std::end(kFillers), word) != std::end(kFillers);
}

// Whether any table of words for music knows some of these.
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

std::string list_of(const Score& score) {
  std::vector<std::string> names;
  for (const Part& part : score.parts)
    names.push_back(fmt::format("{} ({})", instrument(part.program).name, role_name(part.role)));
  std::string list;
  for (const std::string& name : names) list += (list.empty() ? "" : ", ") + name;
  return list;
}

// Who of the score's parts a phrase names; nothing where it names no part or instrument at all.
std::optional<std::vector<int>> named_by(const std::string& phrase, const Score& score) {
  std::vector<int> programs;
  const auto add = [&](int program) {
    if (std::find(programs.begin(), programs.end(), program) == programs.end())
      programs.push_back(program);
  };
  bool known = false;
  for (const RoleWord& word : kRoleWords) {
    if (phrase != word.phrase) continue;
    known = true;
    for (const Part& part : score.parts) {
      if (part.role == word.role) add(part.program);
    }
  }
  if (phrase == "melody" && programs.empty()) {
    // Where nobody leads, the highest sings.
    const Part* highest = nullptr;
    double best = -1;
    for (const Part& part : score.parts) {
      if (part.program == kDrumKit || part.notes.empty()) continue;
      double sum = 0;
      for (const Note& note : part.notes) sum += note.pitch;
      const double mean = sum / static_cast<double>(part.notes.size());
      if (mean > best) best = mean, highest = &part;
    }
    if (highest != nullptr) add(highest->program);
  }
  const std::vector<int> meant = programs_named(phrase);
  known = known || !meant.empty();
  if (programs.empty()) {
    for (const Part& part : score.parts) {
      if (std::find(meant.begin(), meant.end(), part.program) != meant.end()) add(part.program);
    }
  }
  if (!known) return std::nullopt;
  return programs;
}

Role usual_role(int program) {
  if (program == kDrumKit) return Role::kDrums;
  const std::string_view family = instrument(program).family;
  if (family == "bass") return Role::kBass;
  if (family == "pad" || family == "choir" || (program >= 48 && program <= 51)) return Role::kPad;
  if (program == 46) return Role::kArpeggio;
  return is_monophonic(program) ? Role::kCounter : Role::kChords;
}

[[noreturn]] void not_understood(const std::string& clause) {
  fail(ErrorKind::kUsage, kEdit, "\"{}\": not understood. {}", printable(clause, 80),
       what_can_be_asked());
}

class Reader {
 public:
  Reader(const Score& score, const StyleReader& style) : score_(score), style_(style) {}

  std::vector<Change> read(std::string_view text) {
    if (text.size() > kLongestWords || !is_utf8(text)) {
      fail(ErrorKind::kUsage, kEdit, "words: expected at most {} bytes of UTF-8.", kLongestWords);
    }
    for (const std::string& clause : clauses_of(text)) read_clause(clause);
    if (!open_.empty()) ask_composer();
    if (changes_.size() > kMostChanges)
      fail(ErrorKind::kUsage, kEdit, "words: expected at most {} changes.", kMostChanges);
    return changes_;
  }

 private:
  static std::vector<std::string> clauses_of(std::string_view text) {
    std::vector<std::string> clauses;
    std::string current;
    const auto close = [&] {
      const Words words = words_of(current);
      const bool polite = words.size() == 1 && words[0] == "please";
      while (!current.empty() && current.back() == ' ') current.pop_back();
      if (!words.empty() && !polite) clauses.push_back(current);
      current.clear();
    };
    std::string word;
    const auto take_word = [&] {
      const std::string plain = plain_words(word);
      if (plain == "and" || plain == "but" || plain == "then" || plain == "plus") {
        close();
      } else {
        current += word + " ";
      }
      word.clear();
    };
    for (const char c : text) {
      if (c == ',' || c == ';' || c == '.' || c == '\n' || c == '!') {
        take_word();
        close();
      } else if (c == ' ') {
        take_word();
      } else {
        word += c;
      }
    }
    take_word();
    close();
    return clauses;
  }

  static Words without_fillers(Words words) {
    std::erase_if(words, is_filler);
    return words;
  }

  void read_clause(const std::string& clause) {
    Words words = words_of(clause);
    for (const std::string& word : words) {
      if (std::find(kOfTheWhole.begin(), kOfTheWhole.end(), word) != kOfTheWhole.end()) {
        fail(ErrorKind::kUsage, kEdit,
             "\"{}\": tempo, key and metre are the whole piece's. Make it anew with continuo "
             "generate --bpm, --key or --metre.",
             word);
      }
    }
    if (replaces(words)) return;
    const std::string plain = phrase_of(words);
    if (plain == "same chords" || plain == "keep the chords" || plain == "keep chords" ||
        plain == "same harmony")
      return;
    // "with more drums": the stronger word is the one that is meant.
    Words rest = words;
    std::optional<Action> action = take(rest, ask_of);
    if (action == Action::kAdd) {
      Words more = rest;
      if (const auto other = take(more, ask_of);
          other && *other != Action::kAdd && *other != Action::kRewrite) {
        action = other;
        rest = more;
      }
    }
    if (!action) {
      action = continues(words);
      rest = words;
    }
    if (!action) {
      if (const auto genre = genre_in(words)) return restyle(*genre, words);
      if (!describes(words)) not_understood(clause);
      open_ += (open_.empty() ? "" : ", ") + clause;
      return;
    }
    act(*action, rest, clause);
    last_ = action;
  }

  // "brushes" after "add walking bass and": what was asked before is asked again.
  std::optional<Action> continues(const Words& words) const {
    if (!last_ || *last_ == Action::kGoOn || *last_ == Action::kOpen) return std::nullopt;
    Words rest = without_fillers(words);
    if (*last_ == Action::kAdd && take(rest, way_of)) return last_;
    rest = without_fillers(words);
    const auto named =
        take(rest, [&](const std::string& phrase) { return named_by(phrase, score_); });
    return named && rest.empty() ? last_ : std::nullopt;
  }

  static std::optional<int> genre_in(const Words& words) {
    Words rest = words;
    return take(rest, genre_called);
  }

  void restyle(int genre, const Words& words) {
    // What else the clause says of the style is the composer's to read.
    Words rest = words;
    (void)take(rest, genre_called);
    rest = without_fillers(rest);
    if (!rest.empty() && describes(rest)) {
      open_ += (open_.empty() ? "" : ", ") + phrase_of(rest);
      open_genre_ = genre;
      return;
    }
    changes_.push_back({.action = Action::kStyle, .style = {.genre = genre}});
  }

  // "piano instead of guitar", "replace the guitar with a piano".
  bool replaces(const Words& words) {
    const auto find = [&](std::string_view wanted) {
      return std::find(words.begin(), words.end(), wanted);
    };
    Words heir, old;
    const auto instead = find("instead");
    if (instead != words.end() && instead + 1 != words.end() && *(instead + 1) == "of") {
      heir.assign(words.begin(), instead);
      old.assign(instead + 2, words.end());
    } else if (!words.empty() &&
               (words[0] == "replace" || words[0] == "swap" || words[0] == "exchange")) {
      auto by = find("with");
      if (by == words.end()) by = find("by");
      if (by == words.end()) by = find("for");
      if (by == words.end()) return false;
      old.assign(words.begin() + 1, by);
      heir.assign(by + 1, words.end());
    } else {
      return false;
    }
    Change change{.action = Action::kInstead};
    change.parts = targets(old, phrase_of(words));
    heir = without_fillers(heir);
    const auto programs = take(heir, instruments_called);
    if (!programs || change.parts.empty()) not_understood(phrase_of(words));
    change.program = programs->front();
    changes_.push_back(change);
    last_.reset();
    return true;
  }

  // The parts that the words name; none where they name none.
  std::vector<int> targets(const Words& words, const std::string& clause,
                           bool* known = nullptr) const {
    Words rest = without_fillers(words);
    std::vector<int> programs;
    while (!rest.empty()) {
      if (rest.front() == "everything" || rest.front() == "everyone" || rest.front() == "all" ||
          rest.front() == "band" || rest.front() == "whole") {
        rest.erase(rest.begin());
        continue;
      }
      const auto found =
          take(rest, [&](const std::string& phrase) { return named_by(phrase, score_); });
      if (!found) not_understood(clause);
      if (known != nullptr) *known = true;
      if (found->empty() && known == nullptr) {
        fail(ErrorKind::kUsage, kEdit, "\"{}\": no such part plays here. There are: {}.",
             printable(clause, 80), list_of(score_));
      }
      for (int program : *found) {
        if (std::find(programs.begin(), programs.end(), program) == programs.end())
          programs.push_back(program);
      }
    }
    return programs;
  }

  static std::optional<int> number_in(Words& words) {
    for (size_t i = 0; i < words.size(); ++i) {
      int value = 0;
      const char* end = words[i].data() + words[i].size();
      const auto [stop, error] = std::from_chars(words[i].data(), end, value);
      if (error != std::errc() || stop != end) continue;
      words.erase(words.begin() + static_cast<std::ptrdiff_t>(i));
      return value;
    }
    return std::nullopt;
  }

  void act(Action action, Words rest, const std::string& clause) {
    Change change{.action = action};
    switch (action) {
      case Action::kAdd:
        return add(rest, clause);
      case Action::kGoOn:
      case Action::kOpen: {
        const int bars = number_in(rest).value_or(kUsualBars);
        if (bars < 1 || bars > kMostAddedBars) {
          fail(ErrorKind::kUsage, kEdit, "\"{}\": expected 1 to {} bars, found {}.",
               printable(clause, 80), kMostAddedBars, bars);
        }
        std::erase(rest, "add");
        if (!without_fillers(rest).empty()) not_understood(clause);
        change.bars = bars;
        changes_.push_back(change);
        return;
      }
      case Action::kRewrite: {
        const Words named = without_fillers(rest);
        const bool harmony =
            named.size() == 1 && (named[0] == "chords" || named[0] == "harmony" ||
                                  named[0] == "harmonies" || named[0] == "progression");
        if (harmony) {
          changes_.push_back({.action = Action::kHarmony});
          return;
        }
        if (named.size() == 1 && (named[0] == "ending" || named[0] == "end")) {
          changes_.push_back({.action = Action::kEnding});
          return;
        }
        break;
      }
      case Action::kFill:
      case Action::kEnding: {
        Words named = without_fillers(rest);
        std::erase_if(named, [](const std::string& word) {
          return word == "add" || word == "drum" || word == "drums" || word == "with" ||
                 word == "last" || word == "new" || word == "proper";
        });
        if (!named.empty()) not_understood(clause);
        changes_.push_back(change);
        return;
      }
      default:
        break;
    }
    // More of what is not there is something new; less of it is what there is already.
    bool known = false;
    const bool grows = action == Action::kMore;
    change.parts = targets(rest, clause, grows ? &known : nullptr);
    if (grows && known && change.parts.empty()) return add(rest, clause);
    const bool needs_parts = action == Action::kRemove || action == Action::kOnly;
    if (needs_parts && change.parts.empty()) not_understood(clause);
    changes_.push_back(change);
  }

  // "a flute counter-melody", "brass stabs", "walking bass", "drums".
  void add(const Words& words, const std::string& clause) {
    Words rest = without_fillers(words);
    Change change{.action = Action::kAdd};
    const auto way = take(rest, way_of);
    std::optional<int> genre = take(rest, genre_called);
    const auto programs = take(rest, instruments_called);
    rest = without_fillers(rest);
    std::erase_if(rest, [](const std::string& word) {
      return word == "with" || word == "new" || word == "another";
    });
    if ((!way && !programs) || !rest.empty()) not_understood(clause);
    if (programs) {
      // One part a program: where the first is taken, another of its kind.
      change.program = programs->front();
      for (int program : *programs) {
        const bool taken = std::any_of(
            score_.parts.begin(), score_.parts.end(),
            [&](const Part& part) { return part.program == program && !part.notes.empty(); });
        if (taken) continue;
        change.program = program;
        break;
      }
      change.role = way && (*way)->role != Role::kDrums && (*way)->role != Role::kBass
                        ? (*way)->role
                        : usual_role(change.program);
    } else {
      change.program = (*way)->program;
      change.role = (*way)->role;
    }
    if (change.program == kDrumKit) change.role = Role::kDrums;
    if (way) change.style.intensity = (*way)->intensity;
    if (genre) change.style.genre = *genre;
    if (way && change.style.genre == 0 && !(*way)->genre.empty())
      change.style.genre = genre_code((*way)->genre);
    changes_.push_back(change);
  }

  void ask_composer() {
    if (!style_) {
      fail(ErrorKind::kUsage, kEdit, "\"{}\": a style needs a model that reads words. {}",
           printable(open_, 80), what_can_be_asked());
    }
    EditStyle style = style_(open_);
    if (open_genre_ > 0) style.genre = open_genre_;
    changes_.push_back({.action = Action::kStyle, .style = style});
  }

  const Score& score_;
  const StyleReader& style_;
  std::vector<Change> changes_;
  std::optional<Action> last_;
  std::string open_;  // clauses that only describe
  int open_genre_ = 0;
};

}  // namespace

std::string_view what_can_be_asked() {
  return "Ask for more, less, no or only some part (\"more drums\", \"no guitar\"), louder or "
         "softer, higher or lower, calmer or wilder, a different melody, new chords, a variation, "
         "\"add walking bass\", \"piano instead of guitar\", \"like a bossa\", half-time, a fill, "
         "an ending, or say \"continue\".";
}

std::vector<Change> read_changes(std::string_view words, const Score& score,
                                 const StyleReader& style) {
  return Reader(score, style).read(words);
}

std::vector<int> parts_named(std::string_view words, const Score& score) {
  std::vector<int> programs;
  std::string text(words);
  for (const std::string_view also : {" and ", ";", "+"}) text = replaced(text, also, ",");
  for (size_t at = 0; at <= text.size();) {
    const size_t end = std::min(text.find(',', at), text.size());
    Words rest = words_of(std::string_view(text).substr(at, end - at));
    at = end + 1;
    std::erase_if(rest, is_filler);
    const std::string shown = phrase_of(rest);
    const auto found =
        take(rest, [&](const std::string& phrase) { return named_by(phrase, score); });
    if (!found || found->empty() || !rest.empty()) {
      fail(ErrorKind::kUsage, kEdit, "part \"{}\": no such part plays here. There are: {}.",
           printable(shown, 60), list_of(score));
    }
    for (int program : *found) {
      if (std::find(programs.begin(), programs.end(), program) == programs.end())
        programs.push_back(program);
    }
  }
  return programs;
}

}  // namespace continuo
