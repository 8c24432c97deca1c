// Takes that are being composed: of what, and how far they are.
#pragma once

#include <algorithm>
#include <atomic>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace continuo {

// Thread: any.
class TakesInTheMaking {
 public:
  // One of them; it is in the list as long as it lives.
  class Making {
   public:
    explicit Making(std::string_view prompt) : prompt_(prompt) {}
    // Of the work that is to be done, 0..1; it never goes back.
    void set(double share) {
      const int percent = static_cast<int>(100 * std::clamp(share, 0.0, 1.0));
      int before = percent_;
      while (before < percent && !percent_.compare_exchange_weak(before, percent)) {
      }
    }
    const std::string& prompt() const { return prompt_; }
    int percent() const { return percent_; }

   private:
    const std::string prompt_;
    std::atomic<int> percent_{0};
  };

  std::shared_ptr<Making> begin(std::string_view prompt) {
    auto making = std::make_shared<Making>(prompt);
    const std::lock_guard lock(mutex_);
    std::erase_if(all_, [](const auto& each) { return each.expired(); });
    all_.push_back(making);
    return making;
  }
  // Prompts and percents, the eldest first.
  std::vector<std::pair<std::string, int>> list() const {
    const std::lock_guard lock(mutex_);
    std::vector<std::pair<std::string, int>> found;
    for (const auto& weak : all_) {
      if (const auto making = weak.lock()) found.emplace_back(making->prompt(), making->percent());
    }
    return found;
  }

 private:
  mutable std::mutex mutex_;
  std::vector<std::weak_ptr<Making>> all_;
};

}  // namespace continuo
