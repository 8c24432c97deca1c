// Hears the key of a piece from its notes alone: what it was planned in plays no part.
//
// Pitch-class profiles: Krumhansl and Kessler 1982; Temperley 2001; Aarden 2003; Albrecht and
// Shanahan 2013.
#pragma once

#include <array>
#include <string_view>

#include "score/score.h"

namespace continuo {

enum class KeyProfile { kKrumhanslKessler, kTemperley, kAarden, kAlbrechtShanahan };
inline constexpr int kKeyProfileCount = 4;
std::string_view key_profile_name(KeyProfile profile);

// How much each kind of evidence counts beside the profile's correlation (-1..1). The profile and
// the weights come from a grid over 146 pieces of classical and folk music with a key in their
// title, 130 of them right, so that figure is optimistic: the same search on one half of the pieces
// reached 62 of 73 on the other.
struct KeyEvidence {
  KeyProfile profile = KeyProfile::kAlbrechtShanahan;
  double downbeat =
      1.5;            // weight of a note on the bar line; pulses lie half-way between that and 1
  double bass = 0.3;  // share of the bass line on the tonic, half of that for the fifth
  double final_bass = 0.05;   // the last bass note is the tonic
  double final_third = 0.05;  // and the last chord has the mode's third and not the other
  double first_bass = 0.1;    // the first bass note is the tonic
};

struct KeyEstimate {
  Key key;                          // major or minor, best of 24
  std::array<double, 24> scores{};  // major keys from C upwards, then minor keys
  double margin = 0;                // the best score less the second
  bool heard =
      false;  // false where there are no pitched notes: key is then C major and means nothing
};

// How well shares of the pitch classes (C first) fit each key, -1..1, in the order of
// KeyEstimate::scores.
std::array<double, 24> key_correlations(const std::array<double, 12>& classes,
                                        KeyProfile profile = KeyProfile::kAlbrechtShanahan);

// Drums and sound effects are not listened to. Bars serve only to find the strong beats.
KeyEstimate detect_key(const Score& score, const KeyEvidence& evidence = {});

// How a heard key stands to the wanted one. Modes count as their major or minor-third family; a
// wanted blues key has both thirds (dominant chords under a minor melody), so its tonic is enough.
enum class KeyRelation {
  kSame,      // tonic and family
  kRelative,  // A minor for C major and the reverse
  kParallel,  // same tonic, other family
  kFifth,     // tonic a fifth away, same family
  kOther
};
KeyRelation key_relation(const Key& wanted, const Key& heard);
std::string_view key_relation_name(KeyRelation relation);

}  // namespace continuo
