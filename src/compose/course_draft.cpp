#include "compose/course_draft.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <string>

#include "prompt/named_length.h"
#include "score/words.h"

namespace continuo {

namespace {

constexpr size_t kLongestText_bytes = 4000;
constexpr size_t kMostSteps = 40;
constexpr double kMiddleLevel = 3.7;
// Levels that lie so far apart cannot be one moment's.
constexpr double kContradiction = 2.6;

// How strongly a word is parted from the one before it.
enum class Gap { kNone, kComma, kStop };

struct Token {
  std::string text;
  Gap gap = Gap::kNone;
  std::optional<TimeStamp> stamp;  // then there is no text
  bool colon = false;              // stands after one
};

// What stands at some tokens.
struct Mark {
  std::optional<CueWord> cue;
  std::vector<int> players;
  std::optional<TimeStamp> stamp;
  std::optional<CourseTime> time;
  std::string before;  // the word before a time
  std::string after;   // and the one after it
  Gap gap = Gap::kNone;
  bool joined = false;  // by "and"
  bool colon = false;   // what stands before is a heading
};

bool is_digit(char c) { return c >= '0' && c <= '9'; }

std::vector<Token> tokens_of(std::string_view text) {
  std::vector<Token> tokens;
  Gap gap = Gap::kStop;
  bool colon = false;
  for (size_t at = 0; at < text.size();) {
    const char c = text[at];
    const bool number_before = at > 0 && is_digit(text[at - 1]);
    if ((is_digit(c) && !number_before) || c == '[' || c == '(') {
      if (const std::optional<TimeStamp> stamp = stamp_at(text, at)) {
        tokens.push_back({"", Gap::kStop, stamp});
        gap = Gap::kNone;
        at = stamp->after;
        continue;
      }
    }
    const size_t end = std::min(text.find_first_of(" \t\r\n.,;:!?()[]-\xe2", at), text.size());
    if (end > at) {
      const std::string word = plain_words(text.substr(at, end - at));
      if (!word.empty()) {
        tokens.push_back({word, gap, {}, colon});
        gap = Gap::kNone;
        colon = false;
      }
      at = end;
      continue;
    }
    const bool point = c == '.' && at + 1 < text.size() && is_digit(text[at + 1]);
    if (std::string_view(".;!?[]\n").find(c) != std::string_view::npos && !point) {
      gap = Gap::kStop;
    } else if (std::string_view(",:(){}\xe2").find(c) != std::string_view::npos) {
      gap = std::max(gap, Gap::kComma);
      colon = colon || c == ':';
    }
    ++at;
  }
  return tokens;
}

std::vector<std::string_view> split(std::string_view text) {
  std::vector<std::string_view> words;
  while (!text.empty()) {
    const size_t end = std::min(text.find(' '), text.size());
    if (end > 0) words.push_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return words;
}

bool same_word(std::string_view found, std::string_view wanted) {
  if (wanted.ends_with('*')) return found.starts_with(wanted.substr(0, wanted.size() - 1));
  return found == wanted;
}

struct SplitCue {
  CueWord cue;
  std::vector<std::string_view> words;
};

const std::vector<SplitCue>& split_cues() {
  static const std::vector<SplitCue> cues = [] {
    std::vector<SplitCue> list;
    for (const CueWord& cue : cue_words()) list.push_back({cue, split(cue.text)});
    std::stable_sort(list.begin(), list.end(), [](const SplitCue& a, const SplitCue& b) {
      return a.words.size() > b.words.size();
    });
    return list;
  }();
  return cues;
}

// Tokens that run on from `at`, without a stop between them.
size_t run_of(const std::vector<Token>& tokens, size_t at, size_t most) {
  size_t count = 0;
  while (count < most && at + count < tokens.size() && !tokens[at + count].stamp &&
         (count == 0 || tokens[at + count].gap == Gap::kNone))
    ++count;
  return count;
}

size_t cue_at(const std::vector<Token>& tokens, size_t at, Mark& mark) {
  const size_t run = run_of(tokens, at, 6);
  for (const SplitCue& each : split_cues()) {
    if (each.words.size() > run) continue;
    bool same = true;
    for (size_t i = 0; i < each.words.size() && same; ++i)
      same = same_word(tokens[at + i].text, each.words[i]);
    if (!same) continue;
    mark.cue = each.cue;
    return each.words.size();
  }
  return 0;
}

size_t players_at(const std::vector<Token>& tokens, size_t at, Mark& mark) {
  for (size_t count = run_of(tokens, at, 3); count > 0; --count) {
    std::string phrase = tokens[at].text;
    for (size_t i = 1; i < count; ++i) phrase += " " + tokens[at + i].text;
    mark.players = players_named(phrase);
    if (!mark.players.empty()) return count;
  }
  return 0;
}

struct Unit {
  std::string_view name;
  double seconds;  // 0 for bars
};
constexpr std::array<Unit, 13> kUnits = {{{"s", 1},
                                          {"sec", 1},
                                          {"secs", 1},
                                          {"second", 1},
                                          {"seconds", 1},
                                          {"min", 60},
                                          {"mins", 60},
                                          {"minute", 60},
                                          {"minutes", 60},
                                          {"bar", 0},
                                          {"bars", 0},
                                          {"measure", 0},
                                          {"measures", 0}}};

const Unit* unit_named(std::string_view word) {
  for (const Unit& unit : kUnits) {
    if (unit.name == word) return &unit;
  }
  return nullptr;
}

CourseTime time_of(double number, const Unit& unit) {
  return unit.seconds == 0 ? CourseTime{number, true} : CourseTime{number * unit.seconds, false};
}

// "30 seconds", "8 bar", "20s", "a few bars"; "the last 20" in the unit of the time before.
size_t time_at(const std::vector<Token>& tokens, size_t at, const Unit*& last_unit, Mark& mark) {
  const std::string& word = tokens[at].text;
  const auto text = [&](size_t i) {
    return i < tokens.size() ? std::string_view(tokens[i].text) : std::string_view();
  };
  const size_t digits = std::min(word.find_first_not_of("0123456789"), word.size());
  double number = 0;
  size_t count = 0;
  const Unit* unit = nullptr;
  if (digits > 0 && digits < word.size()) {
    unit = unit_named(std::string_view(word).substr(digits));
    number = number_of(std::string_view(word).substr(0, digits));
    count = 1;
  } else if (word == "few" || word == "couple") {
    const bool of = text(at + 1) == "of";
    unit = unit_named(text(at + (of ? 2 : 1)));
    number = 3;
    count = of ? 3 : 2;
  } else {
    number = number_of(word);
    unit = number > 0 ? unit_named(text(at + 1)) : nullptr;
    count = 2;
    const bool verse = unit != nullptr && number == 1 && unit->seconds == 1;  // "a second verse"
    if (verse) unit = nullptr;
    const bool bare = unit == nullptr && number > 0 && last_unit != nullptr && at > 0 &&
                      (text(at - 1) == "last" || text(at - 1) == "next" || text(at - 1) == "first");
    if (bare) {
      unit = last_unit;
      count = 1;
    }
  }
  if (unit == nullptr || number <= 0 || number > 3600) return 0;
  last_unit = unit;
  mark.time = time_of(number, *unit);
  mark.before = at > 0 && tokens[at].gap != Gap::kStop ? std::string(text(at - 1)) : "";
  for (const std::string_view article : {"the", "about", "around", "over"}) {
    if (mark.before == article && at > 1) mark.before = std::string(text(at - 2));
  }
  mark.after = std::string(text(at + count));
  return count;
}

std::vector<Mark> marks_of(const std::vector<Token>& tokens) {
  std::vector<Mark> marks;
  Gap gap = Gap::kNone;
  bool joined = false;
  bool colon = false;
  const Unit* last_unit = nullptr;
  for (size_t at = 0; at < tokens.size();) {
    gap = std::max(gap, tokens[at].gap);
    colon = colon || tokens[at].colon;
    Mark mark;
    size_t count = 0;
    if (tokens[at].stamp) {
      mark.stamp = tokens[at].stamp;
      count = 1;
    } else {
      count = time_at(tokens, at, last_unit, mark);
      // The longer of two readings: "drums disappear" is no drums.
      if (count == 0) {
        Mark player;
        const size_t cue = cue_at(tokens, at, mark);
        const size_t players = players_at(tokens, at, player);
        count = cue;
        const bool named =
            mark.cue && (mark.cue->cue == Cue::kAll || mark.cue->cue == Cue::kNothing);
        if (players > 1 && tokens[at].text == "solo") {
          mark.cue = CueWord{"solo", Cue::kAlone};
          count = 1;
        } else if (players > cue || (players == cue && players > 0 && !named)) {
          mark = player;
          count = players;
        } else if (cue > 0 && mark.cue->text == "solo" && at + 1 < tokens.size()) {
          // "solo piano" is one who plays alone, "piano solo" a section.
          const bool after_player = !marks.empty() && !marks.back().players.empty() && !joined &&
                                    tokens[at].gap == Gap::kNone;
          if (!after_player && players_at(tokens, at + 1, player) > 0)
            mark.cue = CueWord{"solo", Cue::kAlone};
        }
      }
      if (count == 0) {
        if (const auto level = mood_level(tokens[at].text)) {
          mark.cue = CueWord{"", Cue::kLevel, *level};
          count = 1;
        }
      }
    }
    if (count == 0) {
      joined = joined || tokens[at].text == "and" || tokens[at].text == "but";
      ++at;
      continue;
    }
    at += count;
    if (mark.cue && mark.cue->cue == Cue::kNothing) continue;
    mark.gap = gap;
    mark.joined = joined;
    mark.colon = colon;
    marks.push_back(std::move(mark));
    gap = Gap::kNone;
    joined = colon = false;
  }
  return marks;
}

// Lays marks into steps.
class Reader {
 public:
  CourseDrafts read(const std::vector<Mark>& marks) {
    for (size_t i = 0; i < marks.size(); ++i) {
      const Mark& mark = marks[i];
      // What the players named here are about to do.
      size_t verb = i;
      while (verb < marks.size() && !marks[verb].players.empty() &&
             (verb == i || marks[verb].gap == Gap::kNone))
        ++verb;
      const bool acts = verb > i && verb < marks.size() && marks[verb].gap == Gap::kNone &&
                        !marks[verb].joined && moves(marks[verb]);
      if (mark.colon && !draft_.ordered && !draft_.begins) forget();
      if (mark.stamp) {
        // "Ends at 1:10."
        const bool end = i > 0 && marks[i - 1].cue && marks[i - 1].cue->cue == Cue::kEnd;
        if (end && !mark.stamp->end_s) {
          drafts_.length = CourseTime{mark.stamp->begin_s, false};
        } else {
          take_stamp(*mark.stamp);
        }
        continue;
      }
      if (mark.time) {
        take_time(mark);
        continue;
      }
      if (mark.cue && (mark.cue->cue == Cue::kNext || mark.cue->cue == Cue::kTo)) {
        connect(*mark.cue);
        continue;
      }
      if (wants_step(mark, acts, clause_moves(marks, i))) next_step();
      if (mark.cue) {
        take_cue(*mark.cue, mark);
      } else {
        take_players(mark.players);
      }
    }
    close();
    return std::move(drafts_);
  }

 private:
  static constexpr std::array kMoves = {Cue::kRise,   Cue::kFall,  Cue::kMore,  Cue::kLess,
                                        Cue::kKind,   Cue::kEnter, Cue::kLeave, Cue::kBegin,
                                        Cue::kMiddle, Cue::kEnd,   Cue::kWaves, Cue::kBack};

  bool moves(const Mark& mark) const {
    return mark.cue && std::find(kMoves.begin(), kMoves.end(), mark.cue->cue) != kMoves.end();
  }

  bool contradicts(const Mark& mark) const {
    return mark.cue && mark.cue->cue == Cue::kLevel && draft_.level && !target_ &&
           std::abs(*draft_.level - mark.cue->value) >= kContradiction;
  }

  // Whether something has its place in the words from a mark to the next comma: "quiet bridge",
  // "loud at the end".
  static bool clause_moves(const std::vector<Mark>& marks, size_t at) {
    for (size_t i = at; i < marks.size() && (i == at || marks[i].gap == Gap::kNone); ++i) {
      const bool placed =
          marks[i].cue && (marks[i].cue->cue == Cue::kKind || marks[i].cue->cue == Cue::kBegin ||
                           marks[i].cue->cue == Cue::kMiddle || marks[i].cue->cue == Cue::kEnd);
      if (placed) return true;
    }
    return false;
  }

  void forget() {
    full_ = false;
    next_step();
  }

  bool wants_step(const Mark& mark, bool acts, bool clause) {
    if (!full_) return false;
    if (pending_) return true;
    if (contradicts(mark)) {
      contrast_next_ = true;
      return true;
    }
    if (draft_.step.begin && stamped_) return false;
    if (mark.gap == Gap::kStop) return true;
    if (mark.gap == Gap::kComma && clause && settled_) return true;
    if (mark.joined && clause && draft_.rise > 0) return true;
    const bool parted = mark.gap == Gap::kComma || mark.joined;
    if (mark.cue && mark.cue->cue == Cue::kKind)
      return has_kind_ || target_ || (parted && (moved_ || settled_ || draft_.rise > 0));
    if (parted && moves(mark)) return settled_;
    if (parted && !mark.players.empty()) {
      const bool listed = !waiting_.empty() && (mark.joined || !settled_);
      return acts ? !listed : moved_ && entered_;
    }
    if (parted && mark.cue && mark.cue->cue == Cue::kHit) return settled_;
    if (parted && mark.cue && mark.cue->cue == Cue::kAll) return entered_;
    // A rise leads to what stands out.
    const bool height = mark.cue && ((mark.cue->cue == Cue::kLevel && mark.cue->value >= 6.5) ||
                                     mark.cue->cue == Cue::kGesture);
    return parted && height && draft_.rise > 0;
  }

  void next_step() {
    close();
    // What a rise leads to has the level that was named for it.
    const std::optional<double> reached = pending_ ? std::nullopt : draft_.target;
    draft_ = {};
    draft_.level = reached;
    draft_.ordered = pending_;
    draft_.then = then_;
    then_ = false;
    draft_.contrast = contrast_next_;
    inherits_ = pending_ && entering_;
    full_ = moved_ = settled_ = entered_ = has_kind_ = stamped_ = target_ = false;
    pending_ = contrast_next_ = false;
    waiting_.clear();
    alone_ = entering_ = slowly_ = leaving_players_ = false;
  }

  void close() {
    // "then guitar, then bass": they come in as who stood before them did.
    if (inherits_ && !entered_ && !alone_ && !waiting_.empty() && !draft_.level) {
      draft_.step.enters = waiting_;
      entering_ = true;
    }
    if (full_ && drafts_.steps.size() < kMostSteps) {
      draft_.step.enters.insert(draft_.step.enters.end(), waiting_.begin(), waiting_.end());
      drafts_.steps.push_back(draft_);
    }
    waiting_.clear();
    full_ = false;
  }

  void take_stamp(const TimeStamp& stamp) {
    next_step();
    draft_.step.begin = CourseTime{stamp.begin_s, false};
    if (stamp.end_s) draft_.step.length = CourseTime{*stamp.end_s - stamp.begin_s, false};
    draft_.ordered = true;
    full_ = stamped_ = true;
  }

  void connect(const CueWord& cue) {
    if (cue.cue == Cue::kTo) {
      target_ = draft_.from || draft_.rise > 0 || draft_.fall > 0;
      return;
    }
    if (full_) pending_ = true;
    then_ = then_ || (full_ && cue.value > 0);
  }

  void take_time(const Mark& mark) {
    const bool of_piece = mark.after == "long" || mark.after == "piece" || mark.after == "song" ||
                          mark.after == "loop" || mark.after == "clip" || mark.after == "track" ||
                          mark.after == "total" || mark.after == "in";
    const bool every = mark.before == "every" || mark.before == "each";
    if (every) return;
    const bool after = mark.before == "after" || mark.before == "at";
    const bool part = mark.before == "for" || mark.before == "next" || mark.before == "first" ||
                      mark.before == "last" || mark.after == "of" || mark.after == "later";
    const bool opens = !full_ && drafts_.steps.empty() && !part && !after && !mark.time->in_bars &&
                       mark.after != "of";
    if (of_piece || (opens && mark.gap == Gap::kStop)) {
      drafts_.length = mark.time;
      return;
    }
    if (after) {
      // "after 8 bars the drums drop out", not "strings join after 30 seconds".
      const bool leads = mark.gap != Gap::kNone || mark.joined || draft_.step.begin.has_value();
      if (full_ && (leads || pending_)) next_step();
      draft_.step.begin = mark.time;
    } else {
      const bool ahead = mark.gap != Gap::kNone || mark.joined || pending_;
      if (full_ && draft_.step.length && (ahead || !part)) pending_ = true;
      if (full_ && ahead && mark.before != "for" && mark.before != "next" && mark.before != "last")
        pending_ = true;
      if (pending_ && full_) next_step();
      draft_.step.length = mark.time;
    }
    draft_.ordered = true;
    full_ = true;
  }

  void take_level(double level) {
    std::optional<double>& held = target_ ? draft_.target : draft_.level;
    if (!held || std::abs(level - kMiddleLevel) > std::abs(*held - kMiddleLevel)) held = level;
    settled_ = true;
  }

  void take_cue(const CueWord& cue, const Mark& mark) {
    CourseStep& step = draft_.step;
    const bool order = moves(mark);
    draft_.ordered = draft_.ordered || order;
    full_ = true;
    switch (cue.cue) {
      case Cue::kLevel:
        return take_level(cue.value);
      case Cue::kRise:
        draft_.rise = std::max(draft_.rise, slowly_ ? 2 : cue.value);
        break;
      case Cue::kFall:
        draft_.fall = std::max(draft_.fall, slowly_ ? 2 : cue.value);
        break;
      case Cue::kMore:
        draft_.more += cue.value;
        break;
      case Cue::kLess:
        draft_.more -= cue.value;
        break;
      case Cue::kMost:
        draft_.most = true;
        break;
      case Cue::kBack:
        draft_.back = true;
        break;
      case Cue::kHit:
        step.length = CourseTime{1, true};
        return take_level(cue.value);
      case Cue::kFrom:
        draft_.from = true;
        return;
      case Cue::kKind:
        step.kind = static_cast<SectionKind>(static_cast<int>(cue.value));
        has_kind_ = true;
        break;
      case Cue::kEnter:
        entered_ = entering_ = true;
        // "They come back": who left.
        if (waiting_.empty() && cue.text.find("back") != std::string_view::npos) waiting_ = gone_;
        step.enters.insert(step.enters.end(), waiting_.begin(), waiting_.end());
        waiting_.clear();
        break;
      case Cue::kLeave:
        step.leaves.insert(step.leaves.end(), waiting_.begin(), waiting_.end());
        if (!waiting_.empty()) gone_ = waiting_;
        leaving_players_ = waiting_.empty();
        waiting_.clear();
        break;
      case Cue::kAlone:
        alone_ = true;
        step.alone.insert(step.alone.end(), waiting_.begin(), waiting_.end());
        waiting_.clear();
        break;
      case Cue::kAll:
        if (target_) {
          take_level(6.8);
        } else {
          step.everybody = true;
        }
        break;
      case Cue::kTempo:
        if (step.tempo_to == step.tempo) step.tempo = step.tempo_to = cue.value;
        settled_ = true;
        return;
      case Cue::kQuicken:
        step.tempo_to = cue.value;
        draft_.rise = cue.value > 1 ? std::max(draft_.rise, 2.0) : draft_.rise;
        draft_.ordered = true;
        break;
      case Cue::kGesture:
        take_gesture(static_cast<Gesture>(static_cast<int>(cue.value)));
        break;
      case Cue::kBegin:
        draft_.begins = true;
        step.share = std::max(step.share, cue.value);
        return;
      case Cue::kMiddle:
        step.middle = true;
        break;
      case Cue::kEnd:
        draft_.ends = true;
        step.share = std::max(step.share, cue.value);
        return;
      case Cue::kWaves:
        draft_.waves = true;
        break;
      case Cue::kSlowly:
        if (draft_.rise > 0) draft_.rise = 2;
        if (draft_.fall > 0) draft_.fall = 2;
        slowly_ = true;
        return;
      case Cue::kNext:
      case Cue::kTo:
      case Cue::kNothing:
        return;
    }
    moved_ = settled_ = true;
  }

  void take_gesture(Gesture gesture) {
    if (gesture == Gesture::kCut || gesture == Gesture::kRing) {
      drafts_.ending.push_back(gesture);
      draft_.ends = true;
      return;
    }
    draft_.step.gestures.push_back(gesture);
    if (gesture == Gesture::kFadeOut) draft_.fall = std::max(draft_.fall, 2.0);
    if (gesture == Gesture::kFadeIn) draft_.rise = std::max(draft_.rise, 2.0);
    if (gesture == Gesture::kCrash) draft_.level = std::max(draft_.level.value_or(0), 6.5);
    draft_.ordered = true;
  }

  // Whom a verb that follows may be about.
  void take_players(const AnyOf& players) {
    full_ = true;
    if (alone_) {
      draft_.step.alone.push_back(players);
    } else if (leaving_players_) {
      draft_.step.leaves.push_back(players);
      gone_ = {players};
    } else {
      waiting_.push_back(players);
    }
  }

  CourseDrafts drafts_;
  CourseDraft draft_;
  std::vector<AnyOf> waiting_;
  bool full_ = false;     // the step holds something
  bool moved_ = false;    // it has its move
  bool settled_ = false;  // it has a level or a move
  bool entered_ = false;
  bool entering_ = false;  // the step before brought players in
  bool inherits_ = false;
  bool has_kind_ = false;
  bool stamped_ = false;
  bool target_ = false;   // levels are where a rise or fall ends
  bool pending_ = false;  // a new step begins with the next mark
  bool contrast_next_ = false;
  bool then_ = false;
  bool slowly_ = false;
  std::vector<AnyOf> gone_;  // who fell silent last
  bool alone_ = false;
  bool leaving_players_ = false;
};

}  // namespace

std::optional<TimeStamp> stamp_at(std::string_view text, size_t at) {
  const size_t start = at;
  const char open = at < text.size() ? text[at] : ' ';
  const bool bracket = open == '[' || open == '(';
  if (bracket) ++at;
  const auto spaces = [&] {
    while (at < text.size() && (text[at] == ' ' || text[at] == '\t')) ++at;
  };
  // "1:05", "0:05.5"; in brackets a bare number of seconds is a time too.
  const auto clock = [&](bool bare) -> std::optional<double> {
    const auto number = [&](double& value) {
      const size_t end = std::min(text.find_first_not_of("0123456789.", at), text.size());
      size_t stop = end;
      while (stop > at && text[stop - 1] == '.') --stop;
      if (stop == at || stop - at > 8) return false;
      const auto [read, error] = std::from_chars(text.data() + at, text.data() + stop, value);
      if (error != std::errc() || read != text.data() + stop) return false;
      at = stop;
      return true;
    };
    double seconds = 0;
    if (!number(seconds)) return std::nullopt;
    int colons = 0;
    while (colons < 2 && at + 1 < text.size() && text[at] == ':' && is_digit(text[at + 1])) {
      ++at;
      double next = 0;
      if (!number(next) || next >= 60) return std::nullopt;
      seconds = 60 * seconds + next;
      ++colons;
    }
    if (colons == 0 && !bare) return std::nullopt;
    if (at < text.size() && text[at] == 's') ++at;
    return seconds;
  };
  spaces();
  const size_t first = at;
  const std::optional<double> begin = clock(bracket);
  if (!begin || *begin > 3600) return std::nullopt;
  const bool coloned = text.substr(first, at - first).find(':') != std::string_view::npos;
  TimeStamp stamp{*begin, {}, at};
  spaces();
  for (const std::string_view dash :
       {std::string_view("-"), std::string_view("\xe2\x80\x93"), std::string_view("\xe2\x80\x94"),
        std::string_view("to "), std::string_view("~")}) {
    if (!text.substr(at).starts_with(dash)) continue;
    at += dash.size();
    spaces();
    const std::optional<double> end = clock(true);
    if (end && *end > *begin && *end <= 3600) {
      stamp.end_s = end;
      stamp.after = at;
    }
    break;
  }
  if (bracket) {
    spaces();
    const char close = open == '[' ? ']' : ')';
    if (at >= text.size() || text[at] != close || (!stamp.end_s && !coloned)) return std::nullopt;
    stamp.after = at + 1;
  }
  if (stamp.after <= start) return std::nullopt;
  return stamp;
}

CourseDrafts draft_course(std::string_view words) {
  return Reader().read(marks_of(tokens_of(words.substr(0, kLongestText_bytes))));
}

}  // namespace continuo
