// tokenizer.json: what it makes of a few texts.
#include "text/tokenizer_json.h"

#include "tokens.h"

using namespace continuo;
using namespace continuo::fuzz;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  accepted([&] {
    const auto model = parse_tokenizer_json(text_of(data, size), "tokenizer.json");
    read_texts(*model);
  });
  return 0;
}
