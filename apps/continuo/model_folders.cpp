#include "model_folders.h"

#include <algorithm>

#include "base/error.h"
#include "checkpoint/checkpoint.h"
#include "checkpoint/hub_cache.h"
#include "hub_environment.h"

namespace continuo {

namespace fs = std::filesystem;

std::vector<fs::path> model_roots() {
  std::vector<fs::path> roots;
  std::error_code failed;
  const fs::path program = fs::read_symlink("/proc/self/exe", failed);
  if (!failed) roots.push_back(program.parent_path().parent_path() / "share/continuo/assets");
  roots.emplace_back(CONTINUO_ASSETS_DIR);
  return roots;
}

std::vector<NamedModel> all_models() {
  std::vector<NamedModel> models;
  const fs::path own = own_models_of_environment();
  std::vector<fs::path> roots = model_roots();
  if (!own.empty()) roots.push_back(own);
  for (const fs::path& root : roots) {
    std::error_code ignored;
    for (const auto& entry : fs::directory_iterator(root, ignored)) {
      const fs::path& path = entry.path();
      const bool file = path.extension() == ".gguf";
      const std::string name = (file ? path.stem() : path.filename()).string();
      const bool known =
          std::any_of(models.begin(), models.end(), [&](const auto& m) { return m.name == name; });
      // A name that begins with a dot is that of a file in the making.
      if (!known && !name.starts_with('.') && Checkpoint::is_at(path))
        models.push_back({name, path, root == own});
    }
  }
  std::sort(models.begin(), models.end(),
            [](const auto& a, const auto& b) { return a.name < b.name; });
  return models;
}

fs::path find_model(const std::string& name) {
  std::string known;
  for (const NamedModel& model : all_models()) {
    if (model.name == name) return model.path;
    known += (known.empty() ? "" : ", ") + model.name;
  }
  if (Checkpoint::is_at(name)) return name;
  std::error_code ignored;
  if (looks_like_hub_id(name) && !fs::exists(name, ignored))
    return HubCache(hub_of_environment().cache).find(parse_hub_id(name));
  fail(ErrorKind::kMissing, "model",
       "{}: expected a folder with config.json, a .gguf file, a pulled ORG/NAME or one of: {}.",
       name, known.empty() ? "(none are installed)" : known);
}

}  // namespace continuo
