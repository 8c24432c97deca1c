// Edits as JSON, in recipes.
#include <algorithm>

#include "base/error.h"
#include "base/json_fields.h"
#include "base/text.h"
#include "compose/edit.h"
#include "compose/recipe_fields.h"
#include "score/instrument.h"

namespace continuo {

namespace {

constexpr int kMostSteps = 7;

Action parse_action(std::string_view name) {
  for (int i = 0; i < kActionCount; ++i) {
    if (action_name(static_cast<Action>(i)) == name) return static_cast<Action>(i);
  }
  fail(ErrorKind::kInput, kRecipe, "expected an action as \"more\" or \"add\", found \"{}\".",
       printable(name, 40));
}

Role parse_role(std::string_view name) {
  for (int i = 0; i < kRoleCount; ++i) {
    if (role_name(static_cast<Role>(i)) == name) return static_cast<Role>(i);
  }
  fail(ErrorKind::kInput, kRecipe, "expected a role as \"bass\", found \"{}\".",
       printable(name, 40));
}

int parse_genre(std::string_view name) {
  const auto& names = genre_names();
  const auto at = std::find(names.begin(), names.end(), name);
  if (at == names.end()) {
    fail(ErrorKind::kInput, kRecipe, "expected a genre, found \"{}\".", printable(name, 40));
  }
  return static_cast<int>(at - names.begin());
}

Json programs_to_json(const std::vector<int>& programs) {
  Json list = Json::array();
  for (int program : programs) list.push_back(program);
  return list;
}

std::vector<int> programs_from(const JsonFields& fields, const char* name) {
  std::vector<int> programs;
  for (const Json& item : fields.list(name, kProgramCount)) {
    const bool good = item.is_number_integer() && item >= 0 && item < kProgramCount;
    if (!good || std::find(programs.begin(), programs.end(), item.get<int>()) != programs.end()) {
      fail(ErrorKind::kInput, kRecipe, "{}: expected programs of 0 to {}, each once.",
           fields.path(name), kDrumKit);
    }
    programs.push_back(item.get<int>());
  }
  return programs;
}

bool grows(Action action) { return action == Action::kGoOn || action == Action::kOpen; }
bool brings_someone(Action action) { return action == Action::kAdd || action == Action::kInstead; }

// What an action has no use for is not written.
Json change_to_json(const Change& change) {
  Json json = {{"do", action_name(change.action)}};
  if (!change.parts.empty()) json["parts"] = programs_to_json(change.parts);
  if (brings_someone(change.action)) json["program"] = change.program;
  if (change.action == Action::kAdd) json["role"] = role_name(change.role);
  if (change.style != EditStyle{}) {
    json["style"] = {{"genre", genre_names()[static_cast<size_t>(change.style.genre)]},
                     {"intensity", change.style.intensity},
                     {"dynamics", change.style.dynamics},
                     {"brightness", change.style.brightness}};
  }
  if (grows(change.action)) json["bars"] = change.bars;
  if (change.after_all) json["after_all"] = true;
  return json;
}

Change change_from(const Json& json, const std::string& path) {
  const JsonFields fields(json, kRecipe, path,
                          {"do", "parts", "program", "role", "style", "bars", "after_all"});
  Change change;
  change.action = fields.parsed("do", parse_action);
  if (fields.has("parts")) change.parts = programs_from(fields, "parts");
  if (brings_someone(change.action)) change.program = fields.integer("program", 0, kDrumKit);
  if (change.action == Action::kAdd) change.role = fields.parsed("role", parse_role);
  if (fields.has("style")) {
    const JsonFields style(fields.at("style"), kRecipe, fields.path("style"),
                           {"genre", "intensity", "dynamics", "brightness"});
    change.style.genre = style.parsed("genre", parse_genre);
    change.style.intensity = style.integer("intensity", -kMostSteps, kMostSteps);
    change.style.dynamics = style.integer("dynamics", -kMostSteps, kMostSteps);
    change.style.brightness = style.integer("brightness", -kMostSteps, kMostSteps);
  }
  if (grows(change.action)) change.bars = fields.integer("bars", 1, kMostAddedBars);
  if (fields.has("after_all")) {
    if (!fields.at("after_all").is_boolean())
      fail(ErrorKind::kInput, kRecipe, "{}: expected true or false.", fields.path("after_all"));
    change.after_all = fields.at("after_all").get<bool>();
  }
  return change;
}

}  // namespace

std::string edit_to_json(const Edit& edit) {
  Json json;
  json["words"] = edit.words;
  json["first_bar"] = edit.first_bar + 1;
  if (edit.last_bar >= 0) json["last_bar"] = edit.last_bar + 1;
  if (!edit.keep.empty()) json["keep"] = programs_to_json(edit.keep);
  json["seed"] = edit.seed;
  Json changes = Json::array();
  for (const Change& change : edit.changes) changes.push_back(change_to_json(change));
  json["changes"] = std::move(changes);
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

Edit edit_from_json(std::string_view text, const std::string& path) {
  const Json json = parse_json(text, kRecipe);
  const JsonFields fields(json, kRecipe, path,
                          {"words", "first_bar", "last_bar", "keep", "seed", "changes"});
  Edit edit;
  edit.words = fields.text("words");
  if (edit.words.size() > kLongestEditWords_bytes)
    fail(ErrorKind::kInput, kRecipe, "{}: expected at most {} bytes.", fields.path("words"),
         kLongestEditWords_bytes);
  const auto most = static_cast<int>(kMostEditedBars);
  edit.first_bar = fields.integer("first_bar", 1, most) - 1;
  if (fields.has("last_bar"))
    edit.last_bar = fields.integer("last_bar", edit.first_bar + 1, most) - 1;
  if (fields.has("keep")) edit.keep = programs_from(fields, "keep");
  edit.seed = fields.natural("seed");
  const Json& changes = fields.list("changes", kMostChanges);
  for (size_t i = 0; i < changes.size(); ++i)
    edit.changes.push_back(
        change_from(changes[i], fmt::format("{}changes[{}]", path.empty() ? "" : path + ".", i)));
  return edit;
}

}  // namespace continuo
