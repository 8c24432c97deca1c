// Grooves of jazz and soul, of clubs and of guitar bands: one line a voice, as groove.h reads them.
//
// Where drummers of the Groove MIDI set (CC BY 4.0) play a style, its lines follow the places that
// most of their bars strike: gospel's snare and pedal on the offbeats over a soft kick on all four,
// highlife's likewise, songo's kick on the third sixteenth and before each beat, second line's rolling
// snare under a pedal on the offbeats, afrobeat's accents on two and four among ghosts.
#include "arrange/groove_tables.h"

namespace continuo {
namespace {

using namespace grooves;

// clang-format off
constexpr GrooveLine kBigBandLines[] = {
    // Feathered four, hat on two and four, the band's kicks caught every other bar.
    {kKick,      kFrom1, kAny,     "g... g... g... g..."},
    {kKick,      kFrom6, kAny,     "...? .... ..o. .... .... ..?. .... ..o."},
    {kPedalHat,  kFrom1, kAny,     ".... x... .... x...",  ".... o... o...", "...... x....."},
    {kRide,      kAny,   kThin,    "x... o... x... o..."},
    {kRide,      {0, 5}, kNotThin, "x... X.o. x... X.o.",  "x... X.o. X.o.", "x...o. X...o."},
    {kRide,      kFrom6, kNotThin, "X... X.x. X... X.x.",  "X... X.x. X.x.", "X...x. X...x."},
    {kSnare,     kFrom3, kAny,     ".... o..q .... o.q."},
    {kSnare,     kFrom5, kAny,     "...? .... .... ..X. .... ..?. .... ...."},
    {kSecondCrash, kFrom6, kAny,   ".... .... .... .... .... .... .... ..x."},
};

constexpr GrooveLine kBebopLines[] = {
    // The ride alone has the time; left hand and foot drop bombs.
    {kRide,      kAny,   kThin,    "x... x... x... x..."},
    {kRide,      {0, 1}, kNotThin, "x... X... x... X..."},
    {kRide,      kFrom2, kNotThin, "x... X.o. x... X.o.",  "x... X.o. X.o.", "x...o. X...o."},
    {kPedalHat,  kFrom1, kAny,     ".... o... .... o...",  ".... o... o...", "...... o....."},
    {kSnare,     {2, 3}, kAny,     "..q. .... ..q. ...."},
    {kSnare,     kFrom4, kAny,     "..o. ...q ..?. ..o. .... ..o. ?... .q.."},
    {kKick,      kFrom3, kAny,     ".... ..?. .... .... .... .... ..o. ...."},
    {kKick,      kFrom6, kAny,     "..?. .... ...o .... ...x .... ..?. ...."},
};

constexpr GrooveLine kSecondLineLines[] = {
    // New Orleans: a rolling snare, the bass drum's big four at the end of every second bar.
    {kKick,      kFrom1, kAny,     "X... .... x... .... X... .... x... X...", "X... .... x..."},
    {kSnare,     kAny,   kThin,    "o... x... o... x..."},
    {kSnare,     {0, 2}, kNotThin, "o.o. x.o. o.o. x.o."},
    {kSnare,     kFrom3, kNotThin, "xggX ggXg gXgg XgXg"},
    {kCowbell,   kFrom5, kAny,     "x... x.x. x... x.x."},
    {kCrash,     kFrom6, kAny,     ".... o... .... o..."},
    {kPedalHat,  kFrom3, kAny,     "..o. ..o. ..o. ..o."},
};

constexpr GrooveLine kLatinJazzLines[] = {
    // Cascara, three and two, on the ride's bell; the snare hand has the clave's cross-stick.
    {kRideBell,  kAny,   kAny,     "X... x.X. ..x. ..x. x... X... X.x. ..x.", "X... x.X. ..x.",
                               "X...x. x..x..", "X... x.X. ..x.x."},
    {kPedalHat,  kFrom1, kAny,     ".... o... .... o..."},
    {kSideStick, kFrom2, kAny,     "x... ..x. .... x... .... x... x... ....", "x... ..x. ....",
                               "x..... x....."},
    {kKick,      kFrom3, kAny,     "...o ..o. ...o ..o.", "...o ..o. ..o."},
    {kOpenConga, kFrom4, kAny,     ".... .... .... x.x."},
    {kMuteConga, kFrom5, kNotThin, "o.o. x.o. o.o. ...."},
    {kHighTom,   kFrom6, kAny,     ".... .... .... .... .... ..o. .... o.o."},
};

constexpr GrooveLine kShuffleLines[] = {
    {kKick,      {1, 4}, kAny,     "X... .... x... ...."},
    {kKick,      kFrom5, kAny,     "X... ..?. x.x. ..?."},
    {kSideStick, {2, 2}, kAny,     ".... x... .... x..."},
    {kSnare,     {3, 5}, kAny,     ".... X..q .q.. X..."},
    {kSnare,     kFrom6, kAny,     "..g. X.g. ..g. X.g."},
    {kClosedHat, kAny,   kThin,    "x... x... x... x..."},
    {kClosedHat, {0, 1}, kNotThin, "x... x... x... x..."},
    {kClosedHat, kFrom2, kNotThin, "X.o. X.o. X.o. X.o.",  "X.o. X.o. X.o.", "X.o.o. X.o.o."},
    {kRide,      kFrom6, kAny,     "x... x.o. x... x.o.",  "x... x.o. x.o.", "x...o. x...o."},
};

constexpr GrooveLine kRockAndRollLines[] = {
    {kKick,      kFrom1, kAny,     "X... .... X.x. ...."},
    {kSnare,     {2, 4}, kAny,     ".... X... .... X..."},
    {kSnare,     kFrom5, kAny,     ".... X... ..x. X..."},
    {kRide,      kAny,   kThin,    "x... x... x... x..."},
    {kClosedHat, {0, 4}, kNotThin, "x.o. x.o. x.o. x.o."},
    {kRide,      kFrom5, kNotThin, "x.o. X.o. x.o. X.o."},
    {kClap,      kFrom6, kAny,     ".... x... ..x. x..."},
};

constexpr GrooveLine kMotownLines[] = {
    // The snare on every beat, tambourine on two and four.
    {kKick,      kFrom1, kAny,     "X... ..x. x... .... X... ..x. ..x. ...."},
    {kSnare,     {2, 4}, kAny,     ".... X... .... X..."},
    {kSnare,     kFrom5, kAny,     "x... X... x... X..."},
    {kTambourine,kAny,   kThin,    "o... x... o... x..."},
    {kTambourine,{0, 2}, kNotThin, ".... x... .... x...", ".... x... x..."},
    {kTambourine,kFrom3, kNotThin, "o.o. X.o. o.o. X.o."},
    {kClosedHat, kAny,   kNotThin, "x.o. x.o. x.o. x.o."},
};

constexpr GrooveLine kSoulLines[] = {
    {kKick,      {1, 3}, kAny,     "X... .... x... ...."},
    {kKick,      kFrom4, kAny,     "X..x .... ..x. .?.. X... ..x. ..x. ...."},
    {kSideStick, {2, 3}, kAny,     ".... x... .... x..."},
    {kSnare,     kFrom4, kAny,     ".... X..q .g.. X..g"},
    {kClosedHat, kAny,   kThin,    "x... o... x... o..."},
    {kClosedHat, {0, 1}, kNotThin, "x... o... x... o..."},
    {kClosedHat, kFrom2, kMiddle,  "x.o. x.o. x.o. x.o."},
    {kClosedHat, kFrom2, kDense,   "xoxo xoxo xoxo xoxo"},
    {kTambourine,kFrom6, kAny,     ".... x... .... x..."},
};

constexpr GrooveLine kNeoSoulLines[] = {
    // Behind the beat, the kick before it.
    {kKick,      {1, 3}, kAny,     "X... .... ..x. ...."},
    {kKick,      kFrom4, kAny,     "X..x .... ..x? .... X..x .... .x.. ..x."},
    {kSideStick, kFrom2, kAny,     ".... X... .... X..q"},
    {kSnare,     kFrom5, kAny,     "...g .g.. .g.. ..g."},
    {kClosedHat, kAny,   kThin,    "x... o... x... o..."},
    {kClosedHat, {0, 1}, kNotThin, "x... o... x... o..."},
    {kClosedHat, kFrom2, kMiddle,  "x.o. x.o. x.o. x.og"},
    {kClosedHat, kFrom2, kDense,   "xgog xgox xgog xgoo"},
    {kMaracas,   kFrom6, kAny,     "g.o. g.o. g.o. g.o."},
};

constexpr GrooveLine kAfrobeatLines[] = {
    // The hat answers the kick; shekere and clave hold the four together.
    {kClosedHat, kAny,   kThin,    "x... x... x... x..."},
    {kClosedHat, kAny,   kNotThin, "x.o. x.x. x.o. x.x."},
    {kOpenHat,   kFrom4, kAny,     ".... ..x. .... ..x."},
    {kKick,      {1, 3}, kAny,     "X... .... ..x. ...."},
    {kKick,      kFrom4, kAny,     "X... ..x. ..x. .x.. X... ..x. ..x. ...."},
    {kSnare,     kFrom3, kAny,     "...g Xg.g .g.o X.g. ...g Xg.g .o.g Xgog"},
    {kPedalHat,  kFrom4, kAny,     "..o. o... ..o. o..."},
    {kCabasa,    kFrom2, kNotThin, "xoxo xoxo xoxo xoxo"},
    {kClaves,    kFrom5, kAny,     "x... ..x. .... x... .... x... x... ...."},
    {kOpenConga, kFrom6, kAny,     "..o. .... ..oo .... ..o. .... ..oo .o.."},
};

constexpr GrooveLine kShoutLines[] = {
    // Fast praise: the snare on every offbeat, hands on the beat behind it.
    {kKick,      kFrom1, kAny,     "o... o... o... o..."},
    {kKick,      kFrom5, kAny,     "X... .?.. X... .?.."},
    {kSnare,     kFrom3, kAny,     "..X. ..X. ..X. ..X."},
    {kSideStick, {1, 2}, kAny,     "..x. ..x. ..x. ..x."},
    {kPedalHat,  kFrom3, kAny,     "..o. ..o. ..o. ..o."},
    {kTambourine,kAny,   kThin,    "x... x... x... x..."},
    {kTambourine,kAny,   kNotThin, "x.o. X.o. x.o. X.o."},
    {kClap,      kFrom4, kAny,     ".... X... .... X..."},
    {kClosedHat, kFrom2, kAny,     "x.x. x.x. x.x. x.x."},
    {kRide,      kFrom6, kAny,     "x... x... x... x..."},
    {kOpenHat,   kFrom6, kAny,     "..x. ..x. ..x. ..x."},
};

constexpr GrooveLine kBoomBapLines[] = {
    {kKick,      {1, 3}, kAny,     "X... .... .x.. ...."},
    {kKick,      kFrom4, kAny,     "X..x .... .xx. ...? X... ...x .x.. ..?."},
    {kSnare,     kFrom2, kAny,     ".... X... .... X..q"},
    {kClosedHat, kAny,   kThin,    "x... x... x... x..."},
    {kClosedHat, {0, 2}, kNotThin, "x.o. x.o. x.o. x.o."},
    {kClosedHat, kFrom3, kMiddle,  "x.o. x.oo x.o. x.o."},
    {kClosedHat, kFrom3, kDense,   "xgox xgoo xgox xgoo"},
    {kOpenHat,   kFrom5, kAny,     ".... .... ..?. .... .... ..x. .... ...."},
    {kClap,      kFrom6, kAny,     ".... o... .... o..."},
};

constexpr GrooveLine kDrillLines[] = {
    // Hats in threes over four; the snare on three, then on four.
    {kKick,      {1, 3}, kAny,     "X... .... .... .... ..x. .... .... ...."},
    {kKick,      kFrom4, kAny,     "X..x .... .... ..x. ..x. ...x .... .?.."},
    {kElectricSnare, kFrom2, kAny, ".... .... X... .... .... .... .... X...",  ".... .... X...",
                               "...... X....."},
    {kClap,      kFrom5, kAny,     ".... .... x... .... .... .... .... x...",  ".... .... x..."},
    {kClosedHat, kAny,   kThin,    "x... x... x... x..."},
    {kClosedHat, {0, 2}, kNotThin, "x..x ..x. x..x ..x."},
    {kClosedHat, kFrom3, kMiddle,  "x..x ..x. x..x ..xt"},
    {kClosedHat, kFrom3, kDense,   "x.ox .ox. x.ox .oxt x.ox .ox. xt.x .oxd"},
    {kOpenHat,   kFrom6, kAny,     ".... .... .... ..x."},
};

constexpr GrooveLine kPhonkLines[] = {
    // The cowbell is the tune's brother.
    {kKick,      {1, 3}, kAny,     "X... .... ..x. ...."},
    {kKick,      kFrom4, kAny,     "X..x ..x. ..x. ..x. X..x ..?. x.x. ..x."},
    {kElectricSnare, kFrom2, kAny, ".... X... .... X..."},
    {kClap,      kFrom5, kAny,     ".... x... .... x..."},
    {kCowbell,   kFrom3, kAny,     "x..x ..x. x..x ..x."},
    {kClosedHat, kAny,   kThin,    "x... x... x... x..."},
    {kClosedHat, {0, 2}, kNotThin, "x.o. x.o. x.o. x.o."},
    {kClosedHat, kFrom3, kMiddle,  "x.x. x.x. x.x. x.t."},
    {kClosedHat, kFrom3, kDense,   "xoxo xoxo xot. xoxd"},
};

constexpr GrooveLine kMinimalLines[] = {
    {kKick,      kFrom1, kAny,     "X... X... X... X..."},
    {kClosedHat, kAny,   kAny,     "..x. ..x. ..x. ..x."},
    {kClosedHat, kFrom4, kDense,   ".g.g .g.o .g.g .g.o"},
    {kSideStick, kFrom3, kNotThin, "...x .... ..x. ...? ...x .... .... .x.."},
    {kLowConga,  kFrom4, kNotThin, ".... ..o. .... .o.. .... ..o. ...o ...."},
    {kClap,      kFrom5, kAny,     ".... x... .... x..."},
    {kMaracas,   kFrom6, kAny,     "o.x. o.x. o.x. o.x."},
};

constexpr GrooveLine kElectroLines[] = {
    // The machine of 1982: the kick never falls twice alike.
    {kKick,      {1, 3}, kAny,     "X... ..x. .... ...."},
    {kKick,      kFrom4, kAny,     "X... ..x. ..x. ..x. X... ..x. ...x ..x."},
    {kElectricSnare, kFrom2, kAny, ".... X... .... X..."},
    {kClap,      kFrom5, kAny,     ".... x... .... x..."},
    {kClosedHat, kAny,   kThin,    "x... x... x... x..."},
    {kClosedHat, {0, 2}, kNotThin, "x.o. x.o. x.o. x.o."},
    {kClosedHat, kFrom3, kNotThin, "xoxo xxxo xoxo xxxx"},
    {kCowbell,   kFrom6, kAny,     "..x. .x.. ..x. .x.x"},
    {kOpenHat,   kFrom4, kAny,     ".... .... .... ..x."},
};

constexpr GrooveLine kDeepHouseLines[] = {
    {kKick,      kFrom1, kAny,     "X... X... X... X..."},
    {kOpenHat,   kFrom2, kAny,     "..x. ..x. ..x. ..x."},
    {kClosedHat, kAny,   kThin,    "x... o... x... o..."},
    {kClosedHat, kAny,   kNotThin, "o..o o..o o..o o..o"},
    {kSideStick, kFrom3, kAny,     ".... .... ...x .... .... ..x. .... ...x"},
    {kClap,      kFrom4, kAny,     ".... x... .... x..."},
    {kMaracas,   kFrom5, kNotThin, "goxo goxo goxo goxo"},
    {kOpenConga, kFrom6, kNotThin, "...o ..o. ...o .oo."},
};

constexpr GrooveLine kAmapianoLines[] = {
    // Shakers in sixteenths, few kicks; the bass plays the log drum.
    {kCabasa,    kAny,   kThin,    "x.o. x.o. x.o. x.o."},
    {kCabasa,    kAny,   kNotThin, "xoXo xoXo xoXo xoXo"},
    {kKick,      {1, 4}, kAny,     "X... .... X... ...."},
    {kKick,      kFrom5, kAny,     "X... x... X... x..."},
    {kSideStick, kFrom2, kAny,     "...x ..x. ...x ..x."},
    {kClap,      kFrom4, kAny,     ".... x... .... x..."},
    {kLowConga,  kFrom3, kNotThin, ".... ...o ..o. .o.. .... ..o. ...o .o.."},
    {kOpenHat,   kFrom6, kAny,     "..x. ..x. ..x. ..x."},
};

constexpr GrooveLine kTranceLines[] = {
    {kKick,      kFrom1, kAny,     "X... X... X... X..."},
    {kClosedHat, {0, 2}, kAny,     "..x. ..x. ..x. ..x."},
    {kOpenHat,   kFrom3, kAny,     "..X. ..X. ..X. ..X."},
    {kClap,      kFrom4, kAny,     ".... X... .... X..."},
    {kClosedHat, kFrom4, kNotThin, "o.go o.go o.go o.go"},
    {kRide,      kFrom6, kAny,     "x... x... x... x..."},
    {kTambourine,kFrom6, kDense,   "oooo oooo oooo oooo"},
};

constexpr GrooveLine kPsytranceLines[] = {
    {kKick,      kFrom1, kAny,     "X... X... X... X..."},
    {kOpenHat,   kFrom3, kAny,     "..x. ..x. ..x. ..x."},
    {kClosedHat, kAny,   kThin,    "..x. ..x. ..x. ..x."},
    {kClosedHat, {0, 2}, kNotThin, "..x. ..x. ..x. ..x."},
    {kClosedHat, kFrom3, kNotThin, "oxox oxox oxox oxox"},
    {kElectricSnare, kFrom5, kAny, ".... x... .... x..."},
    {kHighMidTom,kFrom6, kAny,     "...o ..o. .o.. o..o"},
};

constexpr GrooveLine kBreakbeatLines[] = {
    {kKick,      {1, 3}, kAny,     "X.x. .... ..x. ...."},
    {kKick,      kFrom4, kAny,     "X.x. .... ..x. .x.. X.x. ...? ..x. ...."},
    {kSnare,     {2, 4}, kAny,     ".... X... .... X..."},
    {kSnare,     kFrom5, kAny,     ".... X..g .g.g X..g"},
    {kClosedHat, kAny,   kThin,    "x... x... x... x..."},
    {kClosedHat, {0, 1}, kNotThin, "x... x... x... x..."},
    {kClosedHat, kFrom2, kMiddle,  "x.x. x.x. x.x. x.x."},
    {kClosedHat, kFrom2, kDense,   "xoxo xoxo xoxo xoxo"},
    {kOpenHat,   kFrom5, kAny,     ".... ..x. .... ...."},
    {kRide,      kFrom6, kAny,     "x... x... x... x..."},
};

constexpr GrooveLine kTwoStepLines[] = {
    // UK garage: the second and fourth kick are gone, the hats shuffle.
    {kKick,      {1, 3}, kAny,     "X... .... ..x. ...."},
    {kKick,      kFrom4, kAny,     "X... .... ..X. ..?. X... ...? ..X. ...."},
    {kSnare,     kFrom2, kAny,     ".... X... .... X..."},
    {kSideStick, kFrom4, kAny,     "...x ...x .x.. ...x"},
    {kClosedHat, kAny,   kThin,    "x... x... x... x..."},
    {kClosedHat, kAny,   kNotThin, "o.xo o.xo o.xo o.xo"},
    {kOpenHat,   kFrom5, kAny,     "..x. .... ..x. ...."},
    {kMaracas,   kFrom6, kAny,     "goxo goxo goxo goxo"},
};

constexpr GrooveLine kDubstepLines[] = {
    // Half time at 140: one snare a bar, on three.
    {kKick,      {1, 3}, kAny,     "X... .... .... ...."},
    {kKick,      kFrom4, kAny,     "X... ..x. .... ..x. X... .... ...x ..?.",  "X... ..x. ...."},
    {kElectricSnare, kFrom2, kAny, ".... .... X... ....",  ".... .... X...", "...... X.....",
                               ".... .... X....."},
    {kClap,      kFrom5, kAny,     ".... .... x... ....",  ".... .... x...", "...... x....."},
    {kClosedHat, kAny,   kThin,    "x... x... x... x..."},
    {kClosedHat, {0, 2}, kNotThin, "x..x ..x. x..x ..x."},
    {kClosedHat, kFrom3, kNotThin, "x..x o.x. x..x o.xt"},
    {kOpenHat,   kFrom6, kAny,     ".... ..x. .... ..x."},
    {kRide,      {7, 7}, kAny,     "x... x... x... x..."},
};

constexpr GrooveLine kJungleLines[] = {
    // The amen: four bars, the last two broken.
    {kKick,      {1, 3}, kAny,     "X.x. .... ..x. ...."},
    {kKick,      kFrom4, kAny,     "X.X. .... ..XX .... X.X. .... ..XX .... "
                                   "X.X. .... ..X. .... ..XX .... ..X. ....",
                                   "X.X. .... ..X."},
    {kSnare,     {2, 3}, kAny,     ".... X... .... X..."},
    {kSnare,     kFrom4, kAny,     ".... X..g .g.. X..g .... X..g .g.. X..g "
                                   ".... X..g .g.. ..X. .g.. X..g .g.. ..X.",
                                   ".... X..g .gX."},
    {kRide,      kAny,   kThin,    "x... x... x... x..."},
    {kClosedHat, {0, 2}, kNotThin, "x.o. x.o. x.o. x.o."},
    {kRide,      kFrom3, kNotThin, "x.o. x.o. x.o. x.o."},
    {kClosedHat, kFrom6, kDense,   ".g.o .g.o .g.o .g.o"},
    {kCrash,     kFrom6, kAny,     ".... .... .... .... .... .... .... .... "
                                   ".... .... .... .... .... .... ..x. ...."},
};

constexpr GrooveLine kPunkLines[] = {
    {kKick,      {1, 3}, kAny,     "X... .... X... ...."},
    {kKick,      kFrom4, kAny,     "X..x .... x.x. .... X..x ..?. x.x. ...."},
    {kSnare,     kFrom2, kAny,     ".... X... .... X..."},
    {kClosedHat, kAny,   kThin,    "X... X... X... X..."},
    {kClosedHat, {0, 4}, kNotThin, "X.x. X.x. X.x. X.x."},
    {kOpenHat,   kFrom5, kNotThin, "X.x. X.x. X.x. X.x."},
    {kCrash,     kFrom6, kAny,     "x... .... x... ...."},
};

constexpr GrooveLine kSurfLines[] = {
    // Snare on two, its "and", and four.
    {kKick,      kFrom1, kAny,     "X... .... X.x. ...."},
    {kSideStick, {1, 2}, kAny,     ".... x... .... x..."},
    {kSnare,     kFrom3, kAny,     ".... X.X. .... X..."},
    {kRide,      kAny,   kThin,    "x... x... x... x..."},
    {kClosedHat, {0, 3}, kNotThin, "x.o. x.o. x.o. x.o."},
    {kRide,      kFrom4, kNotThin, "x.o. x.o. x.o. x.o."},
    {kHighFloorTom, kFrom6, kAny,  "x.x. ..x. x.x. ..x."},
};

constexpr GrooveLine kHalfTimeLines[] = {
    {kKick,      {1, 3}, kAny,     "X... .... .... ...."},
    {kKick,      kFrom4, kAny,     "X... ..x. .... ..?. X..x .... ...x ....",  "X... ..x. ...."},
    {kSnare,     kFrom2, kAny,     ".... .... X... ....",  ".... .... X...", "...... X.....",
                               ".... .... X....."},
    {kClosedHat, kAny,   kThin,    "x... x... x... x..."},
    {kClosedHat, {0, 4}, kNotThin, "x... x... x... x..."},
    {kOpenHat,   {5, 5}, kNotThin, "X... X... X... X..."},
    {kCrash,     kFrom6, kNotThin, "X... X... X... X..."},
    {kRide,      kFrom6, kDense,   "..o. ..o. ..o. ..o."},
};

constexpr GrooveLine kBlastLines[] = {
    // Hand and foot in turn, too fast to count.
    {kKick,      {1, 3}, kAny,     "X... .... X... ...."},
    {kKick,      {4, 5}, kAny,     "Xxxx Xxxx Xxxx Xxxx"},
    {kKick,      kFrom6, kAny,     "X.x. X.x. X.x. X.x."},
    {kSnare,     {2, 5}, kAny,     ".... X... .... X..."},
    {kSnare,     kFrom6, kAny,     ".x.x .x.x .x.x .x.x"},
    {kClosedHat, {0, 3}, kAny,     "x... x... x... x..."},
    {kRide,      {4, 5}, kAny,     "X... X... X... X..."},
    {kChina,     kFrom6, kAny,     "X... X... X... X..."},
    {kRideBell,  kFrom4, kDense,   "..o. ..o. ..o. ..o."},
};

constexpr GrooveLine kGallopLines[] = {
    {kKick,      {1, 3}, kAny,     "X... .... X... ...."},
    {kKick,      kFrom4, kAny,     "X.xx X.xx X.xx X.xx",  "X.xx X.xx X.xx", "X.xxX. X.xxX."},
    {kSnare,     kFrom2, kAny,     ".... X... .... X..."},
    {kClosedHat, {0, 4}, kAny,     "x... x... x... x..."},
    {kOpenHat,   kFrom5, kAny,     "X... X... X... X..."},
    {kRideBell,  kFrom6, kAny,     "..x. ..x. ..x. ..x."},
};

constexpr GrooveLine kBreakdownLines[] = {
    {kKick,      {1, 3}, kAny,     "X... .... .... ...."},
    {kKick,      kFrom4, kAny,     "X..X ..X. .... X.X. X..X ..XX .... .XX.",  "X..X ..X. ..XX"},
    {kSnare,     kFrom2, kAny,     ".... .... X... ....",  ".... .... X...", "...... X.....",
                               ".... .... X....."},
    {kClosedHat, {0, 3}, kAny,     "x... x... x... x..."},
    {kChina,     kFrom4, kAny,     "X... X... X... X..."},
    {kOpenHat,   kFrom6, kAny,     "..o. ..o. ..o. ..o."},
};

constexpr GrooveRow kRows[] = {
    {DrumStyle::kBigBand, {kBigBandLines, FillKind::kJazz, kCrash, 4, kRide, 8, kSnare, 0.8}},
    {DrumStyle::kBebop, {kBebopLines, FillKind::kJazz, kCrash, 6, kRide, 8, kSnare, 0.8}},
    {DrumStyle::kSecondLine, {kSecondLineLines, FillKind::kSnare, kCrash, 4, kRide, 8, kSnare, 0.9}},
    {DrumStyle::kLatinJazz, {kLatinJazzLines, FillKind::kLatin, kCrash, 5, kRide, 8, kSnare, 0.8}},
    {DrumStyle::kShuffle, {kShuffleLines, FillKind::kSnare, kCrash, 4, kRide, 8, kSnare, 0.85}},
    {DrumStyle::kRockAndRoll, {kRockAndRollLines, FillKind::kToms, kCrash, 4, kRide, 8, kSnare, 0.85}},
    {DrumStyle::kMotown, {kMotownLines, FillKind::kSnare, kCrash, 4, kRide, 8, kSnare, 0.85}},
    {DrumStyle::kSoul, {kSoulLines, FillKind::kSnare, kCrash, 4, kRide, 8, kSnare, 0.85}},
    {DrumStyle::kNeoSoul, {kNeoSoulLines, FillKind::kSnare, kCrash, 6, kRide, 8, kNoDrum, 0.9}},
    {DrumStyle::kAfrobeat, {kAfrobeatLines, FillKind::kSnare, kCrash, 6, kRide, 8, kSnare, 0.85}},
    {DrumStyle::kShout, {kShoutLines, FillKind::kSnare, kCrash, 3, kRide, 8, kSnare, 0.9}},
    {DrumStyle::kBoomBap, {kBoomBapLines, FillKind::kMachine, kCrash, 6, kRide, 8, kNoDrum, 0.95}},
    {DrumStyle::kDrill, {kDrillLines, FillKind::kMachine, kCrash, 5, kClosedHat, 8, kElectricSnare}},
    {DrumStyle::kPhonk, {kPhonkLines, FillKind::kMachine, kCrash, 5, kClosedHat, 8, kElectricSnare}},
    {DrumStyle::kMinimal, {kMinimalLines, FillKind::kNone, kNoDrum, 8, kClosedHat, 8, kClap}},
    {DrumStyle::kElectro, {kElectroLines, FillKind::kMachine, kCrash, 5, kClosedHat, 8, kElectricSnare}},
    {DrumStyle::kDeepHouse, {kDeepHouseLines, FillKind::kMachine, kCrash, 6, kRide, 8, kClap}},
    {DrumStyle::kAmapiano, {kAmapianoLines, FillKind::kLatin, kCrash, 6, kClosedHat, 8, kClap}},
    {DrumStyle::kTrance, {kTranceLines, FillKind::kMachine, kCrash, 3, kClosedHat, 8, kSnare}},
    {DrumStyle::kPsytrance, {kPsytranceLines, FillKind::kMachine, kCrash, 4, kClosedHat, 8, kElectricSnare}},
    {DrumStyle::kBreakbeat, {kBreakbeatLines, FillKind::kSnare, kCrash, 4, kRide, 8, kSnare, 0.95}},
    {DrumStyle::kTwoStep, {kTwoStepLines, FillKind::kMachine, kCrash, 5, kClosedHat, 8, kSnare}},
    {DrumStyle::kDubstep, {kDubstepLines, FillKind::kMachine, kCrash, 3, kRide, 8, kElectricSnare}},
    {DrumStyle::kJungle, {kJungleLines, FillKind::kSnare, kCrash, 4, kRide, 8, kSnare, 0.95}},
    {DrumStyle::kPunk, {kPunkLines, FillKind::kToms, kCrash, 3, kRide, 8, kSnare, 0.9}},
    {DrumStyle::kSurf, {kSurfLines, FillKind::kToms, kCrash, 4, kRide, 8, kSnare, 0.88}},
    {DrumStyle::kHalfTime, {kHalfTimeLines, FillKind::kToms, kCrash, 3, kRide, 8, kSnare, 0.92}},
    {DrumStyle::kBlast, {kBlastLines, FillKind::kToms, kCrash, 3, kRideBell, 8, kSnare, 0.95}},
    {DrumStyle::kGallop, {kGallopLines, FillKind::kToms, kCrash, 3, kRideBell, 8, kSnare, 0.92}},
    {DrumStyle::kBreakdown, {kBreakdownLines, FillKind::kToms, kCrash, 3, kRideBell, 8, kSnare, 0.95}},
};
// clang-format on

}  // namespace

std::span<const GrooveRow> beat_grooves() { return kRows; }

}  // namespace continuo
