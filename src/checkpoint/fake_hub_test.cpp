#include "checkpoint/fake_hub_test.h"

#include <nlohmann/json.hpp>

#include "checkpoint/blob_sum.h"

namespace continuo {

namespace {

ServerAnswer not_found(const char* code) {
  ServerAnswer answer;
  answer.status = 404;
  answer.headers["X-Error-Code"] = code;
  answer.body = "nothing here";
  return answer;
}

// The body of an answer, or the part of it that a Range asks for.
void fill(const ServerRequest& request, const std::string& content, const std::string& etag,
          ServerAnswer& answer) {
  answer.headers["ETag"] = "\"" + etag + "\"";
  answer.headers["Accept-Ranges"] = "bytes";
  const std::string range = request.header("range");
  const std::string if_range = request.header("if-range");
  if (range.empty() || (!if_range.empty() && if_range != "\"" + etag + "\"")) {
    answer.body = content;
    return;
  }
  const size_t from = std::stoul(range.substr(std::string("bytes=").size()));
  if (from >= content.size()) {
    answer.status = 416;
    return;
  }
  answer.status = 206;
  answer.headers["Content-Range"] = "bytes " + std::to_string(from) + "-" +
                                    std::to_string(content.size() - 1) + "/" +
                                    std::to_string(content.size());
  answer.body = content.substr(from);
}

}  // namespace

FakeHub::FakeHub()
    : store_([this](const ServerRequest& request) {
        if (before_store) {
          if (auto answer = before_store(request)) return *answer;
        }
        ServerAnswer answer = answer_of_store(request);
        if (after_store) after_store(request, answer);
        return answer;
      }),
      hub_([this](const ServerRequest& request) {
        if (before_hub) {
          if (auto answer = before_hub(request)) return *answer;
        }
        ServerAnswer answer = answer_of_hub(request);
        if (after_hub) after_hub(request, answer);
        return answer;
      }) {}

void FakeHub::forget_requests() {
  hub_.forget_requests();
  store_.forget_requests();
}

std::string FakeHub::sum(const File& file) {
  return sum_of_text(file.content, file.large ? SumKind::kSha256 : SumKind::kGitSha1);
}

ServerAnswer FakeHub::listing() const {
  nlohmann::json model;
  model["id"] = kModel;
  model["sha"] = commit;
  model["cardData"] = nlohmann::json::parse(card);
  model["siblings"] = nlohmann::json::array();
  for (const auto& [name, file] : files)
    model["siblings"].push_back({{"rfilename", name}, {"size", file.content.size()}});
  ServerAnswer answer;
  answer.headers["Content-Type"] = "application/json";
  answer.body = model.dump();
  return answer;
}

ServerAnswer FakeHub::answer_of_hub(const ServerRequest& request) const {
  const std::string path = request.target.substr(0, request.target.find('?'));
  const std::string model = kModel;
  if (path.starts_with("/api/models/")) {
    if (path.find("/api/models/" + model + "/") != 0) return not_found("RepoNotFound");
    for (const std::string& revision : {std::string("main"), commit}) {
      if (path == "/api/models/" + model + "/revision/" + revision) return listing();
    }
    return not_found("RevisionNotFound");
  }
  const std::string resolve = "/" + model + "/resolve/" + commit + "/";
  const std::string cached = "/api/resolve-cache/models/" + model + "/" + commit + "/";
  const bool is_cached = path.starts_with(cached);
  if (!is_cached && !path.starts_with(resolve)) return not_found("RepoNotFound");
  const auto found = files.find(path.substr(is_cached ? cached.size() : resolve.size()));
  if (found == files.end()) return not_found("EntryNotFound");
  const File& file = found->second;

  ServerAnswer answer;
  answer.headers["X-Repo-Commit"] = commit;
  if (is_cached) {
    fill(request, file.content, sum(file), answer);
  } else if (file.large) {
    answer.status = 302;
    answer.headers["Location"] = store_.url() + "/store/" + sum(file) + "?signature=x";
    answer.headers["X-Linked-Etag"] = "\"" + sum(file) + "\"";
    answer.headers["X-Linked-Size"] = std::to_string(file.content.size());
  } else {
    answer.status = 307;
    answer.headers["Location"] = cached + found->first + "?etag=x";
  }
  return answer;
}

ServerAnswer FakeHub::answer_of_store(const ServerRequest& request) const {
  const std::string prefix = "/store/";
  const std::string path = request.target.substr(0, request.target.find('?'));
  for (const auto& [name, file] : files) {
    if (!file.large || path != prefix + sum(file)) continue;
    ServerAnswer answer;
    fill(request, file.content, "a-name-of-the-store-s-own", answer);
    return answer;
  }
  return not_found("");
}

}  // namespace continuo
