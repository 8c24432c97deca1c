// Metres: "7/8", "in three four", "waltz time"; no dates, no fractions.
#include <algorithm>
#include <charconv>

#include "prompt/reading.h"

namespace continuo {

namespace {

struct MetrePhrase {
  std::string_view text;
  std::vector<Metre> metres;
};

// Dances imply their metre; a metre that is named beside them goes before it.
const std::vector<MetrePhrase>& phrases() {
  static const std::vector<Metre> odd = {{5, 4}, {7, 8}, {7, 4}, {5, 8}, {11, 8}, {10, 8}, {13, 8}};
  static const std::vector<MetrePhrase> rows = {{"waltz time", {{3, 4}}},
                                                {"three time", {{3, 4}}},
                                                {"triple time", {{3, 4}}},
                                                {"triple metre", {{3, 4}}},
                                                {"triple meter", {{3, 4}}},
                                                {"three quarter time", {{3, 4}}},
                                                {"three four", {{3, 4}}},
                                                {"four four", {{4, 4}}},
                                                {"two four", {{2, 4}}},
                                                {"five four", {{5, 4}}},
                                                {"six four", {{6, 4}}},
                                                {"seven four", {{7, 4}}},
                                                {"three eight", {{3, 8}}},
                                                {"five eight", {{5, 8}}},
                                                {"six eight", {{6, 8}}},
                                                {"seven eight", {{7, 8}}},
                                                {"nine eight", {{9, 8}}},
                                                {"ten eight", {{10, 8}}},
                                                {"eleven eight", {{11, 8}}},
                                                {"twelve eight", {{12, 8}}},
                                                {"thirteen eight", {{13, 8}}},
                                                {"three eighths", {{3, 8}}},
                                                {"five eighths", {{5, 8}}},
                                                {"six eighths", {{6, 8}}},
                                                {"seven eighths", {{7, 8}}},
                                                {"nine eighths", {{9, 8}}},
                                                {"twelve eighths", {{12, 8}}},
                                                {"three two time", {{3, 2}}},
                                                {"two two time", {{2, 2}}},
                                                {"cut time", {{2, 2}}},
                                                {"alla breve", {{2, 2}}},
                                                {"common time", {{4, 4}}},
                                                {"compound time", {{6, 8}, {9, 8}, {12, 8}}},
                                                {"compound metre", {{6, 8}, {9, 8}, {12, 8}}},
                                                {"compound meter", {{6, 8}, {9, 8}, {12, 8}}},
                                                {"compound duple", {{6, 8}}},
                                                {"compound triple", {{9, 8}}},
                                                {"odd time", odd},
                                                {"odd metre", odd},
                                                {"odd meter", odd},
                                                {"odd metres", odd},
                                                {"odd meters", odd},
                                                {"odd time signature", odd},
                                                {"irregular metre", odd},
                                                {"irregular meter", odd},
                                                {"irregular time", odd},
                                                {"asymmetric metre", odd},
                                                {"asymmetric meter", odd},
                                                {"uneven metre", odd},
                                                {"aksak", odd}};
  return rows;
}

const std::vector<MetrePhrase>& dances() {
  static const std::vector<MetrePhrase> rows = {{"waltz", {{3, 4}}},
                                                {"waltzes", {{3, 4}}},
                                                {"valse", {{3, 4}}},
                                                {"minuet", {{3, 4}}},
                                                {"menuet", {{3, 4}}},
                                                {"mazurka", {{3, 4}}},
                                                {"polonaise", {{3, 4}}},
                                                {"sarabande", {{3, 4}}},
                                                {"landler", {{3, 4}}},
                                                {"jig", {{6, 8}}},
                                                {"slip jig", {{9, 8}}},
                                                {"tarantella", {{6, 8}}},
                                                {"barcarolle", {{6, 8}}},
                                                {"siciliana", {{6, 8}, {12, 8}}},
                                                {"siciliano", {{6, 8}, {12, 8}}},
                                                {"polka", {{2, 4}}},
                                                {"galop", {{2, 4}}}};
  return rows;
}

PhraseTable table_of(const std::vector<MetrePhrase>& rows) {
  PhraseTable table;
  for (size_t i = 0; i < rows.size(); ++i) table.add(rows[i].text, static_cast<int>(i));
  return table;
}

constexpr std::string_view kTimeWords =
    "time metre meter signature feel beat groove rhythm takt waltz march swing shuffle bar bars "
    "measure";

// "in five" counts beats where nothing else is counted.
std::vector<Metre> counted(std::string_view word) {
  struct Row {
    std::string_view words;
    std::vector<Metre> metres;
  };
  static const std::vector<Row> rows = {
      {"two 2", {{2, 4}, {2, 2}}},  {"three 3", {{3, 4}}},       {"four 4", {{4, 4}}},
      {"five 5", {{5, 4}, {5, 8}}}, {"six 6", {{6, 8}, {6, 4}}}, {"seven 7", {{7, 4}, {7, 8}}},
      {"nine 9", {{9, 8}}},         {"ten 10", {{10, 8}}},       {"eleven 11", {{11, 8}}},
      {"twelve 12", {{12, 8}}},     {"thirteen 13", {{13, 8}}}};
  for (const Row& row : rows) {
    if (among(word, row.words)) return row.metres;
  }
  return {};
}

std::optional<Metre> written_as_fraction(std::string_view word) {
  const size_t slash = word.find('/');
  if (slash == std::string_view::npos) return std::nullopt;
  Metre metre{0, 0};
  std::from_chars(word.data(), word.data() + slash, metre.beats);
  std::from_chars(word.data() + slash + 1, word.data() + word.size(), metre.unit);
  if (metre_code(metre) < 0 || metre.name() != word) return std::nullopt;
  return metre;
}

// A fraction is a metre unless something says otherwise; rare ones need something that says so.
bool means_metre(const Reading& reading, size_t i, Metre metre) {
  if (is_denied(reading, i)) return false;
  const bool cue = reading.is_one_of(i - 1, "in time metre meter signature") ||
                   reading.is_one_of(i + 1, kTimeWords);
  const bool date = reading.gap(i) == "/" || reading.gap(i + 1) == "/";
  const bool share =
      reading.is_one_of(i + 1, "of cup full note notes way speed inch mile hour century");
  const bool day = i > 0 && reading.is_one_of(i - 1, "on since until date dated july") &&
                   !reading.is_one_of(i + 1, kTimeWords);
  if (date || share || day || reading.gap(i + 1).starts_with('%')) return false;
  const bool rare =
      metre == Metre{1, 4} || metre == Metre{3, 2} || metre == Metre{4, 8} || metre == Metre{2, 2};
  return cue || !rare;
}

}  // namespace

// "two four-bar phrases" and "six eight year olds" count what comes in fours and eights.
bool counts_things(const Reading& reading, size_t begin, size_t end) {
  if (begin > 0 && is_number(reading.before(begin)) && reading.touches(begin)) return true;
  return !reading.ends_before(end) &&
         reading.is_one_of(
             end,
             "bar bars measure measures minute minutes second seconds note notes part "
             "parts voice voices string year years hour hours piece person");
}

void read_metre(const Reading& reading, Named& named) {
  static const PhraseTable spoken = table_of(phrases());
  static const PhraseTable danced = table_of(dances());
  std::vector<Metre> implied;
  for (size_t i = 0; i < reading.size() && named.metres.empty(); ++i) {
    if (const auto metre = written_as_fraction(reading.word(i))) {
      if (means_metre(reading, i, *metre)) named.metres = {*metre};
    } else if (const auto match = spoken.longest_at(reading.words(), i)) {
      const bool counts = counts_things(reading, i, i + match->words) || is_denied(reading, i);
      const std::vector<Metre>& metres = phrases()[static_cast<size_t>(match->value)].metres;
      if (!counts && metres.size() == 1) named.metres = metres;
      if (!counts && metres.size() > 1) implied = metres;  // "odd time 7/8" is 7/8
    } else if (const auto dance = danced.longest_at(reading.words(), i)) {
      if (implied.empty() && !is_denied(reading, i))
        implied = dances()[static_cast<size_t>(dance->value)].metres;
    } else if (reading.word(i) == "in" || reading.word(i) == "count") {
      const bool after =
          reading.ends_before(i + 2) || reading.is_one_of(i + 2, "with at and for time or on by");
      if (after && reading.touches(i + 1) && !is_denied(reading, i))
        named.metres = counted(reading.word(i + 1));
    }
  }
  if (named.metres.empty()) named.metres = implied;
}

}  // namespace continuo
