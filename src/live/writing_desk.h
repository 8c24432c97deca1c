// The thread that writes the music of all sessions.
#pragma once

#include <atomic>
#include <condition_variable>
#include <deque>
#include <list>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>

#include "live/round_writer.h"

namespace continuo {

// Rounds first, then the model's bars: one prompt, one round or one bar of each session in turn, so
// that who turns many prompts at once keeps nobody else waiting. What another change has overtaken
// is left where it is.
class WritingDesk {
 public:
  // The composer must outlive the desk.
  WritingDesk(const Composer& composer, std::shared_ptr<SoundfontStore> store);
  ~WritingDesk();

  // A session's own place at the desk. The desk must outlive it. Thread: one, any.
  std::unique_ptr<RoundSource> place();
  uint64_t prompts_read() const { return prompts_read_; }  // thread: any

 private:
  struct Tray;
  class Place;
  struct Job {
    std::shared_ptr<Tray> tray;
    RoundRequest request;
    std::optional<std::deque<std::string>> unread;  // prompts, the weightiest first
    std::optional<Round> round;
    std::optional<RoundWriter::Bars> bars;
  };

  void run();
  void work(Job& job);

  RoundWriter writer_;
  std::atomic<uint64_t> prompts_read_{0};
  std::mutex mutex_;
  std::condition_variable asked_;
  std::list<Job> jobs_;
  bool over_ = false;
  std::thread thread_;  // last: it uses all the others
};

}  // namespace continuo
