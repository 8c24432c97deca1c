// What a model on the hub is called: ORG/NAME, or ORG/NAME@REVISION. Names end up in paths and
// addresses, so each is checked where it comes in.
#pragma once

#include <string>
#include <string_view>

namespace continuo {

struct HubId {
  std::string organisation;
  std::string name;
  std::string revision = "main";  // a branch, a tag or a commit

  std::string model() const { return organisation + "/" + name; }
  std::string text() const;    // as it was typed: without @main
  std::string folder() const;  // "models--ORG--NAME"
};

// Throws Error(kUsage).
HubId parse_hub_id(std::string_view text);
// Whether it could be one, so that a typed folder or a plain name is not taken for it.
bool looks_like_hub_id(std::string_view text);

bool is_commit(std::string_view text);     // 40 hexadecimal digits, in lower case
bool is_sum(std::string_view text);        // 40 (git's SHA-1) or 64 (SHA-256) of them
bool is_file_name(std::string_view text);  // no folder, no "..", nothing hidden

}  // namespace continuo
