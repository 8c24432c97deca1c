// Plans and takes from words, for whoever asks over the network.
#pragma once

#include <filesystem>
#include <functional>
#include <string>

#include "compose/composer.h"
#include "serve/http.h"
#include "serve/shelf.h"

namespace continuo {

inline constexpr double kLongestTake_s = 600;
// Of what a take takes, the share that the writing of its notes is said to be.
inline constexpr double kShareOfNotes = 0.3;

// Is told from time to time which share of the work is done, 0..1.
using OnShare = std::function<void(double share)>;

// Thread: any.
class TakeMaker {
 public:
  virtual ~TakeMaker() = default;
  virtual Plan plan(const Wish& wish, const ComposeSettings& settings) = 0;
  // Composes and renders. Throws Error(kInput) where the plan is too long, Error(kCancelled) soon
  // after `gone` says so.
  virtual NewTake make(const Wish& wish, const ComposeSettings& settings, const OnShare& on_share,
                       const Gone& gone) = 0;
};

// The way from a plan on, which needs no more than a composer of scores.
struct TakeIngredients {
  std::string model;  // for the recipe
  std::string model_fingerprint;
  std::filesystem::path soundfont;
};
NewTake take_of_score(const Wish& wish, const Plan& plan, const ComposeSettings& settings,
                      const Score& score, int bars, const TakeIngredients& from,
                      const OnShare& on_share, const Gone& gone);

// Throws Error(kInput) where it would last longer than kLongestTake_s.
void check_length(const Plan& plan);

}  // namespace continuo
