// Accompaniment figures of dances, churches and regions, in four, in three and in dotted metres.
#include "arrange/comping_patterns.h"

namespace continuo {

const std::vector<Pattern>& regional_comp_patterns(CompStyle style) {
  // Salsa: the top in octaves over an inner voice; off the beat against the clave's three, on it
  // against its two.
  static const std::vector<Pattern> montuno = {
      {"..x---x---x---x-x---x-x---x---x-", "..x---x---x-", "..x-..x---x-", 2},
      {"..E-2-E-2-E-2-E-E---E-2-E-2-E-2-", "..E-2-E-2-E-", "..E-2-E-2-E-", 4},
      {"..E-x-E-2-E-x-E-E-2-E-x-E-2-E-x-", "E-2-E-x-E-2-", "E-2-E-x-E-2-", 5}};
  static const std::vector<Pattern> samba = {
      {"x-----x-----x---", "x-----x-----", "x---x-----x-", 1},
      {"x-x--x-x-x--x-x-..x-x-x--x-x-x--", "x-x--x-x-x--", "x-x-.x-x-.x-", 4},
      {"x.xx.x.x.x.xx.x.x.xx.x.xx.x.x.x.", "x.xx.x.x.xx.", "x.xx.xx.xx.x", 6}};
  // Tango: all four, short and heavy; and the syncopation that drags into one and pushes off it.
  static const std::vector<Pattern> marcato = {
      {"X---....X---....", "X---....x---", "X---..x---..", 1},
      {"X-..x-..X-..x-..", "X-..x-..x-..", "X-..x-X-..x-", 3},
      {"X-..x-..X-..x-x-", "X-..x-..x-x-", "X-..x-X-x-x-", 5}};
  static const std::vector<Pattern> sincopa = {
      {"X-----x-....x---", "X-----x-x---", "X---x-..x---", 2},
      {"X---..X-x-..x-..", "X---..X-x-..", "X---X-x-..x-", 3},
      {"x-X---x-X-..x-x-", "x-X---x-x-..", "x-X-x-X-..x-", 5}};
  static const std::vector<Pattern> bolero = {
      {"B-------x-------", "B-------x---", "B-----x-----", 1},
      {"B---x-1-2-1-3-1-", "B---x-1-2-1-", "B---x-2-1-2-", 4},
      {"B-1-2-3-x-3-2-1-", "B-1-2-3-x-2-", "B-1-2-x-3-2-", 5}};
  // Ska: nothing but the upstroke.
  static const std::vector<Pattern> ska = {{"..x...x...x...x.", "..x...x...x.", "....x.....x.", 2},
                                           {"..X...X...X...X.", "..X...X...X.", "..x.x...x.x.", 4},
                                           {"..xx..x...xx..x.", "..xx..x...x.", "..x.xx..x.xx", 6}};
  // The organ's bubble inside reggae's offbeat.
  static const std::vector<Pattern> bubble = {
      {"..x...x...x...x.", "..x...x...x.", "....x.....x.", 2},
      {".1x1.1x1.1x1.1x1", ".1x1.1x1.1x1", "..1x1...1x1.", 5}};
  // Church: full chords that lean into the next beat.
  static const std::vector<Pattern> gospel = {
      {"C---------------", "C-----------", "C-----------", 0},
      {"C-----x-x-----x-", "C---x-x---x-", "C---x-x---x-", 3},
      {"O---x-x-o-x-x-x-", "O---x-x-x-x-", "C-x-x-C-x-x-", 4},
      {"O-x-xx-xo-x-xx-x", "O-x-xx-xx-x-", "O-xxx-o-xxx-", 6}};
  // Motown and soul: the guitar's chop with the snare.
  static const std::vector<Pattern> backbeat = {
      {"....x-......x-..", "....x-..x-..", "......x-....", 1},
      {"....x.......x...", "....x...x...", "......x.....", 2},
      {"....x.x.....x...", "....x.x.x...", "....x.x...x.", 4},
      {"x--.x.x.x--.x.xx", "x--.x.x.x.x.", "x--.x.x--.x.", 5}};
  // Doo-wop and slow blues: chords in triplets where the metre has them, in eighths where not.
  static const std::vector<Pattern> triplets = {
      {"C-------x-------", "C-------x---", "C-----x-----", 1},
      {"C-x-x-x-C-x-x-x-", "C-x-x-x-x-x-", "C-x-x-C-x-x-", 3},
      {"X-x-X-x-X-x-X-x-", "X-x-X-x-X-x-", "X-x-x-X-x-x-", 4}};
  // Trance: a held chord chopped by a gate.
  static const std::vector<Pattern> gate = {
      {"x---------------", "x-----------", "x-----------", 0},
      {"..x-..x-..x-..x-", "..x-..x-..x-", "..x-x-..x-x-", 2},
      {"x.xx.xx.x.xx.xx.", "x.xx.xx.xx.x", "x.xx.xx.xx.x", 4},
      {"x.xxx.xxx.xxx.xx", "x.xxx.xxx.xx", "x.xxx.x.xxx.", 6},
      {"xx.xxx.xxx.xx.xx", "xx.xxx.xxx.x", "xx.xxx.xxx.x", 6}};
  static const std::vector<Pattern> house_piano = {
      {"x-----x-----x---", "x-----x-----", "x---x-----x-", 2},
      {"x--x--x---x--x--", "x--x--x--x--", "x--x--x--x--", 4},
      {"C-x..Cx..Cx.x.x.", "C-x..Cx.x.x.", "C-x..xC.x.x.", 5},
      {"x.x..x.xx.x..x.x", "x.x..x.xx.x.", "x.x.x.x.x.x.", 6}};
  static const std::vector<Pattern> continuo_hand = {
      {"r---------------", "r-----------", "r-----------", 0},
      {"r-------x-------", "r-------x---", "r-----x-----", 2},
      {"r---x---x---x---", "r---x---x---", "r---x-x---x-", 3},
      {"r---x-2-3-2-x---", "r---3-2-x---", "r---3-x---2-", 5},
      {"1-3-2-3-1-3-2-3-", "1-3-2-3-2-3-", "1-3-2-1-3-2-", 6}};
  // Wide left hands, over the pedal.
  static const std::vector<Pattern> romantic = {
      {"O-------x-------", "O-------x---", "O-----x-----", 1},
      {"B-b-1-2-3-2-1-b-", "B-b-1-2-3-2-", "B-b-1-2-3-2-", 4},
      {"O---x---b---x---", "O---x---x---", "O---x-b---x-", 3},
      {"B-b-1-3-4-3-2-1-", "B-b-1-3-4-3-", "B-b-1-3-4-3-", 5},
      {"Bb12343212343212", "Bb1234321234", "Bb1234343212", 7}};
  static const std::vector<Pattern> nocturne = {
      {"B-------1---2---", "B---1---2---", "B-----1---2-", 1},
      {"B---b---1---2---", "B---1---2---", "B---b-1---2-", 2},
      {"B-1-2-3-2-3-2-1-", "B-1-2-3-2-1-", "B-1-2-3-2-1-", 4},
      {"B-b-2-1-3-2-1-b-", "B-b-2-3-2-1-", "B-b-2-3-2-1-", 4}};
  static const std::vector<Pattern> impressionist = {
      {"r---------------", "r-----------", "r-----------", 0},
      {"r-----x---x-----", "r---x---x---", "r---x---x---", 2},
      {"r---1-2-3-4-3-2-", "r-1-2-3-4-3-", "r-1-2-3-4-3-", 4},
      {"1-2-3-4-5-4-3-2-", "1-2-3-4-3-2-", "1-2-3-4-3-2-", 5},
      {"1234543212345432", "123454321234", "123454321234", 7}};
  // Country: bass and a short strum, root and fifth.
  static const std::vector<Pattern> boom_chick = {
      {"B---x-..b---x-..", "B---x-..x-..", "B---x-b---x-", 2},
      {"B---x-u-b---x-u-", "B---x-u-x-u-", "B---xub---xu", 4},
      {"B---xuxub---xuxu", "B---xuxuxuxu", "B-x-xub-x-xu", 6}};
  static const std::vector<Pattern> banjo_roll = {
      {"1---3---2---3---", "1---2---3---", "1---3-2---3-", 2},
      {"1-3-2-3-1-3-2-3-", "1-3-2-3-1-3-", "1-2-3-1-2-3-", 4},
      {"2314231423143123", "231423143123", "231423142314", 7},
      {"1324132413242314", "132413241324", "132413241324", 6}};
  // Vienna: the second beat comes early, and the third waits.
  static const std::vector<Pattern> vienna = {
      {"B---x-..b---x-..", "B--x---.x-..", "B---..b---..", 2},
      {"B---x-..b---x-..", "B--x---.x-..", "B-x-x-b-x-x-", 3},
      {"B---x-x-b---x-x-", "B--x--x-x-x-", "B-x-x-b-x-x-", 5}};
  static const std::vector<Pattern> rasgueado = {
      {"X---------------", "X-----------", "X-----------", 0},
      {"X-..x-x-X-..x-x-", "X-..x-x-x-..", "X-..x-X-..x-", 3},
      {"X-xxx-u-X-xxxxu-", "X-xxx-u-xxu-", "X-xxx-X-xxu-", 5},
      {"B-1-2-3-B-3-2-1-", "B-1-2-3-2-1-", "B-1-2-B-2-1-", 4}};
  // A drone on four strings: fifth, octaves, root.
  static const std::vector<Pattern> tanpura = {
      {"1-------3-------", "1-------3---", "1-----3-----", 0},
      {"2---3---3---1---", "2---3---1---", "2---3-3---1-", 2},
      {"2-3-3-1-2-3-3-1-", "2-3-3-1-3-1-", "2-3-1-2-3-1-", 4}};
  // Plucks with their own silence.
  static const std::vector<Pattern> koto = {
      {"1-------........3-----------....", "1-------3---", "1-----3-----", 0},
      {"1---2---3-------", "1---2---3---", "1---2-3-----", 2},
      {"1-2-3---4-----3-", "1-2-3-4---3-", "1-2-3-4---3-", 3},
      {"1-3-2-4-1-3-4-3-", "1-3-2-4-3-2-", "1-3-2-4-3-2-", 5}};
  // Gypsy jazz: the pump, two and four snapped.
  static const std::vector<Pattern> pompe = {
      {"x-..X-..x-..X-..", "x-..X-..X-..", "x-..X-x-..X-", 3},
      {"x-.uX-..x-.uX-..", "x-.uX-.uX-..", "x-.uX-x-.uX-", 5}};
  // Guitars that interlock over two chords.
  static const std::vector<Pattern> highlife = {
      {"1---3---2---3---", "1---3---2---", "1---3-2---3-", 2},
      {"3-2-1-..3-2-..1-", "3-2-1-..3-2-", "3-2-1-3-2-1-", 4},
      {"..3-2-3-1-3-2-3-3-2-1-3-..2-3-..", "..3-2-3-1-3-", "..3-2-1-3-2-", 5}};
  static const std::vector<Pattern> tremolo = {
      {"x---------------", "x-----------", "x-----------", 0},
      {"xxxxxxxxxxxxxxxx", "xxxxxxxxxxxx", "xxxxxxxxxxxx", 5}};
  static const std::vector<Pattern> breakdown = {
      {"x-------........", "x-------....", "x-----......", 0},
      {"x--x..x.....x.x.x--x..xx.....xx.", "x--x..x...xx", "x--x..x...xx", 3},
      {"xx.xx.x.xx..x.xx", "xx.xx.x.x.xx", "xx.xx.xx.xx.", 6}};
  static const std::vector<Pattern> gallop = {
      {"x---x---x---x---", "x---x---x---", "x---x-x---x-", 2},
      {"x-xxx-xxx-xxx-xx", "x-xxx-xxx-xx", "x-xxx-x-xxx-", 5}};
  static const std::vector<Pattern> tresillo = {
      {"x-----x-----x---", "x-----x-----", "x---x-----x-", 2},
      {"x--x--x-x--x--x-", "x--x--x-x---", "x--x--x--x--", 4},
      {"...x..x....x..x.", "...x..x....x", "...x..x....x", 3}};
  // Minimal music: cells that go on.
  static const std::vector<Pattern> ostinato = {
      {"1---2---3---2---", "1---2---3---", "1---2-3---2-", 2},
      {"1-2-3-2-1-2-3-2-", "1-2-3-2-3-2-", "1-2-3-1-2-3-", 4},
      {"1-3-2-3-1-3-2-4-", "1-3-2-3-2-4-", "1-3-2-1-3-4-", 5},
      {"1232123212321232", "123212321232", "123123123123", 7}};
  switch (style) {
    case CompStyle::kSamba:
      return samba;
    case CompStyle::kMarcato:
      return marcato;
    case CompStyle::kSincopa:
      return sincopa;
    case CompStyle::kBolero:
      return bolero;
    case CompStyle::kSka:
      return ska;
    case CompStyle::kBubble:
      return bubble;
    case CompStyle::kGospel:
      return gospel;
    case CompStyle::kBackbeat:
      return backbeat;
    case CompStyle::kTriplets:
      return triplets;
    case CompStyle::kGate:
      return gate;
    case CompStyle::kHousePiano:
      return house_piano;
    case CompStyle::kContinuo:
      return continuo_hand;
    case CompStyle::kRomantic:
      return romantic;
    case CompStyle::kNocturne:
      return nocturne;
    case CompStyle::kImpressionist:
      return impressionist;
    case CompStyle::kBoomChick:
      return boom_chick;
    case CompStyle::kBanjoRoll:
      return banjo_roll;
    case CompStyle::kVienna:
      return vienna;
    case CompStyle::kRasgueado:
      return rasgueado;
    case CompStyle::kTanpura:
      return tanpura;
    case CompStyle::kKoto:
      return koto;
    case CompStyle::kPompe:
      return pompe;
    case CompStyle::kHighlife:
      return highlife;
    case CompStyle::kTremolo:
      return tremolo;
    case CompStyle::kBreakdown:
      return breakdown;
    case CompStyle::kGallop:
      return gallop;
    case CompStyle::kTresillo:
      return tresillo;
    case CompStyle::kOstinato:
      return ostinato;
    default:
      return montuno;
  }
}

}  // namespace continuo
