// The command line: the table of commands, the one catch, and the exit codes (0 done, 1 failed, 2
// usage).

#include <fmt/format.h>

#include <cstdio>

#include "base/error.h"
#include "base/version.h"
#include "command.h"

int main(int argc, char** argv) {
  using namespace continuo;
  CLI::App program(
      "Continuo makes music from words, on this machine.\n\n"
      "  continuo generate \"upbeat ragtime piano in 7/4, fast, playful\"\n"
      "  continuo generate \"slow sad cello and harp\" --key \"D minor\" --seconds 40 --out "
      "elegy.wav\n"
      "  continuo replay elegy.json\n"
      "  continuo live --prompt \"bossa nova trio\"\n");
  program.set_version_flag("--version", fmt::format("continuo {}", kVersion));
  program.require_subcommand(1);
  program.get_formatter()->column_width(34);

  Run run;
  add_live(program, run);
  add_serve(program, run);
  add_generate(program, run);
  add_plan(program, run);
  add_replay(program, run);
  add_edit(program, run);
  add_models(program, run);
  add_pull(program, run);
  add_quantise(program, run);
  add_measure(program, run);
  add_listen(program, run);
  add_bench(program, run);
  add_devices(program, run);

  try {
    program.parse(argc, argv);
    const int code = run();
    if (std::fflush(stdout) != 0)
      fail(ErrorKind::kIo, "output", "standard output: cannot be written to.");
    return code;
  } catch (const CLI::ParseError& error) {
    return program.exit(error) == 0 ? 0 : 2;
  } catch (const Error& error) {
    fmt::print(stderr, "continuo: {}\n", error.what());
    return error.kind() == ErrorKind::kUsage ? 2 : 1;
  } catch (const std::exception& error) {
    fmt::print(stderr, "continuo: {}\n", error.what());
    return 1;
  }
}
