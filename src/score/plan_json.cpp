// Plans as JSON text: the schema of docs/plan.md.
#include <algorithm>
#include <cmath>
#include <initializer_list>
#include <nlohmann/json.hpp>

#include "base/error.h"
#include "score/instrument.h"
#include "score/plan.h"
#include "score/words.h"

namespace continuo {

namespace {

using Json = nlohmann::ordered_json;

constexpr size_t kMaxTextBytes = size_t{1} << 20;

double shown_level(int level) { return std::round(level * 100.0 / (kLevelCount - 1)) / 100.0; }

std::string found(const Json& value) {
  if (value.is_object() || value.is_array()) return value.type_name();
  std::string text = value.dump(-1, ' ', false, Json::error_handler_t::replace);
  if (text.size() > 60) text = text.substr(0, 57) + "...";
  return text;
}

// One JSON object under a path such as "sections[2]", whose keys are all known.
class Fields {
 public:
  Fields(const Json& json, std::string path, std::initializer_list<std::string_view> known)
      : json_(json), path_(std::move(path)) {
    if (!json.is_object()) {
      fail(ErrorKind::kInput, "plan", "{}: expected an object, found {}.",
           path_.empty() ? "top level" : path_, found(json));
    }
    for (const auto& [name, value] : json.items()) {
      if (std::find(known.begin(), known.end(), name) != known.end()) continue;
      const std::vector<std::string> names(known.begin(), known.end());
      fail(ErrorKind::kInput, "plan", "{}: unknown field; expected {}.",
           this->path(name.substr(0, 60)), joined_with_or(names));
    }
  }

  std::string path(std::string_view name) const {
    return path_.empty() ? std::string(name) : path_ + "." + std::string(name);
  }

  bool has(const char* name) const { return json_.contains(name); }

  const Json& at(const char* name) const {
    const auto found_at = json_.find(name);
    if (found_at == json_.end()) {
      fail(ErrorKind::kInput, "plan", "{}: expected this field, found none.", path(name));
    }
    return *found_at;
  }

  std::string text(const char* name) const {
    const Json& value = at(name);
    if (!value.is_string()) {
      fail(ErrorKind::kInput, "plan", "{}: expected a string, found {}.", path(name), found(value));
    }
    return value.get<std::string>();
  }

  int integer(const char* name, int low, int high) const {
    const Json& value = at(name);
    const double number = value.is_number() ? value.get<double>() : low - 1.0;
    if (!(number >= low && number <= high) || number != std::floor(number)) {
      fail(ErrorKind::kInput, "plan", "{}: expected a whole number from {} to {}, found {}.",
           path(name), low, high, found(value));
    }
    return static_cast<int>(number);
  }

  int level(const char* name) const {
    const Json& value = at(name);
    const double number = value.is_number() ? value.get<double>() : -1;
    if (!(number >= 0 && number <= 1)) {
      fail(ErrorKind::kInput, "plan", "{}: expected a number from 0 to 1, found {}.", path(name),
           found(value));
    }
    return static_cast<int>(std::lround(number * (kLevelCount - 1)));
  }

  const Json& list(const char* name, size_t most) const {
    const Json& value = at(name);
    if (!value.is_array()) {
      fail(ErrorKind::kInput, "plan", "{}: expected a list, found {}.", path(name), found(value));
    }
    if (value.size() > most) {
      fail(ErrorKind::kInput, "plan", "{}: expected at most {} entries, found {}.", path(name),
           most, value.size());
    }
    return value;
  }

  // Runs a parser on a string field and puts the field's path before its complaint.
  template <typename Parser>
  auto parsed(const char* name, Parser parser) const {
    const std::string value = text(name);
    try {
      return parser(value);
    } catch (const Error& error) {
      fail(ErrorKind::kInput, "plan", "{}: {}", path(name), error.what());
    }
  }

 private:
  const Json& json_;
  std::string path_;
};

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

std::vector<PlanPart> parse_parts(const Fields& plan) {
  std::vector<PlanPart> parts;
  const Json& list = plan.list("parts", kProgramCount);
  for (size_t i = 0; i < list.size(); ++i) {
    const Fields fields(list[i], fmt::format("parts[{}]", i), {"instrument", "role"});
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

std::vector<Section> parse_sections(const Fields& plan) {
  std::vector<Section> sections;
  const Json& list = plan.list("sections", kMaxSections);
  for (size_t i = 0; i < list.size(); ++i) {
    const Fields fields(list[i], fmt::format("sections[{}]", i),
                        {"kind", "bars", "intensity", "dynamics"});
    sections.push_back({fields.parsed("kind", parse_section_kind),
                        fields.integer("bars", 1, kMaxSectionBars), fields.level("intensity"),
                        fields.level("dynamics")});
  }
  return sections;
}

Json parse_json(std::string_view text) {
  if (text.size() > kMaxTextBytes) {
    fail(ErrorKind::kInput, "plan", "text: expected at most {} bytes, found {}.", kMaxTextBytes,
         text.size());
  }
  try {
    return Json::parse(text);
  } catch (const Json::parse_error& error) {
    fail(ErrorKind::kInput, "plan", "not JSON at byte {}: {}.", error.byte, error.what());
  } catch (const Json::exception& error) {  // a number that no type can hold
    fail(ErrorKind::kInput, "plan", "not JSON: {}.", error.what());
  }
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
    json["sections"].push_back(Json{{"kind", section_kind_name(section.kind)},
                                    {"bars", section.bars},
                                    {"intensity", shown_level(section.intensity)},
                                    {"dynamics", shown_level(section.dynamics)}});
  }
  return json.dump(2) + "\n";
}

PartialPlan partial_plan_from_json(std::string_view text) {
  const Json json = parse_json(text);
  const Fields fields(
      json, "", {"genre", "bpm", "metre", "key", "parts", "density", "brightness", "sections"});
  PartialPlan plan;
  if (fields.has("genre")) plan.genre = fields.parsed("genre", parse_genre);
  if (fields.has("bpm")) plan.bpm = fields.integer("bpm", kMinBpm, kMaxBpm);
  if (fields.has("metre")) plan.metre = fields.parsed("metre", parse_metre);
  if (fields.has("key")) plan.key = fields.parsed("key", parse_key);
  if (fields.has("parts")) plan.parts = parse_parts(fields);
  if (fields.has("density")) plan.density = fields.level("density");
  if (fields.has("brightness")) plan.brightness = fields.level("brightness");
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
