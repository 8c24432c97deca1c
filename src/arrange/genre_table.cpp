// The genres, a row each. Programs are General MIDI numbers from 0.
#include "arrange/genre.h"

namespace continuo {
namespace {

using B = BassStyle;
using C = CompStyle;
using D = DrumStyle;
using F = Form;
using H = HarmonyStyle;
using R = Role;

constexpr Metre k24{2, 4};
constexpr Metre k34{3, 4};
constexpr Metre k44{4, 4};
constexpr Metre k54{5, 4};
constexpr Metre k74{7, 4};
constexpr Metre k68{6, 8};
constexpr Metre k78{7, 8};
constexpr Metre k98{9, 8};
constexpr Metre k128{12, 8};

Feel straight(double timing, double velocity, double rubato = 0) {
  Feel feel;
  feel.timing_ticks = timing;
  feel.velocity_spread = velocity;
  feel.rubato = rubato;
  return feel;
}

Feel swung(double swing, double timing, bool sixteenths = false, double laid_back = 0) {
  Feel feel = straight(timing, 7);
  feel.swing = swing;
  feel.swing_sixteenths = sixteenths;
  feel.laid_back_ticks = laid_back;
  return feel;
}

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
    g.drums_chance = .97;
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

std::vector<Genre> concert_genres() {
  std::vector<Genre> rows;
  {
    Genre g;
    g.name = "orchestral";
    g.slowest = 56, g.typical = 98, g.fastest = 160;
    g.metres = {{k44, 8},  {k34, 3},  {k68, 1.5}, {k24, 1},  {k98, .5},
                {k54, .6}, {k78, .5}, {k74, .5},  {k128, .4}};
    g.modes = {7, 5, .6, .3, .5, .5, 2, 0};
    g.chairs = {{R::kLead, 1, {40, 73, 68, 48, 71, 60, 56, 42, 69}},
                {R::kPad, .9, {48, 49, 44, 52, 60, 41}},
                {R::kBass, .9, {43, 42, 70, 58, 43}},
                {R::kCounter, .75, {42, 60, 71, 41, 70, 68, 57, 73}},
                {R::kChords, .6, {45, 48, 61, 46, 60, 0}},
                {R::kArpeggio, .4, {46, 45, 8, 71, 0}},
                {R::kPad, .5, {60, 41, 71, 52, 57, 61, 70}},
                {R::kCounter, .3, {56, 71, 73, 40, 69}},
                {R::kDrums, .35, {kDrumKit}}};
    g.soloists = {48, 40, 42, 46, 0, 73};
    g.sizes = {.4, 1, 2, 8};
    g.drums_chance = .4;
    g.drums = {D::kOrchestral};
    g.feel = straight(1.6, 7, .35);
    g.harmony = {H::kClassical, H::kClassical, H::kCinematic};
    g.colour = 0;
    g.slow_harmony = .15;
    g.comping = {C::kBlock, C::kChorale, C::kPulse, C::kOffbeat};
    g.bass = {B::kRoots, B::kMelodic, B::kRoots, B::kEighths};
    g.forms = {F::kArch, F::kThemeVariations, F::kStrains, F::kShort};
    g.syncopation = .1, g.busy = .42, g.chromatic = .08;
    g.strict = true;
    g.low_intensity = 1, g.high_intensity = 7;
    rows.push_back(g);
  }
  {
    Genre g;
    g.name = "cinematic";
    g.slowest = 56, g.typical = 90, g.fastest = 150;
    g.metres = {{k44, 9}, {k34, 2}, {k68, 2}, {k54, 1}, {k78, .8}, {k74, .6}, {k128, .5}};
    g.modes = {3, 8, 1.5, .8, 1, .4, 1.5, 0};
    g.chairs = {{R::kLead, .9, {60, 48, 40, 42, 56, 73, 52, 61, 0, 68, 111, 77}},
                {R::kPad, 1, {48, 52, 49, 89, 44, 91, 95}},
                {R::kBass, .9, {43, 42, 38, 58, 39}},
                {R::kArpeggio, .6, {48, 45, 46, 0, 81, 41, 88, 12}},
                {R::kCounter, .5, {42, 60, 57, 41, 69, 14}},
                {R::kChords, .45, {61, 60, 0, 45, 48, 44}},
                {R::kPad, .4, {52, 61, 57, 50, 60}},
                {R::kDrums, .6, {kDrumKit}}};
    g.soloists = {0, 48, 42, 46};
    g.sizes = {.7, 1, 2, 8};
    g.drums_chance = .6;
    g.drums = {D::kOrchestral};
    g.feel = straight(1.3, 6, .2);
    g.harmony = {H::kCinematic, H::kCinematic, H::kPop};
    g.colour = 0;
    g.slow_harmony = .35;
    g.comping = {C::kPulse, C::kBlock, C::kLong, C::kStabs};
    g.bass = {B::kPedal, B::kRoots, B::kEighths, B::kRoots};
    g.forms = {F::kArch, F::kArch, F::kBuildUp, F::kShort};
    g.syncopation = .15, g.busy = .32, g.chromatic = .02;
    g.strict = true;
    g.low_intensity = 0, g.high_intensity = 7;
    rows.push_back(g);
  }
  {
    Genre g;
    g.name = "chamber";
    g.slowest = 52, g.typical = 100, g.fastest = 168;
    g.metres = {{k44, 7}, {k34, 4}, {k68, 2}, {k24, 2}, {k98, .5}, {k54, .5}, {k78, .5}, {k74, .4}};
    g.modes = {7, 5, .6, .3, .5, .5, 2, 0};
    g.chairs = {{R::kLead, 1, {40, 40, 73, 68, 71, 64}}, {R::kCounter, 1, {40, 41, 71, 68, 60}},
                {R::kPad, .7, {41, 60, 71, 69, 70}},     {R::kBass, 1, {42, 42, 70, 43}},
                {R::kChords, .35, {0, 6, 46, 45, 24}},   {R::kArpeggio, .15, {46, 0, 6}}};
    g.soloists = {40, 42, 73, 46, 24, 71, 6};
    g.sizes = {.6, 2, 4, 4};
    g.drums_chance = 0;
    g.drums = {D::kOrchestral};
    g.feel = straight(1.5, 7, .35);
    g.harmony = {H::kClassical};
    g.colour = 0;
    g.fast_harmony = .15;
    g.comping = {C::kAlberti, C::kBlock, C::kBroken, C::kOomPah};
    g.bass = {B::kMelodic, B::kRoots, B::kEighths};
    g.forms = {F::kThemeVariations, F::kArch, F::kStrains, F::kShort};
    g.syncopation = .1, g.busy = .5, g.chromatic = .1;
    g.strict = true;
    g.low_intensity = 1, g.high_intensity = 6;
    rows.push_back(g);
  }
  {
    Genre g;
    g.name = "choral";
    g.slowest = 50, g.typical = 76, g.fastest = 120;
    g.metres = {{k44, 8},     {k34, 4},  {k68, 1.5}, {{2, 2}, .7},
                {{3, 2}, .5}, {k54, .5}, {k78, .4},  {k74, .4}};
    g.modes = {7, 4, 2, .4, .4, 1, 1, 0};
    g.chairs = {{R::kLead, .8, {53, 73, 40, 68, 54, 0}}, {R::kPad, 1, {52, 52, 53}},
                {R::kChords, .45, {19, 20, 0, 52, 46}},  {R::kBass, .4, {43, 42, 70}},
                {R::kCounter, .3, {42, 60, 53, 41, 71}}, {R::kArpeggio, .15, {46, 14, 0}}};
    g.soloists = {52, 53, 19, 20};
    g.sizes = {2, 3, 3, 2};
    g.drums_chance = 0;
    g.drums = {D::kOrchestral};
    g.feel = straight(1.8, 5, .4);
    g.harmony = {H::kClassical, H::kClassical, H::kFolk};
    g.colour = 0;
    g.fast_harmony = .3;
    g.comping = {C::kChorale, C::kChorale, C::kBlock};
    g.bass = {B::kRoots, B::kMelodic};
    g.forms = {F::kStrains, F::kShort, F::kArch, F::kThemeVariations};
    g.syncopation = .03, g.busy = .22, g.chromatic = .02;
    g.strict = true;
    g.low_intensity = 1, g.high_intensity = 5;
    rows.push_back(g);
  }
  {
    Genre g;
    g.name = "game";
    g.slowest = 70, g.typical = 120, g.fastest = 180;
    g.metres = {{k44, 8}, {k34, 2}, {k68, 2}, {k54, .6}, {k78, .8}, {k74, .5}, {k128, .5}};
    g.modes = {6, 4, 1.5, .4, 1, 1.5, 1, 0};
    g.chairs = {{R::kLead, 1, {73, 79, 80, 40, 56, 68, 11, 9, 60, 75, 81, 12}},
                {R::kChords, .7, {0, 24, 45, 48, 90, 46, 25}},
                {R::kBass, .9, {33, 43, 38, 32, 39}},
                {R::kArpeggio, .55, {46, 10, 80, 12, 8, 45, 11, 108}},
                {R::kPad, .55, {48, 49, 52, 89, 50}},
                {R::kCounter, .4, {60, 42, 71, 73, 81}},
                {R::kDrums, .7, {kDrumKit}}};
    g.soloists = {0, 46, 10, 79, 24, 80};
    g.sizes = {.8, 1.2, 2, 6};
    g.drums_chance = .65;
    g.drums = {D::kPop, D::kOrchestral, D::kRock, D::kMarch};
    g.feel = straight(.8, 5);
    g.harmony = {H::kPop, H::kCinematic, H::kClassical, H::kFolk};
    g.colour = 0;
    g.comping = {C::kBlock, C::kPulse, C::kOomPah, C::kBroken, C::kStrum};
    g.bass = {B::kRootFifth, B::kOctaves, B::kEighths, B::kRoots, B::kMelodic};
    g.forms = {F::kLoop, F::kSong, F::kStrains, F::kShort};
    g.syncopation = .3, g.busy = .55, g.chromatic = .04;
    rows.push_back(g);
  }
  {
    Genre g;
    g.name = "song";
    g.slowest = 60, g.typical = 104, g.fastest = 160;
    g.metres = {{k44, 8}, {k34, 3}, {k68, 2}, {k24, 1.5}, {k54, .4}, {k78, .4}, {k74, .3}};
    g.modes = {9, 4, 1, .1, .2, .8, .4, .2};
    g.chairs = {{R::kLead, 1, {53, 73, 0, 40, 71, 22, 65, 11, 54, 52}},
                {R::kChords, 1, {0, 25, 24, 4, 21, 16}},
                {R::kBass, .45, {33, 32}},
                {R::kPad, .2, {48, 49}},
                {R::kDrums, .4, {kDrumKit}}};
    g.soloists = {0, 25, 24, 73, 40, 53};
    g.sizes = {2, 5, 3, 2};
    g.drums_chance = .4;
    g.drums = {D::kPop, D::kFolk, D::kBallad};
    g.feel = straight(1.4, 6, .1);
    g.harmony = {H::kPop, H::kFolk};
    g.colour = 0;
    g.comping = {C::kBlock, C::kStrum, C::kBroken, C::kFingerpick};
    g.bass = {B::kRoots, B::kRootFifth};
    g.forms = {F::kSong, F::kShort, F::kBallad, F::kStrains};
    g.syncopation = .2, g.busy = .48, g.chromatic = .02;
    rows.push_back(g);
  }
  return rows;
}

}  // namespace

const std::vector<Genre>& genre_table() {
  static const std::vector<Genre> table = [] {
    std::vector<Genre> all = keyboard_and_roots();
    for (auto make : {band_genres, electronic_genres, concert_genres}) {
      for (Genre& genre : make()) all.push_back(std::move(genre));
    }
    return all;
  }();
  return table;
}

}  // namespace continuo
