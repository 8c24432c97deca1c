// continuo plan: what would be made of the words, as JSON that --plan takes back.

#include <fmt/format.h>

#include "command.h"
#include "common_options.h"
#include "model_folders.h"
#include "prompt/named.h"

namespace continuo {

void add_plan(CLI::App& program, Run& run) {
  struct Options {
    WishOptions wish;
    ModelOptions model;
  };
  auto options = std::make_shared<Options>();
  CLI::App* command =
      program.add_subcommand("plan", "Print the plan that generate would use, as JSON");
  options->wish.add_to(*command);
  options->model.add_to(*command);
  command->callback([options, &run] {
    run = [options] {
      const Wish wish = options->wish.wish();
      const ComposeSettings settings = options->model.settings();
      ThreadPool pool(options->model.thread_count());
      const Composer composer(find_model(options->model.model), pool);
      // Beside the JSON, so that the output stays a plan.
      const std::string named = named_text(read_named(wish.prompt));
      if (!named.empty()) fmt::print(stderr, "named: {}\n", named);
      fmt::print("{}", plan_to_json(composer.plan(wish, settings)));
      return 0;
    };
  });
}

}  // namespace continuo
