// The words that stand for fields of a plan: keys, metres, instruments, lengths.
#include "oracle.h"
#include "prompt/named_length.h"
#include "score/instrument.h"
#include "score/plan.h"
#include "score/words.h"

using namespace continuo;
using namespace continuo::fuzz;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string_view text = text_of(data, size);
  accepted([&] {
    const Key key = parse_key(text);
    expect(key.tonic >= 0 && key.tonic < 12, "a tonic");
    expect(parse_key(key.name()) == key, "the same key again");
  });
  accepted([&] { expect(metre_code(parse_metre(text)) >= 0, "a metre of the table"); });
  accepted([&] { (void)instrument(parse_instrument(text)); });
  for (const int program : programs_named(text)) (void)instrument(program);
  expect(plain_words(plain_words(text)) == plain_words(text), "plain words stay");
  const NamedLength length = named_length(text);
  if (length.bars) expect(*length.bars >= 1 && *length.bars <= kMaxPlanBars, "bars of a plan");
  if (length.seconds) expect(*length.seconds > 0 && *length.seconds < 1e6, "a length in seconds");
  return 0;
}
