// Long work beside music that must not wait for it.
#pragma once

#include <atomic>
#include <functional>
#include <optional>

namespace continuo {

// Runs it on a thread that gives way to all others, and waits. What it throws comes through.
void run_in_background(const std::function<void()>& work);

// How many may do something at once; the next is refused instead of made to wait. Thread: any.
class Places {
 public:
  explicit Places(int places) : free_(places) {}
  // Held as long as it lives; none where all are taken.
  class Place {
   public:
    explicit Place(Places& places) : places_(&places) {}
    Place(Place&& other) noexcept : places_(other.places_) { other.places_ = nullptr; }
    Place& operator=(Place&&) = delete;
    ~Place() {
      if (places_ != nullptr) places_->free_.fetch_add(1);
    }

   private:
    Places* places_;
  };
  std::optional<Place> take() {
    if (free_.fetch_sub(1) > 0) return Place(*this);
    free_.fetch_add(1);
    return std::nullopt;
  }

 private:
  std::atomic<int> free_;
};

}  // namespace continuo
