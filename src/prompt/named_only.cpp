// Whether nobody else plays: "just piano and cello", "solo violin", "flute and harp duo".
#include <algorithm>

#include "prompt/instrument_phrases.h"
#include "score/instrument.h"

namespace continuo {

namespace {

constexpr std::string_view kOnlyWords = "just only purely solely exclusively strictly simply";
constexpr std::string_view kListWords =
    "and or nor plus with a an the one two three of on for soft gentle warm quiet slow sad "
    "single lone simple acoustic electric";

bool in_list(const Reading& reading, size_t from, size_t to) {
  for (size_t i = from; i < to; ++i) {
    if (!reading.is_one_of(i, kListWords)) return false;
  }
  return true;
}

class OnlyReader {
 public:
  OnlyReader(const Reading& reading, const std::vector<NamedPart>& parts,
             const std::vector<InstrumentPhrase>& wanted)
      : reading_(reading), parts_(parts), wanted_(wanted) {}

  bool run() const {
    if (parts_.empty()) return false;
    for (size_t i = 0; i < reading_.size(); ++i) {
      if (reading_.is_one_of(i, "unaccompanied acapella") || reading_.goes(i, "a cappella") ||
          reading_.goes(i, "a capella") || reading_.goes(i, "nothing else") ||
          reading_.goes(i, "nobody else") || reading_.goes(i, "no other instruments") ||
          reading_.goes(i, "no other instrument") || reading_.goes(i, "no accompaniment") ||
          reading_.goes(i, "without accompaniment") || reading_.goes(i, "nothing but") ||
          reading_.goes(i, "by itself") || reading_.goes(i, "all alone") ||
          reading_.goes(i, "no backing"))
        return true;
      if (is_group(i)) return true;
    }
    for (size_t i = 0; i < wanted_.size(); ++i) {
      const InstrumentPhrase& phrase = wanted_[i];
      if (lasts_a_while(phrase.end)) continue;
      if (says_only_before(phrase) && list_ends_well(i)) return true;
      if (!reading_.ends_before(phrase.end) && reading_.is_one_of(phrase.end, "only alone") &&
          !lasts_a_while(phrase.end + 1))
        return true;
    }
    return is_complete() || is_solo() || is_scored_for();
  }

 private:
  // Of a line-up that is complete everybody named is a player.
  bool is_complete() const {
    const auto line_up = std::find_if(wanted_.begin(), wanted_.end(), [](const auto& phrase) {
      return phrase.line_up && phrase.complete;
    });
    if (line_up == wanted_.end()) return false;
    return std::all_of(parts_.begin(), parts_.end(), [&](const NamedPart& part) {
      return std::any_of(line_up->players.begin(), line_up->players.end(), [&](const auto& player) {
        return share_a_program(part.programs, player.programs);
      });
    });
  }

  bool says_only_before(const InstrumentPhrase& phrase) const {
    size_t i = phrase.begin;
    while (i > 0 && !reading_.ends_before(i) && reading_.is_one_of(i - 1, kListWords)) --i;
    if (i == 0 || reading_.ends_before(i) || !reading_.is_one_of(i - 1, kOnlyWords)) return false;
    return i == 1 || !reading_.is_one_of(i - 2, "not isn t");
  }

  bool lasts_a_while(size_t end) const {
    return reading_.is_one_of(end, "in at during until from") && reading_.is_one_of(end + 1, "the");
  }

  // "just strings in the intro" lasts a while only, and so does a list that ends so.
  bool list_ends_well(size_t first) const {
    size_t last = first;
    while (last + 1 < wanted_.size() &&
           in_list(reading_, wanted_[last].end, wanted_[last + 1].begin))
      ++last;
    return !lasts_a_while(wanted_[last].end);
  }

  bool is_within_line_up(size_t i) const {
    return std::any_of(wanted_.begin(), wanted_.end(), [i](const InstrumentPhrase& phrase) {
      return phrase.line_up && i >= phrase.begin && i < phrase.end;
    });
  }

