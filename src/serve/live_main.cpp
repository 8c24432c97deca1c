#include "serve/live_main.h"

#include "base/error.h"
#include "live/kept_take.h"

namespace continuo {

namespace {

class LiveMain final : public MainPerformance {
 public:
  LiveMain(LiveEngine& engine, const Controls& controls, const SessionOptions& options,
           OnChunk on_chunk)
      : engine_(engine), session_(engine, controls, options, std::move(on_chunk)) {}

  void set(const Controls& controls, When when) override { session_.set(controls, when); }
  void play() override { session_.play(); }
  void pause() override { session_.pause(); }
  void stop() override { session_.stop(); }
  void reset() override { session_.reset(); }
  void follow_clock(const ClockReading& reading) override { session_.follow_clock(reading); }
  SessionStatus status() const override { return session_.status(); }

  NewTake keep(double seconds) const override {
    auto kept = std::make_shared<KeptTake>(session_.keep(seconds));
    NewTake take;
    take.prompt = kept->prompt;
    take.kind = "live";
    take.score = kept->score;
    take.write = [kept, store = engine_.soundfont()](const TakePaths& paths) {
      double gain_db = 0;
      const Stereo sound = render_kept(*kept, store, nullptr, &gain_db);
      save_take(paths, *kept, sound);
      return gain_db;
    };
    return take;
  }

 private:
  LiveEngine& engine_;
  LiveSession session_;
};

class LiveTakeMaker final : public TakeMaker {
 public:
  explicit LiveTakeMaker(LiveEngine& engine) : engine_(engine) {}

  Plan plan(const Wish& wish, const ComposeSettings& settings) override {
    return engine_.plan(wish, settings);
  }

  NewTake make(const Wish& wish, const ComposeSettings& settings, const OnShare& on_share,
               const Gone& gone) override {
    const Plan planned = engine_.plan(wish, settings);
    check_length(planned);
    int bars = 0;
    const Score score =
        engine_.compose(wish.prompt, planned, settings, [&](const ComposeProgress& progress) {
          bars = progress.bars_done;
          on_share(kShareOfNotes * progress.bars_done / std::max(1, progress.bars));
          return !gone();
        });
    if (gone()) fail(ErrorKind::kCancelled, "takes", "the client has gone.");
    return take_of_score(wish, planned, settings, score, bars,
                         {engine_.options().model_name, engine_.model_fingerprint(),
                          engine_.soundfont()->file().path()},
                         on_share, gone);
  }

 private:
  LiveEngine& engine_;
};

}  // namespace

MakeMainPerformance live_performances(LiveEngine& engine, const SessionOptions& options) {
  return [&engine, options](const Controls& controls, OnChunk on_chunk) {
    return std::make_unique<LiveMain>(engine, controls, options, std::move(on_chunk));
  };
}

std::unique_ptr<TakeMaker> live_take_maker(LiveEngine& engine) {
  return std::make_unique<LiveTakeMaker>(engine);
}

}  // namespace continuo
