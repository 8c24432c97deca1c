#include "model_folders.h"

#include <algorithm>

#include "base/error.h"
#include "checkpoint/hub_cache.h"
#include "hub_environment.h"

namespace continuo {

namespace fs = std::filesystem;

namespace {

bool holds_model(const fs::path& folder) {
  std::error_code ignored;
  return fs::exists(folder / "config.json", ignored);
}

}  // namespace

std::vector<fs::path> model_roots() {
  std::vector<fs::path> roots;
  std::error_code failed;
  const fs::path program = fs::read_symlink("/proc/self/exe", failed);
  if (!failed) roots.push_back(program.parent_path().parent_path() / "share/continuo/assets");
  roots.emplace_back(CONTINUO_ASSETS_DIR);
  return roots;
}

std::vector<ModelFolder> all_models() {
  std::vector<ModelFolder> models;
  for (const fs::path& root : model_roots()) {
    std::error_code ignored;
    for (const auto& entry : fs::directory_iterator(root, ignored)) {
      const std::string name = entry.path().filename().string();
      const bool known =
          std::any_of(models.begin(), models.end(), [&](const auto& m) { return m.name == name; });
      if (!known && holds_model(entry.path())) models.push_back({name, entry.path()});
    }
  }
  std::sort(models.begin(), models.end(),
            [](const auto& a, const auto& b) { return a.name < b.name; });
  return models;
}

fs::path find_model(const std::string& name) {
  std::string known;
  for (const ModelFolder& model : all_models()) {
    if (model.name == name) return model.path;
    known += (known.empty() ? "" : ", ") + model.name;
  }
  if (holds_model(name)) return name;
  std::error_code ignored;
  if (looks_like_hub_id(name) && !fs::exists(name, ignored))
    return HubCache(hub_of_environment().cache).find(parse_hub_id(name));
  fail(ErrorKind::kMissing, "model",
       "{}: expected a folder with config.json, a pulled ORG/NAME or one of: {}.", name,
       known.empty() ? "(none are installed)" : known);
}

}  // namespace continuo
