// Our own HTTP API under /api (docs/live.md, docs/openapi.json).
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "serve/background.h"
#include "serve/http.h"
#include "serve/hub.h"
#include "serve/live_devices.h"
#include "serve/metrics.h"
#include "serve/shelf.h"
#include "serve/take_maker.h"
#include "serve/takes_in_the_making.h"
#include "synth/soundfont_store.h"

namespace continuo {

struct ModelInfo {
  std::string name;
  std::string kind;  // "notes" or "sound"
  bool in_use = false;
};

// What the API stands on; all of it must outlive the router that it is added to.
struct ApiParts {
  Hub& hub;
  Shelf& shelf;
  TakeMaker& maker;
  LiveDevices& devices;
  Metrics& metrics;
  std::shared_ptr<SoundfontStore> soundfont;
  std::function<std::vector<ModelInfo>()> models;
};

// Handlers hold on to it: it must outlive the router. Thread: any.
class Api {
 public:
  explicit Api(const ApiParts& parts);
  Api(const Api&) = delete;
  Api& operator=(const Api&) = delete;

  void add_to(Router& router);

  // One of the three.
  struct Route {
    std::string method;
    std::string pattern;
    Handler handler;
    StreamHandler stream;
    SocketFactory socket;
  };
  std::vector<Route> routes();

 private:
  Response keep_or_compose(const Request& request, const Gone& gone);
  Response edit_take(const Request& request, const Gone& gone);
  Response list_takes();
  Response one_take(const Request& request);
  Response rename_take(const Request& request);
  Response delete_take(const Request& request);
  Response restore_take(const Request& request);
  Response take_file(const Request& request, std::string_view extension, std::string_view type);
  std::optional<Response> take_stems(const Request& request, ResponseStream& stream);
  Response plan_of_words(const Request& request);
  Response models() const;
  Response instruments() const;
  Response suggestions() const;
  Response devices();
  Response use_device(const Request& request);
  Response midi();
  Response use_midi(const Request& request);
  Response health();

  ApiParts parts_;
  // Keeping what was played is never refused because stems are on their way.
  Places takes_;
  Places stems_;
  TakesInTheMaking making_;
  std::atomic<uint64_t> takes_saved_{0};
};

// Prompts to begin with, one for each mood that a day may have.
const std::vector<std::string_view>& prompt_suggestions();

}  // namespace continuo
