// continuo models: what is installed here.

#include <fmt/format.h>

#include "base/error.h"
#include "command.h"
#include "model_folders.h"

namespace continuo {

void add_models(CLI::App& program, Run& run) {
  CLI::App* command = program.add_subcommand("models", "List the models that are installed");
  command->callback([&run] {
    run = [] {
      const std::vector<ModelFolder> models = all_models();
      if (models.empty()) fail(ErrorKind::kMissing, "models", "none are installed.");
      for (const ModelFolder& model : models) {
        uintmax_t bytes = 0;
        for (const auto& file : std::filesystem::directory_iterator(model.path)) {
          if (file.is_regular_file()) bytes += file.file_size();
        }
        fmt::print("{:<12}{:>7.1f} MB  {}{}\n", model.name, static_cast<double>(bytes) / 1e6,
                   model.path.string(), model.name == kDefaultModel ? "  (default)" : "");
      }
      return 0;
    };
  });
}

}  // namespace continuo
