// What should not be in sound: silence where there should be none, gaps, and joins that can be
// heard.
#pragma once

#include <vector>

#include "dsp/stereo.h"

namespace continuo {

struct Stretch {
  double start_s = 0;
  double length_s = 0;
};
// The longest stretch whose blocks of 10 ms are all under the level. Of length 0 where there is
// none.
Stretch longest_silence(const Stereo& sound, double under_db = -60);
// The longest run of zeros on both sides that has sound before and after it.
Stretch longest_gap(const Stereo& sound);

// A place where the waveform leaps further than what came before lets expect, and further than
// anything near it: where sound was cut and joined, or samples were lost.
struct Join {
  double seconds = 0;
  double strength = 0;  // the leap as a multiple of the largest surprises around it
  double leap = 0;      // what could not be foreseen, full scale being 1
};
struct JoinOptions {
  double strength = 8;  // a band, in ten minutes, has one or none that is as strong
  double least_leap = 1e-3;
};
std::vector<Join> find_joins(const Stereo& sound, const JoinOptions& options = {});
// The same measure at a place that is known: the strongest within `reach` sample frames of it.
std::vector<Join> joins_at(const Stereo& sound, const std::vector<size_t>& frames,
                           size_t reach_frames = 2);

}  // namespace continuo
