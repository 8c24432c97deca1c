// Electronic genres: synth pop to drum and bass, and drums alone. Programs are General MIDI numbers
// from 0.
#include "arrange/genre_rows.h"

namespace continuo {

using namespace rows;

std::vector<Genre> electronic_genres() {
  std::vector<Genre> rows;
  {
    Genre g;
    g.name = "synth pop";
    g.slowest = 84, g.typical = 114, g.fastest = 145;
    g.metres = {{k44, 13}, {k34, .5}, {k68, .6}, {k54, .6}, {k78, .6}, {k74, .5}};
    g.modes = {6, 6, 1, .1, .3, 1, .3, 0};
    g.chairs = {{R::kLead, .95, {81, 80, 87, 85, 62, 5, 54, 88, 73, 65}},
                {R::kChords, .9, {90, 62, 5, 81, 63, 4, 0, 27}},
                {R::kBass, 1, {38, 39, 38, 33, 87}},
                {R::kArpeggio, .65, {81, 80, 38, 90, 88, 5, 10}},
                {R::kPad, .65, {89, 50, 51, 91, 95, 48, 52}},
                {R::kCounter, .35, {80, 82, 54, 63, 98}},
                {R::kDrums, 1, {kDrumKit}}};
    g.soloists = {90, 5, 0, 81};
    g.sizes = {.4, .7, 1.3, 8};
    g.drums_chance = .93;
    g.drums = {D::kSynthPop};
    g.feel = straight(.3, 4);
    g.harmony = {H::kPop, H::kPop, H::kLoop};
    g.colour = 1;
    g.slow_harmony = .15;
    g.comping = {C::kBlock, C::kOffbeat, C::kStabs, C::kPulse, C::kLong};
    g.bass = {B::kEighths, B::kOctaves, B::kSixteenths, B::kSyncopated};
    g.forms = {F::kSong, F::kSong, F::kBuildUp, F::kShort};
    g.syncopation = .45, g.busy = .5, g.chromatic = .02;
    rows.push_back(g);
  }
  {
    Genre g;
    g.name = "techno";
    g.slowest = 120, g.typical = 132, g.fastest = 150;
    g.metres = {{k44, 14}, {k54, .4}, {k78, .6}, {k74, .5}, {k34, .4}, {k68, .3}};
    g.modes = {.8, 7, 2, 3, .1, .4, .8, 0};
    g.chairs = {{R::kLead, .7, {81, 80, 84, 87, 62, 12, 90}},
                {R::kChords, .8, {90, 81, 62, 50, 4, 63}},
                {R::kBass, 1, {38, 39, 38, 87}},
                {R::kArpeggio, .7, {81, 80, 39, 90, 11, 88}},
                {R::kPad, .55, {89, 95, 94, 92, 50, 93}},
                {R::kCounter, .2, {80, 98, 12, 85}},
                {R::kDrums, 1, {kDrumKit}}};
    g.soloists = {81, 90, 38};
    g.sizes = {.4, .8, 1.8, 7};
    g.drums_chance = .96;
    g.drums = {D::kTechno, D::kTechno, D::kFourOnFloor};
    g.feel = straight(.15, 3);
    g.harmony = {H::kLoop};
    g.colour = 1;
    g.slow_harmony = .6, g.fast_harmony = 0;
    g.comping = {C::kStabs, C::kOffbeat, C::kStabs, C::kLong};
    g.bass = {B::kOffbeat, B::kSixteenths, B::kPedal, B::kSyncopated};
    g.forms = {F::kBuildUp, F::kBuildUp, F::kLoop};
    g.syncopation = .6, g.busy = .45, g.chromatic = 0;
    g.melodic = .65;
    rows.push_back(g);
  }
  {
    Genre g;
    g.name = "house";
    g.slowest = 114, g.typical = 124, g.fastest = 132;
    g.metres = {{k44, 14}, {k54, .4}, {k78, .5}, {k74, .4}, {k34, .3}, {k68, .3}};
    g.modes = {2.5, 6, 2.5, .3, .2, .8, .2, 0};
    g.chairs = {{R::kLead, .8, {81, 53, 65, 0, 85, 11, 73, 54}},
                {R::kChords, 1, {0, 4, 16, 90, 17, 5, 1}},
                {R::kBass, 1, {38, 39, 33, 38}},
                {R::kArpeggio, .4, {81, 80, 11, 88, 12}},
                {R::kPad, .6, {89, 50, 48, 95, 91}},
                {R::kCounter, .25, {54, 61, 11, 82}},
                {R::kDrums, 1, {kDrumKit}}};
    g.soloists = {0, 4, 90};
    g.sizes = {.3, .6, 1.6, 8};
    g.drums_chance = .96;
    g.drums = {D::kFourOnFloor};
    g.feel = swung(.54, .3, true);
    g.harmony = {H::kLoop, H::kLoop, H::kPop};
    g.colour = 3;
    g.slow_harmony = .3, g.fast_harmony = .05;
    g.comping = {C::kOffbeat, C::kStabs, C::kOffbeat};
    g.bass = {B::kOffbeat, B::kSyncopated, B::kOctaves};
    g.forms = {F::kBuildUp, F::kBuildUp, F::kLoop, F::kSong};
    g.syncopation = .6, g.busy = .42, g.chromatic = .02;
    g.melodic = .75;
    rows.push_back(g);
  }
  {
    Genre g;
    g.name = "lo-fi";
    g.slowest = 62, g.typical = 80, g.fastest = 96;
    g.metres = {{k44, 12}, {k34, 1}, {k68, .6}, {k54, .6}, {k78, .5}, {k74, .5}};
    g.modes = {6, 5, 2.5, 0, .8, .5, .1, 0};
    g.chairs = {{R::kLead, .85, {4, 11, 0, 24, 73, 26, 10, 5, 12, 66, 79, 108}},
                {R::kChords, 1, {4, 0, 5, 26, 24, 11}},
                {R::kBass, .9, {33, 32, 38, 35}},
                {R::kPad, .45, {89, 49, 91, 48, 95}},
                {R::kArpeggio, .25, {24, 11, 10, 88, 46}},
                {R::kCounter, .25, {73, 11, 64, 26, 108}},
                {R::kDrums, .95, {kDrumKit}}};
    g.soloists = {4, 0, 24, 26};
    g.sizes = {1, 1, 2, 6};
    g.drums_chance = .85;
    g.drums = {D::kLofi};
    g.feel = swung(.58, 2.2, true, 2.5);
    g.harmony = {H::kJazz, H::kLoop, H::kJazz};
    g.colour = 3;
    g.comping = {C::kLaidBack};
    g.bass = {B::kSyncopated, B::kSubs, B::kRoots};
    g.forms = {F::kLoop, F::kLoop, F::kShort};
    g.syncopation = .5, g.busy = .35, g.chromatic = .06;
    g.melodic = .8;
    g.low_intensity = 1, g.high_intensity = 4;
    rows.push_back(g);
  }
  {
    Genre g;
    g.name = "hip hop";
    g.slowest = 68, g.typical = 90, g.fastest = 150;
    g.metres = {{k44, 13}, {k34, .5}, {k68, .4}, {k54, .5}, {k78, .5}, {k74, .5}};
    g.modes = {1.5, 7, 2, 1.5, .1, .3, 1, .3};
    g.chairs = {{R::kLead, .75, {0, 81, 11, 73, 56, 80, 48, 10, 14, 75}},
                {R::kChords, .85, {4, 0, 48, 90, 5, 24, 16}},
                {R::kBass, 1, {38, 39, 33, 32}},
                {R::kPad, .4, {52, 89, 49, 91}},
                {R::kArpeggio, .35, {10, 0, 24, 11, 88, 46}},
                {R::kCounter, .3, {45, 61, 73, 82}},
                {R::kDrums, 1, {kDrumKit}}};
    g.soloists = {0, 4};
    g.sizes = {.3, .8, 2.5, 6};
    g.drums_chance = .97;
    g.drums = {D::kHipHop, D::kTrap, D::kHipHop};
    g.feel = swung(.56, 1.3, true, 1.5);
    g.harmony = {H::kLoop, H::kPop, H::kLoop};
    g.colour = 1;
    g.slow_harmony = .35;
    g.comping = {C::kLaidBack, C::kLong, C::kStabs};
    g.bass = {B::kSubs, B::kSubs, B::kSyncopated};
    g.forms = {F::kLoop, F::kSong, F::kShort};
    g.syncopation = .5, g.busy = .42, g.chromatic = .03;
    g.melodic = .75;
    rows.push_back(g);
  }
  {
    Genre g;
    g.name = "ambient";
    g.slowest = 50, g.typical = 70, g.fastest = 100;
    g.metres = {{k44, 9}, {k34, 2}, {k68, 1.5}, {k54, .8}, {k78, .5}, {k74, .6}, {{6, 4}, .5}};
    g.modes = {5, 3.5, 2.5, .5, 3, 1.5, .2, 0};
    g.chairs = {{R::kPad, 1, {89, 95, 94, 91, 88, 92, 49, 52, 48}},
                {R::kLead, .6, {11, 10, 0, 73, 98, 14, 8, 4, 77, 99, 108, 42, 79}},
                {R::kArpeggio, .55, {46, 88, 10, 11, 4, 98, 108, 12}},
                {R::kChords, .3, {4, 0, 92, 88, 5}},
                {R::kBass, .45, {38, 32, 39, 43, 35}},
                {R::kCounter, .3, {42, 73, 69, 54, 60, 97}},
                {R::kDrums, .18, {kDrumKit}}};
    g.soloists = {88, 89, 0, 4, 46, 92, 19};
    g.sizes = {1.5, 2, 3, 4};
    g.drums_chance = .25;
    g.drums = {D::kAmbient};
    g.feel = straight(2.2, 6, .1);
    g.harmony = {H::kModal, H::kLoop, H::kCinematic};
    g.colour = 3;
    g.slow_harmony = .7, g.fast_harmony = 0;
    g.comping = {C::kLong};
    g.bass = {B::kPedal, B::kPedal, B::kRoots};
    g.forms = {F::kArch, F::kLoop, F::kShort};
    g.syncopation = .2, g.busy = .12, g.chromatic = 0;
    g.melodic = .75;
    g.low_intensity = 0, g.high_intensity = 4;
    rows.push_back(g);
  }
  {
    Genre g;
    g.name = "chiptune";
    g.slowest = 100, g.typical = 144, g.fastest = 200;
    g.metres = {{k44, 12}, {k34, 1}, {k68, 1}, {k54, .5}, {k78, .7}, {k74, .5}};
    g.modes = {8, 5, 1, .3, .5, 1, 1, 0};
    g.chairs = {{R::kLead, 1, {80, 80, 81, 82, 83}}, {R::kArpeggio, .8, {80, 81, 82, 83, 90}},
                {R::kBass, 1, {38, 87, 39, 80, 81}}, {R::kCounter, .45, {80, 81, 82, 83}},
                {R::kChords, .25, {80, 90, 62, 81}}, {R::kPad, .1, {90, 89}},
                {R::kDrums, .9, {kDrumKit}}};
    g.soloists = {80, 81, 82};
    g.sizes = {.6, 1.2, 2.5, 5};
    g.drums_chance = .85;
    g.drums = {D::kSynthPop, D::kRock, D::kPop};
    g.feel = straight(0, 2);
    g.harmony = {H::kPop, H::kClassical, H::kPop};
    g.colour = 0;
    g.fast_harmony = .2;
    g.comping = {C::kPulse, C::kStabs};
    g.bass = {B::kOctaves, B::kEighths, B::kSixteenths};
    g.forms = {F::kSong, F::kStrains, F::kLoop, F::kShort};
    g.syncopation = .4, g.busy = .7, g.chromatic = .06;
    g.low_intensity = 3, g.high_intensity = 7;
    rows.push_back(g);
  }
  {
    Genre g;
    g.name = "drum and bass";
    g.slowest = 158, g.typical = 172, g.fastest = 184;
    g.metres = {{k44, 14}, {k34, .4}, {k54, .5}, {k78, .6}, {k74, .5}, {k68, .3}};
    g.modes = {1.5, 7, 2.5, 1.5, .2, .4, .5, 0};
    g.chairs = {{R::kLead, .7, {81, 54, 4, 87, 11, 73, 62}},
                {R::kChords, .7, {4, 90, 5, 0, 50}},
                {R::kBass, 1, {38, 39, 39, 33}},
                {R::kPad, .75, {89, 95, 50, 91, 48, 94}},
                {R::kArpeggio, .4, {81, 88, 11, 80, 10}},
                {R::kCounter, .2, {54, 61, 82}},
                {R::kDrums, 1, {kDrumKit}}};
    g.soloists = {4, 81};
    g.sizes = {.2, .8, 2.5, 7};
    g.drums_chance = 1;
    g.drums = {D::kDrumAndBass};
    g.feel = straight(.3, 5);
    g.harmony = {H::kLoop, H::kLoop, H::kPop};
    g.colour = 2;
    g.slow_harmony = .55, g.fast_harmony = 0;
    g.comping = {C::kLong, C::kStabs, C::kLaidBack};
    g.bass = {B::kSubs, B::kSyncopated, B::kSubs};
    g.forms = {F::kBuildUp, F::kBuildUp, F::kLoop, F::kShort};
    g.syncopation = .5, g.busy = .35, g.chromatic = .01;
    g.melodic = .7;
    g.low_intensity = 2, g.high_intensity = 7;
    rows.push_back(g);
  }
  {
    Genre g;
    g.name = "drums";
    g.slowest = 70, g.typical = 112, g.fastest = 170;
    g.metres = {{k44, 9}, {k34, 1.5}, {k68, 1.5}, {k54, 1}, {k78, 1}, {k74, .8}, {k128, .6}};
    g.modes = {2, 4, 1, .5, .1, 1, .2, .5};
    g.chairs = {{R::kBass, .35, {33, 38, 34}}, {R::kLead, .1, {12, 114, 11, 13, 108}}};
    g.soloists = {kDrumKit};
    g.sizes = {6, 0, 0, 2};
    g.drums_chance = 1;
    g.drums = {D::kRock,  D::kFunk,  D::kSwing, D::kSamba,  D::kHipHop,      D::kPop,
               D::kDisco, D::kMarch, D::kBossa, D::kReggae, D::kDrumAndBass, D::kMetal};
    g.feel = straight(1, 7);
    g.harmony = {H::kModal, H::kLoop};
    g.comping = {C::kStabs};
    g.bass = {B::kFunk, B::kSyncopated, B::kEighths};
    g.forms = {F::kLoop, F::kShort, F::kSong};
    rows.push_back(g);
  }
  return rows;
}

}  // namespace continuo
