// Tempos: numbers with their unit, and words that stand for a band.
#include <algorithm>
#include <cmath>

#include "prompt/reading.h"

namespace continuo {

namespace {

constexpr int kFromFastToModerate = 14;  // bpm
constexpr double kSlowestRead = 20;  // what lies beyond 30 to 300 but is a tempo is brought there
constexpr double kFastestRead = 400;
constexpr double kSlowestAlone = 40;  // of "at 90", without a unit
constexpr double kFastestAlone = 260;
constexpr double kFastestInList = 220;  // of ", 118,": a number and nothing beside it

struct BandWord {
  std::string_view text;
  Span bpm;
};

// Tempo words that mean the tempo wherever they stand; "lively", "steady" and "upbeat" speak of moods
// too. Those of arrange's table keep their band.
constexpr std::string_view kOfTheTable[] = {
    "very slow",        "extremely slow", "glacial",   "largo",    "lento",        "slow",
    "slow tempo",       "slow-paced",     "unhurried", "adagio",   "slowish",      "downtempo",
    "andante",          "walking pace",   "mid-tempo", "midtempo", "medium tempo", "moderato",
    "moderately paced", "allegretto",     "up-tempo",  "uptempo",  "allegro",      "fast",
    "fast tempo",       "fast-paced",     "brisk",     "quick",    "vivace",       "very fast",
    "super fast",       "presto",         "breakneck"};

constexpr BandWord kMore[] = {
    {"upbeat tempo", {116, 165}},

    {"larghissimo", {30, 50}},         {"larghetto", {56, 80}},
    {"adagietto", {60, 84}},           {"andantino", {76, 108}},
    {"andante moderato", {84, 112}},   {"allegro moderato", {104, 128}},
    {"allegro assai", {124, 176}},     {"allegro vivace", {132, 176}},
    {"molto allegro", {124, 176}},     {"allegro molto", {124, 176}},
    {"allegro con brio", {126, 176}},  {"allegro ma non troppo", {108, 140}},
    {"vivacissimo", {160, 300}},       {"prestissimo", {180, 300}},
    {"moderate tempo", {84, 115}},     {"moderate pace", {84, 115}},
    {"medium pace", {84, 115}},        {"medium speed", {84, 115}},
    {"mid paced", {84, 115}},          {"medium paced", {84, 115}},
    {"medium slow", {66, 92}},         {"moderately slow", {66, 92}},
    {"fairly slow", {50, 86}},         {"rather slow", {50, 86}},
    {"medium fast", {108, 140}},       {"moderately fast", {112, 144}},
    {"fairly fast", {116, 170}},       {"rather fast", {116, 170}},
    {"really fast", {150, 300}},       {"really slow", {30, 62}},
    {"super slow", {30, 60}},          {"ultra slow", {30, 56}},
    {"painfully slow", {30, 56}},      {"ultra fast", {164, 300}},
    {"extremely fast", {164, 300}},    {"blazing fast", {160, 300}},
    {"blisteringly fast", {160, 300}}, {"lightning fast", {164, 300}},
    {"high speed", {140, 300}},        {"breakneck speed", {172, 300}},
    {"slow and steady", {50, 84}},     {"funereal pace", {30, 66}},
    {"alla marcia", {96, 132}},        {"tempo di marcia", {96, 132}}};

// Slow and fast things that are not the piece.
constexpr std::string_view kOtherThings =
    "motion attack release fade fades build builds buildup burn burning burner strings string pad "
    "pads arpeggio arpeggios "
    "arpeggiated arp arps sweep sweeps lfo crescendo intro introduction start beginning bridge "
    "breakdown ending outro section "
    "sections part parts movement food car cars lane forward hi hihat hihats hats runs run scales "
    "solo solos fills fill "
    "picking strumming trills passages licks riffs riff notes vibrato tremolo decay rise riser "
    "jingle demo clip sting test "
    "sketch idea transition loop cooker chords evolving moving rising delay echo echoes bass "
    "bassline drums";
// "slow piano" and "fast guitar" are the piece; these things above are one of its voices.

struct Band {
  std::string_view text;
  Span bpm;
};

const std::vector<Band>& bands() {
  static const std::vector<Band> rows = [] {
    std::vector<Band> all;
    for (const std::string_view text : kOfTheTable) {
      for (const TempoWord& word : tempo_words()) {
        if (word.text == text) all.push_back({word.text, word.bpm});
      }
    }
    for (const BandWord& word : kMore) all.push_back({word.text, word.bpm});
    return all;
  }();
  return rows;
}

const PhraseTable& band_phrases() {
  static const PhraseTable table = [] {
    PhraseTable phrases;
    for (size_t i = 0; i < bands().size(); ++i) phrases.add(bands()[i].text, static_cast<int>(i));
    return phrases;
  }();
  return table;
}

std::optional<int> as_bpm(double value) {
  if (value < kSlowestRead || value > kFastestRead) return std::nullopt;
  return std::clamp(static_cast<int>(std::lround(value)), kMinBpm, kMaxBpm);
}

// How many words at `i` say "bpm", or 0.
size_t unit_at(const Reading& reading, size_t i) {
  for (const auto& [words, count] : {std::pair{"bpm", 1},
                                     {"bpms", 1},
                                     {"bmp", 1},
                                     {"b p m", 3},
                                     {"beats per minute", 3},
                                     {"beats a minute", 3},
                                     {"beats per min", 3},
                                     {"beats each minute", 3},
                                     {"qpm", 1}}) {
    if (reading.goes(i, words)) return static_cast<size_t>(count);
  }
  return 0;
}

bool is_dash(std::string_view gap) {
  if (gap.empty()) return false;
  for (const std::string_view dash : {"-", "–", "—", "~", " - ", " – ", " — ", " ~ "}) {
    if (gap == dash) return true;
  }
  return false;
}

Span band_between(int a, int b) { return {std::min(a, b), std::max(a, b)}; }

// The word that ends just before `at`, past "of", "a", "tempo" and the like.
size_t back_over(const Reading& reading, size_t at, std::string_view fillers) {
  while (at > 0 && reading.is_one_of(at - 1, fillers)) --at;
  return at;
}

// A number of words [begin, begin + count) is the tempo: alone, at the end of a range, or a bound.
void take_number(const Reading& reading, size_t begin, double value, Named& named) {
  const std::optional<int> bpm = as_bpm(value);
  if (!bpm || named.bpm || named.bpm_band) return;
  if (begin >= 1 && is_dash(reading.gap(begin)) && is_number(reading.word(begin - 1))) {
    const auto low = as_bpm(number_at(reading, begin - 1)->value);
    if (low) {
      named.bpm_band = band_between(*low, *bpm);
      return;
    }
  }
  if (begin >= 2 && reading.is_one_of(begin - 1, "to and or till until")) {
    size_t first = begin - 2;
    if (unit_at(reading, first) == 1 && first > 0) --first;
    if (is_number(reading.word(first))) {
      const auto low = as_bpm(number_at(reading, first)->value);
      if (low) {
        named.bpm_band = band_between(*low, *bpm);
        return;
      }
    }
  }
  const size_t at = back_over(reading, begin, "a the tempo of than around about");
  const bool than = reading.word(at) == "than";
  const bool least = reading.is_one_of(at - 1, "over above least faster minimum exceeding") ||
                     (than && reading.before(at) == "more");
  const bool most = reading.is_one_of(at - 1, "under below most slower maximum") ||
                    (than && reading.before(at) == "less");
  if (at == 0 || (!least && !most)) {
    named.bpm = bpm;
    return;
  }
  // "no faster than 120", "not over 120"
  const bool turned =
      at > 1 && !reading.ends_before(at - 1) && reading.is_one_of(at - 2, "no not never");
  named.bpm_band = least != turned ? Span{*bpm, kMaxBpm} : Span{kMinBpm, *bpm};
}

// Quarters in the note value named before an equals sign: "dotted quarter = 60".
double quarters_of(const Reading& reading, size_t at) {
  size_t i = back_over(reading, at, "note notes");
  double quarters = 1;
  if (i > 0 && reading.is_one_of(i - 1, "half minim")) quarters = 2;
  if (i > 0 && reading.is_one_of(i - 1, "eighth quaver")) quarters = 0.5;
  if (i > 1 && reading.word(i - 2) == "dotted") quarters *= 1.5;
  return quarters;
}

bool is_marking(const Reading& reading, size_t at) {
  const std::string_view gap = reading.gap(at);
  if (gap.find("♩") != std::string_view::npos) return true;
  if (gap.find('=') == std::string_view::npos) return false;
  return at > 0 && reading.is_one_of(
                       at - 1, "q quarter crotchet note half minim eighth quaver mm m tempo bpm");
}

// "60-80", "60 to 80" from the end of the first number on.
bool is_range(const Reading& reading, size_t end) {
  if (is_number(reading.word(end))) return is_dash(reading.gap(end));
  return reading.is_one_of(end, "to and") && is_number(reading.word(end + 1));
}

void read_numbers(const Reading& reading, Named& named) {
  for (size_t i = 0; i < reading.size() && !named.bpm && !named.bpm_band; ++i) {
    const auto number = number_at(reading, i);
    if (!number) continue;
    size_t end = i + number->words;
    if (reading.word(end) == "ish" && !reading.ends_before(end)) ++end;  // "90ish bpm"
    const size_t before =
        back_over(reading, i,
                  "of is about around approximately roughly circa ca a at approx exactly say near");
    const bool follows_unit =
        before > 0 && reading.is_one_of(before - 1, "bpm") && reading.gap(i).size() <= 3;
    const bool follows_tempo = before > 0 && reading.is_one_of(before - 1, "tempo pace speed") &&
                               number->value >= kSlowestAlone;
    const std::string_view after = reading.gap(end);
    const bool other_unit =
        after.find_first_of("%:/°$€") != std::string_view::npos ||
        reading.is_one_of(end,
                          "bars bar percent hz khz seconds minutes am pm s min measures years");
    const bool closes = reading.ends_before(end) ||
                        reading.is_one_of(end, "with in and for or on featuring using tempo");
    const bool at_alone = before < i &&
                          reading.joined(before, i - before).find("at") != std::string::npos &&
                          reading.is_one_of(before, "at") && is_number(reading.word(i)) && closes &&
                          number->value >= kSlowestAlone && number->value <= kFastestAlone;
    if (unit_at(reading, end) > 0) {
      take_number(reading, i, number->value, named);
    } else if (other_unit) {
      i = end - 1;
    } else if (is_marking(reading, i)) {
      take_number(reading, i, number->value * quarters_of(reading, i), named);
    } else if (follows_tempo && is_range(reading, end)) {
      const size_t second = is_number(reading.word(end)) ? end : end + 1;
      take_number(reading, second, number_at(reading, second)->value, named);
    } else if (follows_unit || follows_tempo || at_alone ||
               (reading.word(end) == "tempo" && !reading.ends_before(end) &&
                number->value >= kSlowestAlone)) {
      take_number(reading, i, number->value, named);
    }
    i = std::max(i, end - 1);
  }
}

// "funk, 112, E": of a list's items that are numbers alone the first that may be a tempo.
void read_listed_number(const Reading& reading, Named& named) {
  const auto is_comma = [](std::string_view gap) {
    return gap.find_first_not_of(" \t\r\n,;.!?") == std::string_view::npos;
  };
  for (size_t i = 0; i < reading.size(); ++i) {
    const auto number = number_at(reading, i);
    if (!number || !is_number(reading.word(i))) continue;
    const size_t end = i + number->words;
    const bool behind_key =  // "F minor 176"
        reading.touches(i) && reading.is_one_of(i - 1, "major minor dorian mixolydian lydian");
    const bool alone = (behind_key || (reading.ends_before(i) && is_comma(reading.gap(i)))) &&
                       reading.ends_before(end) && is_comma(reading.gap(end));
    const bool counts = i > 0 && reading.is_one_of(i - 1, "no nr op opus number track take");
    if (!alone || counts || number->value < kSlowestAlone || number->value > kFastestInList)
      continue;
    named.bpm = as_bpm(number->value);
    return;
  }
}

// What is left of the tempos without a band: "not too fast" is below it, "not slow" above.
Span beyond(Span band) {
  if (band.low <= kMinBpm) return {band.high, kMaxBpm};
  if (band.high >= kMaxBpm) return {kMinBpm, band.low - kFromFastToModerate};
  return {kMinBpm, kMaxBpm};
}

void read_words(const Reading& reading, Named& named) {
  std::optional<Span> band;
  for (size_t i = 0; i < reading.size();) {
    const auto match = band_phrases().longest_at(reading.words(), i);
    if (!match) {
      ++i;
      continue;
    }
    const size_t begin = i;
    const size_t end = i + match->words;
    i = end;
    size_t first = begin;
    while (first > 0 && !reading.ends_before(first) &&
           reading.is_one_of(first - 1, "too so that very overly all at"))
      --first;
    const bool less = !reading.ends_before(first) && reading.is_one_of(first - 1, "less");
    const bool denied = less || is_denied(reading, first);
    const bool other = !reading.ends_before(end) && reading.is_one_of(end, kOtherThings);
    if (other) continue;
    Span found = bands()[static_cast<size_t>(match->value)].bpm;
    if (denied) found = beyond(found);
    if (!band) {
      band = found;
      continue;
    }
    const Span both{std::max(band->low, found.low), std::min(band->high, found.high)};
    if (both.low > both.high) return;  // first slow, then fast: no single tempo is named
    band = both;
  }
  if (band) named.bpm_band = Span{std::max(band->low, kMinBpm), std::min(band->high, kMaxBpm)};
}

}  // namespace

void read_tempo(const Reading& reading, Named& named) {
  read_numbers(reading, named);
  if (!named.bpm && !named.bpm_band) read_listed_number(reading, named);
  if (!named.bpm && !named.bpm_band) read_words(reading, named);
}

}  // namespace continuo
