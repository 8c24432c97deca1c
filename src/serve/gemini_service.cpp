#include "serve/gemini_service.h"

#include <algorithm>
#include <random>

#include "serve/gemini_content.h"
#include "serve/gemini_errors.h"
#include "serve/gemini_models.h"

namespace continuo::gemini {

namespace {

int32_t drawn_seed() {
  // Within what a client can ask for again.
  return static_cast<int32_t>(std::random_device{}() & 0x7FFFFFFF);
}

std::string parameter(const Request& request, const char* name) {
  const auto at = request.parameters.find(name);
  return at == request.parameters.end() ? "" : at->second;
}

std::string_view query(const Request& request, std::string_view name) {
  const auto at = request.query.find(name);
  return at == request.query.end() ? std::string_view() : std::string_view(at->second);
}

std::string data_event(const std::string& json) { return "data: " + json + "\n\n"; }

// Waits for the end of a job, and calls it off where the client went away.
std::shared_ptr<const Song> song_of(SongJob& job, const Gone& gone) {
  if (!job.wait_over(gone)) {
    job.cancel();
    throw ApiError(Status::kCancelled, "The client went away.");
  }
  auto song = job.song();
  if (!song) throw job.error();
  return song;
}

}  // namespace

struct Service::Asked {
  std::string model;
  std::string id;
  std::optional<std::string> blocked;
  ContentRequest content;
};

// A client that waits for a song. Throws ApiError where too many do.
class Service::Waiting {
 public:
  explicit Waiting(Service& service) : service_(service) {
    if (++service_.waiting_ <= service_.options_.songs.clients) return;
    --service_.waiting_;
    throw ApiError(Status::kResourceExhausted,
                   fmt::format("{} clients wait for their songs; nothing was begun. Try again "
                               "later, or in the background.",
                               service_.options_.songs.clients));
  }
  ~Waiting() { --service_.waiting_; }
  Waiting(const Waiting&) = delete;
  Waiting& operator=(const Waiting&) = delete;

