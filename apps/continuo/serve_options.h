// What continuo live and continuo serve can be told.
#pragma once

#include <CLI/CLI.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "live/controls.h"
#include "serve/server.h"

namespace continuo {

struct ServeOptions {
  std::vector<std::string> prompts;  // "solo cello" or "solo cello:0.4"
  std::optional<int> bpm;
  std::string key;
  std::string metre;
  std::optional<double> density, brightness;
  uint64_t seed = 1;
  std::string notes = "band";

  std::string host = "127.0.0.1";
  uint16_t port = 8787;
  std::string api_key;
  std::string api_key_file;
  std::string tls_certificate, tls_key;
  std::vector<std::string> allowed_origins;
  int sessions = 16;
  int connections_per_address = 0;

  std::string takes;
  double takes_gb = 50;
  std::string device;  // "none" for none; empty for the usual
  std::string midi_in, midi_out;
  std::string follow_notes = "off";
  bool follow_jack = false;
  std::string model = "nano";
  std::string soundfont;
  int threads = 1;

  // Of continuo live alone.
  bool no_open = false;
  std::optional<double> seconds;  // with `out`: no server, no clock
  std::string out;

  void add_prompt_to(CLI::App& command);
  void add_server_to(CLI::App& command);
  // Throw Error(kUsage) for what cannot be.
  Controls controls() const;
  ServerOptions server() const;
  bool follows_notes() const;
  std::string takes_folder() const;
};

// Serves until it is interrupted. `live`: plays from the beginning on, and opens the studio.
int serve_until_interrupted(const ServeOptions& options, bool live);
// Renders --seconds to --out as fast as it goes.
int render_performance(const ServeOptions& options);

}  // namespace continuo
