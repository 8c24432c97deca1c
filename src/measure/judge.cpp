#include "measure/judge.h"

#include <algorithm>
#include <cmath>
#include <map>

#include "score/instrument.h"
#include "score/plan.h"

namespace continuo {

namespace {

constexpr std::array<QuestionText, kQuestionCount> kTexts{{
    {"tempo_named", "tempo named: written", true},
    {"tempo_heard", "tempo named: heard", true},
    {"tempo_heard_level", "tempo named: heard, any level", true},
    {"tempo_implied", "tempo implied", true},
    {"metre_named", "metre named: written", true},
    {"metre_heard", "metre named: heard", true},
    {"metre_heard_pulse", "metre named: heard, half or double bar", true},
    {"metre_implied", "metre implied", true},
    {"key_heard", "key named: heard", true},
    {"tonic_heard", "key named: tonic heard", true},
    {"key_heard_relative", "key named: heard, or its relative", true},
    {"key_planned", "key named: planned", true},
    {"mode_implied", "major or minor implied: heard", true},
    {"instruments", "instruments named: share that plays", false},
    {"all_instruments", "instruments named: all play", true},
    {"no_foreign", "complete line-up: nobody else plays", true},
    {"one_foreign", "complete line-up: at most one other", true},
    {"precision", "complete line-up: share of players that were named", false},
    {"drums", "drums or no drums", true},
    {"genre", "genre: planned", true},
    {"genre_heard", "genre: recognised by its notes", true},
    {"genre_heard_in_full", "genre: recognised, instruments and tempo too", true},
    {"density", "sparse or busy", true},
    {"energy", "calm or energetic", true},
    {"length", "length named", true},
}};

// The value that half of the quarters lie at or below.
double median_bpm(const Score& score) {
  std::map<int, long> quarters;
  long total = 0;
  for (const Bar& bar : score.bars) {
    quarters[bar.bpm] += bar.metre.bar_ticks();
    total += bar.metre.bar_ticks();
  }
  long below = 0;
  for (const auto& [bpm, ticks] : quarters) {
    below += ticks;
    if (2 * below >= total) return bpm;
  }
  return 0;
}

Metre most_common_metre(const Score& score) {
  std::map<std::pair<int, int>, long> ticks;
  for (const Bar& bar : score.bars)
    ticks[{bar.metre.beats, bar.metre.unit}] += bar.metre.bar_ticks();
  Metre metre;
  long most = 0;
  for (const auto& [key, length] : ticks) {
    if (length <= most) continue;
    most = length;
    metre = {key.first, key.second};
  }
  return metre;
}

bool plays_any(const Hearing& hearing, const std::vector<int>& programs) {
  return std::any_of(programs.begin(), programs.end(), [&](int program) {
    return std::binary_search(hearing.programs.begin(), hearing.programs.end(), program);
  });
}

bool same_family(const Key& a, const Key& b) { return key_relation(a, b) == KeyRelation::kSame; }

class Answering {
 public:
  void set(Question question, double value) { answers_[static_cast<size_t>(question)] = value; }
  const Answers& answers() const { return answers_; }

