// Plans as JSON text: the schema of docs/plan.md.
#include <algorithm>
#include <cmath>
#include <initializer_list>

#include "base/error.h"
#include "base/json_fields.h"
#include "base/text.h"
#include "score/instrument.h"
#include "score/plan.h"
#include "score/words.h"

namespace continuo {

namespace {

double shown_level(int level) { return std::round(level * 100.0 / (kLevelCount - 1)) / 100.0; }

JsonFields plan_fields(const Json& json, const std::string& path,
                       std::initializer_list<std::string_view> known) {
  return JsonFields(json, "plan", path, known);
}

int level(const JsonFields& fields, const char* name) {
  return static_cast<int>(std::lround(fields.number(name, 0, 1) * (kLevelCount - 1)));
}

// The index of a name in a list of names that are compared as plain words.
template <typename NameOf>
int named_index(std::string_view value, int count, NameOf name_of) {
  std::vector<std::string> names;
  for (int i = 0; i < count; ++i) {
    if (plain_words(name_of(i)) == plain_words(value)) return i;
    names.emplace_back(name_of(i));
  }
  throw Error(ErrorKind::kInput, "name",
              fmt::format("\"{}\": expected {}.", value.substr(0, 60), joined_with_or(names)));
}

int parse_genre(std::string_view value) {
  const int code = genre_code(value);
  if (code != 0) return code;
  const auto& names = genre_names();
  return named_index(value, static_cast<int>(names.size()), [&](int i) { return names[i]; });
}

Role parse_role(std::string_view value) {
  return static_cast<Role>(
      named_index(value, kRoleCount, [](int i) { return role_name(static_cast<Role>(i)); }));
}

SectionKind parse_section_kind(std::string_view value) {
  return static_cast<SectionKind>(named_index(value, kSectionKindCount, [](int i) {
    return section_kind_name(static_cast<SectionKind>(i));
  }));
}

std::vector<PlanPart> parse_parts(const JsonFields& plan) {
  std::vector<PlanPart> parts;
  const Json& list = plan.list("parts", kProgramCount);
  for (size_t i = 0; i < list.size(); ++i) {
    const JsonFields fields =
        plan_fields(list[i], fmt::format("parts[{}]", i), {"instrument", "role"});
    const PlanPart part{fields.parsed("instrument", parse_instrument),
                        fields.parsed("role", parse_role)};
    for (const PlanPart& other : parts) {
      if (other.program == part.program) {
        fail(ErrorKind::kInput, "plan", "{}: expected one part an instrument, found {} again.",
             fields.path("instrument"), instrument(part.program).name);
      }
    }
    parts.push_back(part);
  }
  std::sort(parts.begin(), parts.end(),
            [](const PlanPart& a, const PlanPart& b) { return a.program < b.program; });
  return parts;
}

Gesture parse_gesture(std::string_view value) {
  return static_cast<Gesture>(named_index(
      value, kGestureCount, [](int i) { return gesture_name(static_cast<Gesture>(i)); }));
}

// An optional list of names, as codes that ascend; none twice.
template <typename Parse>
auto parse_names(const JsonFields& fields, const char* name, size_t most, Parse parse) {
  std::vector<decltype(parse(std::string_view()))> codes;
  if (!fields.has(name)) return codes;
  const Json& list = fields.list(name, most);
  for (size_t i = 0; i < list.size(); ++i) {
    const std::string path = fmt::format("{}[{}]", fields.path(name), i);
    if (!list[i].is_string()) fail(ErrorKind::kInput, "plan", "{}: expected a name.", path);
    try {
      codes.push_back(parse(list[i].get<std::string>()));
    } catch (const Error& error) {
      fail(ErrorKind::kInput, "plan", "{}: {}", path, error.what());
    }
  }
  std::sort(codes.begin(), codes.end());
  if (std::adjacent_find(codes.begin(), codes.end()) != codes.end())
    fail(ErrorKind::kInput, "plan", "{}: expected each name once.", fields.path(name));
  return codes;
}

std::vector<Section> parse_sections(const JsonFields& plan) {
  std::vector<Section> sections;
  const Json& list = plan.list("sections", kMaxSections);
  for (size_t i = 0; i < list.size(); ++i) {
    const JsonFields fields =
        plan_fields(list[i], fmt::format("sections[{}]", i),
                    {"kind", "bars", "intensity", "dynamics", "tacet", "bpm", "glide", "gestures"});
    Section section{fields.parsed("kind", parse_section_kind),
                    fields.integer("bars", 1, kMaxSectionBars), level(fields, "intensity"),
                    level(fields, "dynamics")};
    section.tacet = parse_names(fields, "tacet", kProgramCount, parse_instrument);
    if (fields.has("bpm")) section.bpm = fields.integer("bpm", kMinBpm, kMaxBpm);
    if (fields.has("glide")) {
      if (!fields.at("glide").is_boolean())
        fail(ErrorKind::kInput, "plan", "{}: expected true or false.", fields.path("glide"));
      section.glide = fields.at("glide").get<bool>();
    }
    section.gestures = parse_names(fields, "gestures", kGestureCount, parse_gesture);
    sections.push_back(std::move(section));
  }
  return sections;
}

}  // namespace

std::string plan_to_json(const Plan& plan) {
  check_ranges(plan);
  Json json;
  json["genre"] = genre_names()[static_cast<size_t>(plan.genre)];
  json["bpm"] = plan.bpm;
  json["metre"] = plan.metre.name();
  json["key"] = plan.key.name();
  json["parts"] = Json::array();
  for (const PlanPart& part : plan.parts) {
    json["parts"].push_back(
        Json{{"instrument", instrument(part.program).name}, {"role", role_name(part.role)}});
  }
  json["density"] = shown_level(plan.density);
  json["brightness"] = shown_level(plan.brightness);
  json["sections"] = Json::array();
  for (const Section& section : plan.sections) {
    Json entry{{"kind", section_kind_name(section.kind)},
               {"bars", section.bars},
               {"intensity", shown_level(section.intensity)},
               {"dynamics", shown_level(section.dynamics)}};
    for (const int program : section.tacet) entry["tacet"].push_back(instrument(program).name);
    if (section.bpm != 0) entry["bpm"] = section.bpm;
    if (section.glide) entry["glide"] = true;
    for (const Gesture gesture : section.gestures)
      entry["gestures"].push_back(gesture_name(gesture));
    json["sections"].push_back(std::move(entry));
  }
  return json.dump(2) + "\n";
}

PartialPlan partial_plan_from_json(std::string_view text) {
  const Json json = parse_json(text, "plan");
  const JsonFields fields = plan_fields(
      json, "", {"genre", "bpm", "metre", "key", "parts", "density", "brightness", "sections"});
  PartialPlan plan;
  if (fields.has("genre")) plan.genre = fields.parsed("genre", parse_genre);
  if (fields.has("bpm")) plan.bpm = fields.integer("bpm", kMinBpm, kMaxBpm);
  if (fields.has("metre")) plan.metre = fields.parsed("metre", parse_metre);
  if (fields.has("key")) plan.key = fields.parsed("key", parse_key);
  if (fields.has("parts")) plan.parts = parse_parts(fields);
  if (fields.has("density")) plan.density = level(fields, "density");
  if (fields.has("brightness")) plan.brightness = level(fields, "brightness");
  if (fields.has("sections")) plan.sections = parse_sections(fields);
  check_ranges(plan.over({}));
  return plan;
}

Plan plan_from_json(std::string_view text) {
  const PartialPlan partial = partial_plan_from_json(text);
  const auto require = [](bool present, std::string_view field) {
    if (!present) {
      fail(ErrorKind::kInput, "plan", "{}: expected this field, found none.", field);
    }
  };
  require(partial.genre.has_value(), "genre");
  require(partial.bpm.has_value(), "bpm");
  require(partial.metre.has_value(), "metre");
  require(partial.key.has_value(), "key");
  require(partial.parts.has_value(), "parts");
  require(partial.density.has_value(), "density");
  require(partial.brightness.has_value(), "brightness");
  require(partial.sections.has_value(), "sections");
  const Plan plan = partial.over({});
  check_plan(plan);
  return plan;
}

}  // namespace continuo
