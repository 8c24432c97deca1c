#include "live/jack_library.h"

#include <dlfcn.h>

#include <optional>

namespace continuo {

namespace {

void say_nothing(const char*) {}

template <typename Function>
bool find(void* library, const char* name, Function*& function) {
  function = reinterpret_cast<Function*>(::dlsym(library, name));
  return function != nullptr;
}

// Never closed: it holds on to say_nothing, and is part of the process once RtAudio is.
std::optional<JackLibrary> open_library() {
  void* library = ::dlopen("libjack.so.0", RTLD_NOW | RTLD_LOCAL);
  if (library == nullptr) return std::nullopt;
  decltype(&::jack_set_error_function) set_error_function = nullptr;
  decltype(&::jack_set_info_function) set_info_function = nullptr;
  JackLibrary jack{};
  const bool complete = find(library, "jack_set_error_function", set_error_function) &&
                        find(library, "jack_set_info_function", set_info_function) &&
                        find(library, "jack_client_open", jack.client_open) &&
                        find(library, "jack_client_close", jack.client_close) &&
                        find(library, "jack_activate", jack.activate) &&
                        find(library, "jack_on_shutdown", jack.on_shutdown) &&
                        find(library, "jack_get_sample_rate", jack.get_sample_rate) &&
                        find(library, "jack_transport_query", jack.transport_query) &&
                        find(library, "jack_transport_start", jack.transport_start) &&
                        find(library, "jack_transport_stop", jack.transport_stop) &&
                        find(library, "jack_transport_locate", jack.transport_locate) &&
                        find(library, "jack_set_timebase_callback", jack.set_timebase_callback) &&
                        find(library, "jack_release_timebase", jack.release_timebase);
  if (!complete) return std::nullopt;
  set_error_function(say_nothing);
  set_info_function(say_nothing);
  return jack;
}

}  // namespace

const JackLibrary* JackLibrary::get() {
  static const std::optional<JackLibrary> library = open_library();
  return library ? &*library : nullptr;
}

bool jack_server_runs() {
  const JackLibrary* jack = JackLibrary::get();
  if (jack == nullptr) return false;
  jack_client_t* client = jack->client_open("continuo-probe", JackNoStartServer, nullptr);
  if (client == nullptr) return false;
  jack->client_close(client);
  return true;
}

}  // namespace continuo
