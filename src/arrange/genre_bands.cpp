// Bands: rock to bossa nova. Programs are General MIDI numbers from 0.
#include "arrange/genre_rows.h"

namespace continuo {

using namespace rows;

std::vector<Genre> band_genres() {
  std::vector<Genre> rows;
  {
    Genre g;
    g.name = "rock";
    g.slowest = 80, g.typical = 124, g.fastest = 180;
    g.metres = {{k44, 12}, {k68, .8}, {k34, .5}, {k54, .5}, {k78, .7}, {k74, .5}, {k128, .4}};
    g.modes = {5, 5, 1, .3, .1, 2, .3, 1};
    g.chairs = {{R::kLead, .95, {29, 30, 27, 18, 65, 84, 0, 81}},
                {R::kChords, 1, {29, 27, 30, 25, 18, 0}},
                {R::kBass, 1, {33, 34, 34, 33, 36}},
                {R::kPad, .25, {18, 16, 48, 89}},
                {R::kArpeggio, .2, {27, 28, 25}},
                {R::kCounter, .25, {27, 29, 61, 18}},
                {R::kDrums, 1, {kDrumKit}}};
    g.soloists = {25, 29, 0, 27, 30};
    g.sizes = {.7, .8, 1.6, 7};
    g.drums_chance = .93;
    g.drums = {D::kRock};
    g.feel = straight(1.2, 6);
    g.harmony = {H::kRock, H::kRock, H::kPop};
    g.colour = 0;
    g.comping = {C::kPowerEighths, C::kPowerEighths, C::kStrum, C::kBlock};
    g.bass = {B::kEighths, B::kEighths, B::kRoots, B::kSyncopated};
    g.forms = {F::kSong, F::kSong, F::kShort};
    g.syncopation = .4, g.busy = .5, g.chromatic = .04;
    g.low_intensity = 3, g.high_intensity = 7;
    rows.push_back(g);
  }
  {
    Genre g;
    g.name = "metal";
    g.slowest = 90, g.typical = 150, g.fastest = 220;
    g.metres = {{k44, 10}, {k34, .5}, {k68, .6}, {k54, .7}, {k78, 1.2}, {k74, .7}};
    g.modes = {.5, 6, 1, 3, .2, .2, 3, .5};
    g.chairs = {{R::kLead, .9, {30, 29, 81, 84}}, {R::kChords, 1, {30, 30, 29}},
                {R::kBass, 1, {34, 33, 34}},      {R::kPad, .25, {52, 48, 50, 19}},
                {R::kCounter, .25, {29, 30, 48}}, {R::kDrums, 1, {kDrumKit}}};
    g.soloists = {30, 29, 25};
    g.sizes = {.6, .8, 2, 6};
    g.drums_chance = .95;
    g.drums = {D::kMetal};
    g.feel = straight(.7, 5);
    g.harmony = {H::kRock, H::kCinematic, H::kRock};
    g.colour = 0;
    g.comping = {C::kChug, C::kChug, C::kPowerEighths};
    g.bass = {B::kEighths, B::kSixteenths};
    g.forms = {F::kSong, F::kSong, F::kArch, F::kShort};
    g.syncopation = .3, g.busy = .62, g.chromatic = .08;
    g.low_intensity = 4, g.high_intensity = 7;
    rows.push_back(g);
  }
  {
    Genre g;
    g.name = "pop ballad";
    g.slowest = 54, g.typical = 74, g.fastest = 100;
    g.metres = {{k44, 10}, {k68, 2}, {k34, 1}, {k128, 1}, {k54, .4}, {k74, .3}, {k78, .3}};
    g.modes = {9, 4, .4, 0, .2, .6, .3, 0};
    g.chairs = {{R::kLead, 1, {0, 73, 40, 66, 53, 27, 11, 42, 68, 64, 22, 24}},
                {R::kChords, 1, {0, 0, 4, 5, 25, 24}},
                {R::kBass, .75, {33, 35, 32}},
                {R::kPad, .6, {48, 49, 89, 50, 52}},
                {R::kCounter, .3, {42, 60, 40, 27}},
                {R::kArpeggio, .25, {24, 46, 10, 88, 25}},
                {R::kDrums, .7, {kDrumKit}}};
    g.soloists = {0, 0, 24, 4, 25, 46};
    g.sizes = {2, 1.5, 1.5, 5};
    g.drums_chance = .65;
    g.drums = {D::kBallad};
    g.feel = straight(1.5, 6, .15);
    g.harmony = {H::kPop};
    g.colour = 1;
    g.comping = {C::kBroken, C::kBroken, C::kBlock, C::kFingerpick};
    g.bass = {B::kRoots, B::kSyncopated, B::kMelodic};
    g.forms = {F::kBallad, F::kSong, F::kShort};
    g.syncopation = .3, g.busy = .4, g.chromatic = .04;
    g.low_intensity = 1, g.high_intensity = 6;
    rows.push_back(g);
  }
  {
    Genre g;
    g.name = "funk";
    g.slowest = 84, g.typical = 106, g.fastest = 132;
    g.metres = {{k44, 12}, {k54, .5}, {k78, .6}, {k74, .5}, {k34, .3}, {k68, .4}};
    g.modes = {1.5, 3, 5, .1, .1, 3, 0, 2};
    g.chairs = {{R::kLead, .85, {65, 61, 66, 56, 27, 81, 7, 18, 73}},
                {R::kChords, 1, {27, 28, 7, 4, 16, 17}},
                {R::kBass, 1, {36, 33, 37, 33, 38}},
                {R::kCounter, .45, {61, 57, 66, 62, 7}},
                {R::kPad, .2, {16, 50, 4}},
                {R::kDrums, 1, {kDrumKit}}};
    g.soloists = {27, 4, 7};
    g.sizes = {.5, .8, 2, 7};
    g.drums_chance = .95;
    g.drums = {D::kFunk};
    g.feel = swung(.55, 1.2, true);
    g.harmony = {H::kModal, H::kBlues, H::kPop};
    g.colour = 3;
    g.slow_harmony = .4;
    g.comping = {C::kFunk, C::kFunk, C::kStabs};
    g.bass = {B::kFunk};
    g.forms = {F::kSong, F::kLoop, F::kChoruses, F::kShort};
    g.syncopation = .75, g.busy = .55, g.chromatic = .1;
    g.low_intensity = 3, g.high_intensity = 7;
    rows.push_back(g);
  }
  {
    Genre g;
    g.name = "disco";
    g.slowest = 104, g.typical = 118, g.fastest = 134;
    g.metres = {{k44, 14}, {k54, .4}, {k78, .5}, {k74, .4}, {k34, .3}, {k68, .3}};
    g.modes = {4, 6, 2, 0, 0, .8, .4, .2};
    g.chairs = {{R::kLead, .95, {48, 53, 61, 73, 81, 65, 56, 85}},
                {R::kChords, 1, {27, 0, 4, 28, 5}},
                {R::kBass, 1, {33, 38, 36, 33}},
                {R::kPad, .6, {48, 50, 51, 90}},
                {R::kCounter, .45, {61, 48, 57, 11}},
                {R::kArpeggio, .2, {27, 81, 7}},
                {R::kDrums, 1, {kDrumKit}}};
    g.soloists = {0, 4};
    g.sizes = {.3, .5, 1.2, 8};
    g.drums_chance = .95;
    g.drums = {D::kDisco};
    g.feel = straight(.9, 5);
    g.harmony = {H::kPop, H::kLoop};
    g.colour = 2;
    g.comping = {C::kOffbeat, C::kFunk, C::kBlock};
    g.bass = {B::kOctaves, B::kOctaves, B::kFunk};
    g.forms = {F::kSong, F::kSong, F::kBuildUp, F::kShort};
    g.syncopation = .5, g.busy = .5, g.chromatic = .05;
    g.low_intensity = 3, g.high_intensity = 7;
    rows.push_back(g);
  }
  {
    Genre g;
    g.name = "reggae";
    g.slowest = 62, g.typical = 78, g.fastest = 100;
    g.metres = {{k44, 13}, {k68, .4}, {k34, .4}, {k54, .4}, {k74, .4}, {k78, .4}};
    g.modes = {6, 5, 1.5, .1, 0, 1, .1, .2};
    g.chairs = {{R::kLead, .95, {22, 27, 16, 57, 66, 73, 56, 114, 53}},
                {R::kChords, 1, {27, 0, 16, 28, 4}},
                {R::kBass, 1, {33, 32, 38, 35}},
                {R::kCounter, .4, {61, 57, 17, 66, 22}},
                {R::kPad, .25, {16, 18, 89}},
                {R::kDrums, 1, {kDrumKit}}};
    g.soloists = {25, 27, 0};
    g.sizes = {.4, .7, 1.6, 7};
    g.drums_chance = .95;
    g.drums = {D::kReggae};
    g.feel = swung(.57, 1.6, false, 1.5);
    g.harmony = {H::kPop, H::kFolk, H::kLoop};
    g.colour = 1;
    g.comping = {C::kSkank};
    g.bass = {B::kReggae};
    g.forms = {F::kSong, F::kLoop, F::kShort};
    g.syncopation = .5, g.busy = .4, g.chromatic = .03;
    rows.push_back(g);
  }
  {
    Genre g;
    g.name = "bossa nova";
    g.slowest = 96, g.typical = 128, g.fastest = 168;
    g.metres = {{k44, 11}, {k24, 1}, {k34, .7}, {k54, .7}, {k74, .4}, {k78, .5}, {k68, .4}};
    g.modes = {7, 5, 1.5, 0, .6, .5, .5, 0};
    g.chairs = {{R::kLead, 1, {73, 66, 24, 0, 11, 64, 22, 53, 71, 57, 21}},
                {R::kChords, 1, {24, 24, 26, 0, 4, 11}},
                {R::kBass, .9, {32, 33, 35}},
                {R::kCounter, .3, {73, 66, 42, 57, 11}},
                {R::kPad, .25, {48, 49, 53}},
                {R::kDrums, .8, {kDrumKit}}};
    g.soloists = {24, 24, 24, 0, 26, 4};
    g.sizes = {2, 2, 2, 5};
    g.drums_chance = .75;
    g.drums = {D::kBossa, D::kBossa, D::kSamba};
    g.feel = straight(1.4, 6);
    g.harmony = {H::kJazz};
    g.colour = 3;
    g.slow_harmony = .2;
    g.comping = {C::kBossa};
    g.bass = {B::kBossa};
    g.forms = {F::kChoruses, F::kSong, F::kStrains, F::kShort};
    g.syncopation = .6, g.busy = .42, g.chromatic = .12;
    g.low_intensity = 2, g.high_intensity = 5;
    rows.push_back(g);
  }
  return rows;
}

}  // namespace continuo
