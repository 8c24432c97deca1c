#include "compose/course_marks.h"

#include <algorithm>
#include <array>

#include "prompt/named_length.h"
#include "score/words.h"

namespace continuo {

namespace {

struct Token {
  std::string text;
  Gap gap = Gap::kNone;
  std::optional<TimeStamp> stamp;  // then there is no text
  bool colon = false;              // stands after one
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
  // "The beat disappears" is read from the beat on.
  if (tokens[at].text == "the") return 0;
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

}  // namespace

std::vector<Mark> marks_of(std::string_view words) { return marks_of(tokens_of(words)); }

}  // namespace continuo
