#include "prompt/instrument_phrases.h"

#include <algorithm>

#include "prompt/player_names.h"
#include "score/instrument.h"

namespace continuo {

namespace {

constexpr size_t kLongestName = 5;  // words

// A beat, or a kick: what people do to others, and what is counted, is neither.
bool is_beat(const Reading& reading, size_t i) {
  if (!reading.is_one_of(i, "beat beats kick kicks")) return false;
  const bool counted = is_number(reading.before(i)) || number_at(reading, i - 1);
  return i > 0 && !counted &&
         !reading.is_one_of(i - 1,
                            "to will can must i you we they who on off every each per in few "
                            "heart down up first last beats both");
}

// "vibes" is the vibraphone in a list of players, else a mood.
bool is_vibraphone(const Reading& reading, size_t i) {
  if (reading.word(i) != "vibes") return false;
  const bool listed = reading.ends_before(i)
                          ? i > 0
                          : reading.is_one_of(i - 1, "and with for on plus or solo jazz");
  return listed && (reading.ends_before(i + 1) ||
                    reading.is_one_of(i + 1, "and with solo plus or over trio"));
}

bool is_sound_effect(const std::vector<int>& programs) {
  return std::all_of(programs.begin(), programs.end(), [](int program) {
    return program >= kFirstSoundEffect && program != kDrumKit;
  });
}

// The longest name of score's table that begins there.
std::optional<InstrumentPhrase> plain_name(const Reading& reading, size_t i) {
  if (reading.is_one_of(i, "a an the some")) return std::nullopt;
  std::optional<InstrumentPhrase> found;
  for (size_t count = 1; count <= kLongestName && i + count <= reading.size(); ++count) {
    if (count > 1 && reading.ends_before(i + count - 1)) break;
    const std::vector<int> programs = programs_named(reading.joined(i, count));
    if (programs.empty() || is_sound_effect(programs)) continue;
    found = InstrumentPhrase{};
    found->begin = i;
    found->end = i + count;
    found->players = {{programs, std::nullopt, {}}};
  }
  return found;
}

std::optional<InstrumentPhrase> phrase_at(const Reading& reading, size_t i, size_t& skip) {
  std::optional<InstrumentPhrase> found = plain_name(reading, i);
  const bool sounds = is_vibraphone(reading, i) || is_beat(reading, i);
  if (reading.word(i) == "vibes" && !sounds) found.reset();
  if (const auto own = player_names().phrases.longest_at(reading.words(), i)) {
    const bool longer = !found || i + own->words >= found->end;
    if (longer && !(sounds && own->words == 1)) {
      found = player_names().meanings[static_cast<size_t>(own->value)];
      found->begin = i;
      found->end = i + own->words;
    }
  }
  if (!found) return std::nullopt;
  skip = found->end - i;
  if (found->players.empty()) return std::nullopt;
  return found;
}

int count_before(const Reading& reading, size_t i) {
  if (i == 0 || reading.ends_before(i)) return 1;
  if (reading.is_one_of(i - 1, "two 2 twin dual")) return 2;
  if (reading.is_one_of(i - 1, "three 3")) return 3;
  return reading.is_one_of(i - 1, "four 4") ? 4 : 1;
}

}  // namespace

std::vector<InstrumentPhrase> instrument_phrases(const Reading& reading) {
  std::vector<InstrumentPhrase> phrases;
  for (size_t i = 0; i < reading.size();) {
    size_t skip = 1;
    if (auto phrase = phrase_at(reading, i, skip)) {
      phrase->count = count_before(reading, i);
      if (!phrase->line_up) phrase->players[0].word = reading.joined(i, skip);
      phrases.push_back(std::move(*phrase));
    }
    i += skip;
  }
  return phrases;
}

}  // namespace continuo
