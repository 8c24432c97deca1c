// Names of models and addresses of hubs as they are typed: they end up in paths and in requests.
#include "checkpoint/hub_id.h"
#include "checkpoint/http_url.h"
#include "checkpoint/hub_settings.h"
#include "oracle.h"

using namespace continuo;
using namespace continuo::fuzz;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string_view text = text_of(data, size);
  const bool taken = accepted(
      [&] {
        const HubId id = parse_hub_id(text);
        expect(id.text() == text || id.text() + "@main" == text, "the same name again");
        expect(is_file_name(id.folder()), "the plain name of a folder");
        expect(id.folder() == "models--" + id.organisation + "--" + id.name, "the cache's name");
        expect(id.revision.find("..") == std::string::npos, "no way up");
        expect(!id.revision.starts_with('/') && !id.revision.ends_with('/'), "a relative path");
      },
      {ErrorKind::kUsage});
  expect(taken == looks_like_hub_id(text), "one opinion");
  for (const char c : url_escaped(text))
    expect(c > ' ' && c < 0x7F && c != '/' && c != '?' && c != '#', "one piece of an address");
  accepted(
      [&] {
        const Origin origin = origin_of(std::string(text));
        expect(origin.scheme == "http" || origin.scheme == "https", "http or https");
        expect(!origin.host.empty() && !origin.port.empty(), "a host and a port");
      },
      {ErrorKind::kIo});
  accepted([&] {
    const HubSettings settings = hub_settings([&](const char* name) -> std::optional<std::string> {
      if (std::string_view(name) == "HF_ENDPOINT") return std::string(text);
      return std::nullopt;
    });
    expect(!settings.endpoint.ends_with('/'), "an address that goes on with a slash");
  });
  return 0;
}
