#include "text/normalizer.h"

#include "base/base64.h"
#include "text/json_at.h"
#include "text/utf8.h"

namespace continuo {

namespace {

constexpr int kMostNested = 8;
constexpr size_t kMostSteps = 32;
constexpr size_t kLongestContentBytes = 64;
// NFKC makes at most eleven bytes of one; a file that makes more of a text wants the memory.
constexpr size_t kMostGrowth = 16;
constexpr const char* kRunsOfSpaces = " {2,}";

std::string spaces_replaced(std::string_view text, const std::string& with) {
  std::string out;
  while (!text.empty()) {
    const size_t spaces = std::min(text.find_first_not_of(' '), text.size());
    if (spaces >= 2) {
      out += with;
      text.remove_prefix(spaces);
    } else {
      out += text.front();
      text.remove_prefix(1);
    }
  }
  return out;
}

}  // namespace

Normalizer Normalizer::parse(const Json& json, const std::string& where) {
  Normalizer normalizer;
  normalizer.add(json, where, 0);
  return normalizer;
}

void Normalizer::add(const Json& json, const std::string& where, int depth) {
  if (json.is_null()) return;
  if (steps_.size() == kMostSteps)
    fail(ErrorKind::kInput, "tokenizer", "{}: expected at most {} steps.", where, kMostSteps);
  const std::string type = text_at(json, "type", where);
  if (type == "Sequence" && depth < kMostNested) {
    for (const Json& one : list_at(json, "normalizers", where)) add(one, where, depth + 1);
  } else if (type == "Precompiled") {
    const std::string table =
        base64_decoded(text_at(json, "precompiled_charsmap", where), "tokenizer", where);
    steps_.push_back(
        {Step::Kind::kCharsmap, std::make_shared<const PrecompiledCharsmap>(table, where), "", ""});
  } else if (type == "Strip") {
    steps_.push_back({Step::Kind::kStrip, nullptr, "", "", flag_at(json, "strip_left", where),
                      flag_at(json, "strip_right", where)});
  } else if (type == "Replace") {
    const Json& pattern = at(json, "pattern", where);
    const std::string content = text_at(json, "content", where);
    if (content.size() > kLongestContentBytes) {
      fail(ErrorKind::kInput, "tokenizer", "{}: Replace: expected at most {} bytes, found {}.",
           where, kLongestContentBytes, content.size());
    }
    if (pattern.is_object() && pattern.contains("String")) {
      const std::string text = text_at(pattern, "String", where);
      if (text.empty()) fail(ErrorKind::kInput, "tokenizer", "{}: Replace of nothing.", where);
      steps_.push_back({Step::Kind::kReplaceText, nullptr, text, content});
    } else if (pattern.is_object() && text_at(pattern, "Regex", where) == kRunsOfSpaces) {
      steps_.push_back({Step::Kind::kReplaceSpaces, nullptr, "", content});
    } else {
      fail(ErrorKind::kInput, "tokenizer", "{}: Replace: expected a String, or the Regex \"{}\".",
           where, kRunsOfSpaces);
    }
  } else {
    fail(ErrorKind::kInput, "tokenizer",
         "{}: expected Precompiled, Replace, Strip or a Sequence, found {}.", where,
         printable(type));
  }
}

std::string Normalizer::normalised(std::string_view text) const {
  std::string out(text);
  const size_t limit_bytes = kMostGrowth * text.size() + 1024;
  for (const Step& step : steps_) {
    if (out.size() > limit_bytes) {
      fail(ErrorKind::kInput, "tokenizer", "normalizer: {} bytes become {}: expected at most {}.",
           text.size(), out.size(), limit_bytes);
    }
    switch (step.kind) {
      case Step::Kind::kCharsmap:
        out = step.charsmap->normalised(out);
        break;
      case Step::Kind::kReplaceText:
        out = replaced(out, step.pattern, step.content);
        break;
      case Step::Kind::kReplaceSpaces:
        out = spaces_replaced(out, step.content);
        break;
      case Step::Kind::kStrip: {
        std::string_view rest = out;
        if (step.left) rest = without_space_at_start(rest);
        if (step.right) rest = without_space_at_end(rest);
        out = std::string(rest);
        break;
      }
    }
  }
  return out;
}

}  // namespace continuo
