// Who writes the music of a performance: rounds by the band, and bars by the model where it is
// asked to.
#pragma once

#include <cstdint>
#include <list>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "compose/composer.h"
#include "live/controls.h"
#include "live/style.h"
#include "synth/soundfont_store.h"

namespace continuo {

struct RoundRequest {
  uint64_t id = 0;
  Controls controls;
  std::optional<Style> before;  // what plays already
  int64_t round = 0;            // its number: which themes, which variation
  bool follows = false;         // the round after what plays, not another one in its place
  bool keep_form = true;        // of what plays; otherwise the form is the prompts'
  // Where the model writes: bars that were played in this round, after which it goes on.
  Score played;
};

// A round as it could be played at once, all of it by the band.
struct Round {
  uint64_t id = 0;
  Style style;  // as blended; its sections are the whole form
  int64_t number = 0;
  uint64_t seed = 0;    // of its themes
  Score score;          // the round's own bars, from tick 0
  std::string warning;  // a prompt that could not be read; empty where all is well
};

// A bar of a round, written by the model. Ticks count from its bar line.
struct ModelBar {
  uint64_t id = 0;  // the round's
  int bar = 0;
  std::vector<Part> parts;
};

// A request that came to nothing.
struct NotWritten {
  uint64_t id = 0;
  std::string why;
};

using Written = std::variant<Round, ModelBar, NotWritten>;

// The prompts in one sentence, the weightiest first.
std::string in_words(const Controls& controls);

// Reads prompts, remembers how they were read. Belongs to one thread.
class RoundWriter {
 public:
  // The composer must outlive the writer.
  RoundWriter(const Composer& composer, std::shared_ptr<SoundfontStore> store);

  // The prompts that write() would have to read first, the weightiest first, each once; and reads one
  // of them ahead. Whoever shares its thread writes for another meanwhile.
  std::vector<std::string> unread(const Controls& controls) const;
  void read_ahead(const std::string& prompt, const Controls& controls);
  size_t prompts_read() const { return prompts_read_; }  // by the model, ever

  // Samples of all that the round plays are decoded when it returns. Never fails for a prompt's
  // sake: words that the model cannot read are left out, and the warning says so.
  Round write(const RoundRequest& request);

  // The bars of a round that was written, by the model.
  class Bars {
   public:
    Bars(RoundWriter& writer, const RoundRequest& request, const Round& round);
    std::optional<ModelBar> next();

   private:
    RoundWriter& writer_;
    uint64_t id_;
    int bar_;
    int kit_;
    std::optional<Key> key_;
    BarWriter bars_;
  };

 private:
  ReadPrompt read(const std::string& prompt, double weight, const Controls& controls);
  const Plan& plan_of(const std::string& prompt, const Controls& controls);
  void prepare(const std::vector<Part>& parts, int kit);

  const Composer& composer_;
  std::shared_ptr<SoundfontStore> store_;
  std::map<std::string, std::list<std::pair<std::string, Plan>>::iterator> known_;
  std::list<std::pair<std::string, Plan>> recent_;  // the latest first
  size_t prompts_read_ = 0;
};

// Where a performance asks for music, and what came of it.
class RoundSource {
 public:
  virtual ~RoundSource() = default;
  // A request that does not follow takes the place of all that was not answered yet.
  virtual void ask(RoundRequest request) = 0;
  virtual std::optional<Written> poll() = 0;
};

// Writes while it is asked: for performances that need not be in time.
class DirectSource : public RoundSource {
 public:
  DirectSource(const Composer& composer, std::shared_ptr<SoundfontStore> store)
      : writer_(composer, std::move(store)) {}
  void ask(RoundRequest request) override;
  std::optional<Written> poll() override;

 private:
  RoundWriter writer_;
  std::list<Written> written_;
};

}  // namespace continuo
