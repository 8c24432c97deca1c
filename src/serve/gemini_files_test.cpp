#include "serve/gemini_files.h"

#include <gtest/gtest.h>

#include "serve/gemini_errors.h"
#include "serve/gemini_json.h"
#include "serve/gemini_models.h"

namespace continuo::gemini {
namespace {

class Files : public ::testing::Test {
 protected:
  static Request request(const std::string& body = "") {
    Request made;
    made.base_url = "http://127.0.0.1:9";
    made.parameters["version"] = "v1beta";
    made.body = body;
    return made;
  }
  static std::string header(const Response& response, const std::string& name) {
    for (const auto& [key, value] : response.headers)
      if (key == name) return value;
    return "";
  }
  Response start(size_t size, const std::string& body = R"({"file":{"mimeType":"image/png"}})") {
    Request begin = request(body);
    begin.headers = {{"x-goog-upload-protocol", "resumable"},
                     {"x-goog-upload-command", "start"},
                     {"x-goog-upload-header-content-length", std::to_string(size)},
                     {"x-goog-upload-header-content-type", "image/png"}};
    return store.upload(begin);
  }
  Response put(const std::string& address, const std::string& command, size_t offset,
               const std::string& bytes) {
    Request more = request(bytes);
    const size_t id = address.find("upload_id=") + 10;
    more.query["upload_id"] = address.substr(id, address.find('&') - id);
    more.headers = {{"x-goog-upload-command", command},
                    {"x-goog-upload-offset", std::to_string(offset)}};
    return store.upload(more);
  }
  Json uploaded(const std::string& bytes) {
    const Response response =
        put(header(start(bytes.size()), "x-goog-upload-url"), "upload, finalize", 0, bytes);
    EXPECT_EQ(response.status, 200) << response.body;
    return Json::parse(response.body)["file"];
  }
  Request named(const std::string& name) {
    Request made = request();
    made.parameters["file"] = name.substr(name.find('/') + 1);
    return made;
  }

