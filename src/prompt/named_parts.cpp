// Who plays, who must not, and whether somebody may join.
#include <algorithm>
#include <set>

#include "arrange/players.h"
#include "prompt/instrument_phrases.h"
#include "prompt/reading.h"
#include "score/instrument.h"

namespace continuo {

namespace {

constexpr size_t kMostParts = 24;
// A class this large has room for two players of it: two guitars, two saxophones, not two flutes.
constexpr size_t kRoomForTwo = 4;

struct RoleWord {
  std::string_view words;
  Role role;
};
constexpr RoleWord kBeforeName[] = {{"lead solo", Role::kLead},
                                    {"walking", Role::kBass},
                                    {"rhythm strummed strumming comping chordal", Role::kChords},
                                    {"arpeggiated fingerpicked fingerpicking", Role::kArpeggio},
                                    {"sustained", Role::kPad}};
constexpr RoleWord kAfterName[] = {
    {"lead leads melody melodies theme solo solos hook", Role::kLead},
    {"chords comping accompaniment stabs strumming strums", Role::kChords},
    {"arpeggio arpeggios arps", Role::kArpeggio},
    {"pad pads", Role::kPad},
    {"countermelody counterpoint countermelodies", Role::kCounter}};

constexpr std::string_view kVoices =
    "vocal vocals voice voices singer singers singing lyrics words rap rapping vocalist vocalists";
// Of a drum kit.
constexpr std::string_view kPieces = "kick bass snare hand frame tongue war trap";

std::optional<Role> role_of(const Reading& reading, const InstrumentPhrase& phrase) {
  const auto found = [&](const auto& rows, size_t i) -> std::optional<Role> {
    for (const RoleWord& row : rows) {
      if (reading.is_one_of(i, row.words)) return row.role;
    }
    return std::nullopt;
  };
  if (const auto role = found(kBeforeName, phrase.begin)) return role;
  if (phrase.begin > 0 && !reading.ends_before(phrase.begin)) {
    if (const auto role = found(kBeforeName, phrase.begin - 1)) return role;
    const size_t article = reading.is_one_of(phrase.begin - 1, "the a") ? 1 : 0;
    const size_t i = phrase.begin - article;
    if (i > 1 && reading.is_one_of(i - 1, "on by from") &&
        reading.is_one_of(i - 2, "melody theme lead tune"))
      return Role::kLead;
  }
  if (reading.ends_before(phrase.end)) return std::nullopt;
  if (reading.goes(phrase.end, "plays the melody") ||
      reading.goes(phrase.end, "carries the melody") ||
      reading.goes(phrase.end, "playing the melody"))
    return Role::kLead;
  return found(kAfterName, phrase.end);
}

bool is_for_a_while(const Reading& reading, size_t end) {
  return reading.is_one_of(end, "until till before yet") ||
         (reading.is_one_of(end, "in at for during") &&
          (reading.is_one_of(end + 1, "first") ||
           (reading.is_one_of(end + 1, "the") &&
            reading.is_one_of(end + 2,
                              "intro introduction beginning start first verse bridge breakdown "
                              "break end outro ending"))));
}

bool is_less(const Reading& reading, size_t end) {
  return !reading.ends_before(end) && reading.is_one_of(end, "less free") &&
         reading.gap(end) == "-";
}

// "drums: none", "vocals not needed".
bool is_denied_behind(const Reading& reading, size_t end) {
  if (reading.is_one_of(end, "no none off") && reading.ends_before(end + 1))
    return reading.gap(end).starts_with(':');
  if (reading.ends_before(end)) return false;
  const bool not_it = reading.word(end) == "not" || reading.goes(end, "are not") ||
                      reading.goes(end, "is not") || reading.goes(end, "aren t") ||
                      reading.goes(end, "isn t");
  const size_t at = end + (reading.word(end) == "not" ? 1 : 2);
  return not_it && reading.is_one_of(at, "needed necessary wanted required welcome allowed");
}

// "without a kick drum" leaves the rest of the kit.
bool is_of_the_kit(const Reading& reading, const InstrumentPhrase& phrase) {
  constexpr std::string_view kWhole =
      "drum drums drumkit kit set drumset percussion beat beats machine machines loop loops "
      "section";
  return !phrase.line_up && phrase.players[0].programs == std::vector<int>{kDrumKit} &&
         (!reading.is_one_of(phrase.end - 1, kWhole) || reading.is_one_of(phrase.begin, kPieces));
}

void unwant(std::set<int>& unwanted, const InstrumentPhrase& phrase) {
  for (const NamedPart& player : phrase.players)
    unwanted.insert(player.programs.begin(), player.programs.end());
  // Who wants no drums wants no taiko either.
  if (unwanted.contains(kDrumKit)) unwanted.insert({115, 116, 117, 118});
}

// "drumless", "beatless": words of their own.
void read_suffixes(const Reading& reading, Named& named, std::set<int>& unwanted) {
  for (size_t i = 0; i < reading.size(); ++i) {
    const std::string_view word = reading.word(i);
    if (word.size() <= 6 || !word.ends_with("less")) continue;
    const std::string name(word.substr(0, word.size() - 4));
    if (!among(name, "drum beat percussion bass guitar piano vocal synth string brass")) continue;
    InstrumentPhrase phrase;
    phrase.players = {{programs_named(name), std::nullopt, name}};
    unwant(unwanted, phrase);
    named.unwanted_words.push_back(name);
  }
}

// Who wants no words to be sung wants no choir, unless there is to be one.
void read_voices(const Reading& reading, const Named& named, std::set<int>& unwanted) {
  const bool choir = std::any_of(named.parts.begin(), named.parts.end(), [](const auto& part) {
    return share_a_program(part.programs, {52, 53, 54});
  });
  if (choir) return;
  for (size_t i = 0; i < reading.size(); ++i) {
    if (reading.is_one_of(i, kVoices) && is_denied(reading, i)) unwanted.insert({52, 53, 54});
  }
}

// Strings are many players: one violin is none of them where there are sections to choose from.
void leave_sections(std::vector<int>& programs) {
  const auto plays_alone = [](int program) { return is_monophonic(program); };
  if (!std::all_of(programs.begin(), programs.end(), plays_alone))
    std::erase_if(programs, plays_alone);
}

class PartReader {
 public:
  PartReader(const Reading& reading, Named& named)
      : reading_(reading), named_(named), phrases_(instrument_phrases(reading)) {}

