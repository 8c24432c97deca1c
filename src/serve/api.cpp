#include "serve/api.h"

#include "base/process_memory.h"
#include "base/version.h"
#include "dsp/stereo.h"
#include "serve/api_answers.h"

namespace continuo {

namespace {

constexpr int kTakesAtOnce = 2;
constexpr int kStemsAtOnce = 2;

// Errors of ours become answers; the server takes care of what should not happen.
Handler answered(Handler handler) {
  return [handler = std::move(handler)](const Request& request, const Gone& gone) {
    try {
      return handler(request, gone);
    } catch (const Error& error) {
      if (error.kind() == ErrorKind::kInternal) throw;
      return error_answer(error);
    }
  };
}

StreamHandler answered(StreamHandler handler) {
  return [handler = std::move(handler)](const Request& request,
                                        ResponseStream& stream) -> std::optional<Response> {
    try {
      return handler(request, stream);
    } catch (const Error& error) {
      if (error.kind() == ErrorKind::kInternal) throw;
      return error_answer(error);
    }
  };
}

void add_metrics(Metrics& metrics, Hub& hub, Shelf& shelf, const std::atomic<uint64_t>& saved) {
  const auto of_status = [&hub](auto read) {
    return [&hub, read] { return static_cast<double>(read(hub.status())); };
  };
  metrics.gauge("continuo_listeners", "Sockets that hear the main performance.",
                [&hub] { return static_cast<double>(hub.listeners()); });
  metrics.gauge("continuo_playing", "Whether the main performance plays.",
                of_status([](const SessionStatus& status) {
                  return status.transport == Transport::kPlaying ? 1 : 0;
                }));
  metrics.gauge("continuo_load_ratio", "Share of its time that the sound took to make.",
                of_status([](const SessionStatus& status) { return status.load; }));
  metrics.counter("continuo_played_seconds_total", "Sound that the main performance rendered.",
                  of_status([](const SessionStatus& status) {
                    return static_cast<double>(status.position) / kSampleRateHz;
                  }));
  metrics.counter("continuo_late_chunks_total", "Chunks that were not ready when their time came.",
                  of_status([](const SessionStatus& status) { return status.late_chunks; }));
  metrics.counter("continuo_missed_bars_total",
                  "Bars that the band filled for a writer that was late.",
                  of_status([](const SessionStatus& status) { return status.missed_bars; }));
  metrics.counter("continuo_dropped_sound_total",
                  "Times that a listener lost the sound that waited for it.",
                  [&hub] { return static_cast<double>(hub.dropped_sound()); });
  metrics.counter("continuo_dropped_chunks_total", "Chunks that no listener got.",
                  [&hub] { return static_cast<double>(hub.dropped_chunks()); });
  metrics.counter("continuo_takes_saved_total", "Takes put on the shelf by this process.",
                  [&saved] { return static_cast<double>(saved); });
  metrics.gauge("continuo_shelf_bytes", "What the takes on the shelf come to.",
                [&shelf] { return static_cast<double>(shelf.bytes()); });
  metrics.gauge("process_resident_memory_bytes", "Resident memory.",
                [] { return static_cast<double>(resident_bytes()); });
  hub.record_control_latency(metrics.histogram(
      "continuo_control_latency_seconds", "From a change asked for to its first sample.",
      {0.01, 0.02, 0.03, 0.05, 0.075, 0.1, 0.15, 0.25, 0.5, 1, 2, 5}));
}

}  // namespace

Api::Api(const ApiParts& parts) : parts_(parts), takes_(kTakesAtOnce), stems_(kStemsAtOnce) {
  add_metrics(parts_.metrics, parts_.hub, parts_.shelf, takes_saved_);
  parts_.metrics.counter("continuo_underruns_total", "Times that the sound device ran dry.",
                         [this] { return static_cast<double>(parts_.devices.underruns()); });
}

std::vector<Api::Route> Api::routes() {
  std::vector<Route> routes;
  const auto on = [&](const char* method, const char* pattern, Handler handler) {
    routes.push_back({method, pattern, answered(std::move(handler)), {}, {}});
  };
  const auto plain = [&](const char* method, const char* pattern,
                         Response (Api::*handler)(const Request&)) {
    on(method, pattern,
       [this, handler](const Request& request, const Gone&) { return (this->*handler)(request); });
  };
  const auto stream = [&](const char* pattern, StreamHandler handler) {
    routes.push_back({"GET", pattern, {}, answered(std::move(handler)), {}});
  };
  const auto file = [&](const char* pattern, const char* extension, const char* type) {
    on("GET", pattern, [this, extension, type](const Request& request, const Gone&) {
      return take_file(request, extension, type);
    });
  };

  routes.push_back(
      {"GET", "/api/live", {}, {}, [this](const Request&, std::shared_ptr<Socket> socket) {
         return parts_.hub.join(std::move(socket));
       }});
  on("GET", "/api/takes", [this](const Request&, const Gone&) { return list_takes(); });
  on("POST", "/api/takes",
     [this](const Request& request, const Gone& gone) { return keep_or_compose(request, gone); });
  plain("GET", "/api/takes/{id}", &Api::one_take);
  plain("PATCH", "/api/takes/{id}", &Api::rename_take);
  plain("DELETE", "/api/takes/{id}", &Api::delete_take);
  plain("POST", "/api/takes/{id}/restore", &Api::restore_take);
  on("POST", "/api/takes/{id}/edits",
     [this](const Request& request, const Gone& gone) { return edit_take(request, gone); });
  file("/api/takes/{id}/audio", "wav", "audio/wav");
  file("/api/takes/{id}/midi", "mid", "audio/midi");
  file("/api/takes/{id}/recipe", "json", "application/json");
  stream("/api/takes/{id}/stems", [this](const Request& request, ResponseStream& answer) {
    return take_stems(request, answer);
  });
  plain("POST", "/api/plan", &Api::plan_of_words);
  on("GET", "/api/models", [this](const Request&, const Gone&) { return models(); });
  on("GET", "/api/instruments", [this](const Request&, const Gone&) { return instruments(); });
  on("GET", "/api/suggestions", [this](const Request&, const Gone&) { return suggestions(); });
  on("GET", "/api/devices", [this](const Request&, const Gone&) { return devices(); });
  plain("PUT", "/api/device", &Api::use_device);
  on("GET", "/api/midi", [this](const Request&, const Gone&) { return midi(); });
  plain("PUT", "/api/midi", &Api::use_midi);
  on("GET", "/api/health", [this](const Request&, const Gone&) { return health(); });
  on("GET", "/metrics", [this](const Request&, const Gone&) {
    return Response{
        200, {{"Content-Type", "text/plain; version=0.0.4; charset=utf-8"}}, parts_.metrics.text()};
  });
  return routes;
}

void Api::add_to(Router& router) {
  for (const Route& route : routes()) {
    if (route.handler) router.on(route.method, route.pattern, route.handler);
    if (route.stream) router.on_stream(route.method, route.pattern, route.stream);
    if (route.socket) router.on_socket(route.pattern, route.socket);
  }
  router.errors("/api", error_of_status);
}

Response Api::health() {
  const SessionStatus status = parts_.hub.status();
  return json_answer(200, {{"status", "ok"},
                           {"version", kVersion},
                           {"transport", transport_name(status.transport)},
                           {"load", status.load},
                           {"listeners", parts_.hub.listeners()}});
}

}  // namespace continuo
