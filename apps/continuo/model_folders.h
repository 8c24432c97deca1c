// Where models lie: those that come with the program, those that were pulled, and any folder that
// the user names.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace continuo {

inline constexpr const char* kDefaultModel = "nano";

// The folders that hold models, best first: beside the installed program, then the source tree's
// assets.
std::vector<std::filesystem::path> model_roots();

// The folder of a model by name, by path, or as ORG/NAME in the hub's cache. Throws Error(kMissing)
// that lists what there is, or says how to get it.
std::filesystem::path find_model(const std::string& name);

struct ModelFolder {
  std::string name;
  std::filesystem::path path;
};
std::vector<ModelFolder> all_models();  // that come with the program

}  // namespace continuo