  void run() {
    read_suffixes(reading_, named_, unwanted_);
    sort_out();
    for (const InstrumentPhrase& phrase : wanted_) add(phrase);
    for (const InstrumentPhrase& phrase : wanted_) add_line_up(phrase);
    read_voices(reading_, named_, unwanted_);
    for (NamedPart& part : named_.parts)
      std::erase_if(part.programs, [&](int program) { return unwanted_.contains(program); });
    std::erase_if(named_.parts, [](const NamedPart& part) { return part.programs.empty(); });
    named_.unwanted.assign(unwanted_.begin(), unwanted_.end());
    named_.only = is_only(reading_, named_.parts, wanted_);
  }

 private:
  void sort_out() {
    bool denied = false;
    for (size_t i = 0; i < phrases_.size(); ++i) {
      const InstrumentPhrase& phrase = phrases_[i];
      const bool list =
          denied && i > 0 && goes_on_denied(reading_, phrases_[i - 1].end, phrase.begin);
      // "no drums, bass or guitars": the comma goes on where the list ends with "or".
      const bool comma =
          denied && i > 0 && i + 1 < phrases_.size() && phrases_[i - 1].end == phrase.begin &&
          phrases_[i + 1].begin == phrase.end + 1 && reading_.is_one_of(phrase.end, "or nor");
      denied = is_denied(reading_, phrase.begin) || list || comma;
      const bool less = is_less(reading_, phrase.end) || is_denied_behind(reading_, phrase.end);
      if (denied && (is_for_a_while(reading_, phrase.end) || is_of_the_kit(reading_, phrase)))
        continue;
      if (denied || less) {
        unwant(unwanted_, phrase);
        named_.unwanted_words.push_back(reading_.joined(phrase.begin, phrase.end - phrase.begin));
      } else {
        wanted_.push_back(phrase);
      }
    }
  }

  void add(const InstrumentPhrase& phrase) {
    if (phrase.line_up) return;
    const bool many = reading_.word(phrase.end - 1) == "strings";
    for (NamedPart player : phrase.players) {
      if (many) leave_sections(player.programs);
      player.role = role_of(reading_, phrase);
      const auto same =
          std::find_if(named_.parts.begin(), named_.parts.end(),
                       [&](const NamedPart& part) { return is_same(part, player, phrase); });
      if (same != named_.parts.end()) {
        if (player.programs.size() < same->programs.size()) {
          same->programs = player.programs;
          same->word = player.word;
        }
        if (!same->role) same->role = player.role;
        continue;
      }
      const int count = player.programs.size() >= kRoomForTwo ? phrase.count : 1;
      for (int i = 0; i < count && named_.parts.size() < kMostParts; ++i)
        named_.parts.push_back(player);
    }
  }

  // Whether two names are of one player: "les paul guitar", or "guitar" and later "lead guitar".
  bool is_same(const NamedPart& part, const NamedPart& player,
               const InstrumentPhrase& phrase) const {
    const auto includes = [](std::vector<int> all, std::vector<int> some) {
      std::sort(all.begin(), all.end());
      std::sort(some.begin(), some.end());
      return std::includes(all.begin(), all.end(), some.begin(), some.end());
    };
    if (!includes(part.programs, player.programs) && !includes(player.programs, part.programs))
      return false;
    const auto last_word = [](std::string_view words) {
      if (words.ends_with('s')) words.remove_suffix(1);
      const size_t space = words.rfind(' ');
      return space == std::string_view::npos ? words : words.substr(space + 1);
    };
    const bool touches = std::any_of(wanted_.begin(), wanted_.end(), [&](const auto& other) {
      return other.end == phrase.begin && !reading_.ends_before(phrase.begin) &&
             other.players[0].programs == part.programs;
    });
    return touches || part.programs == player.programs ||
           last_word(part.word) == last_word(player.word);
  }

  // The players of a line-up that are not named beside it.
  void add_line_up(const InstrumentPhrase& phrase) {
    if (!phrase.line_up) return;
    for (const NamedPart& player : phrase.players) {
      const bool named = std::any_of(
          named_.parts.begin(), named_.parts.end(),
          [&](const auto& part) { return share_a_program(part.programs, player.programs); });
      if (!named && named_.parts.size() < kMostParts) named_.parts.push_back(player);
    }
  }

  const Reading& reading_;
  Named& named_;
  std::vector<InstrumentPhrase> phrases_;
  std::vector<InstrumentPhrase> wanted_;
  std::set<int> unwanted_;
};

}  // namespace

void read_parts(const Reading& reading, Named& named) { PartReader(reading, named).run(); }

}  // namespace continuo
