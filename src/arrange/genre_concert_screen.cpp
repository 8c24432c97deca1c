// Sub-styles of the concert hall, the keyboard, the screen and the parade ground, with the baroque.
// Programs are General MIDI numbers from 0.
#include "arrange/genre_rows.h"

namespace continuo {

using namespace rows;

void add_concert_and_screen(RowBook& book) {
  {
    Genre& g = book.family("chamber", "baroque");
    pace(g, 56, 92, 138);
    g.metres = {{k44, 8}, {k34, 4}, {k68, 1.5}, {k128, 1}, {{3, 2}, .6}, {{3, 8}, .8}, {k24, .5}};
    g.modes = {7, 4, .4, .1, 0, .1, 3, 0};
    g.chairs = {{R::kLead, 1, {40, 74, 68, 73, 56, 6}},
                {R::kChords, .97, {6, 6, 19, 24}},
                {R::kBass, .9, {42, 42, 70, 43}},
                {R::kCounter, .7, {40, 68, 74, 41, 73}},
                {R::kPad, .25, {48, 19}}};
    g.soloists = {6, 6, 6, 19, 42, 24};
    g.sizes = {2.5, 2, 3, 3.5};
    g.drums_chance = 0;
    g.feel = straight(1.1, 5, .12);
    g.feel.ritardando = .12;
    g.harmony = {H::kBaroque};
    g.fast_harmony = .35;
    g.slow_harmony = 0;
    g.comping = {C::kContinuo};
    g.bass = {B::kContinuo, B::kContinuo, B::kWalking};
    g.forms = {F::kStrains, F::kThemeVariations, F::kShort};
    g.syncopation = .08, g.busy = .78, g.chromatic = .06;
    g.grace = Grace::kMordent, g.graces = .14;
    g.low_intensity = 2, g.high_intensity = 5;
  }
  {
    // Strings, a soloist, motor rhythm; the tutti returns.
    Genre& g = book.like("baroque", "baroque concerto");
    pace(g, 76, 104, 140);
    g.metres = {{k44, 9}, {k34, 2}, {k128, .6}};
    g.chairs = {
        {R::kLead, 1, {40, 40, 73, 68, 56}}, {R::kChords, .95, {6}}, {R::kBass, 1, {42, 43}},
        {R::kCounter, .9, {41, 40, 68}},     {R::kPad, .9, {48}},    {R::kArpeggio, .2, {45, 24}}};
    g.sizes = {.3, .6, 2, 7};
    g.busy = .86;
    g.low_intensity = 3, g.high_intensity = 6;
  }
  {
    Genre& g = book.like("baroque", "organ prelude");
    pace(g, 52, 76, 104);
    g.chairs = {{R::kLead, 1, {19}}, {R::kCounter, .3, {20, 74}}, {R::kBass, .2, {43, 42}}};
    g.soloists = {19, 19, 19, 20};
    g.sizes = {9, .4, .3, .3};
    g.comping = {C::kContinuo, C::kChorale, C::kOstinato};
    g.forms = {F::kArch, F::kThemeVariations, F::kStrains};
    g.busy = .7;
  }
  {
    Genre& g = book.like("orchestral", "symphony");
    pace(g, 60, 120, 168);
    g.chairs = {{R::kLead, 1, {48, 40, 68, 71, 60}},
                {R::kPad, 1, {49, 60, 48, 41}},
                {R::kBass, 1, {43, 42}},
                {R::kBass, .6, {47}},
                {R::kCounter, .9, {68, 71, 42, 73}},
                {R::kChords, .7, {61, 60, 48}},
                {R::kCounter, .6, {56, 70, 60, 41}},
                {R::kPad, .6, {57, 70, 71}},
                {R::kDrums, .25, {kDrumKit}}};
    g.sizes = {.1, .3, .8, 9};
    g.drums_chance = .25;
    g.harmony = {H::kClassical, H::kRomantic};
    g.forms = {F::kArch, F::kThemeVariations};
    g.feel.ritardando = .1;
    g.low_intensity = 1, g.high_intensity = 7;
  }
  {
    Genre& g = book.like("orchestral", "string orchestra");
    pace(g, 50, 78, 126);
    g.chairs = {{R::kLead, 1, {48, 40}},   {R::kPad, .9, {49, 44, 48}}, {R::kBass, 1, {43}},
                {R::kCounter, .9, {42}},   {R::kCounter, .7, {41}},     {R::kArpeggio, .3, {45}},
                {R::kChords, .3, {45, 46}}};
    g.soloists = {48, 42, 40};
    g.drums_chance = 0;
    g.harmony = {H::kRomantic, H::kClassical, H::kCinematic};
    g.feel = straight(1.6, 7, .45);
    g.feel.ritardando = .15;
    g.busy = .34;
    g.low_intensity = 0, g.high_intensity = 6;
  }
  {
    Genre& g = book.like("chamber", "string quartet");
    // General MIDI has one violin and one fiddle: the second violin plays the latter.
    g.chairs = {{R::kLead, 1, {40}},
                {R::kCounter, .95, {110}},
                {R::kCounter, 1, {41}},
                {R::kBass, 1, {42}}};
    g.soloists = {40, 42};
    g.sizes = {.2, .6, 2, 7};
    g.harmony = {H::kClassical, H::kRomantic};
    g.feel.ritardando = .12;
  }
  {
    Genre& g = book.like("chamber", "piano trio");
    pace(g, 56, 104, 160);
    g.chairs = {{R::kLead, 1, {40}},
                {R::kChords, 1, {0}},
                {R::kBass, 1, {42}},
                {R::kCounter, .2, {41, 71}}};
    g.soloists = {0};
    g.sizes = {.1, 1, 3, 6};
    g.harmony = {H::kRomantic, H::kClassical};
    g.comping = {C::kBroken, C::kAlberti, C::kRomantic};
    g.feel.ritardando = .15;
  }
  {
    Genre& g = book.like("choral", "hymn");
    pace(g, 66, 88, 110);
    g.metres = {{k44, 8}, {k34, 4}, {k68, 1}, {{3, 2}, .5}};
    g.modes = {11, 2, .6, 0, 0, .3, 0, 0};
    g.chairs = {{R::kLead, .9, {52, 53, 19}},
                {R::kChords, 1, {19, 19, 0, 20}},
                {R::kPad, .7, {52}},
                {R::kBass, .15, {43}}};
    g.soloists = {19, 19, 52, 0};
    g.comping = {C::kChorale};
    g.forms = {F::kShort, F::kStrains};
    g.feel.ritardando = .12;
    g.busy = .3;
  }
  {
    // One line, no beat to speak of, old modes.
    Genre& g = book.like("choral", "gregorian chant");
    pace(g, 50, 66, 88);
    g.metres = {{k44, 5}, {k34, 2}, {k54, 2}, {k68, 1}, {{6, 4}, 1}};
    g.modes = {.5, 1, 6, 3, 1, 5, 0, 0};
    g.chairs = {{R::kLead, 1, {52, 53}}, {R::kPad, .5, {19, 52, 53}}};
    g.soloists = {52, 52, 53};
    g.sizes = {7, 3, 0, 0};
    g.harmony = {H::kDrone};
    g.slow_harmony = .8;
    g.comping = {C::kLong};
    g.feel = straight(2.4, 5, .5);
    g.forms = {F::kShort, F::kStrains};
    g.busy = .3;
    g.low_intensity = 0, g.high_intensity = 3;
  }
  {
    // The long nineteenth century: wide hands, tempo that breathes.
    Genre& g = book.like("classical piano", "romantic piano");
    pace(g, 52, 84, 150);
    g.modes = {5, 6, .2, 0, .1, 0, 2, 0};
    g.chairs = {{R::kLead, 1, {0}}, {R::kChords, .3, {0, 2}}, {R::kCounter, .2, {42, 40}}};
    g.soloists = {0};
    g.sizes = {10, .8, .3, 0};
    g.feel = straight(1.9, 8, 1);
    g.feel.ritardando = .28;
    g.harmony = {H::kRomantic};
    g.comping = {C::kRomantic, C::kRomantic, C::kNocturne};
    g.syncopation = .15, g.busy = .58, g.chromatic = .2;
    g.low_intensity = 1, g.high_intensity = 7;
  }
  {
    Genre& g = book.like("romantic piano", "nocturne");
    pace(g, 48, 62, 84);
    g.metres = {{k44, 5}, {k68, 4}, {k128, 4}, {k34, 1.5}};
    g.comping = {C::kNocturne};
    g.forms = {F::kArch, F::kThemeVariations};
    g.busy = .38, g.chromatic = .24;
    g.grace = Grace::kMordent, g.graces = .06;
    g.low_intensity = 0, g.high_intensity = 4;
  }
  {
    Genre& g = book.like("classical piano", "impressionist piano");
    pace(g, 50, 72, 112);
    g.metres = {{k44, 5}, {k34, 3}, {k68, 2}, {k98, 1.5}, {k54, .8}, {{6, 4}, .5}};
    g.modes = {5, 2, 3, .4, 4, 2, 0, 0};
    g.chairs = {{R::kLead, 1, {0}}, {R::kChords, .3, {46, 0}}, {R::kCounter, .3, {73, 42}}};
    g.soloists = {0, 0, 0, 46};
    g.feel = straight(1.8, 8, .8);
    g.feel.ritardando = .2;
    g.harmony = {H::kImpressionist};
    g.colour = 3;
    g.slow_harmony = .35;
    g.comping = {C::kImpressionist};
    g.strict = false;
    g.syncopation = .2, g.busy = .42, g.chromatic = .04;
    g.low_intensity = 0, g.high_intensity = 5;
  }
  {
    Genre& g = book.like("classical piano", "minimalist piano");
    pace(g, 64, 92, 138);
    g.metres = {{k44, 7}, {k34, 2}, {k68, 2}, {k128, .6}, {k54, .5}};
    g.modes = {5, 6, 1, 0, .4, .2, 0, 0};
    g.chairs = {{R::kLead, 1, {0}}, {R::kPad, .3, {49, 48}}, {R::kCounter, .3, {42}}};
    g.soloists = {0};
    g.feel = straight(1.3, 6, .3);
    g.feel.ritardando = .12;
    g.harmony = {H::kPop, H::kCinematic, H::kLoop};
    g.colour = 1;
    g.slow_harmony = .4;
    g.comping = {C::kOstinato};
    g.strict = false;
    g.forms = {F::kArch, F::kLoop};
    g.syncopation = .1, g.busy = .22, g.chromatic = 0;
    g.low_intensity = 0, g.high_intensity = 5;
  }
  {
    // Vienna, 1790: clear periods over an Alberti bass.
    Genre& g = book.like("classical piano", "sonatina");
    pace(g, 84, 120, 160);
    g.metres = {{k44, 7}, {k24, 3}, {k34, 2.5}, {k68, 2}};
    g.modes = {11, 2.5, 0, 0, 0, 0, .8, 0};
    g.chairs = {{R::kLead, 1, {0}}, {R::kChords, .2, {0, 6}}};
    g.soloists = {0, 0, 0, 6};
    g.sizes = {10, .5, 0, 0};
    g.feel = straight(1.1, 6, .2);
    g.feel.ritardando = .08;
    g.harmony = {H::kClassical};
    g.comping = {C::kAlberti};
    g.forms = {F::kStrains, F::kArch, F::kThemeVariations};
    g.busy = .62, g.chromatic = .08;
    g.grace = Grace::kMordent, g.graces = .08;
    g.low_intensity = 2, g.high_intensity = 5;
  }
  {
    Genre& g = book.like("cinematic", "trailer");
    pace(g, 72, 104, 150);
    g.metres = {{k44, 11}, {k68, 2}, {k34, 1}, {k128, 1}};
    g.modes = {.6, 10, .5, 2, 0, 0, 1, 0};
    seat(g, R::kLead, {61, 60, 48, 57, 81}, .95);
    seat(g, R::kPad, {52, 48, 50, 95}, 1);
    seat(g, R::kArpeggio, {48, 45, 44, 81}, .9);
    seat(g, R::kChords, {61, 55, 60}, .8);
    g.sizes = {.1, .2, .8, 9};
    g.drums = {D::kTrailer};
    g.drums_chance = .97;
    g.feel = straight(.9, 6);
    g.comping = {C::kStabs, C::kPulse};
    g.bass = {B::kEighths, B::kGallop, B::kPedal};
    g.forms = {F::kBuildUp, F::kArch};
    g.low_intensity = 1, g.high_intensity = 7;
  }
  {
    Genre& g = book.like("cinematic", "horror score");
    pace(g, 44, 66, 100);
    g.metres = {{k44, 7}, {k34, 2}, {k54, 1.5}, {k78, 1.2}, {k68, 1}};
    g.modes = {0, 4, .2, 7, .4, 0, 3, 0};
    seat(g, R::kLead, {10, 8, 0, 40, 54, 14, 69}, .8);
    seat(g, R::kPad, {44, 92, 95, 101, 52, 97}, 1);
    seat(g, R::kBass, {43, 38, 42}, .9);
    seat(g, R::kArpeggio, {44, 45, 10, 99}, .5);
    g.drums_chance = .25;
    g.harmony = {H::kCinematic, H::kCinematic, H::kModal};
    g.slow_harmony = .6;
    g.comping = {C::kLong, C::kTremolo, C::kStabs};
    g.bass = {B::kPedal, B::kRoots};
    g.strict = false;
    g.busy = .18, g.chromatic = .3;
    g.low_intensity = 0, g.high_intensity = 6;
  }
  {
    Genre& g = book.like("cinematic", "adventure score");
    pace(g, 96, 126, 160);
    g.metres = {{k44, 10}, {k68, 2}, {k34, 1.5}, {k128, 1.5}};
    g.modes = {10, 2, .6, 0, 3, 2, 0, 0};
    seat(g, R::kLead, {60, 56, 48, 61, 73}, 1);
    seat(g, R::kCounter, {48, 60, 71, 57}, .8);
    g.drums = {D::kOrchestral, D::kMarch};
    g.drums_chance = .75;
    g.comping = {C::kPulse, C::kStabs, C::kOffbeat};
    g.busy = .46;
    g.slow_harmony = .15;
    g.low_intensity = 2, g.high_intensity = 7;
  }
  {
    // A whistle, a trumpet, a guitar, and a horse.
    Genre& g = book.like("cinematic", "spaghetti western");
    pace(g, 72, 104, 138);
    g.metres = {{k44, 10}, {k34, 1.5}, {k68, 1.5}};
    g.modes = {.5, 9, 1.5, .8, 0, 0, 2, 0};
    seat(g, R::kLead, {78, 56, 22, 27, 73, 53}, 1);
    seat(g, R::kChords, {25, 24, 27}, .95);
    seat(g, R::kPad, {52, 48, 53}, .8);
    seat(g, R::kBass, {33, 34, 32}, .9);
    seat(g, R::kArpeggio, {25, 24, 14}, .4);
    g.drums = {D::kGallop, D::kCountry, D::kMarch};
    g.drums_chance = .7;
    g.harmony = {H::kFolk, H::kCinematic, H::kFlamenco};
    g.comping = {C::kStrum, C::kGallop, C::kFingerpick};
    g.bass = {B::kRootFifth, B::kGallop};
    g.strict = false;
    g.grace = Grace::kSlide, g.graces = .15;
    g.low_intensity = 1, g.high_intensity = 6;
  }
  {
    Genre& g = book.like("game", "rpg");
    pace(g, 72, 98, 132);
    g.metres = {{k44, 6}, {k34, 4}, {k68, 2.5}, {k128, .6}};
    g.modes = {6, 3, 3, 0, 1.5, 2, 0, 0};
    seat(g, R::kLead, {73, 74, 68, 79, 40, 71}, 1);
    seat(g, R::kChords, {46, 24, 0, 45}, .9);
    seat(g, R::kArpeggio, {46, 8, 24, 10}, .7);
    seat(g, R::kBass, {43, 42, 32}, .8);
    g.drums = {D::kFolk, D::kOrchestral};
    g.drums_chance = .4;
    g.feel = straight(1.2, 6, .15);
    g.harmony = {H::kFolk, H::kCinematic, H::kClassical};
    g.comping = {C::kFingerpick, C::kBroken, C::kOomPah};
    g.busy = .42;
    g.low_intensity = 1, g.high_intensity = 4;
  }
  {
    Genre& g = book.like("game", "boss battle");
    pace(g, 140, 168, 196);
    g.metres = {{k44, 9}, {k78, 1.5}, {k68, 1}, {k54, .8}};
    g.modes = {0, 8, .4, 3, 0, 0, 3, 0};
    seat(g, R::kLead, {81, 56, 30, 61, 48}, 1);
    seat(g, R::kChords, {30, 48, 61, 18}, 1);
    seat(g, R::kArpeggio, {48, 81, 45, 6}, .8);
    seat(g, R::kPad, {52, 48, 19}, .8);
    seat(g, R::kBass, {34, 33, 43, 38}, 1);
    g.drums = {D::kMetal, D::kRock, D::kGallop};
    g.drums_chance = .97;
    g.harmony = {H::kCinematic, H::kMetal, H::kRock};
    g.comping = {C::kPulse, C::kGallop, C::kStabs};
    g.bass = {B::kGallop, B::kEighths, B::kSixteenths};
    g.busy = .66;
    g.low_intensity = 4, g.high_intensity = 7;
  }
  {
    Genre& g = book.like("march", "military march");
    pace(g, 104, 118, 128);
    g.metres = {{k44, 5}, {k24, 6}, {k68, 3}};
    seat(g, R::kLead, {56, 72, 61, 73}, 1);
    seat(g, R::kBass, {58}, 1);
    seat(g, R::kCounter, {57, 60, 72}, .8);
    g.sizes = {.1, .3, 1, 8};
    g.drums = {D::kMarch, D::kMarch, D::kDrumline};
    g.drums_chance = .98;
    g.forms = {F::kStrains};
    g.low_intensity = 4, g.high_intensity = 7;
  }
  {
    // Strauss: the second beat early, the whole breathing with the dancers.
    Genre& g = book.like("waltz", "viennese waltz");
    pace(g, 152, 174, 196);
    g.metres = {{k34, 15}};
    g.modes = {11, 1.5, 0, 0, 0, 0, .4, 0};
    g.chairs = {{R::kLead, 1, {48, 40, 73}}, {R::kChords, 1, {48, 60, 45, 46}},
                {R::kBass, .95, {43}},       {R::kCounter, .8, {42, 71, 60, 68}},
                {R::kPad, .4, {49, 60}},     {R::kDrums, .3, {kDrumKit}}};
    g.soloists = {0, 48};
    g.sizes = {1.2, .8, 1.5, 7};
    g.comping = {C::kVienna};
    g.feel = straight(1.2, 7, .6);
    g.feel.ritardando = .12;
    g.chromatic = .2;
  }
  {
    Genre& g = book.like("waltz", "musette");
    pace(g, 150, 186, 220);
    g.metres = {{k34, 15}};
    g.modes = {4, 7, 0, 0, 0, 0, 3, 0};
    g.chairs = {{R::kLead, 1, {21, 21, 23, 40}},
                {R::kChords, 1, {26, 25, 24, 0}},
                {R::kBass, .9, {32}},
                {R::kCounter, .4, {40, 71}},
                {R::kDrums, .35, {kDrumKit}}};
    g.soloists = {21};
    g.comping = {C::kOomPah, C::kVienna};
    g.drums = {D::kWaltz};
    g.drums_chance = .35;
    g.strict = false;
    g.busy = .74, g.chromatic = .2;
    g.grace = Grace::kMordent, g.graces = .12;
  }
  {
    Genre& g = book.like("song", "lullaby");
    pace(g, 56, 70, 88);
    g.metres = {{k34, 5}, {k68, 5}, {k44, 3}, {k24, 1}};
    g.modes = {11, 1.5, .3, 0, .2, .2, 0, 0};
    g.chairs = {{R::kLead, 1, {53, 10, 73, 0, 8, 24}},
                {R::kChords, 1, {0, 24, 46, 10}},
                {R::kBass, .15, {32}},
                {R::kPad, .3, {49, 52}}};
    g.soloists = {10, 0, 24, 46, 8};
    g.sizes = {5, 5, 2, .5};
    g.drums_chance = 0;
    g.comping = {C::kNocturne, C::kBroken, C::kOomPah};
    g.feel = straight(1.4, 5, .3);
    g.feel.ritardando = .25;
    g.syncopation = .03, g.busy = .3;
    g.low_intensity = 0, g.high_intensity = 2;
  }
  {
    Genre& g = book.like("song", "show tune");
    pace(g, 84, 126, 176);
    g.metres = {{k44, 8}, {k24, 2}, {k34, 2}, {k68, 1.5}};
    g.modes = {11, 2, 0, 0, 0, .2, .2, 0};
    g.chairs = {{R::kLead, 1, {53, 56, 71, 40, 73, 0}},
                {R::kChords, 1, {0, 0, 61}},
                {R::kBass, .9, {32, 33, 43}},
                {R::kCounter, .6, {71, 66, 57, 48}},
                {R::kPad, .6, {48, 52}},
                {R::kDrums, .8, {kDrumKit}}};
    g.sizes = {1, 1.5, 1.5, 6};
    g.drums = {D::kBrushes, D::kPop, D::kPolka, D::kBigBand};
    g.drums_chance = .8;
    g.feel = swung(.56, 1.2);
    g.feel.ritardando = .12;
    g.harmony = {H::kRagtime, H::kJazz, H::kPop};
    g.colour = 1;
    g.comping = {C::kOomPah, C::kStride, C::kBlock};
    g.bass = {B::kRootFifth, B::kWalking};
    g.chromatic = .14, g.busy = .5;
    g.low_intensity = 2, g.high_intensity = 7;
  }
}

}  // namespace continuo
