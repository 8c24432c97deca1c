#include "compose/player_demands.h"

#include <gtest/gtest.h>

#include "base/rng.h"

namespace continuo {
namespace {

Named players(std::vector<std::vector<int>> sets, bool only = false,
              std::vector<int> unwanted = {}) {
  Named named;
  for (auto& set : sets) named.parts.push_back({std::move(set), std::nullopt, {}});
  named.only = only;
  named.unwanted = std::move(unwanted);
  return named;
}

// Whether each demand can have a program of its own, by trying everything.
bool met_by_trial(const std::vector<NamedPart>& parts, size_t first, std::vector<int> programs) {
  if (first == parts.size()) return true;
  for (size_t i = 0; i < programs.size(); ++i) {
    if (std::find(parts[first].programs.begin(), parts[first].programs.end(), programs[i]) ==
        parts[first].programs.end())
      continue;
    std::vector<int> rest = programs;
    rest.erase(rest.begin() + static_cast<std::ptrdiff_t>(i));
    if (met_by_trial(parts, first + 1, rest)) return true;
  }
  return false;
}

TEST(PlayerDemands, AnyWayThroughTheBandMeetsThem) {
  Rng rng(1);
  for (int round = 0; round < 300; ++round) {
    std::vector<std::vector<int>> sets;
    const int count = 1 + static_cast<int>(rng.uniform() * 4);
    for (int i = 0; i < count; ++i) {
      std::vector<int> set;
      while (set.size() < 1 + static_cast<size_t>(rng.uniform() * 3))
        set.push_back(static_cast<int>(rng.uniform() * 9));
      sets.push_back(set);
    }
    const bool only = rng.uniform() < 0.5;
    const Named named = players(sets, only, {8});
    const PlayerDemands demands(named);
    std::vector<int> chosen;
    while (true) {
      const Programs next = demands.next(chosen);
      if (next.none() || (!chosen.empty() && demands.met_by(chosen) && rng.uniform() < 0.4)) break;
      std::vector<int> open;
      for (int p = 0; p < kProgramCount; ++p) {
        if (next[static_cast<size_t>(p)]) open.push_back(p);
      }
      chosen.push_back(open[static_cast<size_t>(rng.uniform() * static_cast<double>(open.size()))]);
    }
    ASSERT_TRUE(demands.met_by(chosen));
    EXPECT_TRUE(std::is_sorted(chosen.begin(), chosen.end()));
    EXPECT_EQ(std::count(chosen.begin(), chosen.end(), 8), 0);
    // What could be met at all is met; the others were left out.
    std::vector<int> everything;
    for (int p = 0; p < kProgramCount; ++p) {
      if (p != 8) everything.push_back(p);
    }
    std::vector<NamedPart> possible;
    for (const NamedPart& part : named.parts) {
      possible.push_back(part);
      if (!met_by_trial(possible, 0, {0, 1, 2, 3, 4, 5, 6, 7})) possible.pop_back();
    }
    EXPECT_TRUE(met_by_trial(possible, 0, chosen)) << "round " << round;
    if (only && !possible.empty()) {
      EXPECT_EQ(chosen.size(), possible.size()) << "round " << round;
    }
  }
}

TEST(PlayerDemands, NobodyNamedLeavesAllOpen) {
  const PlayerDemands demands(players({}, true));
  EXPECT_EQ(demands.next({}).count(), static_cast<size_t>(kProgramCount));
  const std::vector<int> last = {kDrumKit};
  EXPECT_TRUE(demands.next(last).none());
}

TEST(PlayerDemands, RolesGoToTheFirstWhoFits) {
  Named named = players({{29, 30}});
  named.parts[0].role = Role::kLead;
  const PlayerDemands demands(named);
  EXPECT_EQ(demands.role(std::vector<int>{0, 29}), Role::kLead);
  EXPECT_FALSE(demands.role(std::vector<int>{0, 29, 30}));
  EXPECT_FALSE(demands.role(std::vector<int>{0}));
}

}  // namespace
}  // namespace continuo
