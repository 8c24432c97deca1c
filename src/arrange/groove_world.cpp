// Grooves of Asia and Africa on General MIDI's percussion, and of screens, parades and hands: one
// line a voice, as groove.h reads them.
//
// The kit has no tabla, taiko or darbuka of its own: bongos and congas stand for high and low skins,
// as their strokes lie nearest.
#include "arrange/groove_tables.h"

namespace continuo {
namespace {

using namespace grooves;

// clang-format off
constexpr GrooveLine kTablaLines[] = {
    // Tintal: sixteen beats as four bars. The low skin (in dha and dhin) falls silent from the tenth
    // beat to the thirteenth; the high one goes on.
    {kLowConga,  kFrom1, kAny,     "X... x... x... x... X... x... x... x... "
                                   "X... .... .... .... .... x... x... x...",
                                   "X... .... x...", "X..... x....."},
    {kHighBongo, kAny,   kThin,    "x... x... x... x..."},
    {kHighBongo, kAny,   kMiddle,  "x.o. x.o. x.o. x.o."},
    {kHighBongo, {0, 3}, kDense,   "x.o. x.o. x.o. x.o."},
    {kHighBongo, kFrom4, kDense,   "xoxo xoxo xoxo xooo"},
    {kLowBongo,  kFrom3, kAny,     "..o. ...o ..o. .o.."},
    {kLowBongo,  kFrom5, kAny,     ".... ..oo .... .ooo"},
    {kTambourine,kFrom6, kAny,     "x... o... o... o..."},
};

constexpr GrooveLine kBhangraLines[] = {
    // Chaal on the dhol: the low side on one and the pushed four, rim in running eighths that swing.
    {kLowFloorTom, kFrom1, kAny,   "X... .... ..x. X...",  "X... .... X...", "X..... ..x.X."},
    {kHighBongo, kAny,   kThin,    "x... x... x... x..."},
    {kHighBongo, kAny,   kNotThin, "x.ox x.ox x.ox x.ox"},
    {kClap,      kFrom4, kAny,     ".... x... .... x..."},
    {kKick,      kFrom3, kAny,     "X... .... X... ...."},
    {kTambourine,kFrom5, kAny,     "o.x. o.x. o.x. o.x."},
    {kLowBongo,  kFrom6, kAny,     "..xx ..x. ..xx ..x."},
};

constexpr GrooveLine kTaikoLines[] = {
    // The great drum and its rim, with room between.
    {kConcertBassDrum, {0, 3}, kAny, "X... .... x... .... X... .... .... x..."},
    {kConcertBassDrum, kFrom4, kAny, "X... x.x. X... x..."},
    {kSideStick, {1, 7}, kThin,    "x... x... x... x..."},
    {kSideStick, kFrom1, kNotThin, "..x. ..xo ..x. ..xo"},
    {kLowFloorTom, kFrom3, kAny,   "..x. ..xx ..x. ..xx"},
    {kHighFloorTom, kFrom5, kAny,  "...x ...x ...x .xxx"},
    {kHighWoodBlock, kFrom6, kAny, "x.x. x.x. x.x. x.x."},
    {kTriangle,  {0, 4}, kNotThin, "o... .... .... .... .... .... .... ....", "o... .... ...."},
};

constexpr GrooveLine kChineseLines[] = {
    // Wood block (ban), drum, and the gong at the turns.
    {kHighWoodBlock, kAny, kAny,   "x... o... x... o..."},
    {kLowFloorTom, kFrom2, kAny,   "x... .... x.x. ...."},
    {kLowWoodBlock, kFrom3, kNotThin, "..o. ..o. ..o. .oo."},
    {kChina,     kFrom5, kAny,     "o... .... .... .... .... .... o... ...."},
    {kHighBongo, kFrom5, kAny,     "x.xx x.x. x.xx x.xx"},
    {kSplash,    kFrom6, kAny,     "..x. ..x. ..x. ..x."},
    {kTriangle,  {0, 4}, kNotThin, "o... .... .... .... .... .... .... ....", "o... .... ...."},
};

constexpr GrooveLine kJangdanLines[] = {
    // Gutgeori, twelve eighths: deong - gi | deok - - | kung - gi | deok - gi.
    {kLowFloorTom, kFrom1, kAny,   "X... .... x... ....",  "X... .... ....",
                               "X..... ...... x..... ......"},
    {kSideStick, kAny,   kAny,     "x... x..o x... x..o",  "x... x... x...",
                               "x...o. x..... x...o. x...o."},
    {kHighBongo, kFrom3, kAny,     "..o. x... ..o. x.o.",  "..o. x... x.o.",
                               "....o. x...oo ....o. x.o.o."},
    {kChina,     kFrom5, kAny,     "o... .... .... ....",  "o... .... ....",
                               "o..... ...... ...... ......"},
    {kCowbell,   kFrom6, kAny,     "x... x... x... x..."},
    {kLowBongo,  kFrom4, kNotThin, ".... ..oo .... ..oo",  ".... ..oo ..oo", "..o... ..o.o."},
};

constexpr GrooveLine kDarbukaLines[] = {
    // Maqsum: dum tek - tek dum - tek -.
    {kLowConga,  kAny,   kAny,     "X... .... X... ....",  "X... .... x...", "X..... x.....",
                               "X... .... X....."},
    {kHighBongo, kAny,   kAny,     "..x. ..x. .... x...",  "..x. x... x...", "..x.x. ..x...",
                               "..x. x... ....x."},
    {kHighBongo, kFrom3, kNotThin, "...o .... ..o. ..oo",  "...o ..o. ..oo"},
    {kTambourine,kFrom2, kNotThin, "o.x. o.x. o.x. o.x."},
    {kLowConga,  kFrom5, kAny,     ".... .... ..x. ...."},
    {kSplash,    kFrom6, kAny,     "..x. ..x. ..x. ..x."},
    {kHighBongo, kFrom6, kDense,   ".ooo .ooo .ooo .ooo"},
};

constexpr GrooveLine kBellLines[] = {
    // The standard pattern of West Africa in twelve; in four its three-three-four-two-four cousin.
    {kHighAgogo, kAny,   kAny,     "x..x ..x. ..x. x...",  "x..x ..x. x...",
                               "x...x. ..x.x. ..x... x...x."},
    {kCabasa,    kFrom1, kNotThin, "x.o. x.o. x.o. x.o."},
    {kLowConga,  kFrom2, kAny,     "x... .... .... x...",  "x... .... x...", "x..... ....x."},
    {kOpenConga, kFrom3, kAny,     "..x. ..xx ..x. ..xx",  "..x. ..xx ..xx", "..x.x. ..x.xx"},
    {kMuteConga, kFrom4, kNotThin, "o..o o..o o..o o..o",  "o..o o..o o..o", "o...o. o...o."},
    {kLowFloorTom, kFrom5, kAny,   "X... .... ..x. ....",  "X... .... ..x.", "X..... ..x..."},
    {kClap,      kFrom6, kAny,     "x... x... x... x..."},
};

constexpr GrooveLine kHighlifeLines[] = {
    {kClosedHat, kAny,   kThin,    "x... x... x... x..."},
    {kClosedHat, kAny,   kNotThin, "x.o. x.o. x.o. x.o."},
    {kClaves,    kFrom2, kAny,     "x..x ..x. ..x. x..."},
    {kKick,      kFrom1, kAny,     "x... x... x... x..."},
    {kPedalHat,  kFrom2, kAny,     "..o. ..o. ..o. ..o."},
    {kSideStick, kFrom2, kAny,     ".... x... .... x.x."},
    {kCabasa,    kFrom4, kNotThin, "xoxo xoxo xoxo xoxo"},
    {kOpenConga, kFrom5, kAny,     ".... ..o. .... .oo."},
    {kSnare,     kFrom6, kAny,     "...g ..x. ...g ..x."},
};

constexpr GrooveLine kTrailerLines[] = {
    // Great drums: hits first, then engines of sixteenths under them.
    {kTriangle,  {0, 1}, kAny,     "o... .... o... ....", "o... .... ....", "o..... o....."},
    {kConcertBassDrum, {0, 3}, kAny, "X... .... .... ....",  "X... .... ....", "X..... ......"},
    {kConcertBassDrum, kFrom4, kAny, "X... .... X... ..x.",  "X... .... ..x.", "X..... X....."},
    {kLowFloorTom, {2, 4}, kAny,   "x... .... x... ..x.",  "x... .... x...", "x..... x....."},
    {kLowFloorTom, kFrom5, kAny,   "X.xx X.xx X.xx X.xx",  "X.xx X.xx X.xx", "X.xxxx X.xxxx"},
    {kHighFloorTom, kFrom5, kNotThin, ".... x.x. .... xxxx"},
    {kSnare,     kFrom6, kAny,     ".... .... X... ....",  ".... .... X...", "...... X....."},
    {kCrash,     kFrom6, kAny,     "x... .... .... .... .... .... .... ....", "x... .... ....",
                               "x..... ......"},
};

constexpr GrooveLine kDrumlineLines[] = {
    {kConcertBassDrum, kAny, kAny, "X... x... X... x..."},
    {kSnare,     {0, 2}, kAny,     "x... o... x.o. o..."},
    {kSnare,     {3, 5}, kAny,     "Xggx ggXg gXgg XgXg XggX ggXg XgXg Xddd"},
    {kSnare,     kFrom6, kAny,     "XdgX ddXg gXdg XdXd XggX dgXd XdXd fdXd"},
    {kHighTom,   kFrom3, kAny,     ".... ..x. .... .x.. .... ..xx .... ...."},
    {kLowTom,    kFrom4, kNotThin, "..x. .... ..x. ..x. ..x. .... .x.. x..."},
    {kHighFloorTom, kFrom5, kNotThin, ".... x... ..x. .... .... x..x ..x. ...."},
    {kCrash,     kFrom5, kAny,     "x... .... x... ...."},
    {kSideStick, kFrom2, kDense,   "..x. ..x. ..x. ..x."},
};

constexpr GrooveLine kHandDrumLines[] = {
    // Conga tumbao with shaker and bell.
    {kMuteConga, kAny,   kAny,     "o.o. X.o. o.o. X..."},
    {kOpenConga, kFrom1, kAny,     ".... .... .... ..xx"},
    {kLowConga,  kFrom3, kAny,     "x... .... ...x ...."},
    {kCabasa,    kFrom2, kNotThin, "xoxo xoxo xoxo xoxo"},
    {kHighBongo, kFrom4, kAny,     "..x. .oox ..x. .oox"},
    {kLowBongo,  kFrom4, kNotThin, "...x .... .x.. x..."},
    {kCowbell,   kFrom5, kAny,     "x... x.x. x... x.x."},
    {kClaves,    kFrom6, kAny,     "x... ..x. .... x... .... x... x... ...."},
    {kTambourine,kFrom6, kNotThin, "..x. ..x. ..x. ..x."},
};

constexpr GrooveRow kRows[] = {
    {DrumStyle::kTabla, {kTablaLines, FillKind::kHandHeld, kNoDrum, 8, kHighBongo, 8, kNoDrum}},
    {DrumStyle::kBhangra, {kBhangraLines, FillKind::kLatin, kCrash, 6, kHighBongo, 8, kHighBongo}},
    {DrumStyle::kTaiko, {kTaikoLines, FillKind::kWood, kNoDrum, 8, kSideStick, 8, kLowFloorTom}},
    {DrumStyle::kChinese, {kChineseLines, FillKind::kWood, kChina, 6, kSideStick, 8, kLowFloorTom}},
    {DrumStyle::kJangdan, {kJangdanLines, FillKind::kWood, kNoDrum, 8, kSideStick, 8, kLowFloorTom}},
    {DrumStyle::kDarbuka, {kDarbukaLines, FillKind::kHandHeld, kNoDrum, 8, kHighBongo, 8, kHighBongo}},
    {DrumStyle::kBell, {kBellLines, FillKind::kLatin, kNoDrum, 8, kHighAgogo, 8, kNoDrum}},
    {DrumStyle::kHighlife, {kHighlifeLines, FillKind::kLatin, kCrash, 6, kRide, 8, kNoDrum}},
    {DrumStyle::kTrailer, {kTrailerLines, FillKind::kRoll, kCrash, 4, kClosedHat, 8, kLowFloorTom}},
    {DrumStyle::kDrumline, {kDrumlineLines, FillKind::kRoll, kCrash, 4, kClosedHat, 8, kSnare}},
    {DrumStyle::kHandDrums, {kHandDrumLines, FillKind::kLatin, kNoDrum, 8, kRide, 8, kNoDrum}},
};
// clang-format on

}  // namespace

std::span<const GrooveRow> world_grooves() { return kRows; }

}  // namespace continuo
