#include "serve/gemini_live.h"

#include <algorithm>
#include <atomic>
#include <deque>

#include "base/error.h"
#include "serve/gemini_models.h"

namespace continuo::gemini {

namespace {

enum CloseCode { kInvalid = 1007, kRefused = 1008, kBroken = 1011, kBusy = 1013 };
// Of a client that reads slowly and asks for what it is warned of, the latest are said again.
constexpr size_t kMostNotices = 16;
constexpr size_t kLongestReason_bytes = 123;  // of a close frame

// A refusal that was said already: nothing that still comes is heard.
class Refused final : public SocketHandler {
 public:
  void on_message(std::string_view, bool) override {}
};

// What sends, on the performance's thread and the worker's.
class Voice {
 public:
  Voice(std::shared_ptr<Socket> socket, bool binary)
      : socket_(std::move(socket)), binary_(binary) {}

  void say(std::string message) {
    if (binary_) {
      socket_->send_binary(std::move(message));
    } else {
      socket_->send_text(std::move(message));
    }
  }

  // Warnings and the like; kept until they have surely left, see forget_sound().
  void notify(std::string message) {
    if (socket_->queued_bytes() == 0) notices_.clear();
    if (notices_.size() == kMostNotices) notices_.pop_front();
    notices_.push_back(message);
    say(std::move(message));
  }

  void sound(std::span<const float> chunk) {
    std::shared_ptr<const std::string> metadata;
    {
      const std::lock_guard lock(mutex_);
      metadata = metadata_;
    }
    if (metadata) say(audio_message(chunk, *metadata));
  }

  void set_metadata(std::string metadata) {
    auto shared = std::make_shared<const std::string>(std::move(metadata));
    const std::lock_guard lock(mutex_);
    metadata_ = std::move(shared);
  }

  // What waits for a slow reader is not to be heard any more. Notices lie in the same queue, and
  // are said again.
  void forget_sound(size_t chunk_bytes) {
    if (!binary_ || socket_->queued_bytes() < chunk_bytes) return;
    socket_->drop_queued_binary();
    for (const std::string& notice : notices_) say(notice);
  }

  void close(int code, const std::string& reason) { socket_->close(code, close_reason(reason)); }

 private:
  std::shared_ptr<Socket> socket_;
  const bool binary_;
  std::mutex mutex_;
  std::shared_ptr<const std::string> metadata_;
  std::deque<std::string> notices_;  // of the worker's thread alone
};

class LiveMusic final : public SocketHandler {
 public:
  LiveMusic(std::string version, std::shared_ptr<Socket> socket,
            std::shared_ptr<LiveSeats::Seat> seat, Stage& stage, const LiveOptions& options,
            int32_t drawn_seed)
      : version_(std::move(version)),
        voice_(std::make_shared<Voice>(std::move(socket), options.binary)),
        seat_(std::move(seat)),
        stage_(stage),
        options_(options),
        drawn_seed_(drawn_seed) {
    rest(options_.setup_s);
  }

  ~LiveMusic() override { performance_.reset(); }

  void on_message(std::string_view text, bool) override {
    if (over_) return;
    try {
      const LiveMessage message = parse_live_message(text);
      if (!ready_ && !std::holds_alternative<SetupMessage>(message))
        fail(ErrorKind::kInput, "request", "message: expected setup first.");
      std::visit([this](const auto& each) { take(each); }, message);
    } catch (const Error& error) {
      const bool theirs = error.kind() == ErrorKind::kInput;
      end(theirs ? kInvalid : kBroken,
          (theirs ? "Request contains an invalid argument. " : "") + error.message());
    } catch (const std::exception&) {
      end(kBroken, "Something went wrong within the server.");
    }
  }

  void on_close() override {
    over_ = true;
    performance_.reset();
    seat_.reset();
  }

 private:
  enum class State { kStopped, kPlaying, kPaused };

  void take(const SetupMessage& setup) {
    if (ready_) fail(ErrorKind::kInput, "request", "setup: expected it once.");
    const Model* model = find_model(setup.model);
    if (model == nullptr || model->kind != Model::Kind::kLive)
      return end(kRefused, unknown_model_text(setup.model, version_, "bidiGenerateMusic"));
    ready_ = true;
    // First of all, and at once: clients wait for it.
    voice_->say(setup_complete_message());
    rest(options_.idle_s);
    remember();
    performance_ = stage_.begin(
        controls_, options_,
        {.sound = [voice = voice_](std::span<const float> sound) { voice->sound(sound); },
         .warning = [voice =
                         voice_](const std::string& text) { voice->say(warning_message(text)); }});
  }

  void take(const PromptsMessage& message) {
    AcceptedPrompts accepted = accept_prompts(message.prompts, options_.filter);
    for (const FilteredPrompt& each : accepted.filtered)
      voice_->notify(filtered_prompt_message(each.text, each.reason));
    warn(accepted.warnings);
    if (!accepted.prompts.empty()) prompts_ = std::move(accepted.prompts);
    apply();
  }

