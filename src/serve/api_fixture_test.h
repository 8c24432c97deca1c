// The whole API on a folder, a performance that plays when it is told, and a composer without a
// model.
#pragma once

#include "arrange/band.h"
#include "base/json_fields.h"
#include "base/text.h"
#include "live/live_fixture_test.h"
#include "serve/api.h"
#include "serve/api_answers.h"
#include "serve/hub_fixture_test.h"
#include "serve/router.h"
#include "serve/target.h"

namespace continuo {

inline std::string header_of(const Response& response, std::string_view name) {
  for (const auto& [found, value] : response.headers) {
    if (found == name) return value;
  }
  return "";
}

// Plans of a genre instead of words.
class BandTakeMaker final : public TakeMaker {
 public:
  Plan plan(const Wish& wish, const ComposeSettings& settings) override {
    Plan plan = random_plan_of_genre(genre_code("jazz"), settings.seed);
    if (wish.bars) plan.sections = {{SectionKind::kVerse, std::min(*wish.bars, 100), 4, 4}};
    while (wish.bars && plan.bars() < *wish.bars)
      plan.sections.push_back({SectionKind::kVerse, std::min(100, *wish.bars - plan.bars()), 4, 4});
    return wish.given.over(plan);
  }
  NewTake make(const Wish& wish, const ComposeSettings& settings, const OnShare& on_share,
               const Gone& gone) override {
    const Plan planned = plan(wish, settings);
    check_length(planned);
    if (while_composing) while_composing();
    return take_of_score(
        wish, planned, settings, arrange(planned, settings.seed), planned.bars(),
        {"none", "", test_soundfont()->file().path()},
        [&](double share) {
          shares.push_back(share);
          on_share(share);
        },
        gone);
  }
  std::function<void()> while_composing;
  std::vector<double> shares;
};

// A stream whose reader takes all.
class WholeStream final : public ResponseStream {
 public:
  void begin(Response head) override { response.headers = head.headers; }
  bool send(std::string_view piece) override {
    response.body += piece;
    return true;
  }
  bool gone() const override { return false; }
  Response response;
};

struct ApiWorld {
  ShelfFolder folder;
  Shelf shelf{folder.options()};
  FakeHub fake;
  BandTakeMaker maker;
  Metrics metrics;
  bool gone = false;
  Api api{{fake.hub, shelf, maker, fake.devices, metrics, test_soundfont(), [] {
             return std::vector<ModelInfo>{{"nano", "notes", true}};
           }}};
  Router router = [this] {
    Router made;
    api.add_to(made);
    return made;
  }();

  Response ask(const std::string& method, const std::string& path, const std::string& body = "",
               const std::map<std::string, std::string, std::less<>>& headers = {}) {
    const auto target = parse_target(path);
    if (!target) return router.impl().error(path, 400, "no target");
    Request request;
    request.method = method;
    request.path = target->path;
    request.query = target->query;
    request.headers = headers;
    request.body = body;
    const Route* route = router.impl().find(method, target->segments, request);
    if (route == nullptr) return router.impl().error(path, 404, "no route");
    if (route->handler) {
      Response response = route->handler(request, [this] { return gone; });
      if (response.file) {  // as the server does
        response.body.resize(static_cast<size_t>(response.file->bytes));
        response.file->file->read(response.body.data(),
                                  static_cast<std::streamsize>(response.body.size()));
        EXPECT_EQ(response.file->file->gcount(),
                  static_cast<std::streamsize>(response.body.size()));
      }
      return response;
    }
    WholeStream stream;
    const auto response = route->stream(request, stream);
    return response ? *response : stream.response;
  }
  Json json(const std::string& method, const std::string& path, const std::string& body = "") {
    const Response response = ask(method, path, body);
    EXPECT_EQ(response.status, 200) << path << response.body;
    return Json::parse(response.body);
  }
};

}  // namespace continuo
