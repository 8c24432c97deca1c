// model.safetensors.index.json: which shard holds which tensor.
#pragma once

#include <map>
#include <string>
#include <string_view>

namespace continuo {

inline constexpr size_t kIndexLimitBytes = size_t{64} << 20;

// {"weight_map": {tensor: file}}, as Hugging Face writes it. Throws Error(kInput) for anything
// else, and for a file that is not the plain name of one in the same folder.
std::map<std::string, std::string> parse_safetensors_index(std::string_view text,
                                                           const std::string& where);

}  // namespace continuo
