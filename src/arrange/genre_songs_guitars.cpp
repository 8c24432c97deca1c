// Sub-styles of rock, metal, country, synth pop and disco, with pop. Programs are General MIDI
// numbers from 0.
#include "arrange/genre_rows.h"

namespace continuo {

using namespace rows;

void add_songs_and_guitars(RowBook& book) {
  {
    Genre& g = book.family("pop ballad", "pop");
    pace(g, 84, 108, 132);
    g.metres = {{k44, 14}, {k68, .8}, {k34, .4}, {k128, .3}};
    seat(g, R::kLead, {53, 81, 0, 54, 73, 27, 85, 11}, 1);
    seat(g, R::kChords, {0, 25, 4, 27, 90, 24}, 1);
    seat(g, R::kBass, {33, 38, 34}, 1);
    seat(g, R::kPad, {48, 89, 50, 52}, .55);
    seat(g, R::kCounter, {27, 81, 48, 11}, .35);
    seat(g, R::kArpeggio, {81, 27, 25, 88, 10}, .4);
    g.sizes = {.8, 1, 1.5, 7};
    g.drums_chance = .93;
    g.drums = {D::kPop};
    g.feel = straight(.9, 6);
    g.comping = {C::kBlock, C::kStrum, C::kBlock, C::kBroken};
    g.bass = {B::kEighths, B::kSyncopated, B::kRoots};
    g.forms = {F::kSong, F::kSong, F::kShort};
    g.syncopation = .4, g.busy = .5;
    g.low_intensity = 2, g.high_intensity = 7;
  }
  {
    Genre& g = book.like("pop", "dance pop");
    pace(g, 110, 122, 132);
    g.metres = {{k44, 15}};
    g.modes = {6, 7, .5, 0, 0, .4, 0, 0};
    seat(g, R::kLead, {81, 54, 53, 85, 80}, 1);
    seat(g, R::kChords, {90, 0, 81, 62, 4}, 1);
    seat(g, R::kBass, {38, 39}, 1);
    seat(g, R::kPad, {89, 50, 95}, .65);
    seat(g, R::kArpeggio, {81, 90, 88}, .5);
    g.drums = {D::kFourOnFloor, D::kSynthPop};
    g.drums_chance = 1;
    g.feel = straight(.3, 4);
    g.harmony = {H::kPop, H::kTrance};
    g.comping = {C::kOffbeat, C::kHousePiano, C::kGate};
    g.bass = {B::kOffbeat, B::kEighths, B::kSyncopated};
    g.forms = {F::kSong, F::kBuildUp};
    g.low_intensity = 3, g.high_intensity = 7;
  }
  {
    Genre& g = book.like("pop", "indie pop");
    pace(g, 92, 116, 146);
    seat(g, R::kLead, {27, 53, 81, 9, 73, 11}, 1);
    seat(g, R::kChords, {27, 25, 4, 0, 24}, 1);
    seat(g, R::kBass, {34, 33}, 1);
    seat(g, R::kPad, {89, 48, 16, 51}, .4);
    seat(g, R::kArpeggio, {27, 9, 10, 81}, .4);
    g.drums = {D::kPop, D::kRock, D::kMotown};
    g.feel = straight(1.4, 6);
    g.colour = 1;
    g.comping = {C::kStrum, C::kBroken, C::kBlock};
    g.bass = {B::kEighths, B::kMelodic};
    g.low_intensity = 2, g.high_intensity = 6;
  }
  {
    // Tokyo, 1982.
    Genre& g = book.like("pop", "city pop");
    pace(g, 92, 108, 122);
    g.metres = {{k44, 15}};
    seat(g, R::kLead, {65, 81, 53, 27, 4}, 1);
    seat(g, R::kChords, {4, 5, 27, 0}, 1);
    seat(g, R::kBass, {36, 33, 37}, 1);
    seat(g, R::kPad, {48, 50, 89}, .6);
    seat(g, R::kCounter, {61, 66, 11, 57}, .55);
    g.drums = {D::kDisco, D::kFunk, D::kPop};
    g.drums_chance = 1;
    g.feel = straight(.8, 6);
    g.harmony = {H::kSoul, H::kJazz, H::kSoul};
    g.colour = 3;
    g.comping = {C::kFunk, C::kOffbeat, C::kBlock};
    g.bass = {B::kFunk, B::kOctaves, B::kMotown};
    g.syncopation = .55;
    g.low_intensity = 3, g.high_intensity = 6;
  }
  {
    Genre& g = book.like("pop", "doo-wop");
    pace(g, 64, 92, 132);
    g.metres = {{k128, 6}, {k44, 5}, {k68, 2}};
    g.modes = {12, .6, 0, 0, 0, 0, 0, 0};
    seat(g, R::kLead, {53, 52, 65, 66}, 1);
    seat(g, R::kChords, {0, 27, 0}, 1);
    seat(g, R::kBass, {32, 33}, 1);
    seat(g, R::kPad, {52, 53}, .8);
    seat(g, R::kCounter, {66, 65}, .35);
    leave(g, R::kArpeggio);
    g.soloists = {0, 52, 27};
    g.drums = {D::kRockAndRoll, D::kBallad};
    g.drums_chance = .8;
    g.feel = swung(.6, 1.5);
    g.harmony = {H::kDooWop};
    g.colour = 0;
    g.comping = {C::kTriplets};
    g.bass = {B::kRootFifth, B::kSka};
    g.busy = .38;
    g.low_intensity = 2, g.high_intensity = 5;
  }
  {
    Genre& g = book.like("pop ballad", "power ballad");
    pace(g, 58, 70, 84);
    g.metres = {{k44, 12}, {k68, 1.5}, {k128, 1}};
    seat(g, R::kLead, {29, 53, 30, 0, 66}, 1);
    seat(g, R::kChords, {0, 29, 27, 25}, 1);
    seat(g, R::kBass, {34, 33}, 1);
    seat(g, R::kPad, {48, 52, 18, 50}, .9);
    g.sizes = {.3, .6, 1, 8};
    g.drums = {D::kBallad, D::kRock, D::kHalfTime};
    g.drums_chance = .97;
    g.comping = {C::kBlock, C::kBroken};
    g.low_intensity = 1, g.high_intensity = 7;
  }
  {
    Genre& g = book.like("synth pop", "synthwave");
    pace(g, 80, 100, 122);
    g.metres = {{k44, 15}};
    g.modes = {2, 9, 1.5, .3, .2, .3, .3, 0};
    seat(g, R::kLead, {81, 87, 62, 84, 80}, .95);
    seat(g, R::kChords, {90, 62, 50, 63}, .8);
    seat(g, R::kBass, {38, 39}, 1);
    seat(g, R::kArpeggio, {81, 80, 90}, .85);
    seat(g, R::kPad, {89, 50, 95, 91}, .85);
    g.drums_chance = .97;
    g.comping = {C::kLong, C::kPulse};
    g.bass = {B::kEighths, B::kEighths, B::kSixteenths};
    g.harmony = {H::kLoop, H::kPop, H::kCinematic};
    g.low_intensity = 2, g.high_intensity = 6;
  }
  {
    Genre& g = book.like("synth pop", "new wave");
    pace(g, 112, 138, 164);
    g.metres = {{k44, 15}};
    seat(g, R::kLead, {27, 81, 80, 62, 65}, .95);
    seat(g, R::kChords, {28, 27, 90, 50}, 1);
    seat(g, R::kBass, {34, 33, 38}, 1);
    seat(g, R::kPad, {50, 51, 89}, .6);
    seat(g, R::kArpeggio, {27, 81}, .3);
    g.drums = {D::kRock, D::kSynthPop, D::kPunk};
    g.feel = straight(.7, 5);
    g.harmony = {H::kRock, H::kPop};
    g.comping = {C::kOffbeat, C::kPulse, C::kStrum};
    g.bass = {B::kEighths};
    g.low_intensity = 3, g.high_intensity = 6;
  }
  {
    Genre& g = book.like("disco", "nu-disco");
    pace(g, 110, 118, 124);
    g.modes = {4, 6, 3, 0, .2, .8, 0, 0};
    seat(g, R::kLead, {81, 54, 65, 4, 85}, .85);
    seat(g, R::kChords, {27, 4, 90, 0}, 1);
    seat(g, R::kBass, {38, 33, 39, 36}, 1);
    seat(g, R::kPad, {89, 50, 48}, .6);
    g.drums = {D::kDeepHouse, D::kDisco};
    g.feel = swung(.53, .5, true);
    g.harmony = {H::kLoop, H::kSoul};
    g.colour = 3;
    g.comping = {C::kFunk, C::kOffbeat};
    g.bass = {B::kOctaves, B::kFunk, B::kDeep};
    g.forms = {F::kBuildUp, F::kLoop, F::kSong};
  }
  {
    Genre& g = book.like("disco", "italo disco");
    pace(g, 112, 122, 134);
    g.modes = {2.5, 9, .5, 0, 0, 0, .8, 0};
    seat(g, R::kLead, {81, 80, 54, 85, 62}, 1);
    seat(g, R::kChords, {90, 62, 50, 0}, .9);
    seat(g, R::kBass, {38, 39}, 1);
    seat(g, R::kArpeggio, {81, 80, 90}, .7);
    seat(g, R::kPad, {50, 51, 52}, .7);
    leave(g, R::kCounter);
    g.drums = {D::kSynthPop, D::kDisco};
    g.feel = straight(.2, 4);
    g.harmony = {H::kPop};
    g.colour = 0;
    g.comping = {C::kOffbeat, C::kPulse};
    g.bass = {B::kOctaves, B::kSixteenths, B::kOctaves};
  }
  {
    Genre& g = book.like("rock", "punk rock");
    pace(g, 156, 184, 220);
    g.metres = {{k44, 15}, {k68, .3}};
    g.modes = {8, 4, 0, .2, 0, 1, 0, .2};
    g.chairs = {{R::kLead, .7, {29, 30, 27}},
                {R::kChords, 1, {30, 29}},
                {R::kBass, 1, {34}},
                {R::kDrums, 1, {kDrumKit}}};
    g.soloists = {30, 29};
    g.sizes = {.2, .3, 2, 8};
    g.drums = {D::kPunk};
    g.drums_chance = 1;
    g.feel = straight(1.1, 5);
    g.comping = {C::kPowerEighths};
    g.bass = {B::kEighths};
    g.forms = {F::kShort, F::kSong};
    g.busy = .45;
    g.low_intensity = 5, g.high_intensity = 7;
  }
  {
    Genre& g = book.like("rock", "surf rock");
    pace(g, 132, 160, 184);
    g.metres = {{k44, 15}};
    g.modes = {5, 6, .3, 1, 0, .5, 2.5, .5};
    seat(g, R::kLead, {27, 27, 26, 65}, 1);
    seat(g, R::kChords, {27, 28, 25}, 1);
    seat(g, R::kBass, {34, 33}, 1);
    seat(g, R::kPad, {16, 18}, .25);
    g.drums = {D::kSurf};
    g.drums_chance = 1;
    g.comping = {C::kStrum, C::kBackbeat};
    g.bass = {B::kEighths, B::kRootFifth};
    g.harmony = {H::kRock, H::kFlamenco, H::kDooWop};
    g.syncopation = .3, g.busy = .68;
    g.low_intensity = 4, g.high_intensity = 7;
  }
  {
    Genre& g = book.like("rock", "indie rock");
    pace(g, 104, 132, 164);
    seat(g, R::kLead, {27, 29, 81, 53}, .95);
    seat(g, R::kChords, {27, 29, 25, 28}, 1);
    seat(g, R::kArpeggio, {27, 28, 31}, .5);
    g.drums = {D::kRock, D::kPop, D::kPunk};
    g.feel = straight(1.6, 6);
    g.harmony = {H::kPop, H::kRock};
    g.colour = 1;
    g.comping = {C::kStrum, C::kPowerEighths, C::kBroken};
    g.bass = {B::kEighths, B::kMelodic};
    g.low_intensity = 2, g.high_intensity = 6;
  }
  {
    // Quiet, then very loud.
    Genre& g = book.like("rock", "grunge");
    pace(g, 82, 112, 138);
    g.modes = {2, 7, 1.5, 2, .3, 1.5, .3, 1};
    seat(g, R::kLead, {30, 29, 27}, .9);
    seat(g, R::kChords, {30, 29, 27}, 1);
    leave(g, R::kPad);
    leave(g, R::kCounter);
    g.drums = {D::kRock, D::kHalfTime};
    g.drums_chance = .98;
    g.feel = straight(1.7, 7);
    g.harmony = {H::kRock, H::kMetal};
    g.comping = {C::kPowerEighths, C::kChug};
    g.low_intensity = 2, g.high_intensity = 7;
  }
  {
    Genre& g = book.like("rock", "progressive rock");
    pace(g, 84, 126, 168);
    g.metres = {{k44, 4}, {k78, 3}, {k54, 2.5},    {k74, 2},
                {k98, 1}, {k68, 1}, {{11, 8}, .8}, {{13, 8}, .4}};
    g.modes = {4, 4, 3, .5, 1.5, 2.5, .6, 0};
    seat(g, R::kLead, {81, 29, 73, 18, 84, 27}, 1);
    seat(g, R::kChords, {18, 29, 16, 0, 25}, 1);
    seat(g, R::kPad, {52, 48, 16, 89}, .6);
    seat(g, R::kArpeggio, {81, 25, 27, 0}, .6);
    g.drums_chance = .98;
    g.feel = straight(1, 6);
    g.harmony = {H::kRock, H::kModal, H::kCinematic};
    g.colour = 1;
    g.comping = {C::kStabs, C::kPowerEighths, C::kOstinato};
    g.bass = {B::kMelodic, B::kEighths, B::kSyncopated};
    g.forms = {F::kArch, F::kSong, F::kThemeVariations};
    g.syncopation = .45, g.busy = .68;
    g.low_intensity = 2, g.high_intensity = 7;
  }
  {
    Genre& g = book.like("rock", "hard rock");
    pace(g, 98, 128, 156);
    g.metres = {{k44, 14}, {k68, .6}};
    g.modes = {2, 5, 1.5, .2, 0, 3, .2, 4};
    seat(g, R::kLead, {29, 30, 18}, 1);
    seat(g, R::kChords, {29, 30}, 1);
    seat(g, R::kPad, {18, 16}, .3);
    g.drums_chance = 1;
    g.comping = {C::kPowerEighths, C::kChug};
    g.syncopation = .45, g.busy = .56, g.chromatic = .08;
    g.low_intensity = 4, g.high_intensity = 7;
  }
  {
    // 1956: twelve bars, slapped bass, piano in eighths.
    Genre& g = book.like("rock", "rock and roll");
    pace(g, 136, 166, 196);
    g.metres = {{k44, 15}};
    g.modes = {10, .6, 0, 0, 0, 1, 0, 3};
    seat(g, R::kLead, {27, 66, 0, 26}, 1);
    seat(g, R::kChords, {0, 27, 25}, 1);
    seat(g, R::kBass, {32, 33}, 1);
    leave(g, R::kPad);
    seat(g, R::kCounter, {66, 65}, .4);
    g.drums = {D::kRockAndRoll};
    g.drums_chance = .97;
    g.feel = swung(.56, 1.3);
    g.harmony = {H::kBlues, H::kBlues, H::kDooWop};
    g.colour = 1;
    g.comping = {C::kBoogie, C::kBoogie, C::kPulse};
    g.bass = {B::kBoogie, B::kWalking};
    g.forms = {F::kChoruses, F::kSong};
    g.low_intensity = 4, g.high_intensity = 7;
  }
  {
    // 1967.
    Genre& g = book.like("rock", "psychedelic rock");
    pace(g, 76, 108, 138);
    g.modes = {3, 3, 4, 1, .6, 5, .2, .6};
    seat(g, R::kLead, {29, 104, 18, 27, 73}, 1);
    seat(g, R::kChords, {18, 16, 27, 29}, 1);
    seat(g, R::kPad, {16, 95, 48, 89}, .6);
    seat(g, R::kArpeggio, {27, 104, 6}, .4);
    g.drums = {D::kRock, D::kSoul};
    g.feel = straight(1.8, 7);
    g.harmony = {H::kModal, H::kRock};
    g.bass = {B::kMelodic, B::kEighths, B::kPedal};
    g.comping = {C::kStrum, C::kLong, C::kPowerEighths};
    g.grace = Grace::kSlide, g.graces = .12;
    g.low_intensity = 2, g.high_intensity = 6;
  }
  {
    Genre& g = book.like("rock", "post-rock");
    pace(g, 64, 96, 138);
    g.metres = {{k44, 8}, {k34, 2}, {k68, 2}, {k54, 1}, {k78, .7}};
    g.modes = {5, 5, 1, 0, 1, .4, 0, 0};
    seat(g, R::kLead, {27, 31, 29, 42}, .9);
    seat(g, R::kChords, {27, 29}, .9);
    seat(g, R::kPad, {89, 48, 92, 95}, .8);
    seat(g, R::kArpeggio, {27, 31, 88, 9}, .85);
    g.drums = {D::kRock, D::kHalfTime, D::kBallad};
    g.feel = straight(1.4, 7);
    g.harmony = {H::kCinematic, H::kPop};
    g.colour = 1;
    g.slow_harmony = .5;
    g.comping = {C::kLong, C::kTremolo, C::kBroken};
    g.bass = {B::kRoots, B::kEighths, B::kPedal};
    g.forms = {F::kArch};
    g.syncopation = .15, g.busy = .28;
    g.low_intensity = 0, g.high_intensity = 7;
  }
  {
    Genre& g = book.like("metal", "thrash metal");
    pace(g, 160, 192, 230);
    g.modes = {.2, 6, .3, 5, 0, 0, 2, .3};
    leave(g, R::kPad);
    g.drums = {D::kPunk, D::kMetal};
    g.harmony = {H::kMetal};
    g.comping = {C::kChug, C::kGallop, C::kTremolo};
    g.bass = {B::kSixteenths, B::kGallop, B::kEighths};
    g.busy = .72;
    g.low_intensity = 5, g.high_intensity = 7;
  }
  {
    Genre& g = book.like("metal", "death metal");
    pace(g, 150, 190, 240);
    g.modes = {0, 5, .2, 6, 0, 0, 3, .2};
    seat(g, R::kLead, {30, 29}, .75);
    seat(g, R::kChords, {30}, 1);
    leave(g, R::kPad);
    g.drums = {D::kBlast};
    g.harmony = {H::kMetal};
    g.comping = {C::kTremolo, C::kChug};
    g.bass = {B::kSixteenths, B::kEighths};
    g.busy = .7, g.chromatic = .16;
    g.low_intensity = 5, g.high_intensity = 7;
  }
  {
    Genre& g = book.like("metal", "doom metal");
    pace(g, 50, 66, 84);
    g.metres = {{k44, 12}, {k68, 2}, {k34, 1}};
    g.modes = {0, 6, .3, 4, 0, 0, 1.5, 1.5};
    seat(g, R::kPad, {19, 52, 48}, .35);
    g.drums = {D::kHalfTime, D::kMetal};
    g.harmony = {H::kMetal};
    g.slow_harmony = .4;
    g.comping = {C::kPowerEighths};
    g.bass = {B::kRoots, B::kEighths};
    g.busy = .3;
    g.low_intensity = 3, g.high_intensity = 6;
  }
  {
    Genre& g = book.like("metal", "power metal");
    pace(g, 140, 168, 200);
    g.metres = {{k44, 13}, {k68, 1.5}};
    g.modes = {3.5, 7, .4, 0, 0, 0, 3, 0};
    seat(g, R::kLead, {30, 29, 81, 52}, 1);
    seat(g, R::kPad, {48, 52, 19, 50}, .7);
    seat(g, R::kArpeggio, {81, 6, 30}, .3);
    g.drums = {D::kGallop, D::kMetal};
    g.harmony = {H::kCinematic, H::kPop, H::kBaroque};
    g.comping = {C::kGallop, C::kGallop, C::kPowerEighths};
    g.bass = {B::kGallop, B::kEighths};
    g.busy = .75;
  }
  {
    Genre& g = book.like("metal", "metalcore");
    pace(g, 90, 132, 176);
    g.modes = {.2, 7, .4, 4, 0, 0, 1.5, 0};
    seat(g, R::kPad, {89, 95, 48}, .5);
    g.drums = {D::kBreakdown, D::kBreakdown, D::kMetal};
    g.harmony = {H::kMetal};
    g.comping = {C::kBreakdown, C::kBreakdown, C::kChug};
    g.bass = {B::kEighths, B::kSyncopated};
    g.syncopation = .5;
  }
  {
    Genre& g = book.like("country", "bluegrass");
    pace(g, 112, 142, 176);
    g.metres = {{k44, 9}, {k24, 5}, {k34, 1.5}};
    g.modes = {10, .8, .6, 0, 0, 2.5, 0, 0};
    g.chairs = {{R::kLead, 1, {110, 105, 25}},
                {R::kArpeggio, .85, {105}},
                {R::kChords, 1, {25, 24}},
                {R::kBass, .97, {32}},
                {R::kCounter, .4, {110, 15}}};
    g.soloists = {105, 25};
    g.sizes = {.8, 1, 2, 6};
    g.drums_chance = .04;
    g.drums = {D::kStomp};
    g.feel = swung(.52, 1.2);
    g.harmony = {H::kFolk};
    g.comping = {C::kBoomChick, C::kBanjoRoll};
    g.busy = .85, g.chromatic = .12;
    g.grace = Grace::kSlide, g.graces = .12;
    g.low_intensity = 4, g.high_intensity = 7;
  }
  {
    Genre& g = book.like("country", "americana");
    pace(g, 66, 92, 124);
    g.metres = {{k44, 9}, {k34, 2.5}, {k68, 2}};
    g.modes = {8, 3, .3, 0, 0, 2, 0, .3};
    seat(g, R::kLead, {25, 22, 110, 27, 42}, 1);
    seat(g, R::kChords, {25, 25, 24, 16}, 1);
    seat(g, R::kPad, {16, 49, 20}, .35);
    g.drums = {D::kBallad, D::kFolk, D::kPop};
    g.drums_chance = .6;
    g.feel = swung(.53, 1.9);
    g.comping = {C::kFingerpick, C::kStrum, C::kBoomChick};
    g.bass = {B::kRoots, B::kRootFifth};
    g.busy = .4;
    g.low_intensity = 1, g.high_intensity = 5;
  }
}

}  // namespace continuo
