#include "serve/score_json.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "dsp/stereo.h"
#include "score/instrument.h"

namespace continuo {

namespace {

constexpr const char* kWhere = "score";
constexpr int kMostTicks = 1 << 26;
constexpr size_t kMostNotes = 1'000'000;

double shown_level(int level) { return std::round(level * 100.0 / (kLevelCount - 1)) / 100.0; }

// The numbers of a list of whole numbers, each from 0 to its limit.
std::vector<int> numbers(const Json& json, std::string_view what, std::vector<int> limits) {
  bool fits = json.is_array() && json.size() == limits.size();
  for (size_t i = 0; fits && i < limits.size(); ++i) {
    fits = json[i].is_number_integer() && json[i].get<int64_t>() >= 0 &&
           json[i].get<int64_t>() <= limits[i];
    if (fits) limits[i] = json[i].get<int>();
  }
  if (!fits)
    fail(ErrorKind::kInput, kWhere, "{}: expected {} numbers in range.", what, limits.size());
  return limits;
}

Bar parse_bar(const Json& json) {
  const std::vector<int> values =
      numbers(json, "bars",
              {kMostTicks, 1000, 1000, 1000, 11, kModeCount - 1, kSectionKindCount - 1, 1 << 20,
               kLevelCount - 1, kLevelCount - 1});
  Bar bar;
  bar.start = values[0];
  bar.metre = {values[1], values[2]};
  bar.bpm = values[3];
  bar.key = {values[4], static_cast<Mode>(values[5])};
  bar.section = static_cast<SectionKind>(values[6]);
  bar.bar_in_section = values[7];
  bar.intensity = values[8];
  bar.dynamics = values[9];
  if (bar.metre.beats < 1 || bar.metre.unit < 1 || bar.bpm < 1)
    fail(ErrorKind::kInput, kWhere, "bars: expected a metre and a tempo over 0.");
  return bar;
}

Part parse_part(const Json& json) {
  const JsonFields fields(json, kWhere, "parts", {"program", "role", "notes"});
  Part part;
  part.program = fields.integer("program", 0, kProgramCount - 1);
  part.role = static_cast<Role>(fields.integer("role", 0, kRoleCount - 1));
  for (const Json& note : fields.list("notes", kMostNotes)) {
    const std::vector<int> values = numbers(note, "notes", {kMostTicks, kMostTicks, 127, 127});
    part.notes.push_back({values[0], values[1], values[2], values[3]});
  }
  return part;
}

uint64_t sample_frame_at(const Score& score, int tick) {
  return static_cast<uint64_t>(std::llround(score.seconds_at(tick) * kSampleRateHz));
}

}  // namespace

std::string score_to_json(const Score& score) {
  Json json;
  json["plan"] = Json::parse(plan_to_json(score.plan));
  json["bars"] = Json::array();
  for (const Bar& bar : score.bars) {
    json["bars"].push_back(
        Json::array({bar.start, bar.metre.beats, bar.metre.unit, bar.bpm, bar.key.tonic,
                     static_cast<int>(bar.key.mode), static_cast<int>(bar.section),
                     bar.bar_in_section, bar.intensity, bar.dynamics}));
  }
  json["parts"] = Json::array();
  for (const Part& part : score.parts) {
    Json notes = Json::array();
    for (const Note& note : part.notes)
      notes.push_back(Json::array({note.start, note.duration, note.pitch, note.velocity}));
    json["parts"].push_back(Json{{"program", part.program},
                                 {"role", static_cast<int>(part.role)},
                                 {"notes", std::move(notes)}});
  }
  return json.dump();
}

Score score_from_json(std::string_view text) {
  const Json json = parse_json(text, kWhere, size_t{64} << 20);
  const JsonFields fields(json, kWhere, "", {"plan", "bars", "parts"});
  Score score;
  score.plan = partial_plan_from_json(fields.at("plan").dump()).over({});
  for (const Json& bar : fields.list("bars", kMostNotes)) score.bars.push_back(parse_bar(bar));
  for (const Json& part : fields.list("parts", kProgramCount))
    score.parts.push_back(parse_part(part));
  return score;
}

Json notes_json(const Score& score) {
  struct Row {
    uint64_t start, end;
    int program, pitch, velocity;
  };
  std::vector<Row> rows;
  for (const Part& part : score.parts) {
    for (const Note& note : part.notes) {
      rows.push_back({sample_frame_at(score, note.start),
                      sample_frame_at(score, note.start + note.duration), part.program, note.pitch,
                      note.velocity});
    }
  }
  std::stable_sort(rows.begin(), rows.end(),
                   [](const Row& a, const Row& b) { return a.start < b.start; });
  Json json = Json::array();
  for (const Row& row : rows)
    json.push_back(Json::array({row.program, row.pitch, row.velocity, row.start, row.end}));
  return json;
}

Json bar_json(int64_t number, uint64_t start, uint64_t end, const Bar& bar) {
  return {{"number", number},
          {"start", start},
          {"end", end},
          {"bpm", bar.bpm},
          {"metre", bar.metre.name()},
          {"key", bar.key.name()},
          {"section", section_kind_name(bar.section)},
          {"barInSection", bar.bar_in_section},
          {"intensity", shown_level(bar.intensity)},
          {"dynamics", shown_level(bar.dynamics)}};
}

Json bars_json(const Score& score) {
  Json json = Json::array();
  for (const Bar& bar : score.bars) {
    json.push_back(bar_json(static_cast<int64_t>(json.size()), sample_frame_at(score, bar.start),
                            sample_frame_at(score, bar.end()), bar));
  }
  return json;
}

}  // namespace continuo
