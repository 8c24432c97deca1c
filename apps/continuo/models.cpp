// continuo models: what is here, embedded or in the hub's cache; and continuo models remove.

#include <fmt/format.h>

#include "base/error.h"
#include "base/progress.h"
#include "checkpoint/checkpoint.h"
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

uint64_t bytes_in(const std::filesystem::path& path) {
  if (!std::filesystem::is_directory(path)) return std::filesystem::file_size(path);
  uint64_t bytes = 0;
  for (const auto& file : std::filesystem::directory_iterator(path)) {
    if (file.is_regular_file()) bytes += file.file_size();
  }
  return bytes;
}

// A file that is broken is listed, too: how else would it be found and removed?
std::string licence_of(const std::filesystem::path& path) {
  if (std::filesystem::is_directory(path)) return licence_of_card(path);
  try {
    return Checkpoint::open(path).licence();
  } catch (const Error&) {
    return "broken";
  }
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
  for (const NamedModel& model : all_models()) {
    rows.push_back({model.name, bytes_in(model.path), licence_of(model.path),
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

int remove_file(const NamedModel& model, const RemoveOptions& options) {
  const uint64_t bytes = bytes_in(model.path);
  fmt::print("{}\n  {}\n", model.name, model.path.string());
  if (!confirmed(fmt::format("Delete it ({})?", bytes_text(bytes)), options.yes)) {
    fmt::print("nothing was deleted\n");
    return 1;
  }
  std::error_code failed;
  std::filesystem::remove(model.path, failed);
  if (failed) {
    fail(ErrorKind::kIo, "remove", "{}: cannot be deleted: {}.", model.path.string(),
         failed.message());
  }
  fmt::print("{}: deleted, {} free again\n", model.name, bytes_text(bytes));
  return 0;
}

int remove_model(const RemoveOptions& options) {
  for (const NamedModel& model : all_models()) {
    if (model.own && model.name == options.model && !std::filesystem::is_directory(model.path))
      return remove_file(model, options);
  }
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
  CLI::App* removing = command->add_subcommand(
      "remove", "Delete a model that was pulled or quantised, after showing what goes");
  removing
      ->add_option("model", options->model,
                   "ORG/NAME or ORG/NAME@REVISION, or the name of a quantised one")
      ->required();
  removing->add_flag("--yes,-y", options->yes, "Do not ask");
  removing->callback([options, &run] { run = [options] { return remove_model(*options); }; });
}

}  // namespace continuo
