// Traditions of Asia and Africa, and drums alone. Programs are General MIDI numbers from 0.
//
// These rows draw with few instruments what whole cultures play: they keep to a tradition's own
// scales, metres and instruments as far as twelve tones and General MIDI have them, and name it no
// closer than that.
#include "arrange/genre_rows.h"

namespace continuo {

using namespace rows;

void add_peoples(RowBook& book) {
  {
    // A melody over a drone and a cycle of beats; no chords.
    Genre& g = book.family("folk", "indian");
    pace(g, 62, 92, 150);
    g.metres = {{k44, 10}, {k78, 3}, {k34, 1.5}, {k54, 1.5}, {k68, 1}};
    g.modes = {2, 1, 2.5, 5, 4, 2.5, 2, 0};
    g.chairs = {{R::kLead, 1, {104, 104, 73, 111, 40}},
                {R::kPad, .6, {20, 104, 89}},
                {R::kChords, .7, {104, 15, 46, 24}},
                {R::kCounter, .35, {40, 73, 111}},
                {R::kDrums, .85, {kDrumKit}}};
    g.soloists = {104, 104, 73};
    g.sizes = {1, 2, 3, 3};
    g.drums = {D::kTabla};
    g.drums_chance = .8;
    g.feel = straight(1.6, 8);
    g.harmony = {H::kDrone};
    g.colour = 0;
    g.slow_harmony = 0, g.fast_harmony = 0;
    g.comping = {C::kTanpura};
    g.bass = {B::kPedal};
    g.forms = {F::kArch, F::kThemeVariations, F::kBuildUp};
    g.heterophony = true;
    g.syncopation = .3, g.busy = .62, g.chromatic = 0;
    g.grace = Grace::kSlide, g.graces = .3;
    g.low_intensity = 1, g.high_intensity = 6;
  }
  {
    // The opening of a raga: slow, free, no drums.
    Genre& g = book.like("indian", "raga");
    pace(g, 44, 56, 74);
    g.metres = {{k44, 8}, {k54, 1}};
    g.chairs = {{R::kLead, 1, {104, 104, 73, 40}},
                {R::kPad, .7, {20, 89}},
                {R::kChords, .8, {15, 24, 46, 106}}};
    g.sizes = {2, 6, 3, 1};
    g.drums_chance = 0;
    g.feel = straight(2.4, 8, .5);
    g.forms = {F::kArch, F::kBuildUp};
    g.busy = .36;
    g.graces = .45;
    g.low_intensity = 0, g.high_intensity = 4;
  }
  {
    Genre& g = book.like("indian", "bollywood");
    pace(g, 92, 116, 140);
    g.metres = {{k44, 12}, {k68, 2}};
    g.modes = {4, 6, 1.5, 3, .5, 1, 2.5, 0};
    g.chairs = {{R::kLead, 1, {53, 104, 73, 40, 54}},
                {R::kCounter, .7, {48, 73, 40, 111}},
                {R::kChords, .8, {21, 24, 48, 4}},
                {R::kPad, .7, {48, 49, 52}},
                {R::kBass, .95, {33, 38}},
                {R::kArpeggio, .3, {104, 15, 12}},
                {R::kDrums, 1, {kDrumKit}}};
    g.soloists = {104, 21};
    g.sizes = {.2, .4, 1.2, 8};
    g.drums = {D::kBhangra, D::kBhangra, D::kTabla};
    g.drums_chance = 1;
    g.feel = swung(.56, 1.1, true);
    g.harmony = {H::kPop, H::kFlamenco, H::kLoop};
    g.comping = {C::kStrum, C::kOffbeat, C::kBlock};
    g.bass = {B::kSyncopated, B::kEighths, B::kRootFifth};
    g.forms = {F::kSong};
    g.heterophony = false;
    g.busy = .58;
    g.low_intensity = 3, g.high_intensity = 7;
  }
  {
    // Five tones, one melody in several hands, and silence that is meant.
    Genre& g = book.family("folk", "east asian");
    pace(g, 56, 80, 120);
    g.metres = {{k44, 11}, {k24, 3}, {k34, 1}};
    g.modes = {7, 5, 0, .5, 0, 0, 0, 0};
    g.chairs = {{R::kLead, 1, {77, 107, 73, 40, 106, 110}},
                {R::kCounter, .7, {107, 15, 77, 40}},
                {R::kArpeggio, .7, {107, 46, 15}},
                {R::kPad, .3, {48, 89}},
                {R::kBass, .25, {42, 43}},
                {R::kDrums, .35, {kDrumKit}}};
    g.soloists = {107, 77, 46};
    g.sizes = {3, 3, 3, 2};
    g.drums = {D::kTaiko, D::kChinese};
    g.drums_chance = .35;
    g.feel = straight(1.8, 8, .3);
    g.harmony = {H::kPentatonic};
    g.colour = 0;
    g.slow_harmony = .4, g.fast_harmony = 0;
    g.comping = {C::kKoto};
    g.bass = {B::kPedal, B::kRoots};
    g.forms = {F::kArch, F::kStrains, F::kShort};
    g.gamut = Gamut::kPentatonic;
    g.heterophony = true;
    g.syncopation = .12, g.busy = .4, g.chromatic = 0;
    g.grace = Grace::kSlide, g.graces = .16;
    g.low_intensity = 0, g.high_intensity = 5;
  }
  {
    Genre& g = book.like("east asian", "japanese");
    pace(g, 48, 72, 108);
    g.modes = {2.5, 5, 0, 8, 0, 0, 0, 0};
    g.chairs = {{R::kLead, 1, {77, 107, 106}}, {R::kCounter, .6, {107, 106, 77}},
                {R::kArpeggio, .6, {107}},     {R::kChords, .3, {107, 106}},
                {R::kBass, .15, {116, 42}},    {R::kDrums, .4, {kDrumKit}}};
    g.soloists = {107, 77, 106};
    g.drums = {D::kTaiko};
    g.drums_chance = .4;
    g.gamut = Gamut::kJapanese;
    g.harmony = {H::kDrone, H::kPentatonic};
    g.busy = .34;
    g.low_intensity = 0, g.high_intensity = 5;
  }
  {
    // Silk and bamboo: fiddle, dulcimer, flute and lute, all with the same tune.
    Genre& g = book.like("east asian", "chinese");
    pace(g, 66, 92, 132);
    g.modes = {10, 4, 0, 0, 0, 0, 0, 0};
    g.chairs = {{R::kLead, 1, {110, 73, 107, 40}}, {R::kCounter, .9, {15, 73, 72, 106}},
                {R::kArpeggio, .6, {107, 15}},     {R::kChords, .3, {15, 106}},
                {R::kBass, .3, {42, 43}},          {R::kDrums, .4, {kDrumKit}}};
    g.soloists = {107, 15, 110};
    g.drums = {D::kChinese};
    g.drums_chance = .4;
    g.busy = .56;
    g.low_intensity = 1, g.high_intensity = 5;
  }
  {
    // Jangdan in twelve.
    Genre& g = book.like("east asian", "korean");
    pace(g, 66, 96, 138);
    g.metres = {{k128, 10}, {k68, 3}, {k98, 2}, {k44, 1}};
    g.modes = {5, 8, 0, 0, 0, 0, 0, 0};
    g.chairs = {{R::kLead, 1, {107, 77, 110, 111}},
                {R::kCounter, .7, {110, 77, 107}},
                {R::kArpeggio, .5, {107, 106}},
                {R::kPad, .2, {42, 41}},
                {R::kDrums, .8, {kDrumKit}}};
    g.soloists = {107, 77};
    g.drums = {D::kJangdan};
    g.drums_chance = .75;
    g.busy = .48;
    g.graces = .3;
    g.low_intensity = 1, g.high_intensity = 6;
  }
  {
    Genre& g = book.family("balkan", "middle eastern");
    pace(g, 76, 100, 132);
    g.metres = {{k44, 12}, {k24, 2}, {k68, 1}, {{10, 8}, 1}};
    g.modes = {.4, 3, .6, 6, 0, 0, 9, 0};
    g.chairs = {{R::kLead, 1, {24, 40, 73, 111, 77}}, {R::kCounter, .8, {40, 15, 73, 24}},
                {R::kPad, .5, {48, 49, 20}},          {R::kChords, .5, {15, 24, 48}},
                {R::kBass, .5, {32, 43, 42}},         {R::kDrums, .9, {kDrumKit}}};
    g.soloists = {24, 15, 104};
    g.sizes = {1.2, 1.5, 3, 4};
    g.drums = {D::kDarbuka};
    g.drums_chance = .88;
    g.feel = straight(1.4, 8);
    g.harmony = {H::kDrone, H::kFlamenco, H::kDrone};
    g.slow_harmony = .5;
    g.comping = {C::kTanpura, C::kOstinato, C::kLong};
    g.bass = {B::kPedal, B::kTresillo, B::kStomp};
    g.forms = {F::kStrains, F::kArch, F::kLoop};
    g.syncopation = .3, g.busy = .62, g.chromatic = .04;
    g.grace = Grace::kSlide, g.graces = .28;
    g.low_intensity = 2, g.high_intensity = 6;
  }
  {
    Genre& g = book.like("middle eastern", "turkish");
    pace(g, 96, 140, 200);
    g.metres = {{k98, 4}, {k78, 4}, {k44, 3}, {{10, 8}, 3}, {k24, 2}, {{5, 8}, 1}};
    g.chairs = {{R::kLead, 1, {71, 111, 40, 73, 15}},
                {R::kCounter, .9, {40, 15, 71, 24}},
                {R::kChords, .5, {15, 24, 106}},
                {R::kBass, .5, {32, 58}},
                {R::kPad, .3, {48, 20}},
                {R::kDrums, .9, {kDrumKit}}};
    g.drums = {D::kBalkan, D::kDarbuka};
    g.feel.aksak = true;
    g.busy = .74;
    g.low_intensity = 3, g.high_intensity = 7;
  }
  {
    // West African bells and interlocking parts.
    Genre& g = book.family("folk", "african");
    pace(g, 100, 126, 168);
    g.metres = {{k128, 6}, {k44, 6}, {k68, 4}};
    g.modes = {9, 1, 1.5, 0, 0, 3, 0, 0};
    g.chairs = {{R::kLead, 1, {12, 108, 53, 73, 75}},
                {R::kArpeggio, .9, {108, 12, 24, 46}},
                {R::kChords, .5, {24, 12, 108}},
                {R::kCounter, .6, {12, 52, 53, 113}},
                {R::kBass, .5, {33, 32}},
                {R::kPad, .3, {52, 53}},
                {R::kDrums, 1, {kDrumKit}}};
    g.soloists = {108, 12, 46, kDrumKit};
    g.sizes = {1, 1, 2, 6};
    g.drums = {D::kBell, D::kBell, D::kHandDrums};
    g.drums_chance = .95;
    g.feel = straight(1.2, 7);
    g.harmony = {H::kFolk, H::kLoop};
    g.slow_harmony = .2;
    g.comping = {C::kHighlife, C::kOstinato};
    g.bass = {B::kAfrobeat, B::kTresillo};
    g.forms = {F::kLoop, F::kBuildUp, F::kSong};
    g.gamut = Gamut::kPentatonic;
    g.syncopation = .55, g.busy = .6, g.chromatic = 0;
    g.low_intensity = 2, g.high_intensity = 7;
  }
  {
    // Lagos, 1973.
    Genre& g = book.like("african", "afrobeat");
    pace(g, 96, 114, 132);
    g.metres = {{k44, 15}};
    g.modes = {.6, 5, 8, .2, 0, 2, 0, .6};
    g.chairs = {{R::kLead, 1, {66, 56, 65, 16}},     {R::kChords, 1, {27, 28, 16, 4}},
                {R::kArpeggio, .6, {28, 27}},        {R::kBass, 1, {33}},
                {R::kCounter, .8, {61, 67, 57, 66}}, {R::kPad, .2, {16}},
                {R::kDrums, 1, {kDrumKit}}};
    g.soloists = {27, 16};
    g.sizes = {.1, .3, 1, 9};
    g.drums = {D::kAfrobeat};
    g.drums_chance = 1;
    g.feel = swung(.53, 1.3, true);
    g.harmony = {H::kModal, H::kLoop};
    g.colour = 2;
    g.slow_harmony = .6;
    g.comping = {C::kFunk, C::kHighlife};
    g.bass = {B::kAfrobeat};
    g.gamut = Gamut::kWhole;
    g.busy = .5;
  }
  {
    Genre& g = book.like("african", "highlife");
    pace(g, 104, 122, 144);
    g.metres = {{k44, 13}, {k68, 1}};
    g.modes = {12, .4, 0, 0, 0, 1, 0, 0};
    g.chairs = {{R::kLead, 1, {27, 56, 66, 53}}, {R::kArpeggio, .8, {27, 24, 28}},
                {R::kChords, 1, {27, 24, 25}},   {R::kBass, 1, {33}},
                {R::kCounter, .6, {66, 57, 56}}, {R::kDrums, 1, {kDrumKit}}};
    g.soloists = {27, 24};
    g.drums = {D::kHighlife};
    g.drums_chance = .97;
    g.harmony = {H::kFolk, H::kPop};
    g.comping = {C::kHighlife};
    g.bass = {B::kAfrobeat, B::kCumbia};
    g.gamut = Gamut::kWhole;
    g.low_intensity = 3, g.high_intensity = 6;
  }
  {
    Genre& g = book.like("drums", "hand percussion");
    pace(g, 84, 110, 144);
    g.metres = {{k44, 10}, {k68, 2}, {k128, 2}, {k78, 1}};
    g.chairs = {{R::kBass, .25, {117, 116}}, {R::kLead, .15, {12, 108, 113, 114}}};
    g.drums = {D::kHandDrums, D::kBell, D::kDarbuka, D::kCumbia, D::kSon};
  }
  {
    Genre& g = book.like("drums", "drumline");
    pace(g, 100, 126, 160);
    g.metres = {{k44, 12}, {k24, 3}, {k68, 1.5}};
    g.chairs = {{R::kBass, .3, {117, 47}}, {R::kLead, .2, {13, 9, 12}}};
    g.drums = {D::kDrumline};
    g.feel = straight(.6, 7);
    g.low_intensity = 3, g.high_intensity = 7;
  }
}

}  // namespace continuo
