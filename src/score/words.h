// Words as people type them, brought to one form so that names can be compared.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace continuo {

// Lower case, every run of other characters than letters, digits, '#' and '/' as one space, none at the ends:
// "Lo-Fi  (hip_hop)" gives "lo fi hip hop". Bytes of UTF-8 pass unchanged.
std::string plain_words(std::string_view text);

// The candidates that lie closest to a misspelt word by edit distance, best first; those too far away are left out.
std::vector<std::string> near_matches(std::string_view word,
                                      const std::vector<std::string_view>& candidates,
                                      size_t most = 3);

}  // namespace continuo
