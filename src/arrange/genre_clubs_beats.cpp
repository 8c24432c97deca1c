// Sub-styles of club music, beats and machines, with trance and breakbeat. Programs are General
// MIDI numbers from 0.
#include "arrange/genre_rows.h"

namespace continuo {

using namespace rows;

void add_clubs_and_beats(RowBook& book) {
  {
    Genre& g = book.like("house", "deep house");
    pace(g, 114, 120, 125);
    g.modes = {1, 7, 4, 0, 0, .4, 0, 0};
    seat(g, R::kLead, {4, 54, 11, 81, 64}, .65);
    seat(g, R::kChords, {4, 5, 90, 89}, 1);
    seat(g, R::kBass, {38, 39}, 1);
    seat(g, R::kPad, {89, 95, 91, 49}, .85);
    g.drums = {D::kDeepHouse};
    g.feel = swung(.56, .3, true);
    g.harmony = {H::kLoop, H::kModal};
    g.slow_harmony = .5;
    g.comping = {C::kLaidBack, C::kStabs, C::kTresillo};
    g.bass = {B::kDeep};
    g.busy = .3;
    g.melodic = .6;
    g.low_intensity = 1, g.high_intensity = 5;
  }
  {
    Genre& g = book.like("house", "progressive house");
    pace(g, 122, 126, 130);
    g.modes = {5, 6, .6, 0, .2, .3, 0, 0};
    seat(g, R::kLead, {81, 90, 88, 0, 85}, .95);
    seat(g, R::kChords, {90, 81, 0, 62}, 1);
    seat(g, R::kArpeggio, {81, 90, 88}, .8);
    seat(g, R::kPad, {89, 50, 95, 48}, .85);
    g.drums = {D::kFourOnFloor, D::kTrance};
    g.feel = straight(.2, 4);
    g.harmony = {H::kTrance, H::kPop};
    g.colour = 1;
    g.comping = {C::kGate, C::kOffbeat, C::kLong};
    g.bass = {B::kOffbeat, B::kEighths};
    g.forms = {F::kBuildUp};
    g.melodic = .9;
    g.low_intensity = 1, g.high_intensity = 7;
  }
  {
    Genre& g = book.like("house", "tropical house");
    pace(g, 98, 110, 118);
    g.modes = {9, 4, .2, 0, .2, .5, 0, 0};
    seat(g, R::kLead, {12, 114, 75, 81, 64, 11}, .95);
    seat(g, R::kChords, {0, 4, 24, 12}, 1);
    seat(g, R::kPad, {89, 95, 91}, .6);
    seat(g, R::kArpeggio, {12, 108, 46, 24}, .5);
    g.drums = {D::kDeepHouse, D::kReggaeton};
    g.feel = straight(.4, 5);
    g.harmony = {H::kPop, H::kLoop};
    g.colour = 1;
    g.comping = {C::kTresillo, C::kOffbeat, C::kHousePiano};
    g.bass = {B::kTresillo, B::kOffbeat};
    g.low_intensity = 2, g.high_intensity = 5;
  }
  {
    // South Africa: the bass is a log drum, and nobody hurries.
    Genre& g = book.like("house", "amapiano");
    pace(g, 108, 113, 118);
    g.modes = {3, 7, 3, 0, 0, .4, 0, 0};
    seat(g, R::kLead, {0, 4, 73, 12, 54}, .8);
    seat(g, R::kChords, {0, 4, 5}, 1);
    seat(g, R::kBass, {39, 38, 117}, 1);
    seat(g, R::kPad, {89, 91, 52}, .7);
    g.drums = {D::kAmapiano};
    g.feel = swung(.54, .6, true);
    g.harmony = {H::kSoul, H::kLoop};
    g.comping = {C::kLaidBack, C::kStabs};
    g.bass = {B::kDeep, B::kSlides, B::kTresillo};
    g.forms = {F::kLoop, F::kBuildUp};
    g.low_intensity = 2, g.high_intensity = 6;
  }
  {
    Genre& g = book.like("techno", "minimal techno");
    pace(g, 122, 127, 132);
    seat(g, R::kLead, {80, 12, 98, 115}, .4);
    seat(g, R::kChords, {90, 4, 81}, .6);
    seat(g, R::kArpeggio, {80, 12, 11, 108}, .5);
    seat(g, R::kPad, {89, 94}, .35);
    g.drums = {D::kMinimal};
    g.slow_harmony = .9;
    g.comping = {C::kStabs};
    g.bass = {B::kOffbeat, B::kPedal, B::kDeep};
    g.busy = .25;
    g.melodic = .4;
    g.low_intensity = 1, g.high_intensity = 5;
  }
  {
    // Chords into long echoes.
    Genre& g = book.like("techno", "dub techno");
    pace(g, 112, 120, 126);
    g.modes = {.3, 8, 3, 1, 0, 0, 0, 0};
    seat(g, R::kLead, {98, 88, 4}, .25);
    seat(g, R::kChords, {90, 4, 50, 95}, 1);
    seat(g, R::kPad, {89, 95, 94, 99}, .95);
    leave(g, R::kArpeggio);
    g.drums = {D::kMinimal, D::kDeepHouse};
    g.colour = 2;
    g.slow_harmony = .9;
    g.comping = {C::kStabs, C::kOffbeat};
    g.bass = {B::kDub, B::kPedal, B::kDeep};
    g.busy = .15;
    g.melodic = .3;
    g.low_intensity = 1, g.high_intensity = 4;
  }
  {
    Genre& g = book.like("techno", "acid techno");
    pace(g, 124, 134, 146);
    g.modes = {.2, 6, 1, 4, 0, .3, .6, .5};
    seat(g, R::kLead, {81, 80, 87, 84}, .5);
    seat(g, R::kBass, {38, 39, 87}, 1);
    seat(g, R::kArpeggio, {81, 87, 39}, .7);
    g.drums = {D::kTechno, D::kFourOnFloor, D::kElectro};
    g.bass = {B::kAcid};
    g.slow_harmony = .8;
    g.low_intensity = 3, g.high_intensity = 7;
  }
  {
    Genre& g = book.like("techno", "hard techno");
    pace(g, 142, 150, 164);
    g.modes = {0, 6, .3, 5, 0, 0, 1, 0};
    seat(g, R::kLead, {84, 81, 30, 87}, .6);
    g.drums = {D::kTechno};
    g.bass = {B::kPsy, B::kSixteenths, B::kOffbeat};
    g.comping = {C::kStabs, C::kGate};
    g.low_intensity = 5, g.high_intensity = 7;
  }
  {
    Genre& g = book.like("techno", "electro");
    pace(g, 112, 124, 136);
    seat(g, R::kLead, {80, 81, 54, 62}, .85);
    seat(g, R::kArpeggio, {80, 81, 87}, .7);
    g.drums = {D::kElectro};
    g.bass = {B::kSyncopated, B::kAcid, B::kSixteenths};
    g.low_intensity = 2, g.high_intensity = 6;
  }
  {
    Genre& g = book.family("techno", "trance");
    pace(g, 130, 137, 144);
    g.metres = {{k44, 15}, {k78, .3}, {k54, .2}};
    g.modes = {2.5, 8, .4, .6, .1, .2, 1, 0};
    seat(g, R::kLead, {81, 90, 88, 84, 54}, .97);
    seat(g, R::kChords, {90, 81, 62, 50}, .9);
    seat(g, R::kBass, {38, 39}, 1);
    seat(g, R::kArpeggio, {81, 80, 90, 88}, .9);
    seat(g, R::kPad, {89, 50, 52, 95, 91}, .9);
    g.soloists = {81, 0, 90};
    g.drums = {D::kTrance};
    g.feel = straight(.15, 4);
    g.harmony = {H::kTrance};
    g.colour = 0;
    g.slow_harmony = .35;
    g.comping = {C::kGate, C::kGate, C::kOffbeat};
    g.bass = {B::kOffbeat, B::kOffbeat, B::kPsy};
    g.forms = {F::kBuildUp};
    g.syncopation = .5, g.busy = .6;
    g.melodic = .9;
    g.low_intensity = 2, g.high_intensity = 7;
  }
  {
    Genre& g = book.like("trance", "uplifting trance");
    pace(g, 136, 139, 144);
    g.modes = {4, 9, 0, 0, 0, 0, .3, 0};
    seat(g, R::kPad, {48, 52, 50, 91}, 1);
    seat(g, R::kLead, {81, 90, 0, 88}, 1);
    g.chairs.push_back({R::kCounter, .4, {54, 48, 52}});
    g.slow_harmony = .25;
    g.low_intensity = 1, g.high_intensity = 7;
  }
  {
    Genre& g = book.like("trance", "psytrance");
    pace(g, 138, 144, 152);
    g.modes = {0, 3, .4, 8, 0, 0, 4, 0};
    seat(g, R::kLead, {84, 87, 81, 104, 98}, .7);
    seat(g, R::kChords, {90, 81}, .45);
    seat(g, R::kArpeggio, {81, 87, 84, 103}, .9);
    seat(g, R::kPad, {95, 101, 94}, .5);
    g.drums = {D::kPsytrance};
    g.harmony = {H::kLoop};
    g.slow_harmony = .9;
    g.bass = {B::kPsy};
    g.busy = .5;
    g.melodic = .6;
    g.low_intensity = 4, g.high_intensity = 7;
  }
  {
    Genre& g = book.like("trance", "eurodance");
    pace(g, 126, 136, 146);
    g.modes = {3, 9, 0, 0, 0, 0, .6, 0};
    seat(g, R::kLead, {81, 54, 53, 90, 62}, 1);
    seat(g, R::kChords, {0, 90, 81}, 1);
    g.drums = {D::kFourOnFloor, D::kTrance};
    g.harmony = {H::kTrance, H::kPop};
    g.slow_harmony = .1;
    g.comping = {C::kHousePiano, C::kOffbeat, C::kGate};
    g.forms = {F::kSong, F::kBuildUp};
    g.low_intensity = 3, g.high_intensity = 7;
  }
  {
    Genre& g = book.family("drum and bass", "breakbeat");
    pace(g, 112, 128, 142);
    g.modes = {1.5, 6, 3, 1, .1, .8, .2, .5};
    seat(g, R::kLead, {81, 29, 54, 16, 62}, .75);
    seat(g, R::kChords, {4, 90, 16, 29, 0}, .85);
    seat(g, R::kBass, {38, 39, 33, 36}, 1);
    seat(g, R::kArpeggio, {81, 80, 39}, .4);
    g.drums = {D::kBreakbeat};
    g.feel = swung(.53, .5, true);
    g.slow_harmony = .4;
    g.comping = {C::kStabs, C::kFunk, C::kLong};
    g.bass = {B::kSyncopated, B::kFunk, B::kAcid};
    g.low_intensity = 2, g.high_intensity = 7;
  }
  {
    Genre& g = book.like("breakbeat", "uk garage");
    pace(g, 128, 132, 138);
    g.modes = {2, 8, 2, 0, 0, .3, 0, 0};
    seat(g, R::kLead, {54, 53, 4, 81, 11}, .8);
    seat(g, R::kChords, {4, 16, 17, 90}, 1);
    seat(g, R::kBass, {38, 39}, 1);
    g.drums = {D::kTwoStep};
    g.feel = swung(.6, .4, true);
    g.colour = 3;
    g.comping = {C::kStabs, C::kTresillo};
    g.bass = {B::kDeep, B::kSubs};
  }
  {
    Genre& g = book.like("breakbeat", "dubstep");
    pace(g, 136, 140, 146);
    g.modes = {.3, 8, .6, 3, 0, 0, .8, 0};
    seat(g, R::kLead, {84, 87, 81, 62}, .85);
    seat(g, R::kChords, {90, 81, 48}, .5);
    seat(g, R::kBass, {39, 38, 87}, 1);
    seat(g, R::kPad, {89, 95, 50, 94}, .8);
    g.drums = {D::kDubstep};
    g.feel = straight(.2, 5);
    g.comping = {C::kLong, C::kStabs, C::kTriplets};
    g.bass = {B::kSlides, B::kSubs, B::kSixteenths};
    g.forms = {F::kBuildUp};
    g.busy = .35;
  }
  {
    Genre& g = book.like("drum and bass", "jungle");
    pace(g, 156, 165, 174);
    seat(g, R::kLead, {54, 4, 81, 11, 53}, .6);
    seat(g, R::kChords, {4, 90, 16}, .8);
    g.drums = {D::kJungle};
    g.feel = swung(.52, .6, true);
    g.bass = {B::kDub, B::kSubs, B::kReggae};
    g.low_intensity = 3, g.high_intensity = 7;
  }
  {
    Genre& g = book.like("drum and bass", "liquid drum and bass");
    pace(g, 168, 174, 178);
    g.modes = {5, 6, 2, 0, .4, .3, 0, 0};
    seat(g, R::kLead, {54, 73, 4, 0, 66}, .85);
    seat(g, R::kChords, {4, 0, 5, 90}, 1);
    seat(g, R::kPad, {89, 48, 49, 91}, .95);
    g.harmony = {H::kSoul, H::kLoop};
    g.colour = 3;
    g.slow_harmony = .35;
    g.comping = {C::kLaidBack, C::kLong, C::kBroken};
    g.bass = {B::kSubs, B::kSyncopated};
    g.low_intensity = 1, g.high_intensity = 5;
  }
  {
    Genre& g = book.like("drum and bass", "neurofunk");
    pace(g, 170, 174, 180);
    g.modes = {0, 6, .6, 5, 0, 0, 1, 0};
    seat(g, R::kLead, {84, 87, 81}, .55);
    seat(g, R::kChords, {90, 81}, .4);
    seat(g, R::kBass, {39, 87, 38}, 1);
    seat(g, R::kPad, {94, 95, 101}, .6);
    g.bass = {B::kSixteenths, B::kSyncopated, B::kAcid};
    g.slow_harmony = .85;
    g.busy = .4;
    g.low_intensity = 4, g.high_intensity = 7;
  }
  {
    // Dusty records, New York, 1993.
    Genre& g = book.like("hip hop", "boom bap");
    pace(g, 82, 91, 100);
    g.metres = {{k44, 15}};
    g.modes = {1.5, 7, 3, .5, .2, .3, .2, .8};
    seat(g, R::kLead, {0, 56, 59, 11, 73, 66, 4}, .75);
    seat(g, R::kChords, {4, 0, 16, 26}, .95);
    seat(g, R::kBass, {32, 33}, 1);
    seat(g, R::kPad, {48, 49, 52}, .3);
    g.drums = {D::kBoomBap};
    g.feel = swung(.59, 1.6, true, 1.5);
    g.harmony = {H::kJazz, H::kLoop, H::kLoop};
    g.colour = 2;
    g.comping = {C::kLaidBack, C::kStabs};
    g.bass = {B::kSyncopated, B::kRoots, B::kMelodic};
    g.low_intensity = 2, g.high_intensity = 5;
  }
  {
    Genre& g = book.like("hip hop", "trap");
    pace(g, 128, 142, 160);
    g.metres = {{k44, 15}};
    g.modes = {.4, 8, .5, 3, 0, 0, 3, 0};
    seat(g, R::kLead, {0, 81, 11, 73, 10, 14, 80, 108}, .9);
    seat(g, R::kChords, {90, 0, 48, 52}, .6);
    seat(g, R::kBass, {38, 39}, 1);
    seat(g, R::kPad, {89, 52, 91, 94}, .7);
    seat(g, R::kArpeggio, {11, 10, 88, 24, 46}, .55);
    g.drums = {D::kTrap};
    g.drums_chance = 1;
    g.feel = straight(.3, 5);
    g.harmony = {H::kLoop};
    g.comping = {C::kLong, C::kStabs};
    g.bass = {B::kSlides, B::kSubs};
    g.slow_harmony = .5;
    g.low_intensity = 2, g.high_intensity = 6;
  }
  {
    Genre& g = book.like("trap", "drill");
    pace(g, 138, 143, 148);
    seat(g, R::kLead, {0, 48, 45, 73, 11}, .85);
    seat(g, R::kPad, {48, 52, 44}, .7);
    g.drums = {D::kDrill};
    g.bass = {B::kSlides};
    g.low_intensity = 3, g.high_intensity = 7;
  }
  {
    Genre& g = book.like("hip hop", "g-funk");
    pace(g, 84, 94, 104);
    g.metres = {{k44, 15}};
    g.modes = {.8, 8, 4, 0, 0, .3, 0, .5};
    seat(g, R::kLead, {81, 80, 84, 78}, 1);
    seat(g, R::kChords, {4, 27, 7, 5}, 1);
    seat(g, R::kBass, {38, 39, 36}, 1);
    seat(g, R::kPad, {50, 48, 89}, .6);
    g.drums = {D::kHipHop, D::kSoul};
    g.feel = swung(.54, 1, true, 1);
    g.harmony = {H::kModal, H::kLoop};
    g.comping = {C::kFunk, C::kLaidBack};
    g.bass = {B::kFunk, B::kSyncopated};
    g.grace = Grace::kSlide, g.graces = .2;
    g.low_intensity = 2, g.high_intensity = 5;
  }
  {
    Genre& g = book.like("trap", "phonk");
    pace(g, 120, 136, 160);
    g.modes = {0, 7, 0, 6, 0, 0, 1.5, 0};
    seat(g, R::kLead, {113, 81, 80, 54, 108}, .95);
    seat(g, R::kBass, {38, 39, 87}, 1);
    g.drums = {D::kPhonk};
    g.bass = {B::kSlides, B::kSubs, B::kSyncopated};
    g.low_intensity = 4, g.high_intensity = 7;
  }
  {
    Genre& g = book.like("lo-fi", "chillhop");
    pace(g, 76, 88, 98);
    seat(g, R::kLead, {26, 66, 73, 59, 11, 4}, .95);
    seat(g, R::kChords, {4, 0, 26, 5}, 1);
    seat(g, R::kBass, {32, 33}, 1);
    g.drums = {D::kBoomBap, D::kLofi};
    g.drums_chance = .97;
    g.feel = swung(.6, 2, true, 2);
    g.bass = {B::kSyncopated, B::kWalking};
    g.low_intensity = 2, g.high_intensity = 5;
  }
  {
    Genre& g = book.like("ambient", "dark ambient");
    pace(g, 44, 60, 80);
    g.modes = {0, 6, .6, 6, 0, 0, 2, 0};
    seat(g, R::kPad, {95, 94, 101, 92, 97, 89, 91}, 1);
    seat(g, R::kLead, {99, 42, 14, 69, 54}, .4);
    seat(g, R::kBass, {38, 43, 39}, .7);
    seat(g, R::kArpeggio, {99, 14, 11}, .2);
    g.harmony = {H::kModal, H::kCinematic};
    g.colour = 1;
    g.busy = .06;
    g.low_intensity = 0, g.high_intensity = 3;
  }
  {
    Genre& g = book.like("ambient", "new age");
    pace(g, 56, 76, 100);
    g.modes = {9, 2, 1, 0, 2, 1, 0, 0};
    seat(g, R::kPad, {88, 89, 49, 52, 94}, .95);
    seat(g, R::kLead, {0, 75, 73, 46, 77, 24, 79}, .95);
    seat(g, R::kArpeggio, {46, 0, 88, 24, 108}, .75);
    g.drums_chance = .1;
    g.harmony = {H::kPop, H::kModal, H::kImpressionist};
    g.colour = 2;
    g.slow_harmony = .4;
    g.comping = {C::kBroken, C::kLong};
    g.busy = .3;
    g.low_intensity = 1, g.high_intensity = 4;
  }
  {
    Genre& g = book.like("ambient", "downtempo");
    pace(g, 72, 88, 106);
    g.metres = {{k44, 13}, {k68, .6}};
    seat(g, R::kLead, {4, 73, 54, 11, 64, 104}, .8);
    seat(g, R::kChords, {4, 5, 90, 0}, .85);
    seat(g, R::kBass, {38, 33, 35}, 1);
    seat(g, R::kDrums, {kDrumKit}, 1);
    g.sizes = {.5, 1, 2.5, 6};
    g.drums_chance = .92;
    g.drums = {D::kLofi, D::kBreakbeat, D::kHipHop, D::kDub};
    g.feel = swung(.55, 1, true, 1);
    g.slow_harmony = .5;
    g.comping = {C::kLaidBack, C::kLong};
    g.bass = {B::kDub, B::kSubs, B::kSyncopated};
    g.busy = .3;
    g.low_intensity = 1, g.high_intensity = 5;
  }
  {
    // Three voices, chords as arpeggios too fast to count.
    Genre& g = book.like("chiptune", "sid chiptune");
    pace(g, 110, 134, 168);
    g.modes = {3, 8, 1, .6, 0, .3, 1.5, 0};
    seat(g, R::kLead, {81, 80, 87}, 1);
    seat(g, R::kArpeggio, {80, 81, 82}, 1);
    seat(g, R::kBass, {38, 87, 39}, 1);
    leave(g, R::kChords);
    leave(g, R::kPad);
    g.drums = {D::kSynthPop, D::kElectro};
    g.harmony = {H::kPop, H::kTrance, H::kBaroque};
    g.bass = {B::kSixteenths, B::kOctaves, B::kAcid};
    g.grace = Grace::kMordent, g.graces = .1;
  }
}

}  // namespace continuo
