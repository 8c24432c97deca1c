// continuo serve: the performance and the takes for pages and programs, until it is interrupted.

#include <fmt/format.h>
#include <unistd.h>

#include <memory>
#include <thread>

#include "base/error.h"
#include "base/interrupt.h"
#include "base/progress.h"
#include "command.h"
#include "compose/audio_composer.h"
#include "model_folders.h"
#include "open_page.h"
#include "serve/api.h"
#include "serve/gemini_service.h"
#include "serve/live_main.h"
#include "serve/machine_devices.h"
#include "serve_options.h"
#include "studio_asset.h"

namespace continuo {

namespace {

constexpr auto kLookEvery = std::chrono::milliseconds(100);
constexpr size_t kMostListeners = 64;

std::vector<ModelInfo> models_here(const std::string& in_use) {
  std::vector<ModelInfo> models;
  for (const NamedModel& model : all_models()) {
    try {
      const bool sound = AudioComposer::can_load(Checkpoint::open(model.path));
      models.push_back({model.name, sound ? "sound" : "notes", model.name == in_use});
    } catch (const Error&) {  // a model of neither kind, or a broken one, is none to choose
    }
  }
  return models;
}

// A server plays aloud where it is told to; continuo live wherever it can.
void choose_device(const ServeOptions& options, bool live, MachineDevices& devices) {
  if (options.device == "none" || (options.device.empty() && !live)) return;
  try {
    devices.use(options.device);
  } catch (const Error& error) {
    if (!options.device.empty()) throw;
    fmt::print(stderr, "continuo: {} It plays in the browser.\n", error.message());
  }
}

std::string status_text(const Hub& hub, uint64_t underruns) {
  const SessionStatus status = hub.status();
  std::string text =
      fmt::format("{}  bar {}  {} bpm  {}  load {:.0f} %  {} listening",
                  transport_name(status.transport), std::max<int64_t>(status.bar, 0),
                  status.plan.bpm, status.plan.key.name(), status.load * 100, hub.listeners());
  if (status.clock && status.clock->locked) {
    text +=
        fmt::format("  clock {:.1f} bpm, {:+.0f} ms", status.clock->bpm, status.clock->error_ms);
  } else if (status.clock) {
    text += fmt::format("  clock {:.1f} bpm, not locked", status.clock->bpm);
  }
  if (status.missed_bars + status.late_chunks + underruns > 0) {
    text += fmt::format("  missed {}  late {}  underruns {}", status.missed_bars,
                        status.late_chunks, underruns);
  }
  return text + "  (Ctrl-C ends)";
}

void add_server_metrics(Metrics& metrics, const Server& server) {
  const auto count = [&](const char* name, const char* help, uint64_t ServerCounts::*field,
                         bool total) {
    const auto read = [&server, field] { return static_cast<double>(server.counts().*field); };
    total ? metrics.counter(name, help, read) : metrics.gauge(name, help, read);
  };
  count("continuo_requests_total", "Requests that were read.", &ServerCounts::requests, true);
  count("continuo_refused_total", "Connections and requests over a limit.", &ServerCounts::refused,
        true);
  count("continuo_failed_total", "Handlers that failed.", &ServerCounts::failed, true);
  count("continuo_connections", "Connections open now.", &ServerCounts::connections, false);
  count("continuo_sockets", "WebSockets open now.", &ServerCounts::sockets, false);
  count("continuo_dropped_sockets_total", "WebSockets whose reader was too slow or silent.",
        &ServerCounts::dropped_sockets, true);
}

}  // namespace

int serve_until_interrupted(const ServeOptions& options, bool live) {
  ServerOptions server_options = options.server();
  server_options.report = [](std::string_view line) { fmt::print(stderr, "continuo: {}\n", line); };
  const Controls controls = options.controls();
  const std::atomic<bool>& interrupted = watch_interrupts();
  Shelf shelf({.folder = options.takes_folder(),
               .most_bytes = static_cast<uint64_t>(options.takes_gb * 1e9)});
  LiveEngine engine({.model = find_model(options.model),
                     .model_name = options.model,
                     .soundfont = options.soundfont,
                     .threads = options.threads});
  MachineDevices devices;
  choose_device(options, live, devices);
  if (!options.midi_in.empty() || !options.midi_out.empty() || options.follow_jack) {
    MidiState midi;
    midi.follow_jack = options.follow_jack;
    midi.follow_notes = options.follows_notes();
    if (!options.midi_in.empty()) midi.input = options.midi_in;
    if (!options.midi_out.empty()) midi.output = options.midi_out;
    devices.use_midi(midi);
  }
  Hub hub(live_performances(engine, {.ring = &devices.ring(),
                                     .latency_s = [&devices] { return devices.latency_s(); }}),
          controls, devices, {.most_listeners = kMostListeners});
  Metrics metrics;
  const std::unique_ptr<TakeMaker> maker = live_take_maker(engine);
  Api api({hub, shelf, *maker, devices, metrics, engine.soundfont(),
           [&options] { return models_here(options.model); }});
  gemini::ServiceOptions google_options;
  google_options.live.sessions = options.sessions - 1;  // beside the main one
  GeminiService google(engine, google_options);
  metrics.gauge("continuo_sessions", "Live sessions, the main one among them.",
                [&google] { return 1.0 + static_cast<double>(google.service().live_sessions()); });
  Router router;
  api.add_to(router);
  add_gemini_routes(router, google);
  router.assets(studio_asset);
  Server server(server_options, std::move(router));
  add_server_metrics(metrics, server);

  const auto device = devices.in_use();
  fmt::print("Continuo is at {}{}\n", server.url(),
             device ? fmt::format(", and plays on {}", device->name) : "");
  std::fflush(stdout);
  if (live || !options.prompts.empty()) hub.transport(TransportAction::kPlay);
  if (live && !options.no_open) open_page(server.url() + "/");
  ProgressLine line(stdout);
  while (!interrupted) {
    line.show(status_text(hub, devices.underruns()));
    std::this_thread::sleep_for(kLookEvery);
  }
  line.clear();
  // New requests are refused and takes under way are finished or left; then the music ends.
  server.stop();
  hub.stop();
  return 0;
}

void add_serve(CLI::App& program, Run& run) {
  auto options = std::make_shared<ServeOptions>();
  CLI::App* command = program.add_subcommand(
      "serve", "Live music, takes and the studio for pages and programs (docs/live.md)");
  options->add_prompt_to(*command);
  options->add_server_to(*command);
  command->callback(
      [options, &run] { run = [options] { return serve_until_interrupted(*options, false); }; });
}

}  // namespace continuo
