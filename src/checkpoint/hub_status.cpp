#include "checkpoint/hub_status.h"

namespace continuo {

void fail_with_status(const HttpAnswer& answer, const HubSettings& settings, const HubId& id,
                      const std::string& what) {
  const std::string code = answer.header("x-error-code");
  const std::string page = settings.endpoint + "/" + id.model();
  const bool token = !settings.token.empty();
  const std::string subject = id.text() + ": " + what;
  const char* hint = token ? "The token may be too old, or without the right to read it."
                           : "Set HF_TOKEN to a token of yours (Settings, Access Tokens).";
  if (code == "GatedRepo" || answer.status == 403) {
    fail(ErrorKind::kMissing, "hub",
         "{}: expected it to be open, found it gated ({}). Accept its terms at {}. {}", subject,
         answer.status, page, hint);
  }
  if (answer.status == 401) {
    fail(ErrorKind::kMissing, "hub",
         "{}: expected an open model of this name, found none (401). Check the name; for a private "
         "one: {}",
         subject, hint);
  }
  if (answer.status == 404) {
    if (code == "RevisionNotFound") {
      fail(ErrorKind::kMissing, "hub", "{}: expected a revision {}, found none. See {}.",
           id.model(), id.revision, page);
    }
    fail(ErrorKind::kMissing, "hub", "{}: expected it on the hub, found none (404). See {}.",
         subject, page);
  }
  if (answer.status == 416)
    throw TransientError(ErrorKind::kIo, "hub", subject + ": the rest of it is not there (416).");
  if (answer.status == 429 || answer.status == 408 || answer.status >= 500) {
    throw TransientError(ErrorKind::kIo, "hub",
                         fmt::format("{}: the hub is busy or broken (status {}). Try again later.",
                                     subject, answer.status));
  }
  fail(ErrorKind::kIo, "hub", "{}: expected status 200, found {}.", subject, answer.status);
}

}  // namespace continuo