  void take(const ConfigMessage& message) {
    warn(message.warnings);
    config_ = message.config;
    apply();
  }

  void take(Playback playback) {
    switch (playback) {
      case Playback::kUnspecified:
        fail(ErrorKind::kInput, "request",
             "playbackControl: expected PLAY, PAUSE, STOP or RESET_CONTEXT.");
      case Playback::kPlay:
        return play();
      case Playback::kPause:
        if (state_ != State::kPlaying) return;
        state_ = State::kPaused;
        performance_->pause();
        return rest(options_.idle_s);
      case Playback::kStop:
        if (state_ == State::kStopped) return;
        state_ = State::kStopped;
        performance_->stop();
        forget_sound();
        return rest(options_.idle_s);
      case Playback::kResetContext:
        return reset();
    }
  }

  void play() {
    if (state_ == State::kPlaying) return;
    if (state_ == State::kStopped) {
      latch();
      if (prompts_.empty())
        voice_->notify(warning_message("weightedPrompts: none was given; the music is free."));
    }
    state_ = State::kPlaying;
    seat_->set_busy();
    performance_->play();
  }

  void reset() {
    latch();
    if (state_ == State::kPlaying) {
      performance_->reset();
      forget_sound();
    } else if (state_ == State::kPaused) {
      performance_->stop();  // silent until PLAY, which begins anew
    }
  }

  // Tempo and scale are heard from now on.
  void latch() {
    latched_.bpm = config_.bpm;
    latched_.scale = config_.scale;
    latched_.key.reset();
    if (config_.scale != 0) {
      const bool minor = stage_.sounds_minor(prompts_, static_cast<uint32_t>(seed()));
      latched_.key = key_of_scale(config_.scale, minor);
    }
    apply();
  }

  void apply() {
    const Controls before = controls_;
    remember();
    if (controls_ == before) return;
    // Mutes are heard at once; the rest waits for a beat, so that what plays is cut at none.
    Controls unmuted = controls_;
    unmuted.mute_bass = before.mute_bass;
    unmuted.mute_drums = before.mute_drums;
    unmuted.only_bass_and_drums = before.only_bass_and_drums;
    performance_->set(controls_, unmuted == before ? When::kNow : When::kBeat);
  }

  void remember() {
    controls_ = controls_of(prompts_, config_, latched_, seed());
    MusicConfig in_force = config_;
    in_force.bpm = latched_.bpm;
    in_force.scale = latched_.scale;
    voice_->set_metadata(source_metadata(prompts_, in_force, seed()));
  }

  int32_t seed() const { return config_.seed.value_or(drawn_seed_); }

  void warn(const std::vector<std::string>& warnings) {
    for (const std::string& warning : warnings) voice_->notify(warning_message(warning));
  }

  void forget_sound() {
    const size_t chunk_bytes = options_.chunk_frames * 4 / 3 * 4;
    voice_->forget_sound(chunk_bytes + chunk_bytes / 2);
  }

  void rest(double seconds) {
    seat_->set_idle_until(Clock::now() + std::chrono::duration_cast<Clock::duration>(
                                             std::chrono::duration<double>(seconds)));
  }

  void end(int code, const std::string& reason) {
    over_ = true;
    performance_.reset();
    voice_->close(code, reason);
  }

  const std::string version_;
  const std::shared_ptr<Voice> voice_;
  std::shared_ptr<LiveSeats::Seat> seat_;
  Stage& stage_;
  const LiveOptions& options_;
  const int32_t drawn_seed_;

  bool ready_ = false;
  bool over_ = false;
  State state_ = State::kStopped;
  std::vector<WeightedPrompt> prompts_;
  MusicConfig config_;
  Latched latched_;
  Controls controls_;
  std::unique_ptr<Performer> performance_;  // the last: it ends before what its thread uses
};

}  // namespace

std::string close_reason(std::string_view text) {
  if (text.size() <= kLongestReason_bytes) return std::string(text);
  size_t end = kLongestReason_bytes - 3;
  // Not within a character.
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
  return std::string(text.substr(0, end)) + "...";
}

std::unique_ptr<SocketHandler> begin_live_music(const Request& request,
                                                std::shared_ptr<Socket> socket, Stage& stage,
                                                LiveSeats& seats, const LiveOptions& options,
                                                int32_t drawn_seed) {
  const auto at = request.parameters.find("version");
  const std::string version = at == request.parameters.end() ? "" : at->second;
  if (!is_api_version(version)) {
    socket->close(kRefused, close_reason("The API has no version " + version + "."));
    return std::make_unique<Refused>();
  }
  auto seat = seats.take(socket);
  if (!seat) {
    socket->close(
        kBusy, fmt::format("All {} live sessions are taken; try again later.", options.sessions));
    return std::make_unique<Refused>();
  }
  return std::make_unique<LiveMusic>(version, std::move(socket), std::move(seat), stage, options,
                                     drawn_seed);
}

}  // namespace continuo::gemini
