// Who must be among a plan's parts, as its programs are chosen one after the other, upwards.
#pragma once

#include <bitset>
#include <optional>
#include <span>
#include <vector>

#include "prompt/named.h"
#include "score/instrument.h"

namespace continuo {

using Programs = std::bitset<kProgramCount>;

class PlayerDemands {
 public:
  // Each named part is another program of the plan; what cannot be met beside what was named before
  // it is left out.
  explicit PlayerDemands(const Named& named);

  // The programs that may follow those chosen, which ascend, so that all demands can still be met.
  // None where the band is complete.
  Programs next(std::span<const int> chosen) const;
  bool met_by(std::span<const int> chosen) const;
  // What a program is to play where the words say so, for the last of those chosen.
  std::optional<Role> role(std::span<const int> chosen) const;

 private:
  bool can_be_met(const Programs& chosen, const Programs& later) const;

  struct Demand {
    Programs programs;
    std::optional<Role> role;
  };
  std::vector<Demand> demands_;
  Programs unwanted_;
  bool only_;
};

}  // namespace continuo
