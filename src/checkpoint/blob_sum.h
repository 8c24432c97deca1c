// The sum that names a file on the hub: SHA-256 of a large one, git's SHA-1 of a small one.
#pragma once

#include <filesystem>
#include <functional>
#include <string>

namespace continuo {

enum class SumKind { kGitSha1, kSha256 };

// By the length of a sum that is_sum().
SumKind sum_kind(const std::string& sum);
const char* sum_name(SumKind kind);

// In lower-case hexadecimal. `go_on` is asked now and then with the bytes done; where it says no,
// and where the file cannot be read, throws Error(kCancelled) or Error(kIo).
std::string sum_of_file(const std::filesystem::path& path, SumKind kind,
                        const std::function<bool(uint64_t)>& go_on);
std::string sum_of_text(std::string_view text, SumKind kind);

}  // namespace continuo
