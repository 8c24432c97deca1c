#include "text/pre_tokenizer.h"

#include "text/json_at.h"
#include "text/utf8.h"

namespace continuo {

namespace {
constexpr int kMostNested = 8;
constexpr size_t kMostSteps = 32;
}  // namespace

PreTokenizer PreTokenizer::parse(const Json& json, const std::string& where) {
  PreTokenizer pre_tokenizer;
  pre_tokenizer.add(json, where, 0);
  return pre_tokenizer;
}

void PreTokenizer::add(const Json& json, const std::string& where, int depth) {
  if (json.is_null()) return;
  if (steps_.size() == kMostSteps)
    fail(ErrorKind::kInput, "tokenizer", "{}: expected at most {} steps.", where, kMostSteps);
  const std::string type = text_at(json, "type", where);
  if (type == "Sequence" && depth < kMostNested) {
    for (const Json& one : list_at(json, "pretokenizers", where)) add(one, where, depth + 1);
  } else if (type == "WhitespaceSplit") {
    steps_.emplace_back();
  } else if (type == "Metaspace") {
    Step step;
    step.kind = Step::Kind::kMetaspace;
    step.sign = text_at(json, "replacement", where);
    step.split = flag_at_or(json, "split", true, where);
    // Older files say it by a flag.
    const std::string prepend = json.contains("prepend_scheme")
                                    ? text_at(json, "prepend_scheme", where)
                                : flag_at_or(json, "add_prefix_space", true, where) ? "always"
                                                                                    : "never";
    if (step.sign.empty() || first_char(step.sign).bytes != step.sign.size() ||
        (prepend != "always" && prepend != "first" && prepend != "never")) {
      fail(ErrorKind::kInput, "tokenizer",
           "{}: Metaspace: expected one character and always, first or never, found {} and {}.",
           where, printable(step.sign), printable(prepend));
    }
    step.prepend = prepend == "always"  ? Step::Prepend::kAlways
                   : prepend == "first" ? Step::Prepend::kFirst
                                        : Step::Prepend::kNever;
    steps_.push_back(step);
  } else {
    fail(ErrorKind::kInput, "tokenizer",
         "{}: expected WhitespaceSplit, Metaspace or a Sequence, found {}.", where,
         printable(type));
  }
}

void PreTokenizer::split_at_spaces(const Word& word, std::vector<Word>& out) {
  std::string_view rest = word.text;
  bool at_start = word.at_start;
  size_t length = 0;
  const auto cut = [&] {
    if (length > 0) out.push_back({std::string(rest.substr(0, length)), at_start});
  };
  while (length < rest.size()) {
    const Utf8Char next = first_char(rest.substr(length));
    if (!is_white_space(next.code)) {
      length += next.bytes;
      continue;
    }
    cut();
    rest.remove_prefix(length + next.bytes);
    length = 0;
    at_start = false;
  }
  cut();
}

void PreTokenizer::split_at_signs(const Step& step, const Word& word, std::vector<Word>& out) {
  std::string text;
  const bool prepends = step.prepend == Step::Prepend::kAlways ||
                        (step.prepend == Step::Prepend::kFirst && word.at_start);
  if (prepends && !word.text.starts_with(step.sign) && !word.text.starts_with(' '))
    text = step.sign;
  for (const char c : word.text) {
    if (c == ' ')
      text += step.sign;
    else
      text += c;
  }
  // Each sign begins a word.
  bool at_start = word.at_start;
  for (size_t begin = 0; begin < text.size();) {
    const size_t end = step.split ? text.find(step.sign, begin + 1) : std::string::npos;
    out.push_back({text.substr(begin, end - begin), at_start});
    begin = std::min(end, text.size());
    at_start = false;
  }
}

std::vector<std::string> PreTokenizer::words(std::string_view text, bool at_start) const {
  std::vector<Word> words;
  if (!text.empty()) words.push_back({std::string(text), at_start});
  for (const Step& step : steps_) {
    std::vector<Word> next;
    for (const Word& word : words) {
      if (step.kind == Step::Kind::kWhitespaceSplit)
        split_at_spaces(word, next);
      else
        split_at_signs(step, word, next);
    }
    words = std::move(next);
  }
  std::vector<std::string> texts;
  for (Word& word : words) texts.push_back(std::move(word.text));
  return texts;
}

}  // namespace continuo
