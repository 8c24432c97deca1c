#include "compose/edit_words.h"

#include <algorithm>
#include <charconv>
#include <optional>

#include "arrange/players.h"
#include "base/error.h"
#include "base/text.h"
#include "compose/edit_clauses.h"
#include "compose/edit_parts.h"
#include "compose/edit_vocabulary.h"
#include "score/instrument.h"

namespace continuo {

namespace {

constexpr int kUsualBars = 8;

std::optional<std::vector<int>> instruments_called(const std::string& phrase) {
  std::vector<int> programs = programs_named(phrase);
  if (programs.empty()) return std::nullopt;
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
    if (text.size() > kLongestEditWords_bytes || !is_utf8(text)) {
      fail(ErrorKind::kUsage, kEdit, "words: expected at most {} bytes of UTF-8.",
           kLongestEditWords_bytes);
    }
    for (const std::string& clause : clauses_of(text)) read_clause(clause);
    if (!open_.empty()) ask_composer();
    if (changes_.size() > kMostChanges)
      fail(ErrorKind::kUsage, kEdit, "words: expected at most {} changes.", kMostChanges);
    return changes_;
  }

 private:
  static Words without_fillers(Words words) {
    std::erase_if(words, is_filler);
    return words;
  }

  void read_clause(const std::string& clause) {
    Words words = words_of(clause);
    for (const std::string& word : words) {
      if (is_of_the_whole(word)) {
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

}  // namespace continuo
