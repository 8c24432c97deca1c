// The thread that writes the music of all sessions.
#pragma once

#include <condition_variable>
#include <list>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>

#include "live/round_writer.h"

namespace continuo {

// Rounds first, in the order in which they were asked for; then the model's bars, one of each
// session in turn.
class WritingDesk {
 public:
  // The composer must outlive the desk.
  WritingDesk(const Composer& composer, std::shared_ptr<SoundfontStore> store);
  ~WritingDesk();

  // A session's own place at the desk. The desk must outlive it. Thread: one, any.
  std::unique_ptr<RoundSource> place();

 private:
  struct Tray;
  class Place;
  struct Job {
    std::shared_ptr<Tray> tray;
    RoundRequest request;
    std::optional<Round> round;
    std::optional<RoundWriter::Bars> bars;
  };

  void run();
  void work(Job& job);

  RoundWriter writer_;
  std::mutex mutex_;
  std::condition_variable asked_;
  std::list<Job> jobs_;
  bool over_ = false;
  std::thread thread_;  // last: it uses all the others
};

}  // namespace continuo
