// Latin America, Spain and the Caribbean: samba, salsa, latin, tango, flamenco, ska, and reggae's
// kin. Programs are General MIDI numbers from 0.
#include "arrange/genre_rows.h"

namespace continuo {

using namespace rows;

void add_latin_and_caribbean(RowBook& book) {
  {
    // Jamaica, 1966: reggae's steps with a soul band on top.
    Genre& g = book.like("reggae", "rocksteady");
    pace(g, 72, 86, 104);
    g.modes = {10, 2, .3, 0, 0, .4, 0, 0};
    seat(g, R::kLead, {53, 66, 27, 57, 16, 0}, 1);
    seat(g, R::kChords, {27, 0, 16}, 1);
    seat(g, R::kBass, {33, 32}, 1);
    g.drums = {D::kRocksteady};
    g.harmony = {H::kDooWop, H::kSoul, H::kPop};
    g.comping = {C::kSkank, C::kSkank, C::kBubble};
    g.bass = {B::kReggae, B::kMelodic, B::kSka};
    g.low_intensity = 2, g.high_intensity = 5;
  }
  {
    Genre& g = book.like("reggae", "dub");
    pace(g, 62, 72, 84);
    g.modes = {1, 8, 3, .4, 0, .3, 0, 0};
    seat(g, R::kLead, {22, 27, 16, 57, 64}, .6);
    seat(g, R::kChords, {27, 16, 0}, .95);
    seat(g, R::kBass, {33, 38, 32}, 1);
    seat(g, R::kPad, {16, 89, 95, 99}, .35);
    leave(g, R::kCounter);
    g.drums = {D::kDub, D::kDub, D::kSteppers};
    g.drums_chance = 1;
    g.harmony = {H::kLoop, H::kModal};
    g.slow_harmony = .6;
    g.comping = {C::kSkank, C::kOffbeat};
    g.bass = {B::kDub};
    g.forms = {F::kLoop};
    g.busy = .2;
    g.melodic = .5;
    g.low_intensity = 1, g.high_intensity = 5;
  }
  {
    Genre& g = book.like("reggae", "steppers");
    pace(g, 68, 78, 92);
    g.modes = {1.5, 8, 1.5, .3, 0, .4, .4, 0};
    seat(g, R::kLead, {57, 66, 22, 73, 56, 16}, .9);
    seat(g, R::kBass, {33, 38}, 1);
    g.drums = {D::kSteppers};
    g.drums_chance = 1;
    g.comping = {C::kSkank, C::kBubble};
    g.bass = {B::kReggae, B::kDub};
    g.low_intensity = 3, g.high_intensity = 6;
  }
  {
    Genre& g = book.like("reggae", "dancehall");
    pace(g, 84, 98, 112);
    g.modes = {3, 8, .3, .6, 0, .3, .4, 0};
    seat(g, R::kLead, {81, 80, 53, 73, 12}, .9);
    seat(g, R::kChords, {90, 81, 4, 16}, 1);
    seat(g, R::kBass, {38, 39}, 1);
    g.drums = {D::kDancehall};
    g.drums_chance = 1;
    g.feel = straight(.5, 5);
    g.harmony = {H::kLoop};
    g.comping = {C::kTresillo, C::kOffbeat, C::kStabs};
    g.bass = {B::kTresillo, B::kSubs};
    g.low_intensity = 3, g.high_intensity = 6;
  }
  {
    Genre& g = book.family("reggae", "ska");
    pace(g, 116, 140, 172);
    g.modes = {9, 4, .4, 0, 0, .8, .4, .2};
    g.chairs = {
        {R::kLead, 1, {57, 56, 66, 65, 22}}, {R::kChords, 1, {27, 0, 16}}, {R::kBass, 1, {33, 32}},
        {R::kCounter, .8, {66, 57, 61, 65}}, {R::kCounter, .4, {56, 67}},  {R::kPad, .2, {16, 17}},
        {R::kDrums, 1, {kDrumKit}}};
    g.soloists = {27, 0};
    g.sizes = {.2, .4, 1.2, 8};
    g.drums_chance = .98;
    g.drums = {D::kSka};
    g.feel = swung(.55, 1.3);
    g.harmony = {H::kPop, H::kDooWop, H::kBlues};
    g.comping = {C::kSka};
    g.bass = {B::kSka, B::kSka, B::kWalking};
    g.forms = {F::kSong, F::kChoruses, F::kShort};
    g.syncopation = .45, g.busy = .52;
    g.low_intensity = 3, g.high_intensity = 6;
  }
  {
    Genre& g = book.like("ska", "ska punk");
    pace(g, 156, 178, 210);
    seat(g, R::kChords, {29, 27, 30}, 1);
    seat(g, R::kBass, {34, 33}, 1);
    g.drums = {D::kPunk, D::kSka};
    g.feel = straight(1, 6);
    g.harmony = {H::kRock, H::kPop};
    g.comping = {C::kSka, C::kPowerEighths, C::kSka};
    g.bass = {B::kSka, B::kEighths};
    g.low_intensity = 4, g.high_intensity = 7;
  }
  {
    Genre& g = book.like("bossa nova", "jazz bossa");
    pace(g, 112, 140, 176);
    seat(g, R::kLead, {66, 64, 11, 73, 57, 0}, 1);
    seat(g, R::kChords, {0, 26, 24}, 1);
    seat(g, R::kBass, {32}, 1);
    g.sizes = {.8, 1, 3, 5};
    g.drums = {D::kBossa};
    g.drums_chance = .92;
    g.forms = {F::kChoruses};
    g.busy = .55, g.chromatic = .2;
    g.low_intensity = 2, g.high_intensity = 6;
  }
  {
    Genre& g = book.family("bossa nova", "samba");
    pace(g, 88, 104, 128);
    g.metres = {{k24, 8}, {k44, 6}};
    g.modes = {8, 5, .6, 0, .2, .5, .3, 0};
    seat(g, R::kLead, {73, 57, 56, 53, 24, 71}, 1);
    seat(g, R::kChords, {24, 25, 24}, 1);
    seat(g, R::kBass, {33, 32}, .95);
    seat(g, R::kCounter, {57, 66, 73}, .45);
    seat(g, R::kArpeggio, {24, 25}, .2);
    g.sizes = {.5, .8, 1.5, 7};
    g.drums = {D::kBatucada, D::kSamba};
    g.drums_chance = .97;
    g.feel = swung(.53, 1.2, true);
    g.colour = 2;
    g.comping = {C::kSamba};
    g.bass = {B::kSamba};
    g.forms = {F::kSong, F::kStrains, F::kShort};
    g.syncopation = .75, g.busy = .55;
    g.low_intensity = 3, g.high_intensity = 7;
  }
  {
    // The drums of carnival, alone or nearly.
    Genre& g = book.like("samba", "batucada");
    pace(g, 116, 132, 146);
    g.chairs = {{R::kLead, .3, {78, 113, 56}},
                {R::kBass, .2, {33}},
                {R::kChords, .15, {24, 25}},
                {R::kDrums, 1, {kDrumKit}}};
    g.soloists = {kDrumKit};
    g.sizes = {7, 0, 0, 3};
    g.drums = {D::kBatucada};
    g.drums_chance = 1;
    g.harmony = {H::kLoop};
    g.forms = {F::kLoop, F::kBuildUp};
    g.low_intensity = 4, g.high_intensity = 7;
  }
  {
    Genre& g = book.like("samba", "choro");
    pace(g, 72, 96, 132);
    g.metres = {{k24, 10}, {k44, 3}, {k34, 1.5}};
    g.modes = {6, 7, 0, 0, 0, 0, 1, 0};
    g.chairs = {{R::kLead, 1, {73, 71, 24, 72, 65}},
                {R::kChords, 1, {24, 25, 15}},
                {R::kBass, .7, {32, 24}},
                {R::kCounter, .6, {24, 57, 71}},
                {R::kDrums, .6, {kDrumKit}}};
    g.soloists = {24};
    g.sizes = {1, 2, 4, 4};
    g.drums = {D::kChoro};
    g.drums_chance = .6;
    g.harmony = {H::kRagtime, H::kTango};
    g.colour = 1;
    g.bass = {B::kMelodic, B::kSamba};
    g.forms = {F::kStrains};
    g.busy = .82, g.chromatic = .26;
    g.low_intensity = 2, g.high_intensity = 6;
  }
  {
    Genre& g = book.family("bossa nova", "salsa");
    pace(g, 164, 188, 220);
    g.metres = {{k44, 15}};
    g.modes = {5, 8, .8, 0, 0, .4, .8, 0};
    g.chairs = {{R::kLead, 1, {56, 57, 61, 73, 53}}, {R::kChords, 1, {0, 0, 0, 24}},
                {R::kBass, 1, {33, 32, 35}},         {R::kCounter, .8, {57, 61, 56, 66}},
                {R::kCounter, .35, {56, 65}},        {R::kPad, .2, {48, 52}},
                {R::kDrums, 1, {kDrumKit}}};
    g.soloists = {0};
    g.sizes = {.2, .4, 1, 9};
    g.drums = {D::kSalsa};
    g.drums_chance = .98;
    g.feel = straight(1.2, 7);
    g.harmony = {H::kSalsa};
    g.colour = 1;
    g.slow_harmony = .1;
    g.comping = {C::kMontuno};
    g.bass = {B::kTumbao};
    g.forms = {F::kSong, F::kLoop, F::kShort};
    g.syncopation = .75, g.busy = .5, g.chromatic = .06;
    g.low_intensity = 3, g.high_intensity = 7;
  }
  {
    // Tres, clave, bongo, and a trumpet.
    Genre& g = book.like("salsa", "son montuno");
    pace(g, 124, 150, 180);
    g.chairs = {{R::kLead, 1, {56, 59, 24, 53}},
                {R::kChords, 1, {25, 24, 25}},
                {R::kBass, 1, {32}},
                {R::kCounter, .4, {59, 56, 73}},
                {R::kDrums, 1, {kDrumKit}}};
    g.soloists = {25, 24};
    g.drums = {D::kSon};
    g.colour = 0;
    g.low_intensity = 2, g.high_intensity = 5;
  }
  {
    Genre& g = book.like("salsa", "mambo");
    pace(g, 168, 196, 232);
    seat(g, R::kLead, {61, 56, 65, 57}, 1);
    seat(g, R::kCounter, {65, 66, 57, 61}, 1);
    g.colour = 2;
    g.harmony = {H::kSalsa, H::kJazz};
    g.low_intensity = 4, g.high_intensity = 7;
  }
  {
    Genre& g = book.like("salsa", "cha-cha-cha");
    pace(g, 108, 122, 132);
    seat(g, R::kLead, {73, 40, 56, 53}, 1);
    seat(g, R::kCounter, {40, 48, 57}, .6);
    g.drums = {D::kChaCha};
    g.comping = {C::kMontuno, C::kBossa};
    g.low_intensity = 2, g.high_intensity = 5;
  }
  {
    Genre& g = book.like("salsa", "bolero");
    pace(g, 76, 92, 112);
    g.modes = {5, 7, 0, 0, 0, 0, 1.5, 0};
    g.chairs = {{R::kLead, 1, {24, 53, 59, 40, 73, 66}},
                {R::kChords, 1, {24, 0, 24, 25}},
                {R::kBass, .9, {32, 33}},
                {R::kCounter, .5, {24, 40, 48}},
                {R::kPad, .4, {48, 49}},
                {R::kDrums, .8, {kDrumKit}}};
    g.soloists = {24, 0};
    g.sizes = {1.5, 1.5, 2, 5};
    g.drums = {D::kBolero};
    g.drums_chance = .8;
    g.feel = straight(1.6, 7, .15);
    g.harmony = {H::kTango, H::kJazz, H::kSalsa};
    g.colour = 2;
    g.comping = {C::kBolero};
    g.bass = {B::kCumbia, B::kRootFifth};
    g.forms = {F::kBallad, F::kSong};
    g.syncopation = .35, g.busy = .38, g.chromatic = .12;
    g.low_intensity = 1, g.high_intensity = 4;
  }
  {
    Genre& g = book.family("pop", "latin");
    pace(g, 92, 110, 132);
    g.metres = {{k44, 15}};
    g.modes = {5, 9, .3, .3, 0, .2, 1, 0};
    seat(g, R::kLead, {24, 53, 56, 81, 73, 27}, 1);
    seat(g, R::kChords, {24, 25, 0, 27}, 1);
    seat(g, R::kBass, {33, 38}, 1);
    seat(g, R::kCounter, {56, 61, 24, 57}, .5);
    g.drums = {D::kReggaeton, D::kHandDrums, D::kCumbia};
    g.drums_chance = .97;
    g.feel = straight(.9, 6);
    g.harmony = {H::kPop, H::kSalsa, H::kFlamenco};
    g.comping = {C::kTresillo, C::kStrum, C::kRasgueado};
    g.bass = {B::kTresillo, B::kSyncopated, B::kCumbia};
    g.syncopation = .6;
    g.low_intensity = 3, g.high_intensity = 7;
  }
  {
    Genre& g = book.like("latin", "reggaeton");
    pace(g, 86, 94, 102);
    g.modes = {2, 9, .2, 1, 0, 0, 1, 0};
    seat(g, R::kLead, {81, 53, 54, 12, 24, 85}, .95);
    seat(g, R::kChords, {90, 0, 24, 81, 4}, 1);
    seat(g, R::kBass, {38, 39}, 1);
    seat(g, R::kPad, {89, 50, 95}, .6);
    leave(g, R::kCounter);
    g.drums = {D::kReggaeton};
    g.drums_chance = 1;
    g.feel = straight(.3, 5);
    g.harmony = {H::kLoop, H::kTrance};
    g.comping = {C::kTresillo, C::kStabs, C::kOffbeat};
    g.bass = {B::kTresillo, B::kSubs};
    g.forms = {F::kLoop, F::kSong};
  }
  {
    Genre& g = book.like("latin", "cumbia");
    pace(g, 82, 94, 108);
    g.modes = {5, 8, .2, 0, 0, 0, .4, 0};
    seat(g, R::kLead, {21, 71, 56, 73, 81}, 1);
    seat(g, R::kChords, {21, 0, 25, 16}, 1);
    seat(g, R::kBass, {33, 32}, 1);
    seat(g, R::kCounter, {56, 57, 71, 21}, .6);
    leave(g, R::kPad);
    g.drums = {D::kCumbia};
    g.drums_chance = 1;
    g.feel = straight(1.2, 6);
    g.harmony = {H::kSalsa, H::kFolk};
    g.colour = 0;
    g.comping = {C::kOffbeat, C::kSkank};
    g.bass = {B::kCumbia};
  }
  {
    Genre& g = book.like("latin", "bachata");
    pace(g, 112, 128, 144);
    g.modes = {5, 8, 0, 0, 0, 0, .4, 0};
    g.chairs = {{R::kLead, 1, {27, 53, 24}},      {R::kChords, 1, {25, 24}},
                {R::kArpeggio, .8, {27, 25, 24}}, {R::kBass, 1, {33}},
                {R::kPad, .3, {48, 50}},          {R::kDrums, 1, {kDrumKit}}};
    g.soloists = {27, 24};
    g.drums = {D::kBachata};
    g.drums_chance = .98;
    g.harmony = {H::kPop, H::kSalsa};
    g.colour = 1;
    g.comping = {C::kFingerpick, C::kBolero};
    g.bass = {B::kCumbia};
    g.grace = Grace::kSlide, g.graces = .12;
    g.low_intensity = 2, g.high_intensity = 5;
  }
  {
    Genre& g = book.like("latin", "merengue");
    pace(g, 128, 148, 170);
    g.metres = {{k44, 8}, {k24, 6}};
    seat(g, R::kLead, {65, 56, 21, 61}, 1);
    seat(g, R::kChords, {0, 21, 0}, 1);
    seat(g, R::kCounter, {65, 66, 56}, .8);
    leave(g, R::kPad);
    g.drums = {D::kMerengue};
    g.drums_chance = 1;
    g.harmony = {H::kSalsa};
    g.colour = 0;
    g.comping = {C::kMontuno, C::kOffbeat};
    g.bass = {B::kStomp, B::kRootFifth};
    g.busy = .68;
    g.low_intensity = 4, g.high_intensity = 7;
  }
  {
    Genre& g = book.family("waltz", "tango");
    pace(g, 104, 122, 138);
    g.metres = {{k44, 10}, {k24, 4}};
    g.modes = {2.5, 9, 0, .2, 0, 0, 5, 0};
    g.chairs = {{R::kLead, 1, {23, 40, 23, 21}}, {R::kChords, 1, {0, 23, 24}},
                {R::kBass, .95, {43, 32}},       {R::kCounter, .8, {40, 42, 23, 41}},
                {R::kPad, .4, {48, 49}},         {R::kDrums, .08, {kDrumKit}}};
    g.soloists = {23, 0, 24};
    g.sizes = {1.2, 1.5, 2.5, 5};
    g.drums_chance = .08;
    g.drums = {D::kTango};
    g.feel = straight(1.4, 8, .35);
    g.feel.ritardando = .1;
    g.harmony = {H::kTango};
    g.slow_harmony = .1;
    g.comping = {C::kMarcato, C::kMarcato, C::kSincopa};
    g.bass = {B::kMarcato};
    g.forms = {F::kStrains, F::kSong};
    g.strict = false;
    g.syncopation = .5, g.busy = .5, g.chromatic = .2;
    g.grace = Grace::kMordent, g.graces = .08;
    g.low_intensity = 2, g.high_intensity = 6;
  }
  {
    Genre& g = book.like("tango", "milonga");
    pace(g, 88, 104, 120);
    g.metres = {{k24, 10}, {k44, 4}};
    g.modes = {6, 6, 0, 0, 0, 0, 2, 0};
    g.comping = {C::kTresillo, C::kSincopa};
    g.bass = {B::kHabanera};
    g.syncopation = .55, g.busy = .58;
  }
  {
    // Buenos Aires after 1955: three, three, two; fugues, jazz and a knife.
    Genre& g = book.like("tango", "tango nuevo");
    pace(g, 92, 116, 144);
    g.metres = {{k44, 12}, {k54, .5}, {k78, .7}, {k34, .6}};
    g.modes = {.6, 8, 1, .6, 0, 0, 5, 0};
    seat(g, R::kLead, {23, 40, 23}, 1);
    seat(g, R::kCounter, {40, 26, 42}, .9);
    seat(g, R::kChords, {0, 26}, 1);
    g.harmony = {H::kBaroque, H::kTango, H::kJazz};
    g.colour = 2;
    g.comping = {C::kTresillo, C::kMarcato};
    g.bass = {B::kTresillo, B::kTresillo, B::kMarcato};
    g.syncopation = .65, g.busy = .62, g.chromatic = .28;
    g.low_intensity = 1, g.high_intensity = 7;
  }
  {
    Genre& g = book.family("bossa nova", "flamenco");
    pace(g, 84, 118, 168);
    g.metres = {{k44, 6}, {k34, 4}, {k128, 3}, {k68, 2}};
    g.modes = {.6, 4, 0, 9, 0, 0, 4, 0};
    g.chairs = {{R::kLead, 1, {24, 24, 53, 73}},
                {R::kChords, 1, {24, 25}},
                {R::kBass, .35, {33, 32, 35}},
                {R::kCounter, .25, {40, 73, 42}},
                {R::kDrums, .7, {kDrumKit}}};
    g.soloists = {24};
    g.sizes = {4, 3, 2, 2};
    g.drums = {D::kFlamenco};
    g.drums_chance = .6;
    g.feel = straight(1.5, 8, .2);
    g.harmony = {H::kFlamenco};
    g.colour = 0;
    g.slow_harmony = .1;
    g.comping = {C::kRasgueado};
    g.bass = {B::kTresillo, B::kRoots};
    g.forms = {F::kThemeVariations, F::kSong, F::kStrains};
    g.syncopation = .5, g.busy = .68, g.chromatic = .1;
    g.grace = Grace::kMordent, g.graces = .16;
    g.low_intensity = 2, g.high_intensity = 7;
  }
  {
    Genre& g = book.like("flamenco", "rumba flamenca");
    pace(g, 100, 116, 132);
    g.metres = {{k44, 15}};
    g.modes = {2, 8, 0, 5, 0, 0, 2, 0};
    seat(g, R::kBass, {33, 35}, .9);
    g.sizes = {1, 1.5, 2.5, 5};
    g.drums = {D::kFlamenco, D::kHandDrums};
    g.drums_chance = .92;
    g.comping = {C::kRasgueado, C::kStrum};
    g.bass = {B::kTresillo};
    g.low_intensity = 3, g.high_intensity = 7;
  }
}

}  // namespace continuo
