// Keyboards and roots: ragtime, jazz, blues, classical piano, folk, country, waltz, march. Programs
// are General MIDI numbers from 0.
#include "arrange/genre_rows.h"

namespace continuo {

using namespace rows;

std::vector<Genre> keyboard_and_roots() {
  std::vector<Genre> rows;
  {
    Genre g;
    g.name = "ragtime";
    g.slowest = 70, g.typical = 100, g.fastest = 170;
    g.metres = {{k24, 3}, {k44, 6}, {k34, .4}, {k68, .3}, {k54, .3}, {k74, .5}, {k78, .3}};
    g.modes = {10, 2, .1, 0, .2, .3, .8, .3};
    g.chairs = {{R::kLead, 1, {0, 3, 0, 3, 1, 71, 13, 105, 56}},
                {R::kChords, .7, {0, 3, 1, 105, 21, 26}},
                {R::kBass, .6, {58, 32, 32, 57}},
                {R::kCounter, .35, {71, 56, 57, 66, 73}},
                {R::kDrums, .35, {kDrumKit}}};
    g.soloists = {0, 0, 3, 3, 1, 0, 26, 21, 46, 25, 12};
    g.sizes = {6, 1.5, 1, 2};
    g.drums_chance = 0.5;
    g.drums = {D::kRagtime};
    g.feel = straight(1.2, 6);
    g.harmony = {H::kRagtime, H::kRagtime, H::kClassical};
    g.colour = 1;
    g.fast_harmony = .15;
    g.comping = {C::kStride, C::kStride, C::kOomPah};
    g.bass = {B::kRootFifth, B::kRootFifth, B::kMelodic};
    g.forms = {F::kStrains, F::kStrains, F::kShort};
    g.syncopation = .75, g.busy = .72, g.chromatic = .2;
    g.low_intensity = 3, g.high_intensity = 6;
    rows.push_back(g);
  }
  {
    Genre g;
    g.name = "jazz";
    g.slowest = 60, g.typical = 130, g.fastest = 230;
    g.metres = {{k44, 10}, {k34, 1.5}, {k54, 1}, {k74, .5}, {k78, .4}, {k68, .4}};
    g.modes = {8, 4, 1.5, .1, .3, .6, .8, 1};
    g.chairs = {{R::kLead, 1, {66, 65, 56, 59, 11, 71, 57, 26, 64, 73, 0, 40, 22}},
                {R::kChords, .95, {0, 0, 4, 26, 11, 16, 5, 21}},
                {R::kBass, .95, {32, 32, 32, 33, 35, 43}},
                {R::kCounter, .35, {57, 59, 65, 66, 71, 26, 11, 42}},
                {R::kPad, .12, {48, 53, 49}},
                {R::kDrums, .85, {kDrumKit}}};
    g.soloists = {0, 0, 26, 11, 24, 4, 16};
    g.sizes = {1, 1.2, 2.5, 5};
    g.drums_chance = .8;
    g.drums = {D::kSwing, D::kSwing, D::kBrushes};
    g.feel = swung(.64, 1.6, false, 1);
    g.harmony = {H::kJazz};
    g.colour = 3;
    g.fast_harmony = .25;
    g.comping = {C::kSwing, C::kSwing, C::kLaidBack};
    g.bass = {B::kWalking, B::kWalking, B::kWalking, B::kRootFifth};
    g.forms = {F::kChoruses, F::kChoruses, F::kSong, F::kShort};
    g.syncopation = .55, g.busy = .6, g.chromatic = .22;
    rows.push_back(g);
  }
  {
    Genre g;
    g.name = "blues";
    g.slowest = 55, g.typical = 100, g.fastest = 160;
    g.metres = {{k44, 9}, {k128, 1.5}, {k68, .8}, {k34, .4}, {k54, .3}, {k74, .3}, {k78, .3}};
    g.modes = {2.5, 1.5, .3, 0, 0, .8, .2, 8};
    g.chairs = {{R::kLead, 1, {22, 27, 29, 26, 66, 18, 0, 25, 56, 65}},
                {R::kChords, .9, {0, 27, 16, 18, 25, 4, 29, 3}},
                {R::kBass, .9, {33, 32, 34, 33}},
                {R::kCounter, .3, {66, 67, 61, 27, 57, 22}},
                {R::kPad, .15, {16, 18, 48}},
                {R::kDrums, .85, {kDrumKit}}};
    g.soloists = {0, 25, 24, 27, 3, 26};
    g.sizes = {1.5, 1.2, 1.5, 5};
    g.drums = {D::kSwing, D::kRock, D::kPop, D::kBallad};
    g.feel = swung(.66, 1.8, false, 1);
    g.harmony = {H::kBlues};
    g.colour = 2;
    g.comping = {C::kBoogie, C::kBoogie, C::kSwing, C::kStabs};
    g.bass = {B::kWalking, B::kMelodic, B::kMelodic, B::kRootFifth};
    g.forms = {F::kChoruses, F::kChoruses, F::kShort};
    g.syncopation = .5, g.busy = .5, g.chromatic = .18;
    rows.push_back(g);
  }
  {
    Genre g;
    g.name = "classical piano";
    g.slowest = 48, g.typical = 96, g.fastest = 170;
    g.metres = {{k44, 6},   {k34, 4},  {k68, 2},  {k24, 2}, {k98, .4},
                {k128, .3}, {k54, .4}, {k78, .4}, {k74, .3}};
    g.modes = {8, 5, .4, .2, .4, .3, 2, 0};
    g.chairs = {{R::kLead, 1, {0, 0, 0, 73, 40, 42, 6, 71, 68}},
                {R::kChords, .9, {0, 0, 0, 6, 46}},
                {R::kBass, .1, {42, 43}},
                {R::kCounter, .25, {42, 41, 71}}};
    g.soloists = {0, 0, 0, 0, 6, 46, 0, 24, 19, 2};
    g.sizes = {9, 2, .7, .2};
    g.drums_chance = 0;
    g.drums = {D::kOrchestral};
    g.feel = straight(1.5, 7, .5);
    g.harmony = {H::kClassical, H::kClassical, H::kClassical, H::kFolk};
    g.colour = 1;
    g.fast_harmony = .15;
    g.comping = {C::kAlberti, C::kAlberti, C::kBroken, C::kOomPah, C::kBroken, C::kChorale};
    g.bass = {B::kRoots, B::kMelodic};
    g.forms = {F::kThemeVariations, F::kArch, F::kStrains, F::kShort};
    g.syncopation = .12, g.busy = .55, g.chromatic = .1;
    g.strict = true;
    g.low_intensity = 1;
    rows.push_back(g);
  }
  {
    Genre g;
    g.name = "folk";
    g.slowest = 65, g.typical = 105, g.fastest = 165;
    g.metres = {{k44, 7}, {k34, 3}, {k68, 3}, {k24, 1}, {k98, .5}, {k78, .7}, {k54, .5}, {k74, .4}};
    g.modes = {8, 3, 3, .2, .2, 2.5, .3, 0};
    g.chairs = {{R::kLead, 1, {110, 73, 40, 74, 22, 105, 21, 78, 15, 24, 72, 109, 75}},
                {R::kChords, .95, {25, 24, 25, 105, 21, 15, 46, 0}},
                {R::kArpeggio, .3, {105, 24, 46, 107, 15}},
                {R::kBass, .5, {32, 33, 43, 42}},
                {R::kCounter, .35, {40, 73, 42, 71, 21, 110, 68}},
                {R::kPad, .15, {20, 48, 53, 21}},
                {R::kDrums, .35, {kDrumKit}}};
    g.soloists = {25, 24, 105, 46, 21, 15, 110, 0, 73};
    g.sizes = {2, 2, 2.5, 3};
    g.drums_chance = .45;
    g.drums = {D::kFolk};
    g.feel = straight(1.8, 7, .1);
    g.harmony = {H::kFolk, H::kFolk, H::kPop};
    g.colour = 0;
    g.fast_harmony = .12;
    g.comping = {C::kStrum, C::kFingerpick, C::kFingerpick, C::kOomPah};
    g.bass = {B::kRootFifth, B::kRoots, B::kMelodic};
    g.forms = {F::kSong, F::kStrains, F::kShort, F::kThemeVariations};
    g.syncopation = .15, g.busy = .55, g.chromatic = .02;
    rows.push_back(g);
  }
  {
    Genre g;
    g.name = "country";
    g.slowest = 70, g.typical = 120, g.fastest = 180;
    g.metres = {{k44, 9}, {k34, 2}, {k24, 1.5}, {k68, .7}, {k54, .3}, {k74, .3}, {k78, .3}};
    g.modes = {10, 1.2, .3, 0, 0, 1.5, .1, .4};
    g.chairs = {{R::kLead, 1, {110, 27, 105, 22, 25, 0, 40, 26}},
                {R::kChords, 1, {25, 25, 0, 27, 105, 3}},
                {R::kBass, .9, {33, 32, 34}},
                {R::kCounter, .4, {110, 22, 27, 40}},
                {R::kArpeggio, .3, {105, 105, 27}},
                {R::kPad, .2, {48, 16, 53}},
                {R::kDrums, .85, {kDrumKit}}};
    g.soloists = {25, 105, 24, 0};
    g.sizes = {1, 1.2, 1.5, 6};
    g.drums = {D::kCountry, D::kCountry, D::kPop};
    g.feel = swung(.53, 1.4);
    g.harmony = {H::kFolk, H::kPop, H::kFolk};
    g.colour = 0;
    g.comping = {C::kStrum, C::kOomPah, C::kStrum, C::kFingerpick};
    g.bass = {B::kRootFifth};
    g.forms = {F::kSong, F::kSong, F::kShort};
    g.syncopation = .25, g.busy = .52, g.chromatic = .08;
    rows.push_back(g);
  }
  {
    Genre g;
    g.name = "waltz";
    g.slowest = 80, g.typical = 140, g.fastest = 200;
    g.metres = {{k34, 14}, {k68, 1}, {k98, .3}, {k54, .3}, {k74, .25}, {k78, .25}, {{6, 4}, .3}};
    g.modes = {8, 4, .3, .1, .2, .2, 2, 0};
    g.chairs = {{R::kLead, 1, {40, 21, 73, 71, 0, 48, 22, 68, 11, 66, 10}},
                {R::kChords, 1, {0, 48, 21, 46, 24, 45, 6}},
                {R::kBass, .7, {43, 32, 42, 58}},
                {R::kCounter, .45, {42, 71, 60, 68, 41, 73}},
                {R::kPad, .3, {48, 49, 52}},
                {R::kArpeggio, .15, {46, 8, 9}},
                {R::kDrums, .3, {kDrumKit}}};
    g.soloists = {0, 0, 21, 24, 46, 10, 82, 23};
    g.sizes = {3, 2, 2, 4};
    g.drums_chance = .35;
    g.drums = {D::kWaltz};
    g.feel = straight(1.3, 7, .3);
    g.harmony = {H::kClassical, H::kClassical, H::kFolk};
    g.colour = 1;
    g.slow_harmony = .35;
    g.comping = {C::kOomPah, C::kOomPah, C::kOomPah, C::kBroken};
    g.bass = {B::kRoots, B::kRootFifth};
    g.forms = {F::kStrains, F::kThemeVariations, F::kArch, F::kShort};
    g.syncopation = .1, g.busy = .4, g.chromatic = .1;
    g.strict = true;
    rows.push_back(g);
  }
  {
    Genre g;
    g.name = "march";
    g.slowest = 85, g.typical = 116, g.fastest = 150;
    g.metres = {{k44, 6}, {k24, 5}, {k68, 2}, {k34, .3}, {k54, .4}, {k74, .3}, {k78, .3}};
    g.modes = {10, 2.5, .2, .1, .1, .4, .8, 0};
    g.chairs = {{R::kLead, 1, {56, 72, 71, 73, 61, 65, 60, 109}},
                {R::kChords, .95, {61, 60, 48, 57, 0, 19}},
                {R::kBass, .95, {58, 58, 43, 67, 70}},
                {R::kCounter, .6, {57, 60, 70, 66, 71}},
                {R::kPad, .2, {48, 52, 60}},
                {R::kDrums, .9, {kDrumKit}}};
    g.soloists = {0, 19, 21, 61};
    g.sizes = {1, 1, 2, 6};
    g.drums_chance = .9;
    g.drums = {D::kMarch};
    g.feel = straight(.8, 5);
    g.harmony = {H::kClassical, H::kFolk, H::kClassical};
    g.colour = 0;
    g.comping = {C::kOomPah, C::kOffbeat, C::kBlock};
    g.bass = {B::kRootFifth, B::kRootFifth, B::kEighths};
    g.forms = {F::kStrains, F::kStrains, F::kShort, F::kSong};
    g.syncopation = .08, g.busy = .5, g.chromatic = .08;
    g.low_intensity = 3, g.high_intensity = 7;
    g.strict = true;
    rows.push_back(g);
  }
  return rows;
}

}  // namespace continuo
