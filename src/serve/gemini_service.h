// Google's music interfaces over our engine: live music, clips and songs, interactions, files and
// models (docs/gemini.md).
#pragma once

#include <atomic>
#include <memory>

#include "serve/gemini_files.h"
#include "serve/gemini_interactions.h"
#include "serve/gemini_live.h"
#include "serve/gemini_song_jobs.h"
#include "serve/http.h"

namespace continuo::gemini {

struct ServiceOptions {
  LiveOptions live;
  SongJobOptions songs;
  FileLimits files;
  InteractionLimits interactions;
  // Says why a prompt of a clip or a song must not be played, or nothing. None is built in.
  PromptFilter filter;
};

// Handlers are plain functions of requests. The stage and the band must outlive it.
class Service {
 public:
  Service(Stage& stage, Band& band, const ServiceOptions& options);

  std::unique_ptr<SocketHandler> live(const Request& request, std::shared_ptr<Socket> socket);
  Response generate(const Request& request, const Gone& gone);
  // Server-sent events where ?alt=sse asks for them, else one list.
  std::optional<Response> stream_generate(const Request& request, ResponseStream& out);
  std::optional<Response> create_interaction(const Request& request, ResponseStream& out);
  std::optional<Response> get_interaction(const Request& request, ResponseStream& out);
  Response cancel_interaction(const Request& request);
  Response delete_interaction(const Request& request);
  FileStore& files() { return files_; }
  int live_sessions() const { return seats_.taken(); }

 private:
  struct Asked;
  class Waiting;
  Asked content_of(const Request& request, const char* method);
  FindFile find_file();

  Stage& stage_;
  const ServiceOptions options_;
  LiveSeats seats_;
  FileStore files_;
  InteractionStore interactions_;
  std::atomic<int> waiting_{0};
  SongJobs jobs_;  // the last: it ends before what its work needs
};

}  // namespace continuo::gemini

namespace continuo {

class LiveEngine;

// The service on an engine, with what it needs; and its routes. Both the engine and the service
// must outlive the server.
class GeminiService {
 public:
  GeminiService(LiveEngine& engine, const gemini::ServiceOptions& options = {});
  ~GeminiService();
  gemini::Service& service();

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

void add_gemini_routes(Router& router, GeminiService& service);
void add_gemini_routes(Router& router, gemini::Service& service);

}  // namespace continuo
