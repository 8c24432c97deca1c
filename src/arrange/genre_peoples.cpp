// Traditions of Europe, Asia and Africa. Programs are General MIDI numbers from 0.
//
// These rows draw with few instruments what whole cultures play: they keep to a tradition's own
// scales, metres and instruments as far as twelve tones and General MIDI have them, and name it no
// closer than that.
#include "arrange/genre_rows.h"

namespace continuo {

using namespace rows;

void add_peoples(RowBook& book) {
  {
    Genre& g = book.like("folk", "irish jig");
    pace(g, 150, 172, 190);
    g.metres = {{k68, 14}, {k98, 2}, {k128, 1}};
    g.modes = {7, 1.5, 5, 0, 0, 4, 0, 0};
    g.chairs = {{R::kLead, 1, {110, 78, 73, 21, 109, 105}},
                {R::kCounter, .8, {73, 110, 21, 105}},
                {R::kChords, .9, {25, 24, 21}},
                {R::kBass, .3, {32}},
                {R::kPad, .15, {109, 20}},
                {R::kDrums, .6, {kDrumKit}}};
    g.soloists = {110, 78, 21, 73};
    g.sizes = {2, 1.5, 3, 4};
    g.drums = {D::kJig};
    g.drums_chance = .6;
    g.feel = straight(1.1, 7);
    g.harmony = {H::kFolk};
    g.comping = {C::kStrum, C::kBoomChick};
    g.bass = {B::kRootFifth, B::kRoots};
    g.forms = {F::kStrains};
    g.heterophony = true;
    g.syncopation = .02, g.busy = .95, g.chromatic = 0;
    g.grace = Grace::kCut, g.graces = .22;
    g.low_intensity = 3, g.high_intensity = 6;
  }
  {
    Genre& g = book.like("irish jig", "irish reel");
    pace(g, 98, 112, 126);
    g.metres = {{k44, 12}, {k24, 3}};
    g.drums = {D::kReel};
    g.busy = .98;
    g.low_intensity = 3, g.high_intensity = 7;
  }
  {
    // A slow air, as a voice would sing it.
    Genre& g = book.like("irish jig", "irish air");
    pace(g, 54, 68, 86);
    g.metres = {{k34, 8}, {k44, 4}, {k68, 3}};
    g.modes = {7, 2, 3, 0, 0, 4, 0, 0};
    g.chairs = {{R::kLead, 1, {78, 73, 110, 109, 22, 53}},
                {R::kChords, .7, {46, 24, 25, 0}},
                {R::kPad, .5, {48, 49, 20, 109}},
                {R::kCounter, .3, {42, 110, 73}}};
    g.soloists = {46, 78, 110, 24};
    g.sizes = {3, 4, 2, 2};
    g.drums_chance = 0;
    g.feel = straight(2.2, 8, .7);
    g.feel.ritardando = .18;
    g.comping = {C::kFingerpick, C::kBroken, C::kLong};
    g.bass = {B::kRoots};
    g.forms = {F::kStrains, F::kShort};
    g.busy = .34;
    g.graces = .3;
    g.low_intensity = 0, g.high_intensity = 4;
  }
  {
    // Seven, nine, eleven: quick twos and a slow three.
    Genre& g = book.like("folk", "balkan");
    pace(g, 120, 176, 240);
    g.metres = {{k78, 8}, {{11, 8}, 3}, {k24, 2}, {{5, 8}, 2}, {k98, 2}, {{13, 8}, .7}, {k44, 1}};
    g.modes = {1.5, 4, 1.5, 4, 0, 1, 7, 0};
    g.chairs = {{R::kLead, 1, {56, 71, 21, 111, 40, 65}},
                {R::kCounter, .8, {65, 71, 56, 40}},
                {R::kChords, .95, {61, 21, 25, 15}},
                {R::kBass, .9, {58, 32}},
                {R::kDrums, .85, {kDrumKit}}};
    g.soloists = {21, 71, 15};
    g.sizes = {.6, .8, 2, 6};
    g.drums = {D::kBalkan};
    g.drums_chance = .85;
    g.feel = straight(1.1, 7);
    g.feel.aksak = true;
    g.harmony = {H::kFolk, H::kTango, H::kFlamenco};
    g.comping = {C::kOomPah, C::kOffbeat};
    g.bass = {B::kStomp, B::kRootFifth};
    g.forms = {F::kStrains, F::kSong};
    g.heterophony = true;
    g.syncopation = .15, g.busy = .85, g.chromatic = .08;
    g.grace = Grace::kMordent, g.graces = .18;
    g.low_intensity = 4, g.high_intensity = 7;
  }
  {
    Genre& g = book.like("folk", "nordic folk");
    pace(g, 84, 108, 132);
    g.metres = {{k34, 10}, {k44, 3}, {k24, 2}, {k68, 1}};
    g.modes = {4, 3, 5, 0, 1, 4, .5, 0};
    g.chairs = {{R::kLead, 1, {110, 40, 78, 72}}, {R::kCounter, .8, {40, 42, 110, 41}},
                {R::kPad, .7, {110, 20, 41, 42}}, {R::kChords, .5, {25, 15, 21}},
                {R::kBass, .3, {43, 42}},         {R::kDrums, .4, {kDrumKit}}};
    g.soloists = {110, 40};
    g.sizes = {2, 3, 3, 2};
    g.drums = {D::kNordic};
    g.drums_chance = .4;
    g.feel = straight(1.8, 7, .1);
    g.harmony = {H::kDrone, H::kFolk};
    g.slow_harmony = .4;
    g.comping = {C::kLong, C::kTanpura, C::kStrum};
    g.bass = {B::kPedal, B::kRoots};
    g.heterophony = true;
    g.syncopation = .12, g.busy = .68;
    g.grace = Grace::kMordent, g.graces = .2;
    g.low_intensity = 1, g.high_intensity = 5;
  }
  {
    Genre& g = book.like("folk", "klezmer");
    pace(g, 92, 128, 176);
    g.metres = {{k24, 8}, {k44, 5}, {k34, 2}, {k98, .3}};
    g.modes = {.8, 4, 1.5, 4, 0, 0, 7, 0};
    g.chairs = {{R::kLead, 1, {71, 71, 40, 56}},
                {R::kCounter, .8, {40, 21, 57, 71}},
                {R::kChords, 1, {21, 15, 0}},
                {R::kBass, .9, {32, 58}},
                {R::kDrums, .7, {kDrumKit}}};
    g.soloists = {71, 21, 40};
    g.sizes = {.6, 1.5, 2, 5};
    g.drums = {D::kKlezmer};
    g.drums_chance = .75;
    g.harmony = {H::kTango, H::kFolk, H::kFlamenco};
    g.comping = {C::kOomPah, C::kOffbeat};
    g.bass = {B::kRootFifth, B::kStomp};
    g.heterophony = true;
    g.syncopation = .25, g.busy = .72, g.chromatic = .1;
    g.grace = Grace::kSlide, g.graces = .22;
    g.low_intensity = 2, g.high_intensity = 7;
  }
  {
    Genre& g = book.like("folk", "polka");
    pace(g, 108, 122, 140);
    g.metres = {{k24, 12}, {k44, 3}};
    g.modes = {12, .8, 0, 0, 0, 0, 0, 0};
    g.chairs = {{R::kLead, 1, {21, 71, 56, 21}},
                {R::kChords, 1, {21, 25, 0}},
                {R::kBass, 1, {58, 32}},
                {R::kCounter, .6, {71, 57, 56}},
                {R::kDrums, .85, {kDrumKit}}};
    g.soloists = {21};
    g.sizes = {1, 1, 1.5, 6};
    g.drums = {D::kPolka};
    g.drums_chance = .85;
    g.feel = straight(1.1, 6);
    g.harmony = {H::kFolk, H::kClassical};
    g.comping = {C::kOffbeat, C::kOomPah};
    g.bass = {B::kStomp, B::kRootFifth};
    g.forms = {F::kStrains};
    g.busy = .74;
    g.low_intensity = 4, g.high_intensity = 7;
  }
  {
    Genre& g = book.like("folk", "sea shanty");
    pace(g, 84, 108, 132);
    g.metres = {{k44, 6}, {k68, 6}, {k24, 2}};
    g.modes = {6, 4, 5, 0, 0, 2.5, 0, 0};
    g.chairs = {{R::kLead, 1, {53, 52, 21, 22, 110, 78}},
                {R::kCounter, .5, {110, 21, 78, 52}},
                {R::kChords, .9, {21, 25, 52}},
                {R::kPad, .5, {52, 21}},
                {R::kBass, .5, {32, 58}},
                {R::kDrums, .7, {kDrumKit}}};
    g.soloists = {21, 52, 25};
    g.sizes = {1, 2, 2, 4};
    g.drums = {D::kStomp};
    g.drums_chance = .7;
    g.harmony = {H::kFolk};
    g.comping = {C::kStrum, C::kBoomChick};
    g.bass = {B::kStomp};
    g.forms = {F::kSong, F::kShort};
    g.busy = .5;
    g.low_intensity = 3, g.high_intensity = 6;
  }
  {
    Genre& g = book.like("folk", "indie folk");
    pace(g, 72, 98, 132);
    g.metres = {{k44, 9}, {k34, 2}, {k68, 3}};
    seat(g, R::kLead, {53, 25, 24, 73, 105, 22}, 1);
    seat(g, R::kChords, {25, 24, 25}, 1);
    seat(g, R::kArpeggio, {25, 24, 105, 9}, .6);
    seat(g, R::kPad, {48, 49, 52, 20}, .5);
    seat(g, R::kBass, {32, 33}, .7);
    g.drums = {D::kStomp, D::kFolk, D::kPop};
    g.drums_chance = .6;
    g.harmony = {H::kPop, H::kFolk};
    g.colour = 1;
    g.comping = {C::kFingerpick, C::kStrum};
    g.busy = .4;
    g.low_intensity = 1, g.high_intensity = 6;
  }
  {
    Genre& g = book.like("folk", "medieval");
    pace(g, 84, 112, 150);
    g.metres = {{k68, 5}, {k34, 5}, {k24, 2}, {k44, 3}};
    g.modes = {1, 1.5, 8, 1, .6, 5, 0, 0};
    g.chairs = {{R::kLead, 1, {74, 68, 40, 109, 72, 111}},
                {R::kCounter, .6, {68, 41, 74, 40}},
                {R::kChords, .8, {24, 46, 15}},
                {R::kPad, .5, {109, 20, 42}},
                {R::kBass, .2, {42, 70}},
                {R::kDrums, .55, {kDrumKit}}};
    g.soloists = {24, 46, 74};
    g.sizes = {2, 2, 3, 3};
    g.drums = {D::kNordic, D::kJig, D::kFolk};
    g.drums_chance = .5;
    g.harmony = {H::kDrone, H::kModal, H::kFolk};
    g.comping = {C::kTanpura, C::kFingerpick, C::kBlock};
    g.bass = {B::kPedal, B::kRoots};
    g.forms = {F::kStrains, F::kShort};
    g.heterophony = true;
    g.syncopation = .06, g.busy = .56;
    g.grace = Grace::kMordent, g.graces = .1;
    g.low_intensity = 1, g.high_intensity = 5;
  }
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
