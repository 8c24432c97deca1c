// The table that embed_studio.cmake writes.
#pragma once

#include <span>
#include <string_view>

namespace continuo {

struct StudioBytes {
  const char* begin;
  const char* end;
};

struct StudioFile {
  std::string_view path;  // "/assets/index-1a2b3c4d.js"
  StudioBytes bytes;
  std::string_view type;
  bool immutable;
};

std::span<const StudioFile> studio_files();

}  // namespace continuo
