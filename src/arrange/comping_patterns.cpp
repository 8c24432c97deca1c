// Accompaniment figures in four, in three and in dotted metres.
#include "arrange/comping_patterns.h"

namespace continuo {

const std::vector<Pattern>& comp_patterns(CompStyle style) {
  static const std::vector<Pattern> block = {
      {"x---------------", "x-----------", "x-----------", 0},
      {"x-------x-------", "x-------x---", "x-----x-----", 2},
      {"x---x---x---x---", "x---x---x---", "x---x-x---x-", 4},
      {"x-----x---x-----", "x-----x-----", "x---x-------", 3},
      {"x--x--x-x--x--x-", "x--x--x-x---", "x-x-x-x-x-x-", 6},
      {"x---x-x-..x-x---", "x---x-x-x---", "x---x-x-x---", 5}};
  static const std::vector<Pattern> strum = {
      {"X---------------", "X-----------", "X-----------", 0},
      {"X---x---X---x---", "X---x---x---", "X---x-X---x-", 2},
      {"X---x-u-..u-x-u-", "X---x-u-x-u-", "X---x-u-x-u-", 4},
      {"X---x-u-x---x-u-", "X---x-u-x---", "X---u-x---u-", 4},
      {"X-u-x-u-X-u-x-u-", "X-u-x-u-x-u-", "X-u-x-X-u-x-", 5},
      {"X-xux-u-..u-x-xu", "X-xux-u-x-xu", "X-xu-uX-xu-u", 6},
      {"X-u-xu-u-u-uxu-u", "X-u-xu-u-uxu", "X-uxu-X-uxu-", 7}};
  static const std::vector<Pattern> stride = {
      {"B---x---b---x---", "B---x---x---", "B---x-b---x-", 3},
      {"O---x---O---x---", "O---x---x---", "O---x-O---x-", 4},
      {"O---x---b---x---", "O---x---b---", "O---x-b---x-", 4},
      {"O---x---O---O-o-", "O---x---o---", "O---x-O---o-", 4},
      {"O---x---b---x-x-", "O---x-x-x---", "O-x-x-b-x-x-", 5},
      {"O-x-x---b-x-x---", "O-x-x---x---", "O-x-x-b-x-x-", 6},
      {"B-------x-------", "B-------x---", "B-----x-----", 1}};
  static const std::vector<Pattern> swing = {
      {"x-------........", "x-----......", "x-----......", 0},
      {"x-----x---......", "x-----x-....", "x---x-......", 2},
      {"....x-......x-..", "....x-..x-..", "..x-....x-..", 2},
      {"..x---......x---", "..x-....x---", "..x-....x---", 3},
      {"x-....x-....x-........x-..x---..", "x-....x-x-..", "x-..x-....x-", 4},
      {"x-....x-..x-..x-", "x-....x-..x-", "x-..x-..x-x-", 5},
      {"x-..x-..x-..x-..", "x-..x-..x-..", "x-..x-x-..x-", 4}};
  static const std::vector<Pattern> bossa = {
      {"x-----x-----x---", "x-----x-----", "x---x-----x-", 2},
      {"x-----x---x-----..x---x-----x---", "x-----x---x-", "x---x-..x---", 3},
      {"B--xB-x-B-x-B--x", "B--xb-x-b-x-", "B-x-x-b-x-x-", 4},
      {"x--x--x---x--x--", "x--x--x---x-", "x-..x-..x-x-", 4},
      {"x-x---x-x---x---..x---x-x-..x-x-", "x-x---x-x---", "x-x-..x-x---", 5}};
  static const std::vector<Pattern> skank = {
      {"....x-......x-..", "....x-..x-..", "....x-....x-", 1},
      {"..x-..x-..x-..x-", "..x-..x-..x-", "..x-x-..x-x-", 3},
      {"..xx..xx..xx..xx", "..xx..xx..xx", "..xxx-..xxx-", 5},
      {"....xx......xx..", "....xx..xx..", "....xx....xx", 3}};
  static const std::vector<Pattern> offbeat = {
      {"......x-......x-", "......x-..x-", "....x-....x-", 1},
      {"..x-..x-..x-..x-", "..x-..x-..x-", "..x-x-..x-x-", 3},
      {"x--x--x---x--x--", "x--x--x---x-", "x---x-..x-x-", 4},
      {"x..x..x..x..x.x.", "x..x..x..x..", "x..x..x..x..", 5},
      {"..xx..x...xx..x.", "..xx..x..xx.", "..xx....xx..", 5}};
  static const std::vector<Pattern> funk = {
      {"........x.......", "....x.......", "......x.....", 1},
      {"..x...x...x...x.", "..x...x...x.", "..x...x...x.", 3},
      {"x..x..x...x.x...", "x..x..x.x...", "x..x....x.x.", 4},
      {"x.xx..x..xx.x.x.", "x.xx..x..xx.", "x.xx..x.xx..", 6},
      {"..x..x..x..x..xx", "..x..x..x.xx", "..x..x..x.xx", 5},
      {"xxx.x.xx.xx.xxx.", "xxx.x.xx.xx.", "xxx.x.xxx.x.", 7}};
  static const std::vector<Pattern> power = {
      {"x---------------", "x-----------", "x-----------", 0},
      {"x-------x-----x-", "x-------x---", "x-----x---x-", 2},
      {"x-x-x-x-x-x-x-x-", "x-x-x-x-x-x-", "x-x-x-x-x-x-", 4},
      {"x---x-x-x---x-x-", "x---x-x-x-x-", "x---x-x---x-", 4},
      {"x--x--x---x-x---", "x--x--x-x---", "x---x-..x---", 4},
      {"x-xxx-xxx-xxx-xx", "x-xxx-xxx-xx", "x-xxx-x-xxx-", 6}};
  static const std::vector<Pattern> oompah = {
      {"B---x---b---x---", "B---x---x---", "B---x-b---x-", 3},
      {"B---x-x-b---x-x-", "B---x-x-x---", "B-x-x-b-x-x-", 4},
      {"B---x---b---x---", "B---x---x---", "B---..b---..", 2},
      {"B-------x-------", "B---x-------", "B-----x-----", 1},
      {"B-x-x-x-b-x-x-x-", "B---x-x-x-x-", "B-x-x-b-x-x-", 5}};
  static const std::vector<Pattern> alberti = {
      {"1---3---2---3---", "1---2---3---", "1---3-2---3-", 3},
      {"1-3-2-3-1-3-2-3-", "1-3-2-3-2-3-", "1-2-3-1-2-3-", 5},
      {"1323132313231323", "132313231323", "132323132323", 7},
      {"B---x---x---x---", "B---x---x---", "B---x-..x---", 3},
      {"B-1-2-3-b-1-2-3-", "B-1-2-3-2-1-", "B-1-2-b-1-2-", 5},
      {"C-------x-------", "C-------x---", "C-----x-----", 1}};
  static const std::vector<Pattern> broken = {
      {"C---------------", "C-----------", "C-----------", 0},
      {"B---x-------x---", "B---x-------", "B-----x-----", 2},
      {"B-1-2-3-4-3-2-1-", "B-1-2-3-2-1-", "B-1-2-3-2-1-", 5},
      {"B---1-2-3---2-1-", "B---1-2-3-2-", "B-1-2-3---2-", 4},
      {"B---2---3---2---", "B---2---3---", "B---2-3---2-", 3},
      {"B-2-3-4-3-2-3-2-", "B-2-3-4-3-2-", "B-2-3-4-3-2-", 5},
      {"B-1-2-3-b-1-2-3-", "B-1-2-3-2-3-", "B-1-2-b-1-2-", 5},
      {"C-----3-2---1---", "C---3-2-1---", "C---3-2-1---", 3}};
  static const std::vector<Pattern> fingerpick = {
      {"D---2---b---3---", "D---2---3---", "D---2-b---3-", 2},
      {"B-2-b-3-B-2-b-3-", "B-2-b-3-b-2-", "B-2-3-b-2-3-", 4},
      {"D-2-b-3-B-2-b-3-", "D-2-b-3-b-2-", "D-2-3-b-3-2-", 5},
      {"B-1-2-3-B-3-2-1-", "B-1-2-3-2-1-", "B-1-2-3-2-1-", 5},
      {"D-3-2-1-b-3-2-1-", "D-3-2-1-2-3-", "D-3-2-b-3-2-", 5},
      {"D-23b-2-B-23b-2-", "D-23b-2-b-3-", "D-23-2b-23-2", 6}};
  static const std::vector<Pattern> sustained = {
      {"x---------------", "x-----------", "x-----------", 0},
      {"x-------x-------", "x-------x---", "x-----x-----", 3}};
  static const std::vector<Pattern> chorale = {
      {"x---------------", "x-----------", "x-----------", 0},
      {"x-------x-------", "x-------x---", "x-----x-----", 2},
      {"x-------x---x---", "x---x---x---", "x-----x---x-", 3},
      {"x---x---x-------", "x---x-------", "x---x-x-----", 3},
      {"x---x---x---x---", "x---x---x---", "x---x-x---x-", 5}};
  static const std::vector<Pattern> stabs = {
      {"x...............", "x...........", "x...........", 0},
      {"x.....x.........", "x.....x.....", "x...x.......", 2},
      {"x..x..x.........", "x..x..x.....", "x...x.x.....", 3},
      {"x--x--x---x---..", "x--x--x---..", "x---x-..x-..", 4},
      {"..x...x...x...x.", "..x...x...x.", "..x.x...x.x.", 4},
      {"x..x..x..x..x..x", "x..x..x..x..", "x..x..x..x..", 6}};
  static const std::vector<Pattern> pulse = {
      {"x-------x-------", "x-------x---", "x-----x-----", 1},
      {"x---x---x---x---", "x---x---x---", "x---x-x---x-", 3},
      {"x-x-x-x-x-x-x-x-", "x-x-x-x-x-x-", "x-x-x-x-x-x-", 5},
      {"x.xxx.xxx.xxx.xx", "x.xxx.xxx.xx", "x.xxx.x.xxx.", 7},
      {"x-x-x---x-x-x---", "x-x-x---x---", "x-x---x-x---", 4}};
  static const std::vector<Pattern> boogie = {
      {"x---x---x---x---", "x---x---x---", "x---x-x---x-", 3},
      {"C---x---C---x---", "C---x---x---", "C---x-C---x-", 3},
      {"x-..x-x-..x-x-..", "x-..x-x-x-..", "x-..x-x-..x-", 4},
      {"C-x-C-x-C-x-C-x-", "C-x-C-x-C-x-", "C-x-xxC-x-xx", 5},
      {"......x-......x-", "......x-..x-", "....x-....x-", 1}};
  static const std::vector<Pattern> laid_back = {
      {"x---------------", "x-----------", "x-----------", 0},
      {"x-------..x-----", "x-------x---", "x-----..x---", 2},
      {"x-----x-..x-----", "x-----x-x---", "x---x-..x---", 3},
      {"x--x----..x--x--", "x--x----x-x-", "x---x---x-x-", 4},
      {"x-----x---x--x--", "x-----x--x--", "x---x-x---x-", 4}};
  static const std::vector<Pattern> chug = {
      {"x---------------", "x-----------", "x-----------", 0},
      {"x-xxx-xxx-xxx-xx", "x-xxx-xxx-xx", "x-xxx-x-xxx-", 6},
      {"x--xx-x-x--xx-x-", "x--xx-x-x---", "x--xx-x--xx-", 5},
      {"xxxxx--xxxxxx---", "xxxxx--xx---", "xxxxx-xxx---", 6},
      {"x-x-x-x-x-x-x---", "x-x-x-x-x---", "x-x-x-x-x---", 4},
      {"x---x---x---x---", "x---x---x---", "x---x-x---x-", 2}};
  switch (style) {
    case CompStyle::kStrum:
      return strum;
    case CompStyle::kStride:
      return stride;
    case CompStyle::kSwing:
      return swing;
    case CompStyle::kBossa:
      return bossa;
    case CompStyle::kSkank:
      return skank;
    case CompStyle::kOffbeat:
      return offbeat;
    case CompStyle::kFunk:
      return funk;
    case CompStyle::kPowerEighths:
      return power;
    case CompStyle::kOomPah:
      return oompah;
    case CompStyle::kAlberti:
      return alberti;
    case CompStyle::kBroken:
      return broken;
    case CompStyle::kFingerpick:
      return fingerpick;
    case CompStyle::kLong:
    case CompStyle::kChorale:
      return sustained;
    case CompStyle::kStabs:
      return stabs;
    case CompStyle::kPulse:
      return pulse;
    case CompStyle::kBoogie:
      return boogie;
    case CompStyle::kLaidBack:
      return laid_back;
    case CompStyle::kChug:
      return chug;
    case CompStyle::kBlock:
      return block;
    default:
      break;
  }
  return regional_comp_patterns(style);
}

}  // namespace continuo
