#include "studio_asset.h"

#include "studio_table.h"

namespace continuo {

std::optional<Router::Asset> studio_asset(std::string_view path) {
  if (path == "/") path = "/index.html";
  for (const StudioFile& file : studio_files()) {
    if (file.path != path) continue;
    const auto size = static_cast<size_t>(file.bytes.end - file.bytes.begin);
    return Router::Asset{{file.bytes.begin, size}, file.type, file.immutable};
  }
  return std::nullopt;
}

}  // namespace continuo
