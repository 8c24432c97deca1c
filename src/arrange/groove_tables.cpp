// The grooves: one line a voice. The step language is in groove.h.
//
// Proportions follow the drummers of the Groove MIDI set (CC BY 4.0, 387 long takes): hat on the
// beat 88, between 70, sixteenths 62 (rock); snare accents 104 and ghosts 30; a third (pop, rock,
// hip-hop) to a half (funk, jazz) of all snare strokes are ghosts.
//
// Intensity adds voices (hat alone, then kick, cross-stick, snare, open hats, ride); density
// chooses how finely the time keeper divides the beat. Swung styles are written in even eighths:
// humanise.h turns them.
#include <map>

#include "arrange/groove_tables.h"
#include "base/error.h"

namespace continuo {
namespace {

using namespace grooves;

// clang-format off
constexpr GrooveLine kPopLines[] = {
    {kKick,      {1, 3}, kAny,     "X... .... x... ...."},
    {kKick,      {4, 5}, kAny,     "X... ..?. x.x. ..?.",  "X... .... ..x."},
    {kKick,      {6, 7}, kAny,     "X..x ..?. x.x. ..?.",  "X..x ..?. ..x."},
    {kSideStick, {2, 3}, kAny,     ".... x... .... x..."},
    {kSnare,     {4, 7}, kAny,     ".... X..q .q.. X..q"},
    {kClap,      {6, 7}, kAny,     ".... o... .... o..."},
    {kClosedHat, kAny,   kThin,    "x... o... x... o..."},
    {kClosedHat, {0, 1}, kNotThin, "x... o... x... o..."},
    {kClosedHat, {2, 7}, kMiddle,  "x.o. x.o. x.o. x.o."},
    {kClosedHat, {2, 7}, kDense,   "xooo xooo xooo xooo"},
    {kOpenHat,   {5, 7}, kAny,     ".... .... .... ..?."},
    {kTambourine,{6, 7}, kDense,   "o.x. o.x. o.x. o.x."},
};

constexpr GrooveLine kRockLines[] = {
    {kKick,      {1, 3}, kAny,     "X... .... x... ...."},
    {kKick,      {4, 5}, kAny,     "X... .... x.x. ..?.",  "X... .... ..x."},
    {kKick,      {6, 7}, kAny,     "X..? ..x. x.x. ..?.",  "X... ..x. ..x."},
    {kSideStick, {2, 2}, kAny,     ".... x... .... x..."},
    {kSnare,     {3, 7}, kAny,     ".... X... .q.. X..q"},
    {kClosedHat, {0, 1}, kAny,     "x... o... x... o..."},
    {kClosedHat, {2, 7}, kThin,    "x... x... x... x..."},
    {kClosedHat, {2, 5}, {2, 5},   "x.o. x.o. x.o. x.o."},
    {kClosedHat, {2, 5}, {6, 7},   "xooo xooo xooo xooo"},
    {kOpenHat,   {6, 7}, kNotThin, "X.o. X.o. X.o. X.o."},
    {kCowbell,   {7, 7}, kDense,   "x... x... x... x..."},
    {kTambourine,{6, 7}, kDense,   "..o. x.o. ..o. x.o."},
};

constexpr GrooveLine kMetalLines[] = {
    {kKick,      {1, 3}, kAny,     "X... .... X.x. ...."},
    {kKick,      {4, 5}, {0, 3},   "X.x. ..x. X.x. ..x."},
    {kKick,      {4, 5}, {4, 7},   "X.xx x.xx X.xx x.xx"},
    {kKick,      {6, 7}, {0, 3},   "X.xx ..xx X.xx ..xx"},
    {kKick,      {6, 7}, {4, 7},   "Xxxx Xxxx Xxxx Xxxx"},
    {kSnare,     {2, 7}, kAny,     ".... X... .... X..."},
    {kClosedHat, {0, 3}, kAny,     "x... x... x... x..."},
    {kOpenHat,   {4, 5}, kAny,     "X... X... X... X..."},
    {kChina,     {6, 7}, kAny,     "X... X... X... X..."},
    {kRide,      {4, 7}, kDense,   "..o. ..o. ..o. ..o."},
};

constexpr GrooveLine kSwingLines[] = {
    {kKick,      {2, 4}, kAny,     "g... g... g... g...",  "g... g... g...", "g..... g....."},
    {kKick,      {5, 7}, kAny,     "o... g... g.?. g...",  "o... g... g.?.", "o..... g...?."},
    {kPedalHat,  {1, 7}, kAny,     ".... o... .... o...",  ".... o... o...", "...... o....."},
    {kRide,      {0, 1}, kAny,     "x... o... x... o..."},
    {kRide,      {2, 7}, kThin,    "x... X... x... X..."},
    {kRide,      {2, 7}, kNotThin, "x... X.o. x... X.o.",  "x... X.o. X.o.", "x...o. X...o.",
                               "x... X... x...o."},
    {kSnare,     {3, 4}, kAny,     ".... ..q. q... ..?. .... q... ..q. ...."},
    {kSnare,     {5, 7}, kAny,     "..?. q... ..o. ..q. .... ..o. q... ?.q."},
    {kSnare,     {6, 7}, kDense,   ".... o... .... o..."},
    {kRideBell,  {7, 7}, kAny,     "?... .... .... ...."},
};

constexpr GrooveLine kBrushesLines[] = {
    // The sweep is written as soft strokes on the pulse, the taps above it.
    {kSnare,     {0, 7}, kAny,     "g.q. o.g. g.q. o.g.",  "g.q. o.g. o.g.", "g...q. o...g."},
    {kSnare,     {4, 7}, kNotThin, ".... .... ..?. .... .... ..?. .... ..?."},
    {kKick,      {2, 7}, kAny,     "g... .... g... ....",  "g... .... ....", "g..... ......"},
    {kPedalHat,  {1, 7}, kAny,     ".... o... .... o...",  ".... o... o...", "...... o....."},
    {kRide,      {5, 7}, kNotThin, "o... x.o. o... x.o.",  "o... x.o. x.o.", "o...o. x...o."},
};

constexpr GrooveLine kBossaLines[] = {
    // Cross-stick: the bossa clave 3-2 over two bars.
    {kSideStick, {1, 7}, kAny,     "x... ..x. .... x... .... x... ..x. ....",
                                   "x... ..x. ....", "x..... ..x...", "x... ..x. ....x."},
    {kKick,      {2, 7}, kAny,     "x... ..o. x... ..o.",  "x... ..o. ..o.", "x...o. x...o."},
    {kClosedHat, {0, 2}, kAny,     "x... o... x... o..."},
    {kClosedHat, {3, 7}, kThin,    "x... o... x... o..."},
    {kClosedHat, {3, 7}, kNotThin, "x.o. x.o. x.o. x.o."},
    {kMaracas,   {5, 7}, kDense,   "gogg gogg gogg gogg"},
    {kPedalHat,  {4, 7}, kAny,     ".... o... .... o..."},
};

constexpr GrooveLine kSambaLines[] = {
    {kKick,      {1, 2}, kAny,     "o... x... o... x..."},
    {kKick,      {3, 7}, kAny,     "o..o X..o o..o X..o",  "o..o X..o X..o", "o....o X....o"},
    {kLowFloorTom, {4, 7}, kAny,   ".... X... .... X..."},
    {kSideStick, {2, 4}, kAny,     "x.x. x.xx .x.x .xx.",  "x.x. x.xx .xx.", "x..x.x .x.xx."},
    {kSnare,     {5, 7}, kAny,     "Xggx ggXg gXgg XggX",  "Xggx ggXg gXgX", "XggxgX gXggXg"},
    {kMaracas,   {0, 7}, kThin,    "x.o. x.o. x.o. x.o."},
    {kMaracas,   {0, 2}, kNotThin, "x.o. x.o. x.o. x.o."},
    {kMaracas,   {3, 7}, kNotThin, "xoox xoox xoox xoox"},
    {kCowbell,   {6, 7}, kAny,     "x.x. .x.x x.x. .x.x",  "x.x. .x.x .x.x"},
};

constexpr GrooveLine kFourOnFloorLines[] = {
    {kKick,      {1, 7}, kAny,     "X... X... X... X..."},
    {kClap,      {3, 7}, kAny,     ".... X... .... X...",  ".... X... X..."},
    {kClosedHat, {0, 2}, kAny,     "..x. ..x. ..x. ..x."},
    {kOpenHat,   {3, 7}, kAny,     "..x. ..x. ..x. ..x."},
    {kClosedHat, {4, 7}, kDense,   "xo.o xo.o xo.o xo.o"},
    {kClosedHat, {4, 7}, kMiddle,  "x... x... x... x..."},
    {kMaracas,   {5, 7}, kNotThin, "goxo goxo goxo goxo"},
    {kSnare,     {6, 7}, kNotThin, ".... .... .q.. ...?"},
};

constexpr GrooveLine kTechnoLines[] = {
    {kKick,      {1, 7}, kAny,     "X... X... X... X..."},
    {kClosedHat, {0, 3}, kAny,     "..x. ..x. ..x. ..x."},
    {kOpenHat,   {4, 7}, kAny,     "..X. ..X. ..X. ..X."},
    {kClosedHat, {3, 7}, kNotThin, "o.go o.go o.go o.go"},
    {kClap,      {5, 7}, kAny,     ".... x... .... x..."},
    {kSideStick, {4, 7}, kNotThin, "...x ..x. ...? ..x."},
    {kLowMidTom, {6, 7}, kDense,   "..o. .o.. o..o .?.."},
    {kRide,      {6, 7}, kAny,     "..o. ..o. ..o. ..o."},
};

constexpr GrooveLine kSynthPopLines[] = {
    {kKick,      {1, 3}, kAny,     "X... .... X... ...."},
    {kKick,      {4, 7}, kAny,     "X... X... X... X..."},
    {kElectricSnare, {2, 7}, kAny, ".... X... .... X..."},
    {kClap,      {5, 7}, kAny,     ".... x... .... x..."},
    {kClosedHat, kAny,   kThin,    "x... x... x... x..."},
    {kClosedHat, kAny,   kMiddle,  "x.o. x.o. x.o. x.o."},
    {kClosedHat, {0, 2}, kDense,   "x.o. x.o. x.o. x.o."},
    {kClosedHat, {3, 7}, kDense,   "xoxo xoxo xoxo xoxo"},
    {kOpenHat,   {6, 7}, kAny,     "..x. ..x. ..x. ..x."},
    {kHighMidTom,{5, 7}, kNotThin, ".... .... .... .... .... .... .... .o.o"},
};

constexpr GrooveLine kLofiLines[] = {
    {kKick,      {1, 3}, kAny,     "x... .... ..x. ...."},
    {kKick,      {4, 7}, kAny,     "X... ..o. ..x. .?.. X..? .... ..x. ..?."},
    {kSideStick, {2, 3}, kAny,     ".... x... .... x..."},
    {kSnare,     {4, 7}, kAny,     ".... x... .... x..q"},
    {kClosedHat, kAny,   kThin,    "x... o... x... o..."},
    {kClosedHat, {0, 1}, kNotThin, "x... o... x... o..."},
    {kClosedHat, {2, 7}, kMiddle,  "x.o. x.o. x.o. x.o?"},
    {kClosedHat, {2, 7}, kDense,   "xgog xgog xgog xgog"},
    {kMaracas,   {6, 7}, kAny,     "..g. ..o. ..g. ..o."},
};

constexpr GrooveLine kHipHopLines[] = {
    {kKick,      {1, 2}, kAny,     "X... .... ..x. ...."},
    {kKick,      {3, 5}, kAny,     "X..x .... ..x. ...? X... ..?. .xx. ...."},
    {kKick,      {6, 7}, kAny,     "X..x ..?. .xx. ..?x"},
    {kSnare,     {2, 7}, kAny,     ".... X..q .q.. X..q"},
    {kClap,      {5, 7}, kAny,     ".... x... .... x..."},
    {kClosedHat, kAny,   kThin,    "x... x... x... x..."},
    {kClosedHat, kAny,   kMiddle,  "x.o. x.o. x.o. x.o."},
    {kClosedHat, {0, 2}, kDense,   "x.o. x.o. x.o. x.o."},
    {kClosedHat, {3, 7}, kDense,   "xoxo x.oo xoxo x.oo"},
    {kOpenHat,   {5, 7}, kNotThin, ".... .... .... ..?."},
};

constexpr GrooveLine kTrapLines[] = {
    // Half time: the snare answers on three.
    {kKick,      {1, 3}, kAny,     "X... .... .... ..x."},
    {kKick,      {4, 7}, kAny,     "X..x ..?. ..x. ..?. X... ..x. ...x .?..",  "X..x .... ..x."},
    {kElectricSnare, {2, 7}, kAny, ".... .... X... ....",  ".... .... X...", "...... X.....",
                               ".... .... X....."},
    {kClap,      {4, 7}, kAny,     ".... .... x... ....",  ".... .... x...", "...... x.....",
                               ".... .... x....."},
    {kClosedHat, kAny,   kThin,    "x... x... x... x..."},
    {kClosedHat, {0, 2}, kNotThin, "x.o. x.o. x.o. x.o."},
    {kClosedHat, {3, 7}, kMiddle,  "x.x. x.x. x.t. x.x. x.x. x.d. x.x. dox."},
    {kClosedHat, {3, 7}, kDense,   "xoxo xot. xoxd xoxo xdxo xoxo xot. dddd"},
    {kOpenHat,   {5, 7}, kAny,     ".... ..x. .... .... .... .... .... ..?."},
};

constexpr GrooveLine kFunkLines[] = {
    {kKick,      {1, 2}, kAny,     "X... .... x... ...."},
    {kKick,      {3, 4}, kAny,     "X.x. .... ..x. ...."},
    {kKick,      {5, 7}, kAny,     "X.x. ...x ..x. .?.. X..x ..?. ..x. .x.."},
    {kSideStick, {2, 2}, kAny,     ".... x... .... x..."},
    {kSnare,     {3, 7}, {0, 3},   ".... X..g .g.. X..q"},
    {kSnare,     {3, 7}, {4, 7},   ".q.. X..g .g.g X.qg"},
    {kClosedHat, {0, 1}, kAny,     "x... o... x... o..."},
    {kClosedHat, {2, 7}, kThin,    "x... x... x... x..."},
    {kClosedHat, {2, 7}, kMiddle,  "x.o. x.o. x.o. x.o."},
    {kClosedHat, {2, 7}, kDense,   "xoxo xoxo xoxo xoxo"},
    {kOpenHat,   {5, 7}, kAny,     ".... ..?. .... ..x."},
    {kCowbell,   {7, 7}, kDense,   "x... x... x... x..."},
};

constexpr GrooveLine kDiscoLines[] = {
    {kKick,      {1, 7}, kAny,     "X... X... X... X..."},
    {kSnare,     {3, 7}, kAny,     ".... X... .... X..q",  ".... X... X..."},
    {kClap,      {6, 7}, kAny,     ".... x... .... x...",  ".... x... x..."},
    {kClosedHat, {0, 2}, kAny,     "x.o. x.o. x.o. x.o."},
    {kOpenHat,   {3, 7}, kAny,     "..X. ..X. ..X. ..X."},
    {kClosedHat, {3, 7}, {0, 3},   "x... x... x... x..."},
    {kClosedHat, {3, 7}, {4, 7},   "xo.o xo.o xo.o xo.o"},
    {kTambourine,{5, 7}, kNotThin, "..o. x.o. ..o. x.o."},
    {kOpenConga, {6, 7}, kDense,   "...o ..oo ...o .oo."},
};

constexpr GrooveLine kDrumAndBassLines[] = {
    // Two-step: kick on one and the "and" of three, snare on two and four.
    {kKick,      {1, 7}, kAny,     "X... .... ..X. ....",  "X... .... ..x.", "X..... ....x.",
                               "X... .... ....x."},
    {kKick,      {6, 7}, kDense,   ".... .... .... .... ..?. .... .... ...."},
    {kSnare,     {2, 7}, kAny,     ".... X... .... X..."},
    {kSnare,     {4, 7}, kNotThin, "...q ...g .g.. ..q.",  "...q ...g .gq."},
    {kClosedHat, kAny,   kThin,    "x... x... x... x..."},
    {kClosedHat, {0, 2}, kNotThin, "x.o. x.o. x.o. x.o."},
    {kClosedHat, {3, 7}, kMiddle,  "x.o. x.o. x.o. x.oo"},
    {kClosedHat, {3, 7}, kDense,   "xgog xgog xgog xgog"},
    {kRide,      {6, 7}, kAny,     "x... x... x... x..."},
};

constexpr GrooveLine kReggaeLines[] = {
    // One drop: nothing on one, kick and cross-stick together on three.
    {kKick,      {1, 5}, kAny,     ".... .... X... ....",  ".... .... X...", "...... X.....",
                               ".... .... X....."},
    {kKick,      {6, 7}, kAny,     "x... x... X... x..."},
    {kSideStick, {1, 4}, kAny,     ".... .... X... ...?",  ".... .... X...", "...... X.....",
                               ".... .... X....."},
    {kSnare,     {5, 7}, kAny,     ".... .... X... ..q.",  ".... .... X...", "...... X.....",
                               ".... .... X....."},
    {kClosedHat, {0, 1}, kAny,     "x... x... x... x..."},
    {kClosedHat, {2, 7}, kThin,    "..x. ..x. ..x. ..x."},
    {kClosedHat, {2, 7}, kNotThin, "o.X. o.X. o.X. o.X."},
    {kOpenHat,   {4, 7}, kAny,     ".... .... .... ..?."},
    {kOpenConga, {5, 7}, kDense,   ".... ..o. .... .oo."},
};

constexpr GrooveLine kFolkLines[] = {
    {kMaracas,   kAny,   kThin,    "x... o... x... o..."},
    {kMaracas,   kAny,   kMiddle,  "x.o. X.o. x.o. X.o."},
    {kMaracas,   kAny,   kDense,   "xgog Xgog xgog Xgog"},
    {kTambourine,{3, 7}, kAny,     ".... x... .... x..."},
    {kTambourine,{5, 7}, kNotThin, "..g. ..o. ..g. ..o."},
    {kKick,      {2, 7}, kAny,     "x... .... x... ...."},
    {kKick,      {6, 7}, kNotThin, ".... o... .... o..."},
    {kClap,      {6, 7}, kAny,     ".... x... .... x..."},
    {kSnare,     {7, 7}, kAny,     ".... o..g .... o.g."},
};

constexpr GrooveLine kMarchLines[] = {
    {kConcertBassDrum, {1, 7}, kAny, "X... .... X... ....",  "X... .... ....", "X..... x....."},
    {kSnare,     {0, 2}, kAny,     "x... o... x... o...",  "x... o... o..."},
    {kSnare,     {3, 5}, kThin,    "X... x.x. X... x..."},
    {kSnare,     {3, 5}, kNotThin, "X.oo x.x. X.oo x.d. X.oo x.oo X.x. X...",  "X.oo x.x. x.oo"},
    {kSnare,     {6, 7}, kAny,     "Xdoo Xoxd Xdoo Xddd Xdoo Xoxo XdXd fdX.",  "Xdoo Xoxd Xddd"},
    {kCrash,     {5, 7}, kAny,     ".... o... .... o...",  ".... o... o..."},
    {kSideStick, {2, 4}, kDense,   ".... ..x. .... ..x."},
};

constexpr GrooveLine kWaltzLines[] = {
    {kKick,      {1, 7}, kAny,     "x... .... x... ....",  "x... .... ....", "x..... ......"},
    {kClosedHat, {0, 2}, kAny,     "o... o... o... o...",  "o... x... x..."},
    {kSideStick, {2, 3}, kAny,     ".... x... .... x...",  ".... o... o...", "...... o....."},
    {kSnare,     {4, 7}, kAny,     ".... o... .... o..q",  ".... o... o..q", "..q.q. o...q."},
    {kRide,      {3, 7}, kThin,    "x... o... x... o...",  "x... o... o..."},
    {kRide,      {3, 7}, kNotThin, "x... x.o. x... x.o.",  "x... x.o. x.o.", "x...o. x...o."},
    {kPedalHat,  {3, 7}, kAny,     ".... o... .... o...",  ".... o... o...", "...... o....."},
};

constexpr GrooveLine kOrchestralLines[] = {
    {kTriangle,  {0, 2}, kAny,     "o... .... .... .... .... .... .... ....", "o... .... ....",
                               "o..... ......"},
    {kConcertBassDrum, {2, 4}, kAny, "x... .... .... ....",  "x... .... ....", "x..... ......"},
    {kConcertBassDrum, {5, 7}, kAny, "X... .... x... ....",  "X... .... ....", "X..... x....."},
    {kLowFloorTom, {5, 7}, kNotThin, "...o ..o. ..o. o.o.",  "...o ..o. o.o.", "....o. o.o.o."},
    {kSnare,     {5, 5}, kAny,     "x... o... x... o.oo",  "x... o... o.oo", "x.o.o. x.o.o."},
    {kSnare,     {6, 7}, kAny,     "X.oo x.oo X.oo xddd",  "X.oo x.oo xddd", "X.o.oo x.oddd"},
    {kCrash,     {6, 7}, kAny,     "x... .... .... .... .... .... .... ....", "x... .... ....",
                               "x..... ......"},
};

constexpr GrooveLine kRagtimeLines[] = {
    {kHighWoodBlock, {0, 3}, kThin,    "x... o... x... o..."},
    {kHighWoodBlock, {0, 7}, kMiddle,  "x.o. .x.o .x.. x.o.",  "x.o. .x.o x.o."},
    {kHighWoodBlock, {0, 7}, kDense,   "x.ox .xox .x.x x.ox",  "x.ox .xox x.ox"},
    {kLowWoodBlock,  {4, 7}, kNotThin, "..o. ...o ..o. .o.."},
    {kKick,      {2, 7}, kAny,     "x... .... x... ....",  "x... .... ....", "x..... x....."},
    {kSnare,     {3, 5}, kAny,     ".... o... .... o...",  ".... o... o..."},
    {kSnare,     {6, 7}, kAny,     ".... x.g. .g.. x.gd",  ".... x.g. x.gd"},
    {kClosedHat, {5, 7}, kDense,   ".... o... .... o..."},
};

constexpr GrooveLine kAmbientLines[] = {
    {kRide,      kAny,   kThin,    "o... .... .... .... .... .... .... ....", "o... .... ....",
                               "o..... ......"},
    {kRide,      {0, 3}, kNotThin, "o... .... .... .... o... .... ..g. ....", "o... .... ....",
                               "o..... ......"},
    {kRide,      {4, 7}, kNotThin, "o... g... o... g..."},
    {kMaracas,   {3, 7}, kDense,   "g.g. o.g. g.g. o.g."},
    {kKick,      {3, 7}, kAny,     "o... .... .... .... o... .... ..?. ....", "o... .... ....",
                               "o..... ......"},
    {kSideStick, {5, 7}, kAny,     ".... .... o... ....", ".... .... o...", "...... o....."},
    {kTriangle,  {2, 7}, kNotThin, ".... .... ..?. .... .... ..q. .... ...."},
};

constexpr GrooveLine kBalladLines[] = {
    {kKick,      {1, 3}, kAny,     "x... .... x... ...."},
    {kKick,      {4, 7}, kAny,     "X... .... ..x. ..?. X... ...? x... ....",  "X... .... ..?."},
    {kSideStick, {2, 4}, kAny,     ".... x... .... x..."},
    {kSnare,     {5, 7}, kAny,     ".... X... ..q. X..."},
    {kClosedHat, {0, 1}, kAny,     "o... o... o... o..."},
    {kClosedHat, {2, 7}, kThin,    "x... o... x... o..."},
    {kClosedHat, {2, 5}, kMiddle,  "x.o. x.o. x.o. x.o."},
    {kClosedHat, {2, 5}, kDense,   "xgog xgog xgog xgog"},
    {kRide,      {6, 7}, kNotThin, "x.o. x.o. x.o. x.o."},
};

constexpr GrooveLine kCountryLines[] = {
    // Train beat from the middle up; boom-chick below.
    {kKick,      {1, 7}, kAny,     "X... .... x... ....",  "X... .... ....", "X..... x....."},
    {kKick,      {5, 7}, kDense,   ".... .... ..x. ...."},
    {kSideStick, {1, 3}, kAny,     ".... x... .... x..."},
    {kSnare,     {4, 7}, {0, 3},   ".... X... .... X..."},
    {kSnare,     {4, 7}, {4, 7},   "ggog XggX ggog Xggg",  "ggog Xggg Xggg"},
    {kClosedHat, {0, 3}, kThin,    "x... o... x... o..."},
    {kClosedHat, {0, 3}, kNotThin, "o.x. o.x. o.x. o.x."},
    {kClosedHat, {4, 7}, {0, 3},   "x.o. x.o. x.o. x.o."},
    {kPedalHat,  {4, 7}, {4, 7},   "..x. ..x. ..x. ..x."},
    {kTambourine,{6, 7}, kNotThin, ".... x... .... x..."},
};

// Kick shares: drummers of the Groove MIDI set play the kick at 0.68 of their snare accents in
// rock, 0.56 in funk, 0.55 in
// hip-hop, 0.78 in jazz, 0.45 in latin; taken about half-way to 1, as a sampled kick is softer at
// the same velocity.
constexpr Groove kGrooves[] = {
    {{}, FillKind::kNone, kNoDrum, 8, kNoDrum, 8, kNoDrum},                             // none
    {kPopLines, FillKind::kToms, kCrash, 3, kRide, 7, kSnare, 0.85},              // pop
    {kRockLines, FillKind::kToms, kCrash, 3, kRide, 5, kSnare, 0.88},             // rock
    {kMetalLines, FillKind::kToms, kCrash, 2, kRideBell, 8, kSnare, 0.95},        // metal
    {kSwingLines, FillKind::kJazz, kCrash, 5, kRide, 8, kSnare, 0.8},             // swing
    {kBrushesLines, FillKind::kBrush, kSplash, 7, kRide, 8, kNoDrum, 0.8},        // brushes
    {kBossaLines, FillKind::kLatin, kCrash, 6, kRide, 8, kNoDrum, 0.75},          // bossa
    {kSambaLines, FillKind::kLatin, kCrash, 5, kRide, 8, kSnare, 0.85},           // samba
    {kFourOnFloorLines, FillKind::kMachine, kCrash, 4, kClosedHat, 8, kSnare},    // four on floor
    {kTechnoLines, FillKind::kMachine, kCrash, 5, kClosedHat, 8, kSnare},         // techno
    {kSynthPopLines, FillKind::kMachine, kCrash, 4, kClosedHat, 8, kElectricSnare},// synth pop
    {kLofiLines, FillKind::kMachine, kCrash, 7, kRide, 8, kNoDrum, 0.95},         // lofi
    {kHipHopLines, FillKind::kMachine, kCrash, 5, kRide, 8, kSnare, 0.95},        // hip hop
    {kTrapLines, FillKind::kMachine, kCrash, 4, kClosedHat, 8, kElectricSnare},   // trap
    {kFunkLines, FillKind::kSnare, kCrash, 4, kRide, 8, kSnare, 0.82},            // funk
    {kDiscoLines, FillKind::kToms, kCrash, 4, kRide, 8, kSnare, 0.95},            // disco
    {kDrumAndBassLines, FillKind::kSnare, kCrash, 3, kRide, 7, kSnare, 0.95},     // drum and bass
    {kReggaeLines, FillKind::kLatin, kCrash, 5, kClosedHat, 8, kNoDrum},          // reggae
    {kFolkLines, FillKind::kHandHeld, kNoDrum, 8, kClosedHat, 8, kTambourine, 0.85},// folk
    {kMarchLines, FillKind::kRoll, kCrash, 3, kClosedHat, 8, kSnare},             // march
    {kWaltzLines, FillKind::kBrush, kCrash, 6, kRide, 8, kSnare, 0.85},           // waltz
    {kOrchestralLines, FillKind::kRoll, kCrash, 5, kClosedHat, 8, kSnare},        // orchestral
    {kRagtimeLines, FillKind::kWood, kSplash, 6, kClosedHat, 8, kSnare, 0.8},     // ragtime
    {kAmbientLines, FillKind::kNone, kCrash, 6, kClosedHat, 8, kNoDrum, 0.9},     // ambient
    {kBalladLines, FillKind::kToms, kCrash, 4, kRide, 8, kSnare, 0.8},            // ballad
    {kCountryLines, FillKind::kSnare, kCrash, 5, kRide, 8, kSnare, 0.8},          // country
};
// clang-format on
static_assert(std::size(kGrooves) == static_cast<size_t>(DrumStyle::kCountry) + 1);

}  // namespace

const Groove& groove(DrumStyle style) {
  static const std::map<DrumStyle, const Groove*> others = [] {
    std::map<DrumStyle, const Groove*> found;
    for (const auto& rows : {beat_grooves(), dance_grooves(), world_grooves()}) {
      for (const GrooveRow& row : rows) found[row.style] = &row.groove;
    }
    return found;
  }();
  if (static_cast<size_t>(style) < std::size(kGrooves)) return kGrooves[static_cast<size_t>(style)];
  const auto row = others.find(style);
  if (row == others.end()) {
    fail(ErrorKind::kInternal, "drums", "style: expected one of the table, found {}.",
         static_cast<int>(style));
  }
  return *row->second;
}

}  // namespace continuo
