#include "serve/router.h"

#include <gtest/gtest.h>

#include "base/error.h"
#include "serve/target.h"

namespace continuo {

namespace {

Handler saying(std::string word) {
  return [word](const Request&, const Gone&) { return Response{200, {}, word}; };
}

// What answers, and the parameters behind it: "get id=7"; empty where nothing does.
std::string found(Router& router, std::string_view method, std::string_view path) {
  Request request;
  const Route* route = router.impl().find(method, parse_target(path)->segments, request);
  if (!route) return "";
  std::string text = route->handler(request, [] { return false; }).body;
  for (const auto& [name, value] : request.parameters) text += " " + name + "=" + value;
  return text;
}

TEST(Router, FindsByMethodAndPath) {
  Router router;
  router.on("GET", "/api/takes", saying("list"));
  router.on("POST", "/api/takes", saying("make"));
  router.on("GET", "/api/takes/{id}", saying("one"));
  router.on("GET", "/api/takes/{id}/audio", saying("audio"));
  router.on("GET", "/", saying("root"));
  EXPECT_EQ(found(router, "GET", "/api/takes"), "list");
  EXPECT_EQ(found(router, "GET", "/api/takes/"), "list");
  EXPECT_EQ(found(router, "POST", "/api//takes"), "make");
  EXPECT_EQ(found(router, "GET", "/api/takes/t%2F7"), "one id=t/7");
  EXPECT_EQ(found(router, "GET", "/api/takes/7/audio"), "audio id=7");
  EXPECT_EQ(found(router, "GET", "/"), "root");
  EXPECT_EQ(found(router, "GET", "/api"), "");
  EXPECT_EQ(found(router, "GET", "/api/takes/7/audio/x"), "");
  EXPECT_EQ(found(router, "DELETE", "/api/takes"), "");
}

TEST(Router, TakesWordsAroundANameAndVersions) {
  Router router;
  router.on("POST", "/{version}/models/{model}:generateContent", saying("generate"));
  router.on("POST", "/{version}/models/{model}:streamGenerateContent", saying("stream"));
  router.on("GET", "/{version}/models/{model}", saying("model"));
  router.on("GET", "/ws/google.ai.{version}.Service", saying("service"));
  EXPECT_EQ(found(router, "POST", "/v1beta/models/lyria-3:generateContent"),
            "generate model=lyria-3 version=v1beta");
  EXPECT_EQ(found(router, "POST", "/v1alpha/models/a:b:streamGenerateContent"),
            "stream model=a:b version=v1alpha");
  EXPECT_EQ(found(router, "POST", "/v1/models/:generateContent"), "");
  EXPECT_EQ(found(router, "GET", "/v1/models/x:y"), "model model=x:y version=v1");
  EXPECT_EQ(found(router, "GET", "/ws/google.ai.v1beta.Service"), "service version=v1beta");
  EXPECT_EQ(found(router, "GET", "/ws/google.ai..Service"), "");
  EXPECT_EQ(found(router, "GET", "/ws/google.ai.Service"), "");
}

TEST(Router, PrefersWhatSaysMoreWhateverTheOrder) {
  for (const bool reversed : {false, true}) {
    std::vector<std::pair<std::string, std::string>> routes = {
        {"/files/{rest...}", "rest"},     {"/files/{id}", "id"}, {"/files/new", "new"},
        {"/files/{id}:cancel", "cancel"}, {"/{any}/new", "any"}, {"/{all...}", "all"}};
    if (reversed) std::reverse(routes.begin(), routes.end());
    Router router;
    for (const auto& [pattern, word] : routes) router.on("GET", pattern, saying(word));
    EXPECT_EQ(found(router, "GET", "/files/new"), "new");
    EXPECT_EQ(found(router, "GET", "/files/x"), "id id=x");
    EXPECT_EQ(found(router, "GET", "/files/x:cancel"), "cancel id=x");
    EXPECT_EQ(found(router, "GET", "/files/x/y"), "rest rest=x/y");
    EXPECT_EQ(found(router, "GET", "/files"), "rest rest=");
    EXPECT_EQ(found(router, "GET", "/other/new"), "any any=other");
    EXPECT_EQ(found(router, "GET", "/a/b/c"), "all all=a/b/c");
  }
}

TEST(Router, AnswersHeadByGetAndNamesWhatIsAllowed) {
  Router router;
  router.on("GET", "/a", saying("get"));
  router.on("PUT", "/a", saying("put"));
  router.on("POST", "/b", saying("post"));
  EXPECT_EQ(found(router, "HEAD", "/a"), "get");
  EXPECT_EQ(found(router, "HEAD", "/b"), "");
  EXPECT_EQ(router.impl().allowed({"a"}), "GET, HEAD, OPTIONS, PUT");
  EXPECT_EQ(router.impl().allowed({"b"}), "OPTIONS, POST");
  EXPECT_EQ(router.impl().allowed({"c"}), "");
}

TEST(Router, ShapesErrorsByTheLongestPrefix) {
  Router router;
  router.errors("/v1beta", [](int, std::string_view) { return Response{418, {}, "google"}; });
  router.errors("/v1beta/x",
                [](int, std::string_view) -> Response { throw std::runtime_error("no"); });
  EXPECT_EQ(router.impl().error("/v1beta/models", 404, "no").body, "google");
  EXPECT_EQ(router.impl().error("/v1beta/xy", 404, "no").status, 404);
  const Response plain = router.impl().error("/api", 404, "say \"what\"\n");
  EXPECT_EQ(plain.status, 404);
  EXPECT_TRUE(plain.body.starts_with(R"({"error":{"kind":"missing","message":"say \"what\")"))
      << plain.body;
}

TEST(Router, RefusesPatternsThatAreNone) {
  for (const char* pattern : {"", "a", "/a//b", "/{a}{b}", "/{}", "/{a", "/a}", "/}{", "/{a...}/b"})
    EXPECT_THROW(RoutePattern{pattern}, Error) << pattern;
}

}  // namespace

}  // namespace continuo
