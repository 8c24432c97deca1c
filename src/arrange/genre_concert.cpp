// The concert hall, the screen and the song book. Programs are General MIDI numbers from 0.
#include "arrange/genre_rows.h"

namespace continuo {

using namespace rows;

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
                {R::kBass, .3, {47}},
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
                {R::kBass, .3, {47, 47, 116, 117}},
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

}  // namespace continuo
