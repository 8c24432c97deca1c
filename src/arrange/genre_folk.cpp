// Kinds of folk music in Europe and of its descendants. Programs are General MIDI numbers from 0.
#include "arrange/genre_rows.h"

namespace continuo {

using namespace rows;

void add_folk(RowBook& book) {
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
}

}  // namespace continuo
