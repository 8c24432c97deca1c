#include "live/live_engine.h"

#include <mutex>

#include "base/fingerprint.h"
#include "kernels/thread_pool.h"
#include "live/writing_desk.h"
#include "synth/soundfont.h"

namespace continuo {

struct LiveEngine::Shared {
  Options options;
  ThreadPool live_pool;
  ThreadPool plan_pool;
  ThreadPool take_pool;
  std::shared_ptr<SoundfontStore> store;
  // Sessions must not wait for plans, nor plans for takes that the model writes: one model, each with
  // threads of its own.
  Composer live_composer;
  Composer plan_composer;
  Composer take_composer;
  std::mutex plan_mutex;
  std::mutex take_mutex;
  std::once_flag fingerprinted_soundfont;
  std::string soundfont_fingerprint;
  WritingDesk desk;  // last: its thread uses the others

  explicit Shared(const Options& given)
      : options(given),
        live_pool(given.threads),
        plan_pool(given.threads),
        take_pool(given.threads),
        store(std::make_shared<SoundfontStore>(find_soundfont(given.soundfont))),
        live_composer(given.model, live_pool),
        plan_composer(live_composer.on(plan_pool)),
        take_composer(live_composer.on(take_pool)),
        desk(live_composer, store) {}
};

LiveEngine::LiveEngine(const Options& options) : shared_(std::make_unique<Shared>(options)) {}
LiveEngine::~LiveEngine() = default;

Plan LiveEngine::plan(const Wish& wish, const ComposeSettings& settings) const {
  const std::lock_guard lock(shared_->plan_mutex);
  return shared_->plan_composer.plan(wish, settings);
}

Score LiveEngine::compose(std::string_view prompt, const Plan& plan,
                          const ComposeSettings& settings, const OnBar& on_bar) const {
  const std::lock_guard lock(shared_->take_mutex);
  return shared_->take_composer.compose(prompt, plan, settings, on_bar);
}

const std::shared_ptr<SoundfontStore>& LiveEngine::soundfont() const { return shared_->store; }
const LiveEngine::Options& LiveEngine::options() const { return shared_->options; }

const std::string& LiveEngine::model_fingerprint() const {
  return shared_->take_composer.fingerprint();
}

const std::string& LiveEngine::soundfont_fingerprint() const {
  std::call_once(shared_->fingerprinted_soundfont, [this] {
    shared_->soundfont_fingerprint = file_fingerprint(shared_->store->file().path());
  });
  return shared_->soundfont_fingerprint;
}

std::unique_ptr<RoundSource> LiveEngine::place() { return shared_->desk.place(); }

}  // namespace continuo
