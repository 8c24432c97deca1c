// What a hub says of a model's files.
#include "checkpoint/hub_listing.h"

#include "oracle.h"

using namespace continuo;
using namespace continuo::fuzz;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  static const HubId kId{.organisation = "someone", .name = "some-model"};
  accepted(
      [&] {
        const ListedModel listed = parse_listing(text_of(data, size), kId);
        expect(is_commit(listed.commit), "a commit");
        expect(printable(listed.licence, 1000) == listed.licence, "a licence fit to be shown");
        for (const std::string& name : needed_files(listed, kId)) {
          expect(is_file_name(name), "plain names of files");
          expect(listed.bytes_of.contains(name), "names that were listed");
        }
      },
      {ErrorKind::kInput, ErrorKind::kMissing});
  return 0;
}
