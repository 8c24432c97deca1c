// JACK's client library, found while the program runs: it works the same where there is none.
#pragma once

#include <jack/jack.h>
#include <jack/transport.h>

namespace continuo {

// Functions of libjack, by their names there without "jack_".
struct JackLibrary {
  decltype(&::jack_client_open) client_open;
  decltype(&::jack_client_close) client_close;
  decltype(&::jack_activate) activate;
  decltype(&::jack_on_shutdown) on_shutdown;
  decltype(&::jack_get_sample_rate) get_sample_rate;
  decltype(&::jack_transport_query) transport_query;
  decltype(&::jack_transport_start) transport_start;
  decltype(&::jack_transport_stop) transport_stop;
  decltype(&::jack_transport_locate) transport_locate;
  decltype(&::jack_set_timebase_callback) set_timebase_callback;
  decltype(&::jack_release_timebase) release_timebase;

  // Null where the library is not installed. Thread: any.
  static const JackLibrary* get();
};

// Whether a JACK server runs. Starts none.
bool jack_server_runs();

}  // namespace continuo
