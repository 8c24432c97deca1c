// docs/openapi.json tells the truth: every route is in it, every route in it is there, and what
// goes in and comes out is as it says.
#include <gtest/gtest.h>

#include <algorithm>

#include "serve/api_fixture_test.h"
#include "serve/json_schema_test.h"

namespace continuo {
namespace {

const Json& document() {
  static const Json json = parse_json(
      read_text(std::filesystem::path(CONTINUO_SOURCE_DIR) / "docs" / "openapi.json"), "openapi");
  return json;
}

std::string lower(std::string text) {
  for (char& c : text) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return text;
}

// "get /api/takes/{id}", with its operation.
std::map<std::string, const Json*> operations() {
  std::map<std::string, const Json*> found;
  for (const auto& [path, item] : document()["paths"].items()) {
    for (const auto& [method, operation] : item.items()) {
      if (method != "parameters") found[method + " " + path] = &operation;
    }
  }
  return found;
}

// A field's object, or an empty one.
const Json& object_at(const Json& json, const char* name) {
  static const Json kEmpty = Json::object();
  const auto found = json.find(name);
  return found == json.end() ? kEmpty : *found;
}

// The documented answer of a status, through references.
const Json* answer_of(const Json& operation, int status) {
  const auto found = operation["responses"].find(std::to_string(status));
  if (found == operation["responses"].end()) return nullptr;
  return found->contains("$ref") ? &JsonSchemas(document()).referred((*found)["$ref"]) : &*found;
}

void expect_as_documented(const std::string& name, const Json& operation,
                          const Response& response) {
  const Json* answer = answer_of(operation, response.status);
  ASSERT_NE(answer, nullptr) << name << ": status " << response.status
                             << " is not documented: " << response.body.substr(0, 200);
  if (!answer->contains("content")) {
    EXPECT_TRUE(response.body.empty()) << name;
    return;
  }
  const std::string type = header_of(response, "Content-Type");
  const std::string media = type.substr(0, type.find(';'));
  ASSERT_TRUE((*answer)["content"].contains(media)) << name << ": " << type;
  const Json& schema = (*answer)["content"][media]["schema"];
  if (media != "application/json") return;
  EXPECT_EQ(JsonSchemas(document()).misfit(Json::parse(response.body), schema), "") << name;
}

TEST(OpenApi, EveryRouteIsDocumentedAndEveryDocumentedRouteIsThere) {
  ApiWorld world;
  std::vector<std::string> there;
  for (const Api::Route& route : world.api.routes())
    there.push_back(lower(route.method) + " " + route.pattern);
  std::vector<std::string> documented;
  for (const auto& [name, operation] : operations()) documented.push_back(name);
  std::sort(there.begin(), there.end());
  EXPECT_EQ(there, documented);
}

TEST(OpenApi, ReferencesLeadSomewhereAndNamesAreUnique) {
  std::vector<std::string> ids;
  for (const auto& [name, operation] : operations()) ids.push_back((*operation)["operationId"]);
  std::sort(ids.begin(), ids.end());
  EXPECT_EQ(std::adjacent_find(ids.begin(), ids.end()), ids.end());
  const std::string text = document().dump();
  for (size_t at = text.find("\"$ref\":\""); at != std::string::npos;
       at = text.find("\"$ref\":\"", at + 1)) {
    const size_t begin = at + 8;
    const std::string reference = text.substr(begin, text.find('"', begin) - begin);
    EXPECT_NO_THROW(JsonSchemas(document()).referred(reference)) << reference;
  }
}

TEST(OpenApi, ExamplesFitTheirSchemas) {
  const JsonSchemas schemas(document());
  int examples = 0;
  const auto check = [&](const std::string& name, const Json& media) {
    const auto expect_fits = [&](const Json& example) {
      ++examples;
      EXPECT_EQ(schemas.misfit(example, media["schema"]), "") << name;
    };
    if (media.contains("example")) expect_fits(media["example"]);
    for (const auto& [key, one] : object_at(media, "examples").items()) expect_fits(one["value"]);
  };
  for (const auto& [name, operation] : operations()) {
    if (operation->contains("requestBody"))
      check(name, (*operation)["requestBody"]["content"]["application/json"]);
    for (const auto& [status, answer] : (*operation)["responses"].items()) {
      for (const auto& [type, media] : object_at(answer, "content").items())
        check(name + " " + status, media);
    }
  }
  EXPECT_GE(examples, 20);
  const Json& controls = document()["components"]["schemas"]["Controls"];
  EXPECT_EQ(schemas.misfit(controls["example"], controls), "");
  const Controls read = controls_from_json(controls["example"], Controls{}, "controls");
  EXPECT_EQ(controls_to_json(read), controls["example"]) << "the parser and the document agree";
}

TEST(OpenApi, EveryAnswerIsAsDocumented) {
  ApiWorld world;
  world.fake.performance->play_chunk(0.1f);
  // A take that can be edited, too.
  Wish wish;
  wish.prompt = "jazz";
  wish.bars = 4;
  const std::string id = world.shelf
                             .save(world.maker.make(
                                 wish, {}, [](double) {}, [] { return false; }))
                             .id;
  const std::string deleted = world.shelf.save(shelf_take(5)).id;
  for (const auto& [name, operation] : operations()) {
    if (name == "get /api/live") continue;  // a socket
    const std::string method = name.substr(0, name.find(' '));
    std::string upper = method;
    for (char& c : upper) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
    std::string path = name.substr(name.find(' ') + 1);
    std::vector<std::string> bodies{""};
    if (operation->contains("requestBody")) {
      const Json& media = (*operation)["requestBody"]["content"]["application/json"];
      bodies.clear();
      if (media.contains("example")) bodies.push_back(media["example"].dump());
      for (const auto& [key, one] : object_at(media, "examples").items())
        bodies.push_back(one["value"].dump());
    }
    const auto with_id = [&](const std::string& given) { return replaced(path, "{id}", given); };
    const bool restores = path.ends_with("/restore");
    if (restores) world.shelf.remove(deleted);
    for (const std::string& body : bodies) {
      const bool deletes = method == "delete";
      const Response response = world.ask(upper, with_id(restores || deletes ? deleted : id), body);
      EXPECT_NE(response.status, 400) << name << ": the example is refused: " << response.body;
      expect_as_documented(name, *operation, response);
      if (deletes) world.shelf.restore(deleted);
    }
    // And as it is refused.
    if (path.find("{id}") != std::string::npos)
      expect_as_documented(name, *operation,
                           world.ask(upper, with_id("20000101-000000-000-aaaa"), bodies[0]));
    if (operation->contains("requestBody"))
      expect_as_documented(name, *operation, world.ask(upper, with_id(id), R"({"wrong":1})"));
  }
}

// All that a plan can say, as the program writes it.
TEST(OpenApi, PlansOfACourseFit) {
  const JsonSchemas schemas(document());
  Plan plan;
  plan.parts = {{0, Role::kLead}, {48, Role::kPad}};
  Section quiet{SectionKind::kIntro, 4, 1, 1};
  quiet.tacet = {48};
  quiet.bpm = 70;
  quiet.glide = true;
  Section last{SectionKind::kOutro, 8, 6, 6};
  for (int i = 0; i < kGestureCount; ++i) last.gestures.push_back(static_cast<Gesture>(i));
  plan.sections = {quiet, last};
  const Json written = Json::parse(plan_to_json(plan));
  ASSERT_EQ(written["sections"][0].size(), 7u);
  for (const char* name : {"Plan", "PartialPlan"})
    EXPECT_EQ(schemas.misfit(written, document()["components"]["schemas"][name]), "") << name;
  Json wrong = written;
  wrong["sections"][1]["gestures"][0] = "bow";
  EXPECT_NE(schemas.misfit(wrong, document()["components"]["schemas"]["Plan"]), "");
}

TEST(OpenApi, TheTestCanFail) {
  const JsonSchemas schemas(document());
  const Json& take = document()["components"]["schemas"]["Take"];
  Json example = document()["paths"]["/api/takes"]["get"]["responses"]["200"]["content"]
                           ["application/json"]["example"]["takes"][0];
  EXPECT_EQ(schemas.misfit(example, take), "");
  Json more = example;
  more["extra"] = 1;
  EXPECT_NE(schemas.misfit(more, take), "");
  Json less = example;
  less.erase("name");
  EXPECT_NE(schemas.misfit(less, take), "");
  Json other = example;
  other["kind"] = "tape";
  EXPECT_NE(schemas.misfit(other, take), "");
}

}  // namespace
}  // namespace continuo
