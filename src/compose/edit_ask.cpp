#include "compose/edit_ask.h"

#include <algorithm>
#include <charconv>
#include <random>

#include "base/error.h"
#include "base/text.h"
#include "compose/edit_parts.h"
#include "compose/edit_words.h"

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

std::vector<int> programs_of(const std::vector<std::string>& names, const Score& score) {
  std::vector<int> programs;
  for (const std::string& name : names) {
    for (int program : parts_named(name, score)) {
      if (std::find(programs.begin(), programs.end(), program) == programs.end())
        programs.push_back(program);
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

}  // namespace

Edit read_edit(const EditAsk& ask, const Score& score, const Planner& planner) {
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
    for (Change change : read_changes(words, score, style)) {
      if (grows(change.action) && ask.extend > 0) continue;  // "continue it" says it again
      const bool takes_parts = !grows(change.action) && change.action != Action::kAdd;
      if (takes_parts && change.parts.empty()) change.parts = parts;
      edit.changes.push_back(change);
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
  return edit;
}

}  // namespace continuo
