#include "live/writing_desk.h"

#include <algorithm>

namespace continuo {

// What lies ready for a session.
struct WritingDesk::Tray {
  std::mutex mutex;
  std::deque<Written> written;
  std::atomic<uint64_t> latest_change{0};  // requests before it that do not follow are stale
  std::atomic<bool> left{false};           // nobody will fetch it

  void put(Written piece) {
    const std::lock_guard lock(mutex);
    written.push_back(std::move(piece));
  }
  bool stale(const RoundRequest& request) const { return left || request.id < latest_change; }
};

class WritingDesk::Place final : public RoundSource {
 public:
  explicit Place(WritingDesk& desk) : desk_(desk), tray_(std::make_shared<Tray>()) {}
  ~Place() override { tray_->left = true; }

  void ask(RoundRequest request) override {
    if (!request.follows) {
      tray_->latest_change = request.id;
      const std::lock_guard lock(tray_->mutex);
      tray_->written.clear();
    }
    {
      const std::lock_guard lock(desk_.mutex_);
      desk_.jobs_.push_back({tray_, std::move(request), {}, {}, {}});
    }
    desk_.asked_.notify_one();
  }

  std::optional<Written> poll() override {
    // A reader that must be in time does not wait for the desk: there is another block soon.
    const std::unique_lock lock(tray_->mutex, std::try_to_lock);
    if (!lock || tray_->written.empty()) return std::nullopt;
    Written first = std::move(tray_->written.front());
    tray_->written.pop_front();
    return first;
  }

 private:
  WritingDesk& desk_;
  std::shared_ptr<Tray> tray_;
};

WritingDesk::WritingDesk(const Composer& composer, std::shared_ptr<SoundfontStore> store)
    : writer_(composer, std::move(store)), thread_([this] { run(); }) {}

WritingDesk::~WritingDesk() {
  {
    const std::lock_guard lock(mutex_);
    over_ = true;
  }
  asked_.notify_one();
  thread_.join();
}

std::unique_ptr<RoundSource> WritingDesk::place() { return std::make_unique<Place>(*this); }

void WritingDesk::work(Job& job) {
  try {
    if (!job.unread) {
      const std::vector<std::string> unread = writer_.unread(job.request.controls);
      job.unread.emplace(unread.begin(), unread.end());
    }
    // The last of them is read as the round is written.
    if (job.unread->size() > 1) {
      writer_.read_ahead(job.unread->front(), job.request.controls);
      job.unread->pop_front();
    } else if (!job.round) {
      job.round = writer_.write(job.request);
      job.tray->put(*job.round);
      if (job.request.controls.writer == Writer::kModel)
        job.bars.emplace(writer_, job.request, *job.round);
    } else if (std::optional<ModelBar> bar = job.bars->next()) {
      job.tray->put(std::move(*bar));
    } else {
      job.bars.reset();
    }
  } catch (const std::exception& error) {
    job.tray->put(NotWritten{job.request.id, error.what()});
    job.round.emplace();
    job.bars.reset();
  }
}

void WritingDesk::run() {
  std::unique_lock lock(mutex_);
  while (true) {
    asked_.wait(lock, [this] { return over_ || !jobs_.empty(); });
    if (over_) return;
    jobs_.remove_if([](const Job& job) { return job.tray->stale(job.request); });
    if (jobs_.empty()) continue;
    const auto unwritten = std::find_if(jobs_.begin(), jobs_.end(),
                                        [](const Job& job) { return !job.round.has_value(); });
    const auto next = unwritten == jobs_.end() ? jobs_.begin() : unwritten;
    lock.unlock();
    work(*next);
    prompts_read_ = writer_.prompts_read();
    lock.lock();
    if (next->round && !next->bars) {
      jobs_.erase(next);
    } else {
      jobs_.splice(jobs_.end(), jobs_, next);
    }
  }
}

}  // namespace continuo
