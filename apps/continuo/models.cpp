// continuo models: what is here, embedded or in the hub's cache; and continuo models remove.

#include <fmt/format.h>

#include "base/error.h"
#include "base/progress.h"
#include "checkpoint/hub_removal.h"
#include "command.h"
#include "hub_environment.h"
#include "model_folders.h"

namespace continuo {

namespace {

struct Row {
  std::string name;
  uint64_t bytes;
  std::string licence;
  std::string place;
};

uint64_t bytes_in(const std::filesystem::path& folder) {
  uint64_t bytes = 0;
  for (const auto& file : std::filesystem::directory_iterator(folder)) {
    if (file.is_regular_file()) bytes += file.file_size();
  }
  return bytes;
}

std::string place_of(const HubCache& cache, const CachedModel& model) {
  std::string place = cache.model(model.id).string();
  if (model.commits.size() > 1) place += fmt::format("  ({} snapshots)", model.commits.size());
  if (model.incomplete_bytes > 0)
    place +=
        fmt::format("  (begun: {}; continuo pull goes on)", bytes_text(model.incomplete_bytes));
  return place;
}

int list_models() {
  std::vector<Row> rows;
  for (const ModelFolder& model : all_models()) {
    rows.push_back({model.name, bytes_in(model.path), licence_of_card(model.path),
                    model.path.string() + (model.name == kDefaultModel ? "  (default)" : "")});
  }
  const HubCache cache(hub_of_environment().cache);
  for (const CachedModel& model : cache.list())
    rows.push_back({model.id.model(), model.bytes, model.licence, place_of(cache, model)});
  if (rows.empty()) fail(ErrorKind::kMissing, "models", "none are installed.");

  size_t longest_name = 0;
  size_t longest_licence = 0;
  for (Row& row : rows) {
    if (row.licence.empty()) row.licence = "licence unknown";
    longest_name = std::max(longest_name, row.name.size());
    longest_licence = std::max(longest_licence, row.licence.size());
  }
  for (const Row& row : rows) {
    fmt::print("{:<{}}  {:>8}  {:<{}}  {}\n", row.name, longest_name, bytes_text(row.bytes),
               row.licence, longest_licence, row.place);
  }
  return 0;
}

struct RemoveOptions {
  std::string model;
  bool yes = false;
};

int remove_model(const RemoveOptions& options) {
  const HubCache cache(hub_of_environment().cache);
  const Removal removal = plan_removal(cache, parse_hub_id(options.model));
  fmt::print("{}\n", removal.id.text());
  for (const std::string& file : removal.files) fmt::print("  {}\n", file);
  if (removal.kept.empty()) {
    fmt::print("All of {} goes: {}.\n", removal.folder.string(), bytes_text(removal.bytes));
  } else {
    fmt::print("Snapshot {} goes: {} that no other needs. {} stay.\n", removal.commit,
               bytes_text(removal.bytes), fmt::join(removal.kept, ", "));
  }
  if (!confirmed("Delete it?", options.yes)) {
    fmt::print("nothing was deleted\n");
    return 1;
  }
  remove(cache, removal);
  fmt::print("{}: deleted, {} free again\n", removal.id.text(), bytes_text(removal.bytes));
  return 0;
}

}  // namespace

void add_models(CLI::App& program, Run& run) {
  CLI::App* command =
      program.add_subcommand("models", "List the models that are here, or remove one");
  command->callback([command, &run] {
    if (command->get_subcommands().empty()) run = list_models;
  });
  auto options = std::make_shared<RemoveOptions>();
  CLI::App* removing =
      command->add_subcommand("remove", "Delete a model that was pulled, after showing what goes");
  removing->add_option("model", options->model, "ORG/NAME or ORG/NAME@REVISION")->required();
  removing->add_flag("--yes,-y", options->yes, "Do not ask");
  removing->callback([options, &run] { run = [options] { return remove_model(*options); }; });
}

}  // namespace continuo
