// model.safetensors.index.json: names of shards, which end up in paths.
#include "checkpoint/safetensors_index.h"

#include "oracle.h"

using namespace continuo;
using namespace continuo::fuzz;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  accepted([&] {
    for (const auto& [tensor, file] : parse_safetensors_index(text_of(data, size), "index.json")) {
      expect(!file.empty() && file != "." && file != "..", "the name of a file");
      expect(file.find('/') == std::string::npos, "no folder");
      expect(file.find('\0') == std::string::npos, "no zero byte, which would end the path");
    }
  });
  return 0;
}
