// Keys: "D minor", "in Bb", "F# dorian", "dorian on E", and "a minor key", which has no tonic.
#include <algorithm>
#include <array>

#include "prompt/key_phrase.h"
#include "prompt/reading.h"

namespace continuo {

namespace {

struct ModeName {
  std::string_view text;
  Mode mode;
};

// Longest first where one begins with another. What our modes lack goes to the nearest.
constexpr ModeName kModes[] = {{"harmonic minor", Mode::kHarmonicMinor},
                               {"natural minor", Mode::kMinor},
                               {"melodic minor", Mode::kMinor},
                               {"minor pentatonic", Mode::kMinor},
                               {"minor blues", Mode::kBlues},
                               {"major pentatonic", Mode::kMajor},
                               {"blues scale", Mode::kBlues},
                               {"phrygian dominant", Mode::kPhrygian},
                               {"major", Mode::kMajor},
                               {"minor", Mode::kMinor},
                               {"maj", Mode::kMajor},
                               {"min", Mode::kMinor},
                               {"dur", Mode::kMajor},
                               {"moll", Mode::kMinor},
                               {"dorian", Mode::kDorian},
                               {"phrygian", Mode::kPhrygian},
                               {"lydian", Mode::kLydian},
                               {"mixolydian", Mode::kMixolydian},
                               {"aeolian", Mode::kMinor},
                               {"ionian", Mode::kMajor}};

// Of these the name alone speaks of music.
constexpr std::string_view kRareModes = "dorian phrygian lydian mixolydian aeolian ionian";
constexpr std::string_view kKeyWords = "key keys mode tonality scale";
// After "a minor": what music in a minor key is called, and what else may be minor.
constexpr std::string_view kMusicWords =
    "key mode tonality scale tune melody melodies harmony harmonies mood feel piece song waltz "
    "ballad blues march "
    "theme chords progression triad tonal pentatonic riff lament hymn lullaby tango jazz";
// What may follow a key that is named by its letter alone.
constexpr std::string_view kClosing =
    "at with and for in on by from or but using featuring played that which to over around about "
    "bpm blues tune "
    "instrumental solo tempo slow fast then";

const std::vector<Mode> kMinorModes = {Mode::kMinor, Mode::kDorian, Mode::kPhrygian,
                                       Mode::kHarmonicMinor};
const std::vector<Mode> kMajorModes = {Mode::kMajor, Mode::kLydian, Mode::kMixolydian};

struct Found {
  int tonic = 0;
  std::optional<Mode> mode;
  size_t begin = 0;
  size_t words = 0;
  bool accidental = false;
};

std::optional<int> letter_of(char c) {
  constexpr std::array<int, 7> kLetters = {9, 11, 0, 2, 4, 5, 7};
  if (c < 'a' || c > 'g') return std::nullopt;
  return kLetters[static_cast<size_t>(c - 'a')];
}

std::optional<std::pair<Mode, size_t>> mode_at(const Reading& reading, size_t i) {
  for (const ModeName& row : kModes) {
    if (!reading.goes(i, row.text)) continue;
    const auto words = static_cast<size_t>(1 + std::count(row.text.begin(), row.text.end(), ' '));
    return std::pair{row.mode, words};
  }
  return std::nullopt;
}

// "c", "bb", "f#", "c#m", "am", "cmaj", "dmin": a letter, its sign, its mode.
bool read_symbol(std::string_view word, Found& found) {
  if (word.empty() || !letter_of(word[0])) return false;
  found.tonic = *letter_of(word[0]);
  std::string_view rest = word.substr(1);
  if (rest.starts_with('#') ||
      (rest.starts_with('b') && (rest.size() == 1 || rest == "bm" || rest == "bmin"))) {
    found.tonic += rest[0] == '#' ? 1 : -1;
    found.accidental = true;
    rest.remove_prefix(1);
  }
  if (rest == "m" || rest == "min") {
    found.mode = Mode::kMinor;
  } else if (rest == "maj") {
    found.mode = Mode::kMajor;
  } else if (!rest.empty()) {
    return false;
  }
  return true;
}

// A tonic with what follows it, wherever a letter stands; whether it is a key is another question.
std::optional<Found> key_at(const Reading& reading, size_t i) {
  Found found;
  found.begin = i;
  found.words = 1;
  if (const auto foreign = foreign_key_at(reading.words(), i)) {
    found.tonic = foreign->key.tonic;
    found.mode = foreign->key.mode;
    found.words = foreign->words;
    found.accidental = true;
    return found;
  }
  if (!read_symbol(reading.word(i), found)) return std::nullopt;
  if (!found.accidental && !found.mode && !reading.ends_before(i + 1)) {
    if (reading.is_one_of(i + 1, "sharp flat")) {
      found.tonic += reading.word(i + 1) == "sharp" ? 1 : -1;
      found.accidental = true;
      ++found.words;
    }
  }
  if (!found.mode && !reading.ends_before(i + found.words)) {
    if (const auto mode = mode_at(reading, i + found.words)) {
      found.mode = mode->first;
      found.words += mode->second;
    }
  }
  // "A blues" in a list is a key; "a blues" is a piece.
  const bool list = reading.capital(i) && i > 0 && reading.ends_before(i);
  if (!found.mode && list && reading.word(i + found.words) == "blues" &&
      !reading.ends_before(i + found.words) && reading.ends_before(i + found.words + 1)) {
    found.mode = Mode::kBlues;
    ++found.words;
  }
  found.tonic = (found.tonic + 12) % 12;
  return found;
}

bool closes(const Reading& reading, size_t end) {
  return reading.ends_before(end) || reading.is_one_of(end, kClosing) ||
         is_number(reading.word(end)) || reading.word(end).find('/') != std::string_view::npos;
}

// "clarinet in Bb" speaks of the instrument.
bool is_transposing(const Reading& reading, size_t in) {
  return in > 0 && ((reading.is_one_of(in - 1, "clarinet cornet trumpet") &&
                     reading.is_one_of(in + 1, "bb b a eb")) ||
                    (reading.is_one_of(in - 1, "horn horns") && reading.word(in + 1) == "f"));
}

// Whether "a minor" with a small a is the key: only where nothing can be minor after it.
bool is_a_minor(const Reading& reading, const Found& found) {
  const size_t end = found.begin + found.words;
  const bool introduced = reading.is_one_of(found.begin - 1, "in of key is");
  if (reading.hyphen_before(found.begin + 1)) return true;
  if (reading.capital(found.begin)) {
    // At the start of a sentence it may be the article.
    const bool sentence = reading.ends_before(found.begin);
    return !sentence || closes(reading, end) || reading.is_one_of(end, kMusicWords) ||
           !reading.is_one_of(
               end,
               "setback issue problem change role mistake detail accident hit event league label "
               "city deal key mode scale tonality player figure miracle annoyance tweak");
  }
  if (introduced && reading.is_one_of(end, kMusicWords)) return reading.before(found.begin) == "of";
  return closes(reading, end) && (reading.ends_before(end) || !reading.is_one_of(end, kMusicWords));
}

bool is_chord_list(const Reading& reading, size_t i) {
  Found next;
  Found third;
  return read_symbol(reading.word(i + 1), next) && read_symbol(reading.word(i + 2), third);
}

bool is_named(const Reading& reading, const Found& found) {
  const size_t begin = found.begin;
  const size_t end = begin + found.words;
  const bool of_key =
      begin >= 2 && reading.before(begin) == "of" && reading.word(begin - 2) == "key";
  const bool after_key = of_key || (begin > 0 && reading.is_one_of(begin - 1, "key tonic"));
  const bool after_in = begin > 0 && reading.before(begin) == "in";
  const bool article = reading.word(begin) == "a";
  if (reading.is_one_of(begin - 1, "vitamin plan side track grade category i class") && !after_in)
    return false;
  if (found.mode) {
    if (found.words == 1) {  // "Am", "C#m"
      if (reading.word(begin) == "am" && (reading.before(begin) == "i" || !reading.capital(begin)))
        return after_in && !reading.is_one_of(begin - 1, "i") ? closes(reading, end) : false;
      // "FM synth", "AM radio", "GM sounds": chords write their minor with a small m.
      if (reading.all_capitals(begin) && !closes(reading, end)) return false;
      if (reading.all_capitals(begin) && !after_in && !after_key) return false;
      const bool digit_before = is_number(reading.before(begin)) && !reading.ends_before(begin);
      return !digit_before && (reading.capital(begin) || after_in || after_key) &&
             !is_chord_list(reading, begin);
    }
    return article && !found.accidental ? is_a_minor(reading, found) : true;
  }
  // "a low-key a cappella piece" names no key.
  if (after_key) return of_key || !article || reading.capital(begin) || closes(reading, end);
  if (!after_in || is_transposing(reading, begin - 1)) return false;
  if (article && !reading.capital(begin) && !found.accidental) return false;
  return closes(reading, end) && !reading.goes(end, "and out") && !reading.goes(begin, "d and b");
}

// "dorian on E", "dorian mode in E".
std::optional<Found> mode_first(const Reading& reading, size_t i) {
  const auto mode = mode_at(reading, i);
  if (!mode || !reading.is_one_of(i, kRareModes)) return std::nullopt;
  size_t at = i + mode->second;
  if (reading.is_one_of(at, kKeyWords)) ++at;
  if (!reading.is_one_of(at, "on in from of")) return std::nullopt;
  auto tonic = key_at(reading, at + 1);
  if (!tonic || tonic->mode || !closes(reading, at + 1 + tonic->words)) return std::nullopt;
  if (reading.word(at + 1) == "a" && !reading.capital(at + 1)) return std::nullopt;
  tonic->mode = mode->first;
  return tonic;
}

// A mode without its tonic, where the words speak of the key.
std::vector<Mode> mode_alone(const Reading& reading, size_t i) {
  if (reading.is_one_of(i, kRareModes))
    return {mode_at(reading, i) ? mode_at(reading, i)->first : Mode::kMajor};
  if (reading.goes(i, "harmonic minor")) return {Mode::kHarmonicMinor};
  if (reading.goes(i, "blues scale")) return {Mode::kBlues};
  if (!reading.is_one_of(i, "minor major")) return {};
  const bool key_word = !reading.ends_before(i + 1) && reading.is_one_of(i + 1, kKeyWords);
  const bool in_minor = reading.before(i) == "in" && closes(reading, i + 1);
  const bool music = reading.before(i) == "a" && !reading.ends_before(i + 1) &&
                     reading.is_one_of(i + 1, kMusicWords);
  const bool mode_pentatonic = reading.word(i + 1) == "pentatonic";
  if (!key_word && !in_minor && !music && !mode_pentatonic) return {};
  return reading.word(i) == "minor" ? kMinorModes : kMajorModes;
}

bool is_elsewhere(const Reading& reading, size_t i) {
  if (is_denied(reading, i)) return true;
  for (int step = 0; step < 5; ++step) {
    if (i > 0 && !reading.ends_before(i) && reading.is_one_of(i - 1, "in the key of a")) --i;
  }
  return is_denied(reading, i);
}

// "walking bass, 220 bpm, Bb": of a list's items the one that is a capital letter alone, where no
// other item is a chord.
std::optional<Found> listed_tonic(const Reading& reading) {
  const auto is_comma = [](std::string_view gap) {
    return gap.find_first_not_of(" \t\r\n,;.!?") == std::string_view::npos;
  };
  std::optional<Found> only;
  for (size_t i = 0; i < reading.size(); ++i) {
    auto found = key_at(reading, i);
    if (!found || !reading.capital(i)) continue;
    const size_t end = i + found->words;
    const bool item = (i == 0 || reading.ends_before(i)) && reading.ends_before(end) &&
                      is_comma(reading.gap(i)) && is_comma(reading.gap(end));
    if (!item) continue;
    if (only || i == 0 || found->mode) return std::nullopt;
    only = found;
  }
  return only;
}

}  // namespace

void read_key(const Reading& reading, Named& named) {
  std::vector<Mode> alone;
  for (size_t i = 0; i < reading.size(); ++i) {
    if (is_elsewhere(reading, i)) continue;
    std::optional<Found> found = mode_first(reading, i);
    if (!found) {
      found = key_at(reading, i);
      if (found && !is_named(reading, *found)) found.reset();
    }
    if (found) {
      named.tonic = found->tonic;
      if (found->mode) named.modes = {*found->mode};
      break;
    }
    if (alone.empty()) alone = mode_alone(reading, i);
  }
  if (!named.modes.empty()) return;
  if (!named.tonic && alone.empty()) {
    if (const auto tonic = listed_tonic(reading)) named.tonic = tonic->tonic;
  }
  named.modes = alone;
  // A tonic alone is a major key, as every player reads it; a blues on it is a blues.
  if (named.tonic && named.modes.empty()) {
    named.modes = kMajorModes;
    bool blues = false;
    for (size_t i = 0; i < reading.size(); ++i) blues = blues || reading.word(i) == "blues";
    if (blues) named.modes.push_back(Mode::kBlues);
  }
}

}  // namespace continuo
