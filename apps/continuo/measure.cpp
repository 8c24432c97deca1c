// continuo measure: how well the music does what the words ask, and what it is like beside human
// music.

#include "measure_commands.h"

namespace continuo {

void add_measure(CLI::App& program, Run& run) {
  CLI::App* command =
      program.add_subcommand("measure", "Measure what the model hears and what it writes");
  command->require_subcommand(1);
  add_measure_adherence(*command, run);
  add_measure_music(*command, run);
  add_measure_genres(*command, run);
  add_measure_courses(*command, run);
}

}  // namespace continuo