 private:
  Service& service_;
};

Service::Service(Stage& stage, Band& band, const ServiceOptions& options)
    : stage_(stage),
      options_(options),
      seats_(options.live.sessions,
             std::chrono::duration<double>(std::clamp(options.live.idle_s / 10, 0.05, 5.0))),
      files_(options.files),
      interactions_(options.interactions),
      jobs_(band, options.songs) {}

FindFile Service::find_file() {
  return [this](std::string_view uri) { return files_.bytes(uri); };
}

std::unique_ptr<SocketHandler> Service::live(const Request& request,
                                             std::shared_ptr<Socket> socket) {
  return begin_live_music(request, std::move(socket), stage_, seats_, options_.live, drawn_seed());
}

Service::Asked Service::content_of(const Request& request, const char* method) {
  check_api_version(request);
  Asked asked;
  asked.model = parameter(request, "model");
  const Model* model = find_model(asked.model);
  if (model == nullptr || model->kind == Model::Kind::kLive) {
    throw ApiError(Status::kNotFound,
                   unknown_model_text(asked.model, parameter(request, "version"), method));
  }
  asked.id = fresh_id();
  asked.content =
      parse_content_request(request.body, *model, static_cast<uint32_t>(drawn_seed()), find_file());
  if (options_.filter) asked.blocked = options_.filter(asked.content.song.prompt);
  return asked;
}

Response Service::generate(const Request& request, const Gone& gone) {
  return answered(ErrorStyle::kContent, [&] {
    const Asked asked = content_of(request, "generateContent");
    if (asked.blocked) return json_answer(200, blocked_answer(asked.model, asked.id));
    const Waiting waiting(*this);
    const auto song = song_of(*jobs_.begin(asked.content.song), gone);
    return json_answer(200, content_answer(asked.content, *song, asked.model, asked.id));
  });
}

std::optional<Response> Service::stream_generate(const Request& request, ResponseStream& out) {
  const bool sse = query(request, "alt") == "sse";
  bool streaming = false;
  try {
    const Asked asked = content_of(request, "streamGenerateContent");
    if (asked.blocked) {
      const std::string blocked = blocked_answer(asked.model, asked.id);
      if (!sse) return json_answer(200, "[" + blocked + "]");
      out.send(data_event(blocked));
      return std::nullopt;
    }
    const Waiting waiting(*this);
    const std::shared_ptr<SongJob> job = jobs_.begin(asked.content.song);
    const Gone gone = [&] { return out.gone(); };
    if (!sse) {
      const auto song = song_of(*job, gone);
      return json_answer(200,
                         "[" + content_answer(asked.content, *song, asked.model, asked.id) + "]");
    }
    if (asked.content.with_text && job->wait_planned(gone) && !job->text().empty()) {
      streaming = true;
      out.send(data_event(content_text_event(*job, asked.model, asked.id)));
    }
    const auto song = song_of(*job, gone);
    streaming = true;
    out.send(data_event(content_audio_event(asked.content, *song, asked.model, asked.id)));
    return std::nullopt;
  } catch (const std::exception& error) {
    const ApiError what = api_error(error);
    if (!streaming) return error_answer(ErrorStyle::kContent, what);
    out.send(data_event(content_error_json(what)));
    return std::nullopt;
  }
}

std::optional<Response> Service::create_interaction(const Request& request, ResponseStream& out) {
  try {
    check_api_version(request);
    InteractionRequest asked =
        parse_interaction_request(request.body, static_cast<uint32_t>(drawn_seed()), find_file());
    if (options_.filter) {
      if (const auto reason = options_.filter(asked.content.song.prompt))
        throw ApiError(Status::kInvalidArgument, "input: it is filtered. " + *reason);
    }
    std::optional<Waiting> waiting;
    if (asked.stream || !asked.background) waiting.emplace(*this);
    auto interaction = std::make_shared<Interaction>();
    interaction->id = "v1_" + fresh_id();
    interaction->model = asked.model->name;
    interaction->with_text = asked.content.with_text;
    interaction->input = std::move(asked.input);
    interaction->created = WallClock::now();
    interaction->job = jobs_.begin(std::move(asked.content.song));
    SongJob& job = *interaction->job;
    try {
      if (asked.store) interactions_.keep(interaction);
    } catch (...) {
      job.cancel();
      throw;
    }
    if (asked.stream) {
      // What is made in the background goes on without a listener.
      if (!stream_interaction(*interaction, "", out) && !asked.background) job.cancel();
    } else if (!asked.background) {
      if (!job.wait_over([&] { return out.gone(); })) job.cancel();
    }
    interactions_.trim();
    if (asked.stream) return std::nullopt;
    // A picture that is none is the client's fault; it need not ask again.
    if (job.state() == JobState::kFailed && job.error().status() == Status::kInvalidArgument) {
      interactions_.forget(interaction->id);
      throw job.error();
    }
    return json_answer(200, interaction_answer(*interaction, false));
  } catch (const std::exception& error) {
    return error_answer(ErrorStyle::kInteraction, api_error(error));
  }
}

std::optional<Response> Service::get_interaction(const Request& request, ResponseStream& out) {
  try {
    check_api_version(request);
    const auto interaction = interactions_.find(parameter(request, "interaction"));
    if (query(request, "stream") == "true") {
      const Waiting waiting(*this);
      stream_interaction(*interaction, query(request, "last_event_id"), out);
      return std::nullopt;
    }
    const bool with_input = query(request, "include_input") == "true";
    return json_answer(200, interaction_answer(*interaction, with_input));
  } catch (const std::exception& error) {
    return error_answer(ErrorStyle::kInteraction, api_error(error));
  }
}

Response Service::cancel_interaction(const Request& request) {
  return answered(ErrorStyle::kInteraction, [&] {
    check_api_version(request);
    const auto interaction = interactions_.find(parameter(request, "interaction"));
    interaction->job->cancel();
    return json_answer(200, interaction_answer(*interaction, false));
  });
}

Response Service::delete_interaction(const Request& request) {
  return answered(ErrorStyle::kInteraction, [&] {
    check_api_version(request);
    interactions_.remove(parameter(request, "interaction"));
    return json_answer(200, "{}");
  });
}

}  // namespace continuo::gemini
