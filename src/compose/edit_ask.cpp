#include "compose/edit_ask.h"

#include <algorithm>
#include <charconv>
#include <random>

#include "base/error.h"
#include "base/text.h"
#include "compose/edit_parts.h"
#include "compose/edit_words.h"
#include "prompt/languages.h"
#include "score/instrument.h"

namespace continuo {

namespace {

void read_bars(const std::string& text, int count, Edit& edit) {
  if (text.empty()) return;
  const char* at = text.data();
  const char* end = at + text.size();
  int first = 0;
  auto [stop, error] = std::from_chars(at, end, first);
  int last = first;
  bool good = error == std::errc();
  if (good && stop != end && *stop == '-') {
    last = count;
    if (++stop != end) {
      const auto [far, second] = std::from_chars(stop, end, last);
      good = second == std::errc();
      stop = far;
    }
  }
  if (!good || stop != end || first < 1 || last < first || last > count) {
    fail(ErrorKind::kUsage, kEdit, "bars: expected bars of 1 to {}, as 9-16 or 9, found \"{}\".",
         count, printable(text, 40));
  }
  edit.first_bar = first - 1;
  edit.last_bar = last - 1;
}

bool contains(const std::vector<int>& list, int program) {
  return std::find(list.begin(), list.end(), program) != list.end();
}

std::vector<int> programs_of(const std::vector<std::string>& names, const Score& score) {
  std::vector<int> programs;
  for (const std::string& name : names) {
    for (int program : parts_named(in_english(name), score)) {
      if (!contains(programs, program)) programs.push_back(program);
    }
  }
  return programs;
}

bool grows(Action action) { return action == Action::kGoOn || action == Action::kOpen; }

void read_extension(const EditAsk& ask, Edit& edit) {
  if (ask.extend == 0) {
    if (ask.before || ask.after)
      fail(ErrorKind::kUsage, kEdit, "before and after say where extend puts its bars.");
    return;
  }
  if (ask.before && ask.after)
    fail(ErrorKind::kUsage, kEdit, "extend: expected one of before and after, found both.");
  if (!ask.bars.empty())
    fail(ErrorKind::kUsage, kEdit, "extend: new bars are named by their place, not by bars.");
  if (ask.extend < 1 || ask.extend > kMostAddedBars) {
    fail(ErrorKind::kUsage, kEdit, "extend: expected 1 to {} bars, found {}.", kMostAddedBars,
         ask.extend);
  }
  edit.changes.push_back({.action = ask.before ? Action::kOpen : Action::kGoOn,
                          .bars = ask.extend,
                          .after_all = !ask.after && !ask.before});
}

std::string names_of(const std::vector<int>& programs) {
  std::string names;
  for (int program : programs)
    names += fmt::format("{}{}", names.empty() ? "" : ", ", instrument(program).name);
  return names;
}

// A change that the words ask for, within the parts that are named beside them.
Change within(Change change, const std::vector<int>& parts) {
  if (parts.empty() || grows(change.action) || change.action == Action::kAdd) return change;
  if (change.action == Action::kEnding || change.action == Action::kOnly) {
    fail(ErrorKind::kUsage, kEdit, "{}: that is everybody's affair; leave the part out.",
         change.action == Action::kOnly ? "only" : "an ending");
  }
  if (change.action == Action::kFill) {
    if (!contains(parts, kDrumKit))
      fail(ErrorKind::kUsage, kEdit, "a fill: expected drums as the part, found {}.",
           names_of(parts));
    return change;
  }
  if (change.parts.empty()) {
    change.parts = parts;
    return change;
  }
  for (int program : change.parts) {
    if (contains(parts, program)) continue;
    fail(ErrorKind::kUsage, kEdit, "the words ask for {}, the part says {}. Name either.",
         instrument(program).name, names_of(parts));
  }
  return change;
}

// Nobody who is kept is changed by the way.
void check_kept(const Change& change, const std::vector<int>& keep) {
  const bool of_drums =
      change.action == Action::kFill ||
      ((change.action == Action::kHalfTime || change.action == Action::kDoubleTime) &&
       change.parts.empty());
  const bool brings = change.action == Action::kAdd || change.action == Action::kInstead;
  if (!of_drums && !brings) return;
  const int program = of_drums ? kDrumKit : change.program;
  if (contains(keep, program)) {
    fail(ErrorKind::kUsage, kEdit, "{}: that changes the {}, which is to be kept.",
         action_name(change.action), instrument(program).name);
  }
}

void check(const Edit& edit, bool loop) {
  size_t growths = 0;
  for (const Change& change : edit.changes) {
    check_kept(change, edit.keep);
    growths += grows(change.action) ? 1 : 0;
    if (loop && change.action == Action::kEnding)
      fail(ErrorKind::kUsage, kEdit, "an ending: a loop has none; its end leads to its beginning.");
  }
  if (growths > 1) {
    fail(ErrorKind::kUsage, kEdit,
         "expected new bars in one place, found {}. Make an edit of each.", growths);
  }
  if (edit.changes.size() > kMostChanges) {
    fail(ErrorKind::kUsage, kEdit, "expected at most {} changes, found {}.", kMostChanges,
         edit.changes.size());
  }
  if (edit.words.size() > kLongestEditWords_bytes) {
    fail(ErrorKind::kUsage, kEdit, "words: expected at most {} bytes, found {}.",
         kLongestEditWords_bytes, edit.words.size());
  }
}

}  // namespace

Edit read_edit(const EditAsk& ask, const Score& score, const Planner& planner, bool loop) {
  Edit edit;
  // Seven digits are easy to read out and type again.
  edit.seed = ask.seed ? *ask.seed : std::random_device{}() % 10'000'000;
  const std::vector<int> parts = programs_of(ask.parts, score);
  edit.keep = programs_of(ask.keep, score);
  read_bars(ask.bars, static_cast<int>(score.bars.size()), edit);
  edit.words = ask.words;
  read_extension(ask, edit);
  StyleReader style;
  if (planner)
    style = [&](const std::string& words) { return style_of(planner, words, score, edit); };
  const auto read = [&](const std::string& words) {
    for (const Change& change : read_changes(in_english(words), score, style)) {
      // "Continue it" says an extension again.
      const bool again = change.action == Action::kGoOn && ask.extend > 0 && !ask.before;
      if (!again) edit.changes.push_back(within(change, parts));
    }
  };
  if (ask.vary) edit.changes.push_back({.action = Action::kVary, .parts = parts});
  for (const std::string& added : ask.add) {
    read("add " + added);
    edit.words += (edit.words.empty() ? "add " : ", add ") + added;
  }
  if (!ask.words.empty()) read(ask.words);
  if (edit.changes.empty()) {
    if (ask.bars.empty() && ask.parts.empty() && ask.keep.empty()) {
      fail(ErrorKind::kUsage, kEdit,
           "expected words, bars, a part, what to keep, an extension or a variation. {}",
           what_can_be_asked());
    }
    edit.changes.push_back({.action = Action::kRewrite, .parts = parts});
  }
  const bool parts_count = std::any_of(
      edit.changes.begin(), edit.changes.end(),
      [](const Change& change) { return !grows(change.action) && change.action != Action::kAdd; });
  if (!parts.empty() && !parts_count) {
    fail(ErrorKind::kUsage, kEdit,
         "part: new bars and new players are nobody's part. Say what the {} should do.",
         names_of(parts));
  }
  check(edit, loop);
  return edit;
}

}  // namespace continuo
