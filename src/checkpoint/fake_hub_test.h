// A hub for tests: one model, answered for as huggingface.co does it. Small files come from the hub
// itself, after a redirect to another path; large ones from a store of another origin.
#pragma once

#include <map>
#include <mutex>
#include <string>

#include "checkpoint/local_server_test.h"

namespace continuo {

class FakeHub {
 public:
  struct File {
    std::string content;
    bool large = false;  // in LFS: named by its SHA-256, kept in the store
  };
  // Looks at a request before the hub does, and may answer it.
  using Before = std::function<std::optional<ServerAnswer>(const ServerRequest&)>;
  // Changes what is about to be sent.
  using After = std::function<void(const ServerRequest&, ServerAnswer&)>;

  static constexpr const char* kModel = "someone/some-model";
  static constexpr const char* kCommit = "0123456789abcdef0123456789abcdef01234567";

  FakeHub();

  std::string url() const { return hub_.url(); }
  // Set while no request is under way.
  std::map<std::string, File> files;
  std::string commit = kCommit;
  std::string card = R"({"license": "cc-by-nc-4.0"})";  // JSON
  Before before_hub, before_store;
  After after_hub, after_store;

  std::vector<ServerRequest> hub_requests() const { return hub_.requests(); }
  std::vector<ServerRequest> store_requests() const { return store_.requests(); }
  void forget_requests();

  static std::string sum(const File& file);

 private:
  ServerAnswer answer_of_hub(const ServerRequest& request) const;
  ServerAnswer answer_of_store(const ServerRequest& request) const;
  ServerAnswer listing() const;

  LocalServer store_;
  LocalServer hub_;
};

}  // namespace continuo
