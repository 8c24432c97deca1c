#include "serve_options.h"

#include <algorithm>
#include <charconv>

#include "base/error.h"
#include "base/files.h"
#include "base/text.h"
#include "hub_environment.h"
#include "serve/live_devices.h"

namespace continuo {

namespace {

constexpr const char* kServe = "serve";
constexpr const char* kFirstPrompt = "warm lo-fi hip hop with a dusty electric piano";

// "solo cello:0.4"; without a number, or with words behind the colon, all of it is the prompt.
WeightedPrompt parse_prompt(const std::string& text) {
  const size_t colon = text.rfind(':');
  WeightedPrompt prompt{text, 1};
  if (colon == std::string::npos || colon == 0) return prompt;
  const char* end = text.data() + text.size();
  double weight = 0;
  const auto [at, failed] = std::from_chars(text.data() + colon + 1, end, weight);
  if (failed == std::errc() && at == end) prompt = {text.substr(0, colon), weight};
  return prompt;
}

std::string key_in(const std::string& path) {
  std::string key = read_text(path, 4096);
  while (!key.empty() && (key.back() == '\n' || key.back() == '\r' || key.back() == ' '))
    key.pop_back();
  if (key.empty() || key.find_first_of("\r\n") != std::string::npos)
    fail(ErrorKind::kUsage, kServe, "--api-key-file: {}: expected one line.", path);
  return key;
}

}  // namespace

void ServeOptions::add_prompt_to(CLI::App& command) {
  const std::string group = "What plays first (all of it can be changed while it plays)";
  command
      .add_option("--prompt", prompts,
                  "What you want to hear; several blend, each with a weight behind a colon: "
                  "\"solo cello:0.4\"")
      ->group(group);
  command.add_option("--bpm", bpm, "Tempo in quarter notes a minute, 40 to 240")->group(group);
  command.add_option("--key", key, "Key, as \"D minor\"")->group(group);
  command.add_option("--metre,--meter", metre, "Metre, as 4/4 or 7/8")->group(group);
  command.add_option("--density", density, "How busy, 0 to 1")->group(group);
  command.add_option("--brightness", brightness, "How bright, 0 to 1")->group(group);
  command.add_option("--seed", seed, "The same seed and steering give the same music")
      ->capture_default_str()
      ->group(group);
  command.add_option("--notes", notes, "Who writes the notes: band or model")
      ->capture_default_str()
      ->group(group);
}

void ServeOptions::add_server_to(CLI::App& command) {
  const std::string server = "The server";
  command.add_option("--port", port, "0 for any that is free")
      ->capture_default_str()
      ->group(server);
  command
      .add_option("--host", host,
                  "The address to listen at; any but this machine's own needs an API key")
      ->capture_default_str()
      ->group(server);
  command
      .add_option("--api-key", api_key,
                  "What clients must send; others on this machine can see it here: prefer "
                  "--api-key-file")
      ->group(server);
  command.add_option("--api-key-file", api_key_file, "A file that holds it")->group(server);
  command.add_option("--tls-cert", tls_certificate, "A certificate (PEM), for https")
      ->group(server);
  command.add_option("--tls-key", tls_key, "Its key (PEM)")->group(server);
  command
      .add_option("--allow-origin", allowed_origins,
                  "An origin whose pages may call, as https://example.org; several")
      ->group(server);
  command
      .add_option("--sessions", sessions,
                  "Live sessions at once, the main one among them: with 1 there is none for "
                  "Google's clients")
      ->capture_default_str()
      ->group(server);
  command
      .add_option("--connections-per-address", connections_per_address,
                  "Connections of one address at once; 0: no limit of its own")
      ->capture_default_str()
      ->group(server);
  const std::string around = "Around it";
  command.add_option("--takes", takes, "The folder of takes [~/.local/share/continuo/takes]")
      ->group(around);
  command.add_option("--takes-gb", takes_gb, "What all takes may come to")
      ->capture_default_str()
      ->group(around);
  command
      .add_option("--device", device,
                  "Where the sound goes: a name or a part of one (continuo devices), or none: to "
                  "pages alone")
      ->group(around);
  command.add_option("--midi-in", midi_in, "A MIDI port to follow: clock, start and stop")
      ->group(around);
  command
      .add_option("--follow-notes", follow_notes,
                  "What is held on --midi-in: off, or key: it sets the key")
      ->capture_default_str()
      ->group(around);
  command.add_flag("--follow-jack", follow_jack, "Follow JACK's transport: beat, start and stop")
      ->group(around);
  command.add_option("--midi-out", midi_out, "A MIDI port that gets notes and clock")
      ->group(around);
  command.add_option("--model", model, "A model of notes, by name or folder")
      ->capture_default_str()
      ->group(around);
  command.add_option("--soundfont", soundfont, "A General MIDI soundfont (.sf2, .sf3)")
      ->group(around);
  command.add_option("--threads", threads, "Threads of the model")
      ->capture_default_str()
      ->check(CLI::Range(1, 256))
      ->group(around);
}

Controls ServeOptions::controls() const {
  Json json = Json::object();
  for (const std::string& text : prompts) {
    if (!is_utf8(text)) fail(ErrorKind::kUsage, kServe, "--prompt: expected text in UTF-8.");
    const WeightedPrompt prompt = parse_prompt(text);
    json["prompts"].push_back(Json{{"text", prompt.text}, {"weight", prompt.weight}});
  }
  if (prompts.empty()) json["prompts"].push_back(Json{{"text", kFirstPrompt}});
  if (bpm) json["bpm"] = *bpm;
  if (!key.empty()) json["key"] = key;
  if (!metre.empty()) json["metre"] = metre;
  if (density) json["density"] = *density;
  if (brightness) json["brightness"] = *brightness;
  json["seed"] = seed;
  json["writer"] = notes;
  try {
    return controls_from_json(json, Controls{}, kServe);
  } catch (const Error& error) {
    throw Error(ErrorKind::kUsage, kServe, error.message());
  }
}

ServerOptions ServeOptions::server() const {
  if (!api_key.empty() && !api_key_file.empty())
    fail(ErrorKind::kUsage, kServe, "expected one of --api-key and --api-key-file, found both.");
  if (sessions < 1 || sessions > 256)
    fail(ErrorKind::kUsage, kServe, "--sessions: expected 1 to 256, found {}.", sessions);
  if (connections_per_address < 0) {
    fail(ErrorKind::kUsage, kServe, "--connections-per-address: expected 0 or more, found {}.",
         connections_per_address);
  }
  if (!(takes_gb > 0 && takes_gb <= 1e6))
    fail(ErrorKind::kUsage, kServe, "--takes-gb: expected more than 0, found {}.", takes_gb);
  ServerOptions server;
  server.address = host;
  server.port = port;
  server.api_key = api_key_file.empty() ? api_key : key_in(api_key_file);
  server.allowed_origins = allowed_origins;
  server.tls_certificate = tls_certificate;
  server.tls_key = tls_key;
  server.connections_of_address = connections_per_address;
  return server;
}

bool ServeOptions::follows_notes() const {
  try {
    return parse_follow_notes(follow_notes);
  } catch (const Error& error) {
    fail(ErrorKind::kUsage, kServe, "--follow-notes: {}", error.message());
  }
}

std::string ServeOptions::takes_folder() const {
  if (!takes.empty()) return takes;
  const std::filesystem::path folder = own_takes_of_environment();
  if (folder.empty()) {
    fail(ErrorKind::kUsage, kServe,
         "expected HOME to say where takes may lie, found nothing. Name a folder with --takes.");
  }
  return folder.string();
}

}  // namespace continuo