  // "duo", "trio" and "quartet" hold where as many players are named.
  bool is_group(size_t i) const {
    struct Group {
      std::string_view words;
      size_t players;
    };
    constexpr Group kGroups[] = {{"duo duet duos duets", 2},
                                 {"trio trios", 3},
                                 {"quartet quartets", 4},
                                 {"quintet quintets", 5},
                                 {"sextet sextets", 6}};
    return std::any_of(std::begin(kGroups), std::end(kGroups), [&](const Group& group) {
      return reading_.is_one_of(i, group.words) && parts_.size() == group.players &&
             !is_within_line_up(i);
    });
  }

  // "for flute and harp", "band: clarinet, banjo and piano": all that are named stand in that list.
  bool is_scored_for() const {
    if (wanted_.empty()) return false;
    const bool classes = std::any_of(wanted_.begin(), wanted_.end(), [](const auto& phrase) {
      return phrase.line_up && !phrase.complete;
    });
    size_t i = wanted_.front().begin;
    while (i > 0 && !reading_.ends_before(i) &&
           reading_.is_one_of(i - 1, "a an the solo one two three four acoustic"))
      --i;
    if (i == 0 || classes) return false;
    const bool scored = reading_.before(i) == "for" && !reading_.ends_before(i);
    const bool listed =
        reading_.gap(i).starts_with(':') &&
        reading_.is_one_of(
            i - 1, "band ensemble instruments instrumentation lineup up players combo group");
    if (!scored && !listed) return false;
    for (size_t k = 0; k + 1 < wanted_.size(); ++k) {
      for (size_t at = wanted_[k].end; at < wanted_[k + 1].begin; ++at) {
        if (!reading_.is_one_of(at, "and a an the solo one two three plus acoustic")) return false;
      }
    }
    // "for guitar with strings" has more to come; "music for drums to dance to" is a beat.
    return !reading_.is_one_of(wanted_.back().end,
                               "with over player players lovers lessons class practice");
  }

  // One player, with "solo" beside the name; "with a guitar solo" is a passage.
  bool is_solo() const {
    if (parts_.size() != 1 || wanted_.empty()) return false;
    for (const InstrumentPhrase& phrase : wanted_) {
      for (size_t i = phrase.begin; i > 0 && !reading_.ends_before(i) && phrase.begin - i < 3;
           --i) {
        if (reading_.is_one_of(i - 1, "solo lone")) return true;
      }
      if (reading_.is_one_of(phrase.begin, "solo")) return true;
      if (reading_.ends_before(phrase.end) || !reading_.is_one_of(phrase.end, "solo")) continue;
      size_t start = phrase.begin;
      while (start > 0 && !reading_.ends_before(start) &&
             !reading_.is_one_of(start - 1, "with and featuring then into has plus by to the"))
        --start;
      const bool whole = reading_.ends_before(start) && reading_.ends_before(phrase.end + 1);
      // In a list of a song's features such solos are passages.
      const bool of_songs = share_a_program(parts_[0].programs, {27, 29, 30, 33, 66, kDrumKit});
      if (whole && !of_songs) return true;
      if (start == 0) return true;
    }
    return false;
  }

  const Reading& reading_;
  const std::vector<NamedPart>& parts_;
  const std::vector<InstrumentPhrase>& wanted_;
};

}  // namespace

bool share_a_program(const std::vector<int>& a, const std::vector<int>& b) {
  return std::any_of(a.begin(), a.end(), [&](int program) {
    return std::find(b.begin(), b.end(), program) != b.end();
  });
}

bool is_only(const Reading& reading, const std::vector<NamedPart>& parts,
             const std::vector<InstrumentPhrase>& wanted) {
  return OnlyReader(reading, parts, wanted).run();
}

}  // namespace continuo