  WallClock::time_point now = WallClock::now();
  FileStore store{{.file_bytes = 1000, .all_bytes = 2500, .files = 4}, [this] { return now; }};
};

TEST_F(Files, AreUploadedAsTheClientDoes) {
  const Response begun =
      start(5, R"({"file":{"mimeType":"image/png","displayName":"sun","sizeBytes":"5"}})");
  EXPECT_EQ(begun.status, 200);
  EXPECT_EQ(header(begun, "x-goog-upload-status"), "active");
  const std::string address = header(begun, "x-goog-upload-url");
  EXPECT_TRUE(address.starts_with("http://127.0.0.1:9/upload/v1beta/files?upload_id="));
  const Response done = put(address, "upload, finalize", 0, "hello");
  EXPECT_EQ(header(done, "x-goog-upload-status"), "final");
  const Json file = Json::parse(done.body)["file"];
  EXPECT_EQ(file["mimeType"], "image/png");
  EXPECT_EQ(file["displayName"], "sun");
  EXPECT_EQ(file["sizeBytes"], "5");
  EXPECT_EQ(file["state"], "ACTIVE");
  EXPECT_EQ(file["uri"], "http://127.0.0.1:9/v1beta/" + file["name"].get<std::string>());
  EXPECT_EQ(*store.bytes(file["uri"].get<std::string>()), "hello");
  EXPECT_EQ(*store.bytes(file["name"].get<std::string>()), "hello");
  EXPECT_EQ(put(address, "upload, finalize", 0, "again").status, 404);
}

TEST_F(Files, ComeInPieces) {
  const std::string address = header(start(6), "x-goog-upload-url");
  EXPECT_EQ(header(put(address, "upload", 0, "abc"), "x-goog-upload-status"), "active");
  EXPECT_EQ(header(put(address, "query", 0, ""), "x-goog-upload-size-received"), "3");
  EXPECT_EQ(put(address, "upload", 0, "abc").status, 400);
  EXPECT_EQ(put(address, "upload, finalize", 3, "def").status, 200);
}

TEST_F(Files, AreListedFoundAndDeleted) {
  const std::string one = uploaded("1")["name"], two = uploaded("2")["name"];
  EXPECT_EQ(Json::parse(store.list(request()).body)["files"].size(), 2u);
  Request page = request();
  page.query["pageSize"] = "1";
  const Json first = Json::parse(store.list(page).body);
  ASSERT_EQ(first["files"].size(), 1u);
  page.query["pageToken"] = first["nextPageToken"];
  const Json second = Json::parse(store.list(page).body);
  EXPECT_NE(first["files"][0]["name"], second["files"][0]["name"]);
  EXPECT_FALSE(second.contains("nextPageToken"));
  EXPECT_EQ(Json::parse(store.get(named(one)).body)["name"], one);
  EXPECT_EQ(store.remove(named(one)).status, 200);
  EXPECT_EQ(store.get(named(one)).status, 404);
  EXPECT_EQ(store.remove(named(one)).status, 404);
  EXPECT_EQ(Json::parse(store.remove(named(one)).body)["error"]["status"], "NOT_FOUND");
  EXPECT_EQ(store.get(named(two)).status, 200);
}

TEST_F(Files, HaveNamesOfOurOwnUnlessTheyAreFit) {
  EXPECT_EQ(start(1, R"({"file":{"name":"files/my-file-1"}})").status, 200);
  for (const char* name : {"../../etc/passwd", "a b", "A", "-a", "a-", "files/", "x/y"}) {
    const Json body = {{"file", {{"name", name}, {"mimeType", "image/png"}}}};
    const Response response = start(1, dumped(body));
    EXPECT_EQ(response.status, std::string(name) == "files/" ? 200 : 400) << name;
  }
}

TEST_F(Files, AreBounded) {
  EXPECT_EQ(start(1001).status, 413);
  const std::string address = header(start(1), "x-goog-upload-url");
  EXPECT_EQ(put(address, "upload, finalize", 0, std::string(1001, 'x')).status, 413);
  (void)uploaded(std::string(1000, 'x'));
  (void)uploaded(std::string(1000, 'x'));
  EXPECT_EQ(start(600).status, 429);
  EXPECT_EQ(start(100).status, 200);
  EXPECT_EQ(start(1).status, 429);  // four: two files and two that were begun
}

TEST_F(Files, AreForgottenInTime) {
  const std::string name = uploaded("x")["name"];
  const std::string address = header(start(1), "x-goog-upload-url");
  now += std::chrono::minutes(31);
  EXPECT_EQ(put(address, "upload, finalize", 0, "x").status, 404);
  EXPECT_EQ(store.get(named(name)).status, 200);
  now += std::chrono::hours(48);
  EXPECT_EQ(store.get(named(name)).status, 404);
  EXPECT_THROW(store.bytes(name), ApiError);
}

TEST_F(Files, RefuseWhatIsNoUpload) {
  EXPECT_EQ(store.upload(request("bytes")).status, 400);
  EXPECT_EQ(start(1, "no json").status, 400);
  EXPECT_EQ(put("upload_id=nobody&", "upload, finalize", 0, "x").status, 404);
  const std::string address = header(start(1), "x-goog-upload-url");
  EXPECT_EQ(put(address, "dance", 0, "x").status, 400);
  EXPECT_EQ(header(put(address, "cancel", 0, ""), "x-goog-upload-status"), "cancelled");
  EXPECT_EQ(put(address, "upload, finalize", 0, "x").status, 404);
  for (const char* uri : {"", "http://example.com/picture.png", "files/", "file:///etc/passwd"})
    EXPECT_THROW(store.bytes(uri), ApiError) << uri;
}

TEST(Models, AreListedAndFound) {
  Request request;
  request.parameters["version"] = "v1alpha";
  const Json list = Json::parse(list_models(request).body)["models"];
  ASSERT_EQ(list.size(), models().size());
  for (const Json& model : list) {
    request.parameters["model"] = model["name"].get<std::string>().substr(7);
    EXPECT_EQ(Json::parse(get_model(request).body), model);
    EXPECT_EQ(model["supportedGenerationMethods"].size(), 1u);
  }
  request.parameters["model"] = "gemini-9";
  EXPECT_EQ(get_model(request).status, 404);
  request.query["pageSize"] = "3";
  EXPECT_EQ(Json::parse(list_models(request).body)["nextPageToken"], "3");
  request.query["pageSize"] = "many";
  EXPECT_EQ(list_models(request).status, 400);
  request.query.clear();
  request.parameters["version"] = "api";
  EXPECT_EQ(list_models(request).status, 404);
}

TEST(Models, VersionsAreGoogles) {
  for (const char* version : {"v1", "v1beta", "v1alpha", "v1beta3"})
    EXPECT_TRUE(is_api_version(version));
  for (const char* version : {"", "v2", "api", "v1/x", "V1", "v1-x"})
    EXPECT_FALSE(is_api_version(version));
}

}  // namespace
}  // namespace continuo::gemini
