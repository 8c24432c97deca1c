// What the live sessions of a process share: one model, one soundfont, one thread that composes.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

#include "compose/composer.h"
#include "live/round_writer.h"
#include "synth/soundfont_store.h"

namespace continuo {

class LiveEngine {
 public:
  struct Options {
    std::filesystem::path model;      // of event frames
    std::string model_name;           // for recipes
    std::filesystem::path soundfont;  // empty: find_soundfont()
    int threads = 1;                  // of the model
  };
  explicit LiveEngine(const Options& options);
  ~LiveEngine();

  // For takes, beside all sessions; one at a time, others wait. Thread: any.
  Plan plan(const Wish& wish, const ComposeSettings& settings) const;
  Score compose(std::string_view prompt, const Plan& plan, const ComposeSettings& settings,
                const OnBar& on_bar) const;
  const std::shared_ptr<SoundfontStore>& soundfont() const;
  // Of the files; computed at the first call.
  const std::string& model_fingerprint() const;
  const std::string& soundfont_fingerprint() const;
  const Options& options() const;

  // Where a session asks for its music; the engine must outlive it. Thread: any.
  std::unique_ptr<RoundSource> place();

 private:
  struct Shared;
  std::unique_ptr<Shared> shared_;
};

}  // namespace continuo
