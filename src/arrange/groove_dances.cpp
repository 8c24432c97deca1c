// Grooves of Jamaica, Latin America, Spain and the dances of Europe: one line a voice, as groove.h
// reads them.
#include "arrange/groove_tables.h"

namespace continuo {
namespace {

using namespace grooves;

// clang-format off
constexpr GrooveLine kSkaLines[] = {
    // Kick and rim together on two and four, the hat ticks between.
    {kKick,      {1, 5}, kAny,     ".... X... .... X..."},
    {kKick,      kFrom6, kAny,     "x... X... x... X..."},
    {kSideStick, {1, 3}, kAny,     ".... x... .... x..."},
    {kSnare,     kFrom4, kAny,     ".... X... .... X..q"},
    {kClosedHat, kAny,   kThin,    "x... x... x... x..."},
    {kClosedHat, {0, 2}, kNotThin, "x... x... x... x..."},
    {kClosedHat, kFrom3, kNotThin, "o.x. o.x. o.x. o.x."},
    {kOpenHat,   kFrom6, kAny,     "..X. ..X. ..X. ..X."},
};

constexpr GrooveLine kRocksteadyLines[] = {
    {kKick,      kFrom1, kAny,     ".... .... X... ....",  ".... .... X...", "...... X.....",
                               ".... .... X....."},
    {kSideStick, kFrom1, kAny,     ".... .... X... ....",  ".... .... X...", "...... X.....",
                               ".... .... X....."},
    {kClosedHat, kAny,   kThin,    "x... o... x... o..."},
    {kClosedHat, {0, 1}, kNotThin, "x... o... x... o..."},
    {kClosedHat, kFrom2, kNotThin, "x.o. x.o. x.o. x.o."},
    {kOpenHat,   kFrom4, kAny,     ".... ..x. .... ..x."},
    {kSnare,     kFrom5, kAny,     ".... ...q ..q. ..?."},
    {kTambourine,kFrom6, kAny,     ".... x... .... x..."},
};

constexpr GrooveLine kSteppersLines[] = {
    // The kick walks on all four, the rim stays on three.
    {kKick,      kFrom1, kAny,     "X... X... X... X..."},
    {kSideStick, {1, 4}, kAny,     ".... .... X... ...?",  ".... .... X..."},
    {kSnare,     kFrom5, kAny,     ".... .... X... ..q.",  ".... .... X..."},
    {kClosedHat, kAny,   kThin,    "x... o... x... o..."},
    {kClosedHat, {0, 1}, kNotThin, "x... o... x... o..."},
    {kClosedHat, kFrom2, kNotThin, "o.X. o.X. o.X. o.X."},
    {kOpenHat,   kFrom5, kAny,     ".... .... .... ..x."},
    {kOpenConga, kFrom6, kAny,     ".... ..o. .... .oo."},
};

constexpr GrooveLine kDubLines[] = {
    // Little, and far apart; what is left out echoes.
    {kKick,      kFrom1, kAny,     ".... .... X... ....",  ".... .... X...", "...... X.....",
                               ".... .... X....."},
    {kSideStick, kFrom2, kAny,     ".... .... X..x .... .... .... X... ..x.", ".... .... X..."},
    {kClosedHat, kAny,   kThin,    "x... .... x... ...."},
    {kClosedHat, {0, 2}, kNotThin, "x... o... x... o..."},
    {kClosedHat, kFrom3, kNotThin, "..x. ..xx ..x. ..x."},
    {kOpenHat,   kFrom4, kAny,     ".... ..x. .... .... .... .... .... ...."},
    {kKick,      kFrom6, kAny,     "x... x... .... x..."},
    {kLowTimbale,kFrom5, kAny,     ".... .... .... .... .... .... ...x ..x."},
};

constexpr GrooveLine kDancehallLines[] = {
    // Three, three, two: kick, kick, snare.
    {kKick,      kFrom1, kAny,     "X..X .... X..X ...."},
    {kSideStick, {1, 3}, kAny,     ".... ..x. .... ..x."},
    {kSnare,     kFrom4, kAny,     ".... ..X. .... ..X."},
    {kClosedHat, kAny,   kThin,    "x... x... x... x..."},
    {kClosedHat, {0, 3}, kNotThin, "x.o. x.o. x.o. x.o."},
    {kClosedHat, kFrom4, kNotThin, "x.oo x.oo x.oo x.oo"},
    {kClap,      kFrom6, kAny,     ".... ..x. .... ..x."},
};

constexpr GrooveLine kSalsaLines[] = {
    // The son clave, three and two; cascara on the shells; tumbao on the congas; the bell lifts choruses.
    {kClaves,    kFrom2, kAny,     "x... ..x. .... x... .... x... x... ....", "x... ..x. ....",
                               "x..... x.....", "x... ..x. ....x."},
    {kHighTimbale, kAny, kThin,    "x... x... x... x..."},
    {kHighTimbale, {0, 1}, kNotThin, "x... o... x... o..."},
    {kHighTimbale, {2, 5}, kNotThin, "o... o.x. ..o. ..o. o... x... o.o. ..o.", "o... o.x. ..o."},
    {kCowbell,   kFrom6, kAny,     "X.o. x.o. X.o. x.o."},
    {kMuteConga, kFrom3, kAny,     "o.o. X.o. o.o. ...."},
    {kOpenConga, kFrom1, kAny,     ".... .... .... x.x."},
    {kLowConga,  kFrom5, kNotThin, ".... .... .... .... .... .... .x.x ...."},
    {kMaracas,   kFrom4, kDense,   "x.o. x.o. x.o. x.o."},
    {kKick,      kFrom5, kAny,     ".... ..o. .... o..."},
};

constexpr GrooveLine kSonLines[] = {
    // Clave, maracas and the bongo's martillo.
    {kClaves,    kFrom1, kAny,     "x... ..x. .... x... .... x... x... ....", "x... ..x. ....",
                               "x..... x.....", "x... ..x. ....x."},
    {kMaracas,   kAny,   kThin,    "x... o... x... o..."},
    {kMaracas,   kAny,   kNotThin, "x.o. x.o. x.o. x.o."},
    {kHighBongo, kFrom2, kAny,     "X.o. o.o. X.o. ..o."},
    {kLowBongo,  kFrom2, kAny,     ".... .... .... x..."},
    {kShortGuiro,kFrom4, kAny,     "x... x.x. x... x.x."},
    {kOpenConga, kFrom5, kAny,     ".... .... .... x.x."},
    {kCowbell,   kFrom6, kAny,     "X... x... X... x..."},
};

constexpr GrooveLine kChaChaLines[] = {
    // "Cha-cha-cha" on four-and-one: the guiro's long stroke on the beat, two short ones behind.
    {kCowbell,   kFrom1, kAny,     "x... x... x... x..."},
    {kLongGuiro, kAny,   kAny,     "x... x... x... x..."},
    {kShortGuiro,kFrom2, kNotThin, "..o. x.o. ..o. x.o."},
    {kOpenConga, kFrom2, kAny,     ".... .... .... x.x."},
    {kMuteConga, kFrom3, kAny,     "o... X... o... ...."},
    {kHighTimbale, kFrom5, kAny,   ".... .... .... x.x."},
    {kKick,      kFrom4, kAny,     ".... ..o. .... o..."},
    {kMaracas,   kFrom6, kAny,     "x.x. x.x. x.x. x.x."},
};

constexpr GrooveLine kBoleroLines[] = {
    {kMaracas,   kAny,   kThin,    "x... o... x... o..."},
    {kMaracas,   kAny,   kNotThin, "x.oo x.o. x.o. x.o."},
    {kLowConga,  kFrom1, kAny,     ".... .... .... x.x."},
    {kMuteConga, kFrom2, kAny,     "x... o.o. x... ...."},
    {kHighBongo, kFrom3, kAny,     "X.o. o.o. X.o. o.o."},
    {kSideStick, kFrom4, kAny,     ".... x... .... x..."},
    {kKick,      kFrom5, kAny,     "x... .... x... ...."},
    {kClaves,    kFrom6, kAny,     "x... ..x. .... x... .... x... x... ...."},
};

constexpr GrooveLine kBatucadaLines[] = {
    // The low surdo answers on two; tamborim, agogo and caixa above it, the ganza through all.
    {kLowFloorTom,  kFrom1, kAny,  ".... X... .... X...",  ".... X... ....", "...... X....."},
    {kHighFloorTom, kFrom2, kAny,  "x... .... x... ....",  "x... .... ....", "x..... ......"},
    {kKick,      kFrom3, kAny,     "g..g g..g g..g g..g"},
    {kPedalHat,  kFrom5, kAny,     "..o. ..o. ..o. ..o."},
    {kCabasa,    kAny,   kThin,    "x.o. x.o. x.o. x.o."},
    {kCabasa,    kAny,   kNotThin, "xoox xoox xoox xoox"},
    {kSideStick, kFrom3, kAny,     "x.x. x.xx .x.x .xx."},
    {kSnare,     kFrom4, kAny,     "Xggx ggXg gXgg XggX"},
    {kHighAgogo, kFrom5, kAny,     "x... x.x. ...x ..x."},
    {kLowAgogo,  kFrom5, kAny,     "..x. ...x .x.. x..."},
    {kOpenCuica, kFrom6, kAny,     "..x. .... ..xx .... .... ..x. .... x..."},
    {kMuteCuica, kFrom6, kAny,     "x... .x.. x... .... x..x .... .x.. ...."},
    {kTambourine,kFrom6, kNotThin, "xoox xoox xoox xoox"},
};

constexpr GrooveLine kChoroLines[] = {
    // The pandeiro alone does nearly all.
    {kTambourine,kAny,   kThin,    "x.o. x.o. x.o. x.o."},
    {kTambourine,kAny,   kNotThin, "xooX xooX xooX xooX"},
    {kLowConga,  kFrom1, kAny,     "o... X... o... X..."},
    {kSideStick, kFrom4, kAny,     "x.x. x.xx .x.x .xx."},
    {kCabasa,    kFrom5, kAny,     "x.o. x.o. x.o. x.o."},
    {kLowFloorTom, kFrom6, kAny,   ".... x... .... x..."},
};

constexpr GrooveLine kReggaetonLines[] = {
    // Dembow.
    {kKick,      kFrom1, kAny,     "X... x... X... x..."},
    {kSideStick, {1, 3}, kAny,     "...x ..x. ...x ..x."},
    {kSnare,     kFrom4, kAny,     "...X ..X. ...X ..X."},
    {kClap,      kFrom6, kAny,     "...x ..x. ...x ..x."},
    {kClosedHat, kAny,   kThin,    "x... x... x... x..."},
    {kClosedHat, {0, 3}, kNotThin, "x.o. x.o. x.o. x.o."},
    {kClosedHat, kFrom4, kNotThin, "x.oo x.oo x.oo x.oo"},
    {kOpenHat,   kFrom6, kAny,     ".... .... .... ..x."},
};

constexpr GrooveLine kCumbiaLines[] = {
    // Guiro: long, short-short; the drum answers on every offbeat.
    {kShortGuiro,kAny,   kThin,    "x... x... x... x..."},
    {kShortGuiro,kAny,   kNotThin, "X.oo X.oo X.oo X.oo"},
    {kKick,      kFrom1, kAny,     "X... .... X... ....",  "X... .... X..."},
    {kOpenConga, kFrom2, kAny,     "..x. ..x. ..x. ..x."},
    {kLowConga,  kFrom3, kAny,     ".... .... .... x.x."},
    {kCowbell,   kFrom4, kAny,     "x... x... x... x..."},
    {kMaracas,   kFrom5, kAny,     "..x. ..x. ..x. ..x."},
    {kHighTimbale, kFrom6, kAny,   ".... ..xx .... ..xx"},
};

constexpr GrooveLine kBachataLines[] = {
    // Bongos in eighths, the low one marks four.
    {kShortGuiro,kAny,   kThin,    "x... x... x... x..."},
    {kShortGuiro,kAny,   kNotThin, "X.oo X.oo X.oo X.oo"},
    {kHighBongo, kFrom1, kAny,     "x.o. x.o. x.o. ...."},
    {kLowBongo,  kFrom1, kAny,     ".... .... .... X.x."},
    {kKick,      kFrom3, kAny,     "x... .... x... x..."},
    {kSideStick, kFrom4, kAny,     ".... x... .... x..."},
    {kCowbell,   kFrom6, kAny,     "x... x... x... x..."},
};

constexpr GrooveLine kMerengueLines[] = {
    {kShortGuiro,kAny,   kThin,    "x... x... x... x..."},
    {kShortGuiro,kAny,   kNotThin, "X.xx X.xx X.xx X.xx"},
    {kKick,      kFrom1, kAny,     "X... X... X... X..."},
    {kLowConga,  kFrom2, kAny,     ".... .... x.x. x.x."},
    {kMuteConga, kFrom3, kAny,     "x..x ..x. .x.. .x.."},
    {kSideStick, kFrom4, kAny,     "x..x ..x. x..x ..x."},
    {kHighTimbale, kFrom6, kAny,   ".... .... .... xxxx"},
};

constexpr GrooveLine kTangoLines[] = {
    // An orchestra has no kit; what joins it marks the four beats and the drag into them.
    {kSideStick, kAny,   kAny,     "x... o... x... o..."},
    {kConcertBassDrum, kFrom2, kAny, "x... .... x... ....", "x... .... ...."},
    {kSnare,     kFrom3, kAny,     ".... .... .... ..dX"},
    {kSnare,     kFrom5, kAny,     "X... o... X... o..."},
    {kTambourine,kFrom6, kAny,     "..o. ..o. ..o. ..o."},
};

constexpr GrooveLine kFlamencoLines[] = {
    // Palmas and cajon.
    {kClap,      kAny,   kThin,    "o... x... o... x..."},
    {kClap,      kAny,   kNotThin, "..o. x.o. x.o. x.o."},
    {kKick,      kFrom1, kAny,     "X... .... .... ..x.",  "X... .... ....", "X..... ......"},
    {kSideStick, kFrom3, kAny,     ".... X..x ..x. X..x"},
    {kSnare,     kFrom5, kNotThin, "..gg ..gg ..gg Xxgg"},
    {kKick,      kFrom6, kAny,     "...x ..x. x... ...."},
};

constexpr GrooveLine kJigLines[] = {
    // Bodhran: down on the first of three, up between. In four it plays a single reel.
    {kLowConga,  kAny,   kAny,     "X... x... X... x...",  "X... o... o...", "X..... x....."},
    {kMuteConga, kFrom2, kAny,     "..o. ..o. ..o. ..o.",  "..o. ..o. ..o.", "..o.o. ..o.o."},
    {kLowConga,  kFrom4, kNotThin, "X..o X..o X..o X..o",  "X..o X..o X..o", "X.o.o. X.o.o."},
    {kSideStick, kFrom4, kAny,     ".... x... .... x...",  ".... x... x...", "....x. ....x."},
    {kTambourine,kFrom6, kAny,     "..x. ..x. ..x. ..x.",  "..x. ..x. ..x.", "..x.x. ..x.x."},
    {kKick,      kFrom5, kAny,     "X... .... X... ....",  "X... .... ....", "X..... X....."},
};

constexpr GrooveLine kReelLines[] = {
    {kLowConga,  kAny,   kThin,    "X... x... X... x..."},
    {kLowConga,  kAny,   kNotThin, "X..o x..o X..o x..o",  "X..o x..o x..o", "X....o x....o"},
    {kMuteConga, kFrom2, kAny,     ".oo. .oo. .oo. .oo.",  ".oo. .oo. .oo.", "..o.o. ..o.o."},
    {kKick,      kFrom4, kAny,     "X... .... X... ....",  "X... .... ....", "X..... X....."},
    {kSideStick, kFrom5, kAny,     ".... x... .... x..."},
    {kTambourine,kFrom6, kAny,     "..x. ..x. ..x. ..x."},
};

constexpr GrooveLine kPolkaLines[] = {
    // Oom on the beat, pah behind it, at the speed of eighths.
    {kKick,      kFrom1, kAny,     "X... x... X... x..."},
    {kSnare,     kFrom2, kAny,     "..x. ..x. ..x. ..xd"},
    {kClosedHat, kAny,   kThin,    "o... o... o... o..."},
    {kClosedHat, kAny,   kNotThin, "o.x. o.x. o.x. o.x."},
    {kSnare,     kFrom5, kDense,   "...g ...g ...g ...g"},
    {kCrash,     kFrom6, kAny,     "..o. ..o. ..o. ..o."},
    {kTriangle,  kFrom4, kNotThin, "o.o. o.o. o.o. o.o."},
};

constexpr GrooveLine kBalkanLines[] = {
    // Tapan: the big side on the pulses, the switch on what lies between; the long pulse is last.
    {kLowFloorTom, kAny, kAny,     "X... .... X... ....",  "X... .... x...", "X..... X.....",
                               "X... x... X....."},
    {kHighBongo, kFrom1, kAny,     "..o. x.o. ..o. x.o.",  "..o. x.o. x.o.", "..o.o. ..o.o.",
                               "..o. ..o. ..o.o."},
    {kSideStick, kFrom3, kAny,     ".... x..x .... x.x.",  ".... x..x x...", "....x. ....x.",
                               ".... x... ....x."},
    {kSnare,     kFrom5, kNotThin, "..gg ..gg ..gg ..gg",  "..gg ..gg ..gg", "..gg.g ..gg.g",
                               "..gg ..gg ..gggg"},
    {kTambourine,kFrom6, kAny,     "x.x. x.x. x.x. x.x."},
    {kLowConga,  kFrom4, kAny,     "x... ..x. x... ..x.",  "x... ..x. ..x.", "x...x. x...x.",
                               "x... x... x...x."},
};

constexpr GrooveLine kNordicLines[] = {
    // Feet on one and three, as polska dancers turn.
    {kKick,      kAny,   kAny,     "X... .... x... ....",  "X... .... x...", "X..... ....x."},
    {kMaracas,   kFrom1, kNotThin, "g.o. g.o. g.o. g.o."},
    {kClap,      kFrom4, kAny,     ".... o... .... o...",  ".... .... o...", "...... o....."},
    {kLowFloorTom, kFrom5, kAny,   "x... .... x... ....",  "x... .... x..."},
    {kTambourine,kFrom6, kAny,     ".... x... .... x...",  ".... x... x..."},
    {kLowConga,  kFrom3, kAny,     "..o. x... ..o. x...",  "..o. .... x.o."},
};

constexpr GrooveLine kKlezmerLines[] = {
    // Bulgar: three, three, two on the cymbal and the woodblock.
    {kKick,      kFrom1, kAny,     "X... x... X... x..."},
    {kHighWoodBlock, kAny, kAny,   "x..x ..x. x..x ..x.",  "x..x ..x. x.x."},
    {kSnare,     kFrom3, kAny,     "..x. ..x. ..x. ..x."},
    {kSnare,     kFrom5, kNotThin, "...g .... ...g .ddd"},
    {kSplash,    kFrom4, kAny,     ".... o... .... o..."},
    {kCrash,     kFrom6, kAny,     "x... .... .... ...."},
    {kTambourine,kFrom5, kAny,     "o.x. o.x. o.x. o.x."},
};

constexpr GrooveLine kStompLines[] = {
    // Boots and hands on deck or on a barn floor.
    {kKick,      kAny,   kAny,     "X... .... X... ....",  "X... .... ....", "X..... X....."},
    {kClap,      kFrom2, kAny,     ".... X... .... X...",  ".... x... x...", "....x. ....x."},
    {kTambourine,kFrom4, kAny,     "o.x. o.x. o.x. o.x.",  "o.x. o.x. o.x.", "o.x.x. o.x.x."},
    {kLowFloorTom, kFrom5, kAny,   "x... x.x. x... x.x."},
    {kSnare,     kFrom6, kAny,     ".... x..g .g.. x.g."},
    {kMaracas,   {0, 3}, kNotThin, "g.o. g.o. g.o. g.o."},
};

constexpr GrooveRow kRows[] = {
    {DrumStyle::kSka, {kSkaLines, FillKind::kSnare, kCrash, 5, kRide, 8, kSnare, 0.9}},
    {DrumStyle::kRocksteady, {kRocksteadyLines, FillKind::kLatin, kCrash, 6, kRide, 8, kNoDrum}},
    {DrumStyle::kSteppers, {kSteppersLines, FillKind::kLatin, kCrash, 5, kRide, 8, kNoDrum}},
    {DrumStyle::kDub, {kDubLines, FillKind::kLatin, kCrash, 6, kClosedHat, 8, kNoDrum}},
    {DrumStyle::kDancehall, {kDancehallLines, FillKind::kMachine, kCrash, 5, kClosedHat, 8, kSnare}},
    {DrumStyle::kSalsa, {kSalsaLines, FillKind::kLatin, kCrash, 4, kHighTimbale, 8, kHighTimbale}},
    {DrumStyle::kSon, {kSonLines, FillKind::kLatin, kNoDrum, 8, kMaracas, 8, kNoDrum}},
    {DrumStyle::kChaCha, {kChaChaLines, FillKind::kLatin, kCrash, 5, kRide, 8, kNoDrum}},
    {DrumStyle::kBolero, {kBoleroLines, FillKind::kLatin, kCrash, 7, kRide, 8, kNoDrum, 0.8}},
    {DrumStyle::kBatucada, {kBatucadaLines, FillKind::kSnare, kNoDrum, 8, kRide, 8, kSnare}},
    {DrumStyle::kChoro, {kChoroLines, FillKind::kHandHeld, kNoDrum, 8, kRide, 8, kNoDrum}},
    {DrumStyle::kReggaeton, {kReggaetonLines, FillKind::kMachine, kCrash, 4, kClosedHat, 8, kSnare}},
    {DrumStyle::kCumbia, {kCumbiaLines, FillKind::kLatin, kCrash, 5, kRide, 8, kNoDrum}},
    {DrumStyle::kBachata, {kBachataLines, FillKind::kLatin, kCrash, 6, kRide, 8, kNoDrum}},
    {DrumStyle::kMerengue, {kMerengueLines, FillKind::kLatin, kCrash, 4, kRide, 8, kHighTimbale}},
    {DrumStyle::kTango, {kTangoLines, FillKind::kRoll, kCrash, 7, kClosedHat, 8, kNoDrum, 0.8}},
    {DrumStyle::kFlamenco, {kFlamencoLines, FillKind::kWood, kNoDrum, 8, kClosedHat, 8, kNoDrum}},
    {DrumStyle::kJig, {kJigLines, FillKind::kHandHeld, kNoDrum, 8, kClosedHat, 8, kNoDrum}},
    {DrumStyle::kReel, {kReelLines, FillKind::kHandHeld, kNoDrum, 8, kClosedHat, 8, kNoDrum}},
    {DrumStyle::kPolka, {kPolkaLines, FillKind::kSnare, kCrash, 4, kClosedHat, 8, kSnare, 0.9}},
    {DrumStyle::kBalkan, {kBalkanLines, FillKind::kSnare, kCrash, 6, kClosedHat, 8, kSnare}},
    {DrumStyle::kNordic, {kNordicLines, FillKind::kHandHeld, kNoDrum, 8, kClosedHat, 8, kNoDrum}},
    {DrumStyle::kKlezmer, {kKlezmerLines, FillKind::kSnare, kCrash, 5, kClosedHat, 8, kSnare, 0.9}},
    {DrumStyle::kStomp, {kStompLines, FillKind::kHandHeld, kNoDrum, 8, kClosedHat, 8, kTambourine}},
};
// clang-format on

}  // namespace

std::span<const GrooveRow> dance_grooves() { return kRows; }

}  // namespace continuo
