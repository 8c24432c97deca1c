#include "serve/gemini_engine.h"

#include <algorithm>
#include <atomic>
#include <cmath>
#include <utility>

#include "base/error.h"
#include "compose/take.h"
#include "dsp/loudness.h"
#include "serve/gemini_service.h"
#include "synth/soundfont.h"

namespace continuo::gemini {

namespace {

// Of the session, much shorter than what goes over the wire: a change is heard within the chunk that
// is being put together, and a pause takes no half second.
constexpr size_t kBlockFrames = 2400;
// Plans are read of the heaviest prompts alone; each costs some tens of milliseconds.
constexpr size_t kMostReadPrompts = 4;
// Under half a step of 16 bits.
// Music that is all muted begins, too.
constexpr size_t kLongestSilence = 2 * 2 * kSampleRateHz;  // two seconds
constexpr float kSilence = 1.5e-5f;
constexpr size_t kPieceFrames = 16 * 1024;

class EnginePerformer final : public Performer {
 public:
  EnginePerformer(LiveEngine& engine, const Controls& controls, const LiveOptions& options,
                  Listener listener)
      : listener_(std::move(listener)),
        chunk_samples_(2 * options.chunk_frames),
        session_(engine, controls,
                 {.chunk_frames = std::min(kBlockFrames, options.chunk_frames),
                  .lead_s = options.lead_s,
                  .ring = nullptr,
                  .latency_s = {},
                  .keep_s = 1},
                 [this](const Chunk& chunk) { take(chunk.audio); }) {}

  void set(const Controls& controls, When when) override { session_.set(controls, when); }
  void play() override {
    if (!std::exchange(begun_, true)) beginning_ = true;
    ending_ = false;
    session_.play();
  }
  void pause() override {
    ending_ = true;
    session_.pause();
  }
  void stop() override {
    begun_ = false;
    ending_ = true;
    session_.stop();
  }
  void reset() override { session_.reset(); }

 private:
  // On the session's thread. Where it is about to fall silent, what there is goes out. The silence
  // in which the first bars are written is not sent: nothing of it would be taken back.
  void take(std::span<const float> sound) {
    if (beginning_) {
      const bool silent = std::all_of(sound.begin(), sound.end(),
                                      [](float sample) { return std::abs(sample) < kSilence; });
      silence_ += sound.size();
      if (silent && silence_ < kLongestSilence) {
        tell_warning();
        return;
      }
      beginning_ = false;
      silence_ = 0;
    }
    chunk_.insert(chunk_.end(), sound.begin(), sound.end());
    const bool ending = ending_;
    while (chunk_.size() >= chunk_samples_ || (ending && !chunk_.empty())) {
      const size_t size = std::min(chunk_.size(), chunk_samples_);
      listener_.sound(std::span(chunk_).first(size));
      chunk_.erase(chunk_.begin(), chunk_.begin() + static_cast<ptrdiff_t>(size));
      tell_warning();
    }
  }

  void tell_warning() {
    std::string warning = session_.status().warning;
    if (warning == warning_) return;
    warning_ = std::move(warning);
    if (!warning_.empty()) listener_.warning(warning_);
  }

  const Listener listener_;
  const size_t chunk_samples_;
  std::atomic<bool> ending_{false};
  std::atomic<bool> beginning_{false};
  size_t silence_ = 0;  // samples that were not sent, of the session's thread
  bool begun_ = false;  // of the caller's thread
  std::vector<float> chunk_;
  std::string warning_;
  LiveSession session_;  // the last: its thread uses the others
};

class EngineStage final : public Stage {
 public:
  explicit EngineStage(LiveEngine& engine) : engine_(engine) {}

  std::unique_ptr<Performer> begin(const Controls& controls, const LiveOptions& options,
                                   Listener listener) override {
    return std::make_unique<EnginePerformer>(engine_, controls, options, std::move(listener));
  }

  bool sounds_minor(const std::vector<WeightedPrompt>& prompts, uint64_t seed) override {
    std::vector<WeightedPrompt> heaviest = prompts;
    std::stable_sort(heaviest.begin(), heaviest.end(),
                     [](const auto& a, const auto& b) { return a.weight > b.weight; });
    heaviest.resize(std::min(heaviest.size(), kMostReadPrompts));
    double minor = 0;
    for (const WeightedPrompt& prompt : heaviest) {
      Wish wish;
      wish.prompt = prompt.text;
      ComposeSettings settings;
      settings.seed = seed;
      minor += engine_.plan(wish, settings).key.is_minor() ? prompt.weight : -prompt.weight;
    }
    return minor > 0;
  }

 private:
  LiveEngine& engine_;
};

class EngineBand final : public Band {
 public:
  explicit EngineBand(LiveEngine& engine) : engine_(engine) {}

  Plan plan(const Wish& wish, const ComposeSettings& settings) override {
    return engine_.plan(wish, settings);
  }

  Score compose(const std::string& prompt, const Plan& plan, const ComposeSettings& settings,
                const Cancelled& cancelled) override {
    const auto off = [&] { return cancelled && cancelled(); };
    Score score =
        engine_.compose(prompt, plan, settings, [&](const ComposeProgress&) { return !off(); });
    if (off()) fail(ErrorKind::kCancelled, "song", "cancelled.");
    return score;
  }

  // What render_take() does, with an ear for those who call it off.
  Stereo play(const Score& score, const Cancelled& cancelled) override {
    SoundfontRenderer renderer(engine_.soundfont()->file().path());
    renderer.begin(score.plan);
    renderer.finish(score);
    Stereo sound;
    while (!renderer.done()) {
      if (cancelled()) fail(ErrorKind::kCancelled, "song", "cancelled.");
      const size_t before = sound.samples.size();
      sound.samples.resize(before + 2 * kPieceFrames);
      const size_t got = renderer.pull(std::span(sound.samples).subspan(before));
      sound.samples.resize(before + 2 * got);
    }
    if (cancelled()) fail(ErrorKind::kCancelled, "song", "cancelled.");
    normalise_loudness(sound, kTargetLoudness_lufs, kTruePeakCeiling_db);
    return sound;
  }

 private:
  LiveEngine& engine_;
};

}  // namespace

std::unique_ptr<Stage> stage_of(LiveEngine& engine) {
  return std::make_unique<EngineStage>(engine);
}
std::unique_ptr<Band> band_of(LiveEngine& engine) { return std::make_unique<EngineBand>(engine); }

}  // namespace continuo::gemini

namespace continuo {

struct GeminiService::Impl {
  std::unique_ptr<gemini::Stage> stage;
  std::unique_ptr<gemini::Band> band;
  gemini::Service service;

  Impl(LiveEngine& engine, const gemini::ServiceOptions& options)
      : stage(gemini::stage_of(engine)),
        band(gemini::band_of(engine)),
        service(*stage, *band, options) {}
};

GeminiService::GeminiService(LiveEngine& engine, const gemini::ServiceOptions& options)
    : impl_(std::make_unique<Impl>(engine, options)) {}
GeminiService::~GeminiService() = default;
gemini::Service& GeminiService::service() { return impl_->service; }

}  // namespace continuo
