// One command of the program: its options, and what it does.
#pragma once

#include <CLI/CLI.hpp>
#include <functional>

namespace continuo {

// Adds a command to the program; its callback sets `run` to the work and returns, so that options
// are parsed before anything happens. `run` returns the exit code.
using Run = std::function<int()>;

void add_live(CLI::App& program, Run& run);
void add_serve(CLI::App& program, Run& run);
void add_generate(CLI::App& program, Run& run);
void add_plan(CLI::App& program, Run& run);
void add_replay(CLI::App& program, Run& run);
void add_edit(CLI::App& program, Run& run);
void add_models(CLI::App& program, Run& run);
void add_pull(CLI::App& program, Run& run);
void add_quantise(CLI::App& program, Run& run);
void add_measure(CLI::App& program, Run& run);
void add_listen(CLI::App& program, Run& run);
void add_bench(CLI::App& program, Run& run);
void add_devices(CLI::App& program, Run& run);

}  // namespace continuo
