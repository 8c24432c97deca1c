// Bass figures in four, in three and in dotted metres.
#include "arrange/bass_patterns.h"

namespace continuo {

const std::vector<Pattern>& bass_patterns(BassStyle style) {
  static const std::vector<Pattern> roots = {
      {"R---------------", "R-----------", "R-----------", 0},
      {"R-------R-------", "R-------R---", "R-----R-----", 1},
      {"R-------5-------", "R-------5---", "R-----5-----", 1},
      {"R-----R-R-----a-", "R-----R-5---", "R---R-R---a-", 3},
      {"R-----R-5---a---", "R---5---a---", "R---5-R---a-", 3},
      {"R---R---R---R-a-", "R---R---R-a-", "R-R-R-R-R-a-", 5}};
  static const std::vector<Pattern> root_fifth = {
      {"R-------5-------", "R-------5---", "R-----5-----", 1},
      {"R---..5-R---..5-", "R---....5---", "R---..5---..", 2},
      {"R---....5---..a-", "R-----..5-a-", "R---..5---a-", 3},
      {"R-..R-..5-..a-..", "R-..5-..5-..", "R-....5---a-", 4},
      {"R---5---R---5---", "R---5---5---", "R---R-5---5-", 4},
      {"R-R-5---R-5-a---", "R-R-5---a---", "R-R-5-R-5-a-", 5}};
  static const std::vector<Pattern> eighths = {
      {"R---R---R---R---", "R---R---R---", "R-----R-----", 2},
      {"R-R-R-R-R-R-R-R-", "R-R-R-R-R-R-", "R-R-R-R-R-R-", 4},
      {"R-R-R-R-R-R-R-a-", "R-R-R-R-R-a-", "R-R-R-R-R-a-", 5},
      {"R-R-R-R-R-R-5-a-", "R-R-R-R-5-a-", "R-R-5-R-5-a-", 5},
      {"R-RRR-RRR-RRR-RR", "R-RRR-RRR-RR", "R-RRR-R-RRR-", 6},
      {"R--R--R-R-R-R-R-", "R--R--R-R-R-", "R---R-R-R-R-", 4}};
  static const std::vector<Pattern> octaves = {
      {"R---8---R---8---", "R---8---8---", "R---8-R---8-", 3},
      {"R-8-R-8-R-8-R-8-", "R-8-R-8-R-8-", "R-8-R-R-8-R-", 5},
      {"R-8-R-8-5-8-a-8-", "R-8-R-8-a-8-", "R-8-5-R-8-a-", 6},
      {"R--8--R-8-R-8-5-", "R--8--R-8-5-", "R-8-R-5-8-5-", 5}};
  static const std::vector<Pattern> bossa = {
      {"R-----5-5-----R-", "R-----5-5---", "R---5-5---R-", 2},
      {"R-----5-5-----a-", "R-----5-5-a-", "R---5-5---a-", 3},
      {"R-----R-5-----5-R-----5-R-----a-", "R---R-5-a---", "R---R-5---a-", 4},
      {"R-----5---5---a-", "R---5-----a-", "R---5---5-a-", 4}};
  static const std::vector<Pattern> pedal = {
      {"R---------------", "R-----------", "R-----------", 0},
      {"R-------R-------", "R-------R---", "R-----R-----", 2}};
  static const std::vector<Pattern> sixteenths = {
      {"R---R---R---R---", "R---R---R---", "R-----R-----", 2},
      {"..R-..R-..R-..R-", "..R-..R-..R-", "..R-R-..R-R-", 3},
      {"..RR..RR..RR..RR", "..RR..RR..RR", "..RRRR..RRRR", 5},
      {".RRR.RRR.RRR.RRR", ".RRR.RRR.RRR", ".RRRRR.RRRRR", 6},
      {"RRRRRRRRRRRRRRRR", "RRRRRRRRRRRR", "RRRRRRRRRRRR", 7},
      {"R-R8R-R8R-R8R-R5", "R-R8R-R8R-R5", "R-R8R-R8R-R5", 6},
      {"R-RR8-RRR-RR7-8-", "R-RR8-RR7-8-", "R-RR8-R-R87-", 6},
      {"R.R.R.R.R.R.R.5.", "R.R.R.R.R.5.", "R.R.R.R.R.5.", 4}};
  static const std::vector<Pattern> syncopated = {
      {"R-----R---------", "R-----R-----", "R---R-------", 1},
      {"R--R--R---R-----", "R--R--R-----", "R---R-R-----", 3},
      {"R-----R---R--5--", "R-----R--5--", "R---R-R---5-", 3},
      {"R--R----R--R--5-", "R--R----R-5-", "R---R-R-5-a-", 4},
      {"R..R..R.5.R...a-", "R..R..R.a-..", "R...R.R.5.a-", 4},
      {"R--R--R-R--R--5-", "R--R--R--5--", "R---R-R-R-5-", 5}};
  static const std::vector<Pattern> reggae = {
      {"R-----..R---....", "R-----..R---", "R---..R---..", 1},
      {"R---..5-R-..3-5-", "R---..5-3-..", "R-..5-R-3-5-", 3},
      {"....R---R-5-R---", "....R---R-5-", "..R-R-..R-5-", 3},
      {"R--R--5-......R-", "R--R--5-..R-", "R-R-5-....R-", 3},
      {"..R-R-5-8-5-R---", "..R-R-5-R---", "..R-R-5-3-R-", 4}};
  static const std::vector<Pattern> funk = {
      {"R-----R-..7-8---", "R-----R-7-8-", "R---R-..7-8-", 3},
      {"R--R..R.7.8...R.", "R--R..R.7.8.", "R-R...R.7.8.", 4},
      {"R.R...8.R.7.8..R", "R.R...8.7.8.", "R.R...8.7.8.", 5},
      {"RR..8.R...R.5.7.", "RR..8.R.5.7.", "RR..8.R.5.7.", 5},
      {"R..R.R8..R.R7.8.", "R..R.R8..R7.", "R..R.R8..R7.", 6},
      {"R...R.8..7.5.RR.", "R...R.8..7.5", "R...8.7..5R.", 5}};
  static const std::vector<Pattern> subs = {
      {"R---------------", "R-----------", "R-----------", 0},
      {"R---------R-----", "R-------R---", "R-------R---", 1},
      {"R-----R---------", "R-----R-----", "R---R-------", 2},
      {"R-------..R-..R-", "R-----..R-R-", "R-----..R-R-", 3},
      {"R--R----R-----5-", "R--R----R-5-", "R---R---R-5-", 4},
      {"R--------R-R----", "R-----R-R---", "R-----R-R---", 3}};
  static const std::vector<Pattern> offbeat = {
      {"..R---R---R---R-", "..R---R---R-", "....R-....R-", 2},
      {"..R-..R-..R-..R-", "..R-..R-..R-", "..R-R-..R-R-", 3},
      {"..R-..R-..R-..8-", "..R-..R-..8-", "..R-R-..R-8-", 4},
      {"R.R-..R-R.R-..8R", "R.R-..R-..8R", "R.R-..R.R-8R", 5},
      {"R--R--R-..R-..8-", "R--R--R-..8-", "R-..R-..R-8-", 5}};
  static const std::vector<Pattern> melodic = {
      {"R-------3---5---", "R---3---5---", "R---3-5-----", 2},
      {"R---5---8---5---", "R---5---8---", "R---5-8---5-", 3},
      {"R-----s-3---5-a-", "R---3-s-5-a-", "R-3-5-8-5-a-", 4},
      {"R-5-8-5-R-5-3-a-", "R-5-8-5-3-a-", "R-5-8-5-3-a-", 5},
      {"R---3---5---a---", "R---3---a---", "R---3-5---a-", 3}};
  // Salsa: the fifth on the "and" of two, the next chord's root on four; one is never struck.
  static const std::vector<Pattern> tumbao = {
      {"......5-----n---", "......5-n---", "....5-....n-", 1},
      {"......5---..n---", "......5-n---", "....5-....n-", 3},
      {"......5-8-..n---", "....5-8-n---", "..5-8-....n-", 5}};
  static const std::vector<Pattern> samba = {
      {"R-------5-------", "R-------5---", "R-----5-----", 1},
      {"R-----.55-----.R", "R---.55---.R", "R---.55---.R", 3},
      {"R--.R-.55--.5-.R", "R--.R-.55-.R", "R---.55---.R", 5}};
  // Tango: four beats, the last leading on.
  static const std::vector<Pattern> marcato = {
      {"R-------5-------", "R-------5---", "R-----5-----", 1},
      {"R--.5--.R--.5--.", "R--.5--.5--.", "R-..5-R-..5-", 3},
      {"R--.R--.5--.a--.", "R--.5--.a--.", "R-..R-5-..a-", 4},
      {"R--.5--.R--.a-a-", "R--.5--.a-a-", "R-5-R-5-a-a-", 5}};
  static const std::vector<Pattern> habanera = {
      {"R-----5-8---5---", "R---5-8-5---", "R---5-8---5-", 2},
      {"R--5R-5-R--5R-5-", "R--5R-5-8-5-", "R--5R-R--5R-", 4}};
  // Ska and swing out of Jamaica: chord tones on all four.
  static const std::vector<Pattern> ska = {{"R---5---R---5---", "R---5---5---", "R---5-R---5-", 2},
                                           {"R---3---5---3---", "R---3---5---", "R---3-5---3-", 3},
                                           {"R---3---5---6---", "R---3---5---", "R---3-5---6-", 4},
                                           {"R-R-3-3-5-5-6-a-", "R-R-3-3-5-a-", "R-R-3-5-5-a-", 6}};
  static const std::vector<Pattern> dub = {
      {"R-----..........", "R-----......", "R-----......", 0},
      {"R---..R-..5-....", "R---..R-....", "R---..5-....", 2},
      {"....R---..R-5-..", "....R---5-..", "..R---..5-..", 3},
      {"R-R-..3-5-......R---..5-R-..8-..", "R-R-..3-5-..", "R-R-..5-....", 4}};
  // Motown: eighths that turn corners in sixteenths.
  static const std::vector<Pattern> motown = {
      {"R-----R-5-------", "R-----R-5---", "R---R-5-----", 1},
      {"R--RR-..R-3-5-a-", "R--RR-..5-a-", "R--RR-5-..a-", 3},
      {"R-.R.R5-8-.5R.a-", "R-.R.R5-8-a-", "R-.RR-5-.Ra-", 5},
      {"R.R5.R8.R.R5.Ra.", "R.R5.R8.R.a.", "R.R5R.8.R.a.", 6}};
  // Church: octaves below, and a walk up into the next chord.
  static const std::vector<Pattern> gospel = {
      {"R---------------", "R-----------", "R-----------", 0},
      {"R-----R-R---s-a-", "R---R---s-a-", "R---R-R-s-a-", 2},
      {"R---5---R-s-3-a-", "R---5---s-a-", "R---5-R-s-a-", 4},
      {"R-8-R-5-R-s-3-a-", "R-8-R-5-s-a-", "R-8-5-R-s-a-", 5}};
  // Three sixteenths behind every kick.
  static const std::vector<Pattern> psy = {{"..R-..R-..R-..R-", "..R-..R-..R-", "..R-R-..R-R-", 1},
                                           {".RRR.RRR.RRR.RRR", ".RRR.RRR.RRR", ".RRRRR.RRRRR", 4},
                                           {".RRR.RRR.RRR.RR8", ".RRR.RRR.RR8", ".RRRRR.RRRR8", 6}};
  // The silver box: sixteenths with octaves, slides and holes.
  static const std::vector<Pattern> acid = {
      {"R...R...R...R...", "R...R...R...", "R.....R.....", 1},
      {"R.gR.R8.R.gR.78.", "R.gR.R8.R.78", "R.gR.RR.gR8.", 3},
      {"RR8R.gR7R8.RgR5R", "RR8R.gR7gR5R", "RR8RgRR8RgR5", 5},
      {"R8RgRR7R8RRgR5R8RRgR8RR7RgR8R3R5", "R8RgRR7R8RRg", "R8RgRRR8RgR5", 7}};
  // Continuo: eighths that run by step from chord to chord.
  static const std::vector<Pattern> continuo_line = {
      {"R-------R-------", "R-------R---", "R-----R-----", 1},
      {"R---3---5---a---", "R---3---a---", "R---3-5---a-", 3},
      {"R-s-3-s-R-8-5-a-", "R-s-3-5-8-a-", "R-s-3-8-5-a-", 5},
      {"R-8-R-5-R-s-3-a-", "R-8-5-R-s-a-", "R-8-5-R-s-a-", 6}};
  static const std::vector<Pattern> boogie = {
      {"R---R---5---5---", "R---5---5---", "R---R-5---5-", 1},
      {"R---3---5---6---8---7---6---5---", "R---3---5---", "R---3-5---6-", 3},
      {"R-R-3-3-5-5-6-6-8-8-7-7-6-6-5-5-", "R-R-3-3-5-5-", "R-R-3-5-5-6-", 5},
      {"R-R-5-5-6-6-5-5-", "R-R-5-5-6-6-", "R-R-5-6-6-5-", 5}};
  static const std::vector<Pattern> tresillo = {
      {"R-----R-----R---", "R-----R-----", "R---R-----R-", 2},
      {"R--R--R-R--R--R-", "R--R--R-R---", "R--R--R--R--", 4},
      {"R--R--5-R--R--8-", "R--R--5-8---", "R--R--5--R--", 5}};
  // Cumbia, bachata: one, and the chord rising on three and four.
  static const std::vector<Pattern> cumbia = {
      {"R-------5-------", "R-------5---", "R-----5-----", 1},
      {"R-------3---5---", "R---3---5---", "R-----3---5-", 3},
      {"R-----..3-..5-8-", "R---3-..5-8-", "R---..3-5-8-", 5}};
  // Lagos: a figure that breathes, the same for as long as it takes.
  static const std::vector<Pattern> afrobeat = {
      {"R-----R-....5---", "R-----R-5---", "R---R-..5---", 1},
      {"R-..R-5-..8-7-5-", "R-..R-5-7-5-", "R-..R-5-7-5-", 3},
      {"R-.RR-5-..8.7-5-..R-.R5-8-7-5-..", "R-.RR-5-7-5-", "R-.RR-8.7-5-", 5}};
  static const std::vector<Pattern> gallop = {
      {"R---R---R---R---", "R---R---R---", "R-----R-----", 1},
      {"R-RRR-RRR-RRR-RR", "R-RRR-RRR-RR", "R-RRRRR-RRRR", 5}};
  // 808: long, with slides into what comes.
  static const std::vector<Pattern> slides = {
      {"R---------------", "R-----------", "R-----------", 0},
      {"R---------g-----", "R-------g---", "R-----g-----", 1},
      {"R--R------g---8-", "R--R----g-8-", "R---R---g-8-", 3},
      {"R--R--g---R-..gR", "R--R--g---gR", "R-R---g---gR", 4},
      {"R--R----g-R---8-g-R-----R--g--5-", "R--R----g-8-", "R--R--g---8-", 5}};
  static const std::vector<Pattern> deep = {
      {"R-----R---------", "R-----R-----", "R---R-------", 1},
      {"R--R--..R-..7-8-", "R--R--..7-8-", "R--R....7-8-", 3},
      {"..R-.R8...R-.7R-", "..R-.R8.7-R-", "..R-.R8.7-R-", 4},
      {"R.R..R8.R.R..78.", "R.R..R8.R.78", "R.R..RR.R.78", 5}};
  // Boots: root and fifth on the beat.
  static const std::vector<Pattern> stomp = {
      {"R-------R-------", "R-----------", "R-----R-----", 1},
      {"R---....5---....", "R---....5---", "R---..5---..", 2},
      {"R---R---5---5---", "R---5---5---", "R---R-5---5-", 4},
      {"R-R-5-R-R-R-5-a-", "R-R-5-R-5-a-", "R-R-5-R-5-a-", 5}};
  switch (style) {
    case BassStyle::kRootFifth:
      return root_fifth;
    case BassStyle::kEighths:
      return eighths;
    case BassStyle::kOctaves:
      return octaves;
    case BassStyle::kBossa:
      return bossa;
    case BassStyle::kPedal:
      return pedal;
    case BassStyle::kSixteenths:
      return sixteenths;
    case BassStyle::kSyncopated:
      return syncopated;
    case BassStyle::kReggae:
      return reggae;
    case BassStyle::kFunk:
      return funk;
    case BassStyle::kSubs:
      return subs;
    case BassStyle::kOffbeat:
      return offbeat;
    case BassStyle::kMelodic:
      return melodic;
    case BassStyle::kTumbao:
      return tumbao;
    case BassStyle::kSamba:
      return samba;
    case BassStyle::kMarcato:
      return marcato;
    case BassStyle::kHabanera:
      return habanera;
    case BassStyle::kSka:
      return ska;
    case BassStyle::kDub:
      return dub;
    case BassStyle::kMotown:
      return motown;
    case BassStyle::kGospel:
      return gospel;
    case BassStyle::kPsy:
      return psy;
    case BassStyle::kAcid:
      return acid;
    case BassStyle::kContinuo:
      return continuo_line;
    case BassStyle::kBoogie:
      return boogie;
    case BassStyle::kTresillo:
      return tresillo;
    case BassStyle::kCumbia:
      return cumbia;
    case BassStyle::kAfrobeat:
      return afrobeat;
    case BassStyle::kGallop:
      return gallop;
    case BassStyle::kSlides:
      return slides;
    case BassStyle::kDeep:
      return deep;
    case BassStyle::kStomp:
      return stomp;
    case BassStyle::kWalking:
    case BassStyle::kRoots:
      break;
  }
  return roots;
}

}  // namespace continuo
