#include "synth/mix.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <numeric>

#include "score/instrument.h"

namespace continuo {
namespace {

const Seat& seat_of(const std::vector<Seat>& all, int program) {
  for (const Seat& seat : all) {
    if (seat.program == program) return seat;
  }
  throw std::out_of_range("no such seat");
}

TEST(Mix, BassAndDrumsStandInTheCentre) {
  const std::vector<Seat> all =
      seats({{0, Role::kChords}, {33, Role::kBass}, {56, Role::kLead}, {kDrumKit, Role::kDrums}});
  EXPECT_EQ(seat_of(all, 33).pan, 64);
  EXPECT_EQ(seat_of(all, kDrumKit).pan, 64);
  EXPECT_LE(std::abs(seat_of(all, 56).pan - 64), 10);
  EXPECT_GE(std::abs(seat_of(all, 0).pan - 64), 15);
  EXPECT_LT(seat_of(all, 33).reverb, seat_of(all, 0).reverb);
}

TEST(Mix, ASoloistStandsInTheCentre) {
  for (int role = 0; role < kRoleCount; ++role)
    EXPECT_EQ(seats({{24, static_cast<Role>(role)}})[0].pan, 64);
}

TEST(Mix, BothSidesWeighTheSame) {
  for (int count = 2; count <= 40; ++count) {
    std::vector<PlanPart> parts;
    for (int i = 0; i < count; ++i)
      parts.push_back({i * 3, i % 3 == 0 ? Role::kPad : Role::kChords});
    const std::vector<Seat> all = seats(parts);
    const int sum = std::accumulate(all.begin(), all.end(), 0,
                                    [](int total, const Seat& s) { return total + s.pan - 64; });
    EXPECT_LE(std::abs(sum), 64 * (count % 2) + count) << count;
    for (const Seat& seat : all) {
      EXPECT_GE(seat.pan, 20);
      EXPECT_LE(seat.pan, 108);
    }
  }
}

TEST(Mix, EveryControllerIsInRangeForEveryProgramAndRole) {
  for (int program = 0; program <= kDrumKit; ++program) {
    for (int role = 0; role < kRoleCount; ++role) {
      const Seat seat = seats({{program, static_cast<Role>(role)}})[0];
      EXPECT_EQ(seat.program, program);
      for (const int value : {seat.volume, seat.pan, seat.reverb, seat.chorus}) {
        EXPECT_GE(value, 0);
        EXPECT_LE(value, 127);
      }
      EXPECT_GE(seat.volume, 25);
    }
  }
}

TEST(Mix, LoudInstrumentsAreTurnedDownAndLeadsStandOut) {
  const auto volume = [](int program, Role role) { return seats({{program, role}})[0].volume; };
  EXPECT_LT(volume(85, Role::kLead), volume(0, Role::kLead) - 15);  // a synth lead against a piano
  for (const Role role : {Role::kCounter, Role::kChords, Role::kArpeggio, Role::kPad}) {
    EXPECT_LT(volume(0, role), volume(0, Role::kLead));
  }
  EXPECT_LT(volume(48, Role::kPad), volume(48, Role::kChords));
}

TEST(Mix, PlayersSitWhereTheirLikeSit) {
  const std::vector<Seat> all = seats({{24, Role::kChords},
                                       {40, Role::kPad},
                                       {42, Role::kPad},
                                       {46, Role::kArpeggio},
                                       {57, Role::kCounter},
                                       {73, Role::kLead}});
  EXPECT_LT(seat_of(all, 46).pan, seat_of(all, 40).pan);  // the harp outside the violins
  EXPECT_LT(seat_of(all, 40).pan, seat_of(all, 42).pan);  // violins left of cellos
  EXPECT_LT(seat_of(all, 42).pan, seat_of(all, 57).pan);  // brass on the right
  EXPECT_LT(seat_of(all, 24).pan, 64);
}

TEST(Mix, RoomsFollowTheGenre) {
  const auto reverb = [](const char* genre) {
    return seats({{0, Role::kChords}}, genre_code(genre))[0].reverb;
  };
  EXPECT_LT(reverb("techno"), reverb("jazz"));
  EXPECT_LT(reverb("jazz"), reverb("orchestral"));
  EXPECT_LT(room_for(genre_code("metal")).size, room_for(genre_code("choral")).size);
  EXPECT_EQ(room_for(-1), Room{});
  EXPECT_EQ(room_for(100000), Room{});
}

TEST(Mix, KitsFollowTheGenre) {
  EXPECT_EQ(drum_kit_for(0), 0);
  EXPECT_EQ(drum_kit_for(-1), 0);
  EXPECT_EQ(drum_kit_for(100000), 0);
  const int jazz = genre_code("jazz");
  ASSERT_GT(jazz, 0);
  EXPECT_EQ(drum_kit_for(jazz), 32);
  EXPECT_EQ(drum_kit_for(genre_code("metal")), 16);
  EXPECT_EQ(drum_kit_for(genre_code("funk")), 0);
}

}  // namespace
}  // namespace continuo
