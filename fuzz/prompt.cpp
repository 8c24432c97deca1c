// Prompts: their English, and what they name.
#include "oracle.h"
#include "prompt/languages.h"
#include "prompt/named.h"
#include "score/instrument.h"

using namespace continuo;
using namespace continuo::fuzz;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string_view text = text_of(data, size);
  const std::string english = in_english(text);
  expect(english.size() <= 32 * text.size() + 32, "no words out of nothing");
  if (is_utf8(text)) expect(is_utf8(english), "text stays text");

  const Named named = read_named(text);
  if (named.bpm) expect(*named.bpm >= kMinBpm && *named.bpm <= kMaxBpm, "a tempo of a plan");
  expect(!(named.bpm && named.bpm_band), "one tempo");
  if (named.bpm_band) {
    expect(named.bpm_band->low <= named.bpm_band->high, "a band with room");
    expect(named.bpm_band->low >= kMinBpm && named.bpm_band->high <= kMaxBpm, "a band of a plan");
  }
  for (const Metre metre : named.metres) expect(metre_code(metre) >= 0, "a metre of the table");
  if (named.tonic) {
    expect(*named.tonic >= 0 && *named.tonic < 12, "a tonic");
    expect(!named.modes.empty(), "a tonic has modes");
  }
  for (const int genre : named.genres)
    expect(genre > 0 && genre < static_cast<int>(genre_names().size()), "a genre");
  for (const NamedPart& part : named.parts) {
    expect(!part.programs.empty(), "a player with a program");
    for (const int program : part.programs) {
      (void)instrument(program);
      for (const int other : named.unwanted) expect(program != other, "nobody wanted and not");
    }
  }
  if (named.only) expect(!named.parts.empty(), "only somebody");
  expect(is_utf8(named_text(named)) || !is_utf8(text), "what is named is text");
  return 0;
}
