#include "text/added_tokens.h"

#include <algorithm>

#include "text/json_at.h"
#include "text/utf8.h"

namespace continuo {

namespace {
constexpr size_t kMostTokens = 1000;  // each is looked for at each character
constexpr size_t kLongestTokenBytes = 256;
}  // namespace

AddedTokens AddedTokens::parse(const Json& list, const std::string& where) {
  AddedTokens added;
  if (list.is_null()) return added;
  if (!list.is_array() || list.size() > kMostTokens)
    fail(ErrorKind::kInput, "tokenizer", "{}: expected a list of added tokens.", where);
  for (const Json& one : list) {
    Token token{.content = text_at(one, "content", where),
                .id = id_at(one, "id", kIdLimit, where),
                .strips_left = flag_at_or(one, "lstrip", false, where),
                .strips_right = flag_at_or(one, "rstrip", false, where),
                .special = flag_at_or(one, "special", false, where)};
    if (flag_at_or(one, "normalized", false, where) ||
        flag_at_or(one, "single_word", false, where)) {
      fail(ErrorKind::kInput, "tokenizer",
           "{}: {}: expected a token that is neither normalized nor a single_word.", where,
           printable(token.content));
    }
    if (token.content.size() > kLongestTokenBytes) {
      fail(ErrorKind::kInput, "tokenizer", "{}: {}: expected at most {} bytes, found {}.", where,
           printable(token.content, 40), kLongestTokenBytes, token.content.size());
    }
    if (token.content.empty()) continue;
    added.begins_one_[static_cast<uint8_t>(token.content.front())] = true;
    added.tokens_.push_back(std::move(token));
  }
  // The longest of those that begin alike comes first.
  std::stable_sort(added.tokens_.begin(), added.tokens_.end(), [](const Token& a, const Token& b) {
    return a.content.size() > b.content.size();
  });
  return added;
}

const AddedTokens::Token* AddedTokens::longest_at(std::string_view text) const {
  if (!begins_one_[static_cast<uint8_t>(text.front())]) return nullptr;
  for (const Token& token : tokens_) {
    if (text.starts_with(token.content)) return &token;
  }
  return nullptr;
}

const AddedTokens::Token* AddedTokens::with_id(int32_t id) const {
  const auto found = std::find_if(tokens_.begin(), tokens_.end(),
                                  [&](const Token& token) { return token.id == id; });
  return found == tokens_.end() ? nullptr : &*found;
}

std::vector<AddedTokens::Part> AddedTokens::parts(std::string_view text) const {
  std::vector<Part> parts;
  size_t done = 0;
  for (size_t at = 0; at < text.size();) {
    const Token* token = longest_at(text.substr(at));
    if (token == nullptr) {
      ++at;
      continue;
    }
    size_t begin = at;
    at += token->content.size();
    size_t end = at;
    if (token->strips_left)
      begin = done + without_space_at_end(text.substr(done, begin - done)).size();
    if (token->strips_right) end = text.size() - without_space_at_start(text.substr(end)).size();
    if (begin > done) parts.push_back({text.substr(done, begin - done), std::nullopt});
    parts.push_back({text.substr(begin, end - begin), token->id});
    done = end;
    at = std::max(at, end);
  }
  if (done < text.size()) parts.push_back({text.substr(done), std::nullopt});
  return parts;
}

int32_t AddedTokens::highest_id() const {
  int32_t highest = -1;
  for (const Token& token : tokens_) highest = std::max(highest, token.id);
  return highest;
}

std::optional<int32_t> AddedTokens::find(std::string_view content) const {
  for (const Token& token : tokens_) {
    if (token.content == content) return token.id;
  }
  return std::nullopt;
}

std::string_view AddedTokens::text(int32_t id) const {
  const Token* token = with_id(id);
  return token == nullptr ? std::string_view() : std::string_view(token->content);
}

bool AddedTokens::is_special(int32_t id) const {
  const Token* token = with_id(id);
  return token != nullptr && token->special;
}

}  // namespace continuo
