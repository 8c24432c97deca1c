// What stands in for sockets, clients, performances and bands in the tests of Google's protocol.
#pragma once

#include <atomic>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "base/base64.h"
#include "base/json_fields.h"
#include "serve/gemini_live.h"
#include "serve/gemini_song.h"

namespace continuo::gemini {

// Keeps what is sent. As slow as told: queued() bytes wait.
class FakeSocket final : public Socket {
 public:
  bool send_text(std::string text) override { return keep(std::move(text), false); }
  bool send_binary(std::string bytes) override { return keep(std::move(bytes), true); }
  void drop_queued_binary() override { ++drops; }
  void close(int code, std::string_view reason) override {
    if (close_code == 0) {
      close_code = code;
      close_reason = reason;
    }
  }
  size_t queued_bytes() const override { return queued; }

  // What came since the last call, as JSON.
  std::vector<Json> taken() {
    const std::lock_guard lock(mutex);
    std::vector<Json> messages;
    for (const auto& [text, is_binary] : sent) messages.push_back(Json::parse(text));
    sent.clear();
    return messages;
  }

  std::mutex mutex;
  std::vector<std::pair<std::string, bool>> sent;
  std::atomic<size_t> queued{0};
  std::atomic<int> drops{0};
  std::atomic<int> close_code{0};
  std::string close_reason;

 private:
  bool keep(std::string text, bool binary) {
    const std::lock_guard lock(mutex);
    if (close_code == 0) sent.emplace_back(std::move(text), binary);
    return close_code == 0;
  }
};

// Writes down what is asked of it, and plays when the test says.
class FakeStage final : public Stage {
 public:
  struct Fake final : Performer {
    explicit Fake(FakeStage& owner) : stage(owner) {}
    ~Fake() override { stage.calls.push_back("end"); }
    void set(const Controls& controls, When when) override {
      stage.controls = controls;
      stage.calls.push_back(when == When::kNow ? "set now" : "set");
    }
    void play() override { stage.calls.push_back("play"); }
    void pause() override { stage.calls.push_back("pause"); }
    void stop() override { stage.calls.push_back("stop"); }
    void reset() override { stage.calls.push_back("reset"); }
    FakeStage& stage;
  };

  std::unique_ptr<Performer> begin(const Controls& first, const LiveOptions&,
                                   Listener heard) override {
    if (broken) fail(ErrorKind::kInternal, "stage", "there is no soundfont.");
    controls = first;
    listener = std::move(heard);
    return std::make_unique<Fake>(*this);
  }
  bool sounds_minor(const std::vector<WeightedPrompt>&, uint64_t) override { return minor; }

  std::vector<std::string> taken() { return std::exchange(calls, {}); }

  Controls controls;
  Listener listener;
  std::vector<std::string> calls;
  bool minor = false;
  bool broken = false;
};

// Plans by rule: eight-bar verses at 120 in C major, changed by what is given; plays silence.
class FakeBand final : public Band {
 public:
  Plan plan(const Wish& wish, const ComposeSettings& settings) override {
    const std::lock_guard lock(mutex);
    wishes.push_back(wish);
    seeds.push_back(settings.seed);
    Plan plan;
    plan.genre = genre_code("lo-fi");
    plan.parts = {{0, Role::kLead}, {32, Role::kBass}};
    const int bars = wish.bars.value_or(static_cast<int>(wish.seconds.value_or(16) / 2));
    plan.sections = {{SectionKind::kVerse, std::clamp(bars, 1, kMaxSectionBars), 4, 4}};
    if (bars > kMaxSectionBars)
      plan.sections.push_back({SectionKind::kChorus, bars - kMaxSectionBars, 4, 4});
    return wish.given.over(plan);
  }
  Score compose(const std::string&, const Plan& plan, const ComposeSettings&,
                const Cancelled& cancelled) override {
    ++composing;
    while (held_notes) {
      if (cancelled()) {
        ++cancels;
        fail(ErrorKind::kCancelled, "band", "cancelled.");
      }
      std::this_thread::yield();
    }
    Score score = blank_score(plan);
    score.part(0, Role::kLead).notes.push_back({0, 48, 60, 80});
    return score;
  }
  Stereo play(const Score& score, const Cancelled& cancelled) override {
    ++playing;
    while (held) {
      if (cancelled()) {
        ++cancels;
        fail(ErrorKind::kCancelled, "band", "cancelled.");
      }
      std::this_thread::yield();
    }
    if (broken) fail(ErrorKind::kIo, "band", "the soundfont is gone.");
    Stereo sound;
    sound.samples.assign(2 * static_cast<size_t>(score.plan.seconds() * kSampleRateHz), 0.1f);
    return sound;
  }

  std::mutex mutex;
  std::vector<Wish> wishes;
  std::vector<uint64_t> seeds;
  std::atomic<bool> held{false};
  std::atomic<bool> held_notes{false};
  std::atomic<int> composing{0};
  std::atomic<bool> broken{false};
  std::atomic<int> playing{0};
  std::atomic<int> cancels{0};
};

class FakeStream final : public ResponseStream {
 public:
  void begin(Response) override {}
  bool send(std::string_view piece) override {
    if (gone()) return false;
    text += piece;
    return true;
  }
  bool gone() const override { return left; }

  // The JSON of each event; "[DONE]" ends as a string.
  std::vector<Json> events() const {
    std::vector<Json> found;
    size_t at = 0;
    while ((at = text.find("data: ", at)) != std::string::npos) {
      const size_t end = text.find("\n\n", at);
      const std::string data = text.substr(at + 6, end - at - 6);
      found.push_back(data == "[DONE]" ? Json(data) : Json::parse(data));
      at = end;
    }
    return found;
  }

  std::string text;
  std::atomic<bool> left{false};
};

}  // namespace continuo::gemini
