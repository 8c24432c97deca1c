// Properties of arranged pieces over many random plans: they obey the plan, and they are music of
// their key and form.
#include "arrange/band.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <set>

#include "arrange/genre.h"
#include "arrange/harmony.h"
#include "arrange/players.h"
#include "score/instrument.h"

namespace continuo {
namespace {

constexpr uint64_t kPieces = 400;

// Krumhansl and Kessler's probe-tone profiles against the pitch classes' lengths; 0..11 major,
// 12..23 minor.
int detected_key(const Score& score) {
  static constexpr std::array<double, 12> kMajor = {6.35, 2.23, 3.48, 2.33, 4.38, 4.09,
                                                    2.52, 5.19, 2.39, 3.66, 2.29, 2.88};
  static constexpr std::array<double, 12> kMinor = {6.33, 2.68, 3.52, 5.38, 2.60, 3.53,
                                                    2.54, 4.75, 3.98, 2.69, 3.34, 3.17};
  std::array<double, 12> weight{};
  for (const Part& part : score.parts) {
    if (part.program == kDrumKit) continue;
    for (const Note& note : part.notes)
      weight[static_cast<size_t>(note.pitch % 12)] += note.duration;
  }
  auto correlation = [&](const std::array<double, 12>& profile, int tonic) {
    double mean_weight = 0;
    double mean_profile = 0;
    for (size_t i = 0; i < 12; ++i) {
      mean_weight += weight[i] / 12;
      mean_profile += profile[i] / 12;
    }
    double both = 0;
    double own = 0;
    for (size_t i = 0; i < 12; ++i) {
      const double w = weight[(i + static_cast<size_t>(tonic)) % 12] - mean_weight;
      both += w * (profile[i] - mean_profile);
      own += w * w;
    }
    return own > 0 ? both / std::sqrt(own) : 0.0;
  };
  int best = 0;
  double best_score = -1e9;
  for (int tonic = 0; tonic < 12; ++tonic) {
    const double major = correlation(kMajor, tonic);
    const double minor = correlation(kMinor, tonic);
    if (major > best_score) best_score = major, best = tonic;
    if (minor > best_score) best_score = minor, best = 12 + tonic;
  }
  return best;
}

TEST(Band, PlaysExactlyThePartsOfThePlan) {
  for (uint64_t seed = 0; seed < kPieces; ++seed) {
    const Plan plan = random_plan(seed);
    const Score score = arrange(plan, seed);
    ASSERT_EQ(score.parts.size(), plan.parts.size()) << seed;
    for (size_t i = 0; i < plan.parts.size(); ++i) {
      EXPECT_EQ(score.parts[i].program, plan.parts[i].program) << seed;
      EXPECT_EQ(score.parts[i].role, plan.parts[i].role) << seed;
      EXPECT_FALSE(score.parts[i].notes.empty()) << seed << " part " << plan.parts[i].program;
    }
    EXPECT_EQ(score.plan.sections, plan.sections) << seed;
    EXPECT_EQ(score.plan.key, plan.key) << seed;
    EXPECT_EQ(score.plan.metre, plan.metre) << seed;
    EXPECT_EQ(score.bars.size(), static_cast<size_t>(plan.bars())) << seed;
    EXPECT_EQ(score.plan.density, density_level(score)) << seed;
    EXPECT_EQ(score.plan.brightness, brightness_level(score)) << seed;
  }
}

TEST(Band, NotesAreInRangeInThePieceAndApart) {
  for (uint64_t seed = 0; seed < kPieces; ++seed) {
    const Plan plan = random_plan(seed);
    const Score score = arrange(plan, seed);
    EXPECT_GE(score.note_count(), 20u) << seed;
    EXPECT_LE(score.note_count(), 5000u) << seed;
    for (const Part& part : score.parts) {
      std::array<int, 128> free_from{};
      int last_end = 0;
      for (const Note& note : part.notes) {
        ASSERT_GE(note.start, 0) << seed;
        ASSERT_LT(note.start, score.end()) << seed;
        ASSERT_GE(note.duration, 1) << seed;
        ASSERT_TRUE(note.velocity >= 1 && note.velocity <= 127) << seed;
        if (part.program == kDrumKit) continue;
        // The last chord may ring for a bar.
        const int rings =
            note.start >= score.bars.back().start ? score.bars.back().metre.bar_ticks() : 0;
        ASSERT_LE(note.start + note.duration, score.end() + rings + 12)
            << seed << " sticks in " << part.program;
        ASSERT_LE(note.duration, 4 * plan.metre.bar_ticks() + 12) << seed;
        ASSERT_GE(note.pitch, instrument(part.program).lowest) << seed << " " << part.program;
        ASSERT_LE(note.pitch, instrument(part.program).highest) << seed << " " << part.program;
        ASSERT_GE(note.start, free_from[static_cast<size_t>(note.pitch)])
            << seed << " " << part.program;
        free_from[static_cast<size_t>(note.pitch)] = note.start + note.duration;
        if (is_monophonic(part.program)) {
          ASSERT_GE(note.start, last_end) << seed << " " << part.program;
          last_end = note.start + note.duration;
        }
      }
    }
  }
}

TEST(Band, ChordsCoverEveryBarFromTonicToTonic) {
  for (uint64_t seed = 0; seed < kPieces; ++seed) {
    const Plan plan = random_plan(seed);
    const Score score = arrange(plan, seed);
    std::set<int> starts;
    for (const Chord& chord : score.chords) starts.insert(chord.start);
    for (const Bar& bar : score.bars)
      EXPECT_TRUE(starts.count(bar.start)) << seed << " at " << bar.start;
    EXPECT_EQ(score.chords.front().root, plan.key.tonic) << seed;
    EXPECT_EQ(score.chords.back().root, plan.key.tonic) << seed;
  }
}

TEST(Band, NoBarIsSilent) {
  for (uint64_t seed = 0; seed < kPieces; ++seed) {
    const Score score = arrange(random_plan(seed), seed);
    for (const Bar& bar : score.bars) {
      bool sounds = false;
      for (const Part& part : score.parts) {
        for (const Note& note : part.notes) {
          sounds = sounds || (note.start < bar.end() && note.start + note.duration > bar.start);
        }
      }
      EXPECT_TRUE(sounds) << seed << " bar at " << bar.start;
    }
  }
}

TEST(Band, SamePlanAndSeedGiveTheSamePieceAndOtherSeedsOthers) {
  for (uint64_t seed = 0; seed < 60; ++seed) {
    const Plan plan = random_plan(seed);
    EXPECT_EQ(plan, random_plan(seed));
    const Score score = arrange(plan, seed);
    EXPECT_TRUE(score == arrange(plan, seed)) << seed;
    EXPECT_FALSE(score == arrange(plan, seed + 1000)) << seed;
  }
}

TEST(Band, KeyIsHeard) {
  int pieces = 0;
  int right = 0;
  int relative = 0;
  for (uint64_t seed = 0; seed < 1000; ++seed) {
    const Plan plan = random_plan(seed);
    if (plan.key.mode != Mode::kMajor && plan.key.mode != Mode::kMinor) continue;
    if (plan.parts.size() == 1 && plan.parts[0].program == kDrumKit) continue;
    ++pieces;
    const int found = detected_key(arrange(plan, seed));
    const bool minor = plan.key.mode == Mode::kMinor;
    const int wanted = plan.key.tonic + (minor ? 12 : 0);
    const int cousin = minor ? (plan.key.tonic + 3) % 12 : 12 + (plan.key.tonic + 9) % 12;
    right += found == wanted;
    relative += found == cousin;
  }
  RecordProperty("right", right);
  RecordProperty("relative", relative);
  EXPECT_GE(right, pieces * 85 / 100)
      << right << " right and " << relative << " relative of " << pieces;
}

TEST(Band, IntensitySectionsAreBusier) {
  // Rank agreement between intensity and notes a bar over pairs of sections of the same piece.
  int agree = 0;
  int disagree = 0;
  for (uint64_t seed = 0; seed < kPieces; ++seed) {
    const Plan plan = random_plan(seed);
    const Score score = arrange(plan, seed);
    std::vector<double> rates;
    size_t bar = 0;
    for (const Section& section : plan.sections) {
      const int from = score.bars[bar].start;
      bar += static_cast<size_t>(section.bars);
      const int to = score.bars[bar - 1].end();
      int notes = 0;
      for (const Part& part : score.parts) {
        for (const Note& note : part.notes) notes += note.start >= from && note.start < to;
      }
      rates.push_back(static_cast<double>(notes) / section.bars);
    }
    for (size_t i = 0; i < rates.size(); ++i) {
      for (size_t j = 0; j < i; ++j) {
        const int steps = plan.sections[i].intensity - plan.sections[j].intensity;
        if (std::abs(steps) < 2) continue;
        (steps > 0) == (rates[i] > rates[j]) ? ++agree : ++disagree;
      }
    }
  }
  EXPECT_GE(agree, 8 * disagree) << agree << " against " << disagree;
}

// Onsets (as quarters of an eighth) and pitches of a bar's lead, coarse enough to see through human
// timing.
std::vector<int> rhythm_of(const Part& part, const Bar& bar) {
  std::vector<int> onsets;
  for (const Note& note : part.notes) {
    const int at = (note.start - bar.start + 12) / 24;
    if (note.start >= bar.start && note.start < bar.end() &&
        (onsets.empty() || onsets.back() != at))
      onsets.push_back(at);
  }
  return onsets;
}

TEST(Band, MotifsReturn) {
  int pieces = 0;
  int returning = 0;
  for (uint64_t seed = 0; seed < kPieces; ++seed) {
    const Plan plan = random_plan(seed);
    if (plan.bars() < 12) continue;
    const Score score = arrange(plan, seed);
    for (const Part& part : score.parts) {
      if (part.role != Role::kLead || !is_monophonic(part.program)) continue;
      std::map<std::vector<int>, int> seen;
      int bars = 0;
      int repeated = 0;
      for (const Bar& bar : score.bars) {
        const std::vector<int> rhythm = rhythm_of(part, bar);
        if (rhythm.size() < 2) continue;
        ++bars;
        repeated += seen[rhythm]++ > 0;
      }
      if (bars < 8) continue;
      ++pieces;
      returning += repeated * 2 >= bars;
      break;
    }
  }
  EXPECT_GT(pieces, 50);
  EXPECT_GE(returning, pieces * 3 / 4) << returning << " of " << pieces;
}

TEST(Band, OrchestralOuterVoicesAvoidParallels) {
  int moves = 0;
  int parallels = 0;
  for (uint64_t seed = 0; seed < 150; ++seed) {
    Plan plan = random_plan_of_genre(genre_code("orchestral"), seed);
    plan.parts = {{40, Role::kLead}, {43, Role::kBass}, {48, Role::kPad}};
    const Score score = arrange(plan, seed);
    int top_before = -1;
    int bass_before = -1;
    for (const Bar& bar : score.bars) {
      int top = -1;
      int bass = 128;
      for (const Part& part : score.parts) {
        for (const Note& note : part.notes) {
          if (note.start > bar.start + 4 || note.start + note.duration <= bar.start + 4) continue;
          if (part.program == 40) top = note.pitch;
          if (part.program == 43) bass = note.pitch;
        }
      }
      if (top < 0 || bass > 127) {
        top_before = bass_before = -1;
        continue;
      }
      if (top_before >= 0 && top != top_before && (bass - bass_before) % 12 != 0) {
        ++moves;
        const int before = (top_before - bass_before) % 12;
        const int now = (top - bass) % 12;
        parallels += before == now && (now == 0 || now == 7);
      }
      top_before = top;
      bass_before = bass;
    }
  }
  EXPECT_GT(moves, 500);
  EXPECT_LE(parallels, moves * 3 / 100) << parallels << " of " << moves;
}

TEST(Band, MelodiesMoveMostlyByStep) {
  int steps = 0;
  int leaps = 0;
  for (uint64_t seed = 0; seed < kPieces; ++seed) {
    const Score score = arrange(random_plan(seed), seed);
    for (const Part& part : score.parts) {
      if (part.role != Role::kLead || !is_monophonic(part.program)) continue;
      for (size_t i = 1; i < part.notes.size(); ++i) {
        const int interval = std::abs(part.notes[i].pitch - part.notes[i - 1].pitch);
        interval <= 4 ? ++steps : ++leaps;
        EXPECT_LE(interval, 24) << seed;
      }
    }
  }
  EXPECT_GE(steps, 4 * leaps) << steps << " against " << leaps;
}

TEST(Band, EveryMetreIsPlayedByItsPulses) {
  for (const Metre& metre : metres()) {
    int bars = 0;
    std::map<int, int> struck;  // in how many bars, by eighth
    for (int genre : taught_genres()) {
      Plan plan = random_plan_of_genre(genre, 5);
      plan.metre = metre;
      const Score score = arrange(plan, 9);
      for (const Bar& bar : score.bars) {
        EXPECT_EQ(bar.metre, metre);
        ++bars;
        std::set<int> places;
        for (const Part& part : score.parts) {
          for (const Note& note : part.notes) {
            const int at = note.start + 6 - bar.start;
            if (at >= 0 && at < metre.bar_ticks() && at % 24 < 12) places.insert(at / 24);
          }
        }
        for (int place : places) struck[place]++;
      }
    }
    EXPECT_GE(struck[0], bars * 85 / 100) << metre.name();
    double on = 0;
    double off = 0;
    std::set<int> pulse_places;
    int at = 0;
    for (int pulse : metre.pulses()) {
      pulse_places.insert(at / 24);
      at += pulse;
    }
    for (int place = 0; place < metre.bar_ticks() / 24; ++place) {
      (pulse_places.count(place) ? on : off) += struck[place];
    }
    const double others = metre.bar_ticks() / 24.0 - static_cast<double>(pulse_places.size());
    if (others < 1) continue;
    EXPECT_GE(on / static_cast<double>(pulse_places.size()), 1.1 * off / others) << metre.name();
  }
}

TEST(Band, HostilePlansStillPlay) {
  // One bar, one part, any role on any instrument.
  for (int program = 0; program <= kDrumKit; ++program) {
    for (int role = 0; role < kRoleCount; ++role) {
      Plan plan;
      plan.genre = program % static_cast<int>(genre_names().size());
      plan.metre = metres()[static_cast<size_t>(program) % metres().size()];
      plan.key = {program % 12, static_cast<Mode>(role % kModeCount)};
      plan.parts = {{program, program == kDrumKit ? Role::kDrums : static_cast<Role>(role)}};
      plan.density = role;
      plan.brightness = program % 8;
      plan.sections = {{SectionKind::kIntro, 1 + program % 3, 0, 0},
                       {static_cast<SectionKind>(program % kSectionKindCount), 1 + role, 7, 7}};
      const Score score = arrange(plan, static_cast<uint64_t>(program));
      ASSERT_EQ(score.parts.size(), 1u);
      EXPECT_FALSE(score.parts[0].notes.empty()) << program << " role " << role;
    }
  }
}

TEST(Prior, IsBroad) {
  std::map<int, int> genres;
  std::set<int> tempos;
  std::set<int> programs;
  std::array<int, 12> tonics{};
  std::map<int, int> metre_counts;
  std::set<size_t> sizes;
  int odd = 0;
  for (uint64_t seed = 0; seed < 4000; ++seed) {
    const Plan plan = random_plan(seed);
    ASSERT_NO_THROW(check_plan(plan)) << seed;
    EXPECT_TRUE(plan.bars() >= 4 && plan.bars() <= 64) << seed << ": " << plan.bars();
    EXPECT_TRUE(!plan.parts.empty() && plan.parts.size() <= 10);
    genres[plan.genre]++;
    tempos.insert(plan.bpm);
    tonics[static_cast<size_t>(plan.key.tonic)]++;
    metre_counts[metre_code(plan.metre)]++;
    sizes.insert(plan.parts.size());
    for (const PlanPart& part : plan.parts) programs.insert(part.program);
    odd += plan.metre == Metre{5, 4} || plan.metre == Metre{7, 4} || plan.metre == Metre{7, 8};
  }
  for (int genre : taught_genres()) {
    EXPECT_GE(genres[genre], genre_family(genre) == genre ? 20 : 2)
        << genre_names()[static_cast<size_t>(genre)];
  }
  for (int bpm = 50; bpm <= 200; ++bpm) EXPECT_TRUE(tempos.count(bpm)) << bpm;
  for (int count : tonics) EXPECT_NEAR(count, 4000 / 12, 80);
  EXPECT_GE(programs.size(), 105u);
  EXPECT_GE(odd, 300);
  EXPECT_GE(sizes.size(), 8u);
}

}  // namespace
}  // namespace continuo
