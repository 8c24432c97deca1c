// Sub-styles of jazz, blues, ragtime and funk, with swing and gospel. Programs are General MIDI
// numbers from 0.
#include "arrange/genre_rows.h"

namespace continuo {

using namespace rows;

void add_jazz_and_soul(RowBook& book) {
  {
    Genre& g = book.like("jazz", "bebop");
    pace(g, 180, 224, 290);
    g.metres = {{k44, 14}, {k34, .5}, {k54, .3}};
    seat(g, R::kLead, {65, 56, 66, 0, 59}, 1);
    seat(g, R::kChords, {0, 0, 26}, 1);
    seat(g, R::kBass, {32}, 1);
    seat(g, R::kCounter, {56, 66, 57}, .35);
    leave(g, R::kPad);
    g.drums = {D::kBebop};
    g.drums_chance = .92;
    g.feel = swung(.6, 1.4);
    g.forms = {F::kChoruses};
    g.syncopation = .6, g.busy = .9, g.chromatic = .38;
    g.low_intensity = 3, g.high_intensity = 7;
  }
  {
    Genre& g = book.like("jazz", "cool jazz");
    pace(g, 84, 116, 152);
    g.metres = {{k44, 9}, {k34, 1.5}, {k54, 2}, {k98, .5}};
    seat(g, R::kLead, {65, 59, 67, 64, 73, 60, 66}, 1);
    seat(g, R::kChords, {0, 11, 26}, .9);
    seat(g, R::kCounter, {67, 60, 57}, .5);
    g.drums = {D::kBrushes, D::kBrushes, D::kSwing};
    g.feel = swung(.62, 1.5, false, 1.5);
    g.comping = {C::kSwing, C::kLaidBack};
    g.syncopation = .5, g.busy = .42, g.chromatic = .15;
    g.low_intensity = 1, g.high_intensity = 4;
  }
  {
    // The Hot Club: no drums, two guitars, violin or clarinet.
    Genre& g = book.like("jazz", "gypsy jazz");
    pace(g, 110, 184, 250);
    g.metres = {{k44, 12}, {k34, 1.5}};
    g.modes = {6, 5, .3, 0, 0, .3, 1.5, .3};
    g.chairs = {{R::kLead, 1, {26, 40, 71, 25, 21}},
                {R::kChords, 1, {25, 25, 24}},
                {R::kBass, .95, {32}},
                {R::kCounter, .45, {40, 71, 21}}};
    g.soloists = {25, 26};
    g.drums_chance = 0;
    g.feel = swung(.63, 1.2);
    g.comping = {C::kPompe};
    g.bass = {B::kRootFifth, B::kWalking};
    g.syncopation = .5, g.busy = .78, g.chromatic = .3;
    g.low_intensity = 2, g.high_intensity = 6;
  }
  {
    Genre& g = book.like("jazz", "latin jazz");
    pace(g, 120, 184, 230);
    g.metres = {{k44, 12}, {k68, .6}, {k54, .4}};
    g.modes = {4, 5, 3, .1, .1, 1, .5, .2};
    seat(g, R::kLead, {56, 73, 66, 65, 57, 0, 11}, 1);
    seat(g, R::kChords, {0, 0, 11, 26}, 1);
    seat(g, R::kBass, {32, 33}, 1);
    g.drums = {D::kLatinJazz, D::kLatinJazz, D::kSalsa};
    g.drums_chance = .95;
    g.feel = straight(1.3, 7);
    g.harmony = {H::kJazz, H::kSalsa};
    g.comping = {C::kMontuno, C::kMontuno, C::kBossa};
    g.bass = {B::kTumbao, B::kTumbao, B::kBossa};
    g.syncopation = .7, g.busy = .6;
    g.low_intensity = 2, g.high_intensity = 7;
  }
  {
    Genre& g = book.like("jazz", "smooth jazz");
    pace(g, 72, 94, 112);
    g.metres = {{k44, 14}, {k68, .5}};
    seat(g, R::kLead, {64, 65, 27, 26, 73, 4}, 1);
    seat(g, R::kChords, {4, 5, 27, 0}, 1);
    seat(g, R::kBass, {35, 33, 36}, 1);
    seat(g, R::kPad, {89, 48, 50, 54}, .6);
    g.drums = {D::kNeoSoul, D::kSoul, D::kPop};
    g.drums_chance = .95;
    g.feel = swung(.54, 1.2, true, 1);
    g.harmony = {H::kJazz, H::kSoul, H::kSoul};
    g.comping = {C::kLaidBack, C::kFunk};
    g.bass = {B::kSyncopated, B::kFunk, B::kMotown};
    g.forms = {F::kSong, F::kShort};
    g.syncopation = .5, g.busy = .5, g.chromatic = .1;
    g.low_intensity = 2, g.high_intensity = 5;
  }
  {
    // New Orleans, 1920: the front line improvises together.
    Genre& g = book.like("jazz", "dixieland");
    pace(g, 120, 184, 240);
    g.metres = {{k44, 10}, {k24, 3}};
    g.modes = {10, 2, 0, 0, 0, .3, .2, 1};
    g.chairs = {{R::kLead, 1, {56}},          {R::kCounter, .95, {71}}, {R::kCounter, .9, {57}},
                {R::kChords, 1, {105, 0, 3}}, {R::kBass, 1, {58, 32}},  {R::kLead, .2, {64}},
                {R::kDrums, 1, {kDrumKit}}};
    g.soloists = {56, 105, 3};
    g.sizes = {.3, .4, 1.5, 8};
    g.drums = {D::kSecondLine, D::kSecondLine, D::kSwing};
    g.drums_chance = .92;
    g.feel = swung(.6, 1.6);
    g.harmony = {H::kRagtime, H::kJazz, H::kBlues};
    g.colour = 1;
    g.comping = {C::kStride, C::kPompe};
    g.bass = {B::kRootFifth, B::kRootFifth, B::kWalking};
    g.syncopation = .65, g.busy = .66;
    g.low_intensity = 3, g.high_intensity = 7;
  }
  {
    Genre& g = book.like("jazz", "jazz fusion");
    pace(g, 92, 126, 180);
    g.metres = {{k44, 9}, {k78, 1.5}, {k54, 1.2}, {k74, 1}, {k68, .6}, {{11, 8}, .5}};
    g.modes = {3, 4, 5, .6, 2, 3, .3, .6};
    seat(g, R::kLead, {81, 29, 65, 64, 84, 4, 27}, 1);
    seat(g, R::kChords, {4, 5, 27, 7, 90}, 1);
    seat(g, R::kBass, {35, 33, 36}, 1);
    seat(g, R::kPad, {89, 50, 95}, .35);
    g.drums = {D::kFunk, D::kFunk, D::kSoul, D::kBreakbeat};
    g.drums_chance = .97;
    g.feel = straight(1, 6);
    g.harmony = {H::kModal, H::kJazz};
    g.comping = {C::kFunk, C::kStabs, C::kLaidBack};
    g.bass = {B::kFunk, B::kFunk, B::kSyncopated};
    g.syncopation = .7, g.busy = .75, g.chromatic = .18;
    g.low_intensity = 3, g.high_intensity = 7;
  }
  {
    Genre& g = book.family("jazz", "swing");
    pace(g, 120, 160, 220);
    g.metres = {{k44, 14}, {k34, .4}};
    g.modes = {9, 3, .3, 0, 0, .5, .3, 1.5};
    seat(g, R::kLead, {71, 65, 66, 56, 57, 11, 0}, 1);
    seat(g, R::kChords, {0, 0, 26}, 1);
    seat(g, R::kBass, {32}, 1);
    seat(g, R::kCounter, {56, 57, 66, 61}, .6);
    g.drums = {D::kBigBand, D::kSwing};
    g.drums_chance = .92;
    g.feel = swung(.65, 1.4);
    g.colour = 2;
    g.comping = {C::kPompe, C::kSwing, C::kPompe};
    g.bass = {B::kWalking};
    g.syncopation = .65, g.busy = .55;
    g.low_intensity = 3, g.high_intensity = 6;
  }
  {
    Genre& g = book.like("swing", "big band");
    pace(g, 112, 152, 208);
    g.chairs = {{R::kLead, 1, {61, 56, 66, 57}}, {R::kLead, .5, {65, 56, 57}},
                {R::kChords, 1, {0, 0, 26}},     {R::kBass, 1, {32}},
                {R::kCounter, .9, {61, 66, 57}}, {R::kCounter, .6, {67, 57, 65}},
                {R::kPad, .25, {61, 57, 66}},    {R::kDrums, 1, {kDrumKit}}};
    g.sizes = {.2, .3, .8, 9};
    g.drums = {D::kBigBand};
    g.drums_chance = .98;
    g.comping = {C::kPompe, C::kSwing, C::kStabs};
    g.low_intensity = 3, g.high_intensity = 7;
  }
  {
    Genre& g = book.like("swing", "electro swing");
    pace(g, 112, 126, 134);
    g.modes = {3, 8, .5, 0, 0, .3, 1, .6};
    seat(g, R::kLead, {71, 59, 56, 65, 81}, .95);
    seat(g, R::kChords, {0, 26, 3}, 1);
    seat(g, R::kBass, {32, 38, 39}, 1);
    g.chairs.push_back({R::kArpeggio, .3, {81, 80}});
    g.drums = {D::kFourOnFloor, D::kDeepHouse};
    g.drums_chance = 1;
    g.feel = swung(.6, .4, true);
    g.harmony = {H::kRagtime, H::kLoop, H::kPop};
    g.comping = {C::kPompe, C::kOffbeat};
    g.bass = {B::kWalking, B::kRootFifth, B::kOffbeat};
    g.forms = {F::kBuildUp, F::kSong, F::kLoop};
    g.low_intensity = 3, g.high_intensity = 7;
  }
  {
    Genre& g = book.like("ragtime", "stride piano");
    pace(g, 120, 176, 240);
    g.metres = {{k44, 10}, {k24, 2}};
    g.modes = {9, 2, 0, 0, 0, .4, .3, 1};
    g.chairs = {{R::kLead, 1, {0, 0, 3}},
                {R::kChords, .3, {26, 105}},
                {R::kBass, .25, {32, 58}},
                {R::kDrums, .2, {kDrumKit}}};
    g.soloists = {0, 0, 0, 3};
    g.sizes = {9, .6, .6, .3};
    g.drums_chance = .15;
    g.drums = {D::kBrushes};
    g.feel = swung(.6, 1.3);
    g.harmony = {H::kRagtime, H::kJazz};
    g.comping = {C::kStride};
    g.syncopation = .7, g.busy = .8, g.chromatic = .28;
    g.low_intensity = 4, g.high_intensity = 7;
  }
  {
    // One guitar and what is at hand.
    Genre& g = book.like("blues", "delta blues");
    pace(g, 62, 92, 132);
    g.metres = {{k44, 10}, {k128, 1.5}};
    g.modes = {2, 1, .3, 0, 0, 1, 0, 10};
    g.chairs = {{R::kLead, 1, {25, 25, 22, 24}},
                {R::kChords, .7, {25, 24}},
                {R::kCounter, .2, {22}},
                {R::kDrums, .15, {kDrumKit}}};
    g.soloists = {25, 25, 25, 24};
    g.sizes = {7, 3, .6, .3};
    g.drums_chance = .12;
    g.drums = {D::kStomp};
    g.feel = swung(.63, 2.4, false, 1);
    g.colour = 1;
    g.comping = {C::kFingerpick, C::kBoogie};
    g.bass = {B::kStomp};
    g.busy = .48, g.chromatic = .12;
    g.low_intensity = 1, g.high_intensity = 5;
  }
  {
    Genre& g = book.like("blues", "chicago blues");
    pace(g, 88, 116, 148);
    g.metres = {{k44, 12}, {k128, 1}};
    seat(g, R::kLead, {22, 27, 29, 66}, 1);
    seat(g, R::kChords, {27, 0, 16, 29}, 1);
    seat(g, R::kBass, {33, 32}, 1);
    g.sizes = {.4, .6, 1.5, 8};
    g.drums = {D::kShuffle};
    g.drums_chance = .97;
    g.comping = {C::kBoogie, C::kBoogie, C::kStabs};
    g.bass = {B::kBoogie, B::kWalking, B::kBoogie};
    g.low_intensity = 3, g.high_intensity = 7;
  }
  {
    Genre& g = book.like("blues", "boogie-woogie");
    pace(g, 120, 164, 210);
    g.metres = {{k44, 14}};
    g.modes = {7, .5, 0, 0, 0, 1, 0, 5};
    g.chairs = {{R::kLead, 1, {0, 3, 1}},
                {R::kChords, .4, {26, 25}},
                {R::kBass, .5, {32}},
                {R::kDrums, .4, {kDrumKit}}};
    g.soloists = {0, 0, 3};
    g.sizes = {7, 1, 1.5, 1.2};
    g.drums = {D::kShuffle, D::kBrushes};
    g.drums_chance = .4;
    g.comping = {C::kBoogie};
    g.bass = {B::kBoogie};
    g.syncopation = .6, g.busy = .75;
    g.low_intensity = 4, g.high_intensity = 7;
  }
  {
    Genre& g = book.family("blues", "gospel");
    pace(g, 56, 84, 128);
    g.metres = {{k44, 7}, {k128, 3}, {k68, 3.5}, {k34, 1}};
    g.modes = {11, 1.5, .2, 0, 0, 1, .1, .8};
    g.chairs = {{R::kLead, 1, {52, 53, 54, 65, 0, 16}},
                {R::kChords, 1, {0, 0, 16, 18}},
                {R::kPad, .7, {52, 16, 18}},
                {R::kBass, .9, {33, 38}},
                {R::kCounter, .3, {16, 27, 52, 53}},
                {R::kDrums, .85, {kDrumKit}}};
    g.soloists = {0, 0, 16, 52};
    g.sizes = {1.5, 1.5, 2, 6};
    g.drums = {D::kBallad, D::kSoul, D::kShuffle};
    g.drums_chance = .8;
    g.feel = swung(.6, 1.6, false, 1);
    g.harmony = {H::kGospel};
    g.colour = 2;
    g.fast_harmony = .2;
    g.comping = {C::kGospel, C::kGospel, C::kTriplets};
    g.bass = {B::kGospel};
    g.forms = {F::kSong, F::kBallad, F::kStrains};
    g.syncopation = .4, g.busy = .45, g.chromatic = .12;
    g.low_intensity = 2, g.high_intensity = 7;
  }
  {
    // Praise break: as fast as hands can clap.
    Genre& g = book.like("gospel", "gospel shout");
    pace(g, 132, 164, 200);
    g.metres = {{k44, 10}, {k24, 3}};
    seat(g, R::kChords, {16, 0, 18}, 1);
    seat(g, R::kBass, {33, 38}, 1);
    g.drums = {D::kShout};
    g.drums_chance = 1;
    g.feel = straight(1.2, 7);
    g.bass = {B::kWalking, B::kGospel};
    g.forms = {F::kLoop, F::kSong, F::kChoruses};
    g.syncopation = .6, g.busy = .6;
    g.low_intensity = 4, g.high_intensity = 7;
  }
  {
    Genre& g = book.like("funk", "soul");
    pace(g, 66, 96, 124);
    g.metres = {{k44, 10}, {k68, 1.5}, {k128, 1}, {k34, .4}};
    g.modes = {7, 5, 1, 0, 0, 1, 0, .5};
    seat(g, R::kLead, {66, 65, 53, 56, 27, 52}, .95);
    seat(g, R::kChords, {16, 0, 4, 27}, 1);
    seat(g, R::kBass, {33}, 1);
    seat(g, R::kCounter, {61, 66, 56}, .6);
    seat(g, R::kPad, {16, 48, 52}, .4);
    g.drums = {D::kSoul};
    g.feel = swung(.54, 1.5, true, 1);
    g.harmony = {H::kSoul, H::kSoul, H::kGospel};
    g.colour = 2;
    g.slow_harmony = .15;
    g.comping = {C::kBackbeat, C::kGospel};
    g.bass = {B::kMotown, B::kSyncopated, B::kMelodic};
    g.forms = {F::kSong, F::kSong, F::kShort};
    g.syncopation = .45, g.busy = .45;
    g.low_intensity = 2, g.high_intensity = 6;
  }
  {
    Genre& g = book.like("soul", "motown");
    pace(g, 104, 122, 140);
    g.metres = {{k44, 14}};
    g.modes = {10, 3, 0, 0, 0, .6, 0, 0};
    seat(g, R::kLead, {53, 65, 66, 52, 11}, 1);
    seat(g, R::kChords, {27, 0, 16}, 1);
    seat(g, R::kPad, {48, 49}, .7);
    seat(g, R::kCounter, {61, 66, 67, 11}, .7);
    g.drums = {D::kMotown};
    g.drums_chance = 1;
    g.feel = swung(.53, 1.2);
    g.harmony = {H::kSoul, H::kDooWop};
    g.colour = 1;
    g.comping = {C::kBackbeat};
    g.bass = {B::kMotown};
    g.low_intensity = 3, g.high_intensity = 7;
  }
  {
    Genre& g = book.like("soul", "neo soul");
    pace(g, 64, 82, 98);
    g.modes = {5, 6, 3, 0, .4, .8, 0, 0};
    seat(g, R::kLead, {53, 4, 27, 64, 73, 26}, .9);
    seat(g, R::kChords, {4, 4, 5, 26}, 1);
    seat(g, R::kBass, {33, 35, 38}, 1);
    seat(g, R::kPad, {89, 49, 52}, .4);
    seat(g, R::kCounter, {27, 73, 11, 59}, .35);
    g.drums = {D::kNeoSoul};
    g.drums_chance = .95;
    g.feel = swung(.58, 2, true, 3);
    g.harmony = {H::kSoul, H::kJazz};
    g.colour = 3;
    g.comping = {C::kLaidBack};
    g.bass = {B::kSyncopated, B::kDeep};
    g.forms = {F::kLoop, F::kSong};
    g.low_intensity = 1, g.high_intensity = 5;
  }
  {
    Genre& g = book.like("neo soul", "r&b");
    pace(g, 60, 78, 110);
    g.modes = {5, 7, 1, 0, 0, .5, 0, 0};
    seat(g, R::kLead, {53, 54, 85, 4, 24}, .95);
    seat(g, R::kChords, {4, 5, 0, 24, 90}, 1);
    seat(g, R::kBass, {38, 39, 33}, 1);
    seat(g, R::kPad, {89, 50, 91, 52}, .65);
    g.drums = {D::kTrap, D::kHipHop, D::kSoul};
    g.feel = swung(.54, .9, true, 1.5);
    g.harmony = {H::kSoul, H::kPop};
    g.bass = {B::kSubs, B::kSyncopated};
    g.comping = {C::kLaidBack, C::kBroken};
    g.forms = {F::kSong, F::kBallad};
    g.low_intensity = 2, g.high_intensity = 6;
  }
}

}  // namespace continuo
