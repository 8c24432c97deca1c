// Where Google's clients find what: methods and paths.

#include "serve/gemini_models.h"
#include "serve/gemini_service.h"

namespace continuo {

void add_gemini_routes(Router& router, gemini::Service& service) {
  using Answer = std::optional<Response>;
  router.on_socket("/ws/google.ai.generativelanguage.{version}.GenerativeService.BidiGenerateMusic",
                   [&](const Request& request, std::shared_ptr<Socket> socket) {
                     return service.live(request, std::move(socket));
                   });

  router.on(
      "POST", "/{version}/models/{model}:generateContent",
      [&](const Request& request, const Gone& gone) { return service.generate(request, gone); });
  router.on_stream("POST", "/{version}/models/{model}:streamGenerateContent",
                   [&](const Request& request, ResponseStream& out) -> Answer {
                     return service.stream_generate(request, out);
                   });
  router.on("GET", "/{version}/models",
            [](const Request& request, const Gone&) { return gemini::list_models(request); });
  router.on("GET", "/{version}/models/{model}",
            [](const Request& request, const Gone&) { return gemini::get_model(request); });

  router.on_stream("POST", "/{version}/interactions",
                   [&](const Request& request, ResponseStream& out) -> Answer {
                     return service.create_interaction(request, out);
                   });
  router.on_stream("GET", "/{version}/interactions/{interaction}",
                   [&](const Request& request, ResponseStream& out) -> Answer {
                     return service.get_interaction(request, out);
                   });
  router.on(
      "POST", "/{version}/interactions/{interaction}/cancel",
      [&](const Request& request, const Gone&) { return service.cancel_interaction(request); });
  router.on(
      "DELETE", "/{version}/interactions/{interaction}",
      [&](const Request& request, const Gone&) { return service.delete_interaction(request); });

  gemini::FileStore& files = service.files();
  const auto upload = [&files](const Request& request, const Gone&) {
    return files.upload(request);
  };
  router.on("POST", "/upload/{version}/files", upload);
  router.on("PUT", "/upload/{version}/files", upload);
  router.on("GET", "/{version}/files",
            [&files](const Request& request, const Gone&) { return files.list(request); });
  router.on("GET", "/{version}/files/{file}",
            [&files](const Request& request, const Gone&) { return files.get(request); });
  router.on("DELETE", "/{version}/files/{file}",
            [&files](const Request& request, const Gone&) { return files.remove(request); });

  // What the server refuses before a handler of ours sees it has Google's form too.
  for (const char* prefix : {"/v1", "/upload", "/ws/google"})
    router.errors(prefix, gemini::content_error_shape);
  for (const char* version : {"v1", "v1beta", "v1alpha"}) {
    router.errors("/" + std::string(version) + "/interactions", gemini::interaction_error_shape);
  }
}

void add_gemini_routes(Router& router, GeminiService& service) {
  add_gemini_routes(router, service.service());
}

}  // namespace continuo
