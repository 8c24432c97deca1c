// spiece.model: what it makes of a few texts.
#include "text/sentencepiece_model.h"
#include "tokens.h"

using namespace continuo;
using namespace continuo::fuzz;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  accepted([&] {
    const auto model = parse_sentencepiece(text_of(data, size), "spiece.model");
    read_texts(*model);
  });
  return 0;
}
