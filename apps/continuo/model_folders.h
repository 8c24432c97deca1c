// Where models lie: those that come with the program, those that were pulled or quantised, and any
// folder or file that the user names.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace continuo {

inline constexpr const char* kDefaultModel = "nano";

// The folders that hold models, best first: beside the installed program, then the source tree's
// assets.
std::vector<std::filesystem::path> model_roots();

// The folder or file of a model by name, by path, or as ORG/NAME in the hub's cache. Throws
// Error(kMissing) that lists what there is, or says how to get it.
std::filesystem::path find_model(const std::string& name);

struct NamedModel {
  std::string name;            // of a file without .gguf
  std::filesystem::path path;  // a folder, or a GGUF file
  bool own = false;            // this user's, who may remove it
};
std::vector<NamedModel>
all_models();  // by name: the user's own, and those that come with the program

}  // namespace continuo