 private:
  Answers answers_{};
};

void judge_tempo(const Wishes& wishes, const Hearing& hearing, Answering& answer) {
  if (wishes.bpm) {
    const double wanted = *wishes.bpm;
    const TempoRelation heard = tempo_relation(wanted, hearing.tempo.bpm, kTempoTolerance);
    answer.set(Question::kTempoNamed,
               std::abs(hearing.written_bpm / wanted - 1) <= kTempoTolerance);
    answer.set(Question::kTempoHeard, heard == TempoRelation::kSame);
    answer.set(Question::kTempoHeardLevel, heard != TempoRelation::kOther);
  }
  if (wishes.tempo) {
    answer.set(Question::kTempoImplied, hearing.written_bpm >= wishes.tempo->low_bpm &&
                                            hearing.written_bpm <= wishes.tempo->high_bpm);
  }
}

void judge_metre(const Wishes& wishes, const Hearing& hearing, Answering& answer) {
  if (wishes.metre) {
    const Metre wanted = *wishes.metre;
    const Metre sounds = heard_as(wanted);
    answer.set(Question::kMetreNamed, hearing.written_metre == wanted);
    answer.set(Question::kMetreHeard, hearing.metre.heard && hearing.metre.metre == sounds);
    answer.set(Question::kMetreHeardPulse,
               hearing.metre.heard && same_pulse(hearing.metre.metre, sounds));
  }
  if (!wishes.metre_implied.empty()) {
    answer.set(Question::kMetreImplied,
               std::count(wishes.metre_implied.begin(), wishes.metre_implied.end(),
                          hearing.written_metre) > 0);
  }
}

void judge_key(const Wishes& wishes, const Hearing& hearing, Answering& answer) {
  if (wishes.key) {
    const Key& wanted = *wishes.key;
    const KeyRelation relation = key_relation(wanted, hearing.key.key);
    const bool heard = hearing.key.heard;
    answer.set(Question::kKeyHeard, heard && relation == KeyRelation::kSame);
    answer.set(Question::kTonicHeard, heard && wanted.tonic == hearing.key.key.tonic);
    answer.set(Question::kKeyHeardRelative,
               heard && (relation == KeyRelation::kSame || relation == KeyRelation::kRelative));
    answer.set(Question::kKeyPlanned, same_family(wanted, hearing.planned_key));
  }
  if (wishes.minor) {
    answer.set(Question::kModeImplied,
               hearing.key.heard && hearing.key.key.is_minor() == *wishes.minor);
  }
}

void judge_parts(const Wishes& wishes, const Hearing& hearing, Answering& answer) {
  if (!wishes.instruments.empty()) {
    const auto playing = std::count_if(wishes.instruments.begin(), wishes.instruments.end(),
                                       [&](const auto& set) { return plays_any(hearing, set); });
    const double share =
        static_cast<double>(playing) / static_cast<double>(wishes.instruments.size());
    answer.set(Question::kInstruments, share);
    answer.set(Question::kAllInstruments, share == 1);
  }
  if (wishes.only) {
    const int foreign = foreign_parts(wishes, hearing);
    // Silence is not a clean line-up.
    answer.set(Question::kNoForeign, foreign == 0 && !hearing.programs.empty());
    answer.set(Question::kOneForeign, foreign <= 1 && !hearing.programs.empty());
    const auto playing = static_cast<double>(hearing.programs.size());
    answer.set(Question::kPrecision, playing > 0 ? 1 - foreign / playing : 0);
  }
  if (wishes.drums) answer.set(Question::kDrums, plays_any(hearing, {kDrumKit}) == *wishes.drums);
}

void judge_rest(const Wishes& wishes, const Hearing& hearing, Answering& answer) {
  if (!wishes.genres.empty()) {
    const auto wished = [&](auto met) {
      return std::any_of(wishes.genres.begin(), wishes.genres.end(), met);
    };
    answer.set(Question::kGenre,
               wished([&](int genre) { return genre_meets(genre, hearing.genre); }));
    const auto taken_for = [&](std::string_view family) {
      return wished([&](int genre) { return genre_family_name(genre) == family; });
    };
    answer.set(Question::kGenreHeard, taken_for(hearing.recognised));
    answer.set(Question::kGenreHeardInFull, taken_for(hearing.recognised_in_full));
  }
  if (wishes.busy) {
    answer.set(Question::kDensity,
               (hearing.notes_per_quarter >= kBusyNotesPerQuarter) == *wishes.busy);
  }
  if (wishes.energetic) {
    answer.set(Question::kEnergy,
               (hearing.notes_per_second >= kEnergeticNotesPerSecond) == *wishes.energetic);
  }
  if (wishes.bars) answer.set(Question::kLength, hearing.bars == *wishes.bars);
  if (wishes.seconds) {
    answer.set(Question::kLength, std::abs(hearing.seconds / *wishes.seconds - 1) <= 0.15);
  }
}

}  // namespace

const QuestionText& question_text(Question question) {
  return kTexts[static_cast<size_t>(question)];
}

Hearing hear(const Score& score) {
  Hearing hearing;
  hearing.written_bpm = median_bpm(score);
  hearing.tempo = detect_tempo(onsets_of(score));
  hearing.written_metre = most_common_metre(score);
  hearing.metre = detect_metre(score);
  hearing.planned_key = score.plan.key;
  hearing.key = detect_key(score);
  for (const Part& part : score.parts) {
    if (part.notes.size() >= kFewestNotes) hearing.programs.push_back(part.program);
  }
  std::sort(hearing.programs.begin(), hearing.programs.end());
  hearing.genre = score.plan.genre;
  hearing.bars = static_cast<int>(score.bars.size());
  hearing.seconds = score.seconds_at(score.end());
  const auto notes = static_cast<double>(score.note_count());
  if (score.end() > 0) hearing.notes_per_quarter = notes * kTicksPerQuarter / score.end();
  if (hearing.seconds > 0) hearing.notes_per_second = notes / hearing.seconds;
  return hearing;
}

int foreign_parts(const Wishes& wishes, const Hearing& hearing) {
  int foreign = 0;
  for (int program : hearing.programs) {
    const bool named = std::any_of(
        wishes.instruments.begin(), wishes.instruments.end(),
        [&](const auto& set) { return std::count(set.begin(), set.end(), program) > 0; });
    const bool wished_kit = program == kDrumKit && wishes.drums.value_or(false);
    if (!named && !wished_kit) ++foreign;
  }
  return foreign;
}

bool genre_meets(int wished, int played) {
  return wished != 0 && (wished == played || wished == genre_family(played));
}

Answers judge(const Wishes& wishes, const Hearing& hearing) {
  Answering answer;
  judge_tempo(wishes, hearing, answer);
  judge_metre(wishes, hearing, answer);
  judge_key(wishes, hearing, answer);
  judge_parts(wishes, hearing, answer);
  judge_rest(wishes, hearing, answer);
  return answer.answers();
}

Answers failed(const Wishes& wishes) {
  Answers answers = judge(wishes, Hearing{});
  for (auto& answer : answers) {
    if (answer) answer = 0.0;
  }
  return answers;
}

}  // namespace continuo
