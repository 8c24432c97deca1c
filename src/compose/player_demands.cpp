#include "compose/player_demands.h"

#include <algorithm>
#include <array>

namespace continuo {

namespace {

constexpr int kNobody = -1;

// Gives each demand a program of its own (augmenting paths of a bipartite graph).
class Matching {
 public:
  Matching(std::span<const Programs> demands, const Programs& available)
      : demands_(demands), available_(available) {
    demand_of_.fill(kNobody);
  }

  // Whether the program finds a demand, beside those that were placed before it.
  bool place_program(int program) {
    for (size_t d = 0; d < demands_.size(); ++d) {
      if (!demands_[d][static_cast<size_t>(program)]) continue;
      const auto held = std::find(demand_of_.begin(), demand_of_.end(), static_cast<int>(d));
      if (held == demand_of_.end()) {
        demand_of_[static_cast<size_t>(program)] = static_cast<int>(d);
        return true;
      }
    }
    // Another program may give its demand up for a second one.
    for (size_t d = 0; d < demands_.size(); ++d) {
      if (!demands_[d][static_cast<size_t>(program)] || tried_[d]) continue;
      tried_[d] = true;
      const auto held = std::find(demand_of_.begin(), demand_of_.end(), static_cast<int>(d));
      const auto other = static_cast<int>(held - demand_of_.begin());
      *held = kNobody;
      demand_of_[static_cast<size_t>(program)] = static_cast<int>(d);
      if (place_program(other)) return true;
      demand_of_[static_cast<size_t>(program)] = kNobody;
      demand_of_[static_cast<size_t>(other)] = static_cast<int>(d);
    }
    return false;
  }

  // Whether the demand finds a program; no program that is placed loses its place.
  bool place_demand(int demand, Programs& tried) {
    const Programs& wanted = demands_[static_cast<size_t>(demand)];
    for (size_t p = 0; p < kProgramCount; ++p) {
      if (!wanted[p] || !available_[p] || tried[p]) continue;
      tried.set(p);
      if (demand_of_[p] != kNobody && !place_demand(demand_of_[p], tried)) continue;
      demand_of_[p] = demand;
      return true;
    }
    return false;
  }

  bool is_placed(int demand) const {
    return std::find(demand_of_.begin(), demand_of_.end(), demand) != demand_of_.end();
  }
  void begin_search() { tried_.reset(); }

 private:
  std::span<const Programs> demands_;
  Programs available_;
  std::array<int, kProgramCount> demand_of_{};
  std::bitset<64> tried_;
};

Programs set_of(std::span<const int> programs) {
  Programs set;
  for (const int program : programs) set.set(static_cast<size_t>(program));
  return set;
}

}  // namespace

PlayerDemands::PlayerDemands(const Named& named)
    : unwanted_(set_of(named.unwanted)), only_(named.only) {
  constexpr size_t kMost = 64;
  for (const NamedPart& part : named.parts) {
    if (demands_.size() == kMost) break;
    demands_.push_back({set_of(part.programs), part.role});
    if (!can_be_met({}, ~unwanted_)) demands_.pop_back();
  }
  only_ = only_ && !demands_.empty();
}

bool PlayerDemands::can_be_met(const Programs& chosen, const Programs& later) const {
  std::vector<Programs> wanted;
  for (const Demand& demand : demands_) wanted.push_back(demand.programs);
  Matching matching(wanted, chosen | later);
  if (only_) {
    for (size_t p = 0; p < kProgramCount; ++p) {
      if (!chosen[p]) continue;
      matching.begin_search();
      if (!matching.place_program(static_cast<int>(p))) return false;
    }
  }
  for (size_t d = 0; d < wanted.size(); ++d) {
    Programs tried;
    if (!matching.is_placed(static_cast<int>(d)) &&
        !matching.place_demand(static_cast<int>(d), tried))
      return false;
  }
  return true;
}

Programs PlayerDemands::next(std::span<const int> chosen) const {
  Programs result;
  Programs later = ~unwanted_;
  const int last = chosen.empty() ? -1 : chosen.back();
  for (int p = 0; p <= last; ++p) later.reset(static_cast<size_t>(p));
  Programs taken = set_of(chosen);
  for (int p = last + 1; p < kProgramCount; ++p) {
    const auto at = static_cast<size_t>(p);
    if (!later[at]) continue;
    later.reset(at);
    taken.set(at);
    if (can_be_met(taken, later)) result.set(at);
    taken.reset(at);
  }
  return result;
}

bool PlayerDemands::met_by(std::span<const int> chosen) const {
  return can_be_met(set_of(chosen), {});
}

std::optional<Role> PlayerDemands::role(std::span<const int> chosen) const {
  const auto program = static_cast<size_t>(chosen.back());
  const Programs before = set_of(chosen.first(chosen.size() - 1));
  for (const Demand& demand : demands_) {
    if (demand.role && demand.programs[program] && (demand.programs & before).none())
      return demand.role;
  }
  return std::nullopt;
}

}  // namespace continuo
